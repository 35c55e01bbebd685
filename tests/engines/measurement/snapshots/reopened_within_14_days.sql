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
    1000000000000000 AS "units",
    COALESCE(CAST((
      "t1"."reopened_at" - "t1"."at"
    ) <= 1209600 AS BIGINT), 0) AS "value",
    CASE WHEN (
      "t1"."at" + 1209600
    ) <= "t3"."as_of" THEN '' ELSE 'window_open' END = '' AS "counted",
    CASE WHEN (
      "t1"."at" + 1209600
    ) <= "t3"."as_of" THEN '' ELSE 'window_open' END AS "why_not"
  FROM (
    SELECT
      "t4".*
      EXCLUDE ("nobody")
    FROM (
      SELECT
        "t5"."case",
        "t5"."n",
        "t5"."at",
        CASE WHEN "t5"."nobody" IS NULL THEN "t5"."person" ELSE NULL END AS "person",
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
        "t5"."nobody"
      FROM (
        SELECT
          "t6"."case",
          "t6"."n",
          "t6"."at",
          "t6"."person",
          "t6"."team",
          "t6"."customer",
          "t6"."kind",
          "t6"."stage",
          "t6"."channel",
          "t6"."priority",
          "t6"."category",
          "t6"."site",
          "t6"."product",
          "t6"."opened_at",
          "t6"."calendar_seconds",
          "t6"."business_seconds",
          "t6"."transfers",
          "t6"."reopened_at",
          "t6"."last",
          "t6"."first_holder",
          "t6"."first_team",
          "t6"."confirmed",
          "t7"."nobody"
        FROM "resolutions" AS "t6"
        LEFT OUTER JOIN "asked_unranked" AS "t7"
          ON "t6"."person" = "t7"."nobody"
      ) AS "t5"
    ) AS "t4"
  ) AS "t1"
  SEMI JOIN "asked_person" AS "t8"
    ON "t1"."person" = "t8"."person"
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
    1000000000000000 AS "units",
    COALESCE(CAST((
      "t1"."reopened_at" - "t1"."at"
    ) <= 1209600 AS BIGINT), 0) AS "value",
    CASE WHEN (
      "t1"."at" + 1209600
    ) <= "t3"."as_of" THEN '' ELSE 'window_open' END = '' AS "counted",
    CASE WHEN (
      "t1"."at" + 1209600
    ) <= "t3"."as_of" THEN '' ELSE 'window_open' END AS "why_not"
  FROM (
    SELECT
      "t4".*
      EXCLUDE ("nobody")
    FROM (
      SELECT
        "t5"."case",
        "t5"."n",
        "t5"."at",
        CASE WHEN "t5"."nobody" IS NULL THEN "t5"."person" ELSE NULL END AS "person",
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
        "t5"."nobody"
      FROM (
        SELECT
          "t6"."case",
          "t6"."n",
          "t6"."at",
          "t6"."person",
          "t6"."team",
          "t6"."customer",
          "t6"."kind",
          "t6"."stage",
          "t6"."channel",
          "t6"."priority",
          "t6"."category",
          "t6"."site",
          "t6"."product",
          "t6"."opened_at",
          "t6"."calendar_seconds",
          "t6"."business_seconds",
          "t6"."transfers",
          "t6"."reopened_at",
          "t6"."last",
          "t6"."first_holder",
          "t6"."first_team",
          "t6"."confirmed",
          "t7"."nobody"
        FROM "resolutions" AS "t6"
        LEFT OUTER JOIN "asked_unranked" AS "t7"
          ON "t6"."person" = "t7"."nobody"
      ) AS "t5"
    ) AS "t4"
  ) AS "t1"
  CROSS JOIN "asked_as_of" AS "t3"
  INNER JOIN "asked_periods" AS "t2"
    ON "t1"."at" >= "t2"."starts" AND "t1"."at" < "t2"."ends"
  SEMI JOIN "asked_cell" AS "t8"
    ON "t1"."person" IS NOT DISTINCT FROM "t8"."person"
) AS "t0"
ORDER BY
  "t0"."counted" DESC,
  "t0"."at" ASC,
  "t0"."case" ASC,
  "t0"."team" ASC,
  "t0"."person" ASC;
