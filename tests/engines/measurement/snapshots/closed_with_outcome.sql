-- readings by person and team of three periods
SELECT
  "t0"."period",
  "t0"."person",
  "t0"."team",
  COUNT("t0"."c0") AS "s0",
  SUM("t0"."c0") AS "s1"
FROM (
  SELECT
    "t1"."period",
    "t1"."person",
    "t1"."team",
    CAST(CASE WHEN "t1"."outcome_recorded" THEN 1 ELSE 0 END AS BIGINT) AS "c0"
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
      "t2"."outcome_recorded",
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
          "t3"."closer" AS "person",
          "t3"."closer_team" AS "team",
          "t3"."closed_at" AS "at",
          "t3"."customer",
          "t3"."kind",
          "t3"."stage",
          "t3"."channel",
          "t3"."priority",
          "t3"."category",
          "t3"."site",
          "t3"."product",
          "t3"."opened_at",
          "t3"."outcome_recorded"
        FROM "cases" AS "t3"
        WHERE
          "t3"."closed_at" IS NOT NULL
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
    COALESCE(CAST(CASE WHEN "t0"."outcome_recorded" THEN 1 ELSE 0 END AS BIGINT), 0) AS "value",
    '' = '' AS "counted",
    '' AS "why_not",
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
      "t1"."outcome_recorded",
      0 AS "period",
      ASKED_AS_OF() AS "as_of"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t2"."case",
          "t2"."closer" AS "person",
          "t2"."closer_team" AS "team",
          "t2"."closed_at" AS "at",
          "t2"."customer",
          "t2"."kind",
          "t2"."stage",
          "t2"."channel",
          "t2"."priority",
          "t2"."category",
          "t2"."site",
          "t2"."product",
          "t2"."opened_at",
          "t2"."outcome_recorded"
        FROM "cases" AS "t2"
        WHERE
          "t2"."closed_at" IS NOT NULL
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
