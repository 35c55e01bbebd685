"""All that the tables about cases are told from, worked out once."""

from dataclasses import dataclass

import pyarrow as pa

from liuxin.facts.folding.cases import Cases, cases_in
from liuxin.facts.folding.clock import ClockOf, Clocks
from liuxin.facts.folding.course import Course, course_of
from liuxin.facts.folding.hands import Hands, hands_of
from liuxin.facts.folding.promises import Promises, promises_of
from liuxin.facts.folding.where import Where


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """Cases, their calendars, courses, hands and promises; `unranked` are system actors and placeholders."""

    cases: Cases
    clocks: Clocks
    course: Course
    hands: Hands
    promises: Promises
    where: Where
    unranked: frozenset[int]


def story_of(events: pa.Table, clock_of: ClockOf, unranked: frozenset[int]) -> Story | None:
    """Tell the story of all cases whose events are in a table; None where no case has its opening there."""
    cases = cases_in(events)
    if not cases.first.size:
        return None
    clocks = Clocks(cases, clock_of)
    course = course_of(cases, clocks)
    return Story(
        cases=cases,
        clocks=clocks,
        course=course,
        hands=hands_of(cases, unranked),
        promises=promises_of(cases, course),
        where=Where(cases),
        unranked=unranked,
    )
