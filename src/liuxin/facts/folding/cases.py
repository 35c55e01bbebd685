"""The events of whole cases in the order in which they count: what every table is told from."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from liuxin.facts.folding.columns import Columns
from liuxin.facts.folding.events import CASE
from liuxin.facts.folding.segments import NONE, Flags, Ints, Marks, beginnings

Tellings = NDArray[np.int8]
_DIGIT: Final = 16


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


_CODES: Final = {
    "message.sent": Told.SENT,
    "survey.asked": Told.SURVEY_ASKED,
    "survey.answered": Told.SURVEY_ANSWERED,
    "review.recorded": Told.REVIEWED,
    **{
        f"case.{each.name.lower()}": each
        for each in Told
        if each not in {Told.NOTHING, Told.SENT, Told.SURVEY_ASKED, Told.SURVEY_ANSWERED, Told.REVIEWED}
    },
}


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """Cases one after another, in the order of their codes; the first event of each is its opening.

    `rows` is where each event stands in `columns`, `case` the number of its case, `at` when it counts. `first` and
    `end` are where the events of a case begin and end.
    """

    columns: Columns
    names: pa.Array
    rows: Ints
    case: Ints
    told: Tellings
    at: Ints
    first: Ints
    end: Ints

    def of(self, *told: Told) -> Marks:
        """Mark the events that tell one of these."""
        wanted = np.zeros(len(Told), np.bool_)
        wanted[list(told)] = True
        return self.marks(np.flatnonzero(wanted[self.told]))

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
    names, case = numbered(columns.array("subject"))
    told = tellings(columns.array("code"))
    moment, seq = columns.array("at").to_numpy(), columns.array("seq").to_numpy()
    rows = _in_order(about_cases(columns.array("subject_kind")), case, seq, moment, told)
    rows = rows[_counts(case[rows], told[rows])]
    begins = beginnings(case[rows])
    first = np.flatnonzero(begins)
    at = moment[rows]
    number = np.cumsum(begins, dtype=np.int64) - 1
    return Cases(
        columns=columns,
        names=names.take(pa.array(case[rows[first]])),
        rows=rows,
        case=number,
        told=told[rows],
        at=np.maximum(at, at[first][number]),
        first=first,
        end=np.append(first[1:], rows.size),
    )


def numbered(subjects: pa.Array) -> tuple[pa.Array, Ints]:
    """Give each case a number, in the order of the codes."""
    found = subjects if pa.types.is_dictionary(subjects.type) else subjects.dictionary_encode()
    case = np.asarray(found.indices, dtype=np.int64)
    names = found.dictionary
    if pc.all(pc.less(names[:-1], names[1:])).as_py():
        return names, case
    order = np.asarray(pc.array_sort_indices(names), dtype=np.int64)
    rank = np.empty_like(order)
    rank[order] = np.arange(order.size)
    return names.take(pa.array(order)), rank[case]


def tellings(codes: pa.DictionaryArray) -> Tellings:
    """Tell what each event tells of its case."""
    known = np.array([_CODES.get(code, Told.NOTHING) for code in codes.dictionary.to_pylist()], np.int8)
    told: Tellings = known[np.asarray(codes.indices)]
    return told


def about_cases(kinds: pa.DictionaryArray) -> Ints:
    """Give the rows of events about cases."""
    is_case = np.array([kind == CASE for kind in kinds.dictionary.to_pylist()], np.bool_)
    return np.flatnonzero(is_case[np.asarray(kinds.indices)])


def _in_order(rows: Ints, case: Ints, seq: Ints, at: Ints, told: Tellings) -> Ints:
    """Order rows by case; within one by time, then place in the record, the opening first."""
    rows = rows if _ascends(seq[rows]) else rows[np.argsort(seq[rows], kind="stable")]
    rows = rows if _ascends(case[rows]) else _by_case(case, rows)
    mixed = _mixed(case[rows], at[rows], told[rows])
    if mixed.size:
        some = rows[mixed]
        rows[mixed] = some[np.lexsort((seq[some], at[some], told[some] != Told.OPENED, case[some]))]
    return rows


def _ascends(values: Ints) -> bool:
    return bool((values[1:] >= values[:-1]).all())


def _by_case(case: Ints, rows: Ints) -> Ints:
    """Sort rows by a number of up to 48 bits: sixteen bits at a time, which numpy sorts by counting."""
    highest = int(case.max(initial=0))
    for shift in range(0, max(highest.bit_length(), 1), _DIGIT):
        digit = ((case[rows] >> shift) & (2**_DIGIT - 1)).astype(np.uint16)
        rows = rows[np.argsort(digit, kind="stable")]
    return rows


def _mixed(case: Ints, at: Ints, told: Tellings) -> Ints:
    """Name the places of all events of cases whose events do not lie in their order."""
    begins = beginnings(case)
    wrong = np.zeros(case.size, np.bool_)
    wrong[1:] = (at[1:] < at[:-1]) | (told[1:] == Told.OPENED)
    wrong &= ~begins
    wrong |= begins & (told != Told.OPENED)
    run = np.cumsum(begins, dtype=np.int64) - 1
    some = np.zeros(int(begins.sum()), np.bool_)
    some[run[wrong]] = True
    return np.flatnonzero(some[run]) if wrong.any() else np.zeros(0, np.int64)


def _counts(case: Ints, told: Tellings) -> Flags:
    """Tell which events count: those of cases with an opening, without a second one."""
    begins = beginnings(case)
    opened = told == Told.OPENED
    run = np.cumsum(begins, dtype=np.int64) - 1
    with_opening = opened[np.flatnonzero(begins)]
    counts: Flags = with_opening[run] & (begins | ~opened)
    return counts
