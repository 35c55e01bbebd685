"""Business time of many cases at once, each on its own calendar."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from liuxin.facts.folding.cases import Cases
from liuxin.facts.folding.segments import NONE, Flags, Ints
from liuxin.kernel.business_time import BusinessClock
from liuxin.kernel.errors import CannotTellError, NotFoundError

ClockOf = Callable[[str], BusinessClock]


class Worked(NamedTuple):
    """Business seconds passed by some instants, and whether the calendar of the case covers them.

    Outside its calendar an instant counts as the nearest that is covered; without a calendar no time passes at all.
    """

    seconds: Ints
    known: Flags


class Clocks:
    """The calendars of cases, for instants of these cases."""

    def __init__(self, cases: Cases, clock_of: ClockOf) -> None:
        """Look up every calendar that an opening names; one that nobody knows is no calendar."""
        self._calendar = cases.numbers("calendar", cases.first)
        self._used = [each for each in np.unique(self._calendar).tolist() if each != NONE]
        self._everywhere = len(self._used) == 1 and bool((self._calendar != NONE).all())
        self._clocks = [_clock(each, clock_of) for each in cases.words("calendar").to_pylist()]

    def worked(self, case: Ints, at: Ints) -> Worked:
        """Give business time passed by instants, of the case of each; an instant that is NONE is not known."""
        result = Worked(np.zeros(at.size, np.int64), np.zeros(at.size, np.bool_))
        for some, clock in self._parts(case):
            told = at[some]
            result.seconds[some] = clock.elapsed_array(np.clip(told, clock.first, clock.last))
            result.known[some] = (told >= clock.first) & (told <= clock.last)
        return result

    def _parts(self, case: Ints) -> Iterator[tuple[Ints | slice, BusinessClock]]:
        calendar = None if self._everywhere else self._calendar[case]
        for each in self._used:
            clock = self._clocks[each]
            if clock is not None:
                yield slice(None) if calendar is None else np.flatnonzero(calendar == each), clock


def between(start: Worked, end: Worked, start_at: Ints, end_at: Ints) -> Worked:
    """Give the business seconds of spans and whether they are known; one that ends before it starts has none."""
    ordered = end_at > start_at
    return Worked(
        np.where(ordered, end.seconds - start.seconds, 0),
        ~ordered | (start.known & end.known),
    )


def _clock(calendar: str, clock_of: ClockOf) -> BusinessClock | None:
    try:
        return clock_of(calendar)
    except (NotFoundError, CannotTellError):
        return None
