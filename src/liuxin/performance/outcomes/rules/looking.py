"""What a trial says beside the amounts: who gains and loses, spread, balance, fairness, other floors."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from statistics import NormalDist

from liuxin.performance.outcomes.rules.pool import side
from liuxin.performance.outcomes.words import (
    Balance,
    Candidate,
    Fairness,
    FairVerdict,
    FloorMoved,
    Moved,
    Side,
    Split,
    Spread,
)

FLAT = 0.05
"""A rule by which less than this share of the pool moves says nothing that anybody would notice."""
LEAST_GROUP = 5
FOUR_FIFTHS = 0.8
_Z = NormalDist().inv_cdf(0.975)


def moved(now: Mapping[int, int], then: Mapping[int, int]) -> Moved:
    """Compare the amounts of those who have both."""
    changes = [now[key] - then[key] for key in now if key in then]
    up, down = [each for each in changes if each > 0], [each for each in changes if each < 0]
    return Moved(len(up), len(down), len(changes) - len(up) - len(down), sum(up), -sum(down))


def spread(amounts: Mapping[int, int], without: Mapping[int, int]) -> Spread:
    """Tell how much of the pool the scores move, and whether that is too little to matter."""
    whole = sum(amounts.values())
    shifted = sum(max(0, amount - without.get(key, 0)) for key, amount in amounts.items())
    share = shifted / whole if whole else None
    return Spread(shifted, share, share is not None and share < FLAT)


def balance(done: Split, candidates: Iterable[Candidate], without: Mapping[int, int]) -> Balance:
    """Set the two sides beside one another; what is withheld is what no rule would have given."""
    paid = [amount for amount in done.amounts.values() if amount]
    kept = [each.person for each in candidates if done.sides[each.person] is Side.UNDER and each.takes_part is not True]
    sides = list(done.sides.values())
    return Balance(
        bonus=len(paid),
        bonus_fen=sum(paid),
        withheld=len(kept),
        withheld_fen=sum(without.get(key, 0) for key in kept),
        listed=sum(each.is_listed for each in sides),
        mute=sum(each.is_mute for each in sides),
    )


def fairness(
    kind: str, groups: Mapping[int, int], amounts: Mapping[int, int], without: Mapping[int, int]
) -> tuple[Fairness, ...]:
    """Hold each group against all others: who gets at least what no rule would give.

    A group, or a rest, of fewer than five is refused: one person would be the figure.
    """
    known = {person: group for person, group in groups.items() if person in without}
    good = {person for person in known if amounts.get(person, 0) >= without[person]}
    return tuple(_against_the_rest(kind, group, known, good) for group in sorted(set(known.values())))


def _against_the_rest(kind: str, group: int, known: Mapping[int, int], good: set[int]) -> Fairness:
    mine = {person for person, each in known.items() if each == group}
    rest = known.keys() - mine
    sizes = (len(mine), len(rest))
    if min(sizes) < LEAST_GROUP:
        return Fairness(kind, group, *sizes, None, None, None, FairVerdict.TOO_SMALL)
    ratio, low, high = ratio_of_rates((len(mine & good), len(mine)), (len(rest & good), len(rest)))
    verdict = FairVerdict.NOT_SURE
    if high < FOUR_FIFTHS:
        verdict = FairVerdict.AGAINST
    elif low >= FOUR_FIFTHS:
        verdict = FairVerdict.FAIR
    return Fairness(kind, group, *sizes, ratio, low, high, verdict)


def ratio_of_rates(one: tuple[int, int], other: tuple[int, int]) -> tuple[float, float, float]:
    """Give the ratio of two shares with its 95 % interval: Katz's log method, half a person added to each cell."""
    (hits, people), (other_hits, others) = ((count + 0.5, size + 1.0) for count, size in (one, other))
    ratio = (hits / people) / (other_hits / others)
    error = math.sqrt(max(0.0, 1 / hits - 1 / people + 1 / other_hits - 1 / others))
    return ratio, ratio * math.exp(-_Z * error), ratio * math.exp(_Z * error)


def other_floors(candidates: Sequence[Candidate], floor: float, steps: Iterable[float]) -> tuple[FloorMoved, ...]:
    """Tell how many would stand under or across each of other floors."""
    plain = [replace(each, takes_part=None) for each in candidates]
    return tuple(_at_floor(plain, floor + step) for step in steps)


def _at_floor(candidates: Iterable[Candidate], floor: float) -> FloorMoved:
    sides = [side(each, floor) for each in candidates]
    under = sum(each in {Side.UNDER, Side.HELD} for each in sides)
    return FloorMoved(floor, sides.count(Side.BORDER), under)
