"""Spells: whose hands an open case was in, from when to when."""

import numpy as np
import pyarrow as pa

from liuxin.facts.folding.segments import NONE, beginnings
from liuxin.facts.folding.story import Story
from liuxin.facts.folding.writing import written
from liuxin.facts.words import FactTable


def spells(story: Story) -> pa.Table:
    """Write a row for every stretch of time that an open case was in the same hands; one without length is none."""
    course, hands = story.course, story.hands
    turns = beginnings(course.holding)
    turns[course.resolves] = True
    turns[course.reopens] = True
    edges = np.flatnonzero(turns)
    case, start = course.case[edges], course.at[edges]
    end = np.full(edges.size, NONE, np.int64)
    end[:-1] = np.where(case[1:] == case[:-1], start[1:], NONE)
    kept = ~course.resolved[edges] & ((end == NONE) | (end > start))
    held = course.holding[edges][kept]
    return written(
        FactTable.SPELLS,
        {
            **story.where.rows(case[kept]),
            "person": hands.person[held],
            "team": hands.team[held],
            "accountable": hands.accountable[held],
            "start": start[kept],
            "end": end[kept],
        },
    )
