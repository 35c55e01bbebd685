"""The course of cases as events: every code of the vocabulary whose subject is a case."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from liuxin.interfaces.imports.simulator.after import Around
from liuxin.interfaces.imports.simulator.blocks import KINDS, STAGES, TEXTS, Block
from liuxin.interfaces.imports.simulator.catalogue import CALENDARS, MATTERS, OUTCOMES, PRODUCTS, WITHDRAWN
from liuxin.interfaces.imports.simulator.course import Course
from liuxin.interfaces.imports.simulator.owing import owed
from liuxin.interfaces.imports.simulator.people import FAR
from liuxin.interfaces.imports.simulator.words import NONE, SLOTS, Flags, Whole
from liuxin.interfaces.imports.simulator.world import World

_KIND: Final = np.array([KINDS.index(matter.kind) for matter in MATTERS], dtype=np.int64)
_STAGE: Final = np.array([STAGES.index(matter.stage) for matter in MATTERS], dtype=np.int64)
_PRODUCT: Final = np.array([PRODUCTS.index(matter.product) for matter in MATTERS], dtype=np.int64)
_OFFICE, _SERVICE = range(len(CALENDARS))
_NOT_RECORDED: Final = OUTCOMES.index("not_recorded")
_COMPUTED: Final = TEXTS.index("computed")


def _moves(course: Course) -> tuple[Flags, ...]:
    """Give which hand-overs there are after the opening."""
    return course.queued, course.wrong, course.returned, course.through_queue, course.hops


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells cases; keys are places and one."""

    world: World
    course: Course
    around: Around

    def blocks(self) -> Iterator[Block]:
        """Give the events of all cases, code by code; what is later at one instant comes later here."""
        yield self._opening()
        yield from self._hands()
        yield from self._messages()
        yield from self._owed()
        yield from self._steps()
        yield from self._marks()
        yield from self._ends()
        yield from self._opinions()

    def _block(self, code: str, slot: str, which: Flags | Whole, at: Whole, **columns: Whole) -> Block:
        """Give the events of some rows; `at` and columns are arrays of all cases, or of the rows where rows are given.

        The time is that minute and the second of the slot, shifted as all events of the case.
        """
        course = self.course
        rows = np.flatnonzero(which) if which.dtype == np.bool_ else which
        if which.dtype == np.bool_:
            at, columns = at[rows], {name: values[rows] for name, values in columns.items()}
        return Block(code, at + (SLOTS[slot] + course.shift[rows]), course.number[rows], columns)

    def _opening(self) -> Block:
        course, world = self.course, self.world
        told, customers = course.told, world.customers
        lead = world.teams.lead[course.entry_team]
        site = customers.site[told.customer]
        return self._block(
            "case.opened", "opened", np.ones(course.size, np.bool_), told.at,
            customer=told.customer + 1,
            kind=_KIND[told.matter],
            stage=_STAGE[told.matter],
            channel=told.channel,
            site=np.where(site < 0, NONE, site + 1),
            calendar=np.where(course.service, _SERVICE, _OFFICE),
            due=np.where(course.due < FAR, course.due, NONE),
            source=np.zeros(course.size, dtype=np.int64),
            priority=course.priority,
            category=told.matter,
            product=_PRODUCT[told.matter],
            place=np.ones(course.size, dtype=np.int64),
            person=np.where(course.queued, NONE, course.entry + 1),
            team=course.entry_team + 1,
            accountable=np.where(course.queued, lead, course.entry) + 1,
        )  # fmt: skip

    def _hands(self) -> Iterator[Block]:
        course, lead = self.course, self.world.teams.lead
        place = 1 + course.queued.astype(np.int64)
        entry = (course.entry, course.entry_team)
        yield self._hand("taken", course.queued, course.taken, entry, place)
        place += course.wrong
        wrong = (course.wrong_holder, course.wrong_team)
        yield self._hand("wrong_team", course.wrong, course.wrong_at, wrong, place)
        place += course.returned
        yield self._hand("returned", course.returned, course.returned_at, entry, place)
        place += course.through_queue
        yield self._block(
            "case.handed_over", "queued", course.through_queue, course.queue_at,
            person=np.full(course.size, NONE), team=course.team + 1, accountable=lead[course.team] + 1, place=place,
        )  # fmt: skip
        place = place + course.hops
        yield self._hand("given", course.hops, course.begun, (course.holder, course.team), place)

    def _hand(self, slot: str, which: Flags, at: Whole, into: tuple[Whole, Whole], place: Whole) -> Block:
        holder, team = into
        hands = {"person": holder + 1, "team": team + 1, "accountable": holder + 1, "place": place.copy()}
        return self._block("case.handed_over", slot, which, at, **hands)

    def _messages(self) -> Iterator[Block]:
        course, said = self.course, self.around.said
        entry, holder = course.entry + 1, course.holder + 1
        no = np.zeros(course.size, dtype=np.int64)
        bot = np.full(course.size, self.world.people.bot + 1)
        sent, received = "message.sent", "message.received"
        yield self._block(sent, "receipt", said.receipt, course.told.at, person=bot, flag=no + 1)
        yield self._block(received, "request", course.written, course.told.at)
        yield self._block(sent, "greeting", course.greeted, course.greeting, person=entry, flag=no)
        yield self._block(sent, "answer", said.answer, said.answer_at, person=holder, flag=no)
        yield self._block(sent, "question", course.waits, course.waiting, person=holder, flag=no)
        yield self._block(received, "reply", course.waits, course.resumed)
        yield self._block(sent, "result", said.result, course.resolved, person=holder, flag=no)
        yield self._block(received, "objection", said.objection, course.reopened)
        yield self._block(sent, "apology", said.apology, course.reopened, person=holder, flag=no)

    def _owed(self) -> Iterator[Block]:
        """Promise replies: of the same second as what asks for them, told after it."""
        for each in owed(self.world, self.course, self.around):
            text = np.full(self.course.size, TEXTS.index(each.target))
            since = self.course.at(each.at, SLOTS[each.slot])
            yield self._block("case.response_due", each.slot, each.which, each.at, text=text, start=since, due=each.due)

    def _steps(self) -> Iterator[Block]:
        course, plan = self.course, self.around.plan
        holder = course.holder + 1
        planned = "case.next_planned"
        yield self._block(planned, "planned", plan.made, plan.at, person=holder, due=plan.due)
        yield self._block(planned, "planned_again", plan.moved, plan.moved_at, person=holder, due=plan.moved_due)
        yield self._block("case.next_done", "done", plan.done, plan.done_at)
        yield self._block("case.waiting", "waiting", course.waits, course.waiting)
        yield self._block("case.resumed", "resumed", course.waits, course.resumed)

    def _marks(self) -> Iterator[Block]:
        course, marks = self.course, self.around.marks
        required = marks.required.astype(np.int64)
        person = np.where(marks.names, course.holder + 1, NONE)
        yield self._block("case.escalated", "escalated", marks.escalated, marks.escalated_at, flag=required)
        yield self._block(
            "case.complained", "complained", marks.complained, marks.complained_at,
            person=person, team=course.team + 1,
        )  # fmt: skip

    def _ends(self) -> Iterator[Block]:
        course, ended = self.course, self.around.ended
        place = 1 + sum(
            (each.astype(np.int64) for each in _moves(course)),
            np.zeros(course.size, dtype=np.int64),
        )
        yield self._block("case.resolved", "resolved", ~ended.withdrawn, course.resolved, place=place)
        no = np.zeros(course.size, dtype=np.int64)
        yield self._block("case.confirmed", "refusal", self.around.heard.refused, course.reopened, flag=no)
        yield self._block("case.reopened", "reopened", course.reopens, course.reopened)
        yield self._block("case.resolved", "resolved_again", course.reopens, course.again, place=place)
        outcome = np.where(ended.withdrawn, TEXTS.index(WITHDRAWN), ended.outcome)
        recorded = (outcome != _NOT_RECORDED).astype(np.int64)
        yield self._block("case.closed", "closed", ended.closed, ended.closed_at, text=outcome, flag=recorded)
        yield from self._judgements()

    def _judgements(self) -> Iterator[Block]:
        """Judge what was promised at the last resolution: of the same second, told after it."""
        course, withdrawn = self.course, self.around.ended.withdrawn
        slots = (
            ("resolved", ~withdrawn & ~course.reopens),
            ("resolved_again", course.reopens),
            ("closed", withdrawn),
        )
        for slot, which in slots:
            second = course.at(course.last, SLOTS[slot])
            kept = (second <= course.due).astype(np.int64)
            basis = np.full(course.size, _COMPUTED)
            promised = which & (course.due < FAR)
            yield self._block("case.promise_judged", slot, promised, course.last, flag=kept, text=basis)

    def _opinions(self) -> Iterator[Block]:
        course, heard = self.course, self.around.heard
        survey, review = heard.survey, heard.review
        yield self._block("survey.asked", "asked", heard.asked, heard.asked_at)
        yield self._block(
            "survey.answered", "answered", survey.rows, survey.at, overall=survey.overall, **survey.columns()
        )
        settled = heard.settled.astype(np.int64)
        yield self._block("case.confirmed", "confirmed", heard.confirmed, heard.confirmed_at, flag=settled)
        yield self._block(
            "review.recorded", "reviewed", review.rows, review.at,
            person=course.holder[review.rows] + 1, flag=review.random, **review.columns(),
        )  # fmt: skip
