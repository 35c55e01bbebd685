"""Coverage both ways: what no goal serves, what serves nothing, what nobody takes on."""

from liuxin.desk.organisation.words import Standing
from liuxin.performance.plan import permissions
from liuxin.performance.plan.models import CyclePhase, GoalDuty
from liuxin.performance.plan.queries.goals import lines_of_cycle
from liuxin.performance.plan.queries.jobs import duties_of
from liuxin.performance.plan.queries.strategy import objectives
from liuxin.performance.plan.rules import goals as rules
from liuxin.performance.plan.words import Coverage, DutyView, GoalLine, GoalState, Phase


def coverage(standing: Standing, cycle_id: int) -> Coverage:
    """Give what is not covered in a cycle; of goals that serve none those which the standing may see.

    A goal serves an objective itself or through what it serves. Six statements.
    """
    live = [line for line in lines_of_cycle(cycle_id) if line.state is not GoalState.DROPPED]
    known = {line.id: line for line in live}
    aims = objectives()
    served = {line.objective for line in live}
    signed = {line.objective for line in live if line.is_bound}
    touched, counted = _duties(cycle_id)
    return Coverage(
        objectives=tuple(each for each in aims if each.id not in served),
        unsigned=tuple(each for each in aims if each.id in served - signed),
        goals=tuple(line for line in live if not _reaches(line, known) and _sees(standing, line)) if aims else (),
        duties=tuple(duty for duty in counted if duty.id not in touched),
        served=sum(each.id in served for each in aims),
        touched=sum(duty.id in touched for duty in counted),
        counted=len(counted),
        cannot_tell=tuple(_silent(has_aims=bool(aims), has_goals=bool(live), has_duties=bool(counted))),
    )


def _reaches(line: GoalLine, known: dict[int, GoalLine]) -> bool:
    """Tell whether a goal, or anything that it serves, serves an objective."""
    above = {key: each.parent for key, each in known.items()}
    return any(known[key].objective is not None for key in rules.chain(line.id, above) if key in known)


def _duties(cycle_id: int) -> tuple[frozenset[int], list[DutyView]]:
    departments = CyclePhase.objects.filter(cycle=cycle_id, phase=Phase.PLAN).values_list("department", flat=True)
    counted = [duty for each in duties_of(list(departments)).values() for duty in each]
    rows = GoalDuty.objects.filter(goal__cycle=cycle_id, goal__dropped_at__isnull=True)
    return frozenset(rows.values_list("duty", flat=True)), counted


def _silent(*, has_aims: bool, has_goals: bool, has_duties: bool) -> list[str]:
    told = {
        "plan.coverage.no_objectives": has_aims,
        "plan.coverage.no_goals": has_goals,
        "plan.coverage.no_duties": has_duties,
    }
    return [code for code, there in told.items() if not there]


def _sees(standing: Standing, line: GoalLine) -> bool:
    return permissions.sees_goal(
        standing, line.level, department=line.department, owner=line.owner, manager=line.manager
    )
