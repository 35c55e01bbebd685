"""What others say of a case: surveys of the customer, quality reviews, complaints."""

import numpy as np
import pyarrow as pa

from liuxin.engines.measurement.schemas import HEARTS
from liuxin.facts.folding.cases import Told
from liuxin.facts.folding.segments import NONE, Ints, Marks, beginnings, taken
from liuxin.facts.folding.story import Story
from liuxin.facts.folding.writing import Column, flags, written
from liuxin.facts.words import FactTable


def surveys(story: Story) -> pa.Table:
    """Write a row for every resolution that the customer was asked about, of the person who resolved it.

    Asked again about the same resolution is a reminder. The first answer counts, for what was asked last; an answer to
    a question that nobody recorded was asked for with it. Asked before any resolution it is about whoever held the
    case.
    """
    cases = story.cases
    asks = _asks(story)
    resolved = _resolutions(story).latest(asks, cases.first[cases.case[asks]])
    resolver = taken(story.course.holding[story.course.resolves], resolved)
    held = np.where(resolved >= 0, resolver, story.hands.during(asks))
    answers = cases.of(Told.SURVEY_ANSWERED)
    # An answer that nobody recorded the question of is both: it may be its own answer.
    found = answers.following(asks - 1, _until_next(asks, cases.case[asks], cases.end))
    return written(
        FactTable.SURVEYS,
        {
            **story.where.rows(cases.case[asks]),
            "person": story.hands.person[held],
            "team": story.hands.team[held],
            "asked_at": cases.at[asks],
            "answered_at": taken(cases.at[answers.places], found),
            **{name: taken(cases.numbers(name, answers.places), found) for name in ("overall", *HEARTS)},
        },
    )


def _asks(story: Story) -> Ints:
    """Give the places where a survey about another resolution than the last one begins."""
    cases = story.cases
    asked = cases.of(Told.SURVEY_ASKED)
    both = cases.of(Told.SURVEY_ASKED, Told.SURVEY_ANSWERED).places
    case = cases.case[both]
    both = both[(cases.told[both] == Told.SURVEY_ASKED) | (asked.latest(both, cases.first[case]) < 0)]
    case = cases.case[both]
    about = _resolutions(story).latest(both, cases.first[case])
    begins: Ints = both[beginnings(case) | beginnings(about)]
    return begins


def _resolutions(story: Story) -> Marks:
    return story.cases.marks(story.course.moves.places[story.course.resolves])


def _until_next(places: Ints, case: Ints, end: Ints) -> Ints:
    """Give the next of some places in the same case, else where the case ends."""
    until = end[case]
    until[:-1] = np.minimum(until[:-1], places[1:])
    return until


def reviews(story: Story) -> pa.Table:
    """Write a row for every quality review, of the person whose handling was reviewed."""
    cases = story.cases
    places = cases.of(Told.REVIEWED).places
    return written(
        FactTable.REVIEWS,
        {
            **story.where.rows(cases.case[places]),
            **_whose(story, places),
            "at": cases.at[places],
            "random": flags(cases.numbers("flag", places) == 1),
            **{name: cases.numbers(name, places) for name in HEARTS},
        },
    )


def complaints(story: Story) -> pa.Table:
    """Write a row for every complaint about a case, of the person whose part it is, else of whoever held the case."""
    cases = story.cases
    places = cases.of(Told.COMPLAINED).places
    about = {**story.where.rows(cases.case[places]), **_whose(story, places), "at": cases.at[places]}
    return written(FactTable.COMPLAINTS, about)


def _whose(story: Story, places: Ints) -> dict[str, Column]:
    """Give the person that events name, with the team told or that of their last holding; else the holder then."""
    hands = story.hands
    person, team = story.cases.numbers("person", places), story.cases.numbers("team", places)
    held = hands.during(places)
    own = _last_holding(story, places, person)
    there = np.where((person != NONE) & (own >= 0), own, held)
    return {
        "person": np.where(person == NONE, hands.person[held], person),
        "team": np.where(team == NONE, hands.team[there], team),
    }


def _last_holding(story: Story, places: Ints, person: Ints) -> Ints:
    """Give the last holding of a person in the case of an event, up to the event; -1 where there is none."""
    hands = story.hands
    held = np.flatnonzero(np.isin(hands.case, story.cases.case[places]))
    case = np.concatenate([hands.case[held], story.cases.case[places]])
    who = np.concatenate([hands.person[held], person])
    when = np.concatenate([hands.marks.places[held], places])
    order = np.lexsort((when, who, case))
    is_holding = order < held.size
    begins = beginnings(case[order]) | beginnings(who[order])
    last = np.maximum.accumulate(np.where(begins | is_holding, np.arange(order.size), 0))
    found = np.full(order.size, -1, np.int64)
    found[order] = np.where(is_holding[last], np.append(held, -1)[np.minimum(order[last], held.size)], -1)
    return found[held.size :]
