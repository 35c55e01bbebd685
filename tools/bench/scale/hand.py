"""Ten measures as a good SQL writer would write them, over the same fact files: what ours is held against.

They give values and counts, no intervals. The same text runs on DuckDB and on PostgreSQL.
"""

from dataclasses import dataclass
from typing import Final

WHOLE: Final = "1000000000000000.0"


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement that answers some of our numbers at once; its columns are called as our keys, dots as underlines."""

    sql: str
    keys: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Name the columns of the answer."""
        return tuple(key.replace(".", "_") for key in self.keys)


def _hours(column: str, quantile: float, seconds: int = 3600) -> str:
    return f"percentile_cont({quantile}) WITHIN GROUP (ORDER BY {column}) / {seconds}.0"


def _by_person(select: str, rows: str, at: str, person: str = "person") -> str:
    """Write a statement by person and month: rows that fall into a month, for those who are people."""
    return f"""
        SELECT ranked AS person, starts AS period_start, {select}
        FROM (SELECT *, {at} AS fell,
                     CASE WHEN {person} NOT IN (SELECT nobody FROM unranked) THEN {person} END AS ranked
              FROM {rows}) AS told
        JOIN months ON fell >= months.starts AND fell < months.ends
        GROUP BY 1, 2"""  # noqa: S608 - our own words


STATEMENTS: Final = (
    Statement(
        _by_person(
            f"""count(*) AS cases_resolved,
                {_hours("business_seconds", 0.5)} AS resolution_time_business,
                {_hours("business_seconds", 0.9)} AS resolution_time_business_p90,
                {_hours("calendar_seconds", 0.5)} AS resolution_time_calendar,
                {_hours("calendar_seconds", 0.9)} AS resolution_time_calendar_p90,
                avg(transfers) AS transfers_per_case""",
            "resolutions WHERE last AND reopened_at IS NULL",
            '"at"',
        ),
        (
            *("cases_resolved", "resolution_time_business", "resolution_time_business.p90"),
            *("resolution_time_calendar", "resolution_time_calendar.p90", "transfers_per_case"),
        ),
    ),
    Statement(
        _by_person(
            """avg(CASE WHEN reopened_at - "at" <= 1209600 THEN 100.0 ELSE 0.0 END)
               FILTER (WHERE "at" + 1209600 <= (SELECT as_of FROM reached)) AS reopened_within_14_days""",
            "resolutions",
            '"at"',
        ),
        ("reopened_within_14_days",),
    ),
    Statement(
        _by_person(
            f"""100 * sum(promise * (units / {WHOLE})) / sum(CASE WHEN promise IS NOT NULL THEN units / {WHOLE} END)
                AS promises_kept""",
            """(SELECT person, units, promise_at,
                       coalesce(promise, CASE WHEN due IS NOT NULL AND resolved_at IS NULL
                                              AND due <= (SELECT as_of FROM reached) THEN 0 END) AS promise
                FROM participation WHERE units > 0) AS held""",
            "promise_at",
        ),
        ("promises_kept",),
    ),
    Statement(
        _by_person(
            f"""count(*) AS cases_opened,
                {_hours("answered_at - opened_at", 0.5, 60)} AS first_response_time,
                {_hours("answered_at - opened_at", 0.9, 60)} AS first_response_time_p90""",
            "cases",
            "opened_at",
            "first_holder",
        ),
        ("cases_opened", "first_response_time", "first_response_time.p90"),
    ),
    Statement(
        _by_person("count(*) AS transfers_in", "participation WHERE from_person IS NOT NULL", '"start"'),
        ("transfers_in",),
    ),
    Statement(
        _by_person(
            "avg(overall) AS csat_mean, 100.0 * avg(CASE WHEN overall >= 4 THEN 1 WHEN overall IS NOT NULL THEN 0 END)"
            " AS csat_positive_share",
            "surveys",
            "asked_at",
        ),
        ("csat_mean", "csat_positive_share"),
    ),
)
