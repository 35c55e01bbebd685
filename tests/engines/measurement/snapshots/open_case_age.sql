-- readings by person and team of three periods
SELECT
  "t0"."period",
  "t0"."person",
  "t0"."team",
  COUNT(*) AS "s0",
  ARRAY_AGG("t0"."c0") FILTER(WHERE
    "t0"."c0" IS NOT NULL) AS "s1",
  SUM("t0"."c0") AS "s2"
FROM (
  SELECT
    "t1"."period",
    "t1"."person",
    "t1"."team",
    "t1"."edge" - "t1"."opened_at" AS "c0"
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
      "t2"."period",
      "t2"."edge",
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
        "t3"."until",
        "t3"."period",
        CASE
          WHEN "t3"."period" < 1
          THEN ASKED_BOUND(0)
          ELSE CASE WHEN "t3"."period" < 2 THEN ASKED_BOUND(1) ELSE ASKED_BOUND(2) END
        END AS "edge"
      FROM (
        SELECT
          "t4".*
          EXCLUDE ("past_edge", "first_edge")
        FROM (
          SELECT
            "t5"."case",
            "t5"."person",
            "t5"."team",
            "t5"."at",
            "t5"."customer",
            "t5"."kind",
            "t5"."stage",
            "t5"."channel",
            "t5"."priority",
            "t5"."category",
            "t5"."site",
            "t5"."product",
            "t5"."opened_at",
            "t5"."until",
            "t5"."first_edge",
            "t5"."past_edge",
            UNNEST(RANGE("t5"."first_edge", "t5"."past_edge", 1)) AS "period"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t6"."case",
                "t6"."person",
                "t6"."team",
                "t6"."at",
                "t6"."customer",
                "t6"."kind",
                "t6"."stage",
                "t6"."channel",
                "t6"."priority",
                "t6"."category",
                "t6"."site",
                "t6"."product",
                "t6"."opened_at",
                "t6"."until",
                CASE
                  WHEN "t6"."at" < ASKED_BOUND(1)
                  THEN CASE WHEN "t6"."at" < ASKED_BOUND(0) THEN 0 ELSE 1 END
                  ELSE CASE WHEN "t6"."at" < ASKED_BOUND(2) THEN 2 ELSE 3 END
                END AS "first_edge",
                CASE
                  WHEN "t6"."until" < ASKED_BOUND(1)
                  THEN CASE WHEN "t6"."until" < ASKED_BOUND(0) THEN 0 ELSE 1 END
                  ELSE CASE WHEN "t6"."until" < ASKED_BOUND(2) THEN 2 ELSE 3 END
                END AS "past_edge"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t7"."case",
                    CASE WHEN "t8"."nobody" IS NULL THEN "t7"."person" ELSE NULL END AS "person",
                    "t7"."team",
                    "t7"."at",
                    "t7"."customer",
                    "t7"."kind",
                    "t7"."stage",
                    "t7"."channel",
                    "t7"."priority",
                    "t7"."category",
                    "t7"."site",
                    "t7"."product",
                    "t7"."opened_at",
                    "t7"."until"
                  FROM (
                    SELECT
                      "t9"."case",
                      "t9"."person",
                      "t9"."team",
                      "t9"."start" AS "at",
                      "t9"."customer",
                      "t9"."kind",
                      "t9"."stage",
                      "t9"."channel",
                      "t9"."priority",
                      "t9"."category",
                      "t9"."site",
                      "t9"."product",
                      "t9"."opened_at",
                      "t9"."end" AS "until"
                    FROM "spells" AS "t9"
                  ) AS "t7"
                  SEMI JOIN "asked_person" AS "t10"
                    ON "t7"."person" = "t10"."person"
                  LEFT OUTER JOIN "asked_unranked" AS "t8"
                    ON "t7"."person" = "t8"."nobody"
                ) AS "t11"
                WHERE
                  "t11"."at" < ASKED_BOUND(2)
                  AND (
                    (
                      "t11"."until" IS NULL
                    ) OR (
                      "t11"."until" >= ASKED_BOUND(0)
                    )
                  )
              ) AS "t6"
            ) AS "t12"
            WHERE
              "t12"."first_edge" < "t12"."past_edge"
          ) AS "t5"
        ) AS "t4"
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
    COALESCE("t0"."edge" - "t0"."opened_at", 0) AS "value",
    TRUE AS "counted",
    '' AS "why_not",
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
      "t1"."until",
      "t1"."period",
      "t1"."edge",
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
        "t2"."until",
        0 AS "period",
        ASKED_BOUND(0) AS "edge"
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
            "t3"."until"
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
          ) AS "t3"
          LEFT OUTER JOIN "asked_unranked" AS "t4"
            ON "t3"."person" = "t4"."nobody"
        ) AS "t6"
        WHERE
          "t6"."at" < ASKED_BOUND(0)
          AND (
            (
              "t6"."until" IS NULL
            ) OR (
              "t6"."until" >= ASKED_BOUND(0)
            )
          )
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
