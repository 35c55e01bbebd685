"""What is done with a plan that runs: support given, checks made, the end with what was learned."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError, NotFoundError, RuleBrokenError
from liuxin.kernel.period import Period
from liuxin.performance.agreement import queries as agreements
from liuxin.performance.outcomes import permissions, rules
from liuxin.performance.outcomes.actions.held import PLANS, person_of, standing_of, tell
from liuxin.performance.outcomes.actions.plans import held_plan
from liuxin.performance.outcomes.models import ImprovementPlan, PlanCheck
from liuxin.performance.outcomes.words import Ending, PlanState, PlanView, Progress

LONGEST_NOTE = 1000


def give_support(*, plan_id: int, support_id: int, given_on: date, by: Actor, at: datetime) -> None:
    """Keep that support which was promised has been given."""
    with transaction.atomic():
        row, _found = _running(plan_id, by, at)
        if given_on > at.date():
            raise BadInputError("outcomes.support_not_given_yet", field="given_on")
        if not row.support.filter(pk=support_id, given_on__isnull=True).update(given_on=given_on):
            raise NotFoundError("outcomes.no_such_support")
        tell([("outcomes.support_given", {"person": row.person_id, "support": support_id})], PLANS, row.pk, by, at)


def check_plan(*, plan_id: int, check_id: int, progress: Progress, note: str, by: Actor, at: datetime) -> None:
    """Make a check: what was found, with a note. A check is made once, not before its day, in order."""
    said = _note(note)
    with transaction.atomic():
        row, found = _running(plan_id, by, at)
        waiting = [each for each in found.checks if each.done_at is None]
        if not waiting or waiting[0].id != check_id:
            raise RuleBrokenError("outcomes.check_out_of_order")
        if _midnight(waiting[0].due_on) > at:
            raise RuleBrokenError("outcomes.check_too_early", due=waiting[0].due_on)
        deed = {"progress": progress.value, "note": said, "by_id": person_of(standing_of(by, at)), "done_at": at}
        PlanCheck.objects.filter(pk=check_id).update(**deed)
        told = {"person": row.person_id, "check": waiting[0].number, "progress": progress.value}
        tell([("outcomes.plan_checked", told)], PLANS, row.pk, by, at)


def end_plan(
    *,
    plan_id: int,
    ending: Ending,
    learned: str,
    by: Actor,
    at: datetime,
    extend_to: date | None = None,
) -> None:
    """End a plan with what was learned, which the next cycle will find; or extend it, once, to another last day."""
    said = _note(learned)
    with transaction.atomic():
        row, found = _running(plan_id, by, at)
        undone = sum(each.done_at is None for each in found.checks)
        rules.check_ending(ending, undone, extended=row.extended)
        if ending is Ending.EXTENDED:
            _extend(row, extend_to)
        else:
            row.state, row.ending = PlanState.ENDED.value, ending.value
        row.learned, row.changed_at = said, at
        row.save()
        told = {"person": row.person_id, "ending": ending.value}
        tell([("outcomes.plan_ended", told)], PLANS, row.pk, by, at)


def _running(plan_id: int, by: Actor, at: datetime) -> tuple[ImprovementPlan, PlanView]:
    row, found = held_plan(plan_id, at)
    if not permissions.may_check_plan(standing_of(by, at), found):
        raise NotAllowedError("outcomes.may_not_check_plan")
    rules.check_plan_state(found.line.state, PlanState.RUNNING)
    if row.state != PlanState.RUNNING and row.agreement_id is not None:
        settled = agreements.settlement_of(row.agreement_id)
        row.state, row.settlement_id = PlanState.RUNNING.value, None if settled is None else settled.id
        row.save(update_fields=["state", "settlement"])
    return row, found


def _extend(row: ImprovementPlan, extend_to: date | None) -> None:
    if extend_to is None or row.ends_on is None or extend_to <= row.ends_on:
        raise BadInputError("outcomes.extend_to_later", field="extend_to")
    last = row.checks.aggregate(last=Max("number"))["last"] or 0
    PlanCheck.objects.create(plan=row, number=last + 1, due_on=extend_to)
    row.ends_on, row.extended = extend_to, True


def _note(text: str) -> str:
    said = text.strip()
    if not said:
        raise BadInputError("outcomes.note_needed", field="note")
    if len(said) > LONGEST_NOTE:
        raise BadInputError("outcomes.note_too_long", field="note", most=LONGEST_NOTE)
    return said


def _midnight(day: date) -> datetime:
    return Period.of_days(day, day, organisation.zone()).start
