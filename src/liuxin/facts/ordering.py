"""The order of rows in a file: events so that a month folds in one pass, facts so that a person's lie together."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from liuxin.facts.words import FactTable, Group

OPENED: Final = "case.opened"
_FACTS: Final[Mapping[FactTable, tuple[str, ...]]] = {
    FactTable.CASES: ("case",),
    FactTable.RESOLUTIONS: ("person", "at", "case", "n"),
    FactTable.PARTICIPATION: ("person", "start", "case", "seq"),
    FactTable.SPELLS: ("person", "start", "case"),
    FactTable.REPLIES: ("person", "at", "case"),
    FactTable.SURVEYS: ("person", "asked_at", "case"),
    FactTable.REVIEWS: ("person", "at", "case"),
    FactTable.COMPLAINTS: ("person", "at", "case"),
    FactTable.DUTIES: ("person", "raised_at", "case"),
    FactTable.RESPONSES: ("person", "at", "case", "since"),
    FactTable.READINGS: ("person", "measure", "at", "case"),
    FactTable.CUSTOMERS: ("customer",),
    FactTable.PLACES: ("person", "start"),
}
_EVENTS: Final = frozenset({Group.EVENTS, Group.ORPHANS})


def in_order(table: FactTable | Group, rows: pa.Table) -> pa.Table:
    """Sort the rows of a table as its files hold them."""
    if table in _EVENTS:
        return by_case(rows)
    keys = _FACTS[table] if isinstance(table, FactTable) else _others(table)
    return rows.take(_places([rows[name] for name in keys]))


def _others(table: Group) -> tuple[str, ...]:
    return {Group.REPLACED: ("case",), Group.HOLDERS: ("person", "team")}.get(table, ("seq",))


def by_case(events: pa.Table) -> pa.Table:
    """Sort events by case; within a case its opening comes first, then time, then the place in the record."""
    later = _is_later(events["code"])
    if _is_by_case(events, later):
        return events
    return events.take(_places([events["subject"], later, events["at"], events["seq"]]))


def _is_later(codes: pa.ChunkedArray) -> pa.ChunkedArray:
    """Tell which events are no openings; told once for every code."""
    chunks = [pc.not_equal(chunk.dictionary, OPENED).take(chunk.indices) for chunk in codes.chunks]
    return pa.chunked_array(chunks, pa.bool_())


def _is_by_case(events: pa.Table, later: pa.ChunkedArray) -> bool:
    """Tell whether events are in order already, as those are that come out of files."""
    if events.num_rows < 2:  # noqa: PLR2004 -- one event is in order
        return True
    case = events["subject"].combine_chunks()
    next_case = pc.greater(case[1:], case[:-1]).to_numpy(zero_copy_only=False)
    same_case = pc.equal(case[1:], case[:-1]).to_numpy(zero_copy_only=False)
    return bool(np.all(next_case | (same_case & _ascends(later, events["at"], events["seq"]))))


def _ascends(*columns: pa.ChunkedArray) -> NDArray[np.bool_]:
    """Tell for each row but the first whether it comes after the one before, by whole numbers in order of weight."""
    after: NDArray[np.bool_] = np.zeros(len(columns[0]) - 1, np.bool_)
    for column in reversed(columns):
        values = column.cast(pa.int64()).to_numpy()
        after = (values[1:] > values[:-1]) | ((values[1:] == values[:-1]) & after)
    return after


def _places(columns: list[pa.ChunkedArray]) -> NDArray[np.int64]:
    """Order rows by columns, nulls last; numbers sort many times faster than texts, so texts are numbered first."""
    return np.lexsort([_numbers(column) for column in reversed(columns)])


def _numbers(column: pa.ChunkedArray) -> NDArray[np.int64]:
    if pa.types.is_string(column.type):
        column = _ranks(column)
    last = np.iinfo(np.int64).max
    return column.cast(pa.int64()).fill_null(last).to_numpy()  # type: ignore[no-any-return]


def _ranks(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Give texts numbers in their order; those that lie in it already, as facts do case by case, in one pass."""
    whole = column.combine_chunks()
    if len(whole) and not whole.null_count and pc.all(pc.greater_equal(whole[1:], whole[:-1])).as_py():
        changes = pc.not_equal(whole[1:], whole[:-1]).to_numpy(zero_copy_only=False)
        return pa.chunked_array([pa.array(np.append(0, np.cumsum(changes)))])
    coded = column.dictionary_encode().unify_dictionaries().combine_chunks()
    if isinstance(coded, pa.ChunkedArray):
        coded = coded.chunk(0) if coded.num_chunks else pa.array([], pa.dictionary(pa.int32(), pa.string()))
    order = pc.sort_indices(coded.dictionary).to_numpy()
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return pa.chunked_array([pa.array(rank).take(coded.indices)])
