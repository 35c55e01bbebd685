"""One row for every case: how it stands."""

import numpy as np
import pyarrow as pa

from liuxin.facts.folding.cases import Told
from liuxin.facts.folding.replies import Answer
from liuxin.facts.folding.segments import NONE, Ints, taken
from liuxin.facts.folding.story import Story
from liuxin.facts.folding.writing import Column, flags, named, written
from liuxin.facts.words import FactTable


def overview(story: Story, answers: Answer) -> pa.Table:
    """Write the row of every case."""
    cases, promises, course = story.cases, story.promises, story.course
    return written(
        FactTable.CASES,
        {
            **story.where.rows(np.arange(cases.first.size)),
            **_closing(story),
            **_hands(story),
            "source": named(cases.words("source"), cases.numbers("source", cases.first), ""),
            "resolved_at": promises.resolved_at,
            "due": promises.due,
            "promise": promises.kept,
            "promise_basis": named(cases.words("text"), promises.basis, ""),
            "promise_at": promises.limit,
            "reopenings": np.bincount(course.case[course.reopens], minlength=cases.first.size),
            "answered_at": answers.at,
            "answered_by": answers.by,
            "answer_seconds": answers.seconds,
            "last_seq": _last_seq(story),
        },
    )


def _hands(story: Story) -> dict[str, Column]:
    """Tell who held the case first, and how often it went from one person to another before its last resolution."""
    hands, course = story.hands, story.course
    first = hands.first_human
    until = np.where(story.promises.resolution >= 0, story.promises.resolution, course.last)
    return {
        "transfers": hands.transfers[course.holding[until]],
        "first_holder": taken(hands.person, first),
        "first_team": taken(hands.team, first),
    }


def _closing(story: Story) -> dict[str, Column]:
    """Tell of the closing that stands: when, with which outcome, by whom."""
    cases, hands = story.cases, story.hands
    turns = cases.of(Told.CLOSED, Told.REOPENED).places
    last = taken(turns, cases.last_of(turns))
    closed = np.flatnonzero((last != NONE) & (cases.told[np.maximum(last, 0)] == Told.CLOSED))
    places = last[closed]
    held = hands.during(places)

    def of_closed(values: Ints) -> Ints:
        whole = np.full(cases.first.size, NONE, np.int64)
        whole[closed] = values
        return whole

    recorded = of_closed(cases.numbers("flag", places))
    return {
        "closed_at": of_closed(cases.at[places]),
        "outcome": named(cases.words("text"), of_closed(cases.numbers("text", places)), ""),
        "outcome_recorded": flags((recorded != 0) & (of_closed(places) != NONE)),
        "closer": of_closed(hands.person[held]),
        "closer_team": of_closed(hands.team[held]),
    }


def _last_seq(story: Story) -> Ints:
    seq: Ints = story.cases.columns.array("seq").to_numpy()[story.cases.rows]
    return np.maximum.reduceat(seq, story.cases.first)
