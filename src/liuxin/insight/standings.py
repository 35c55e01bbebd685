"""Who is told apart from whom: readings on one scale with their errors, and the places that people share on it. Pure.

A place rests on a value and its error, on a scale where the error hardly depends on the value; else whoever reached
everything would seem sure of it. A share becomes the angle whose sine is its root, a count or a rate its root (both
Anscombe 1948, Biometrika 35:246), a duration its logarithm; a mean and a gap stay as they are.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import numpy as np
from scipy import special

from liuxin.engines import intervals
from liuxin.engines.intervals import Floats
from liuxin.engines.measurement.words import Direction, Kind, Measure, Reading, Why
from liuxin.engines.ratings.comparison import Places, probability_better, shared_places

SIGNS: Final[Mapping[Direction, float]] = {Direction.HIGHER: 1.0, Direction.LOWER: -1.0}
BIT: Final = 3 / 8
"""What Anscombe adds to a count before its root is taken."""
SURE: Final = 1e-9
"""The error of a score whose interval has no width."""


@dataclass(frozen=True, slots=True)
class Place:
    """The places that somebody may truly hold: from `first` to `last`, both included."""

    first: int
    last: int

    @property
    def is_shared(self) -> bool:
        """Tell whether it is more than one place."""
        return self.first != self.last


class NoPlace(StrEnum):
    """Why somebody has no place."""

    NOTHING = "nothing"
    TOO_FEW = "too_few"
    NO_SIDE = "no_side"
    OPEN = "open"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Stand:
    """Where somebody stands among the others: the places, or why there are none.

    `ahead` is the probability of being truly better than the next one in order, and `surely` tells whether the two are
    told apart, with everybody compared with everybody; None for the last one and for those without a place.
    """

    place: Place | None
    why: NoPlace | None = None
    ahead: float | None = None
    surely: bool | None = None


@dataclass(frozen=True, slots=True)
class Standings:
    """Where each stands, and the order from best to worst: by place, then by value; without a place last."""

    stands: tuple[Stand, ...]
    order: tuple[int, ...]


def standings(measure: Measure, readings: Sequence[Reading | None]) -> Standings:
    """Say where each reading stands among all of them, and in which order."""
    values, errors = estimates(measure, readings)
    reasons = [_reason(measure, reading, error) for reading, error in zip(readings, errors.tolist(), strict=True)]
    sign = SIGNS.get(measure.direction, 1.0)
    raw = [None if each is None or each.value is None else sign * each.value for each in readings]
    return _standings(values, errors, reasons, raw)


def standings_of_points(points: Sequence[tuple[float, float, float]]) -> Standings:
    """Say where scores stand, each given with the two ends of its interval; more is better."""
    table = np.array(points, float).reshape(-1, 3)
    score, low, high = table.T
    errors = _from_ends(score, low, high, np.full(len(table), intervals.Z))
    return _standings(table[:, 0], np.maximum(errors, SURE), [None] * len(table), table[:, 0].tolist())


def estimates(measure: Measure, readings: Sequence[Reading | None]) -> tuple[Floats, Floats]:
    """Give values and standard errors on a scale where more is better; NaN where there is none."""
    scale = _plain if measure.may_be_negative else _SCALES.get(measure.kind, _plain)
    with np.errstate(divide="ignore", invalid="ignore"):
        values, errors = scale(told := _Columns.of(readings))
        errors = _without_zeros(errors, told.n)
    return SIGNS.get(measure.direction, 1.0) * values, np.where(errors > 0, errors, np.nan)


def _without_zeros(errors: Floats, n: Floats) -> Floats:
    """Give whoever shows no spread at all the spread of the others: a few equal answers are no certainty."""
    seen = errors > 0
    spread = float((errors[seen] ** 2 * n[seen]).mean()) if seen.any() else 0.0
    return np.where(errors == 0, np.sqrt(spread / n), errors)


def _reason(measure: Measure, reading: Reading | None, error: float) -> NoPlace | None:
    if reading is None or reading.value is None:
        return NoPlace.NOTHING
    if measure.direction not in SIGNS:
        return NoPlace.NO_SIDE
    if reading.why is not Why.MEASURED:
        return NoPlace.TOO_FEW
    return None if math.isfinite(error) else NoPlace.OPEN


def _standings(
    values: Floats, errors: Floats, reasons: Sequence[NoPlace | None], raw: Sequence[float | None]
) -> Standings:
    placed = np.array([i for i, reason in enumerate(reasons) if reason is None], np.int64)
    found = shared_places(values[placed], errors[placed])
    if not isinstance(found, Places):
        stands = [Stand(None, NoPlace.ALONE if reason is None else reason) for reason in reasons]
        return Standings(tuple(stands), _order(stands, raw))
    bare = dict(zip(placed.tolist(), map(Place, found.place.tolist(), found.last.tolist()), strict=True))
    stands = [Stand(bare.get(i), reason) for i, reason in enumerate(reasons)]
    order = _order(stands, raw)
    one, other = np.array(order[: len(placed) - 1]), np.array(order[1 : len(placed)])
    ahead = probability_better(values[one], errors[one], values[other], errors[other])
    for i, chance in zip(one.tolist(), ahead.tolist(), strict=True):
        stands[i] = replace(stands[i], ahead=chance, surely=chance > found.sure)
    return Standings(tuple(stands), order)


def _order(stands: Sequence[Stand], raw: Sequence[float | None]) -> tuple[int, ...]:
    """Order by place, within one by value; without a place last, and among these without a value last."""

    def rank(i: int) -> tuple[float, bool, float, int]:
        place, value = stands[i].place, raw[i]
        return math.inf if place is None else place.first, value is None, -(value or 0.0), i

    return tuple(sorted(range(len(stands)), key=rank))


@dataclass(frozen=True, slots=True)
class _Columns:
    """What readings say, an entry a reading; NaN where there is nothing."""

    value: Floats
    low: Floats
    high: Floats
    n: Floats
    rows: Floats
    total: Floats

    @classmethod
    def of(cls, readings: Sequence[Reading | None]) -> "_Columns":
        nothing = (None,) * 6
        told = [
            nothing if each is None else (each.value, each.low, each.high, each.n, each.rows, each.sum_value)
            for each in readings
        ]
        return cls(*np.array(told, float).reshape(-1, 6).T)


def _share(told: _Columns) -> tuple[Floats, Floats]:
    part = np.clip((told.total + BIT) / (told.n + 2 * BIT), 0.0, 1.0)
    return np.arcsin(np.sqrt(part)), 1 / np.sqrt(4 * told.n + 2)


def _count(told: _Columns) -> tuple[Floats, Floats]:
    bounded = np.where(np.isnan(told.high), np.nan, 0.5)
    return np.sqrt(told.total + BIT), bounded


def _rate(told: _Columns) -> tuple[Floats, Floats]:
    return np.sqrt((told.total + BIT) / told.n), 1 / (2 * np.sqrt(told.n))


def _mean(told: _Columns) -> tuple[Floats, Floats]:
    times = special.stdtrit(np.maximum(told.rows - 1, 1), 1 - intervals.ALPHA / 2)
    return told.value, _from_ends(told.value, told.low, told.high, times)


def _quantile(told: _Columns) -> tuple[Floats, Floats]:
    value, low, high = (np.log1p(np.maximum(each, 0.0)) for each in (told.value, told.low, told.high))
    return value, _from_ends(value, low, high, np.full(len(value), intervals.Z))


def _plain(told: _Columns) -> tuple[Floats, Floats]:
    return told.value, _from_ends(told.value, told.low, told.high, np.full(len(told.value), intervals.Z))


def _from_ends(value: Floats, low: Floats, high: Floats, times: Floats) -> Floats:
    """Recover the standard error from an interval: of two unequal sides the wider, so that chance is not made small."""
    return np.asarray(np.maximum(value - low, high - value) / times)


_SCALES: Final[Mapping[Kind, Callable[[_Columns], tuple[Floats, Floats]]]] = {
    Kind.SHARE: _share,
    Kind.COUNT: _count,
    Kind.RATE: _rate,
    Kind.MEAN: _mean,
    Kind.QUANTILE: _quantile,
}
