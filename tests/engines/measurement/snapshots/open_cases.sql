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
    1 AS "c0"
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
      "t2"."until",
      "t2"."first_edge",
      "t2"."past_edge",
      "t2"."as_of",
      "t2"."period",
      CASE
        WHEN "t2"."period" < 1
        THEN ASKED_BOUND(0)
        ELSE CASE WHEN "t2"."period" < 2 THEN ASKED_BOUND(1) ELSE ASKED_BOUND(2) END
      END AS "edge"
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
        "t3"."until",
        "t3"."first_edge",
        "t3"."past_edge",
        "t3"."as_of",
        UNNEST(RANGE("t3"."first_edge", "t3"."past_edge", 1)) AS "period"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t4"."case",
            CASE
              WHEN NOT (
                ASKED_AMONG("t4"."person", 'unranked')
              )
              THEN "t4"."person"
              ELSE NULL
            END AS "person",
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
            "t4"."until",
            CASE
              WHEN "t4"."at" < ASKED_BOUND(1)
              THEN CASE WHEN "t4"."at" < ASKED_BOUND(0) THEN 0 ELSE 1 END
              ELSE CASE WHEN "t4"."at" < ASKED_BOUND(2) THEN 2 ELSE 3 END
            END AS "first_edge",
            CASE
              WHEN "t4"."until" < ASKED_BOUND(1)
              THEN CASE WHEN "t4"."until" < ASKED_BOUND(0) THEN 0 ELSE 1 END
              ELSE CASE WHEN "t4"."until" < ASKED_BOUND(2) THEN 2 ELSE 3 END
            END AS "past_edge",
            ASKED_AS_OF() AS "as_of"
          FROM (
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
                "t5"."end" AS "until"
              FROM "spells" AS "t5"
            ) AS "t6"
            WHERE
              "t6"."at" < ASKED_BOUND(2)
              AND (
                (
                  "t6"."until" IS NULL
                ) OR (
                  "t6"."until" >= ASKED_BOUND(0)
                )
              )
              AND ASKED_AMONG("t6"."person", 'person')
          ) AS "t4"
        ) AS "t7"
        WHERE
          "t7"."first_edge" < "t7"."past_edge"
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
    COALESCE(1, 0) AS "value",
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
      "t1"."until",
      0 AS "period",
      ASKED_BOUND(0) AS "edge",
      ASKED_AS_OF() AS "as_of"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t2"."case",
          "t2"."person",
          "t2"."team",
          "t2"."start" AS "at",
          "t2"."customer",
          "t2"."kind",
          "t2"."stage",
          "t2"."channel",
          "t2"."priority",
          "t2"."category",
          "t2"."site",
          "t2"."product",
          "t2"."opened_at",
          "t2"."end" AS "until"
        FROM "spells" AS "t2"
      ) AS "t3"
      WHERE
        "t3"."at" < ASKED_BOUND(0)
        AND (
          (
            "t3"."until" IS NULL
          ) OR (
            "t3"."until" >= ASKED_BOUND(0)
          )
        )
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
