-- readings by person and team of three periods
SELECT
  "t0"."period",
  "t0"."person",
  "t0"."team",
  COUNT("t0"."c0") AS "s0",
  SUM("t0"."c1") AS "s1",
  SUM("t0"."c0") AS "s2"
FROM (
  SELECT
    "t1"."period",
    "t1"."person",
    "t1"."team",
    "t1"."complaints" AS "c0",
    "t1"."came" AS "c1"
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
      "t2"."complaints",
      "t2"."came",
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
            1 AS "complaints",
            0 AS "came"
          FROM "complaints" AS "t3"
        ) AS "t4"
        UNION ALL
        SELECT
          *
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
            0 AS "complaints",
            1000000000000000 AS "came"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                *
              FROM "participation" AS "t6"
              WHERE
                "t6"."person" IS NOT NULL AND "t6"."first_of_person"
            ) AS "t7"
            WHERE
              NOT (
                ASKED_AMONG("t7"."person", 'unranked')
              )
          ) AS "t5"
        ) AS "t8"
      ) AS "t9"
      WHERE
        "t9"."at" >= ASKED_BOUND(0)
        AND "t9"."at" < ASKED_BOUND(3)
        AND ASKED_AMONG("t9"."person", 'person')
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
    "t0"."came" AS "units",
    COALESCE("t0"."complaints", 0) AS "value",
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
      "t1"."complaints",
      "t1"."came",
      0 AS "period",
      ASKED_AS_OF() AS "as_of"
    FROM (
      SELECT
        *
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
            1 AS "complaints",
            0 AS "came"
          FROM "complaints" AS "t2"
        ) AS "t3"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t4"."case",
            "t4"."person",
            "t4"."team",
            "t4"."start" AS "at",
            "t4"."customer",
            "t4"."kind",
            "t4"."stage",
            "t4"."channel",
            "t4"."priority",
            "t4"."category",
            "t4"."site",
            "t4"."product",
            "t4"."opened_at",
            0 AS "complaints",
            1000000000000000 AS "came"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                *
              FROM "participation" AS "t5"
              WHERE
                "t5"."person" IS NOT NULL AND "t5"."first_of_person"
            ) AS "t6"
            WHERE
              NOT (
                ASKED_AMONG("t6"."person", 'unranked')
              )
          ) AS "t4"
        ) AS "t7"
      ) AS "t8"
      WHERE
        "t8"."at" >= ASKED_BOUND(0) AND "t8"."at" < ASKED_BOUND(1)
    ) AS "t1"
  ) AS "t0"
  SEMI JOIN "asked_cell" AS "t9"
    ON "t0"."person" IS NOT DISTINCT FROM "t9"."person"
) AS "t10"
ORDER BY
  "t10"."counted" DESC,
  "t10"."at" ASC,
  "t10"."case" ASC,
  "t10"."team" ASC,
  "t10"."person" ASC;
