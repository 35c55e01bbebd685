"""How far results differ between people beyond chance: what a person can hardly move should not score a person."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, inf

from scipy import special

from liuxin.performance.indicators.words import Result

_TAIL = 0.975


@dataclass(frozen=True, slots=True)
class Spread:
    """The share of the spread that lies between people and stays from period to period, with its 95 % interval."""

    value: float
    low: float
    high: float


def between_people(results: Sequence[Result]) -> Spread | None:
    """Give the intraclass correlation of one result (Shrout & Fleiss 1979, ICC(1)); None where it cannot be told.

    It takes three people and a second result of one of them at least. Unequal numbers of results count by their usual
    mean n0.
    """
    own: defaultdict[int, list[float]] = defaultdict(list)
    for each in results:
        own[each.person].append(each.value)
    people, total = len(own), len(results)
    if people < 3 or total <= people:  # noqa: PLR2004 -- two people are a difference, not a spread
        return None
    mean = fsum(each.value for each in results) / total
    means = {person: fsum(some) / len(some) for person, some in own.items()}
    between = fsum(len(some) * (means[person] - mean) ** 2 for person, some in own.items()) / (people - 1)
    within = fsum((value - means[person]) ** 2 for person, some in own.items() for value in some) / (total - people)
    if not within:
        return None
    each_has = (total - fsum(len(some) ** 2 for some in own.values()) / total) / (people - 1)
    ratio = between / within
    low = ratio / _quantile(people - 1, total - people)
    high = ratio * _quantile(total - people, people - 1)
    return Spread(*(_share(each, each_has) for each in (ratio, low, high)))


def _share(ratio: float, each_has: float) -> float:
    return 1.0 if ratio == inf else (ratio - 1) / (ratio + each_has - 1)


def _quantile(one: int, other: int) -> float:
    return float(special.fdtri(one, other, _TAIL))
