-- readings by person and team of three periods
SELECT
  "t0"."period",
  "t0"."person",
  "t0"."team",
  COUNT(*) AS "s0",
  SUM("t0"."c0") AS "s1",
  SUM("t0"."c1") AS "s2"
FROM (
  SELECT
    "t1"."period",
    "t1"."person",
    "t1"."team",
    "t1"."came" AS "c0",
    "t1"."complaints" AS "c1"
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
      "t2"."complaints",
      "t2"."came",
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
        "t3"."complaints",
        "t3"."came",
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
            "t4"."complaints",
            "t4"."came"
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
                1 AS "complaints",
                0 AS "came"
              FROM "complaints" AS "t6"
            ) AS "t7"
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                "t8"."case",
                "t8"."person",
                "t8"."team",
                "t8"."start" AS "at",
                "t8"."customer",
                "t8"."kind",
                "t8"."stage",
                "t8"."channel",
                "t8"."priority",
                "t8"."category",
                "t8"."site",
                "t8"."product",
                "t8"."opened_at",
                0 AS "complaints",
                1000000000000000 AS "came"
              FROM (
                SELECT
                  *
                FROM "participation" AS "t9"
                WHERE
                  "t9"."person" IS NOT NULL AND "t9"."first_of_person"
              ) AS "t8"
              ANTI JOIN "asked_unranked" AS "t10"
                ON "t8"."person" = "t10"."nobody"
            ) AS "t11"
          ) AS "t4"
          SEMI JOIN "asked_person" AS "t12"
            ON "t4"."person" = "t12"."person"
          LEFT OUTER JOIN "asked_unranked" AS "t5"
            ON "t4"."person" = "t5"."nobody"
        ) AS "t13"
        WHERE
          "t13"."at" >= ASKED_BOUND(0) AND "t13"."at" < ASKED_BOUND(3)
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
    "t0"."came" AS "units",
    COALESCE("t0"."complaints", 0) AS "value",
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
      "t1"."complaints",
      "t1"."came",
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
        "t2"."complaints",
        "t2"."came",
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
            "t3"."complaints",
            "t3"."came"
          FROM (
            SELECT
              *
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
                1 AS "complaints",
                0 AS "came"
              FROM "complaints" AS "t5"
            ) AS "t6"
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                "t7"."case",
                "t7"."person",
                "t7"."team",
                "t7"."start" AS "at",
                "t7"."customer",
                "t7"."kind",
                "t7"."stage",
                "t7"."channel",
                "t7"."priority",
                "t7"."category",
                "t7"."site",
                "t7"."product",
                "t7"."opened_at",
                0 AS "complaints",
                1000000000000000 AS "came"
              FROM (
                SELECT
                  *
                FROM "participation" AS "t8"
                WHERE
                  "t8"."person" IS NOT NULL AND "t8"."first_of_person"
              ) AS "t7"
              ANTI JOIN "asked_unranked" AS "t4"
                ON "t7"."person" = "t4"."nobody"
            ) AS "t9"
          ) AS "t3"
          LEFT OUTER JOIN "asked_unranked" AS "t4"
            ON "t3"."person" = "t4"."nobody"
        ) AS "t10"
        WHERE
          "t10"."at" >= ASKED_BOUND(0) AND "t10"."at" < ASKED_BOUND(1)
      ) AS "t2"
    ) AS "t1"
  ) AS "t0"
  SEMI JOIN "asked_cell" AS "t11"
    ON "t0"."person" IS NOT DISTINCT FROM "t11"."person"
) AS "t12"
ORDER BY
  "t12"."counted" DESC,
  "t12"."at" ASC,
  "t12"."case" ASC,
  "t12"."team" ASC,
  "t12"."person" ASC;
