"""Cases are resolved, closed with an outcome, and opened again."""

from datetime import datetime

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Greatest

from liuxin.desk.cases.actions.index import index_notes
from liuxin.desk.cases.actions.stepping import Fields, locked, take_step
from liuxin.desk.cases.actions.working import planned
from liuxin.desk.cases.models import Case, Helper, Note
from liuxin.desk.cases.rules import checks
from liuxin.desk.cases.words import Act, NextAction, Outcome, Seen, Step, StepKind
from liuxin.kernel.actor import Actor


@transaction.atomic
def resolve(*, case: Seen, confirm_by: datetime | None, by: Actor, at: datetime) -> int:
    """Call a case resolved: the promise is judged now; until `confirm_by` the customer is asked and the case closed."""
    row = locked(case, Act.RESOLVE, by=by, at=at)
    due = checks.next_due(confirm_by, at=at, field="confirm_by")
    fields = Fields({"next_action": NextAction.CONFIRM_AND_CLOSE.value, "next_due": due})
    return take_step(row, Step(kind=StepKind.RESOLVED, at=at, by=by), fields, by=by, at=at)


@transaction.atomic
def close(*, case: Seen, outcome: Outcome, outcome_text: str, by: Actor, at: datetime) -> int:
    """Close a case with an outcome that the customer can read; helpers are let go."""
    row = locked(case, Act.CLOSE, by=by, at=at)
    outcome, told = checks.outcome(outcome, outcome_text)
    step = Step(kind=StepKind.CLOSED, at=at, by=by, outcome=outcome)
    version = take_step(row, step, Fields({"outcome_text": told}), by=by, at=at)
    _let_helpers_go(row, at)
    return version


@transaction.atomic
def reopen(*, case: Seen, next_action: str, next_due: datetime | None, by: Actor, at: datetime) -> int:
    """Take a resolved or closed case up again; the outcome that did not hold is kept as a note."""
    row = locked(case, Act.REOPEN, by=by, at=at)
    if row.outcome_text and row.closed_at:
        kept = Note.objects.create(case=row, person_id=None, at=row.closed_at, text=row.outcome_text, was_outcome=True)
        index_notes(rows=[kept], by=by, at=at)
    fields = planned(next_action or NextAction.TAKE_UP_AGAIN.value, next_due, at)
    fields.values["outcome_text"] = ""
    return take_step(row, Step(kind=StepKind.REOPENED, at=at, by=by), fields, by=by, at=at)


def _let_helpers_go(row: Case, at: datetime) -> None:
    # Clocks of two servers differ: a help never ends before it began.
    Helper.objects.filter(case=row, end__isnull=True).update(end=Greatest("start", Value(at)))
