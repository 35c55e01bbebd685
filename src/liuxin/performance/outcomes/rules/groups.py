"""How the groups of a kind fare under a rule, each against the one that fares best; the figures are the engine's."""

from collections.abc import Mapping
from typing import Final

from liuxin.engines.ratings.fairness import LEAST_GROUP, Selection, selection
from liuxin.performance.outcomes.words import FairVerdict, Selected, Selections

FOUR_FIFTHS: Final = 0.8
RARE: Final = 0.05
"""A difference that chance alone makes less often than this is more than chance."""


def selections(
    kind: str, groups: Mapping[int, int], amounts: Mapping[int, int], without: Mapping[int, int]
) -> Selections:
    """Tell of each group how many get at least what no rule would give them, and hold it against the best group.

    A group of fewer than five shows nothing: one person would be the figure.
    """
    known = {person: group for person, group in groups.items() if person in without}
    order = sorted(set(known.values()))
    size = {group: sum(each == group for each in known.values()) for group in order}
    good = dict.fromkeys(order, 0)
    for person, group in known.items():
        good[group] += amounts.get(person, 0) >= without[person]
    found = selection([good[each] for each in order], [size[each] for each in order])
    if not isinstance(found, Selection):
        return Selections(kind, tuple(_alone(group, size[group], good[group]) for group in order), found.reason)
    return Selections(kind, tuple(_held(group, i, size[group], good[group], found) for i, group in enumerate(order)))


def _alone(group: int, size: int, good: int) -> Selected:
    """Give a group that is held against nobody; what a small one got stays untold."""
    small = size < LEAST_GROUP
    return Selected(group, size, None if small else good, verdict=FairVerdict.TOO_SMALL if small else None)


def _held(group: int, place: int, size: int, good: int, found: Selection) -> Selected:
    if found.why[place] is not None:
        return _alone(group, size, good)
    columns = (found.rate, found.low, found.high, found.ratio, found.ratio_low, found.ratio_high, found.fisher_p)
    rate, low, high, ratio, ratio_low, ratio_high, p = (float(each[place]) for each in columns)
    is_best, is_below = place == found.best, bool(found.below[place])
    verdict = None if is_best else _verdict(ratio_low, p, is_below=is_below)
    return Selected(group, size, good, rate, low, high, ratio, ratio_low, ratio_high, p, is_best, is_below, verdict)


def _verdict(ratio_low: float, p: float, *, is_below: bool) -> FairVerdict:
    """Judge by the four-fifths rule, and only where chance does not explain it."""
    if is_below:
        return FairVerdict.AGAINST if p < RARE else FairVerdict.NOT_SURE
    return FairVerdict.FAIR if ratio_low >= FOUR_FIFTHS else FairVerdict.NOT_SURE
