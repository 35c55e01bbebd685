"""Participation: every holding of a case, with its part of the promise and of the time."""

import numpy as np
import pyarrow as pa

from liuxin.facts.folding.cases import Told
from liuxin.facts.folding.clock import Worked, between
from liuxin.facts.folding.credit import shares
from liuxin.facts.folding.replies import Answer
from liuxin.facts.folding.segments import NONE, Flags, Ints, Marks, taken
from liuxin.facts.folding.story import Story
from liuxin.facts.folding.writing import flags, written
from liuxin.facts.words import FactTable


def participation(story: Story, answers: Answer) -> pa.Table:
    """Write a row for every holding."""
    hands, promises, case = story.hands, story.promises, story.hands.case
    seconds, units = _credit(story)
    escalated, required = _escalated(story)
    return written(
        FactTable.PARTICIPATION,
        {
            **story.where.rows(case),
            "seq": hands.place,
            "person": hands.person,
            "team": hands.team,
            "accountable": hands.accountable,
            "start": hands.start,
            "end": hands.end,
            "business_seconds": seconds,
            "units": units,
            "kept": promises.kept[case],
            "promise": promises.kept[case],
            "due": promises.due[case],
            "promise_at": promises.limit[case],
            "resolved_at": promises.resolved_at[case],
            "handling_seconds": _handling(story),
            "gap_seconds": _gap(story),
            "answered_at": answers.at,
            "answer_seconds": answers.seconds,
            "from_person": hands.came_from,
            "to_person": hands.went_to,
            "first_of_person": flags(hands.same.first_of_person()),
            "escalated": escalated,
            "required": required,
        },
    )


def _credit(story: Story) -> tuple[Ints, Ints]:
    """Give the business seconds of every holding up to the limit of the promise, and its units of the credit.

    A case of which some time is not known is shared by calendar time.
    """
    hands, promises = story.hands, story.promises
    decided = promises.limit != NONE
    worked, elapsed = _until_limit(story, decided)
    unknown = np.zeros(decided.size, np.bool_)
    unknown[hands.case[~worked.known]] = True
    told = np.where(unknown[hands.case], 0, worked.seconds)
    units = hands.same.to_first_of_team(shares(hands.case, told, elapsed, _at_limit(story)))
    open_yet = ~decided[hands.case]
    return (
        np.where(open_yet | ~worked.known, NONE, worked.seconds),
        np.where(open_yet, NONE, units),
    )


def _until_limit(story: Story, decided: Flags) -> tuple[Worked, Ints]:
    hands, course = story.hands, story.course
    moves = course.hands
    limit = np.where(decided, story.promises.limit, course.at[course.first])
    at_limit = story.clocks.worked(np.arange(limit.size), limit)
    over = (hands.end == NONE) | (hands.end >= limit[hands.case])
    following = np.append(moves[1:], 0)[: moves.size]
    end_at = np.where(over, limit[hands.case], hands.end)
    end = Worked(
        np.where(over, at_limit.seconds[hands.case], course.worked.seconds[following]),
        np.where(over, at_limit.known[hands.case], course.worked.known[following]),
    )
    end_at = np.where(decided[hands.case], end_at, hands.start)
    start = Worked(course.worked.seconds[moves], course.worked.known[moves])
    return between(start, end, hands.start, end_at), np.maximum(end_at - hands.start, 0)


def _at_limit(story: Story) -> Ints:
    """Give the holding of every case in force at the limit: at a resolution its own, else by time."""
    hands, promises, course = story.hands, story.promises, story.course
    held = hands.start <= promises.limit[hands.case]
    count = np.add.reduceat(held, hands.first, dtype=np.int64) if hands.first.size else hands.first
    by_time = hands.first + np.maximum(count - 1, 0)
    resolver = taken(course.holding, promises.resolution)
    return np.where(promises.by_resolution, resolver, by_time)


def _handling(story: Story) -> Ints:
    """Give the business time of each person's hands on a case, open and not waiting, up to the last resolution."""
    hands, course = story.hands, story.course
    start, end = _until_resolution(story)
    known = _known(story, start, end)
    whole = hands.same.to_first_of_person(np.where(known, course.handled[end] - course.handled[start], 0))
    unknown = hands.same.to_first_of_person((~known).astype(np.int64))
    told = hands.human & (story.promises.resolution[hands.case] >= 0) & (unknown == 0)
    return np.where(told, whole, NONE)


def _gap(story: Story) -> Ints:
    """Give the business time that an open case lay in nobody's hands; NONE while it still lies there."""
    hands, course = story.hands, story.course
    start, end = _until_resolution(story)
    lasting = hands.end == NONE
    end = np.where(lasting, end, np.append(start[1:], 0)[: start.size])
    over = ~lasting | (story.promises.resolved_at[hands.case] != NONE)
    told = ~hands.human & over & _was_open(story, start, end) & _known(story, start, end)
    return np.where(told, course.open[end] - course.open[start], NONE)


def _was_open(story: Story, start: Ints, end: Ints) -> Flags:
    """Tell whether a case was open at some time between two of its moves."""
    reopened = Marks(story.course.reopens, story.course.at.size).so_far
    return ~story.course.resolved[start] | (reopened[end] > reopened[start])


def _until_resolution(story: Story) -> tuple[Ints, Ints]:
    """Give the moves by which every holding began and ended, at the latest with the last resolution if there is one."""
    hands, course = story.hands, story.course
    start = course.hands
    resolution = story.promises.resolution[hands.case]
    end = np.where(hands.end == NONE, course.last[hands.case], np.append(start[1:], 0)[: start.size])
    return start, np.where(resolution >= 0, np.maximum(np.minimum(end, resolution), start), end)


def _known(story: Story, start: Ints, end: Ints) -> Flags:
    course = story.course
    known = course.worked.known
    return (course.at[end] <= course.at[start]) | (known[start] & known[end])


def _escalated(story: Story) -> tuple[Ints, Ints]:
    """Tell whether the case was escalated while held, and whether the rules asked for that."""
    places = story.cases.of(Told.ESCALATED).places
    held = story.hands.during(places)
    escalated, required = (np.zeros(story.hands.case.size, np.int64) for _ in range(2))
    escalated[held] = 1
    required[held[story.cases.numbers("flag", places) == 1]] = 1
    return escalated, required
