-- readings by person and team of three periods
SELECT
  "t0"."period",
  "t0"."person",
  "t0"."team",
  COUNT(*) FILTER(WHERE
    "t0"."c0") AS "s0",
  ARRAY_AGG("t0"."c1") FILTER(WHERE
    "t0"."c1" IS NOT NULL AND "t0"."c0") AS "s1",
  SUM("t0"."c1") FILTER(WHERE
    "t0"."c0") AS "s2"
FROM (
  SELECT
    "t1"."period",
    "t1"."person",
    "t1"."team",
    CASE
      WHEN "t1"."answered_at" IS NULL
      THEN FALSE
      WHEN "t1"."answer_seconds" IS NULL
      THEN FALSE
      ELSE TRUE
    END AS "c0",
    COALESCE("t1"."answer_seconds", 0) AS "c1"
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
      "t2"."answer_seconds",
      "t2"."to_person",
      "t2"."end",
      "t2"."resolved_at",
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
        "t3"."answer_seconds",
        "t3"."to_person",
        "t3"."end",
        "t3"."resolved_at",
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
            "t4"."answer_seconds",
            "t4"."to_person",
            "t4"."end",
            "t4"."resolved_at"
          FROM (
            SELECT
              "t6"."case",
              "t6"."person",
              "t6"."team",
              "t6"."start" AS "at",
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
              "t6"."answer_seconds",
              "t6"."to_person",
              "t6"."end",
              "t6"."resolved_at"
            FROM "participation" AS "t6"
            WHERE
              "t6"."person" IS NOT NULL
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
    COALESCE(COALESCE("t0"."answer_seconds", 0), 0) AS "value",
    CASE
      WHEN "t0"."answered_at" IS NULL
      THEN FALSE
      WHEN "t0"."answer_seconds" IS NULL
      THEN FALSE
      ELSE TRUE
    END AS "counted",
    CASE
      WHEN "t0"."answered_at" IS NULL
      THEN 'not_answered'
      WHEN "t0"."answer_seconds" IS NULL
      THEN 'no_business_time'
      ELSE ''
    END AS "why_not",
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
      "t1"."answer_seconds",
      "t1"."to_person",
      "t1"."end",
      "t1"."resolved_at",
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
        "t2"."answer_seconds",
        "t2"."to_person",
        "t2"."end",
        "t2"."resolved_at",
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
            "t3"."answer_seconds",
            "t3"."to_person",
            "t3"."end",
            "t3"."resolved_at"
          FROM (
            SELECT
              "t5"."case",
              "t5"."person",
              "t5"."team",
              "t5"."start" AS "at",
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
              "t5"."answer_seconds",
              "t5"."to_person",
              "t5"."end",
              "t5"."resolved_at"
            FROM "participation" AS "t5"
            WHERE
              "t5"."person" IS NOT NULL
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
