"""Work on a case: its next action, waiting for the customer, notes, what kind of matter it is."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from liuxin.desk.cases.actions import promising
from liuxin.desk.cases.actions.stepping import Fields, locked, next_planned, save, take_step
from liuxin.desk.cases.rules import checks
from liuxin.desk.cases.words import Act, Seen, Status, Step, StepKind
from liuxin.desk.history import actions as history
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import RuleBrokenError


def planned(next_action: str, next_due: datetime | None, at: datetime) -> Fields:
    """Give the columns of a next action that was checked."""
    return Fields(
        {
            "next_action": checks.text(next_action, field="next_action", longest=300),
            "next_due": checks.next_due(next_due, at=at),
        }
    )


@transaction.atomic
def wait_on_customer(*, case: Seen, next_action: str, next_due: datetime | None, by: Actor, at: datetime) -> int:
    """Stop the clock until the customer answers; the next action says when one asks again."""
    row = locked(case, Act.WAIT, by=by, at=at)
    fields = planned(next_action, next_due, at)
    return take_step(row, Step(kind=StepKind.WAITING, at=at, by=by), fields, by=by, at=at)


@transaction.atomic
def resume(*, case: Seen, next_action: str, next_due: datetime | None, by: Actor, at: datetime) -> int:
    """Go on: the clock runs again, and the promise moves by the business time that was waited."""
    row = locked(case, Act.RESUME, by=by, at=at)
    fields = planned(next_action, next_due, at)
    return take_step(row, Step(kind=StepKind.RESUMED, at=at, by=by), fields, by=by, at=at)


@transaction.atomic
def plan_next(*, case: Seen, next_action: str, next_due: datetime | None, by: Actor, at: datetime) -> int:
    """Say what is done next and until when."""
    row = locked(case, Act.PLAN, by=by, at=at)
    if row.status == Status.CLOSED:
        raise RuleBrokenError("cases.closed_already", case=row.code)
    fields = planned(next_action, next_due, at)
    save(row, {**fields.values, "version": row.version + 1})
    due = checks.next_due(next_due, at=at)
    now = replace(promising.now_of(row), next_due=due)
    action = fields.values["next_action"]
    events = [next_planned(row.code, due, person=row.accountable_id, at=at, action=action)]
    history.record(events + promising.replanned(row, now, by=by, at=at), by=by, at=at)
    return row.version + 1


@transaction.atomic
def classify(*, case: Seen, priority: int, category: str, by: Actor, at: datetime) -> int:
    """Correct priority or category. What was promised stays promised."""
    row = locked(case, Act.CLASSIFY, by=by, at=at)
    step = Step(
        kind=StepKind.CLASSIFIED,
        at=at,
        by=by,
        priority=checks.priority(priority),
        category=checks.text(category, field="category", longest=120, required=False),
    )
    return take_step(row, step, Fields(), by=by, at=at)
