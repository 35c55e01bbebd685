"""What the clock itself does: it warns before a promise is missed, escalates after, and brings waiting cases back.

The cases that have something due are found by one index, and all that is needed to decide is read for all at once.
Everything of a batch is one transaction, and a warning is one row that cannot be there twice: killed in between, run
by two workers or run again, each is told once.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.db import transaction

from liuxin.desk.cases.actions.promising import Moved, now_of, plan
from liuxin.desk.cases.actions.stepping import Fields, take_step
from liuxin.desk.cases.models import Case, CaseClocks, PromiseAlarm
from liuxin.desk.cases.queries.promises import clocks_of, fired_of, terms_of
from liuxin.desk.cases.rules import clocks as rules
from liuxin.desk.cases.rules import promise
from liuxin.desk.cases.words import Fired, NextAction, Running, Status, Step, StepKind, Terms
from liuxin.desk.communication import actions as communication
from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Ladder
from liuxin.kernel.actor import Actor
from liuxin.kernel.business_time import BusinessClock
from liuxin.kernel.errors import CannotTellError, NotAllowedError

AT_ONCE = 200
ASK_AGAIN_MINUTES = 240
"""So much business time somebody has to ask again when the customer did not answer by the day that was set."""
ASK_AGAIN_WITHOUT_CALENDAR = timedelta(days=1)


@dataclass(slots=True)
class _Known:
    """What a batch needs to decide."""

    fired: dict[int, list[Fired]]
    clocks: dict[str, BusinessClock]
    ladders: dict[int, Ladder]
    here: frozenset[int]


@dataclass(slots=True)
class _Found:
    """What a batch has to say: alarms, and those after whom nobody stands any more."""

    alarms: list[PromiseAlarm] = field(default_factory=list)
    last: list[int] = field(default_factory=list)


def raise_due(*, by: Actor, at: datetime, most: int = AT_ONCE) -> int:
    """Warn, escalate and bring back what is due, batch by batch, and give how many cases were looked at."""
    if not organisation.standing(by, at).is_system:
        raise NotAllowedError("cases.not_allowed", act="raise_due")
    count = 0
    while found := _batch(by=by, at=at, most=most):
        count += found
        if found < most:
            break
    return count


@transaction.atomic
def _batch(*, by: Actor, at: datetime, most: int) -> int:
    locked = CaseClocks.objects.select_for_update(skip_locked=True, of=("self", "case"))
    due = locked.select_related("case", "rule").filter(look_at__lte=at).order_by("look_at", "case")
    rows = list(due[:most])
    back = [row for row in rows if row.case.status == Status.WAITING and _is_over(row.case, at)]
    for row in back:
        _come_back(row.case, by=by, at=at)
    _alarm([row for row in rows if row not in back], by=by, at=at)
    return len(rows)


def _is_over(case: Case, at: datetime) -> bool:
    return case.next_due is not None and case.next_due <= at


def _come_back(case: Case, *, by: Actor, at: datetime) -> None:
    """Take a case up again whose customer was silent until the day that was set: with a next step and a notice."""
    fields = Fields({"next_action": NextAction.ASK_AGAIN.value, "next_due": _soon(case, at)})
    take_step(case, Step(kind=StepKind.RESUMED, at=at, by=by), fields, by=by, at=at)
    told: dict[str, int | str] = {"case": case.code, "step": case.version + 1}
    people = [person for person in (case.holder_id or case.accountable_id,) if person is not None]
    communication.notify(
        people=people, code="case.customer_silent", params=told, subject=f"case:{case.code}", by=by, at=at
    )


def _soon(case: Case, at: datetime) -> datetime:
    clock = organisation.clocks([case.calendar]).get(case.calendar)
    try:
        return promise.due_in(ASK_AGAIN_MINUTES, clock, at) if clock else at + ASK_AGAIN_WITHOUT_CALENDAR
    except CannotTellError:
        return at + ASK_AGAIN_WITHOUT_CALENDAR


def _alarm(rows: list[CaseClocks], *, by: Actor, at: datetime) -> None:
    known, found = _known(rows, at), _Found()
    for row in rows:
        _look(row, known, found, at)
    PromiseAlarm.objects.bulk_create(found.alarms)
    PromiseAlarm.objects.filter(pk__in=found.last).update(is_last=True)
    columns = ("target", "due", "warns", "look_at", "escalated_to")
    CaseClocks.objects.bulk_update(rows, columns)
    codes = {row.case_id: row.case.code for row in rows}
    history.record([_told(alarm, codes[alarm.case_id]) for alarm in found.alarms], by=by, at=at)
    for alarm in found.alarms:
        _notify(alarm, codes[alarm.case_id], by=by, at=at)


def _known(rows: list[CaseClocks], at: datetime) -> _Known:
    keys = [row.case_id for row in rows]
    fired: dict[int, list[Fired]] = {key: [] for key in keys}
    for alarm in PromiseAlarm.objects.filter(case__in=keys).order_by("stage"):
        fired[alarm.case_id].append(fired_of(alarm))
    people = {row.rule.named_id for row in rows if row.rule}
    people |= {person for row in rows for person in (row.case.holder_id, row.case.accountable_id)}
    return _Known(
        fired=fired,
        clocks=organisation.clocks(row.case.calendar for row in rows),
        ladders=organisation.ladders({row.case.team_id for row in rows if row.case.team_id}, at),
        here=organisation.employed({person for person in people if person}, at),
    )


def _look(row: CaseClocks, known: _Known, found: _Found, at: datetime) -> None:
    """Fire what is due for one case, and plan when to look again."""
    now, clock = now_of(row.case), known.clocks.get(row.case.calendar)
    terms = terms_of(row.rule) if row.rule else None
    fired = known.fired[row.case_id]
    if terms and clock:
        for each in _running(row, now):
            stage = rules.next_stage(each, terms, clock, fired, at)
            if stage and stage[1] <= at:
                _fire(row, each, stage[0], terms, known=known, found=found, at=at)
    plan(row, now, clock=clock, terms=terms, fired=fired, at=at)


def _running(row: CaseClocks, now: Moved) -> tuple[Running, ...]:
    return rules.running(
        clocks_of(row),
        now.status,
        opened_at=row.case.opened_at,
        promise_due=now.promise_due,
        reopenings=now.reopenings,
    )


def _fire(
    row: CaseClocks, running: Running, stage: int, terms: Terms, *, known: _Known, found: _Found, at: datetime
) -> None:
    fired = known.fired[row.case_id]
    mine = [each for each in fired if (each.target, each.turn) == (running.target, running.turn)]
    people = _people(row.case, stage, terms, known, told=[each.person for each in mine if each.stage])
    if not people:
        # Whoever stood above has left meanwhile: the one told last stays the one who must act.
        fired[:] = [replace(each, is_last=True) if each in mine else each for each in fired]
        found.last += list(
            PromiseAlarm.objects.filter(
                case=row.case_id, target=running.target.value, turn=running.turn, stage=stage - 1
            ).values_list("pk", flat=True)
        )
        return
    alarm = PromiseAlarm(
        case_id=row.case_id,
        target=running.target.value,
        turn=running.turn,
        stage=stage,
        person_id=people[0],
        due=running.due,
        at=at,
        is_last=stage > 0 and len(people) == 1,
    )
    found.alarms.append(alarm)
    fired.append(fired_of(alarm))


def _people(case: Case, stage: int, terms: Terms, known: _Known, *, told: list[int]) -> list[int]:
    """Give who is to be told, the first of them now: those in charge are warned, those above are named after.

    Where nobody at all stands above, whoever answers for the case is named: a missed promise is never nobody's.
    """
    in_charge = [one for one in (case.holder_id, case.accountable_id) if one is not None]
    ladder = known.ladders.get(case.team_id or 0, Ladder())
    above = rules.chain(terms, ladder, here=known.here, in_charge=in_charge)
    if stage == rules.WARNING:
        return [*(one for one in in_charge if one in known.here), *above, *in_charge][:1]
    left = [one for one in above if one not in told]
    return left if above or told else in_charge[-1:]


def _told(alarm: PromiseAlarm, case: str) -> NewEvent:
    told: dict[str, str | int | bool] = {"target": alarm.target, "to": alarm.person_id}
    if alarm.stage == rules.WARNING:
        return NewEvent("case.promise_warned", "case", case, {**told, "due": promise.second(alarm.due)}, alarm.at)
    return NewEvent("case.escalated", "case", case, {**told, "required": True, "stage": alarm.stage}, alarm.at)


def _notify(alarm: PromiseAlarm, case: str, *, by: Actor, at: datetime) -> None:
    code = "promise.warned" if alarm.stage == rules.WARNING else "promise.escalated"
    params: dict[str, int | str] = {"case": case, "target": alarm.target, "turn": alarm.turn, "stage": alarm.stage}
    communication.notify(people=[alarm.person_id], code=code, params=params, subject=f"case:{case}", by=by, at=at)
