-- readings by person and team of three periods
SELECT
  "t0"."period",
  "t0"."person",
  "t0"."team",
  COUNT("t0"."c0") AS "s0",
  COUNT("t0"."c1") AS "s1",
  SUM("t0"."c2") AS "s2",
  COUNT("t0"."c3") AS "s3",
  SUM("t0"."c3") AS "s4",
  SUM("t0"."c4") AS "s5",
  SUM("t0"."c4" * "t0"."c3") AS "s6",
  COUNT("t0"."c5") AS "s7",
  SUM("t0"."c5") AS "s8",
  SUM("t0"."c6") AS "s9",
  SUM("t0"."c6" * "t0"."c5") AS "s10",
  SUM("t0"."c2" * "t0"."c0") AS "s11"
FROM (
  SELECT
    "t1"."period",
    "t1"."person",
    "t1"."team",
    CASE
      WHEN "t1"."known_since" IS NULL
      THEN CAST(NULL AS BIGINT)
      WHEN "t1"."at" < "t1"."known_since"
      THEN CAST(NULL AS BIGINT)
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
        THEN COALESCE(
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
        )
        WHEN (
          "t1"."due" IS NOT NULL
        ) AND (
          "t1"."resolved_at" IS NULL
        )
        THEN CAST(NULL AS BIGINT)
        WHEN NOT (
          (
            "t1"."due" IS NOT NULL
          ) AND (
            "t1"."resolved_at" IS NULL
          )
        )
        THEN CAST(NULL AS BIGINT)
        ELSE COALESCE(
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
        )
      END
    END AS "c0",
    CASE
      WHEN "t1"."known_since" IS NULL
      THEN CAST(NULL AS TINYINT)
      WHEN "t1"."at" < "t1"."known_since"
      THEN CAST(NULL AS TINYINT)
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
        THEN CAST(NULL AS TINYINT)
        WHEN (
          "t1"."due" IS NOT NULL
        ) AND (
          "t1"."resolved_at" IS NULL
        )
        THEN 1
        WHEN NOT (
          (
            "t1"."due" IS NOT NULL
          ) AND (
            "t1"."resolved_at" IS NULL
          )
        )
        THEN CAST(NULL AS TINYINT)
        ELSE CAST(NULL AS TINYINT)
      END
    END AS "c1",
    CASE
      WHEN "t1"."known_since" IS NULL
      THEN CAST(NULL AS BIGINT)
      WHEN "t1"."at" < "t1"."known_since"
      THEN CAST(NULL AS BIGINT)
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
        THEN "t1"."units"
        WHEN (
          "t1"."due" IS NOT NULL
        ) AND (
          "t1"."resolved_at" IS NULL
        )
        THEN CAST(NULL AS BIGINT)
        WHEN NOT (
          (
            "t1"."due" IS NOT NULL
          ) AND (
            "t1"."resolved_at" IS NULL
          )
        )
        THEN CAST(NULL AS BIGINT)
        ELSE "t1"."units"
      END
    END AS "c2",
    CASE
      WHEN CAST(CASE WHEN (
        "t1"."at" - "t1"."known_since"
      ) >= 31536000 THEN 1 ELSE 0 END AS BIGINT) = 0
      THEN CASE
        WHEN "t1"."known_since" IS NULL
        THEN CAST(NULL AS BIGINT)
        WHEN "t1"."at" < "t1"."known_since"
        THEN CAST(NULL AS BIGINT)
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
          THEN COALESCE(
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
          )
          WHEN (
            "t1"."due" IS NOT NULL
          ) AND (
            "t1"."resolved_at" IS NULL
          )
          THEN CAST(NULL AS BIGINT)
          WHEN NOT (
            (
              "t1"."due" IS NOT NULL
            ) AND (
              "t1"."resolved_at" IS NULL
            )
          )
          THEN CAST(NULL AS BIGINT)
          ELSE COALESCE(
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
          )
        END
      END
      ELSE NULL
    END AS "c3",
    CASE
      WHEN CAST(CASE WHEN (
        "t1"."at" - "t1"."known_since"
      ) >= 31536000 THEN 1 ELSE 0 END AS BIGINT) = 0
      THEN CASE
        WHEN "t1"."known_since" IS NULL
        THEN CAST(NULL AS BIGINT)
        WHEN "t1"."at" < "t1"."known_since"
        THEN CAST(NULL AS BIGINT)
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
          THEN "t1"."units"
          WHEN (
            "t1"."due" IS NOT NULL
          ) AND (
            "t1"."resolved_at" IS NULL
          )
          THEN CAST(NULL AS BIGINT)
          WHEN NOT (
            (
              "t1"."due" IS NOT NULL
            ) AND (
              "t1"."resolved_at" IS NULL
            )
          )
          THEN CAST(NULL AS BIGINT)
          ELSE "t1"."units"
        END
      END
      ELSE NULL
    END AS "c4",
    CASE
      WHEN CAST(CASE WHEN (
        "t1"."at" - "t1"."known_since"
      ) >= 31536000 THEN 1 ELSE 0 END AS BIGINT) = 1
      THEN CASE
        WHEN "t1"."known_since" IS NULL
        THEN CAST(NULL AS BIGINT)
        WHEN "t1"."at" < "t1"."known_since"
        THEN CAST(NULL AS BIGINT)
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
          THEN COALESCE(
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
          )
          WHEN (
            "t1"."due" IS NOT NULL
          ) AND (
            "t1"."resolved_at" IS NULL
          )
          THEN CAST(NULL AS BIGINT)
          WHEN NOT (
            (
              "t1"."due" IS NOT NULL
            ) AND (
              "t1"."resolved_at" IS NULL
            )
          )
          THEN CAST(NULL AS BIGINT)
          ELSE COALESCE(
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
          )
        END
      END
      ELSE NULL
    END AS "c5",
    CASE
      WHEN CAST(CASE WHEN (
        "t1"."at" - "t1"."known_since"
      ) >= 31536000 THEN 1 ELSE 0 END AS BIGINT) = 1
      THEN CASE
        WHEN "t1"."known_since" IS NULL
        THEN CAST(NULL AS BIGINT)
        WHEN "t1"."at" < "t1"."known_since"
        THEN CAST(NULL AS BIGINT)
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
          THEN "t1"."units"
          WHEN (
            "t1"."due" IS NOT NULL
          ) AND (
            "t1"."resolved_at" IS NULL
          )
          THEN CAST(NULL AS BIGINT)
          WHEN NOT (
            (
              "t1"."due" IS NOT NULL
            ) AND (
              "t1"."resolved_at" IS NULL
            )
          )
          THEN CAST(NULL AS BIGINT)
          ELSE "t1"."units"
        END
      END
      ELSE NULL
    END AS "c6"
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
      "t2"."units",
      "t2"."promise",
      "t2"."due",
      "t2"."resolved_at",
      "t2"."known_since",
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
          "t3"."promise_at" AS "at",
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
            "t4"."case",
            "t4"."seq",
            "t4"."person",
            "t4"."team",
            "t4"."accountable",
            "t4"."start",
            "t4"."end",
            "t4"."customer",
            "t4"."kind",
            "t4"."stage",
            "t4"."channel",
            "t4"."priority",
            "t4"."category",
            "t4"."site",
            "t4"."product",
            "t4"."opened_at",
            "t4"."business_seconds",
            "t4"."units",
            "t4"."kept",
            "t4"."due",
            "t4"."promise",
            "t4"."promise_at",
            "t4"."resolved_at",
            "t4"."handling_seconds",
            "t4"."gap_seconds",
            "t4"."answered_at",
            "t4"."answer_seconds",
            "t4"."from_person",
            "t4"."to_person",
            "t4"."first_of_person",
            "t4"."escalated",
            "t4"."required",
            "t5"."who",
            "t5"."known_since"
          FROM "participation" AS "t4"
          LEFT OUTER JOIN (
            SELECT
              "t6"."customer" AS "who",
              "t6"."known_since"
            FROM "customers" AS "t6"
          ) AS "t5"
            ON "t4"."customer" = "t5"."who"
        ) AS "t3"
        WHERE
          "t3"."units" > 0
      ) AS "t7"
      WHERE
        "t7"."at" >= ASKED_BOUND(0)
        AND "t7"."at" < ASKED_BOUND(3)
        AND ASKED_AMONG("t7"."person", 'person')
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
      THEN 'no_customer'
      WHEN "t0"."at" < "t0"."known_since"
      THEN 'not_yet_known'
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
    END = '' AS "counted",
    CASE
      WHEN "t0"."known_since" IS NULL
      THEN 'no_customer'
      WHEN "t0"."at" < "t0"."known_since"
      THEN 'not_yet_known'
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
      "t1"."units",
      "t1"."promise",
      "t1"."due",
      "t1"."resolved_at",
      "t1"."known_since",
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
          "t2"."promise_at" AS "at",
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
          "t2"."known_since"
        FROM (
          SELECT
            "t3"."case",
            "t3"."seq",
            "t3"."person",
            "t3"."team",
            "t3"."accountable",
            "t3"."start",
            "t3"."end",
            "t3"."customer",
            "t3"."kind",
            "t3"."stage",
            "t3"."channel",
            "t3"."priority",
            "t3"."category",
            "t3"."site",
            "t3"."product",
            "t3"."opened_at",
            "t3"."business_seconds",
            "t3"."units",
            "t3"."kept",
            "t3"."due",
            "t3"."promise",
            "t3"."promise_at",
            "t3"."resolved_at",
            "t3"."handling_seconds",
            "t3"."gap_seconds",
            "t3"."answered_at",
            "t3"."answer_seconds",
            "t3"."from_person",
            "t3"."to_person",
            "t3"."first_of_person",
            "t3"."escalated",
            "t3"."required",
            "t4"."who",
            "t4"."known_since"
          FROM "participation" AS "t3"
          LEFT OUTER JOIN (
            SELECT
              "t5"."customer" AS "who",
              "t5"."known_since"
            FROM "customers" AS "t5"
          ) AS "t4"
            ON "t3"."customer" = "t4"."who"
        ) AS "t2"
        WHERE
          "t2"."units" > 0
      ) AS "t6"
      WHERE
        "t6"."at" >= ASKED_BOUND(0) AND "t6"."at" < ASKED_BOUND(1)
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
