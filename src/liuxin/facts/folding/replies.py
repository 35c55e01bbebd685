"""Replies: what people wrote to the customer, and how soon the first of it came."""

from typing import NamedTuple

import numpy as np
import pyarrow as pa

from liuxin.facts.folding.cases import Cases, Told
from liuxin.facts.folding.clock import between
from liuxin.facts.folding.hands import human
from liuxin.facts.folding.segments import NONE, Flags, Ints, Marks, beginnings, grouped, taken
from liuxin.facts.folding.story import Story
from liuxin.facts.folding.writing import written
from liuxin.facts.words import FactTable


class Written(NamedTuple):
    """Messages of people to the customer: no receipts, no bots, nobody unknown, and none that came back."""

    marks: Marks
    case: Ints
    author: Ints
    at: Ints


class Answer(NamedTuple):
    """The first answer of each case or holding: when, by whom, after how many business seconds; NONE without."""

    at: Ints
    by: Ints
    seconds: Ints


def written_by_people(story: Story) -> Written:
    """Find the messages that a person wrote and that reached the customer, as far as anybody knows."""
    cases = story.cases
    sent = cases.of(Told.SENT).places
    author = cases.numbers("person", sent)
    kept = human(author, story.unranked) & (cases.numbers("flag", sent) != 1) & ~_came_back(cases, sent)
    places = sent[kept]
    return Written(cases.marks(places), cases.case[places], author[kept], cases.at[places])


def _came_back(cases: Cases, sent: Ints) -> Flags:
    """Tell which messages came back later; one that was sent once more counts from then on."""
    back = cases.of(Told.UNDELIVERED).places
    both = np.concatenate([sent, back])
    message = cases.numbers("message", both)
    if not back.size:
        return np.zeros(sent.size, np.bool_)
    _, same = np.unique(np.stack([cases.case[both], message]), axis=1, return_inverse=True)
    last = np.full(both.size, -1, np.int64)
    np.maximum.at(last, same[sent.size :], back)
    lost: Flags = (message[: sent.size] != NONE) & (last[same[: sent.size]] > sent)
    return lost


def first_answers(story: Story, messages: Written) -> Answer:
    """Find the first reply of a person to each case, from its opening.

    What was left unanswered until the case was opened again stays so: a reply after that is no first one.
    """
    cases = story.cases
    found = messages.marks.following(cases.first, cases.end)
    return _answers(story, messages, found, cases.first)


def own_answers(story: Story, messages: Written) -> Answer:
    """Find the first reply of each holder while holding the case, from when it came to them.

    What was left unanswered until the case was opened again stays so.
    """
    hands = story.hands
    held = hands.during(messages.marks.places)
    own = np.flatnonzero(messages.author == hands.person[held])
    first = own[beginnings(held[own])] if own.size else own
    found = np.full(hands.case.size, -1, np.int64)
    found[held[first]] = first
    return _answers(story, messages, found, hands.marks.places)


def _answers(story: Story, messages: Written, found: Ints, since: Ints) -> Answer:
    """Give the answers found (indexes of messages, -1 for none) to what began at the places `since`."""
    cases = story.cases
    reopened = cases.marks(story.course.moves.places[story.course.reopens])
    at = taken(messages.marks.places, found)
    again = (found >= 0) & (reopened.so_far[np.maximum(at, 0)] > reopened.so_far[since])
    told = np.where(again, -1, found)
    answered_at = taken(messages.at, told)
    some = np.flatnonzero(told >= 0)
    case = cases.case[since[some]]
    start, end = cases.at[since[some]], answered_at[some]
    worked = between(story.clocks.worked(case, start), story.clocks.worked(case, end), start, end)
    seconds = np.full(found.size, NONE, np.int64)
    seconds[some] = np.where(worked.known, worked.seconds, NONE)
    return Answer(answered_at, taken(messages.author, told), seconds)


def replies(story: Story, messages: Written) -> pa.Table:
    """Write how many messages each person wrote on a case before its last resolution (so far, where there is none)."""
    limit = taken(story.course.at, story.promises.resolution)[messages.case]
    some = np.flatnonzero((limit == NONE) | (messages.at <= limit))
    case, author = messages.case[some], messages.author[some]
    order = grouped(case, author)
    begins = beginnings(case[order])
    begins[1:] |= author[order][1:] != author[order][:-1]
    groups = np.flatnonzero(begins)
    first = order[groups]
    held = story.hands.during(messages.marks.places[some][first])
    return written(
        FactTable.REPLIES,
        {
            **story.where.rows(case[first]),
            "person": author[first],
            "team": story.hands.team[held],
            "at": story.promises.resolved_at[case[first]],
            "replies": np.diff(np.append(groups, some.size)),
        },
    )
