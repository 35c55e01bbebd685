"""The clocks of a case as it goes on: messages start and end them, steps move them, and what comes next is planned.

Every function here works on a row of a case that the caller holds locked, inside the caller's transaction.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from liuxin.desk.cases.models import Case, CaseClocks, EndedClock, PromiseAlarm
from liuxin.desk.cases.queries.promises import clocks_of, fired_of, terms_of
from liuxin.desk.cases.rules import clocks as rules
from liuxin.desk.cases.rules import promise
from liuxin.desk.cases.words import (
    CaseState,
    Channel,
    Clocks,
    Ended,
    Fired,
    Judgement,
    PromiseTerm,
    Status,
    Target,
    Terms,
)
from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Plain
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.business_time import BusinessClock
from liuxin.kernel.errors import NotFoundError

IN_PERSON = frozenset({Channel.PHONE.value, Channel.COUNTER.value})
"""Whoever comes by these speaks to a person at once: there is no first response to promise."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a case stands once a step is taken: what its row may not say yet."""

    status: Status
    promise_due: datetime | None
    next_due: datetime | None
    reopenings: int


def first_due(term: PromiseTerm | None, channel: str, clock: BusinessClock | None, at: datetime) -> datetime | None:
    """Give until when the first response to a case is due; None where nothing was promised."""
    minutes = term.terms.first_minutes if term else None
    if minutes is None or clock is None or channel in IN_PERSON:
        return None
    return promise.due_in(minutes, clock, at)


def start_clocks(row: Case, term: PromiseTerm | None, due: datetime | None, *, at: datetime) -> None:
    """Let the clocks of a new case run."""
    if term is None:
        return
    clocks = CaseClocks(case=row, rule_id=term.id, first_due=due)
    plan(clocks, now_of(row), clock=organisation.clock(term.terms.calendar), terms=term.terms, fired=(), at=at)
    clocks.save(force_insert=True)


def message_received(row: Case, *, at: datetime, by: Actor) -> None:
    """Take note of a message of the customer: from the earliest that nobody has answered, the next response is due."""
    clocks = clocks_row(row)
    terms, clock = terms_and_clock(row, clocks)
    before = clocks_of(clocks)
    after = rules.received(before, terms, clock, at)
    write(clocks, after, now_of(row), at=at)
    if after.answer_due is not None and before.answer_due is None:
        history.record([owed(row, Target.NEXT, after.answer_due, at)], by=by, at=at)


def message_sent(row: Case, *, at: datetime, by: Actor, human: bool, message: int | None = None) -> None:
    """Take note of a message to the customer: a person's ends the clocks of both responses, an automatic one none.

    Which clocks the `message` ended is kept, for it may come back.
    """
    if not human:
        return
    clocks = clocks_row(row)
    before = clocks_of(clocks)
    state, verdicts = rules.replied(before, at)
    if message is not None:
        _keep_ended(row, message, rules.ended_by(before, at, row.opened_at))
    events = [judged(row, verdict, at) for verdict in verdicts] + answered(row, clocks, by=by, at=at)
    write(clocks, state, now_of(row), at=at)
    history.record(events, by=by, at=at)


def message_lost(row: Case, message: int, replies: Sequence[tuple[int, datetime]], *, by: Actor, at: datetime) -> None:
    """Take note that a message did not arrive: what it ended runs on, unless another of the `replies` has ended it.

    Replies are keys and times of messages of people that came through. A closing tells the customer the outcome: what
    a lost reply ended before is judged by it.
    """
    clocks = clocks_row(row)
    state, events = clocks_of(clocks), list[NewEvent]()
    for kept in EndedClock.objects.filter(case=row, message=message).order_by("since"):
        ended = ended_of(kept)
        later = min((reply for reply in replies if reply[1] >= ended.since), key=lambda reply: reply[1], default=None)
        ends = [when for when in (later[1] if later else None, row.closed_at) if when is not None]
        state, again = rules.lost(state, ended, min(ends, default=None))
        if again is None:
            kept.delete()
            events.append(runs_on(row, ended, at))
            continue
        kept.kept, kept.message_id = again.kept, later[0] if later else message
        kept.save(update_fields=["kept", "message"])
        if again.kept is not None and again.kept != ended.kept:
            events.append(judged(row, Judgement(again.target, again.kept), at))
    write(clocks, state, now_of(row), at=at)
    history.record(events, by=by, at=at)


def _keep_ended(row: Case, message: int, ended: Sequence[Ended]) -> None:
    for one in ended:
        values = {"message_id": message, "due": one.due, "kept": one.kept}
        EndedClock.objects.update_or_create(case=row, target=one.target.value, since=one.since, defaults=values)


def ended_of(kept: EndedClock) -> Ended:
    """Give a clock that a letter ended, as rules read it."""
    return Ended(Target(kept.target), kept.since, kept.due, kept.kept)


def runs_on(row: Case, ended: Ended, at: datetime) -> NewEvent:
    """Tell that a clock runs on as if the reply that ended it had not been: measures know by the reply itself."""
    told: dict[str, Plain] = {"target": ended.target.value, "due": promise.second(ended.due) if ended.due else None}
    return NewEvent("case.response_runs_on", "case", row.code, told, at)


def stepped(row: Case, after: CaseState, now: Moved, *, by: Actor, at: datetime) -> list[NewEvent]:
    """Move the clocks along with a step, and give what is to be told of them; closing tells the customer an outcome."""
    clocks = CaseClocks.objects.select_related("rule").filter(case=row).first()
    if clocks is None:
        if now.status is not Status.WAITING:
            return []
        clocks = CaseClocks(case=row)
    state, verdicts = clocks_of(clocks), tuple[Judgement, ...]()
    if after.status is Status.CLOSED:
        state, verdicts = rules.replied(state, at)
    events = [judged(row, verdict, at) for verdict in verdicts] + answered(row, clocks, by=by, at=at)
    write(clocks, state, now, at=at)
    return events


def nothing_owed(row: Case, *, at: datetime) -> None:
    """Take note that what the customer wrote wants no reply."""
    clocks = CaseClocks.objects.select_related("rule").filter(case=row).first()
    if clocks is not None:
        write(clocks, replace(clocks_of(clocks), answer_since=None, answer_due=None), now_of(row), at=at)


def replanned(row: Case, now: Moved, *, by: Actor, at: datetime) -> list[NewEvent]:
    """Move the clocks along with a new next step, which is an act: whoever was to act has acted."""
    clocks = CaseClocks.objects.select_related("rule").filter(case=row).first()
    if clocks is None:
        return []
    events = answered(row, clocks, by=by, at=at)
    write(clocks, clocks_of(clocks), now, at=at)
    return events


def answered(row: Case, clocks: CaseClocks, *, by: Actor, at: datetime) -> list[NewEvent]:
    """Note that whoever a missed promise was escalated to has acted; nobody else's act counts."""
    person = clocks.escalated_to_id
    if person is None or by.person_id != person:
        return []
    mine = PromiseAlarm.objects.filter(case=row, person=person, stage__gte=1, answered_at__isnull=True, at__lte=at)
    mine.update(answered_at=at)
    return [NewEvent("case.escalation_answered", "case", row.code, {"person": person}, at)]


def owed(row: Case, target: Target, due: datetime, at: datetime) -> NewEvent:
    """Tell that from now on a reply is promised, and until when: measures see it even if nobody ever replies."""
    told = {"target": target.value, "since": promise.second(at), "due": promise.second(due)}
    return NewEvent("case.response_due", "case", row.code, told, at)


def judged(row: Case, verdict: Judgement, at: datetime) -> NewEvent:
    """Tell whether a promise of a reply was kept; that of the resolution is told as `case.promise_judged`."""
    told: dict[str, str | bool] = {"target": verdict.target.value, "kept": verdict.kept}
    return NewEvent("case.response_judged", "case", row.code, told, at)


def clocks_row(row: Case) -> CaseClocks:
    """Give the clocks of a case, new ones where it has none."""
    return CaseClocks.objects.select_related("rule").filter(case=row).first() or CaseClocks(case=row)


def now_of(row: Case) -> Moved:
    """Give where a case stands as its row says."""
    return Moved(
        Status(row.status), row.promise_due if row.promise_kept is None else None, row.next_due, row.reopenings
    )


def terms_and_clock(row: Case, clocks: CaseClocks) -> tuple[Terms | None, BusinessClock | None]:
    """Give what was promised and the calendar it counts on."""
    if clocks.rule is None:
        return None, None
    try:
        return terms_of(clocks.rule), organisation.clock(row.calendar or clocks.rule.calendar)
    except NotFoundError:
        return terms_of(clocks.rule), None


def write(clocks: CaseClocks, state: Clocks, now: Moved, *, at: datetime) -> None:
    """Keep how the clocks stand, with what comes next."""
    for name, value in asdict(state).items():
        setattr(clocks, name, value)
    terms, clock = terms_and_clock(clocks.case, clocks)
    fired = [fired_of(alarm) for alarm in PromiseAlarm.objects.filter(case=clocks.case_id)] if terms else []
    plan(clocks, now, clock=clock, terms=terms, fired=fired, at=at)
    clocks.save()


def plan(
    clocks: CaseClocks,
    now: Moved,
    *,
    clock: BusinessClock | None,
    terms: Terms | None,
    fired: list[Fired] | tuple[Fired, ...],
    at: datetime,
) -> None:
    """Set the columns that say what comes next: which clock ends first, when to warn, when to look, who must act."""
    running = rules.running(
        clocks_of(clocks),
        now.status,
        opened_at=clocks.case.opened_at,
        promise_due=now.promise_due,
        reopenings=now.reopenings,
    )
    first = rules.earliest(running)
    clocks.target = first.target.value if first else ""
    clocks.due = first.due if first else None
    clocks.warns = rules.warn_at(first, terms, clock) if first and terms and clock else None
    looks = [now.next_due] if now.status is Status.WAITING and now.next_due else []
    if terms and clock:
        stages = [rules.next_stage(each, terms, clock, fired, at) for each in running]
        looks += [stage[1] for stage in stages if stage]
    clocks.look_at = min(looks, default=None)
    clocks.escalated_to_id = rules.must_act(running, fired)
