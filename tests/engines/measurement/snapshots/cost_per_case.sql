-- readings by person and team of three periods
SELECT
  "t0"."period",
  "t0"."person",
  "t0"."team",
  COUNT(*) FILTER(WHERE
    "t0"."c0") AS "s0",
  SUM("t0"."c1") FILTER(WHERE
    "t0"."c0") AS "s1",
  SUM(CAST("t0"."c1" AS DECIMAL(38, 0)) * CAST("t0"."c1" AS DECIMAL(38, 0))) FILTER(WHERE
    "t0"."c0") AS "s2"
FROM (
  SELECT
    "t1"."period",
    "t1"."person",
    "t1"."team",
    CASE
      WHEN "t1"."untimed" > 0
      THEN FALSE
      WHEN "t1"."unpaid" > 0
      THEN FALSE
      ELSE TRUE
    END AS "c0",
    COALESCE("t1"."cost", 0) AS "c1"
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
      "t2"."cost",
      "t2"."unpaid",
      "t2"."untimed",
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
        "t3"."cost",
        "t3"."unpaid",
        "t3"."untimed",
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
            "t6"."cost",
            "t6"."unpaid",
            "t6"."untimed"
          FROM (
            SELECT
              *
            FROM "resolutions" AS "t7"
            WHERE
              "t7"."last" AND "t7"."reopened_at" IS NULL
          ) AS "t4"
          INNER JOIN (
            SELECT
              "t8"."case",
              SUM(
                COALESCE(
                  CASE
                    WHEN "t8"."until" > "t8"."start"
                    THEN CAST(FLOOR((
                      (
                        "t8"."handling_seconds" * "t8"."rate"
                      ) + 1800
                    ) / (
                      3600
                    )) AS BIGINT)
                    ELSE 0
                  END,
                  0
                )
              ) AS "cost",
              SUM(CAST(NOT (
                COALESCE("t8"."until" > "t8"."start", FALSE)
              ) AS BIGINT)) AS "unpaid",
              SUM(CAST("t8"."handling_seconds" IS NULL AS BIGINT)) AS "untimed"
            FROM (
              SELECT
                "t9"."case",
                "t9"."seq",
                "t9"."person",
                "t9"."team",
                "t9"."accountable",
                "t9"."start",
                "t9"."end",
                "t9"."customer",
                "t9"."kind",
                "t9"."stage",
                "t9"."channel",
                "t9"."priority",
                "t9"."category",
                "t9"."site",
                "t9"."product",
                "t9"."opened_at",
                "t9"."business_seconds",
                "t9"."units",
                "t9"."kept",
                "t9"."due",
                "t9"."promise",
                "t9"."promise_at",
                "t9"."resolved_at",
                "t9"."handling_seconds",
                "t9"."gap_seconds",
                "t9"."answered_at",
                "t9"."answer_seconds",
                "t9"."from_person",
                "t9"."to_person",
                "t9"."first_of_person",
                "t9"."escalated",
                "t9"."required",
                "t10"."paid",
                "t10"."since",
                "t10"."until",
                "t10"."rate"
              FROM (
                SELECT
                  *
                FROM "participation" AS "t11"
                WHERE
                  "t11"."person" IS NOT NULL AND "t11"."first_of_person"
              ) AS "t9"
              ANTI JOIN "asked_unranked" AS "t12"
                ON "t9"."person" = "t12"."nobody"
              ASOF LEFT JOIN (
                SELECT
                  "t13"."person" AS "paid",
                  "t13"."start" AS "since",
                  MAX("t13"."end") AS "until",
                  MAX("t13"."value") AS "rate"
                FROM (
                  SELECT
                    *
                  FROM "readings" AS "t14"
                  WHERE
                    "t14"."measure" = 'hourly_rate' AND "t14"."person" IS NOT NULL
                ) AS "t13"
                GROUP BY
                  1,
                  2
              ) AS "t10"
                ON "t9"."start" >= "t10"."since" AND "t9"."person" = "t10"."paid"
            ) AS "t8"
            GROUP BY
              1
          ) AS "t6"
            ON "t4"."case" = "t6"."case"
          SEMI JOIN "asked_person" AS "t15"
            ON "t4"."person" = "t15"."person"
          LEFT OUTER JOIN "asked_unranked" AS "t5"
            ON "t4"."person" = "t5"."nobody"
        ) AS "t16"
        WHERE
          "t16"."at" >= ASKED_BOUND(0) AND "t16"."at" < ASKED_BOUND(3)
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
    COALESCE(COALESCE("t0"."cost", 0), 0) AS "value",
    CASE
      WHEN "t0"."untimed" > 0
      THEN FALSE
      WHEN "t0"."unpaid" > 0
      THEN FALSE
      ELSE TRUE
    END AS "counted",
    CASE
      WHEN "t0"."untimed" > 0
      THEN 'no_business_time'
      WHEN "t0"."unpaid" > 0
      THEN 'no_rate'
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
      "t1"."cost",
      "t1"."unpaid",
      "t1"."untimed",
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
        "t2"."cost",
        "t2"."unpaid",
        "t2"."untimed",
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
            "t5"."cost",
            "t5"."unpaid",
            "t5"."untimed"
          FROM (
            SELECT
              *
            FROM "resolutions" AS "t6"
            WHERE
              "t6"."last" AND "t6"."reopened_at" IS NULL
          ) AS "t3"
          INNER JOIN (
            SELECT
              "t7"."case",
              SUM(
                COALESCE(
                  CASE
                    WHEN "t7"."until" > "t7"."start"
                    THEN CAST(FLOOR((
                      (
                        "t7"."handling_seconds" * "t7"."rate"
                      ) + 1800
                    ) / (
                      3600
                    )) AS BIGINT)
                    ELSE 0
                  END,
                  0
                )
              ) AS "cost",
              SUM(CAST(NOT (
                COALESCE("t7"."until" > "t7"."start", FALSE)
              ) AS BIGINT)) AS "unpaid",
              SUM(CAST("t7"."handling_seconds" IS NULL AS BIGINT)) AS "untimed"
            FROM (
              SELECT
                "t8"."case",
                "t8"."seq",
                "t8"."person",
                "t8"."team",
                "t8"."accountable",
                "t8"."start",
                "t8"."end",
                "t8"."customer",
                "t8"."kind",
                "t8"."stage",
                "t8"."channel",
                "t8"."priority",
                "t8"."category",
                "t8"."site",
                "t8"."product",
                "t8"."opened_at",
                "t8"."business_seconds",
                "t8"."units",
                "t8"."kept",
                "t8"."due",
                "t8"."promise",
                "t8"."promise_at",
                "t8"."resolved_at",
                "t8"."handling_seconds",
                "t8"."gap_seconds",
                "t8"."answered_at",
                "t8"."answer_seconds",
                "t8"."from_person",
                "t8"."to_person",
                "t8"."first_of_person",
                "t8"."escalated",
                "t8"."required",
                "t9"."paid",
                "t9"."since",
                "t9"."until",
                "t9"."rate"
              FROM (
                SELECT
                  *
                FROM "participation" AS "t10"
                WHERE
                  "t10"."person" IS NOT NULL AND "t10"."first_of_person"
              ) AS "t8"
              ANTI JOIN "asked_unranked" AS "t11"
                ON "t8"."person" = "t11"."nobody"
              ASOF LEFT JOIN (
                SELECT
                  "t12"."person" AS "paid",
                  "t12"."start" AS "since",
                  MAX("t12"."end") AS "until",
                  MAX("t12"."value") AS "rate"
                FROM (
                  SELECT
                    *
                  FROM "readings" AS "t13"
                  WHERE
                    "t13"."measure" = 'hourly_rate' AND "t13"."person" IS NOT NULL
                ) AS "t12"
                GROUP BY
                  1,
                  2
              ) AS "t9"
                ON "t8"."start" >= "t9"."since" AND "t8"."person" = "t9"."paid"
            ) AS "t7"
            GROUP BY
              1
          ) AS "t5"
            ON "t3"."case" = "t5"."case"
          LEFT OUTER JOIN "asked_unranked" AS "t4"
            ON "t3"."person" = "t4"."nobody"
        ) AS "t14"
        WHERE
          "t14"."at" >= ASKED_BOUND(0) AND "t14"."at" < ASKED_BOUND(1)
      ) AS "t2"
    ) AS "t1"
  ) AS "t0"
  SEMI JOIN "asked_cell" AS "t15"
    ON "t0"."person" IS NOT DISTINCT FROM "t15"."person"
) AS "t16"
ORDER BY
  "t16"."counted" DESC,
  "t16"."at" ASC,
  "t16"."case" ASC,
  "t16"."team" ASC,
  "t16"."person" ASC;
