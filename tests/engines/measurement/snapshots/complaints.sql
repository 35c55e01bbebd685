-- readings by person and team of three periods
SELECT
  "t0"."period",
  "t0"."person",
  "t0"."team",
  COUNT(*) AS "s0",
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
            "t4"."opened_at"
          FROM (
            SELECT
              *
            FROM "complaints" AS "t6"
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
    COALESCE(1, 0) AS "value",
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
            "t3"."opened_at"
          FROM (
            SELECT
              *
            FROM "complaints" AS "t5"
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
