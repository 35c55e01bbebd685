"""The information matrix of a design: which unknowns there are, and what the ratings tell of each pair of them.

Unknowns are the measures of all elements, facet after facet, and the inner taus of the used levels. Every pair of
elements that meet in a rating has one cell; cells are found once, and a pass only sums into them. The matrix is kept in
halves: the largest facet, whose elements never meet one another, and all the rest.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, combinations_with_replacement

import numpy as np
from scipy import sparse

from liuxin.engines.ratings.rasch.categories import Moments
from liuxin.engines.ratings.rasch.design import Ground, coded_as_places, tally
from liuxin.engines.ratings.rasch.words import Design
from liuxin.engines.ratings.telling import Flags, Floats, Ints


@dataclass(frozen=True, slots=True)
class Cells:
    """The places where two columns of codes meet: `at` (ratings,) is each rating's cell, at `row` and `column`."""

    at: Ints
    row: Ints
    column: Ints


@dataclass(frozen=True, slots=True)
class Half:
    """Where the sums of a pass go in a sparse matrix: `order` of those sums, and the matrix' own columns and starts."""

    order: Ints
    indices: Ints
    starts: Ints
    shape: tuple[int, int]

    def filled(self, sums: Floats) -> sparse.csr_array:
        """Give the matrix with the sums of a pass."""
        return sparse.csr_array((sums[self.order], self.indices, self.starts), shape=self.shape)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each unknown stands: facets first (`starts`), then the inner taus at `tau_set`, `tau_level`.

    `first` is where the largest facet stands; `kept` marks the unknowns that any rating tells of; `shifts` (facets - 1,
    unknowns) are the directions that no rating tells, of length 1: the shift of each facet but the largest.
    """

    starts: tuple[int, ...]
    tau_set: Ints
    tau_level: Ints
    size: int
    first: slice
    kept: Flags
    shifts: Floats
    meetings: tuple[tuple[int, int, Cells], ...]
    in_sets: tuple[Cells, ...]
    across: Half
    rest: Half

    @property
    def elements(self) -> int:
        """How many unknowns are measures."""
        return self.size - len(self.tau_set)

    @property
    def others(self) -> Flags:
        """Mark the unknowns beside the largest facet."""
        found = np.ones(self.size, np.bool_)
        found[self.first] = False
        return found


@dataclass(frozen=True, slots=True)
class Information:
    """An information matrix: `own` of the largest facet's elements, `across` from them to the rest, and the `rest`."""

    own: Floats
    across: sparse.csr_array
    rest: sparse.csr_array


def layout(table: Design, on: Ground) -> Layout:
    """Find the unknowns and the cells of the active part of a design."""
    starts = tuple(np.cumsum((0, *table.sizes)).tolist())
    inner = _inner(on.used)
    size = starts[-1] + int(inner.sum())
    meetings = tuple(
        (one, other, _cells(table.codes[one], table.codes[other], table.sizes[other]))
        for one, other in combinations(range(len(table.names)), 2)
    )
    in_sets = tuple(_cells(codes, table.groups, table.sets) for codes in table.codes)
    kept = np.concatenate([*on.kept, np.ones(size - starts[-1], np.bool_)])
    place = table.first
    first = slice(starts[place], starts[place + 1])
    shifts = np.zeros((len(on.kept), size))
    for facet, flags in enumerate(on.kept):
        shifts[facet, starts[facet] : starts[facet + 1]] = flags / np.sqrt(flags.sum())
    none = np.zeros(0, np.int64)
    blank = Half(none, none, none, (0, 0))
    tau_set, tau_level = np.nonzero(inner)
    bare = Layout(
        starts, tau_set, tau_level, size, first, kept, np.delete(shifts, place, axis=0), meetings, in_sets, blank, blank
    )
    return _with_halves(table, bare)


def _inner(used: Flags) -> Flags:
    """Mark the used levels between the lowest and the highest used one of each set: their taus are unknown."""
    inner, every = np.array(used), np.arange(len(used))
    inner[every, used.argmax(axis=1)] = False
    inner[every, used.shape[1] - 1 - used[:, ::-1].argmax(axis=1)] = False
    return inner


def _cells(one: Ints, other: Ints, width: int) -> Cells:
    found, at = coded_as_places(one * width + other)
    return Cells(at, found // width, found % width)


def _with_halves(table: Design, bare: Layout) -> Layout:
    """Find once where the sums of a pass go."""
    places = list(_places(table, bare))
    rows, columns = (np.concatenate([place[side] for place in places]) for side in (0, 1))
    at_first = (rows >= bare.first.start) & (rows < bare.first.stop)
    at_rest = ~((columns >= bare.first.start) & (columns < bare.first.stop))
    number = np.cumsum(bare.others) - 1
    across, rest = np.flatnonzero(at_first & at_rest), np.flatnonzero(~at_first & at_rest)
    width = int(bare.others.sum())
    return replace(
        bare,
        across=_half(across, rows[across] - bare.first.start, number[columns[across]], (bare.size - width, width)),
        rest=_half(rest, number[rows[rest]], number[columns[rest]], (width, width)),
    )


def _half(order: Ints, rows: Ints, columns: Ints, shape: tuple[int, int]) -> Half:
    held = sparse.csr_array((np.arange(len(order)) + 1, (rows, columns)), shape=shape)
    return Half(order[held.data - 1], held.indices, held.indptr, shape)


def _places(table: Design, where: Layout) -> Iterator[tuple[Ints, Ints]]:
    """Give rows and columns of all cells, both ways, in the order of `_sums`."""
    everything = np.arange(where.elements)
    yield everything, everything
    for one, other, cells in where.meetings:
        row, column = where.starts[one] + cells.row, where.starts[other] + cells.column
        yield from ((row, column), (column, row))
    levels = np.unique(where.tau_level).tolist()
    for level in levels:
        for facet, cells in enumerate(where.in_sets):
            place = tau_places(where, table, level)[cells.column]
            row, column = (where.starts[facet] + cells.row)[place >= 0], place[place >= 0]
            yield from ((row, column), (column, row))
    for one, other in combinations_with_replacement(levels, 2):
        row, column = tau_places(where, table, one), tau_places(where, table, other)
        here = (row >= 0) & (column >= 0)
        yield row[here], column[here]
        if one != other:
            yield column[here], row[here]


def _sums(table: Design, where: Layout, seen: Moments) -> Iterator[Floats]:
    """Give what the cells of `_places` hold; what no rating tells holds 1 with itself."""
    own = [tally(codes, size, seen.variance) for codes, size in zip(table.codes, table.sizes, strict=True)]
    yield np.where(where.kept[: where.elements], np.concatenate(own), 1.0)
    for one, other, cells in where.meetings:
        held = table.signs[one] * table.signs[other] * tally(cells.at, len(cells.row), seen.variance)
        yield from (held, held)
    levels = np.unique(where.tau_level).tolist()
    for level in levels:
        weight = seen.chance[level] * (level - seen.expected)
        for facet, cells in enumerate(where.in_sets):
            here = tau_places(where, table, level)[cells.column] >= 0
            held = -table.signs[facet] * tally(cells.at, len(cells.row), weight)[here]
            yield from (held, held)
    for one, other in combinations_with_replacement(levels, 2):
        held = -tally(table.groups, table.sets, seen.chance[one] * seen.chance[other])
        held += tally(table.groups, table.sets, seen.chance[one]) if one == other else 0.0
        here = (tau_places(where, table, one) >= 0) & (tau_places(where, table, other) >= 0)
        yield held[here]
        if one != other:
            yield held[here]


def information(table: Design, where: Layout, seen: Moments) -> Information:
    """Sum the information of all ratings: the covariance of what each unknown multiplies, rating by rating."""
    sums = np.concatenate(list(_sums(table, where, seen)))
    return Information(sums[where.first], where.across.filled(sums), where.rest.filled(sums))


def tau_places(where: Layout, table: Design, level: int) -> Ints:
    """Give per set of thresholds where its tau of a level stands, -1 where it is no unknown."""
    place = np.full(table.sets, -1)
    mine = np.flatnonzero(where.tau_level == level)
    place[where.tau_set[mine]] = where.elements + mine
    return place


def gradient(table: Design, where: Layout, residual: Floats, surplus: Floats) -> Floats:
    """Give the slope of the log-likelihood; `surplus` (sets, levels) is how many ratings more than expected."""
    slopes = [
        sign * tally(codes, size, residual)
        for codes, size, sign in zip(table.codes, table.sizes, table.signs, strict=True)
    ]
    return np.concatenate([*slopes, -surplus[where.tau_set, where.tau_level]])
