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
        "t4"."at",
        "t4"."units",
        "t4"."value",
        "t4"."counted",
        "t4"."why_not",
        "t4"."customer",
        "t4"."category",
        "t4"."priority",
        "t4"."channel",
        "t4"."stage",
        "t4"."kind",
        "t5"."nobody"
      FROM (
        SELECT
          "t6"."case",
          "t6"."person",
          "t6"."team",
          "t6"."at",
          1000000000000000 AS "units",
          COALESCE("t6"."calendar_seconds", 0) AS "value",
          (
            "t6"."reopened_at" IS NULL
          ) AND (
            "t6"."calendar_seconds" IS NOT NULL
          ) AS "counted",
          CASE
            WHEN NOT (
              "t6"."reopened_at" IS NULL
            )
            THEN 'reopened_since'
            WHEN NOT (
              "t6"."calendar_seconds" IS NOT NULL
            )
            THEN 'no_business_time'
            ELSE ''
          END AS "why_not",
          "t6"."customer",
          "t6"."category",
          "t6"."priority",
          "t6"."channel",
          "t6"."stage",
          "t6"."kind"
        FROM "resolutions" AS "t6"
        WHERE
          "t6"."last"
      ) AS "t4"
      LEFT OUTER JOIN "asked_unranked" AS "t5"
        ON "t4"."person" = "t5"."nobody"
    ) AS "t3"
  ) AS "t1"
  SEMI JOIN "asked_person" AS "t7"
    ON "t1"."person" = "t7"."person"
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
        "t4"."at",
        "t4"."units",
        "t4"."value",
        "t4"."counted",
        "t4"."why_not",
        "t4"."customer",
        "t4"."category",
        "t4"."priority",
        "t4"."channel",
        "t4"."stage",
        "t4"."kind",
        "t5"."nobody"
      FROM (
        SELECT
          "t6"."case",
          "t6"."person",
          "t6"."team",
          "t6"."at",
          1000000000000000 AS "units",
          COALESCE("t6"."calendar_seconds", 0) AS "value",
          (
            "t6"."reopened_at" IS NULL
          ) AND (
            "t6"."calendar_seconds" IS NOT NULL
          ) AS "counted",
          CASE
            WHEN NOT (
              "t6"."reopened_at" IS NULL
            )
            THEN 'reopened_since'
            WHEN NOT (
              "t6"."calendar_seconds" IS NOT NULL
            )
            THEN 'no_business_time'
            ELSE ''
          END AS "why_not",
          "t6"."customer",
          "t6"."category",
          "t6"."priority",
          "t6"."channel",
          "t6"."stage",
          "t6"."kind"
        FROM "resolutions" AS "t6"
        WHERE
          "t6"."last"
      ) AS "t4"
      LEFT OUTER JOIN "asked_unranked" AS "t5"
        ON "t4"."person" = "t5"."nobody"
    ) AS "t3"
  ) AS "t1"
  INNER JOIN "asked_periods" AS "t2"
    ON "t1"."at" >= "t2"."starts" AND "t1"."at" < "t2"."ends"
  SEMI JOIN "asked_cell" AS "t7"
    ON "t1"."person" IS NOT DISTINCT FROM "t7"."person"
) AS "t0"
ORDER BY
  "t0"."counted" DESC,
  "t0"."at" ASC,
  "t0"."case" ASC,
  "t0"."team" ASC,
  "t0"."person" ASC;
