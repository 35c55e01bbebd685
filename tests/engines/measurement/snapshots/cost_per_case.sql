-- readings by person and team of three periods
SELECT
  "t0"."period",
  "t0"."person",
  "t0"."team",
  COUNT("t0"."c0") AS "s0",
  SUM("t0"."c0") AS "s1",
  SUM(CAST("t0"."c0" AS DECIMAL(38, 0)) * CAST("t0"."c0" AS DECIMAL(38, 0))) AS "s2"
FROM (
  SELECT
    "t1"."period",
    "t1"."person",
    "t1"."team",
    CASE
      WHEN "t1"."untimed" > 0
      THEN CAST(NULL AS BIGINT)
      WHEN "t1"."unpaid" > 0
      THEN CAST(NULL AS BIGINT)
      ELSE COALESCE("t1"."cost", 0)
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
      "t2"."cost",
      "t2"."unpaid",
      "t2"."untimed",
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
          "t4"."cost",
          "t4"."unpaid",
          "t4"."untimed"
        FROM (
          SELECT
            *
          FROM "resolutions" AS "t5"
          WHERE
            "t5"."last" AND "t5"."reopened_at" IS NULL
        ) AS "t3"
        INNER JOIN (
          SELECT
            "t6"."case",
            SUM(
              COALESCE(
                CASE
                  WHEN "t6"."until" > "t6"."start"
                  THEN CAST(FLOOR((
                    (
                      "t6"."handling_seconds" * "t6"."rate"
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
              COALESCE("t6"."until" > "t6"."start", FALSE)
            ) AS BIGINT)) AS "unpaid",
            SUM(CAST("t6"."handling_seconds" IS NULL AS BIGINT)) AS "untimed"
          FROM (
            SELECT
              "t7"."case",
              "t7"."seq",
              "t7"."person",
              "t7"."team",
              "t7"."accountable",
              "t7"."start",
              "t7"."end",
              "t7"."customer",
              "t7"."kind",
              "t7"."stage",
              "t7"."channel",
              "t7"."priority",
              "t7"."category",
              "t7"."site",
              "t7"."product",
              "t7"."opened_at",
              "t7"."business_seconds",
              "t7"."units",
              "t7"."kept",
              "t7"."due",
              "t7"."promise",
              "t7"."promise_at",
              "t7"."resolved_at",
              "t7"."handling_seconds",
              "t7"."gap_seconds",
              "t7"."answered_at",
              "t7"."answer_seconds",
              "t7"."from_person",
              "t7"."to_person",
              "t7"."first_of_person",
              "t7"."escalated",
              "t7"."required",
              "t8"."paid",
              "t8"."since",
              "t8"."until",
              "t8"."rate",
              "t8"."superseded"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    *
                  FROM "participation" AS "t9"
                  WHERE
                    "t9"."person" IS NOT NULL AND "t9"."first_of_person"
                ) AS "t10"
                WHERE
                  NOT (
                    ASKED_AMONG("t10"."person", 'unranked')
                  )
              ) AS "t11"
              WHERE
                "t11"."resolved_at" IS NOT NULL AND "t11"."start" <= "t11"."resolved_at"
            ) AS "t7"
            LEFT OUTER JOIN (
              SELECT
                "t12"."paid",
                "t12"."since",
                "t12"."until",
                "t12"."rate",
                COALESCE(
                  LEAD("t12"."since") OVER (
                    PARTITION BY "t12"."paid"
                    ORDER BY "t12"."since" ASC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                  ),
                  4611686018427387904
                ) AS "superseded"
              FROM (
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
              ) AS "t12"
            ) AS "t8"
              ON "t7"."person" = "t8"."paid"
              AND "t7"."start" >= "t8"."since"
              AND "t7"."start" < "t8"."superseded"
          ) AS "t6"
          GROUP BY
            1
        ) AS "t4"
          ON "t3"."case" = "t4"."case"
      ) AS "t15"
      WHERE
        "t15"."at" >= ASKED_BOUND(0)
        AND "t15"."at" < ASKED_BOUND(3)
        AND ASKED_AMONG("t15"."person", 'person')
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
      THEN 'no_business_time'
      WHEN "t0"."unpaid" > 0
      THEN 'no_rate'
      ELSE ''
    END = '' AS "counted",
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
      "t1"."cost",
      "t1"."unpaid",
      "t1"."untimed",
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
          "t3"."cost",
          "t3"."unpaid",
          "t3"."untimed"
        FROM (
          SELECT
            *
          FROM "resolutions" AS "t4"
          WHERE
            "t4"."last" AND "t4"."reopened_at" IS NULL
        ) AS "t2"
        INNER JOIN (
          SELECT
            "t5"."case",
            SUM(
              COALESCE(
                CASE
                  WHEN "t5"."until" > "t5"."start"
                  THEN CAST(FLOOR((
                    (
                      "t5"."handling_seconds" * "t5"."rate"
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
              COALESCE("t5"."until" > "t5"."start", FALSE)
            ) AS BIGINT)) AS "unpaid",
            SUM(CAST("t5"."handling_seconds" IS NULL AS BIGINT)) AS "untimed"
          FROM (
            SELECT
              "t6"."case",
              "t6"."seq",
              "t6"."person",
              "t6"."team",
              "t6"."accountable",
              "t6"."start",
              "t6"."end",
              "t6"."customer",
              "t6"."kind",
              "t6"."stage",
              "t6"."channel",
              "t6"."priority",
              "t6"."category",
              "t6"."site",
              "t6"."product",
              "t6"."opened_at",
              "t6"."business_seconds",
              "t6"."units",
              "t6"."kept",
              "t6"."due",
              "t6"."promise",
              "t6"."promise_at",
              "t6"."resolved_at",
              "t6"."handling_seconds",
              "t6"."gap_seconds",
              "t6"."answered_at",
              "t6"."answer_seconds",
              "t6"."from_person",
              "t6"."to_person",
              "t6"."first_of_person",
              "t6"."escalated",
              "t6"."required",
              "t7"."paid",
              "t7"."since",
              "t7"."until",
              "t7"."rate",
              "t7"."superseded"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    *
                  FROM "participation" AS "t8"
                  WHERE
                    "t8"."person" IS NOT NULL AND "t8"."first_of_person"
                ) AS "t9"
                WHERE
                  NOT (
                    ASKED_AMONG("t9"."person", 'unranked')
                  )
              ) AS "t10"
              WHERE
                "t10"."resolved_at" IS NOT NULL AND "t10"."start" <= "t10"."resolved_at"
            ) AS "t6"
            LEFT OUTER JOIN (
              SELECT
                "t11"."paid",
                "t11"."since",
                "t11"."until",
                "t11"."rate",
                COALESCE(
                  LEAD("t11"."since") OVER (
                    PARTITION BY "t11"."paid"
                    ORDER BY "t11"."since" ASC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                  ),
                  4611686018427387904
                ) AS "superseded"
              FROM (
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
              ) AS "t11"
            ) AS "t7"
              ON "t6"."person" = "t7"."paid"
              AND "t6"."start" >= "t7"."since"
              AND "t6"."start" < "t7"."superseded"
          ) AS "t5"
          GROUP BY
            1
        ) AS "t3"
          ON "t2"."case" = "t3"."case"
      ) AS "t14"
      WHERE
        "t14"."at" >= ASKED_BOUND(0) AND "t14"."at" < ASKED_BOUND(1)
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
