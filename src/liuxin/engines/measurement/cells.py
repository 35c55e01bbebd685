"""Where the rows of the engine's answer stand among the cells of a question, and the sums that they bring there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from liuxin.engines.intervals import Floats, Ints
from liuxin.engines.measurement.grouping import DIMENSIONS
from liuxin.engines.measurement.numbers import Ordered, Sums
from liuxin.engines.measurement.question import Question
from liuxin.engines.measurement.schemas import ARROW_TYPES
from liuxin.engines.measurement.summing import Part, Parts
from liuxin.engines.measurement.words import DimensionValue, Measure

_MOST = 2**62


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of an answer, in order: the place of each period in the question, and the value of each dimension."""

    period: Ints
    dimensions: Mapping[str, pa.Array]

    def __len__(self) -> int:
        return len(self.period)

    def one_by_one(self) -> list[tuple[int, dict[str, DimensionValue]]]:
        """Give the period and the values of every cell."""
        columns = [values.to_pylist() for values in self.dimensions.values()]
        values = zip(*columns, strict=True) if columns else [()] * len(self)
        cells = (dict(zip(self.dimensions, told, strict=True)) for told in values)
        return list(zip(self.period.tolist(), cells, strict=True))


def expected_cells(question: Question) -> Cells | None:
    """Give the cells that must be answered even where no row is found; None where only what is found is answered."""
    lists = question.expected
    if lists is None:
        return None
    sizes = (len(question.periods), *map(len, lists))
    places = np.indices(sizes).reshape(len(sizes), -1)
    told = zip(question.by, lists, places[1:], strict=True)
    return Cells(places[0], {name: pa.array(np.array(values, np.int64)[at]) for name, values, at in told})


def bare_cells(question: Question) -> Cells:
    """Give the cells of a measure that is not recorded: those expected, else one a period that stands for all."""
    expected = expected_cells(question)
    if expected is not None and len(expected):
        return expected
    periods = np.arange(len(question.periods))
    return Cells(periods, {name: pa.nulls(len(periods), ARROW_TYPES[DIMENSIONS[name]]) for name in question.by})


@dataclass(frozen=True, slots=True)
class Found:
    """An answer of the engine and where its rows stand: `place` is the cell of each row."""

    rows: pa.Table
    cells: Cells
    place: Ints

    @classmethod
    def of(cls, question: Question, rows: pa.Table) -> "Found":
        """Place the rows: in the cells that the question expects, else in those that were found, in order."""
        period = np.array(question.spans.order, np.int64)[_ints(rows["period"])]
        expected = expected_cells(question)
        if expected is not None:
            place = period
            for name, values in zip(question.by, question.expected or (), strict=True):
                place = place * len(values) + np.searchsorted(np.array(values, np.int64), _ints(rows[name]))
            return cls(rows, expected, place)
        order = _in_order(period, [rows[name] for name in question.by])
        place = np.empty(len(order), np.int64)
        place[order] = np.arange(len(order))
        told = {name: rows[name].combine_chunks().take(pa.array(order)) for name in question.by}
        return cls(rows, Cells(period[order], told), place)

    def sums(self, measure: Measure, parts: Parts) -> Sums:
        """Give the sums of a measure from the columns that its parts name."""
        told = {name: self._floats(part, measure) for name, part in parts.items() if name != "ordered"}
        nothing = np.zeros(len(self.cells))
        rows = told.pop("rows", nothing)
        ordered = self._ordered(parts["ordered"].column) if "ordered" in parts else None
        return Sums(
            n=told.pop("units", rows),
            rows=rows.astype(np.int64),
            total=told.pop("total", nothing),
            pending=told.pop("pending", nothing).astype(np.int64),
            unanswered=told.pop("unanswered", nothing).astype(np.int64),
            more=told,
            ordered=ordered,
        )

    def _floats(self, part: Part, measure: Measure) -> Floats:
        placed = np.zeros(len(self.cells))
        values = pc.fill_null(pc.cast(self.rows[part.column], pa.float64()), 0.0)
        placed[self.place] = values.to_numpy() / (part.whole * measure.divisor**part.power)
        return placed

    def _ordered(self, column: str) -> Ordered:
        lists = self.rows[column].combine_chunks()
        size = pc.fill_null(pc.list_value_length(lists), 0).to_numpy().astype(np.int64)
        values = lists.flatten().to_numpy(zero_copy_only=False)
        start, sizes = np.zeros(len(self.cells), np.int64), np.zeros(len(self.cells), np.int64)
        start[self.place], sizes[self.place] = np.cumsum(size) - size, size
        told, base = _sorted(values, size)
        bases = np.zeros(len(self.cells), np.int64)
        bases[self.place] = base
        return Ordered(told, start, sizes, bases)


def _sorted(values: Ints, size: Ints) -> tuple[Ints, Ints]:
    """Sort the values within each cell, `size` of them one after another; what is taken from each gives the value.

    Value and cell are put into one number, for numpy sorts whole numbers ten times as fast as by two keys.
    """
    if not len(values):
        return values, np.zeros(len(size), np.int64)
    least = int(values.min())
    span = int(values.max()) - least + 1
    if span * len(size) < _MOST:
        base = np.arange(len(size)) * span - least
        told = np.repeat(base, size)
        told += values
        told.sort()
        return told, base
    return values[np.lexsort((values, np.repeat(np.arange(len(size)), size)))], np.zeros(len(size), np.int64)


def _in_order(period: Ints, columns: Sequence[pa.ChunkedArray]) -> Ints:
    """Order by period, then by each dimension, what is unknown last."""
    keys: list[Any] = [period]
    for column in columns:
        ranks = pc.rank(column, sort_keys="ascending", tiebreaker="dense")
        keys.append(ranks.to_numpy())
    return np.lexsort(keys[::-1])


def _ints(column: pa.ChunkedArray) -> Ints:
    found: Ints = column.to_numpy().astype(np.int64)
    return found
