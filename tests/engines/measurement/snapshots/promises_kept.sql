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
    "t1"."customer",
    "t1"."kind",
    "t1"."stage",
    "t1"."channel",
    "t1"."priority",
    "t1"."category",
    "t1"."site",
    "t1"."product",
    "t2"."period",
    "t1"."share" AS "units",
    COALESCE(
      COALESCE(
        "t1"."promise",
        CASE
          WHEN (
            "t1"."due" IS NOT NULL
          )
          AND (
            "t1"."resolved_at" IS NULL
          )
          AND (
            "t1"."due" <= "t3"."as_of"
          )
          THEN 0
          ELSE NULL
        END
      ),
      0
    ) AS "value",
    CASE
      WHEN COALESCE(
        "t1"."promise",
        CASE
          WHEN (
            "t1"."due" IS NOT NULL
          )
          AND (
            "t1"."resolved_at" IS NULL
          )
          AND (
            "t1"."due" <= "t3"."as_of"
          )
          THEN 0
          ELSE NULL
        END
      ) IS NOT NULL
      THEN ''
      WHEN (
        "t1"."due" IS NOT NULL
      ) AND (
        "t1"."resolved_at" IS NULL
      )
      THEN 'not_due'
      ELSE 'no_promise'
    END = '' AS "counted",
    CASE
      WHEN COALESCE(
        "t1"."promise",
        CASE
          WHEN (
            "t1"."due" IS NOT NULL
          )
          AND (
            "t1"."resolved_at" IS NULL
          )
          AND (
            "t1"."due" <= "t3"."as_of"
          )
          THEN 0
          ELSE NULL
        END
      ) IS NOT NULL
      THEN ''
      WHEN (
        "t1"."due" IS NOT NULL
      ) AND (
        "t1"."resolved_at" IS NULL
      )
      THEN 'not_due'
      ELSE 'no_promise'
    END AS "why_not"
  FROM (
    SELECT
      "t4".*
      EXCLUDE ("nobody")
    FROM (
      SELECT
        "t5"."case",
        CASE WHEN "t5"."nobody" IS NULL THEN "t5"."person" ELSE NULL END AS "person",
        "t5"."team",
        "t5"."share",
        "t5"."customer",
        "t5"."kind",
        "t5"."stage",
        "t5"."channel",
        "t5"."priority",
        "t5"."category",
        "t5"."site",
        "t5"."product",
        "t5"."opened_at",
        "t5"."due",
        "t5"."promise",
        "t5"."resolved_at",
        "t5"."at",
        "t5"."nobody"
      FROM (
        SELECT
          "t6"."case",
          "t6"."person",
          "t6"."team",
          "t6"."share",
          "t7"."customer",
          "t7"."kind",
          "t7"."stage",
          "t7"."channel",
          "t7"."priority",
          "t7"."category",
          "t7"."site",
          "t7"."product",
          "t7"."opened_at",
          "t7"."due",
          "t7"."promise",
          "t7"."resolved_at",
          "t7"."at",
          "t8"."nobody"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t9"."case",
              "t9"."person",
              "t9"."team",
              SUM("t9"."units") AS "share"
            FROM "participation" AS "t9"
            GROUP BY
              1,
              2,
              3
          ) AS "t10"
          WHERE
            "t10"."share" > 0
        ) AS "t6"
        INNER JOIN (
          SELECT
            "t11"."case",
            "t11"."customer",
            "t11"."kind",
            "t11"."stage",
            "t11"."channel",
            "t11"."priority",
            "t11"."category",
            "t11"."site",
            "t11"."product",
            "t11"."opened_at",
            "t11"."due",
            "t11"."promise",
            "t11"."resolved_at",
            "t11"."promise_at" AS "at"
          FROM "cases" AS "t11"
          WHERE
            "t11"."promise_at" IS NOT NULL
        ) AS "t7"
          ON "t6"."case" = "t7"."case"
        LEFT OUTER JOIN "asked_unranked" AS "t8"
          ON "t6"."person" = "t8"."nobody"
      ) AS "t5"
    ) AS "t4"
  ) AS "t1"
  SEMI JOIN "asked_person" AS "t12"
    ON "t1"."person" = "t12"."person"
  CROSS JOIN "asked_as_of" AS "t3"
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
    "t1"."customer",
    "t1"."kind",
    "t1"."stage",
    "t1"."channel",
    "t1"."priority",
    "t1"."category",
    "t1"."site",
    "t1"."product",
    "t2"."period",
    "t1"."share" AS "units",
    COALESCE(
      COALESCE(
        "t1"."promise",
        CASE
          WHEN (
            "t1"."due" IS NOT NULL
          )
          AND (
            "t1"."resolved_at" IS NULL
          )
          AND (
            "t1"."due" <= "t3"."as_of"
          )
          THEN 0
          ELSE NULL
        END
      ),
      0
    ) AS "value",
    CASE
      WHEN COALESCE(
        "t1"."promise",
        CASE
          WHEN (
            "t1"."due" IS NOT NULL
          )
          AND (
            "t1"."resolved_at" IS NULL
          )
          AND (
            "t1"."due" <= "t3"."as_of"
          )
          THEN 0
          ELSE NULL
        END
      ) IS NOT NULL
      THEN ''
      WHEN (
        "t1"."due" IS NOT NULL
      ) AND (
        "t1"."resolved_at" IS NULL
      )
      THEN 'not_due'
      ELSE 'no_promise'
    END = '' AS "counted",
    CASE
      WHEN COALESCE(
        "t1"."promise",
        CASE
          WHEN (
            "t1"."due" IS NOT NULL
          )
          AND (
            "t1"."resolved_at" IS NULL
          )
          AND (
            "t1"."due" <= "t3"."as_of"
          )
          THEN 0
          ELSE NULL
        END
      ) IS NOT NULL
      THEN ''
      WHEN (
        "t1"."due" IS NOT NULL
      ) AND (
        "t1"."resolved_at" IS NULL
      )
      THEN 'not_due'
      ELSE 'no_promise'
    END AS "why_not"
  FROM (
    SELECT
      "t4".*
      EXCLUDE ("nobody")
    FROM (
      SELECT
        "t5"."case",
        CASE WHEN "t5"."nobody" IS NULL THEN "t5"."person" ELSE NULL END AS "person",
        "t5"."team",
        "t5"."share",
        "t5"."customer",
        "t5"."kind",
        "t5"."stage",
        "t5"."channel",
        "t5"."priority",
        "t5"."category",
        "t5"."site",
        "t5"."product",
        "t5"."opened_at",
        "t5"."due",
        "t5"."promise",
        "t5"."resolved_at",
        "t5"."at",
        "t5"."nobody"
      FROM (
        SELECT
          "t6"."case",
          "t6"."person",
          "t6"."team",
          "t6"."share",
          "t7"."customer",
          "t7"."kind",
          "t7"."stage",
          "t7"."channel",
          "t7"."priority",
          "t7"."category",
          "t7"."site",
          "t7"."product",
          "t7"."opened_at",
          "t7"."due",
          "t7"."promise",
          "t7"."resolved_at",
          "t7"."at",
          "t8"."nobody"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t9"."case",
              "t9"."person",
              "t9"."team",
              SUM("t9"."units") AS "share"
            FROM "participation" AS "t9"
            GROUP BY
              1,
              2,
              3
          ) AS "t10"
          WHERE
            "t10"."share" > 0
        ) AS "t6"
        INNER JOIN (
          SELECT
            "t11"."case",
            "t11"."customer",
            "t11"."kind",
            "t11"."stage",
            "t11"."channel",
            "t11"."priority",
            "t11"."category",
            "t11"."site",
            "t11"."product",
            "t11"."opened_at",
            "t11"."due",
            "t11"."promise",
            "t11"."resolved_at",
            "t11"."promise_at" AS "at"
          FROM "cases" AS "t11"
          WHERE
            "t11"."promise_at" IS NOT NULL
        ) AS "t7"
          ON "t6"."case" = "t7"."case"
        LEFT OUTER JOIN "asked_unranked" AS "t8"
          ON "t6"."person" = "t8"."nobody"
      ) AS "t5"
    ) AS "t4"
  ) AS "t1"
  CROSS JOIN "asked_as_of" AS "t3"
  INNER JOIN "asked_periods" AS "t2"
    ON "t1"."at" >= "t2"."starts" AND "t1"."at" < "t2"."ends"
  SEMI JOIN "asked_cell" AS "t12"
    ON "t1"."person" IS NOT DISTINCT FROM "t12"."person"
) AS "t0"
ORDER BY
  "t0"."counted" DESC,
  "t0"."at" ASC,
  "t0"."case" ASC,
  "t0"."team" ASC,
  "t0"."person" ASC;
