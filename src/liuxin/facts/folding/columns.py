"""The columns of an event table as they lie in memory."""

from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from liuxin.facts.folding.segments import NONE, Flags, Ints


class _Values(NamedTuple):
    """The numbers of a column as they lie in memory, and which are known (None: all of them)."""

    numbers: NDArray[Any]
    known: Flags | None


class Columns:
    """The columns of an event table; each is looked at when it is first asked for, and none is copied."""

    def __init__(self, events: pa.Table) -> None:
        """Take an event table, in however many pieces."""
        self._events = _in_one_piece(events)
        self._seen: dict[str, _Values] = {}

    def array(self, column: str) -> pa.Array:
        """Give a column whole."""
        return self._events[column].chunk(0)

    def numbers(self, column: str, rows: Ints) -> Ints:
        """Read whole numbers of some rows, NONE where there are none; of texts their numbers in `words(column)`."""
        values = self._values(column)
        told = values.numbers[rows].astype(np.int64, copy=False)
        return told if values.known is None else np.where(values.known[rows], told, NONE)

    def words(self, column: str) -> pa.Array:
        """Give the different texts of a column."""
        return self.array(column).dictionary

    def _values(self, column: str) -> _Values:
        if column not in self._seen:
            held = self.array(column)
            self._seen[column] = _values(held.indices if pa.types.is_dictionary(held.type) else held)
        return self._seen[column]


def _in_one_piece(events: pa.Table) -> pa.Table:
    """Give a table each of whose columns is one array."""
    if all(column.num_chunks == 1 for column in events.columns):
        return events
    whole = events.unify_dictionaries().combine_chunks()
    return whole if whole.num_rows else pa.table([pa.array([], each.type) for each in whole.schema], whole.schema)


def _values(held: pa.Array) -> _Values:
    validity, data = held.buffers()
    kind = np.dtype(held.type.to_pandas_dtype())
    numbers = np.frombuffer(data, kind, held.offset + len(held))[held.offset :]
    if not held.null_count:
        return _Values(numbers, None)
    bits = np.frombuffer(validity, np.uint8)
    known = np.unpackbits(bits, count=held.offset + len(held), bitorder="little")[held.offset :]
    return _Values(numbers, known.view(np.bool_))
