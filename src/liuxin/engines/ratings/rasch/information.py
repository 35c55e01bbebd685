"""The information matrix of a design: which unknowns there are, and what the ratings tell of each pair of them.

Unknowns are the measures of all elements, facet after facet, and the inner taus of the used levels. Every pair of
elements that meet in a rating has one cell; cells are found once, and a pass only sums into them.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy import sparse

from liuxin.engines.ratings.rasch.categories import Moments
from liuxin.engines.ratings.rasch.design import tally
from liuxin.engines.ratings.rasch.words import Design
from liuxin.engines.ratings.telling import Flags, Floats, Ints


@dataclass(frozen=True, slots=True)
class Cells:
    """The places where two columns of codes meet: `at` (ratings,) is each rating's cell, at `row` and `column`."""

    at: Ints
    row: Ints
    column: Ints


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each unknown stands: facets first (`starts`), then the inner taus at `tau_set`, `tau_level`."""

    starts: tuple[int, ...]
    tau_set: Ints
    tau_level: Ints
    size: int
    meetings: tuple[tuple[int, int, Cells], ...]
    in_sets: tuple[Cells, ...]

    @property
    def elements(self) -> int:
        """How many unknowns are measures."""
        return self.size - len(self.tau_set)


def layout(table: Design, used: Flags) -> Layout:
    """Find the unknowns and the cells of the active part of a design."""
    starts = tuple(np.cumsum((0, *table.sizes)).tolist())
    inner = np.array(used)
    inner[np.arange(len(used)), used.argmax(axis=1)] = False
    inner[np.arange(len(used)), used.shape[1] - 1 - used[:, ::-1].argmax(axis=1)] = False
    tau_set, tau_level = np.nonzero(inner)
    meetings = tuple(
        (one, other, _cells(table.codes[one], table.codes[other], table.sizes[other]))
        for one, other in combinations(range(len(table.names)), 2)
    )
    in_sets = tuple(_cells(codes, table.groups, table.sets) for codes in table.codes)
    return Layout(starts, tau_set, tau_level, starts[-1] + len(tau_set), meetings, in_sets)


def _cells(one: Ints, other: Ints, width: int) -> Cells:
    if width == 1:
        here = np.arange(int(one.max()) + 1)
        return Cells(one, here, np.zeros_like(here))
    found, at = np.unique(one * width + other, return_inverse=True)
    return Cells(at.astype(np.int64), found // width, found % width)


def information(table: Design, where: Layout, seen: Moments) -> sparse.csr_array:
    """Sum the information of all ratings: the covariance of what each unknown multiplies, rating by rating."""
    rows, columns, values = _diagonal(table, where, seen)
    for one, other, cells in where.meetings:
        sign = table.signs[one] * table.signs[other]
        held = sign * tally(cells.at, len(cells.row), seen.variance)
        rows += [where.starts[one] + cells.row, where.starts[other] + cells.column]
        columns += [where.starts[other] + cells.column, where.starts[one] + cells.row]
        values += [held, held]
    for facet, cells in enumerate(where.in_sets):
        for level in np.unique(where.tau_level).tolist():
            weight = seen.chance[level] * (level - seen.expected)
            held = -table.signs[facet] * tally(cells.at, len(cells.row), weight)
            place = tau_places(where, table, level)[cells.column]
            here = place >= 0
            row, column = (where.starts[facet] + cells.row)[here], place[here]
            rows += [row, column]
            columns += [column, row]
            values += [held[here], held[here]]
    shape = (where.size, where.size)
    return sparse.csr_array((np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))), shape=shape)


def tau_places(where: Layout, table: Design, level: int) -> Ints:
    """Give per set of thresholds where its tau of a level stands, -1 where it is no unknown."""
    place = np.full(table.sets, -1)
    mine = np.flatnonzero(where.tau_level == level)
    place[where.tau_set[mine]] = where.elements + mine
    return place


def _diagonal(table: Design, where: Layout, seen: Moments) -> tuple[list[Ints], list[Ints], list[Floats]]:
    """Give the part of each unknown with itself, and of the taus of a set with one another."""
    own = [tally(codes, size, seen.variance) for codes, size in zip(table.codes, table.sizes, strict=True)]
    at = np.arange(where.elements)
    rows, columns, values = [at], [at], [np.concatenate(own)]
    for one in np.unique(where.tau_level).tolist():
        for other in np.unique(where.tau_level).tolist():
            weight = (one == other) * seen.chance[one] - seen.chance[one] * seen.chance[other]
            held = tally(table.groups, table.sets, weight)
            row, column = tau_places(where, table, one), tau_places(where, table, other)
            here = (row >= 0) & (column >= 0)
            rows.append(row[here])
            columns.append(column[here])
            values.append(held[here])
    return rows, columns, values


def gradient(table: Design, where: Layout, residual: Floats, surplus: Floats) -> Floats:
    """Give the slope of the log-likelihood; `surplus` (sets, levels) is how many ratings more than expected."""
    slopes = [
        sign * tally(codes, size, residual)
        for codes, size, sign in zip(table.codes, table.sizes, table.signs, strict=True)
    ]
    return np.concatenate([*slopes, -surplus[where.tau_set, where.tau_level]])
