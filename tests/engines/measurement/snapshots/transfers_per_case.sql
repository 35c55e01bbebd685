-- readings by person and team of three periods
SELECT
  "t0"."period",
  "t0"."person",
  "t0"."team",
  COUNT("t0"."c0") AS "s0",
  SUM("t0"."c0") AS "s1",
  SUM("t0"."c0" * "t0"."c0") AS "s2"
FROM (
  SELECT
    "t1"."period",
    "t1"."person",
    "t1"."team",
    CASE
      WHEN "t1"."reopened_at" IS NOT NULL
      THEN CAST(NULL AS BIGINT)
      WHEN "t1"."transfers" IS NULL
      THEN CAST(NULL AS BIGINT)
      ELSE COALESCE("t1"."transfers", 0)
    END AS "c0"
  FROM (
    SELECT
      "t2"."case",
      CASE
        WHEN NOT (
          ASKED_AMONG("t2"."person", 'unranked')
        )
        THEN "t2"."person"
        ELSE NULL
      END AS "person",
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
      "t2"."business_seconds",
      "t2"."calendar_seconds",
      "t2"."waiting_seconds",
      "t2"."recategorised",
      "t2"."transfers",
      "t2"."reopened_at",
      CASE
        WHEN "t2"."at" < ASKED_BOUND(1)
        THEN 0
        ELSE CASE WHEN "t2"."at" < ASKED_BOUND(2) THEN 1 ELSE 2 END
      END AS "period",
      ASKED_AS_OF() AS "as_of"
    FROM (
      SELECT
        *
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
          "t3"."business_seconds",
          "t3"."calendar_seconds",
          "t3"."waiting_seconds",
          "t3"."recategorised",
          "t3"."transfers",
          "t3"."reopened_at"
        FROM "resolutions" AS "t3"
        WHERE
          "t3"."last"
      ) AS "t4"
      WHERE
        "t4"."at" >= ASKED_BOUND(0)
        AND "t4"."at" < ASKED_BOUND(3)
        AND ASKED_AMONG("t4"."person", 'person')
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
    COALESCE(COALESCE("t0"."transfers", 0), 0) AS "value",
    CASE
      WHEN "t0"."reopened_at" IS NOT NULL
      THEN 'reopened_since'
      WHEN "t0"."transfers" IS NULL
      THEN 'no_business_time'
      ELSE ''
    END = '' AS "counted",
    CASE
      WHEN "t0"."reopened_at" IS NOT NULL
      THEN 'reopened_since'
      WHEN "t0"."transfers" IS NULL
      THEN 'no_business_time'
      ELSE ''
    END AS "why_not",
    CAST(NULL AS BIGINT) AS "side"
  FROM (
    SELECT
      "t1"."case",
      CASE
        WHEN NOT (
          ASKED_AMONG("t1"."person", 'unranked')
        )
        THEN "t1"."person"
        ELSE NULL
      END AS "person",
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
      "t1"."business_seconds",
      "t1"."calendar_seconds",
      "t1"."waiting_seconds",
      "t1"."recategorised",
      "t1"."transfers",
      "t1"."reopened_at",
      0 AS "period",
      ASKED_AS_OF() AS "as_of"
    FROM (
      SELECT
        *
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
          "t2"."business_seconds",
          "t2"."calendar_seconds",
          "t2"."waiting_seconds",
          "t2"."recategorised",
          "t2"."transfers",
          "t2"."reopened_at"
        FROM "resolutions" AS "t2"
        WHERE
          "t2"."last"
      ) AS "t3"
      WHERE
        "t3"."at" >= ASKED_BOUND(0) AND "t3"."at" < ASKED_BOUND(1)
    ) AS "t1"
  ) AS "t0"
  SEMI JOIN "asked_cell" AS "t4"
    ON "t0"."person" IS NOT DISTINCT FROM "t4"."person"
) AS "t5"
ORDER BY
  "t5"."counted" DESC,
  "t5"."at" ASC,
  "t5"."case" ASC,
  "t5"."team" ASC,
  "t5"."person" ASC;
