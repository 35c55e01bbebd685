-- readings by person and team of three periods
SELECT
  "t0"."period",
  "t0"."person",
  "t0"."team",
  COUNT(*) FILTER(WHERE
    "t0"."c0") AS "s0",
  COUNT(*) FILTER(WHERE
    "t0"."c1") AS "s1",
  SUM("t0"."c2") FILTER(WHERE
    "t0"."c0") AS "s2"
FROM (
  SELECT
    "t1"."period",
    "t1"."person",
    "t1"."team",
    CASE WHEN "t1"."overall" IS NULL THEN FALSE ELSE TRUE END AS "c0",
    CASE WHEN "t1"."overall" IS NULL THEN TRUE ELSE FALSE END AS "c1",
    CAST(CASE WHEN "t1"."overall" >= 4 THEN 1 ELSE 0 END AS BIGINT) AS "c2"
  FROM (
    SELECT
      "t2"."case",
      "t2"."person",
      "t2"."team",
      "t2"."at",
      "t2"."customer",
      "t2"."kind",
      "t2"."stage",
      "t2"."channel",
      "t2"."priority",
      "t2"."category",
      "t2"."site",
      "t2"."product",
      "t2"."opened_at",
      "t2"."answered_at",
      "t2"."overall",
      "t2"."care",
      "t2"."love",
      "t2"."sincerity",
      "t2"."attention",
      "t2"."dedication",
      "t2"."perseverance",
      "t2"."period",
      ASKED_AS_OF() AS "as_of"
    FROM (
      SELECT
        "t3"."case",
        "t3"."person",
        "t3"."team",
        "t3"."at",
        "t3"."customer",
        "t3"."kind",
        "t3"."stage",
        "t3"."channel",
        "t3"."priority",
        "t3"."category",
        "t3"."site",
        "t3"."product",
        "t3"."opened_at",
        "t3"."answered_at",
        "t3"."overall",
        "t3"."care",
        "t3"."love",
        "t3"."sincerity",
        "t3"."attention",
        "t3"."dedication",
        "t3"."perseverance",
        CASE
          WHEN "t3"."at" < ASKED_BOUND(1)
          THEN 0
          ELSE CASE WHEN "t3"."at" < ASKED_BOUND(2) THEN 1 ELSE 2 END
        END AS "period"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t4"."case",
            CASE WHEN "t5"."nobody" IS NULL THEN "t4"."person" ELSE NULL END AS "person",
            "t4"."team",
            "t4"."at",
            "t4"."customer",
            "t4"."kind",
            "t4"."stage",
            "t4"."channel",
            "t4"."priority",
            "t4"."category",
            "t4"."site",
            "t4"."product",
            "t4"."opened_at",
            "t4"."answered_at",
            "t4"."overall",
            "t4"."care",
            "t4"."love",
            "t4"."sincerity",
            "t4"."attention",
            "t4"."dedication",
            "t4"."perseverance"
          FROM (
            SELECT
              "t6"."case",
              "t6"."person",
              "t6"."team",
              "t6"."asked_at" AS "at",
              "t6"."customer",
              "t6"."kind",
              "t6"."stage",
              "t6"."channel",
              "t6"."priority",
              "t6"."category",
              "t6"."site",
              "t6"."product",
              "t6"."opened_at",
              "t6"."answered_at",
              "t6"."overall",
              "t6"."care",
              "t6"."love",
              "t6"."sincerity",
              "t6"."attention",
              "t6"."dedication",
              "t6"."perseverance"
            FROM "surveys" AS "t6"
          ) AS "t4"
          SEMI JOIN "asked_person" AS "t7"
            ON "t4"."person" = "t7"."person"
          LEFT OUTER JOIN "asked_unranked" AS "t5"
            ON "t4"."person" = "t5"."nobody"
        ) AS "t8"
        WHERE
          "t8"."at" >= ASKED_BOUND(0) AND "t8"."at" < ASKED_BOUND(3)
      ) AS "t3"
    ) AS "t2"
  ) AS "t1"
) AS "t0"
GROUP BY
  1,
  2,
  3;

-- evidence of a person
SELECT
  *
FROM (
  SELECT
    "t0"."case",
    "t0"."person",
    "t0"."team",
    "t0"."at",
    1000000000000000 AS "units",
    COALESCE(CAST(CASE WHEN "t0"."overall" >= 4 THEN 1 ELSE 0 END AS BIGINT), 0) AS "value",
    CASE WHEN "t0"."overall" IS NULL THEN FALSE ELSE TRUE END AS "counted",
    CASE WHEN "t0"."overall" IS NULL THEN 'no_answer' ELSE '' END AS "why_not",
    CAST(NULL AS BIGINT) AS "side"
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
      "t1"."opened_at",
      "t1"."answered_at",
      "t1"."overall",
      "t1"."care",
      "t1"."love",
      "t1"."sincerity",
      "t1"."attention",
      "t1"."dedication",
      "t1"."perseverance",
      "t1"."period",
      ASKED_AS_OF() AS "as_of"
    FROM (
      SELECT
        "t2"."case",
        "t2"."person",
        "t2"."team",
        "t2"."at",
        "t2"."customer",
        "t2"."kind",
        "t2"."stage",
        "t2"."channel",
        "t2"."priority",
        "t2"."category",
        "t2"."site",
        "t2"."product",
        "t2"."opened_at",
        "t2"."answered_at",
        "t2"."overall",
        "t2"."care",
        "t2"."love",
        "t2"."sincerity",
        "t2"."attention",
        "t2"."dedication",
        "t2"."perseverance",
        0 AS "period"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t3"."case",
            CASE WHEN "t4"."nobody" IS NULL THEN "t3"."person" ELSE NULL END AS "person",
            "t3"."team",
            "t3"."at",
            "t3"."customer",
            "t3"."kind",
            "t3"."stage",
            "t3"."channel",
            "t3"."priority",
            "t3"."category",
            "t3"."site",
            "t3"."product",
            "t3"."opened_at",
            "t3"."answered_at",
            "t3"."overall",
            "t3"."care",
            "t3"."love",
            "t3"."sincerity",
            "t3"."attention",
            "t3"."dedication",
            "t3"."perseverance"
          FROM (
            SELECT
              "t5"."case",
              "t5"."person",
              "t5"."team",
              "t5"."asked_at" AS "at",
              "t5"."customer",
              "t5"."kind",
              "t5"."stage",
              "t5"."channel",
              "t5"."priority",
              "t5"."category",
              "t5"."site",
              "t5"."product",
              "t5"."opened_at",
              "t5"."answered_at",
              "t5"."overall",
              "t5"."care",
              "t5"."love",
              "t5"."sincerity",
              "t5"."attention",
              "t5"."dedication",
              "t5"."perseverance"
            FROM "surveys" AS "t5"
          ) AS "t3"
          LEFT OUTER JOIN "asked_unranked" AS "t4"
            ON "t3"."person" = "t4"."nobody"
        ) AS "t6"
        WHERE
          "t6"."at" >= ASKED_BOUND(0) AND "t6"."at" < ASKED_BOUND(1)
      ) AS "t2"
    ) AS "t1"
  ) AS "t0"
  SEMI JOIN "asked_cell" AS "t7"
    ON "t0"."person" IS NOT DISTINCT FROM "t7"."person"
) AS "t8"
ORDER BY
  "t8"."counted" DESC,
  "t8"."at" ASC,
  "t8"."case" ASC,
  "t8"."team" ASC,
  "t8"."person" ASC;
