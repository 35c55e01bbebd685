"""How far raters agree: of a group in words, of a round by a figure; what of a design cannot be compared."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from liuxin.engines.ratings.agreement import Level, alpha, r_wg
from liuxin.engines.ratings.rasch import subsets
from liuxin.engines.ratings.telling import CannotTell, Flags, Floats, Reason
from liuxin.performance.evaluation.words import (
    ANONYMOUS,
    HIGHEST,
    LOWEST,
    Agreement,
    Joined,
    K,
    Link,
    Rated,
    RatedGroup,
    Rating,
    RoundFigures,
    Severities,
    Table,
)

STRONG: Final = 0.71
MODERATE: Final = 0.51
"""From here on agreement is strong, or moderate (LeBreton & Senter 2008, Organ. Res. Methods 11:836, table 3)."""

Pairs = Collection[tuple[int, int]]


def with_agreement(parts: Mapping[int, Rated], ratings: Mapping[int, Sequence[Rating]]) -> dict[int, Rated]:
    """Say of every anonymous group that is told how far its raters agree: the mean of r_wg over its hearts.

    Not r_wg(J), which grows with the number of hearts however far raters differ. And not heart by heart: beside the
    mean of three raters, even a word on how far they agree often gives their levels.
    """
    told = [(person, group) for person, found in parts.items() for group in found.groups if _is_anonymous(group)]
    words = _words([_levels(group, ratings.get(person, ())) for person, group in told])
    of = dict(zip([(person, group.code) for person, group in told], words, strict=True))
    return {
        person: replace(
            found,
            groups=tuple(
                replace(group, agreement=of.get((person, group.code), Agreement.NOT_TOLD)) for group in found.groups
            ),
        )
        for person, found in parts.items()
    }


def round_figures(department: int, table: Table, people: Collection[int], known: Severities) -> RoundFigures:
    """Tell how the round of a department went, from what is told of its people."""
    rows = np.isin(table.ratees, list(people))
    raters = frozenset(table.raters[rows].tolist()) & known.of.keys()
    sure = sum(known.of[rater].is_sure for rater in raters)
    found = alpha(_units(table, rows), Level.ORDINAL) if rows.any() else CannotTell(Reason.NOTHING)
    told = sure if sure >= K and len(raters) - sure >= K else None
    if isinstance(found, CannotTell):
        return RoundFigures(department, None, None, None, 0, found.reason.value, len(raters), told)
    low, high = (None if np.isnan(each) else float(each) for each in (found.low, found.high))
    return RoundFigures(department, found.value, low, high, found.units, "", len(raters), told)


def joined(department: int, pairs: Pairs, people: Collection[int]) -> Joined:
    """Tell into which parts the people of a department fall by who rates whom in the cycle, and what would join them.

    `pairs` are (rater, ratee). Parts without people of the department are not spoken of.
    """
    if not pairs:
        return Joined(department, (), ())
    raters, ratees = np.array(sorted(pairs), np.int64).T
    found = subsets({"raters": raters, "ratees": ratees})
    where = dict(zip(ratees.tolist(), found.of_ratings.tolist(), strict=True))
    parts: defaultdict[int, list[int]] = defaultdict(list)
    for person in sorted(people):
        if person in where:
            parts[where[person]].append(person)
    if len(parts) < 2:  # noqa: PLR2004 - one part: all can be compared
        return Joined(department, tuple(map(tuple, parts.values())), ())
    largest, *others = sorted(parts.values(), key=lambda some: (-len(some), some))
    links = tuple(Link(rated=largest[0], too=some[0]) for some in others)
    return Joined(department, (tuple(largest), *map(tuple, others)), links)


def _is_anonymous(group: RatedGroup) -> bool:
    return bool(set(group.kinds) & set(ANONYMOUS))


def _levels(group: RatedGroup, ratings: Iterable[Rating]) -> dict[tuple[int, str], int]:
    """Give the levels of a group by rater and heart."""
    hearts = {cell.heart for cell in group.cells}
    return {
        (each.rater, each.heart): each.level
        for each in ratings
        if each.kind in group.kinds and each.heart in hearts and each.level is not None
    }


def _words(groups: Sequence[Mapping[tuple[int, str], int]]) -> list[Agreement]:
    """Put the hearts of all groups into one table of (hearts of groups, raters) and word the mean of each group."""
    if not groups:
        return []
    rows = [(place, heart) for place, some in enumerate(groups) for heart in sorted({heart for _, heart in some})]
    levels = [[level for (_, of), level in groups[place].items() if of == heart] for place, heart in rows]
    table = np.full((len(rows), max(map(len, levels))), np.nan)
    for row, some in enumerate(levels):
        table[row, : len(some)] = some
    of, value = np.array([place for place, _ in rows]), r_wg(table, int(LOWEST), int(HIGHEST)).value
    return [_word(each) for each in (np.bincount(of, value) / np.bincount(of)).tolist()]


def _word(value: float) -> Agreement:
    if value >= STRONG:
        return Agreement.STRONG
    return Agreement.MODERATE if value >= MODERATE else Agreement.WEAK


def _units(table: Table, rows: Flags) -> Floats:
    """Put the levels of each person and heart into a column; who gave which does not matter to alpha."""
    keys = table.ratees[rows] * (int(table.hearts.max()) + 1) + table.hearts[rows]
    order = np.argsort(keys, kind="stable")
    _, starts, unit = np.unique(keys[order], return_index=True, return_inverse=True)
    place = np.arange(len(order)) - starts[unit]
    found = np.full((int(place.max()) + 1, len(starts)), np.nan)
    found[place, unit] = table.levels[rows][order]
    return found
