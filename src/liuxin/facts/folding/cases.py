"""The events of whole cases in the order in which they count: what every table is told from."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from liuxin.facts.folding.columns import Columns
from liuxin.facts.folding.events import CASE
from liuxin.facts.folding.merged import standing
from liuxin.facts.folding.ordering import Read, Tellings, in_order
from liuxin.facts.folding.segments import NONE, Ints, Marks
from liuxin.facts.folding.thanked import never_was


class Told(IntEnum):
    """What an event of a case tells; everything up to CLOSED moves the case itself."""

    NOTHING = 0
    OPENED = 1
    HANDED_OVER = 2
    WAITING = 3
    RESUMED = 4
    RESOLVED = 5
    REOPENED = 6
    CLOSED = 7
    PROMISE_JUDGED = 8
    CLASSIFIED = 9
    SENT = 10
    ESCALATED = 11
    COMPLAINED = 12
    CONFIRMED = 13
    NEXT_PLANNED = 14
    NEXT_DONE = 15
    SURVEY_ASKED = 16
    SURVEY_ANSWERED = 17
    REVIEWED = 18
    UNDELIVERED = 19
    RESPONSE_DUE = 20


_ELSEWHERE: Final = {
    "message.sent": Told.SENT,
    "message.undelivered": Told.UNDELIVERED,
    "survey.asked": Told.SURVEY_ASKED,
    "survey.answered": Told.SURVEY_ANSWERED,
    "review.recorded": Told.REVIEWED,
}
_CODES: Final = {
    **_ELSEWHERE,
    **{f"case.{each.name.lower()}": each for each in Told if each not in {Told.NOTHING, *_ELSEWHERE.values()}},
}


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """Cases one after another, in the order of their codes; the first event of each is its opening.

    `rows` is where each event stands in `columns`, `case` the number of its case, `at` when it counts. `first` and
    `end` are where the events of a case begin and end; `by_told` the places of the events that tell each thing;
    `merged` names the cases that live on in another.
    """

    columns: Columns
    names: pa.Array
    rows: Ints
    case: Ints
    told: Tellings
    at: Ints
    first: Ints
    end: Ints
    by_told: Sequence[Ints]
    merged: pa.Array

    def of(self, *told: Told) -> Marks:
        """Mark the events that tell one of these."""
        parts = [self.by_told[each] for each in told]
        return self.marks(parts[0] if len(parts) == 1 else np.sort(np.concatenate(parts), kind="stable"))

    def marks(self, places: Ints) -> Marks:
        """Mark the events at some places."""
        return Marks(places, self.told.size)

    def with_flag(self, told: Told) -> tuple[Marks, Ints]:
        """Mark the events that tell something and say yes (1) or no (0) to it; those that say neither do not count."""
        places = self.of(told).places
        said = self.numbers("flag", places)
        return self.marks(places[said != NONE]), said[said != NONE]

    def last_of(self, places: Ints) -> Ints:
        """Give, for every case, the index of the last of some events (by their places); -1 where it has none."""
        last = np.full(self.first.size, -1, np.int64)
        last[self.case[places]] = np.arange(places.size)
        return last

    def numbers(self, column: str, places: Ints) -> Ints:
        """Read whole numbers of the events at some places; of texts their numbers in `words(column)`."""
        return self.columns.numbers(column, self.rows[places])

    def words(self, column: str) -> pa.Array:
        """Give the different texts of a column."""
        return self.columns.words(column)


def cases_in(events: pa.Table) -> Cases:
    """Put the events of every case that has an opening into the order in which they count.

    That is the order of their time, at one instant that of the record, with the opening first. Nothing happens before a
    case is opened: what is dated earlier counts at the opening. A second opening changes nothing.
    """
    columns = Columns(events)
    names, number = _numbered(columns.array("subject"))
    seq, at = (columns.array(name).to_numpy() for name in ("seq", "at"))
    telling, codes = _tellings(columns.array("code")), columns.array("code")
    merges = standing(codes, number, at, seq)
    telling[merges] = Told.CLOSED
    telling[never_was(codes, number, at, seq)] = Told.NOTHING
    read = Read(number, seq, at, telling)
    ordered = in_order(_about_cases(columns.array("subject_kind")), read, Told.OPENED)
    first = ordered.first
    sizes = np.diff(first, append=ordered.rows.size)
    case = np.repeat(np.arange(first.size), sizes)
    return Cases(
        columns=columns,
        names=names.take(pa.array(number[ordered.rows[first]])),
        rows=ordered.rows,
        case=case,
        told=ordered.told,
        at=np.maximum(ordered.at, np.repeat(ordered.at[first], sizes)),
        first=first,
        end=first + sizes,
        by_told=_by_told(ordered.told),
        merged=names.take(pa.array(np.unique(number[merges]))),
    )


def _by_told(told: Tellings) -> list[Ints]:
    edges = np.cumsum(np.bincount(told, minlength=len(Told)))[:-1]
    return np.split(np.argsort(told, kind="stable"), edges)


def _numbered(subjects: pa.Array) -> tuple[pa.Array, Ints]:
    """Give each case a number, in the order of the codes; if they lie in that order, that is seen at once."""
    begins = np.ones(len(subjects), np.bool_)
    begins[1:] = pc.not_equal(subjects[1:], subjects[:-1]).to_numpy(zero_copy_only=False)
    first = np.flatnonzero(begins)
    if 2 * first.size <= begins.size:
        names = subjects.take(pa.array(first))
        if _ascend(names):
            return names, np.cumsum(begins, dtype=np.int64) - 1
    return _ranked(subjects.dictionary_encode())


def _ranked(found: pa.DictionaryArray) -> tuple[pa.Array, Ints]:
    names, case = found.dictionary, np.asarray(found.indices, dtype=np.int64)
    if _ascend(names):
        return names, case
    order = np.asarray(pc.array_sort_indices(names), dtype=np.int64)
    rank = np.empty_like(order)
    rank[order] = np.arange(order.size)
    return names.take(pa.array(order)), rank[case]


def _ascend(names: pa.Array) -> bool:
    return pc.all(pc.less(names[:-1], names[1:])).as_py() is True


def _tellings(codes: pa.DictionaryArray) -> Tellings:
    known = np.array([_CODES.get(code, Told.NOTHING) for code in codes.dictionary.to_pylist()], np.int8)
    told: Tellings = known[np.asarray(codes.indices)]
    return told


def _about_cases(kinds: pa.DictionaryArray) -> Ints:
    is_case = np.array([kind == CASE for kind in kinds.dictionary.to_pylist()], np.bool_)
    if is_case.all():
        return np.arange(len(kinds))
    return np.flatnonzero(is_case[np.asarray(kinds.indices)])
