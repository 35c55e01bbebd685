-- readings by person and team
SELECT
  "t0"."period",
  "t0"."person",
  "t0"."team",
  SUM(CAST(CASE WHEN "t0"."counted" THEN "t0"."units" ELSE 0 END AS DECIMAL(38, 0))) AS "units",
  SUM(CAST("t0"."counted" AS BIGINT)) AS "rows",
  SUM(CAST("t0"."why_not" IN ('not_due', 'window_open') AS BIGINT)) AS "pending",
  SUM(
    CAST(CASE WHEN "t0"."counted" THEN "t0"."units" * "t0"."value" ELSE 0 END AS DECIMAL(38, 0))
  ) AS "total"
FROM (
  SELECT
    "t1"."case",
    "t1"."person",
    "t1"."team",
    "t1"."at",
    "t1"."units",
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
      "t3"."units",
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
        "t4"."units",
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
            SUM("t7"."units") AS "units"
          FROM "participation" AS "t7"
          GROUP BY
            1,
            2,
            3
        ) AS "t8"
        WHERE
          "t8"."units" > 0
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
          COALESCE("t9"."kept", 0) AS "value",
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
  SEMI JOIN "asked_person" AS "t14"
    ON "t1"."person" = "t14"."person"
  INNER JOIN "asked_periods" AS "t2"
    ON "t1"."at" >= "t2"."starts" AND "t1"."at" < "t2"."ends"
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
  "t0"."units",
  "t0"."value",
  "t0"."counted",
  "t0"."why_not"
FROM (
  SELECT
    "t1"."case",
    "t1"."person",
    "t1"."team",
    "t1"."at",
    "t1"."units",
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
      "t3"."units",
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
        "t4"."units",
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
            SUM("t7"."units") AS "units"
          FROM "participation" AS "t7"
          GROUP BY
            1,
            2,
            3
        ) AS "t8"
        WHERE
          "t8"."units" > 0
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
          COALESCE("t9"."kept", 0) AS "value",
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
