"""From a table of ratings to a checked and coded design; which of it can carry a model."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from liuxin.engines.ratings.rasch.words import Design, Method
from liuxin.engines.ratings.telling import Flags, Floats, Ints, same_length, whole_numbers
from liuxin.kernel.errors import BadInputError

LEAST_FACETS = 2
"""One who is rated and one who rates: with one facet only there is nothing to hold apart."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a model is found from: `active` (ratings,) without extreme elements, `kept` per facet, `used` levels.

    `used` (sets, levels) marks the levels that occur; a level never used has no threshold and its chance is 0 (the null
    categories of Wilson & Masters 1993, Psychometrika 58:87), so that every level keeps its own value.
    """

    active: Flags
    kept: tuple[Flags, ...]
    used: Flags

    @property
    def has_levels(self) -> Flags:
        """Mark the sets of thresholds that were used at all."""
        return np.asarray(self.used.any(axis=1), np.bool_)


def design(
    facets: Mapping[str, ArrayLike],
    scores: ArrayLike,
    *,
    lowest: int,
    highest: int,
    positive: Collection[str] = (),
    floating: str | None = None,
    by: str | None = None,
    method: Method = Method.JOINT,
) -> Design:
    """Check and code a table of ratings; see `fit` for what is asked and raised."""
    columns = {name: whole_numbers(column, name) for name, column in facets.items()}
    levels = whole_numbers(scores, "scores", least=-(2**31))
    if len(columns) < LEAST_FACETS:
        raise BadInputError("ratings.too_few_facets", field="facets", has=len(columns), needs=LEAST_FACETS)
    same_length(**columns, scores=levels)
    names = tuple(columns)
    on_scale(levels, lowest, highest)
    unknown = {*positive, *([floating] if floating else []), *([by] if by else [])} - {*names}
    if unknown:
        raise BadInputError("ratings.no_such_facet", field=min(unknown))
    coded = [coded_as_places(column) for column in columns.values()]
    turned = positive or names[:1]
    most = int(np.argmax([len(elements) for elements, _ in coded]))
    place = names.index(by) if by else None
    return Design(
        names=names,
        elements=tuple(elements for elements, _ in coded),
        codes=tuple(codes for _, codes in coded),
        signs=tuple(1 if name in turned else -1 for name in names),
        levels=levels - lowest,
        lowest=lowest,
        width=highest - lowest + 1,
        groups=np.zeros(len(levels), np.int64) if place is None else coded[place][1],
        by=place,
        floating=names.index(floating) if floating else 0,
        first=most if method is Method.JOINT else next(place for place, name in enumerate(names) if name in turned),
    )


def on_scale(scores: Ints, lowest: int, highest: int, field: str = "scores") -> None:
    """Refuse a scale of fewer than two levels, and ratings off it."""
    if highest <= lowest:
        raise BadInputError("ratings.no_scale", field="highest", lowest=lowest, highest=highest)
    off = (scores < lowest) | (scores > highest)
    if off.any():
        place = int(np.flatnonzero(off)[0]) + 1
        raise BadInputError("ratings.off_scale", field=field, place=place, lowest=lowest, highest=highest)


def coded_as_places(column: Ints) -> tuple[Ints, Ints]:
    """Give the distinct codes of a column, ascending, and each row's place among them."""
    most = int(column.max(initial=0)) + 1
    if most > 4 * len(column) + 1000:
        elements, codes = np.unique(column, return_inverse=True)
        return elements, codes.astype(np.int64)
    here = np.bincount(column, minlength=most) > 0
    return np.flatnonzero(here).astype(np.int64), (np.cumsum(here) - 1)[column].astype(np.int64)


def ground(table: Design, spared: int | None = None) -> Ground:
    """Leave extreme elements out, again and again until none is left: their measures are infinite.

    An element is extreme when all its ratings left are at the lowest used level of their set of thresholds, or all at
    the highest; without them other elements may become so (Linacre 1989, Many-Facet Rasch Measurement, ch. 6).
    The elements of the facet `spared` are left in.
    """
    active = np.ones(len(table.levels), np.bool_)
    while True:
        used = used_levels(table, active)
        bottom, top = ends(table, used)
        now = active.copy()
        for place, (codes, size) in enumerate(zip(table.codes, table.sizes, strict=True)):
            if place == spared:
                continue
            extreme = _extreme(codes, size, active, bottom) | _extreme(codes, size, active, top)
            now &= ~extreme[codes]
        if now.sum() == active.sum():
            break
        active = now
    kept = tuple(tally(codes, size, active) > 0 for codes, size in zip(table.codes, table.sizes, strict=True))
    return Ground(active, kept, used)


def used_levels(table: Design, active: Flags) -> Flags:
    """Mark the levels that occur in each set of thresholds."""
    cells = table.groups[active] * table.width + table.levels[active]
    return np.bincount(cells, minlength=table.sets * table.width).reshape(table.sets, table.width) > 0


def ends(table: Design, used: Flags) -> tuple[Flags, Flags]:
    """Mark the ratings at the lowest and at the highest used level of their set of thresholds."""
    low = used.argmax(axis=1)[table.groups]
    high = (table.width - 1 - used[:, ::-1].argmax(axis=1))[table.groups]
    return table.levels <= low, table.levels >= high


def tally(codes: Ints, size: int, weights: Flags | Floats | None = None) -> Floats:
    """Sum the weights of each element's ratings, or count them."""
    if size == 1 and weights is not None:
        return np.array([weights.sum()], np.float64)
    return np.bincount(codes, weights, minlength=size).astype(np.float64, copy=False)


def _extreme(codes: Ints, size: int, active: Flags, there: Flags) -> Flags:
    number = tally(codes, size, active)
    return np.asarray((number > 0) & (tally(codes, size, active & there) == number))
