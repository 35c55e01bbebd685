"""Measures of extreme elements: from a score moved off the end of the scale, all other measures held."""

from dataclasses import dataclass

import numpy as np

from liuxin.engines.ratings.rasch.categories import moments
from liuxin.engines.ratings.rasch.design import Ground, ends, tally
from liuxin.engines.ratings.rasch.words import Design
from liuxin.engines.ratings.telling import Flags, Floats

MOVED = 0.3
"""Rating points by which a score is moved off the end of the scale (Linacre, Facets manual, Xtreme=)."""

STEPS = 60
LONGEST = 1.0


@dataclass(frozen=True, slots=True)
class Extremes:
    """Measures and errors (elements,) of a facet's extreme elements, NaN for all others and where none is known."""

    measure: Floats
    error: Floats


def extremes(table: Design, on: Ground, measures: tuple[Floats, ...], taus: Floats) -> tuple[Extremes, ...]:
    """Measure extreme elements, facet by facet, by their ratings with elements that are not extreme."""
    all_kept: list[Flags] = [flags[codes] for flags, codes in zip(on.kept, table.codes, strict=True)]
    known = on.has_levels[table.groups]
    found = []
    for facet in range(len(table.names)):
        others = np.logical_and.reduce([kept for place, kept in enumerate(all_kept) if place != facet])
        found.append(_measured(table, on, facet, known & others & ~all_kept[facet], (measures, taus)))
    return tuple(found)


def _measured(table: Design, on: Ground, facet: int, rows: Flags, found: tuple[tuple[Floats, ...], Floats]) -> Extremes:
    """Solve for the measures whose expected score is the moved one, by Newton's steps, all elements of a facet at once.

    NaN for elements without a rating among `rows`.
    """
    measures, taus = found
    codes, groups, levels = table.codes[facet][rows], table.groups[rows], table.levels[rows]
    size, sign = table.sizes[facet], table.signs[facet]
    rest = np.zeros(int(rows.sum()))
    for place, (column, each, turn) in enumerate(zip(table.codes, measures, table.signs, strict=True)):
        rest += turn * each[column[rows]] if place != facet else 0.0
    number = tally(codes, size)
    least, most = (tally(codes, size, end[rows]) for end in ends(table, on.used))
    target = tally(codes, size, levels.astype(np.float64)) + MOVED * ((least == number) * 1.0 - (most == number))
    at, bend = np.zeros(size), np.ones(size)
    for _ in range(STEPS if len(codes) else 0):
        seen = moments(rest + sign * at[codes], groups, taus, levels)
        bend = np.maximum(tally(codes, size, seen.variance), 1e-9)
        at = at + sign * np.clip((target - tally(codes, size, seen.expected)) / bend, -LONGEST, LONGEST)
    here = number > 0
    return Extremes(np.where(here, at, np.nan), np.where(here, 1 / np.sqrt(bend), np.nan))
