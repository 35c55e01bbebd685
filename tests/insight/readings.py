"""Readings as the engine gives them, for what is decided from readings alone."""

from dataclasses import replace

from liuxin.engines import intervals
from liuxin.engines.measurement.words import IntervalMethod, Reading, Statistic, Why

NOTHING = Reading(
    measure="promises_kept",
    statistic=Statistic.SHARE,
    person=1,
    team=None,
    period_start=0,
    period_end=100,
    value=None,
    n=0.0,
    rows=0,
    low=None,
    high=None,
    sum_value=0.0,
    pending=0,
    why=Why.NO_CASES,
    method=IntervalMethod.NONE,
)


def share(top: int, of: int, least: int = 30, **changes: object) -> Reading:
    """Give the reading of a share, with its Wilson interval."""
    low, high = intervals.wilson(float(top), float(of))
    made = replace(
        NOTHING,
        value=100 * top / of,
        n=float(of),
        rows=of,
        low=100 * float(low),
        high=100 * float(high),
        sum_value=float(top),
        why=Why.TOO_FEW if of < least else Why.MEASURED,
        method=IntervalMethod.WILSON,
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # fields by name


def value(number: float, spread: float = 1.0, **changes: object) -> Reading:
    """Give the reading of a mean that lies `spread` from each end of its interval."""
    made = replace(NOTHING, value=number, n=50.0, rows=50, low=number - spread, high=number + spread, why=Why.MEASURED)
    return replace(made, **changes)  # type: ignore[arg-type]  # as above
