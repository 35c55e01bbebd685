"""Measures of extreme elements: from a score moved off the end of the scale, all other measures held."""

from dataclasses import dataclass

import numpy as np

from liuxin.engines.ratings.rasch.alone import Ratings, alone
from liuxin.engines.ratings.rasch.design import Ground
from liuxin.engines.ratings.rasch.words import Design
from liuxin.engines.ratings.telling import Flags, Floats, Ints


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
    for facet, sign in enumerate(table.signs):
        others = np.logical_and.reduce([kept for place, kept in enumerate(all_kept) if place != facet])
        rows = np.flatnonzero(known & others & ~all_kept[facet])
        told = alone(but_one(table, rows, facet, measures, taus))
        found.append(Extremes(sign * told.value, told.error))
    return tuple(found)


def but_one(table: Design, rows: Ints, facet: int, measures: tuple[Floats, ...], taus: Floats) -> Ratings:
    """Give some ratings with all that is known of them but the measure of one facet."""
    rest = np.zeros(len(rows))
    for place, (codes, each, sign) in enumerate(zip(table.codes, measures, table.signs, strict=True)):
        rest += (sign * each)[codes[rows]] if place != facet else 0.0
    return Ratings(table.codes[facet][rows], table.sizes[facet], rest, table.groups[rows], table.levels[rows], taus)
