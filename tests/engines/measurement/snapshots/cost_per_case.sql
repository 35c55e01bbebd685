-- readings by person and team of three periods
WITH "t0" AS (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM "resolutions" AS "t1"
    WHERE
      "t1"."last" AND "t1"."reopened_at" IS NULL
  ) AS "t2"
  WHERE
    "t2"."at" >= ASKED_BOUND(0)
    AND "t2"."at" < ASKED_BOUND(3)
    AND ASKED_AMONG("t2"."person", 'person')
)
SELECT
  "t3"."period",
  "t3"."person",
  "t3"."team",
  COUNT("t3"."c0") AS "s0",
  SUM("t3"."c0") AS "s1",
  SUM(CAST("t3"."c0" AS DECIMAL(38, 0)) * CAST("t3"."c0" AS DECIMAL(38, 0))) AS "s2"
FROM (
  SELECT
    "t4"."period",
    "t4"."person",
    "t4"."team",
    CASE
      WHEN "t4"."untimed" > 0
      THEN CAST(NULL AS BIGINT)
      WHEN "t4"."unpaid" > 0
      THEN CAST(NULL AS BIGINT)
      ELSE COALESCE("t4"."cost", 0)
    END AS "c0"
  FROM (
    SELECT
      "t5"."case",
      CASE
        WHEN NOT (
          ASKED_AMONG("t5"."person", 'unranked')
        )
        THEN "t5"."person"
        ELSE NULL
      END AS "person",
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
      "t5"."cost",
      "t5"."unpaid",
      "t5"."untimed",
      CASE
        WHEN "t5"."at" < ASKED_BOUND(1)
        THEN 0
        ELSE CASE WHEN "t5"."at" < ASKED_BOUND(2) THEN 1 ELSE 2 END
      END AS "period",
      ASKED_AS_OF() AS "as_of"
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
          "t7"."cost",
          "t7"."unpaid",
          "t7"."untimed"
        FROM "t0" AS "t6"
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
              "t10"."rate",
              "t10"."superseded"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    *
                  FROM "participation" AS "t11"
                  WHERE
                    "t11"."person" IS NOT NULL AND "t11"."first_of_person"
                ) AS "t12"
                WHERE
                  NOT (
                    ASKED_AMONG("t12"."person", 'unranked')
                  )
              ) AS "t13"
              WHERE
                "t13"."resolved_at" IS NOT NULL
                AND "t13"."start" <= "t13"."resolved_at"
                AND "t13"."resolved_at" >= ASKED_BOUND(0)
                AND "t13"."resolved_at" < (
                  ASKED_BOUND(3) + 0
                )
            ) AS "t9"
            SEMI JOIN "t0" AS "t14"
              ON "t9"."case" = "t14"."case"
            LEFT OUTER JOIN (
              SELECT
                "t15"."paid",
                "t15"."since",
                "t15"."until",
                "t15"."rate",
                COALESCE(
                  LEAD("t15"."since") OVER (
                    PARTITION BY "t15"."paid"
                    ORDER BY "t15"."since" ASC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                  ),
                  4611686018427387904
                ) AS "superseded"
              FROM (
                SELECT
                  "t16"."person" AS "paid",
                  "t16"."start" AS "since",
                  MAX("t16"."end") AS "until",
                  MAX("t16"."value") AS "rate"
                FROM (
                  SELECT
                    *
                  FROM "readings" AS "t17"
                  WHERE
                    "t17"."measure" = 'hourly_rate' AND "t17"."person" IS NOT NULL
                ) AS "t16"
                GROUP BY
                  1,
                  2
              ) AS "t15"
            ) AS "t10"
              ON "t9"."person" = "t10"."paid"
              AND "t9"."start" >= "t10"."since"
              AND "t9"."start" < "t10"."superseded"
          ) AS "t8"
          GROUP BY
            1
        ) AS "t7"
          ON "t6"."case" = "t7"."case"
      ) AS "t18"
      WHERE
        "t18"."at" >= ASKED_BOUND(0)
        AND "t18"."at" < ASKED_BOUND(3)
        AND ASKED_AMONG("t18"."person", 'person')
    ) AS "t5"
  ) AS "t4"
) AS "t3"
GROUP BY
  1,
  2,
  3;

-- evidence of a person
WITH "t0" AS (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM "resolutions" AS "t1"
    WHERE
      "t1"."last" AND "t1"."reopened_at" IS NULL
  ) AS "t2"
  WHERE
    "t2"."at" >= ASKED_BOUND(0) AND "t2"."at" < ASKED_BOUND(1)
)
SELECT
  *
FROM (
  SELECT
    "t3"."case",
    "t3"."person",
    "t3"."team",
    "t3"."at",
    1000000000000000 AS "units",
    COALESCE(COALESCE("t3"."cost", 0), 0) AS "value",
    CASE
      WHEN "t3"."untimed" > 0
      THEN 'no_business_time'
      WHEN "t3"."unpaid" > 0
      THEN 'no_rate'
      ELSE ''
    END = '' AS "counted",
    CASE
      WHEN "t3"."untimed" > 0
      THEN 'no_business_time'
      WHEN "t3"."unpaid" > 0
      THEN 'no_rate'
      ELSE ''
    END AS "why_not",
    CAST(NULL AS BIGINT) AS "side"
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
      "t4"."cost",
      "t4"."unpaid",
      "t4"."untimed",
      0 AS "period",
      ASKED_AS_OF() AS "as_of"
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
          "t6"."cost",
          "t6"."unpaid",
          "t6"."untimed"
        FROM "t0" AS "t5"
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
              "t9"."rate",
              "t9"."superseded"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    *
                  FROM "participation" AS "t10"
                  WHERE
                    "t10"."person" IS NOT NULL AND "t10"."first_of_person"
                ) AS "t11"
                WHERE
                  NOT (
                    ASKED_AMONG("t11"."person", 'unranked')
                  )
              ) AS "t12"
              WHERE
                "t12"."resolved_at" IS NOT NULL
                AND "t12"."start" <= "t12"."resolved_at"
                AND "t12"."resolved_at" >= ASKED_BOUND(0)
                AND "t12"."resolved_at" < (
                  ASKED_BOUND(1) + 0
                )
            ) AS "t8"
            SEMI JOIN "t0" AS "t13"
              ON "t8"."case" = "t13"."case"
            LEFT OUTER JOIN (
              SELECT
                "t14"."paid",
                "t14"."since",
                "t14"."until",
                "t14"."rate",
                COALESCE(
                  LEAD("t14"."since") OVER (
                    PARTITION BY "t14"."paid"
                    ORDER BY "t14"."since" ASC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                  ),
                  4611686018427387904
                ) AS "superseded"
              FROM (
                SELECT
                  "t15"."person" AS "paid",
                  "t15"."start" AS "since",
                  MAX("t15"."end") AS "until",
                  MAX("t15"."value") AS "rate"
                FROM (
                  SELECT
                    *
                  FROM "readings" AS "t16"
                  WHERE
                    "t16"."measure" = 'hourly_rate' AND "t16"."person" IS NOT NULL
                ) AS "t15"
                GROUP BY
                  1,
                  2
              ) AS "t14"
            ) AS "t9"
              ON "t8"."person" = "t9"."paid"
              AND "t8"."start" >= "t9"."since"
              AND "t8"."start" < "t9"."superseded"
          ) AS "t7"
          GROUP BY
            1
        ) AS "t6"
          ON "t5"."case" = "t6"."case"
      ) AS "t17"
      WHERE
        "t17"."at" >= ASKED_BOUND(0) AND "t17"."at" < ASKED_BOUND(1)
    ) AS "t4"
  ) AS "t3"
  SEMI JOIN "asked_cell" AS "t18"
    ON "t3"."person" IS NOT DISTINCT FROM "t18"."person"
) AS "t19"
ORDER BY
  "t19"."counted" DESC,
  "t19"."at" ASC,
  "t19"."case" ASC,
  "t19"."team" ASC,
  "t19"."person" ASC;
