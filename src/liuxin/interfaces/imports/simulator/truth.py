"""What is true of a simulation: what was planted, and what came of it, counted from its own arrays.

Nothing here reads events: the figures are those that any fold of the events has to find again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa

from liuxin.interfaces.imports.simulator.blocks import CASE_PREFIX, WIDTH, numbered
from liuxin.interfaces.imports.simulator.catalogue import POSITIONS
from liuxin.interfaces.imports.simulator.owing import owed
from liuxin.interfaces.imports.simulator.people import FAR
from liuxin.interfaces.imports.simulator.stream import Drawn
from liuxin.interfaces.imports.simulator.words import HEARTS, NONE, SLOTS, Flags, Whole
from liuxin.interfaces.imports.simulator.world import World

CASES: Final = (
    *("case", "opened_at", "customer", "matter", "channel", "priority", "due", "is_new", "waiting"),
    *("first_holder", "first_team", "transfers", "answered_at", "answered_by", "replies"),
    *("resolver", "resolver_team", "resolutions", "first_resolved_at", "resolved_at", "reopened_at", "closed_at"),
    *("kept", "asked_at", "answered_survey_at", "overall", "escalated", "complained_at"),
)
"""Columns of the truth: keys and epoch seconds, null where it never came to that within the record.

`resolver` is whoever resolved the case, at the first time and again; `waiting` whether it waits for the customer at the
end of the record."""

_REPLIES: Final = pa.schema(
    [("case", pa.string()), ("target", pa.string()), *((name, pa.int64()) for name in ("since", "due", "ended_at"))]
)


@dataclass(frozen=True, slots=True)
class _Reckoner:
    """Reckons what is true of cases that were drawn together."""

    world: World
    drawn: Drawn

    def second(self, slot: str, minute: Whole, which: Flags) -> Whole:
        """Give when something happened; NONE where it did not within the record."""
        at = self.drawn.course.at(minute, SLOTS[slot])
        return np.where(which & (at < self.world.scenario.end), at, NONE)

    def columns(self) -> dict[str, Whole]:
        """Give all columns but the code."""
        return {**self._opening(), **self._hands(), **self._endings(), **self._opinions()}

    def _opening(self) -> dict[str, Whole]:
        course = self.drawn.course
        waits = self.second("waiting", course.waiting, course.waits)
        goes_on = self.second("resumed", course.resumed, course.waits)
        return {
            "opened_at": self.second("opened", course.told.at, np.ones(course.size, np.bool_)),
            "customer": course.told.customer + 1,
            "matter": course.told.matter,
            "channel": course.told.channel,
            "priority": course.priority,
            "due": np.where(course.due < FAR, course.due, NONE),
            "is_new": course.is_new.astype(np.int64),
            "waiting": ((waits != NONE) & (goes_on == NONE)).astype(np.int64),
        }

    def _endings(self) -> dict[str, Whole]:
        course, ended = self.drawn.course, self.drawn.around.ended
        withdrawn = self.second("closed", course.resolved, ended.withdrawn)
        first = np.where(ended.withdrawn, withdrawn, self.second("resolved", course.resolved, ~ended.withdrawn))
        again = self.second("resolved_again", course.again, course.reopens)
        last = np.where(course.reopens, again, first)
        answered_at, answered_by = self._first_answer()
        return {
            "answered_at": answered_at,
            "answered_by": answered_by,
            "replies": self._replies(last),
            "resolver": np.where(first != NONE, course.holder + 1, NONE),
            "resolver_team": np.where(first != NONE, course.team + 1, NONE),
            "resolutions": (first != NONE) + (again != NONE).astype(np.int64),
            "first_resolved_at": first,
            "resolved_at": last,
            "reopened_at": self.second("reopened", course.reopened, course.reopens),
            "closed_at": self.second("closed", ended.closed_at, ended.closed),
            "kept": np.where((last != NONE) & (course.due < FAR), last <= course.due, NONE),
        }

    def _opinions(self) -> dict[str, Whole]:
        heard, marks = self.drawn.around.heard, self.drawn.around.marks
        surveyed, overall = self._survey()
        return {
            "asked_at": self.second("asked", heard.asked_at, heard.asked),
            "answered_survey_at": surveyed,
            "overall": overall,
            "escalated": self.second("escalated", marks.escalated_at, marks.escalated),
            "complained_at": self.second("complained", marks.complained_at, marks.complained),
        }

    def _hands(self) -> dict[str, Whole]:
        """Follow the case from person to person."""
        course = self.drawn.course
        everything = np.ones(course.size, np.bool_)
        entered = self.second("taken", course.taken, course.queued)
        entered = np.where(course.queued, entered, self.second("opened", course.told.at, everything))
        stations = (
            (entered, course.entry, course.entry_team),
            (self.second("wrong_team", course.wrong_at, course.wrong), course.wrong_holder, course.wrong_team),
            (self.second("returned", course.returned_at, course.returned), course.entry, course.entry_team),
            (self.second("given", course.begun, course.hops), course.holder, course.team),
        )
        first, team = np.full(course.size, NONE), np.full(course.size, NONE)
        last, transfers = np.full(course.size, NONE), np.zeros(course.size, dtype=np.int64)
        for at, person, of in stations:
            there = at != NONE
            transfers += there & (last != NONE) & (last != person + 1)
            team = np.where(there & (first == NONE), of + 1, team)
            first = np.where(there & (first == NONE), person + 1, first)
            last = np.where(there, person + 1, last)
        return {"first_holder": first, "first_team": team, "transfers": transfers}

    def _answers(self) -> list[tuple[Whole, Whole]]:
        """Give every message that a person sent, as times and authors; the last is what follows a reopening."""
        course, said = self.drawn.course, self.drawn.around.said
        return [
            (self.second("greeting", course.greeting, course.greeted), course.entry + 1),
            (self.second("answer", said.answer_at, said.answer), course.holder + 1),
            (self.second("question", course.waiting, course.waits), course.holder + 1),
            (self.second("result", course.resolved, said.result), course.holder + 1),
            (self.second("apology", course.reopened, said.apology), course.holder + 1),
        ]

    def _first_answer(self) -> tuple[Whole, Whole]:
        """Find the first answer of a person; what was said only after a reopening is none."""
        size = self.drawn.course.size
        first, author = np.full(size, FAR), np.full(size, NONE)
        for at, person in self._answers()[:-1]:
            sooner = (at != NONE) & (at < first)
            first, author = np.where(sooner, at, first), np.where(sooner, person, author)
        return np.where(first < FAR, first, NONE), author

    def _replies(self, resolved: Whole) -> Whole:
        """Count what people wrote before the last resolution."""
        count = np.zeros(self.drawn.course.size, dtype=np.int64)
        for at, _ in self._answers():
            count += (at != NONE) & (resolved != NONE) & (at < resolved)
        return count

    def promised_replies(self) -> Iterator[pa.Table]:
        """Give the promises of replies: a person replies, or the case is closed and its customer told."""
        course, ended = self.drawn.course, self.drawn.around.ended
        replies = [at for at, _ in self._answers()]
        replies.append(self.second("closed", ended.closed_at, ended.closed))
        for each in owed(self.world, course, self.drawn.around):
            since = self.second(each.slot, each.at, each.which)
            later = [np.where((at != NONE) & (at > since), at, FAR) for at in replies]
            replied, rows = np.minimum.reduce(later), np.flatnonzero(since != NONE)
            code = numbered(CASE_PREFIX, course.number[rows], WIDTH)
            target = pa.array([each.target] * rows.size, pa.string())
            times = (since[rows], each.due[rows], np.where(replied < FAR, replied, NONE)[rows])
            columns = [code, target, *(pa.array(at, pa.int64(), mask=at == NONE) for at in times)]
            yield pa.table(columns, schema=_REPLIES)

    def _survey(self) -> tuple[Whole, Whole]:
        course, survey = self.drawn.course, self.drawn.around.heard.survey
        at, overall = np.full(course.size, NONE), np.full(course.size, NONE)
        second = survey.at + SLOTS["answered"] + course.shift[survey.rows]
        within = second < self.world.scenario.end
        at[survey.rows[within]], overall[survey.rows[within]] = second[within], survey.overall[within]
        return at, overall


def true_cases(world: World, drawn: Iterable[Drawn]) -> pa.Table:
    """Give one row a case with what is true of it, as `CASES` names the columns."""
    parts = [pa.schema([(name, pa.string() if name == "case" else pa.int64()) for name in CASES]).empty_table()]
    for some in drawn:
        columns = _Reckoner(world, some).columns()
        code = numbered(CASE_PREFIX, some.course.number, WIDTH)
        arrays = {name: pa.array(values, pa.int64(), mask=values == NONE) for name, values in columns.items()}
        parts.append(pa.table({"case": code, **arrays}).select(CASES))
    return pa.concat_tables(parts)


def true_replies(world: World, drawn: Iterable[Drawn]) -> pa.Table:
    """Give one row for each promise of a reply: of which case, since when, until when, when somebody replied."""
    parts = [part for some in drawn for part in _Reckoner(world, some).promised_replies()]
    return pa.concat_tables([_REPLIES.empty_table(), *parts])


def true_people(world: World) -> pa.Table:
    """Give one row a person with everything planted in it: keys, post, and the traits that `Traits` explains."""
    people, traits = world.people, world.people.traits
    fields = {name: getattr(traits, name) for name in traits.__dataclass_fields__ if name != "hearts"}
    hearts = {heart: traits.hearts[:, place] for place, heart in enumerate(HEARTS)}
    return pa.table(
        {
            "person": np.arange(1, people.count + 1),
            "position": [POSITIONS[int(each)].code for each in people.position],
            "team": pa.array(people.team + 1, mask=people.team < 0),
            "handles_cases": np.arange(people.count) < people.handlers,
            **fields,
            **hearts,
        }
    )
