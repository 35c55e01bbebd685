-- readings by person and team
SELECT
  "t0"."period",
  "t0"."person",
  "t0"."team",
  SUM("t0"."taken") AS "n",
  SUM(CAST("t0"."counted" AS BIGINT)) AS "rows",
  SUM("t0"."taken" * "t0"."value") AS "sum_value",
  SUM("t0"."taken" * "t0"."value" * "t0"."value") AS "squares",
  SUM(CAST("t0"."later" AS BIGINT)) AS "pending",
  ARRAY_AGG("t0"."value" ORDER BY "t0"."value" ASC) FILTER(WHERE
    "t0"."value" IS NOT NULL AND "t0"."counted") AS "ordered"
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
          "t5"."at",
          "t5"."weight",
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
            "t7"."case",
            "t7"."person",
            "t7"."team",
            "t7"."at",
            CAST(1 AS DOUBLE) AS "weight",
            "t7"."business_seconds" / 3600 AS "value",
            "t7"."reopened_at" IS NULL AS "counted",
            CASE WHEN "t7"."reopened_at" IS NULL THEN '' ELSE 'reopened_since' END AS "why_not",
            "t7"."customer",
            "t7"."category",
            "t7"."priority",
            "t7"."channel",
            "t7"."stage",
            "t7"."kind"
          FROM "resolutions" AS "t7"
          WHERE
            "t7"."last"
        ) AS "t5"
        LEFT OUTER JOIN "asked_unranked" AS "t6"
          ON "t5"."person" = "t6"."nobody"
      ) AS "t4"
    ) AS "t2"
    SEMI JOIN "asked_person" AS "t8"
      ON "t2"."person" = "t8"."person"
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
        "t4"."kind",
        "t5"."nobody"
      FROM (
        SELECT
          "t6"."case",
          "t6"."person",
          "t6"."team",
          "t6"."at",
          CAST(1 AS DOUBLE) AS "weight",
          "t6"."business_seconds" / 3600 AS "value",
          "t6"."reopened_at" IS NULL AS "counted",
          CASE WHEN "t6"."reopened_at" IS NULL THEN '' ELSE 'reopened_since' END AS "why_not",
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
