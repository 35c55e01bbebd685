"""Phase 1 is completed when everybody has a goal that binds, and the department too."""

from datetime import datetime

from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotFoundError, RuleBrokenError
from liuxin.performance.plan.actions.cycles import complete_phase
from liuxin.performance.plan.queries import require_phase
from liuxin.performance.plan.queries.progress import planned
from liuxin.performance.plan.words import Phase


def finish_planning(*, cycle_id: int, department: int, by: Actor, at: datetime) -> None:
    """Complete phase 1 of a department and open phase 2.

    Raises `RuleBrokenError("plan.goals_missing")` while somebody has no goal that both sides signed or that was
    decided formally, `("plan.department_goal_missing")` while the department has none.
    """
    found = planned(cycle_id).get(department)
    if found is None:
        raise NotFoundError("plan.not_in_cycle")
    require_phase(cycle_id, department, Phase.PLAN)
    if not found.has_goal:
        raise RuleBrokenError("plan.department_goal_missing")
    if found.without:
        raise RuleBrokenError("plan.goals_missing", count=len(found.without), all=len(found.here))
    complete_phase(cycle_id=cycle_id, department=department, phase=Phase.PLAN, by=by, at=at)
