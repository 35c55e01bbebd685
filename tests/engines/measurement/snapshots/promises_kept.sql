-- readings by person and team
SELECT
  "t0"."period",
  "t0"."person",
  "t0"."team",
  SUM("t0"."taken") AS "n",
  SUM(CAST("t0"."counted" AS BIGINT)) AS "rows",
  SUM("t0"."taken" * "t0"."value") AS "sum_value",
  SUM("t0"."taken" * "t0"."value" * "t0"."value") AS "squares",
  SUM(CAST("t0"."later" AS BIGINT)) AS "pending"
FROM (
  SELECT
    "t1"."case",
    "t1"."person",
    "t1"."team",
    "t1"."at",
    "t1"."weight",
    "t1"."value",
    "t1"."counted",
    "t1"."why_not",
    "t1"."customer",
    "t1"."category",
    "t1"."priority",
    "t1"."channel",
    "t1"."stage",
    "t1"."kind",
    "t1"."period",
    CASE WHEN "t1"."counted" THEN "t1"."weight" ELSE "t1"."weight" * 0 END AS "taken",
    "t1"."why_not" IN ('not_due', 'window_open') AS "later"
  FROM (
    SELECT
      "t2"."case",
      "t2"."person",
      "t2"."team",
      "t2"."at",
      "t2"."weight",
      "t2"."value",
      "t2"."counted",
      "t2"."why_not",
      "t2"."customer",
      "t2"."category",
      "t2"."priority",
      "t2"."channel",
      "t2"."stage",
      "t2"."kind",
      "t3"."period"
    FROM (
      SELECT
        "t4"."case",
        CASE WHEN "t4"."nobody" IS NULL THEN "t4"."person" ELSE NULL END AS "person",
        "t4"."team",
        "t4"."at",
        "t4"."weight",
        "t4"."value",
        "t4"."counted",
        "t4"."why_not",
        "t4"."customer",
        "t4"."category",
        "t4"."priority",
        "t4"."channel",
        "t4"."stage",
        "t4"."kind"
      FROM (
        SELECT
          "t5"."case",
          "t5"."person",
          "t5"."team",
          "t6"."at",
          "t5"."weight",
          "t6"."value",
          "t6"."counted",
          "t6"."why_not",
          "t6"."customer",
          "t6"."category",
          "t6"."priority",
          "t6"."channel",
          "t6"."stage",
          "t6"."kind",
          "t7"."nobody"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t8"."case",
              "t8"."person",
              "t8"."team",
              SUM("t8"."share") AS "weight"
            FROM "participation" AS "t8"
            GROUP BY
              1,
              2,
              3
          ) AS "t9"
          WHERE
            "t9"."weight" > 0
        ) AS "t5"
        INNER JOIN (
          SELECT
            "t10"."case",
            "t10"."customer",
            "t10"."category",
            "t10"."priority",
            "t10"."channel",
            "t10"."stage",
            "t10"."kind",
            "t10"."promise_at" AS "at",
            CAST(COALESCE("t10"."kept", 0) AS DOUBLE) AS "value",
            "t10"."kept" IS NOT NULL AS "counted",
            CASE WHEN "t10"."kept" IS NOT NULL THEN '' ELSE "t10"."why_not" END AS "why_not"
          FROM (
            SELECT
              "t11"."case",
              "t11"."customer",
              "t11"."kind",
              "t11"."stage",
              "t11"."channel",
              "t11"."priority",
              "t11"."category",
              "t11"."site",
              "t11"."source",
              "t11"."opened_at",
              "t11"."resolved_at",
              "t11"."closed_at",
              "t11"."outcome",
              "t11"."outcome_recorded",
              "t11"."due",
              "t11"."promise",
              "t11"."promise_basis",
              "t11"."promise_at",
              "t11"."reopenings",
              "t11"."transfers",
              "t11"."last_seq",
              "t11"."as_of",
              COALESCE(
                "t11"."promise",
                CASE
                  WHEN (
                    "t11"."due" IS NOT NULL
                  )
                  AND (
                    "t11"."resolved_at" IS NULL
                  )
                  AND (
                    "t11"."due" <= "t11"."as_of"
                  )
                  THEN 0
                  ELSE NULL
                END
              ) AS "kept",
              CASE
                WHEN (
                  "t11"."due" IS NOT NULL
                ) AND (
                  "t11"."resolved_at" IS NULL
                )
                THEN 'not_due'
                ELSE 'no_promise'
              END AS "why_not"
            FROM (
              SELECT
                "t12"."case",
                "t12"."customer",
                "t12"."kind",
                "t12"."stage",
                "t12"."channel",
                "t12"."priority",
                "t12"."category",
                "t12"."site",
                "t12"."source",
                "t12"."opened_at",
                "t12"."resolved_at",
                "t12"."closed_at",
                "t12"."outcome",
                "t12"."outcome_recorded",
                "t12"."due",
                "t12"."promise",
                "t12"."promise_basis",
                "t12"."promise_at",
                "t12"."reopenings",
                "t12"."transfers",
                "t12"."last_seq",
                "t13"."as_of"
              FROM (
                SELECT
                  *
                FROM "cases" AS "t14"
                WHERE
                  "t14"."promise_at" IS NOT NULL
              ) AS "t12"
              CROSS JOIN "asked_as_of" AS "t13"
            ) AS "t11"
          ) AS "t10"
        ) AS "t6"
          ON "t5"."case" = "t6"."case"
        LEFT OUTER JOIN "asked_unranked" AS "t7"
          ON "t5"."person" = "t7"."nobody"
      ) AS "t4"
    ) AS "t2"
    SEMI JOIN "asked_person" AS "t15"
      ON "t2"."person" = "t15"."person"
    INNER JOIN "asked_periods" AS "t3"
      ON "t2"."at" >= "t3"."starts" AND "t2"."at" < "t3"."ends"
  ) AS "t1"
) AS "t0"
GROUP BY
  1,
  2,
  3;

-- evidence of a person
SELECT
  "t0"."case",
  "t0"."person",
  "t0"."team",
  "t0"."at",
  "t0"."weight",
  "t0"."value",
  "t0"."counted",
  "t0"."why_not"
FROM (
  SELECT
    "t1"."case",
    "t1"."person",
    "t1"."team",
    "t1"."at",
    "t1"."weight",
    "t1"."value",
    "t1"."counted",
    "t1"."why_not",
    "t1"."customer",
    "t1"."category",
    "t1"."priority",
    "t1"."channel",
    "t1"."stage",
    "t1"."kind",
    "t2"."period"
  FROM (
    SELECT
      "t3"."case",
      CASE WHEN "t3"."nobody" IS NULL THEN "t3"."person" ELSE NULL END AS "person",
      "t3"."team",
      "t3"."at",
      "t3"."weight",
      "t3"."value",
      "t3"."counted",
      "t3"."why_not",
      "t3"."customer",
      "t3"."category",
      "t3"."priority",
      "t3"."channel",
      "t3"."stage",
      "t3"."kind"
    FROM (
      SELECT
        "t4"."case",
        "t4"."person",
        "t4"."team",
        "t5"."at",
        "t4"."weight",
        "t5"."value",
        "t5"."counted",
        "t5"."why_not",
        "t5"."customer",
        "t5"."category",
        "t5"."priority",
        "t5"."channel",
        "t5"."stage",
        "t5"."kind",
        "t6"."nobody"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t7"."case",
            "t7"."person",
            "t7"."team",
            SUM("t7"."share") AS "weight"
          FROM "participation" AS "t7"
          GROUP BY
            1,
            2,
            3
        ) AS "t8"
        WHERE
          "t8"."weight" > 0
      ) AS "t4"
      INNER JOIN (
        SELECT
          "t9"."case",
          "t9"."customer",
          "t9"."category",
          "t9"."priority",
          "t9"."channel",
          "t9"."stage",
          "t9"."kind",
          "t9"."promise_at" AS "at",
          CAST(COALESCE("t9"."kept", 0) AS DOUBLE) AS "value",
          "t9"."kept" IS NOT NULL AS "counted",
          CASE WHEN "t9"."kept" IS NOT NULL THEN '' ELSE "t9"."why_not" END AS "why_not"
        FROM (
          SELECT
            "t10"."case",
            "t10"."customer",
            "t10"."kind",
            "t10"."stage",
            "t10"."channel",
            "t10"."priority",
            "t10"."category",
            "t10"."site",
            "t10"."source",
            "t10"."opened_at",
            "t10"."resolved_at",
            "t10"."closed_at",
            "t10"."outcome",
            "t10"."outcome_recorded",
            "t10"."due",
            "t10"."promise",
            "t10"."promise_basis",
            "t10"."promise_at",
            "t10"."reopenings",
            "t10"."transfers",
            "t10"."last_seq",
            "t10"."as_of",
            COALESCE(
              "t10"."promise",
              CASE
                WHEN (
                  "t10"."due" IS NOT NULL
                )
                AND (
                  "t10"."resolved_at" IS NULL
                )
                AND (
                  "t10"."due" <= "t10"."as_of"
                )
                THEN 0
                ELSE NULL
              END
            ) AS "kept",
            CASE
              WHEN (
                "t10"."due" IS NOT NULL
              ) AND (
                "t10"."resolved_at" IS NULL
              )
              THEN 'not_due'
              ELSE 'no_promise'
            END AS "why_not"
          FROM (
            SELECT
              "t11"."case",
              "t11"."customer",
              "t11"."kind",
              "t11"."stage",
              "t11"."channel",
              "t11"."priority",
              "t11"."category",
              "t11"."site",
              "t11"."source",
              "t11"."opened_at",
              "t11"."resolved_at",
              "t11"."closed_at",
              "t11"."outcome",
              "t11"."outcome_recorded",
              "t11"."due",
              "t11"."promise",
              "t11"."promise_basis",
              "t11"."promise_at",
              "t11"."reopenings",
              "t11"."transfers",
              "t11"."last_seq",
              "t12"."as_of"
            FROM (
              SELECT
                *
              FROM "cases" AS "t13"
              WHERE
                "t13"."promise_at" IS NOT NULL
            ) AS "t11"
            CROSS JOIN "asked_as_of" AS "t12"
          ) AS "t10"
        ) AS "t9"
      ) AS "t5"
        ON "t4"."case" = "t5"."case"
      LEFT OUTER JOIN "asked_unranked" AS "t6"
        ON "t4"."person" = "t6"."nobody"
    ) AS "t3"
  ) AS "t1"
  INNER JOIN "asked_periods" AS "t2"
    ON "t1"."at" >= "t2"."starts" AND "t1"."at" < "t2"."ends"
  SEMI JOIN "asked_cell" AS "t14"
    ON "t1"."person" IS NOT DISTINCT FROM "t14"."person"
) AS "t0"
ORDER BY
  "t0"."counted" DESC,
  "t0"."at" ASC,
  "t0"."case" ASC,
  "t0"."team" ASC,
  "t0"."person" ASC;
