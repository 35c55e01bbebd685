"""The numbers of a cell, worked out one by one from its rows: slow, plain, and by other roads than the engine's.

Garwood by the chi-square distribution, Student by the rows themselves, ranks by adding up the binomial distribution.
"""

import math
from collections.abc import Sequence

import numpy as np
from scipy import stats

from liuxin.engines.measurement.words import EvidenceRow, IntervalMethod, Kind, Measure, Statistic

Bounds = tuple[float | None, float | None]
Number = tuple[float | None, float | None, float | None]
NONE: Number = (None, None, None)
Z = 1.959963984540054
QUANTILES = {Statistic.MEDIAN: 0.5, Statistic.P90: 0.9}


def wilson(successes: float, trials: float) -> tuple[float, float]:
    """Solve |p − x/n| = z √(p(1 − p)/n) for p."""
    share = successes / trials
    roots = np.roots([1 + Z * Z / trials, -(2 * share + Z * Z / trials), share * share])
    low, high = sorted(float(root.real) for root in roots)
    return (0.0 if successes <= 0 else max(0.0, low)), (1.0 if successes >= trials else min(1.0, high))


def jeffreys(successes: float, trials: float) -> tuple[float, float]:
    """Take the quantiles of the beta distribution, with the ends of Brown, Cai and DasGupta."""
    told = stats.beta(successes + 0.5, trials - successes + 0.5)
    return (0.0 if successes <= 0 else float(told.ppf(0.025))), (1.0 if successes >= trials else float(told.ppf(0.975)))


def garwood(count: float) -> tuple[float, float]:
    """Take the quantiles of the chi-square distribution."""
    low = float(stats.chi2.ppf(0.025, 2 * count) / 2) if count > 0 else 0.0
    return low, float(stats.chi2.ppf(0.975, 2 * count + 2) / 2)


def newcombe(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    """Put two intervals of Wilson together (method 10)."""
    (low1, high1), (low0, high0) = wilson(*one), wilson(*other)
    share1, share0 = one[0] / one[1], other[0] / other[1]
    gap = share1 - share0
    low = gap - math.sqrt((share1 - low1) ** 2 + (high0 - share0) ** 2)
    return low, gap + math.sqrt((high1 - share1) ** 2 + (share0 - low0) ** 2)


def ranks(size: int, quantile: float) -> tuple[int | None, int | None]:
    """Find the narrowest ranks that leave at most a fortieth on each side."""
    reached = np.cumsum([math.comb(size, k) * quantile**k * (1 - quantile) ** (size - k) for k in range(size + 1)])
    low = int(np.argmax(reached >= 0.025))
    high = int(np.argmax(reached >= 0.975)) + 1
    return (low or None), (high if high <= size else None)


def mean_interval(values: Sequence[float], weights: Sequence[float]) -> Bounds:
    """Give the interval of Student, by weight as Cochran has it."""
    size, weight = len(values), sum(weights)
    if size < 2:
        return None, None
    mean = sum(w * v for w, v in zip(weights, values, strict=True)) / weight
    squares = sum((w * (v - mean)) ** 2 for w, v in zip(weights, values, strict=True))
    half = float(stats.t.ppf(0.975, size - 1)) * math.sqrt(squares * size / (size - 1)) / weight
    return mean - half, mean + half


def number(measure: Measure, statistic: Statistic, rows: Sequence[EvidenceRow]) -> Number:
    """Give value and interval of the rows that count."""
    made = _KINDS.get(measure.kind)
    return made(measure, rows) if made else _quantile(QUANTILES[statistic], [row.value for row in rows])


def _count(measure: Measure, rows: Sequence[EvidenceRow]) -> Number:
    total = sum(row.weight * row.value for row in rows)
    return (total, *garwood(total)) if measure.interval is not IntervalMethod.NONE else (total, None, None)


def _sum(_measure: Measure, rows: Sequence[EvidenceRow]) -> Number:
    return (sum(row.weight * row.value for row in rows), None, None) if rows else NONE


def _share(_measure: Measure, rows: Sequence[EvidenceRow]) -> Number:
    weight, total = sum(row.weight for row in rows), sum(row.weight * row.value for row in rows)
    return _in_hundreds(total / weight, wilson(total, weight)) if weight else NONE


def _rate(_measure: Measure, rows: Sequence[EvidenceRow]) -> Number:
    weight, happened = sum(row.weight for row in rows), sum(row.value for row in rows)
    low, high = garwood(happened)
    return _in_hundreds(happened / weight, (low / weight, high / weight)) if weight else NONE


def _in_hundreds(value: float, bounds: tuple[float, float]) -> Number:
    return 100 * value, 100 * bounds[0], 100 * bounds[1]


def _gap(_measure: Measure, rows: Sequence[EvidenceRow]) -> Number:
    sides = [[row for row in rows if row.side == side] for side in (1, 0)]
    one, other = ((sum(r.weight * r.value for r in side), sum(r.weight for r in side)) for side in sides)
    if not one[1] or not other[1]:
        return NONE
    return _in_hundreds(one[0] / one[1] - other[0] / other[1], newcombe(one, other))


def _mean(measure: Measure, rows: Sequence[EvidenceRow]) -> Number:
    if not rows:
        return NONE
    values, weights = [row.value for row in rows], [row.weight for row in rows]
    low, high = mean_interval(values, weights)
    least, most = (1.0, 5.0) if measure.unit == "scale_1_5" else (0.0, math.inf)
    value = sum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights)
    return value, None if low is None else max(low, least), None if high is None else min(high, most)


def _quantile(quantile: float, values: list[float]) -> Number:
    if not values:
        return NONE
    ordered = sorted(values)
    low, high = ranks(len(ordered), quantile)
    value = float(np.quantile(ordered, quantile))
    return value, None if low is None else ordered[low - 1], None if high is None else ordered[high - 1]


_KINDS = {
    Kind.COUNT: _count,
    Kind.SUM: _sum,
    Kind.SHARE: _share,
    Kind.RATE: _rate,
    Kind.GAP: _gap,
    Kind.MEAN: _mean,
}
