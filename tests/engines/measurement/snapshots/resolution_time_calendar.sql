-- readings by person and team
SELECT
  "t0"."period",
  "t0"."person",
  "t0"."team",
  SUM(CAST(CASE WHEN "t0"."counted" THEN "t0"."units" ELSE 0 END AS DECIMAL(38, 0))) AS "units",
  SUM(CAST("t0"."counted" AS BIGINT)) AS "rows",
  SUM(CAST("t0"."why_not" IN ('not_due', 'window_open') AS BIGINT)) AS "pending",
  ARRAY_AGG("t0"."value" ORDER BY "t0"."value" ASC) FILTER(WHERE
    "t0"."value" IS NOT NULL AND "t0"."counted") AS "ordered"
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
    1000000000000000 AS "units",
    COALESCE("t1"."calendar_seconds", 0) AS "value",
    CASE
      WHEN "t1"."reopened_at" IS NOT NULL
      THEN 'reopened_since'
      WHEN "t1"."calendar_seconds" IS NULL
      THEN 'no_business_time'
      ELSE ''
    END = '' AS "counted",
    CASE
      WHEN "t1"."reopened_at" IS NOT NULL
      THEN 'reopened_since'
      WHEN "t1"."calendar_seconds" IS NULL
      THEN 'no_business_time'
      ELSE ''
    END AS "why_not"
  FROM (
    SELECT
      "t3".*
      EXCLUDE ("nobody")
    FROM (
      SELECT
        "t4"."case",
        "t4"."n",
        "t4"."at",
        CASE WHEN "t4"."nobody" IS NULL THEN "t4"."person" ELSE NULL END AS "person",
        "t4"."team",
        "t4"."customer",
        "t4"."kind",
        "t4"."stage",
        "t4"."channel",
        "t4"."priority",
        "t4"."category",
        "t4"."site",
        "t4"."product",
        "t4"."opened_at",
        "t4"."calendar_seconds",
        "t4"."business_seconds",
        "t4"."transfers",
        "t4"."reopened_at",
        "t4"."last",
        "t4"."first_holder",
        "t4"."first_team",
        "t4"."confirmed",
        "t4"."nobody"
      FROM (
        SELECT
          "t5"."case",
          "t5"."n",
          "t5"."at",
          "t5"."person",
          "t5"."team",
          "t5"."customer",
          "t5"."kind",
          "t5"."stage",
          "t5"."channel",
          "t5"."priority",
          "t5"."category",
          "t5"."site",
          "t5"."product",
          "t5"."opened_at",
          "t5"."calendar_seconds",
          "t5"."business_seconds",
          "t5"."transfers",
          "t5"."reopened_at",
          "t5"."last",
          "t5"."first_holder",
          "t5"."first_team",
          "t5"."confirmed",
          "t6"."nobody"
        FROM (
          SELECT
            *
          FROM "resolutions" AS "t7"
          WHERE
            "t7"."last"
        ) AS "t5"
        LEFT OUTER JOIN "asked_unranked" AS "t6"
          ON "t5"."person" = "t6"."nobody"
      ) AS "t4"
    ) AS "t3"
  ) AS "t1"
  SEMI JOIN "asked_person" AS "t8"
    ON "t1"."person" = "t8"."person"
  CROSS JOIN "asked_as_of" AS "t9"
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
    1000000000000000 AS "units",
    COALESCE("t1"."calendar_seconds", 0) AS "value",
    CASE
      WHEN "t1"."reopened_at" IS NOT NULL
      THEN 'reopened_since'
      WHEN "t1"."calendar_seconds" IS NULL
      THEN 'no_business_time'
      ELSE ''
    END = '' AS "counted",
    CASE
      WHEN "t1"."reopened_at" IS NOT NULL
      THEN 'reopened_since'
      WHEN "t1"."calendar_seconds" IS NULL
      THEN 'no_business_time'
      ELSE ''
    END AS "why_not"
  FROM (
    SELECT
      "t3".*
      EXCLUDE ("nobody")
    FROM (
      SELECT
        "t4"."case",
        "t4"."n",
        "t4"."at",
        CASE WHEN "t4"."nobody" IS NULL THEN "t4"."person" ELSE NULL END AS "person",
        "t4"."team",
        "t4"."customer",
        "t4"."kind",
        "t4"."stage",
        "t4"."channel",
        "t4"."priority",
        "t4"."category",
        "t4"."site",
        "t4"."product",
        "t4"."opened_at",
        "t4"."calendar_seconds",
        "t4"."business_seconds",
        "t4"."transfers",
        "t4"."reopened_at",
        "t4"."last",
        "t4"."first_holder",
        "t4"."first_team",
        "t4"."confirmed",
        "t4"."nobody"
      FROM (
        SELECT
          "t5"."case",
          "t5"."n",
          "t5"."at",
          "t5"."person",
          "t5"."team",
          "t5"."customer",
          "t5"."kind",
          "t5"."stage",
          "t5"."channel",
          "t5"."priority",
          "t5"."category",
          "t5"."site",
          "t5"."product",
          "t5"."opened_at",
          "t5"."calendar_seconds",
          "t5"."business_seconds",
          "t5"."transfers",
          "t5"."reopened_at",
          "t5"."last",
          "t5"."first_holder",
          "t5"."first_team",
          "t5"."confirmed",
          "t6"."nobody"
        FROM (
          SELECT
            *
          FROM "resolutions" AS "t7"
          WHERE
            "t7"."last"
        ) AS "t5"
        LEFT OUTER JOIN "asked_unranked" AS "t6"
          ON "t5"."person" = "t6"."nobody"
      ) AS "t4"
    ) AS "t3"
  ) AS "t1"
  CROSS JOIN "asked_as_of" AS "t8"
  INNER JOIN "asked_periods" AS "t2"
    ON "t1"."at" >= "t2"."starts" AND "t1"."at" < "t2"."ends"
  SEMI JOIN "asked_cell" AS "t9"
    ON "t1"."person" IS NOT DISTINCT FROM "t9"."person"
) AS "t0"
ORDER BY
  "t0"."counted" DESC,
  "t0"."at" ASC,
  "t0"."case" ASC,
  "t0"."team" ASC,
  "t0"."person" ASC;
