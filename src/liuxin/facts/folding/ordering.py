"""Putting events into the order in which they count, case by case."""

from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from liuxin.facts.folding.segments import Flags, Ints

Tellings: TypeAlias = NDArray[np.int8]
_DIGIT: Final = 16


class Read(NamedTuple):
    """What events are ordered by, row by row as they were read; `case` is a number."""

    case: Ints
    seq: Ints
    at: Ints
    told: Tellings


class Ordered(NamedTuple):
    """Rows in order, with the time of each and what it tells; `first` is where each case begins."""

    rows: Ints
    at: Ints
    told: Tellings
    first: Ints


def in_order(rows: Ints, events: Read, opened: int) -> Ordered:
    """Order rows of events by case; within one by time, then place in the record, the opening first.

    Cases without an opening are left out, and so are second openings. Most records lie in the order of time, so that
    sorting them by case is nearly all; only cases whose events are mixed up are sorted within.
    """
    case, seq, at, told = events
    sizes = np.bincount(case[rows])
    if not _ascends(case[rows]):
        rows = rows if _ascends(seq[rows]) else rows[np.argsort(seq[rows], kind="stable")]
        rows = _by_case(case, rows)
    first = (np.cumsum(sizes) - sizes)[sizes > 0]
    run = np.repeat(np.arange(first.size), sizes[sizes > 0])
    moment, what = at[rows], told[rows]
    mixed = _mixed(run, first, _fall(moment, seq, rows), what == opened)
    if mixed.size:
        some = rows[mixed]
        rows[mixed] = some[np.lexsort((seq[some], at[some], told[some] != opened, run[mixed]))]
        moment[mixed], what[mixed] = at[rows[mixed]], told[rows[mixed]]
    return _counting(Ordered(rows, moment, what, first), run, what == opened)


def _ascends(values: Ints) -> bool:
    return bool((values[1:] >= values[:-1]).all())


def _by_case(case: Ints, rows: Ints) -> Ints:
    """Sort rows by a number: sixteen bits at a time, which numpy sorts by counting."""
    highest = int(case.max(initial=0))
    number = case[rows]
    for shift in range(0, max(highest.bit_length(), 1), _DIGIT):
        order = np.argsort((number >> shift).astype(np.uint16), kind="stable")
        rows, number = rows[order], number[order]
    return rows


def _fall(at: Ints, seq: Ints, rows: Ints) -> Flags:
    """Tell which rows are earlier than the row before: in time, at one instant in the record."""
    falls = np.zeros(rows.size, np.bool_)
    falls[1:] = at[1:] < at[:-1]
    ties = np.flatnonzero(at[1:] == at[:-1])
    falls[ties + 1] = seq[rows[ties + 1]] < seq[rows[ties]]
    return falls


def _mixed(run: Ints, first: Ints, falls: Flags, opens: Flags) -> Ints:
    """Name the places of all events of cases whose events do not lie in their order."""
    wrong = opens | falls
    wrong[first] = ~opens[first]
    if not wrong.any():
        return np.zeros(0, np.int64)
    some = np.zeros(first.size, np.bool_)
    some[run[wrong]] = True
    return np.flatnonzero(some[run])


def _counting(told: Ordered, run: Ints, opens: Flags) -> Ordered:
    """Leave out cases that do not begin with an opening, and any further opening."""
    complete = opens[told.first]
    if complete.all() and int(opens.sum()) == told.first.size:
        return told
    keep = complete[run] & ~opens
    keep[told.first] = complete
    sizes = np.bincount(run[keep], minlength=told.first.size)[complete]
    return Ordered(told.rows[keep], told.at[keep], told.told[keep], np.cumsum(sizes) - sizes)
