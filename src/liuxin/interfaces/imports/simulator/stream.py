"""The stream: window by window what comes in is drawn, what happens later waits, all goes out in the order of time."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

import numpy as np
import pyarrow as pa

from liuxin.interfaces.imports.simulator.after import Around, around
from liuxin.interfaces.imports.simulator.arriving import Arrivals, Days, arrivals
from liuxin.interfaces.imports.simulator.blocks import Block, Writer
from liuxin.interfaces.imports.simulator.course import Course, Roster, draw
from liuxin.interfaces.imports.simulator.duties import duties_of_cases, duties_of_month
from liuxin.interfaces.imports.simulator.standing import standing
from liuxin.interfaces.imports.simulator.telling import Teller
from liuxin.interfaces.imports.simulator.words import (
    DAY,
    EVENTS_PER_CASE,
    HOUR,
    MINUTE,
    Whole,
    midnight,
    month_on,
)
from liuxin.interfaces.imports.simulator.world import World

WINDOW_EVENTS: Final = 400_000
"""About so many events go out at once: what bounds the memory."""

_FORGOTTEN_MATTERS: Final = 7 * DAY


@dataclass(frozen=True, slots=True)
class Drawn:
    """Cases that were drawn together, with all that goes with them: from these arrays the truth is counted."""

    course: Course
    around: Around


def windows(world: World) -> list[Days]:
    """Cut the record into days in a row, each in one month and of about as many events as go out at once."""
    scenario = world.scenario
    a_day = scenario.cases_per_person_day * world.people.handlers * EVENTS_PER_CASE
    length = max(1, int(WINDOW_EVENTS / a_day))
    found: list[Days] = []
    day = scenario.first
    while day < scenario.last_edge:
        edge = min(month_on(day, 1), scenario.last_edge, day + timedelta(days=length))
        found.append(Days(day, edge - timedelta(days=1)))
        day = edge
    return found


@dataclass(slots=True)
class Stream:
    """A simulation that runs; it can be gone through once."""

    world: World
    keep: bool = False
    drawn: list[Drawn] = field(default_factory=list)
    cases: int = 0
    events: int = 0
    _waiting: defaultdict[int, list[Block]] = field(default_factory=lambda: defaultdict(list))
    _again: Arrivals = field(default_factory=Arrivals.none)

    def tables(self) -> Iterator[pa.Table]:
        """Give event tables, each of one month, `seq` from 1 on in the order of time."""
        days = windows(self.world)
        edges = np.array([midnight(some.first) for some in days] + [self.world.scenario.end], dtype=np.int64)
        writer = Writer(self.world.categories)
        self._sort_in(standing(self.world), edges)
        for place, some in enumerate(days):
            self._sort_in(self._happen(place, some), edges)
            table = writer.table(self._waiting.pop(place, []), self.events + 1)
            self.events += table.num_rows
            yield table

    def _sort_in(self, blocks: Iterator[Block], edges: Whole) -> None:
        """Put events into the windows in which they happen; what would happen after the record never did."""
        for block in blocks:
            place = np.maximum(np.searchsorted(edges, block.at, side="right") - 1, 0)
            order = np.argsort(place, kind="stable")
            counts = np.bincount(place, minlength=edges.size)[: edges.size - 1]
            ends = np.cumsum(counts)
            for window in np.flatnonzero(counts).tolist():
                self._waiting[window].append(block.take(order[ends[window] - counts[window] : ends[window]]))

    def _happen(self, place: int, days: Days) -> Iterator[Block]:
        scenario = self.world.scenario
        rng = np.random.default_rng(np.random.SeedSequence((scenario.seed, 1, place)))
        month = days.first.replace(day=1)
        if days.first in {month, scenario.first}:
            yield from duties_of_month(self.world, month, rng)
        roster = Roster.of(self.world, midnight(days.first))
        told = arrivals(self.world, days, rng)
        yield from self._cases(Arrivals.together([told, self._due_again(days)]), roster, rng, follow=True)
        yield from self._cases(self._due_again(days), roster, rng, follow=False)

    def _due_again(self, days: Days) -> Arrivals:
        edge = midnight(days.last + timedelta(days=1))
        now = self._again.at < edge
        found, self._again = self._again.take(np.flatnonzero(now)), self._again.take(np.flatnonzero(~now))
        return found

    def _cases(self, told: Arrivals, roster: Roster, rng: np.random.Generator, *, follow: bool) -> Iterator[Block]:
        number = np.arange(self.cases + 1, self.cases + 1 + told.at.size, dtype=np.int64)
        self.cases += told.at.size
        course = draw(self.world, told, number, roster, rng)
        others = around(self.world, course, rng)
        if self.keep:
            self.drawn.append(Drawn(course, others))
        yield from Teller(self.world, course, others).blocks()
        yield from duties_of_cases(self.world, course, others, roster, rng)
        if follow:
            self._again = Arrivals.together([self._again, self._come_again(course, rng)])

    def _come_again(self, course: Course, rng: np.random.Generator) -> Arrivals:
        """Let some customers come again with the same matter within a week of its resolution."""
        again = rng.random(course.size) < self.world.people.traits.repeats[course.holder]
        days = rng.integers(HOUR, _FORGOTTEN_MATTERS, course.size)
        at = (course.resolved + days) // MINUTE * MINUTE
        rows = np.flatnonzero(again & ~course.reopens & (at < self.world.scenario.end))
        told = course.told.take(rows)
        return told._replace(at=at[rows])
