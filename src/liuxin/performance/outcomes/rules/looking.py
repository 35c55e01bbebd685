"""What a trial says beside the amounts: who gains and loses, spread, balance, other floors."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from liuxin.performance.outcomes.rules.pool import side
from liuxin.performance.outcomes.words import (
    Balance,
    Candidate,
    FloorMoved,
    Moved,
    Side,
    Split,
    Spread,
)

FLAT = 0.05
"""A rule by which less than this share of the pool moves says nothing that anybody would notice."""


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


def other_floors(candidates: Sequence[Candidate], floor: float, steps: Iterable[float]) -> tuple[FloorMoved, ...]:
    """Tell how many would stand under or across each of other floors."""
    plain = [replace(each, takes_part=None) for each in candidates]
    return tuple(_at_floor(plain, floor + step) for step in steps)


def _at_floor(candidates: Iterable[Candidate], floor: float) -> FloorMoved:
    sides = [side(each, floor) for each in candidates]
    under = sum(each in {Side.UNDER, Side.HELD} for each in sides)
    return FloorMoved(floor, sides.count(Side.BORDER), under)
