"""The course of cases: what state each is in after every event that moves it, and how much time each state took."""

from dataclasses import dataclass

import numpy as np

from liuxin.facts.folding.cases import Cases, Told
from liuxin.facts.folding.clock import Clocks, Worked
from liuxin.facts.folding.segments import Flags, Ints, Marks, carried, running


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """The events that move cases, by their index here: openings, hand-overs, waits, resolutions, reopenings, closings.

    `moves` marks their places among all events, `first` and `last` are those of each case. `waiting` and `resolved`
    tell the state after each, `holding` the index of the holding in force; `hands` are the events that began one.
    `unwaited`, `handled` and `open` are running business seconds: while nobody waited for the customer; while besides
    the case was open; while it was open. `resolves` and `reopens` are the events that did so: a resolution of what is
    resolved already is none.
    """

    moves: Marks
    case: Ints
    at: Ints
    first: Ints
    last: Ints
    waiting: Flags
    resolved: Flags
    holding: Ints
    hands: Ints
    worked: Worked
    unwaited: Ints
    handled: Ints
    open: Ints
    resolves: Ints
    reopens: Ints

    def last_of(self, some: Ints) -> Ints:
        """Give the last of some events of every case, by their index here; -1 where it has none."""
        last = np.full(self.first.size, -1, np.int64)
        last[self.case[some]] = some
        return last


def course_of(cases: Cases, clocks: Clocks) -> Course:
    """Follow every case through its states."""
    moves = cases.marks(np.flatnonzero((cases.told >= Told.OPENED) & (cases.told <= Told.CLOSED)))
    told, case, at = cases.told[moves.places], cases.case[moves.places], cases.at[moves.places]
    hands = (told == Told.OPENED) | (told == Told.HANDED_OVER)
    ends = (told == Told.RESOLVED) | (told == Told.CLOSED)
    pauses = (told == Told.WAITING) | (told == Told.RESUMED)
    opens = told == Told.OPENED
    waiting = (told == Told.WAITING)[carried(told != Told.HANDED_OVER)]
    resolved = ends[carried(opens | ~(hands | pauses))]
    before = np.zeros(told.size, np.bool_)
    before[1:] = resolved[:-1]
    before &= ~opens
    worked = clocks.worked(case, at)
    return Course(
        moves=moves,
        case=case,
        at=at,
        first=np.flatnonzero(opens),
        last=np.append(np.flatnonzero(opens)[1:], case.size)[: int(opens.sum())] - 1,
        waiting=waiting,
        resolved=resolved,
        holding=np.cumsum(hands, dtype=np.int64) - 1,
        hands=np.flatnonzero(hands),
        worked=worked,
        unwaited=running(worked.seconds, ~waiting),
        handled=running(worked.seconds, ~waiting & ~resolved),
        open=running(worked.seconds, ~resolved),
        resolves=np.flatnonzero(ends & ~before),
        reopens=np.flatnonzero((told == Told.REOPENED) & before),
    )
