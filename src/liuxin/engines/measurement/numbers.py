"""From the sums of cells to their numbers and the 95 % intervals beside them, all cells of a measure at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from liuxin.engines import intervals
from liuxin.engines.intervals import Bounds, Floats, Ints
from liuxin.engines.measurement.words import IntervalMethod, Kind, Measure, Statistic, Unit, Why

QUANTILES: Final = {Statistic.MEDIAN: 0.5, Statistic.P90: 0.9}
WHYS: Final = tuple(Why)
METHODS: Final = tuple(IntervalMethod)
_OPEN: Final = (-np.inf, np.inf)
_RANGES: Final = {Unit.SCALE_1_5: (1.0, 5.0)}

Codes = NDArray[np.int8]
"""Places in `WHYS` or `METHODS`."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """The counted values of all cells, in order within each: `size` of them from `start` on.

    `sorted` holds value and cell in one number each (`sorted - base` is the value), or the values alone (`base` 0).
    """

    sorted: Ints
    start: Ints
    size: Ints
    base: Ints

    def at(self, place: Ints) -> Floats:
        """Give the value at a place (from 0) of each cell that has one; anything where the cell is empty."""
        if not len(self.sorted):
            return np.zeros(len(self.size))
        found = self.sorted[np.minimum(self.start + np.maximum(place, 0), len(self.sorted) - 1)]
        return (found - self.base).astype(float)


@dataclass(frozen=True, slots=True)
class Sums:
    """What the engine gives for the cells of a measure, an entry a cell.

    `n` is the sum of weights, `total` that of values by weight, in the unit of the measure. `more` holds what only some
    kinds need (`squares`, `units0` …) by name.
    """

    n: Floats
    rows: Ints
    total: Floats
    pending: Ints
    unanswered: Ints
    more: Mapping[str, Floats] = field(default_factory=dict)
    ordered: Ordered | None = None


@dataclass(frozen=True, slots=True)
class Numbers:
    """Values with the intervals around them, an entry a cell; NaN where there is none."""

    value: Floats
    low: Floats
    high: Floats
    why: Codes
    method: Codes


def numbers_of(measure: Measure, statistic: Statistic, sums: Sums) -> Numbers:
    """Give the numbers of all cells. A count of nothing is zero; a share, a mean or a quantile of nothing no number."""
    with np.errstate(divide="ignore", invalid="ignore"):
        value, (low, high), method = _KINDS[measure.kind](measure, statistic, sums)
    size = np.minimum(sums.more["units0"], sums.more["units1"]) if measure.kind is Kind.GAP else sums.n
    none = np.full(len(size), fill_value=False) if measure.kind is Kind.COUNT else size <= 0
    if measure.kind is Kind.SUM:
        none = sums.rows == 0
    few = size < measure.least_sample if measure.kind is not Kind.COUNT else none
    why = np.where(none, WHYS.index(Why.NO_CASES), np.where(few, WHYS.index(Why.TOO_FEW), WHYS.index(Why.MEASURED)))
    if method is IntervalMethod.NONE:
        low = high = np.full(len(size), np.nan)
    methods = np.where(none, METHODS.index(IntervalMethod.NONE), METHODS.index(method))
    value, low, high = (np.where(none, np.nan, each) for each in (value, low, high))
    return Numbers(value, low, high, why.astype(np.int8), methods.astype(np.int8))


def not_recorded(cells: int) -> Numbers:
    """Give the numbers of a measure whose events are not recorded: none."""
    nothing = np.full(cells, np.nan)
    return Numbers(
        *(nothing, nothing, nothing),
        np.full(cells, WHYS.index(Why.NOT_RECORDED), np.int8),
        np.full(cells, METHODS.index(IntervalMethod.NONE), np.int8),
    )


Told = tuple[Floats, Bounds, IntervalMethod]


def _count(measure: Measure, _statistic: Statistic, sums: Sums) -> Told:
    method = measure.interval or IntervalMethod.GARWOOD
    bounds = intervals.garwood(sums.total) if method is IntervalMethod.GARWOOD else (sums.total, sums.total)
    return sums.total, bounds, method


def _sum(_measure: Measure, _statistic: Statistic, sums: Sums) -> Told:
    return sums.total, (sums.total, sums.total), IntervalMethod.NONE


def _share(measure: Measure, _statistic: Statistic, sums: Sums) -> Told:
    method = measure.interval or IntervalMethod.WILSON
    around = intervals.jeffreys if method is IntervalMethod.JEFFREYS else intervals.wilson
    low, high = around(sums.total, sums.n)
    return measure.scale * sums.total / sums.n, (measure.scale * low, measure.scale * high), method


def _rate(measure: Measure, _statistic: Statistic, sums: Sums) -> Told:
    low, high = intervals.garwood(sums.total)
    value, *bounds = (measure.scale * each / sums.n for each in (sums.total, low, high))
    return value, (bounds[0], bounds[1]), IntervalMethod.GARWOOD


def _gap(measure: Measure, _statistic: Statistic, sums: Sums) -> Told:
    one, other = ((sums.more[f"total{side}"], sums.more[f"units{side}"]) for side in (1, 0))
    low, high = intervals.newcombe(one, other)
    value = measure.scale * (one[0] / one[1] - other[0] / other[1])
    return value, (measure.scale * low, measure.scale * high), IntervalMethod.NEWCOMBE


def _mean(measure: Measure, _statistic: Statistic, sums: Sums) -> Told:
    mean = sums.total / sums.n
    if "weights2" in sums.more:
        more = sums.more
        squares = more["weights2_squares"] - 2 * mean * more["weights2_value"] + mean * mean * more["weights2"]
        low, high = intervals.weighted_t(mean, squares, sums.n, sums.rows)
    else:
        low, high = intervals.student_t(sums.total, sums.more["squares"], sums.n)
    least, most = _RANGES.get(measure.unit, _OPEN if measure.may_be_negative else (0.0, np.inf))
    return mean, (np.maximum(low, least), np.minimum(high, most)), IntervalMethod.STUDENT_T


def _quantile(measure: Measure, statistic: Statistic, sums: Sums) -> Told:
    ordered = sums.ordered
    if ordered is None:
        return sums.n, (sums.n, sums.n), IntervalMethod.ORDER_STATISTICS
    low, high = intervals.order_ranks(ordered.size, QUANTILES[statistic])
    bounds = (np.where(rank > 0, ordered.at(rank - 1) / measure.divisor, np.nan) for rank in (low, high))
    value = _between(ordered, (ordered.size - 1) * QUANTILES[statistic]) / measure.divisor
    return value, (next(bounds), next(bounds)), IntervalMethod.ORDER_STATISTICS


def _between(ordered: Ordered, place: Any) -> Floats:
    """Interpolate between two neighbours (type 7 of Hyndman and Fan, as numpy and spreadsheets do)."""
    below = np.maximum(place, 0).astype(np.int64)
    low, high = ordered.at(below), ordered.at(np.minimum(below + 1, ordered.size - 1))
    found: Floats = low + (place - below) * (high - low)
    return found


_KINDS: Final[Mapping[Kind, Callable[[Measure, Statistic, Sums], Told]]] = {
    Kind.COUNT: _count,
    Kind.SUM: _sum,
    Kind.SHARE: _share,
    Kind.QUANTILE: _quantile,
    Kind.MEAN: _mean,
    Kind.RATE: _rate,
    Kind.GAP: _gap,
}
