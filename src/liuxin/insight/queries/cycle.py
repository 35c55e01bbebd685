"""A cycle over all departments: six phases, where each is, who is late and what is missing."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.insight.whole import CycleOverview, DepartmentRow
from liuxin.kernel.errors import NotFoundError
from liuxin.kernel.waiting import PhaseProgress
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.evaluators import queries as evaluators
from liuxin.performance.feedback import queries as feedback
from liuxin.performance.indicators import queries as indicators
from liuxin.performance.outcomes import queries as outcomes
from liuxin.performance.plan import queries as plan
from liuxin.performance.plan.words import CycleView, PhaseView

Progress = Callable[[Standing, int, datetime], Mapping[int, PhaseProgress]]

ROOMS: Mapping[int, Progress] = {
    1: lambda standing, cycle, _at: plan.phase_progress(standing, cycle),
    2: lambda standing, cycle, _at: indicators.phase_progress(standing, cycle),
    3: evaluators.phase_progress,
    4: evaluation.phase_progress,
    5: feedback.phase_progress,
    6: lambda standing, cycle, _at: outcomes.phase_progress(standing, cycle),
}
"""The room of each phase."""


def cycle_overview(standing: Standing, cycle_id: int | None, at: datetime) -> CycleOverview:
    """Give where a cycle stands; without a key the one that runs.

    Raises `NotFoundError("insight.no_cycle")` where there is none.
    """
    known = plan.cycles()
    found = _chosen(known, cycle_id)
    phases = plan.phases(found.id)
    people = Counter(each.department for each in plan.participants(found.id))
    progress = {number: room(standing, found.id, at) for number, room in ROOMS.items()}
    zone = organisation.zone()
    today = at.astimezone(ZoneInfo(zone)).date()
    rows = tuple(
        DepartmentRow(
            phases=each,
            people=people[each.department],
            progress=progress.get(each.now, {}).get(each.department),
            late_days=_late_days(each, today),
        )
        for each in phases.values()
    )
    return CycleOverview(
        cycle=found,
        others=tuple(each for each in known if each.id != found.id),
        rows=rows,
        names=organisation.names({person for row in rows if row.progress for person in row.progress.late}),
        zone=zone,
        today=today,
        at=at,
    )


def _chosen(known: tuple[CycleView, ...], cycle_id: int | None) -> CycleView:
    if cycle_id is None:
        current = plan.current_cycle() or next(iter(known), None)
    else:
        current = next((each for each in known if each.id == cycle_id), None)
    if current is None:
        raise NotFoundError("insight.no_cycle")
    return current


def _late_days(phases: PhaseView, today: date) -> int:
    step = next((step for step in phases.steps if step.phase == phases.now), None)
    return max((today - step.due_on).days, 0) if step else 0
