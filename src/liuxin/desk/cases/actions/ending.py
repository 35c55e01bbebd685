"""Cases are resolved, closed with an outcome, and opened again."""

from datetime import datetime

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Greatest

from liuxin.desk.cases.actions.messages import taken_up_again, thread_for_reply
from liuxin.desk.cases.actions.stepping import Fields, event, keep_outcome, locked, take_step
from liuxin.desk.cases.actions.working import planned
from liuxin.desk.cases.models import Asked, Case, Helper, Verdict
from liuxin.desk.cases.queries.state import asked_times, portal_terms
from liuxin.desk.cases.rules import checks
from liuxin.desk.cases.rules import portal as rules
from liuxin.desk.cases.words import Act, NextAction, Outcome, Seen, Status, Step, StepKind
from liuxin.desk.communication import actions as communication
from liuxin.desk.communication import queries as threads
from liuxin.desk.communication.words import About, Direction
from liuxin.desk.history import actions as history
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import ConflictError, RuleBrokenError


@transaction.atomic
def resolve(
    *,
    case: Seen,
    outcome: Outcome,
    outcome_text: str,
    confirm_by: datetime | None,
    letter: str = "",
    by: Actor,
    at: datetime,
) -> int:
    """Call a case resolved: the promise is judged now, the customer is told what was done, and asked whether it holds.

    `letter` is the message as it goes out, with the question and the way to answer; without one it is the outcome's
    text. Who has not answered by `confirm_by` is asked again.
    """
    row = locked(case, Act.RESOLVE, by=by, at=at)
    fields = proposed(row, outcome, outcome_text, confirm_by, at)
    version = take_step(row, Step(kind=StepKind.RESOLVED, at=at, by=by), fields, by=by, at=at)
    ask(row, letter or outcome_text.strip(), number=1, automatic=False, by=by, at=at)
    return version


def proposed(row: Case, outcome: Outcome, told: str, confirm_by: datetime | None, at: datetime) -> Fields:
    """Give the columns of a resolution that was checked."""
    check_no_part_is_open(row)
    outcome, told = checks.outcome(outcome, told)
    return Fields(
        {
            "next_action": NextAction.CONFIRM_AND_CLOSE.value,
            "next_due": checks.next_due(confirm_by, at=at, field="confirm_by"),
            "proposed_outcome": outcome.value,
            "proposed_text": told,
        }
    )


def ask(row: Case, letter: str, *, number: int, automatic: bool, by: Actor, at: datetime) -> None:
    """Write to the customer of a resolved case and keep that they were asked; a case without a customer asks nobody."""
    if row.customer_id is None:
        return
    about = About("case", row.code)
    thread = thread_for_reply(row, None, by=by, at=at)
    communication.write(thread=thread, text=letter, about=about, automatic=automatic, by=by, at=at)
    keep_asked(row, number=number, by=by, at=at)


def keep_asked(row: Case, *, number: int, by: Actor, at: datetime) -> None:
    """Keep that the customer of a resolved case was asked."""
    Asked.objects.create(case=row, resolution=row.reopenings, number=number, at=at)
    history.record([event("case.asked", row.code, at, {"number": number})], by=by, at=at)


@transaction.atomic
def close(*, case: Seen, outcome: Outcome, outcome_text: str, heard: bool = False, by: Actor, at: datetime) -> int:
    """Close a case with an outcome that the customer can read; helpers are let go.

    While the customer is asked whether a resolution holds it stays open: unless one `heard` the answer another way.
    """
    row = locked(case, Act.CLOSE, by=by, at=at)
    check_no_part_is_open(row)
    if row.status == Status.RESOLVED and not row.source and not heard and asked_times(row):
        raise RuleBrokenError("cases.customer_is_asked", field="heard")
    outcome, told = checks.outcome(outcome, outcome_text)
    return _close(row, outcome, told, by=by, at=at)


@transaction.atomic
def close_unanswered(*, case: Seen, remark: str, by: Actor, at: datetime) -> int:
    """Close a case whose customer was asked twice and is silent; `remark` says so in the outcome."""
    row = locked(case, Act.CLOSE, by=by, at=at)
    check_no_part_is_open(row)
    if row.status != Status.RESOLVED:
        raise RuleBrokenError("cases.step_not_possible", act=Act.CLOSE.value, status=row.status)
    times = asked_times(row)
    rules.check_may_decide(times, portal_terms(), at)
    told = f"{row.proposed_text}\n\n{checks.text(remark, field='remark', longest=1000)}"
    version = _close(row, Outcome(row.proposed_outcome), told, by=by, at=at)
    history.record([event("case.unanswered", row.code, at, {"asked": len(times)})], by=by, at=at)
    return version


@transaction.atomic
def reopen(*, case: Seen, next_action: str, next_due: datetime | None, by: Actor, at: datetime) -> int:
    """Take a resolved or closed case up again; the outcome that did not hold is kept as a note."""
    row = locked(case, Act.REOPEN, by=by, at=at)
    if row.merges.filter(undone_at__isnull=True).exists():
        raise ConflictError("cases.is_merged", case=row.code)
    fields = planned(next_action or NextAction.TAKE_UP_AGAIN.value, next_due, at)
    if row.status == Status.RESOLVED and wrote_since(row, row.resolved_at or row.last_at):
        taken_up_again(row, by=by, at=at)
    fields.values |= keep_outcome(row, by=by, at=at)
    return take_step(row, Step(kind=StepKind.REOPENED, at=at, by=by), fields, by=by, at=at)


def wrote_since(row: Case, since: datetime) -> bool:
    """Tell whether the customer wrote after our last word: then somebody has to read it first."""
    said = threads.messages(row.threads.values_list("thread", flat=True))
    return any(one.direction is Direction.IN and not one.automatic and one.at > since for one in said)


def check_no_part_is_open(row: Case) -> None:
    """Refuse to end a case before its parts: they are closed first, or all at once with it."""
    count = Case.objects.filter(part_of__whole=row).exclude(status=Status.CLOSED.value).count()
    if count:
        raise RuleBrokenError("cases.parts_open", case=row.code, count=count)


def settle(row: Case, *, by: Actor, at: datetime) -> None:
    """Close a resolved case with the outcome that its customer confirmed, and keep their word."""
    Verdict.objects.create(case=row, resolution=row.reopenings, settled=True, at=at)
    if row.status == Status.RESOLVED:
        _close(row, Outcome(row.proposed_outcome), row.proposed_text, by=by, at=max(at, row.last_at))
    history.record([event("case.confirmed", row.code, at, {"settled": True})], by=by, at=at)


def _close(row: Case, outcome: Outcome, told: str, *, by: Actor, at: datetime) -> int:
    step = Step(kind=StepKind.CLOSED, at=at, by=by, outcome=outcome)
    version = take_step(row, step, Fields({"outcome_text": told}), by=by, at=at)
    # Clocks of two servers differ: a help never ends before it began.
    Helper.objects.filter(case=row, end__isnull=True).update(end=Greatest("start", Value(at)))
    return version
