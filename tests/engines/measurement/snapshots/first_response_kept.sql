-- readings by person and team of three periods
SELECT
  "t0"."period",
  "t0"."person",
  "t0"."team",
  COUNT("t0"."c0") AS "s0",
  COUNT("t0"."c1") AS "s1",
  SUM("t0"."c2") AS "s2",
  SUM("t0"."c2" * "t0"."c0") AS "s3"
FROM (
  SELECT
    "t1"."period",
    "t1"."person",
    "t1"."team",
    CASE
      WHEN (
        "t1"."ended_at" IS NULL
      ) AND (
        "t1"."due" > "t1"."as_of"
      )
      THEN CAST(NULL AS BIGINT)
      ELSE CAST(CASE WHEN "t1"."ended_at" <= "t1"."due" THEN 1 ELSE 0 END AS BIGINT)
    END AS "c0",
    CASE
      WHEN (
        "t1"."ended_at" IS NULL
      ) AND (
        "t1"."due" > "t1"."as_of"
      )
      THEN 1
      ELSE CAST(NULL AS TINYINT)
    END AS "c1",
    CASE
      WHEN (
        "t1"."ended_at" IS NULL
      ) AND (
        "t1"."due" > "t1"."as_of"
      )
      THEN CAST(NULL AS BIGINT)
      ELSE "t1"."units"
    END AS "c2"
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
      "t2"."due",
      "t2"."ended_at",
      "t2"."units",
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
          "t3"."due",
          "t3"."ended_at",
          "t3"."units"
        FROM "responses" AS "t3"
        WHERE
          "t3"."target" = 'first'
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
    "t0"."units",
    COALESCE(CAST(CASE WHEN "t0"."ended_at" <= "t0"."due" THEN 1 ELSE 0 END AS BIGINT), 0) AS "value",
    CASE
      WHEN (
        "t0"."ended_at" IS NULL
      ) AND (
        "t0"."due" > "t0"."as_of"
      )
      THEN 'not_due'
      ELSE ''
    END = '' AS "counted",
    CASE
      WHEN (
        "t0"."ended_at" IS NULL
      ) AND (
        "t0"."due" > "t0"."as_of"
      )
      THEN 'not_due'
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
      "t1"."due",
      "t1"."ended_at",
      "t1"."units",
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
          "t2"."due",
          "t2"."ended_at",
          "t2"."units"
        FROM "responses" AS "t2"
        WHERE
          "t2"."target" = 'first'
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
