"""Who leads a talk: never oneself, and never somebody who reports to the one talked with."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lines:
    """Who reports to whom, as kept when the cycle opened; who heads a department, who directs the whole."""

    managers: Mapping[int, int | None]
    heads: frozenset[int] = frozenset()
    directors: tuple[int, ...] = ()


def leader_of(person: int, lines: Lines, instead: int | None = None) -> int | None:
    """Give who leads the talk with somebody, or None where that must be said.

    It is whom the person reports to. A head who reports to nobody talks with a director; anybody else without a
    manager with `instead`.
    """
    above = lines.managers.get(person)
    if above is not None:
        return above
    over_heads = lines.directors if person in lines.heads else ()
    return next((one for one in (*over_heads, instead) if one is not None and may_lead(one, person, lines)), None)


def may_lead(one: int, person: int, lines: Lines) -> bool:
    """Tell whether somebody may lead the talk with a person: not where the person is anywhere above."""
    seen: set[int] = set()
    above: int | None = one
    while above is not None and above not in seen:
        if above == person:
            return False
        seen.add(above)
        above = lines.managers.get(above)
    return True
