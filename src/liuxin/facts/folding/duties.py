"""Duties: what somebody had to do until a time. The next step of a case here; other matters in `matters`."""

import numpy as np
import pyarrow as pa

from liuxin.facts.folding.cases import Told
from liuxin.facts.folding.segments import NONE, Flags, Ints, taken
from liuxin.facts.folding.story import Story
from liuxin.facts.folding.writing import constant, flags, written
from liuxin.facts.words import FactTable

NEXT_STEP = "next_step"


def next_steps(story: Story) -> pa.Table:
    """Write a row for every next step that was planned, of the person named, else of whoever held the case.

    It ends when it is done, when the case is resolved or closed, or when another step takes its place: up to its time
    that moves it, after its time it was late.
    """
    cases, hands = story.cases, story.hands
    turns = cases.of(Told.NEXT_PLANNED, Told.NEXT_DONE, Told.RESOLVED, Told.CLOSED)
    planned = cases.told[turns.places] == Told.NEXT_PLANNED
    places = turns.places[planned]
    person, due = cases.numbers("person", places), cases.numbers("due", places)
    case, held = cases.case[places], hands.during(places)
    following = turns.following(places, cases.end[case])
    ended_at = taken(cases.at[turns.places], following)
    return written(
        FactTable.DUTIES,
        {
            **story.where.rows(case),
            "what": constant(NEXT_STEP, places.size),
            "person": np.where(person == NONE, hands.person[held], person),
            "team": hands.team[held],
            "raised_at": cases.at[places],
            "due": due,
            "ended_at": ended_at,
            "good": np.full(places.size, NONE, np.int64),
            "moved": flags(moved(taken(planned.astype(np.int64), following) == 1, ended_at, due)),
        },
    )


def moved(superseded: Flags, ended_at: Ints, due: Ints) -> Flags:
    """Tell which duties another took the place of before they were late."""
    before: Flags = superseded & (due != NONE) & (ended_at <= due)
    return before
