"""The fact tables told in the plainest way: one case, one event after another, nothing of the fold.

Slow and obvious on purpose. It gives, for every table about cases, the rows that the fold has to give.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from liuxin.engines.measurement.schemas import HEARTS, WHOLE
from liuxin.kernel.business_time import BusinessClock
from liuxin.kernel.errors import NotFoundError
from tests.facts.stories import CaseEvent

Row = dict[str, Any]
ClockOf = Callable[[str], BusinessClock]
MOVES = {f"case.{name}" for name in ("opened", "handed_over", "waiting", "resumed", "resolved", "reopened", "closed")}


@dataclass
class Hold:
    """A holding, and what was seen of the case while it lasted."""

    seq: int
    person: int | None
    team: int | None
    accountable: int | None
    start: int
    end: int | None = None
    answer: int | None = None
    muted: bool = False
    escalated: int = 0
    required: int = 0


@dataclass
class Solved:
    """A resolution."""

    at: int
    hold: int
    priority: int | None
    category: str
    transfers: int
    reopened_at: int | None = None
    confirmed: int | None = None
    recategorised: int | None = None


@dataclass
class Stretch:
    """A time between two moves of the case, in which its state was one."""

    start: int
    end: int
    hold: int
    waiting: bool
    resolved: bool


@dataclass
class Life:
    """One case lived through again."""

    case: str
    opening: CaseEvent
    clock: BusinessClock | None
    unranked: Collection[int]
    holds: list[Hold] = field(default_factory=list)
    solved: list[Solved] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    waiting: bool = False
    resolved: bool = False
    since: int = 0
    priority: int | None = None
    category: str = ""
    due: int | None = None
    kept: bool | None = None
    basis: str = ""
    judged: int | None = None
    closed: tuple[int, str, bool, int | None, int | None] | None = None
    transfers: int = 0
    last_person: int | None = None
    answer: tuple[int, int] | None = None
    muted: bool = False
    messages: list[tuple[int, int, int | None]] = field(default_factory=list)
    surveys: list[Row] = field(default_factory=list)
    asked_of: int = -1
    asked: bool = False
    reviews: list[Row] = field(default_factory=list)
    complaints: list[Row] = field(default_factory=list)
    duties: list[Row] = field(default_factory=list)
    owed: list[Row] = field(default_factory=list)
    lost: frozenset[int] = frozenset()
    categories: list[str] = field(default_factory=list)
    last_seq: int = 0

    # --- what is heard ------------------------------------------------------------------------------------------------

    def hear(self, event: CaseEvent) -> None:
        at = max(event.at, self.opening.at)
        told: Row = {**event.payload, "_seq": event.seq}
        self.last_seq = max(self.last_seq, event.seq)
        if event.code in MOVES:
            if self.holds:
                self.stretches.append(Stretch(self.since, at, len(self.holds) - 1, self.waiting, self.resolved))
            self.since = at
            if event.code != "case.handed_over" and isinstance(told.get("due"), int):
                self.due = told["due"]
        getattr(self, event.code.replace(".", "_"), self.pass_over)(at, told)

    def pass_over(self, _at: int, _told: Row) -> None:
        """Hear what changes nothing."""

    def case_opened(self, at: int, told: Row) -> None:
        self.priority, self.category = told.get("priority"), told.get("category") or ""
        self.categories += [self.category] if self.category else []
        self.case_handed_over(at, told)

    def case_handed_over(self, at: int, told: Row) -> None:
        if self.holds:
            self.holds[-1].end = at
        who = told.get("holder")
        seq = told.get("seq") or len(self.holds) + 1
        self.holds.append(Hold(seq, who, told.get("team"), told.get("accountable"), at))
        if self.is_person(who):
            self.transfers += self.last_person not in {None, who}
            self.last_person = who

    def case_waiting(self, _at: int, _told: Row) -> None:
        self.waiting = True

    def case_resumed(self, _at: int, _told: Row) -> None:
        self.waiting = False

    def case_resolved(self, at: int, _told: Row) -> None:
        self.waiting = False
        if not self.resolved:
            self.solved.append(Solved(at, len(self.holds) - 1, self.priority, self.category, self.transfers))
            if self.categories:
                self.solved[-1].recategorised = int(self.categories[-1] != self.categories[0])
        self.resolved = True
        self.done(at)

    def case_reopened(self, at: int, _told: Row) -> None:
        self.waiting, self.closed = False, None
        if self.resolved:
            self.solved[-1].reopened_at = at
            self.muted = self.holds[-1].muted = True
        self.resolved = False

    def case_closed(self, at: int, told: Row) -> None:
        self.case_resolved(at, told)
        self.replied(at)
        holder = self.holds[-1]
        outcome = told.get("outcome") or ""
        self.closed = at, outcome, told.get("recorded", True) is not False, holder.person, holder.team

    def case_promise_judged(self, at: int, told: Row) -> None:
        self.kept, self.basis, self.judged = bool(told.get("kept")), told.get("basis") or "", at

    def case_classified(self, _at: int, told: Row) -> None:
        self.priority = told.get("priority", self.priority)
        self.category = told.get("category", self.category)
        self.categories += [told["category"]] if told.get("category") else []

    def message_sent(self, at: int, told: Row) -> None:
        who = told.get("person")
        if told.get("automatic") or who is None or not self.is_person(who) or told["_seq"] in self.lost:
            return
        self.replied(at)
        held = self.holds[-1]
        self.messages.append((at, who, held.team))
        if self.answer is None and not self.muted:
            self.answer = at, who
        if who == held.person and held.answer is None and not held.muted:
            held.answer = at

    def replied(self, at: int) -> None:
        for each in self.owed:
            if each["ended_at"] is None:
                each["ended_at"] = at

    def case_response_due(self, at: int, told: Row) -> None:
        if told.get("due") is not None:
            since = at if told.get("since") is None else told["since"]
            self.owed.append({"target": told.get("target"), "since": since, "due": told["due"], "ended_at": None})

    def case_escalated(self, _at: int, told: Row) -> None:
        self.holds[-1].escalated = 1
        self.holds[-1].required |= bool(told.get("required"))

    def case_confirmed(self, _at: int, told: Row) -> None:
        if self.solved and told.get("settled") is not None:
            self.solved[-1].confirmed = int(told["settled"])

    def case_next_planned(self, at: int, told: Row) -> None:
        if self.duties and self.duties[-1]["ended_at"] is None:
            due = self.duties[-1]["due"]
            self.duties[-1] |= {"ended_at": at, "moved": due is not None and at <= due}
        held = self.holds[-1]
        who = held.person if told.get("person") is None else told["person"]
        self.duties.append(
            {"what": "next_step", "person": who, "team": held.team, "raised_at": at, "due": told.get("due"),
             "ended_at": None, "good": None, "moved": False}
        )  # fmt: skip

    def case_next_done(self, at: int, _told: Row) -> None:
        self.done(at)

    def done(self, at: int) -> None:
        if self.duties and self.duties[-1]["ended_at"] is None:
            self.duties[-1]["ended_at"] = at

    def survey_asked(self, at: int, _told: Row) -> None:
        self.asked = True
        self.ask(at)

    def ask(self, at: int) -> None:
        if self.surveys and self.asked_of == len(self.solved):
            return
        self.asked_of = len(self.solved)
        held = self.holds[self.solved[-1].hold] if self.solved else self.holds[-1]
        nothing = dict.fromkeys(("answered_at", "overall", *HEARTS))
        self.surveys.append({"person": held.person, "team": held.team, "asked_at": at, **nothing})

    def survey_answered(self, at: int, told: Row) -> None:
        if not self.asked:
            self.ask(at)
        if self.surveys[-1]["answered_at"] is None:
            scores = {name: told.get(name) for name in ("overall", *HEARTS)}
            self.surveys[-1] |= {"answered_at": at, **scores}

    def review_recorded(self, at: int, told: Row) -> None:
        hearts = {name: told.get(name) for name in HEARTS}
        self.reviews.append({**self.about(told), "at": at, "random": bool(told.get("random")), **hearts})

    def case_complained(self, at: int, told: Row) -> None:
        self.complaints.append({**self.about(told), "at": at})

    def about(self, told: Row) -> Row:
        """Give whose part is meant: the one named, with the team of their last holding; else whoever holds the case."""
        held = self.holds[-1]
        who = told.get("person")
        if who is not None:
            held = next((each for each in reversed(self.holds) if each.person == who), held)
        team = held.team if told.get("team") is None else told["team"]
        return {"person": held.person if who is None else who, "team": team}

    # --- what is told -------------------------------------------------------------------------------------------------

    def is_person(self, who: int | None) -> bool:
        return who is not None and who not in self.unranked

    def where(self, priority: int | None, category: str) -> Row:
        told = self.opening.payload
        return {
            "case": self.case,
            **{name: told.get(name) for name in ("customer", "site", "product")},
            **{name: told.get(name) or "" for name in ("kind", "stage", "channel")},
            "priority": priority,
            "category": category,
            "opened_at": self.opening.at,
        }

    def work(self, start: int, end: int) -> int | None:
        if end <= start:
            return 0
        if self.clock is None or start < self.clock.first or end > self.clock.last:
            return None
        return self.clock.seconds(start, end)

    def spent(self, start: int, end: int, counts: Callable[[Stretch], bool]) -> int | None:
        """Give the business time between two instants in stretches that count; None where the calendar ends."""
        if self.work(start, end) is None:
            return None
        cut = [(max(each.start, start), min(each.end, end)) for each in self.stretches if counts(each)]
        return sum(self.work(begin, finish) or 0 for begin, finish in cut if finish > begin)

    def limit(self) -> int | None:
        last = self.solved[-1].at if self.solved else None
        if last is not None and (self.due is None or last <= self.due):
            return last
        if self.waiting and self.kept is None:
            return None
        return self.judged if self.due is None else self.due

    def at_limit(self, limit: int) -> int:
        if self.solved and self.solved[-1].at == limit and (self.due is None or limit <= self.due):
            return self.solved[-1].hold
        held = [place for place, hold in enumerate(self.holds) if hold.start <= limit]
        return held[-1] if held else 0

    def standing(self) -> int | None:
        return self.solved[-1].at if self.resolved else None

    def first_person(self) -> Row:
        first = next((hold for hold in self.holds if self.is_person(hold.person)), None)
        return {"first_holder": first.person if first else None, "first_team": first.team if first else None}

    def cases(self) -> Iterator[Row]:
        closed = self.closed or (None, "", False, None, None)
        answer = self.answer or (None, None)
        yield {
            **self.where(self.priority, self.category),
            "source": self.opening.payload.get("source") or "",
            "resolved_at": self.standing(),
            **dict(zip(("closed_at", "outcome", "outcome_recorded", "closer", "closer_team"), closed, strict=True)),
            "due": self.due,
            "promise": None if self.kept is None else int(self.kept),
            "promise_basis": self.basis,
            "promise_at": self.limit(),
            "reopenings": sum(each.reopened_at is not None for each in self.solved),
            "transfers": self.solved[-1].transfers if self.solved else self.transfers,
            **self.first_person(),
            "answered_at": answer[0],
            "answered_by": answer[1],
            "answer_seconds": None if answer[0] is None else self.work(self.opening.at, answer[0]),
            "last_seq": self.last_seq,
        }

    def resolutions(self) -> Iterator[Row]:
        for n, each in enumerate(self.solved, 1):
            held = self.holds[each.hold]
            yield {
                **self.where(each.priority, each.category),
                "n": n,
                "at": each.at,
                "person": held.person,
                "team": held.team,
                "calendar_seconds": each.at - self.opening.at,
                "business_seconds": self.spent(self.opening.at, each.at, lambda stretch: not stretch.waiting),
                "waiting_seconds": self.spent(self.opening.at, each.at, lambda stretch: stretch.waiting),
                "recategorised": each.recategorised,
                "transfers": each.transfers,
                "reopened_at": each.reopened_at,
                "last": n == len(self.solved),
                **self.first_person(),
                "confirmed": each.confirmed,
            }

    def participation(self) -> Iterator[Row]:
        limit = self.limit()
        seconds, units = self.credit(limit)
        people = [hold.person for hold in self.holds]
        for place, hold in enumerate(self.holds):
            first = people.index(hold.person) == place
            yield {
                **self.where(self.priority, self.category),
                "seq": hold.seq,
                "person": hold.person,
                "team": hold.team,
                "accountable": hold.accountable,
                "start": hold.start,
                "end": hold.end,
                "business_seconds": seconds[place],
                "units": units[place],
                "kept": None if self.kept is None else int(self.kept),
                "due": self.due,
                "promise": None if self.kept is None else int(self.kept),
                "promise_at": limit,
                "resolved_at": self.standing(),
                "handling_seconds": self.handling(hold.person) if first else None,
                "gap_seconds": None if self.is_person(hold.person) else self.gap(place),
                "answered_at": hold.answer,
                "answer_seconds": None if hold.answer is None else self.work(hold.start, hold.answer),
                "from_person": self.other(reversed(self.holds[:place]), hold.person),
                "to_person": self.other(self.holds[place + 1 :], hold.person),
                "first_of_person": first,
                "escalated": hold.escalated,
                "required": hold.required,
            }

    def other(self, holds: Iterable[Hold], who: int | None) -> int | None:
        near = next((hold.person for hold in holds if self.is_person(hold.person)), None)
        return near if self.is_person(who) and near != who else None

    def credit(self, limit: int | None) -> tuple[list[int | None], list[int | None]]:
        if limit is None:
            return [None] * len(self.holds), [None] * len(self.holds)
        spans = [(hold.start, limit if hold.end is None else min(hold.end, limit)) for hold in self.holds]
        seconds = [self.work(*span) for span in spans]
        known = [] if None in seconds else [each or 0 for each in seconds]
        weights = known if any(known) else [max(0, end - start) for start, end in spans]
        if not any(weights):
            weights[self.at_limit(limit)] = 1
        parts = [int(each / sum(weights) * WHOLE) for each in weights]
        parts[weights.index(max(weights))] += WHOLE - sum(parts)
        assert all(
            abs(part - Fraction(WHOLE * each, sum(weights))) <= len(parts)
            for part, each in zip(parts, weights, strict=True)
        )
        first: dict[tuple[int | None, int | None], int] = {}
        units: list[int | None] = [0] * len(parts)
        for place, (hold, part) in enumerate(zip(self.holds, parts, strict=True)):
            units[first.setdefault((hold.person, hold.team), place)] += part  # type: ignore[operator]
        return seconds, units

    def handling(self, who: int | None) -> int | None:
        if not self.is_person(who) or not self.solved:
            return None
        last = self.solved[-1].at
        spans = [(each.start, last if each.end is None else min(each.end, last))
                 for each in self.holds if each.person == who]  # fmt: skip
        spent = [self.spent(*span, lambda stretch: not stretch.waiting and not stretch.resolved) for span in spans]
        return None if None in spent else sum(each or 0 for each in spent)

    def gap(self, place: int) -> int | None:
        hold = self.holds[place]
        end = self.standing() if hold.end is None else hold.end
        states = [each.resolved for each in self.stretches if each.hold == place]
        if hold.end is None:
            states.append(self.resolved)
        if end is None or all(states):
            return None
        return self.spent(hold.start, end, lambda stretch: not stretch.resolved)

    def spells(self) -> Iterator[Row]:
        whole = [(each.start, each.end, each.hold, each.resolved) for each in self.stretches]
        pieces: list[list[Any]] = []
        for start, end, hold, resolved in [*whole, (self.since, None, len(self.holds) - 1, self.resolved)]:
            if pieces and pieces[-1][2:] == [hold, resolved]:
                pieces[-1][1] = end
            else:
                pieces.append([start, end, hold, resolved])
        for start, end, place, resolved in pieces:
            hold = self.holds[place]
            if not resolved and (end is None or end > start):
                yield {
                    **self.where(self.priority, self.category),
                    "person": hold.person,
                    "team": hold.team,
                    "accountable": hold.accountable,
                    "start": start,
                    "end": end,
                }

    def replies(self) -> Iterator[Row]:
        last = self.solved[-1].at if self.solved else None
        by: defaultdict[int, list[int | None]] = defaultdict(list)
        for at, who, team in self.messages:
            if last is None or at <= last:
                by[who].append(team)
        for who, teams in sorted(by.items()):
            told = {"person": who, "team": teams[0], "at": self.standing(), "replies": len(teams)}
            yield {**self.where(self.priority, self.category), **told}

    def responses(self) -> Iterator[Row]:
        for each in self.owed:
            ended, since = each["ended_at"], each["since"]
            limit = max(since, each["due"] if ended is None else min(ended, each["due"]))
            spans = [
                (max(hold.start, since), limit if hold.end is None else min(hold.end, limit)) for hold in self.holds
            ]
            seconds = [self.work(*span) for span in spans]
            known = [] if None in seconds else [one or 0 for one in seconds]
            weights = known if any(known) else [max(0, end - start) for start, end in spans]
            if not any(weights):
                before = [place for place, hold in enumerate(self.holds) if hold.start <= limit]
                weights[before[-1] if before else 0] = 1
            parts = [int(weight / sum(weights) * WHOLE) for weight in weights]
            parts[weights.index(max(weights))] += WHOLE - sum(parts)
            whole: defaultdict[tuple[int | None, int | None], int] = defaultdict(int)
            for hold, part in zip(self.holds, parts, strict=True):
                whole[hold.person, hold.team] += part
            for (person, team), units in sorted(whole.items(), key=_nobody_first):
                if units:
                    about = {"person": person, "team": team, "at": limit, "units": units}
                    yield {**self.where(self.priority, self.category), **each, **about}

    def rows(self, table: str) -> Iterator[Row]:
        if table in {"surveys", "reviews", "complaints", "duties"}:
            return ({**self.where(self.priority, self.category), **row} for row in getattr(self, table))
        told: Iterator[Row] = getattr(self, table)()
        return told


def retold(events: Iterable[CaseEvent], table: str, clock_of: ClockOf, unranked: Collection[int]) -> list[Row]:
    """Give the rows of a table about cases, in the order of their codes."""
    of: defaultdict[str, list[CaseEvent]] = defaultdict(list)
    for event in events:
        of[event.case].append(event)
    lives = (_life(case, told, clock_of, unranked) for case, told in sorted(of.items()))
    return [row for life in lives if life for row in life.rows(table)]


def _life(case: str, events: list[CaseEvent], clock_of: ClockOf, unranked: Collection[int]) -> Life | None:
    openings = sorted((each for each in events if each.code == "case.opened"), key=lambda each: (each.at, each.seq))
    if not openings:
        return None
    first = openings[0]
    try:
        clock = clock_of(str(first.payload.get("calendar") or ""))
    except NotFoundError:
        clock = None
    life = Life(case, first, clock, unranked, lost=_lost(events))
    life.hear(first)
    for event in sorted(events, key=lambda each: (each.at, each.seq)):
        if event.code != "case.opened":
            life.hear(event)
    life.last_seq = max([life.last_seq, *(event.seq for event in events if event.code != "case.opened")])
    return life


def _lost(events: list[CaseEvent]) -> frozenset[int]:
    """Give the places in the record of messages that came back later."""
    ordered = sorted(events, key=lambda each: (each.at, each.seq))
    keys = [each.payload.get("message") for each in ordered]
    return frozenset(
        each.seq
        for place, each in enumerate(ordered)
        if each.code == "message.sent" and keys[place] is not None
        and any(later.code == "message.undelivered" and later.payload.get("message") == keys[place]
                for later in ordered[place + 1 :])
    )  # fmt: skip


def _nobody_first(one: tuple[tuple[int | None, ...], int]) -> list[tuple[bool, int]]:
    return [(each is not None, each or 0) for each in one[0]]
