"""From the sums of a cell to its number and the 95 % interval beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from liuxin.engines.measurement import intervals
from liuxin.engines.measurement.schemas import WHOLE
from liuxin.engines.measurement.words import IntervalMethod, Kind, Measure, Statistic, Why

QUANTILES: Final = {Statistic.MEDIAN: 0.5, Statistic.P90: 0.9}


@dataclass(frozen=True, slots=True)
class Sums:
    """What the engine gives for one cell; `ordered` are the counted values in order, for quantiles only.

    Sums are taken over whole numbers, so they do not depend on the order of adding.
    """

    n: float = 0.0
    rows: int = 0
    sum_value: float = 0.0
    squares: float = 0.0
    pending: int = 0
    ordered: Sequence[float] = field(default=(), repr=False)

    @classmethod
    def of(cls, measure: Measure, row: Mapping[str, Any]) -> "Sums":
        """Read them from a row of the engine's answer."""
        ordered: Sequence[int] = row.get("ordered") or ()
        total = int(row["total"]) / WHOLE if "total" in row else sum(ordered) / measure.divisor
        return cls(
            n=int(row["units"]) / WHOLE,
            rows=int(row["rows"]),
            sum_value=total,
            squares=float(row.get("squares", 0)),
            pending=int(row["pending"]),
            ordered=[value / measure.divisor for value in ordered],
        )


@dataclass(frozen=True, slots=True)
class Number:
    """A value with the interval around it, or the reason why there is none."""

    value: float | None
    low: float | None
    high: float | None
    method: IntervalMethod
    why: Why


NOTHING: Final = Sums()
NO_CASES: Final = Number(None, None, None, IntervalMethod.NONE, Why.NO_CASES)
NOT_RECORDED: Final = Number(None, None, None, IntervalMethod.NONE, Why.NOT_RECORDED)


def number_of(measure: Measure, statistic: Statistic, sums: Sums) -> Number:
    """Give the number of a cell. A count of nothing is zero; a share, a mean or a quantile of nothing is no number."""
    if measure.kind is Kind.COUNT:
        return Number(sums.sum_value, *intervals.garwood(sums.sum_value), IntervalMethod.GARWOOD, Why.MEASURED)
    if sums.n <= 0:
        return NO_CASES
    why = Why.TOO_FEW if sums.n < measure.least_sample else Why.MEASURED
    match measure.kind:
        case Kind.SHARE:
            return _share(measure, sums, why)
        case Kind.QUANTILE:
            return _quantile(QUANTILES[statistic], sums, why)
        case _:
            bounds = intervals.student_t(sums.sum_value, sums.squares, sums.n)
            return Number(sums.sum_value / sums.n, *bounds, IntervalMethod.STUDENT_T, why)


def _share(measure: Measure, sums: Sums, why: Why) -> Number:
    low, high = intervals.wilson(sums.sum_value, sums.n)
    value = measure.scale * sums.sum_value / sums.n
    return Number(value, measure.scale * low, measure.scale * high, IntervalMethod.WILSON, why)


def _quantile(quantile: float, sums: Sums, why: Why) -> Number:
    ordered = sums.ordered
    low, high = intervals.order_ranks(len(ordered), quantile)
    return Number(
        _between(ordered, (len(ordered) - 1) * quantile),
        None if low is None else ordered[low - 1],
        None if high is None else ordered[high - 1],
        IntervalMethod.ORDER_STATISTICS,
        why,
    )


def _between(ordered: Sequence[float], place: float) -> float:
    """Interpolate between two neighbours (type 7 of Hyndman and Fan, as numpy and spreadsheets do)."""
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
