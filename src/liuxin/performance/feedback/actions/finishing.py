"""Only then final: results whose talk is over and that nobody can appeal any more; then the phase is complete."""

from datetime import datetime

from django.db import transaction

from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError, RuleBrokenError
from liuxin.performance.evaluation import actions as evaluation
from liuxin.performance.feedback import permissions
from liuxin.performance.feedback.actions.common import ROUND, on_behalf, record, standing_of, told
from liuxin.performance.feedback.models import Round
from liuxin.performance.feedback.queries.finality import ready, why_not
from liuxin.performance.feedback.queries.progress import phase_progress
from liuxin.performance.plan import actions as plan
from liuxin.performance.plan import queries as plans

PHASE = 5


def finalise_talked(*, cycle_id: int, department: int, by: Actor, at: datetime) -> int:
    """Make every result of a department final that may be, and give how many became so.

    A result may be final when its talk was held, or refused or lapsed with a reason, when no appeal is open, and when
    the time to appeal is over or was given up.
    """
    _require_hr(department, by, at)
    with transaction.atomic():
        keys = ready(cycle_id, department, at)
        if keys:
            evaluation.finalise(result_ids=keys, by=on_behalf(by), at=at)
            found = Round.objects.get(cycle=cycle_id, department=department)
            record([told(ROUND, "feedback.results_final", found.pk, {"count": len(keys)}, at)], by, at)
    return len(keys)


def finalise_result(*, talk_id: int, by: Actor, at: datetime) -> None:
    """Make one result final. Refused before its talk, while an appeal is open, and while one may still be filed."""
    with transaction.atomic():
        result, department, problem = why_not(talk_id, at)
        _require_hr(department, by, at)
        if problem:
            raise problem
        evaluation.finalise(result_ids=[result], by=on_behalf(by), at=at)
        record([told("talk", "feedback.result_final", talk_id, {"result": result}, at)], by, at)


def finish_feedback(*, cycle_id: int, department: int, by: Actor, at: datetime) -> None:
    """Complete phase 5 of a department: every result talked about and final."""
    asks = standing_of(by, at)
    if not permissions.looks_after(asks, department):
        raise NotAllowedError("feedback.may_not_finish")
    plans.require_phase(cycle_id, department, PHASE)
    progress = phase_progress(asks, cycle_id, at).get(department)
    if progress is None or not progress.is_complete:
        done, whole = (0, 0) if progress is None else (progress.done, progress.all)
        raise RuleBrokenError("feedback.not_all_final", done=done, all=whole)
    plan.complete_phase(cycle_id=cycle_id, department=department, phase=PHASE, by=by, at=at)


def _require_hr(department: int, by: Actor, at: datetime) -> None:
    if not permissions.looks_after(standing_of(by, at), department):
        raise NotAllowedError("feedback.may_not_finish")
