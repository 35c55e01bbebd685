"""Promises of a reply: when each was due, when a person replied, and who had the case meanwhile."""

from typing import NamedTuple

import numpy as np
import pyarrow as pa

from liuxin.facts.folding.cases import Told
from liuxin.facts.folding.clock import between
from liuxin.facts.folding.credit import shares
from liuxin.facts.folding.replies import Written
from liuxin.facts.folding.segments import NONE, Ints, beginnings, grouped, sums, taken
from liuxin.facts.folding.story import Story
from liuxin.facts.folding.writing import named, written
from liuxin.facts.words import FactTable


class _Owed(NamedTuple):
    """Replies that were promised: where the record says so, of which case, from when until when, when it ended."""

    places: Ints
    case: Ints
    since: Ints
    due: Ints
    ended_at: Ints
    limit: Ints


def responses(story: Story, messages: Written) -> pa.Table:
    """Write for every promise of a reply a row for each who had the case until it was due or kept, with their share.

    A reply of a person keeps it, or a closing, which tells the customer the outcome. A reply that came back does not.
    """
    owed = _owed(story, messages)
    which, held, units = _shared(story, owed)
    cases, hands = story.cases, story.hands
    return written(
        FactTable.RESPONSES,
        {
            **story.where.rows(owed.case[which]),
            "person": hands.person[held],
            "team": hands.team[held],
            "target": named(cases.words("text"), cases.numbers("text", owed.places)[which]),
            "since": owed.since[which],
            "due": owed.due[which],
            "ended_at": owed.ended_at[which],
            "at": owed.limit[which],
            "units": units,
        },
    )


def _owed(story: Story, messages: Written) -> _Owed:
    cases = story.cases
    places = cases.of(Told.RESPONSE_DUE).places
    places = places[cases.numbers("due", places) != NONE]
    case, due = cases.case[places], cases.numbers("due", places)
    told = cases.numbers("start", places)
    since = np.where(told == NONE, cases.at[places], told)
    ends = cases.marks(np.union1d(messages.marks.places, cases.of(Told.CLOSED).places))
    ended_at = taken(cases.at[ends.places], ends.following(places, cases.end[case]))
    limit = np.where((ended_at == NONE) | (ended_at > due), due, ended_at)
    return _Owed(places, case, since, due, ended_at, np.maximum(limit, since))


def _shared(story: Story, owed: _Owed) -> tuple[Ints, Ints, Ints]:
    """Share each promise among those who held the case: the promise, the holding, and its units of the credit."""
    hands = story.hands
    count = np.diff(hands.first, append=hands.case.size)[owed.case]
    which = np.repeat(np.arange(owed.case.size), count)
    begins = np.cumsum(count) - count
    held = np.arange(which.size) - begins[which] + hands.first[owed.case[which]]
    worked, elapsed = _worked(story, owed, which, held)
    before = hands.start[held] <= owed.limit[which]
    at_limit = begins + np.maximum(sums(before.astype(np.int64), begins) - 1, 0)
    units = shares(which, worked, elapsed, at_limit)
    return _together(hands.person, hands.team, which, held, units)


def _worked(story: Story, owed: _Owed, which: Ints, held: Ints) -> tuple[Ints, Ints]:
    """Give business and calendar seconds of each holding within each promise; where some is unknown, of none."""
    hands = story.hands
    limit = owed.limit[which]
    start = np.maximum(hands.start[held], owed.since[which])
    end = np.where(hands.end[held] == NONE, limit, np.minimum(hands.end[held], limit))
    end = np.maximum(start, end)
    clocks, case = story.clocks, hands.case[held]
    worked = between(clocks.worked(case, start), clocks.worked(case, end), start, end)
    unknown = np.zeros(owed.case.size, np.bool_)
    unknown[which[~worked.known]] = True
    return np.where(unknown[which], 0, worked.seconds), end - start


def _together(person: Ints, team: Ints, which: Ints, held: Ints, units: Ints) -> tuple[Ints, Ints, Ints]:
    """Add up the shares of one person for one team in one promise, and leave out who has none."""
    order = grouped(which, person[held], team[held])
    begins = beginnings(which[order])
    begins[1:] |= person[held[order]][1:] != person[held[order]][:-1]
    begins[1:] |= team[held[order]][1:] != team[held[order]][:-1]
    first = np.flatnonzero(begins)
    whole = sums(units[order], first)
    some = order[first][whole > 0]
    return which[some], held[some], whole[whole > 0]
