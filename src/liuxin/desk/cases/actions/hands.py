"""Cases change hands, and others lend theirs."""

from datetime import datetime

from django.db import transaction

from liuxin.desk.cases.actions.stepping import Fields, event, find, locked, take_step
from liuxin.desk.cases.actions.telling import tell_holder
from liuxin.desk.cases.models import Helper
from liuxin.desk.cases.queries.state import answering, works_in
from liuxin.desk.cases.rules import checks
from liuxin.desk.cases.words import Act, HandOverReason, Seen, Status, Step, StepKind
from liuxin.desk.history import actions as history
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotFoundError, RuleBrokenError


@transaction.atomic
def take(*, case: Seen, by: Actor, at: datetime) -> int:
    """Take a case into one's own hands and answer for it; gives the new version."""
    row = locked(case, Act.TAKE, by=by, at=at)
    step = Step(
        kind=StepKind.HANDED_OVER,
        at=at,
        by=by,
        holder=by.person_id,
        team=row.team_id,
        accountable=by.person_id,
        reason=HandOverReason.TAKEN,
    )
    return take_step(row, step, Fields(), by=by, at=at)


@transaction.atomic
def transfer(
    *, case: Seen, team: int, holder: int | None, reason: HandOverReason, remark: str = "", by: Actor, at: datetime
) -> int:
    """Hand a case to somebody of a team, or to the queue of a team, whose lead then answers for it."""
    # People before cases: so nobody leaves between being asked for and being given the case.
    organisation.lock_people([] if holder is None else [holder])
    row = locked(case, Act.TRANSFER, by=by, at=at)
    reason, remark = checks.transfer_reason(reason, remark)
    if team not in organisation.team_names([team]):
        raise BadInputError("cases.team_unknown", field="team")
    if holder is not None:
        _refuse_gone(holder, "holder", at)
    if holder is not None and not works_in(holder, team, at):
        raise BadInputError("cases.not_of_the_team", field="holder")
    accountable = holder if holder is not None else answering(team, at)
    if accountable is None:
        raise RuleBrokenError("cases.team_without_lead", field="team")
    step = Step(
        kind=StepKind.HANDED_OVER, at=at, by=by, holder=holder, team=team, accountable=accountable, reason=reason
    )
    if reason is HandOverReason.ESCALATION:
        # Before the hand-over: it is charged to nobody, but told of whoever held the case until now.
        history.record([event("case.escalated", row.code, at, {"required": False})], by=by, at=at)
    version = take_step(row, step, Fields(remark=remark), by=by, at=at)
    if holder is not None:
        tell_holder(row.code, holder, seq=row.last_seq + 1, code="case.transferred", by=by, at=at)
    return version


@transaction.atomic
def add_helper(*, case: str, person: int, by: Actor, at: datetime) -> None:
    """Ask somebody to lend a hand; holder and accountable person stay."""
    row = find(case, Act.HELP, by=by, at=at)
    if row.status == Status.CLOSED:
        raise RuleBrokenError("cases.closed_already", case=case)
    if person == row.holder_id:
        raise RuleBrokenError("cases.helper_holds_it", field="person")
    if person not in organisation.names([person]):
        raise BadInputError("cases.person_unknown", field="person")
    _refuse_gone(person, "person", at)
    if row.helpers.filter(person=person, end__isnull=True).exists():
        raise RuleBrokenError("cases.helps_already", field="person")
    Helper.objects.create(case=row, person_id=person, start=at)
    history.record([event("case.helped", row.code, at, {"helper": person})], by=by, at=at)


@transaction.atomic
def end_help(*, case: str, person: int, by: Actor, at: datetime) -> None:
    """Let somebody go who lent a hand."""
    row = find(case, Act.HELP, by=by, at=at)
    helper = row.helpers.filter(person=person, end__isnull=True).first()
    if helper is None:
        raise NotFoundError("cases.helps_not", field="person")
    helper.end = max(at, helper.start)
    helper.save(update_fields=["end"])
    history.record([event("case.help_ended", row.code, at, {"helper": person})], by=by, at=at)


def _refuse_gone(person: int, field: str, at: datetime) -> None:
    if person not in organisation.present([person], at):
        raise RuleBrokenError("cases.person_gone", field=field)
