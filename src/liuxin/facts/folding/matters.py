"""From events that are not about one case: duties, readings brought in, customers, who worked where."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from liuxin.engines.measurement.schemas import MILLION
from liuxin.facts.folding.columns import Columns
from liuxin.facts.folding.duties import moved
from liuxin.facts.folding.places import places
from liuxin.facts.folding.segments import NONE, Flags, Ints, beginnings
from liuxin.facts.folding.where import at_cases
from liuxin.facts.folding.writing import constant, flags, named, written
from liuxin.facts.words import FactTable

_BEGINS: Final = {
    "warning.raised": "warning",
    "warning.handed_over": "warning",
    "recovery.opened": "recovery",
    "obstacle.raised": "obstacle",
    "talk.planned": "talk",
}
_ENDS: Final = {
    "warning.answered": "warning",
    "recovery.ended": "recovery",
    "obstacle.cleared": "obstacle",
    "talk.held": "talk",
}
_LARGEST: Final = 2**62 / MILLION


def matters(events: pa.Table, cases: pa.Table | None = None) -> dict[FactTable, pa.Table]:
    """Tell the facts of matters all of whose events are in a table, in any order; events of cases may lie among them.

    `cases` are rows of the table of cases: a duty about one of them has its WHERE, any other has none.
    """
    columns = Columns(events)
    return {
        FactTable.DUTIES: _duties(columns, cases),
        FactTable.READINGS: _readings(columns),
        FactTable.CUSTOMERS: _customers(columns),
        FactTable.PLACES: places(columns),
    }


@dataclass(frozen=True, slots=True, eq=False)
class _Runs:
    """Events of a kind in order, those of one subject together: their rows, subjects (by number), times, codes."""

    rows: Ints
    subject: Ints
    at: Ints
    begins: Flags

    def next_in_run(self, values: Ints) -> Ints:
        """Give the value of the event after each one of the same subject; NONE after the last."""
        following = np.full(values.size, NONE, np.int64)
        same = self.subject[1:] == self.subject[:-1]
        following[:-1][same] = values[1:][same]
        return following


def _runs(columns: Columns, begins: Mapping[str, str], ends: Mapping[str, str]) -> _Runs:
    """Order the events that begin and end something by subject and time, at one instant by the record.

    What began leads, whatever its time: an end that is dated before counts at the beginning.
    """
    rows = _of(columns, {**begins, **ends})
    begin = np.isin(rows, _of(columns, begins), assume_unique=True)
    subject = _subjects(columns, rows, {**begins, **ends})
    at, seq = (columns.numbers(name, rows) for name in ("at", "seq"))
    order = np.lexsort((seq, at, ~begin, subject))
    leads = np.zeros(rows.size, np.bool_)
    leads[order] = beginnings(subject[order]) & begin[order]
    order = np.lexsort((seq, at, ~leads, subject))
    first = np.maximum.accumulate(np.where(beginnings(subject[order]), np.arange(rows.size), 0))
    return _Runs(rows[order], subject[order], np.maximum(at[order], at[order][first]), begin[order])


def _of(columns: Columns, codes: Mapping[str, str]) -> Ints:
    wanted = np.array([code in codes for code in columns.words("code").to_pylist()], np.bool_)
    return np.flatnonzero(wanted[np.asarray(columns.array("code").indices)]) if wanted.size else np.zeros(0, np.int64)


def _subjects(columns: Columns, rows: Ints, codes: Mapping[str, str]) -> Ints:
    """Give each subject a number; the same key of another kind of thing is another subject."""
    kinds = sorted(set(codes.values()))
    words = columns.words("code").to_pylist()
    kind = np.array([kinds.index(codes[code]) if code in codes else -1 for code in words], np.int64)
    key = columns.array("subject").take(pa.array(rows)).dictionary_encode().indices
    return np.asarray(key, dtype=np.int64) * len(kinds) + kind[columns.numbers("code", rows)]


def _duties(columns: Columns, cases: pa.Table | None) -> pa.Table:
    """Write what somebody had to do until a time: it ends when it is done, or when it is raised anew."""
    runs = _runs(columns, _BEGINS, _ENDS)
    some = np.flatnonzero(runs.begins)
    rows, due = runs.rows[some], columns.numbers("due", runs.rows[some])
    ended_at = runs.next_in_run(runs.at)[some]
    again = runs.next_in_run(runs.begins.astype(np.int64))[some]
    good = runs.next_in_run(columns.numbers("flag", runs.rows))[some]
    whats = pa.array([_BEGINS.get(code, "") for code in columns.words("code").to_pylist()], pa.string())
    taken_rows = pa.array(rows)
    about = columns.array("ref").take(taken_rows)
    order = np.lexsort((columns.numbers("seq", rows),))
    return written(
        FactTable.DUTIES,
        {
            **at_cases(about, cases),
            "what": named(whats, columns.numbers("code", rows)) if rows.size else constant("", 0),
            "case": pc.fill_null(about, columns.array("subject").take(taken_rows)),
            **{name: columns.numbers(name, rows) for name in ("person", "team")},
            "raised_at": runs.at[some],
            "due": due,
            "ended_at": ended_at,
            "good": np.where(again == 1, NONE, good),
            "moved": flags(moved(again == 1, ended_at, due)),
        },
    ).take(pa.array(order))


def _readings(columns: Columns) -> pa.Table:
    """Write the readings of external measures that are confirmed and not withdrawn.

    A value that is no number, or too large for millionths, cannot be kept.
    """
    runs = _runs(columns, {"reading.confirmed": ""}, {"reading.withdrawn": ""})
    last = np.append(runs.subject[1:] != runs.subject[:-1], values=True)[: runs.rows.size]
    rows = runs.rows[runs.begins & last]
    value, weight = _millionths(columns, "value", rows), _millionths(columns, "weight", rows)
    rows, value, weight = (each[value != NONE] for each in (rows, value, weight))
    end = columns.numbers("end", rows)
    order = pa.array(np.argsort(columns.numbers("seq", rows)))
    return written(
        FactTable.READINGS,
        {
            "measure": named(columns.words("text"), columns.numbers("text", rows)),
            "case": columns.array("subject").take(pa.array(rows)),
            **{name: columns.numbers(name, rows) for name in ("person", "team", "start")},
            "end": end,
            "at": np.where(end == NONE, NONE, end - 1),
            "value": value,
            "weight": np.where(weight == NONE, MILLION, weight),
        },
    ).take(order)


def _millionths(columns: Columns, name: str, rows: Ints) -> Ints:
    told = columns.array(name).take(pa.array(rows)).fill_null(np.nan).to_numpy(zero_copy_only=False)
    fits = np.abs(told) < _LARGEST
    return np.where(fits, np.rint(np.where(fits, told, 0) * MILLION).astype(np.int64), NONE)


def _customers(columns: Columns) -> pa.Table:
    """Write since when every customer is known: since it was added, and nothing else; and its kind, as told last."""
    rows = _of(columns, {"customers.added": ""})
    customer = columns.numbers("customer", rows)
    rows, customer = rows[customer != NONE], customer[customer != NONE]
    at, seq = columns.numbers("at", rows), columns.numbers("seq", rows)
    order = np.lexsort((seq, at, customer))
    first = np.flatnonzero(beginnings(customer[order]))
    last = np.append(first[1:], order.size)[: first.size] - 1
    kinds = columns.numbers("kind", rows[order][last])
    return written(
        FactTable.CUSTOMERS,
        {
            "customer": customer[order][first],
            "customer_kind": named(columns.words("kind"), kinds),
            "known_since": at[order][first],
        },
    )
