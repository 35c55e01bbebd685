-- readings by person and team of three periods
SELECT
  "t0"."period",
  "t0"."person",
  "t0"."team",
  COUNT("t0"."c0") AS "s0",
  COUNT("t0"."c1") AS "s1",
  SUM("t0"."c0") AS "s2"
FROM (
  SELECT
    "t1"."period",
    "t1"."person",
    "t1"."team",
    CASE
      WHEN "t1"."customer" IS NULL
      THEN CAST(NULL AS BIGINT)
      WHEN (
        "t1"."at" + 604800
      ) > "t1"."as_of"
      THEN CAST(NULL AS BIGINT)
      ELSE CAST(CASE WHEN (
        "t1"."next_at" - "t1"."at"
      ) <= 604800 THEN 1 ELSE 0 END AS BIGINT)
    END AS "c0",
    CASE
      WHEN "t1"."customer" IS NULL
      THEN CAST(NULL AS TINYINT)
      WHEN (
        "t1"."at" + 604800
      ) > "t1"."as_of"
      THEN 1
      ELSE CAST(NULL AS TINYINT)
    END AS "c1"
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
      "t2"."next_at",
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
          "t4"."next_at"
        FROM (
          SELECT
            "t5"."case",
            "t5"."n",
            "t5"."at",
            "t5"."person",
            "t5"."team",
            "t5"."customer",
            "t5"."kind",
            "t5"."stage",
            "t5"."channel",
            "t5"."priority",
            "t5"."category",
            "t5"."site",
            "t5"."product",
            "t5"."opened_at",
            "t5"."calendar_seconds",
            "t5"."business_seconds",
            "t5"."waiting_seconds",
            "t5"."recategorised",
            "t5"."transfers",
            "t5"."reopened_at",
            "t5"."last",
            "t5"."first_holder",
            "t5"."first_team",
            "t5"."confirmed",
            COALESCE("t5"."category", '') AS "what"
          FROM (
            SELECT
              *
            FROM "resolutions" AS "t6"
            WHERE
              "t6"."at" >= ASKED_BOUND(0)
              AND "t6"."at" < ASKED_BOUND(3)
              AND ASKED_AMONG("t6"."person", 'person')
          ) AS "t5"
        ) AS "t3"
        ASOF LEFT JOIN (
          SELECT
            "t7"."customer" AS "who",
            COALESCE("t7"."category", '') AS "what",
            "t7"."opened_at" AS "next_at"
          FROM (
            SELECT
              *
            FROM "cases" AS "t8"
            WHERE
              "t8"."customer" IS NOT NULL
              AND "t8"."opened_at" >= ASKED_BOUND(0)
              AND "t8"."opened_at" < (
                ASKED_BOUND(3) + 604801
              )
          ) AS "t7"
        ) AS "t4"
          ON "t3"."at" < "t4"."next_at"
          AND "t3"."customer" = "t4"."who"
          AND "t3"."what" = "t4"."what"
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
    1000000000000000 AS "units",
    COALESCE(
      CAST(CASE WHEN (
        "t0"."next_at" - "t0"."at"
      ) <= 604800 THEN 1 ELSE 0 END AS BIGINT),
      0
    ) AS "value",
    CASE
      WHEN "t0"."customer" IS NULL
      THEN 'no_customer'
      WHEN (
        "t0"."at" + 604800
      ) > "t0"."as_of"
      THEN 'window_open'
      ELSE ''
    END = '' AS "counted",
    CASE
      WHEN "t0"."customer" IS NULL
      THEN 'no_customer'
      WHEN (
        "t0"."at" + 604800
      ) > "t0"."as_of"
      THEN 'window_open'
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
      "t1"."next_at",
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
          "t3"."next_at"
        FROM (
          SELECT
            "t4"."case",
            "t4"."n",
            "t4"."at",
            "t4"."person",
            "t4"."team",
            "t4"."customer",
            "t4"."kind",
            "t4"."stage",
            "t4"."channel",
            "t4"."priority",
            "t4"."category",
            "t4"."site",
            "t4"."product",
            "t4"."opened_at",
            "t4"."calendar_seconds",
            "t4"."business_seconds",
            "t4"."waiting_seconds",
            "t4"."recategorised",
            "t4"."transfers",
            "t4"."reopened_at",
            "t4"."last",
            "t4"."first_holder",
            "t4"."first_team",
            "t4"."confirmed",
            COALESCE("t4"."category", '') AS "what"
          FROM (
            SELECT
              *
            FROM "resolutions" AS "t5"
            WHERE
              "t5"."at" >= ASKED_BOUND(0) AND "t5"."at" < ASKED_BOUND(1)
          ) AS "t4"
        ) AS "t2"
        ASOF LEFT JOIN (
          SELECT
            "t6"."customer" AS "who",
            COALESCE("t6"."category", '') AS "what",
            "t6"."opened_at" AS "next_at"
          FROM (
            SELECT
              *
            FROM "cases" AS "t7"
            WHERE
              "t7"."customer" IS NOT NULL
              AND "t7"."opened_at" >= ASKED_BOUND(0)
              AND "t7"."opened_at" < (
                ASKED_BOUND(1) + 604801
              )
          ) AS "t6"
        ) AS "t3"
          ON "t2"."at" < "t3"."next_at"
          AND "t2"."customer" = "t3"."who"
          AND "t2"."what" = "t3"."what"
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
