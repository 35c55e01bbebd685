"""What may be said when one reading is held against another, or a person's against those of the others."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from liuxin.engines.measurement.words import Direction, Measure, Reading, Why
from liuxin.insight.rules import COUNTED, round_step

LEAST_OTHERS = 3
"""So many others a middle needs: of fewer, one could tell whose values they are."""


class Sure(StrEnum):
    """What is sure of a difference."""

    BETTER = "better"
    WORSE = "worse"
    MOVED = "moved"
    SAME = "same"
    TOO_FEW = "too_few"
    NOT_OVER = "not_over"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Difference:
    """The later value less the earlier, in the unit of the measure, with its 95 % interval; an end may be unbounded."""

    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Compared:
    """A reading of the other period, the difference from it, and what is sure of that."""

    reading: Reading
    difference: Difference | None
    sure: Sure


@dataclass(frozen=True, slots=True)
class Middle:
    """The median of the values of so many others; nobody is named."""

    value: float
    others: int


def difference(later: Reading, earlier: Reading) -> Difference | None:
    """Recover the interval of a difference from the two intervals; None where a value is missing.

    With x - l and u - x the distances of each value from its own ends, the lower end is
    d - sqrt((x1 - l1)^2 + (u2 - x2)^2) and the upper d + sqrt((u1 - x1)^2 + (x2 - l2)^2): for shares method 10 of
    Newcombe 1998 (Statistics in Medicine 17:873), for the rest Zou and Donner 2008 (Statistics in Medicine 27:1693).
    """
    if later.value is None or earlier.value is None:
        return None
    value = later.value - earlier.value
    down = _beside(later.value, later.low, earlier.value, earlier.high)
    up = _beside(later.value, later.high, earlier.value, earlier.low)
    return Difference(value, None if down is None else value - down, None if up is None else value + up)


def _beside(one: float, end: float | None, other: float, other_end: float | None) -> float | None:
    return None if end is None or other_end is None else math.hypot(one - end, other - other_end)


def compare(measure: Measure, later: Reading, earlier: Reading, *, as_of: int) -> Compared:
    """Hold a reading against that of another period: sure is only a difference whose interval does not hold zero.

    A count of a period that is not over is not compared: it will still grow.
    """
    found = difference(later, earlier)
    return Compared(earlier, found, _sure(measure, later, earlier, found, as_of))


def _sure(measure: Measure, later: Reading, earlier: Reading, found: Difference | None, as_of: int) -> Sure:
    if found is None:
        return Sure.ABSENT
    if measure.kind in COUNTED and later.period_end > as_of + 1:
        return Sure.NOT_OVER
    if Why.TOO_FEW in {later.why, earlier.why}:
        return Sure.TOO_FEW
    up, down = found.low is not None and found.low > 0, found.high is not None and found.high < 0
    if not (up or down):
        return Sure.SAME
    # A count moves with how much work there was: more or less of it is neither better nor worse.
    if measure.kind in COUNTED or measure.direction not in {Direction.HIGHER, Direction.LOWER}:
        return Sure.MOVED
    return Sure.BETTER if up == (measure.direction is Direction.HIGHER) else Sure.WORSE


def middle(readings: Sequence[Reading]) -> Middle | None:
    """Give the middle of the values of others who have enough of them; None where these are too few."""
    values = [reading.value for reading in readings if reading.value is not None and reading.why is Why.MEASURED]
    return Middle(median(values), len(values)) if len(values) >= LEAST_OTHERS else None


@dataclass(frozen=True, slots=True)
class Pile:
    """One step of a distribution, from `low` up to `high`: how many values of one's own and of all others lie in it.

    The last one is `open` where it holds whatever lies farther out too.
    """

    low: float
    high: float
    own: int
    others: int
    open: bool = False


@dataclass(frozen=True, slots=True)
class Distribution:
    """Values of people in equal steps; `left_out` have too few cases to stand among them."""

    piles: tuple[Pile, ...]
    median: float
    left_out: int

    @property
    def own(self) -> int:
        """Give how many values are one's own."""
        return sum(pile.own for pile in self.piles)

    @property
    def others(self) -> int:
        """Give how many values are of others."""
        return sum(pile.others for pile in self.piles)


PILES = 24
TAIL = 1.5


def distribution(own: Sequence[Reading], others: Sequence[Reading], *, bound: float | None) -> Distribution | None:
    """Put the values of people into steps of equal, round width; None where nobody has enough.

    `bound` is a value that none can pass, such as 100 of a percentage: it belongs to the last step below it.
    """
    mine, rest = _values(own), _values(others)
    values = [*mine, *rest]
    if not values:
        return None
    far = _far(values)
    step = round_step((far - min(values)) / PILES)
    last = max(_place(min(value, far), step, bound) for value in values)
    here, there = (Counter(min(_place(value, step, bound), last) for value in some) for some in (mine, rest))
    piles = tuple(
        Pile(place * step, (place + 1) * step, here[place], there[place], open=place == last and max(values) > far)
        for place in range(min(here | there), last + 1)
    )
    return Distribution(piles, median(values), len(own) + len(others) - len(values))


def _far(values: Sequence[float]) -> float:
    """Give where the last step ends: at the largest value, but where a few lie far out, at nineteen in twenty."""
    ordered = sorted(values)
    most = ordered[math.ceil(len(ordered) * 0.95) - 1]
    return most if ordered[-1] - ordered[0] > TAIL * (most - ordered[0]) > 0 else ordered[-1]


def _place(value: float, step: float, bound: float | None) -> int:
    place = math.floor(value / step)
    return place - 1 if bound is not None and value >= bound and place * step >= bound else place


def _values(readings: Sequence[Reading]) -> list[float]:
    return [reading.value for reading in readings if reading.value is not None and reading.why is Why.MEASURED]
