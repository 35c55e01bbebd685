"""The end of the third phase of a department."""

from datetime import datetime

from django.db import transaction

from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError
from liuxin.performance.evaluators import permissions, queries, rules
from liuxin.performance.evaluators.actions.assignments import drop
from liuxin.performance.evaluators.models import Assignment
from liuxin.performance.evaluators.words import Gaps
from liuxin.performance.plan import actions as plan_actions
from liuxin.performance.plan import queries as plan
from liuxin.performance.plan.words import Phase


def finish_training(*, cycle_id: int, department: int, by: Actor, at: datetime, leave_out: str = "") -> None:
    """Complete the third phase: everybody has a rater, everything is decided, and every rater may rate.

    With `leave_out`, a reason, raters who are not ready have no form: their assignments are dropped. Nobody may be
    left without a rater by it.
    """
    if not permissions.may_run(organisation.standing(by, at), department):
        raise NotAllowedError("evaluators.may_not_run")
    with transaction.atomic():
        plan.require_phase(cycle_id, department, Phase.EVALUATORS)
        if leave_out.strip():
            note = rules.check_reason(leave_out)
            unready = _gaps(cycle_id, department, at).unready
            held = Assignment.objects.select_for_update().filter(pk__in=[each.assignment for each in unready])
            drop(list(held.order_by("pk")), note, by, at)
        rules.check_complete(_gaps(cycle_id, department, at))
        plan_actions.complete_phase(cycle_id=cycle_id, department=department, phase=Phase.EVALUATORS, by=by, at=at)


def _gaps(cycle_id: int, department: int, at: datetime) -> Gaps:
    return queries.gaps(cycle_id, at).get(department, Gaps(()))
