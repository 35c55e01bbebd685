-- readings by person and team of three periods
SELECT
  "t0"."period",
  "t0"."person",
  "t0"."team",
  COUNT(*) FILTER(WHERE
    "t0"."c0") AS "s0",
  COUNT(*) FILTER(WHERE
    "t0"."c1") AS "s1",
  SUM("t0"."c2") FILTER(WHERE
    "t0"."c0") AS "s2",
  COUNT(*) FILTER(WHERE
    "t0"."c4") AS "s3",
  SUM("t0"."c3") FILTER(WHERE
    "t0"."c4") AS "s4",
  SUM("t0"."c2") FILTER(WHERE
    "t0"."c4") AS "s5",
  SUM(CAST("t0"."c2" AS DECIMAL(38, 0)) * CAST("t0"."c3" AS DECIMAL(38, 0))) FILTER(WHERE
    "t0"."c4") AS "s6",
  COUNT(*) FILTER(WHERE
    "t0"."c5") AS "s7",
  SUM("t0"."c3") FILTER(WHERE
    "t0"."c5") AS "s8",
  SUM("t0"."c2") FILTER(WHERE
    "t0"."c5") AS "s9",
  SUM(CAST("t0"."c2" AS DECIMAL(38, 0)) * CAST("t0"."c3" AS DECIMAL(38, 0))) FILTER(WHERE
    "t0"."c5") AS "s10",
  SUM(CAST("t0"."c2" AS DECIMAL(38, 0)) * CAST("t0"."c3" AS DECIMAL(38, 0))) FILTER(WHERE
    "t0"."c0") AS "s11"
FROM (
  SELECT
    "t1"."period",
    "t1"."person",
    "t1"."team",
    CASE
      WHEN "t1"."known_since" IS NULL
      THEN FALSE
      ELSE CASE
        WHEN COALESCE(
          "t1"."promise",
          CASE
            WHEN (
              "t1"."due" IS NOT NULL
            )
            AND (
              "t1"."resolved_at" IS NULL
            )
            AND (
              "t1"."due" <= "t1"."as_of"
            )
            THEN 0
            ELSE NULL
          END
        ) IS NOT NULL
        THEN TRUE
        WHEN (
          "t1"."due" IS NOT NULL
        ) AND (
          "t1"."resolved_at" IS NULL
        )
        THEN FALSE
        WHEN NOT (
          (
            "t1"."due" IS NOT NULL
          ) AND (
            "t1"."resolved_at" IS NULL
          )
        )
        THEN FALSE
        ELSE TRUE
      END
    END AS "c0",
    CASE
      WHEN "t1"."known_since" IS NULL
      THEN FALSE
      ELSE CASE
        WHEN COALESCE(
          "t1"."promise",
          CASE
            WHEN (
              "t1"."due" IS NOT NULL
            )
            AND (
              "t1"."resolved_at" IS NULL
            )
            AND (
              "t1"."due" <= "t1"."as_of"
            )
            THEN 0
            ELSE NULL
          END
        ) IS NOT NULL
        THEN FALSE
        WHEN (
          "t1"."due" IS NOT NULL
        ) AND (
          "t1"."resolved_at" IS NULL
        )
        THEN TRUE
        WHEN NOT (
          (
            "t1"."due" IS NOT NULL
          ) AND (
            "t1"."resolved_at" IS NULL
          )
        )
        THEN FALSE
        ELSE FALSE
      END
    END AS "c1",
    "t1"."units" AS "c2",
    COALESCE(
      COALESCE(
        "t1"."promise",
        CASE
          WHEN (
            "t1"."due" IS NOT NULL
          )
          AND (
            "t1"."resolved_at" IS NULL
          )
          AND (
            "t1"."due" <= "t1"."as_of"
          )
          THEN 0
          ELSE NULL
        END
      ),
      0
    ) AS "c3",
    CASE
      WHEN "t1"."known_since" IS NULL
      THEN FALSE
      ELSE CASE
        WHEN COALESCE(
          "t1"."promise",
          CASE
            WHEN (
              "t1"."due" IS NOT NULL
            )
            AND (
              "t1"."resolved_at" IS NULL
            )
            AND (
              "t1"."due" <= "t1"."as_of"
            )
            THEN 0
            ELSE NULL
          END
        ) IS NOT NULL
        THEN TRUE
        WHEN (
          "t1"."due" IS NOT NULL
        ) AND (
          "t1"."resolved_at" IS NULL
        )
        THEN FALSE
        WHEN NOT (
          (
            "t1"."due" IS NOT NULL
          ) AND (
            "t1"."resolved_at" IS NULL
          )
        )
        THEN FALSE
        ELSE TRUE
      END
    END
    AND (
      CAST(CASE WHEN (
        "t1"."at" - "t1"."known_since"
      ) >= 31536000 THEN 1 ELSE 0 END AS BIGINT) = 0
    ) AS "c4",
    CASE
      WHEN "t1"."known_since" IS NULL
      THEN FALSE
      ELSE CASE
        WHEN COALESCE(
          "t1"."promise",
          CASE
            WHEN (
              "t1"."due" IS NOT NULL
            )
            AND (
              "t1"."resolved_at" IS NULL
            )
            AND (
              "t1"."due" <= "t1"."as_of"
            )
            THEN 0
            ELSE NULL
          END
        ) IS NOT NULL
        THEN TRUE
        WHEN (
          "t1"."due" IS NOT NULL
        ) AND (
          "t1"."resolved_at" IS NULL
        )
        THEN FALSE
        WHEN NOT (
          (
            "t1"."due" IS NOT NULL
          ) AND (
            "t1"."resolved_at" IS NULL
          )
        )
        THEN FALSE
        ELSE TRUE
      END
    END
    AND (
      CAST(CASE WHEN (
        "t1"."at" - "t1"."known_since"
      ) >= 31536000 THEN 1 ELSE 0 END AS BIGINT) = 1
    ) AS "c5"
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
      "t2"."units",
      "t2"."promise",
      "t2"."due",
      "t2"."resolved_at",
      "t2"."known_since",
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
        "t3"."units",
        "t3"."promise",
        "t3"."due",
        "t3"."resolved_at",
        "t3"."known_since",
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
            "t4"."units",
            "t4"."promise",
            "t4"."due",
            "t4"."resolved_at",
            "t4"."known_since"
          FROM (
            SELECT
              "t6"."case",
              "t6"."person",
              "t6"."team",
              "t6"."promise_at" AS "at",
              "t6"."customer",
              "t6"."kind",
              "t6"."stage",
              "t6"."channel",
              "t6"."priority",
              "t6"."category",
              "t6"."site",
              "t6"."product",
              "t6"."opened_at",
              "t6"."units",
              "t6"."promise",
              "t6"."due",
              "t6"."resolved_at",
              "t6"."known_since"
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
                "t8"."who",
                "t8"."known_since"
              FROM "participation" AS "t7"
              LEFT OUTER JOIN (
                SELECT
                  "t9"."customer" AS "who",
                  "t9"."known_since"
                FROM "customers" AS "t9"
              ) AS "t8"
                ON "t7"."customer" = "t8"."who"
            ) AS "t6"
            WHERE
              "t6"."units" > 0
          ) AS "t4"
          SEMI JOIN "asked_person" AS "t10"
            ON "t4"."person" = "t10"."person"
          LEFT OUTER JOIN "asked_unranked" AS "t5"
            ON "t4"."person" = "t5"."nobody"
        ) AS "t11"
        WHERE
          "t11"."at" >= ASKED_BOUND(0) AND "t11"."at" < ASKED_BOUND(3)
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
    "t0"."units",
    COALESCE(
      COALESCE(
        COALESCE(
          "t0"."promise",
          CASE
            WHEN (
              "t0"."due" IS NOT NULL
            )
            AND (
              "t0"."resolved_at" IS NULL
            )
            AND (
              "t0"."due" <= "t0"."as_of"
            )
            THEN 0
            ELSE NULL
          END
        ),
        0
      ),
      0
    ) AS "value",
    CASE
      WHEN "t0"."known_since" IS NULL
      THEN FALSE
      ELSE CASE
        WHEN COALESCE(
          "t0"."promise",
          CASE
            WHEN (
              "t0"."due" IS NOT NULL
            )
            AND (
              "t0"."resolved_at" IS NULL
            )
            AND (
              "t0"."due" <= "t0"."as_of"
            )
            THEN 0
            ELSE NULL
          END
        ) IS NOT NULL
        THEN TRUE
        WHEN (
          "t0"."due" IS NOT NULL
        ) AND (
          "t0"."resolved_at" IS NULL
        )
        THEN FALSE
        WHEN NOT (
          (
            "t0"."due" IS NOT NULL
          ) AND (
            "t0"."resolved_at" IS NULL
          )
        )
        THEN FALSE
        ELSE TRUE
      END
    END AS "counted",
    CASE
      WHEN "t0"."known_since" IS NULL
      THEN 'no_customer'
      ELSE CASE
        WHEN COALESCE(
          "t0"."promise",
          CASE
            WHEN (
              "t0"."due" IS NOT NULL
            )
            AND (
              "t0"."resolved_at" IS NULL
            )
            AND (
              "t0"."due" <= "t0"."as_of"
            )
            THEN 0
            ELSE NULL
          END
        ) IS NOT NULL
        THEN ''
        WHEN (
          "t0"."due" IS NOT NULL
        ) AND (
          "t0"."resolved_at" IS NULL
        )
        THEN 'not_due'
        WHEN NOT (
          (
            "t0"."due" IS NOT NULL
          ) AND (
            "t0"."resolved_at" IS NULL
          )
        )
        THEN 'no_promise'
        ELSE ''
      END
    END AS "why_not",
    CAST(CASE WHEN (
      "t0"."at" - "t0"."known_since"
    ) >= 31536000 THEN 1 ELSE 0 END AS BIGINT) AS "side"
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
      "t1"."units",
      "t1"."promise",
      "t1"."due",
      "t1"."resolved_at",
      "t1"."known_since",
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
        "t2"."units",
        "t2"."promise",
        "t2"."due",
        "t2"."resolved_at",
        "t2"."known_since",
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
            "t3"."units",
            "t3"."promise",
            "t3"."due",
            "t3"."resolved_at",
            "t3"."known_since"
          FROM (
            SELECT
              "t5"."case",
              "t5"."person",
              "t5"."team",
              "t5"."promise_at" AS "at",
              "t5"."customer",
              "t5"."kind",
              "t5"."stage",
              "t5"."channel",
              "t5"."priority",
              "t5"."category",
              "t5"."site",
              "t5"."product",
              "t5"."opened_at",
              "t5"."units",
              "t5"."promise",
              "t5"."due",
              "t5"."resolved_at",
              "t5"."known_since"
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
                "t7"."who",
                "t7"."known_since"
              FROM "participation" AS "t6"
              LEFT OUTER JOIN (
                SELECT
                  "t8"."customer" AS "who",
                  "t8"."known_since"
                FROM "customers" AS "t8"
              ) AS "t7"
                ON "t6"."customer" = "t7"."who"
            ) AS "t5"
            WHERE
              "t5"."units" > 0
          ) AS "t3"
          LEFT OUTER JOIN "asked_unranked" AS "t4"
            ON "t3"."person" = "t4"."nobody"
        ) AS "t9"
        WHERE
          "t9"."at" >= ASKED_BOUND(0) AND "t9"."at" < ASKED_BOUND(1)
      ) AS "t2"
    ) AS "t1"
  ) AS "t0"
  SEMI JOIN "asked_cell" AS "t10"
    ON "t0"."person" IS NOT DISTINCT FROM "t10"."person"
) AS "t11"
ORDER BY
  "t11"."counted" DESC,
  "t11"."at" ASC,
  "t11"."case" ASC,
  "t11"."team" ASC,
  "t11"."person" ASC;
