"""Resolutions: each credited to whoever held the case then."""

import numpy as np
import pyarrow as pa

from liuxin.facts.folding.cases import Told
from liuxin.facts.folding.clock import Worked, between
from liuxin.facts.folding.segments import NONE, Ints, taken
from liuxin.facts.folding.story import Story
from liuxin.facts.folding.writing import flags, written
from liuxin.facts.words import FactTable


def resolutions(story: Story) -> pa.Table:
    """Write a row for every resolution, also for one that was taken back."""
    course, hands = story.course, story.hands
    some = course.resolves
    case, at, held = course.case[some], course.at[some], course.holding[some]
    opened_at = course.at[course.first][case]
    first_human = hands.first_human[case]
    first = np.searchsorted(case, case)
    return written(
        FactTable.RESOLUTIONS,
        {
            **story.where.rows(case, course.moves.places[some]),
            "n": np.arange(some.size) - first + 1,
            "at": at,
            "person": hands.person[held],
            "team": hands.team[held],
            "calendar_seconds": at - opened_at,
            "business_seconds": _since_opening(story, some, course.unwaited),
            "waiting_seconds": _since_opening(story, some, course.worked.seconds - course.unwaited),
            "recategorised": _recategorised(story, some),
            "transfers": hands.transfers[held],
            "reopened_at": _reopened(story, some),
            "last": flags(np.append(case[1:] != case[:-1], True)[: some.size]),
            "first_holder": taken(hands.person, first_human),
            "first_team": taken(hands.team, first_human),
            "confirmed": _confirmed(story, some),
        },
    )


def _since_opening(story: Story, some: Ints, seconds: Ints) -> Ints:
    """Give running business seconds from the opening on: those without the waits for the customer, or those of them."""
    course = story.course
    first = course.first[course.case[some]]
    start, end = (Worked(seconds[each], course.worked.known[each]) for each in (first, some))
    worked = between(start, end, course.at[first], course.at[some])
    return np.where(worked.known, worked.seconds, NONE)


def _recategorised(story: Story, some: Ints) -> Ints:
    """Tell whether the category was another by then than the first that was told; NONE where none was told."""
    cases, course = story.cases, story.course
    places = cases.of(Told.OPENED, Told.CLASSIFIED).places
    category = cases.numbers("category", places)
    named = (category != NONE) & (category != _empty(cases.words("category").to_pylist()))
    places, category = places[named], category[named]
    begins = cases.first[course.case[some]]
    last = cases.marks(places).latest(course.moves.places[some], begins)
    first = np.where(last >= 0, np.searchsorted(places, begins), -1)
    return np.where(last >= 0, taken(category, last) != taken(category, first), NONE)


def _empty(words: list[str]) -> int:
    return words.index("") if "" in words else NONE


def _reopened(story: Story, some: Ints) -> Ints:
    course = story.course
    again = np.searchsorted(course.reopens, some)
    following = taken(course.reopens, np.where(again < course.reopens.size, again, -1))
    same = (following != NONE) & (course.case[np.maximum(following, 0)] == course.case[some])
    return taken(course.at, np.where(same, following, -1))


def _confirmed(story: Story, some: Ints) -> Ints:
    """Give the customer's last word on a resolution, said before the next one."""
    cases, course = story.cases, story.course
    marks, said = cases.with_flag(Told.CONFIRMED)
    places = course.moves.places
    nexts = np.append(places[some[1:]], cases.told.size)[: some.size]
    until = np.minimum(nexts, cases.end[course.case[some]]) - 1
    return taken(said, marks.latest(until, places[some]))
