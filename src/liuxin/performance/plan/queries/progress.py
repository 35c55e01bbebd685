"""How far each department is in phase 1: who has a goal that binds, and whether the department has one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from liuxin.desk.organisation.words import Standing
from liuxin.kernel.waiting import PhaseProgress
from liuxin.performance.plan import permissions
from liuxin.performance.plan.queries.cycles import participants
from liuxin.performance.plan.queries.goals import lines_of_cycle
from liuxin.performance.plan.words import GoalLevel, GoalLine, ParticipantView, Phase

NO_DEPARTMENT_GOAL = "plan.missing.department_goal"


@dataclass(frozen=True, slots=True)
class Planned:
    """Of one department: who is here, who of them has a goal that binds, whether the department has one."""

    here: tuple[int, ...]
    bound: frozenset[int]
    has_goal: bool

    @property
    def without(self) -> tuple[int, ...]:
        """Who has none."""
        return tuple(person for person in self.here if person not in self.bound)


def planned(cycle_id: int) -> dict[int, Planned]:
    """Give how far every department is. Whoever left, or joined when the phase was over, needs no goal.

    Three statements.
    """
    return planned_from(participants(cycle_id), lines_of_cycle(cycle_id))


def planned_from(people: Iterable[ParticipantView], goals: Iterable[GoalLine]) -> dict[int, Planned]:
    """Give how far departments are, from who takes part and the goals that they have."""
    here: defaultdict[int, list[int]] = defaultdict(list)
    for each in people:
        here[each.department] += [each.person] if each.is_asked(Phase.PLAN) else []
    binding = [line for line in goals if line.is_bound]
    owners = frozenset(line.owner for line in binding)
    departments = {line.department for line in binding if line.level is GoalLevel.DEPARTMENT}
    return {key: Planned(tuple(people), owners & frozenset(people), key in departments) for key, people in here.items()}


def phase_progress(standing: Standing, cycle_id: int) -> dict[int, PhaseProgress]:
    """Give how far each department is in phase 1; by name only whom the standing leads, looks after, or is."""
    return {
        key: PhaseProgress(
            done=len(each.bound),
            all=len(each.here),
            late=tuple(person for person in each.without if _may_name(standing, key, person)),
            missing=() if each.has_goal else (NO_DEPARTMENT_GOAL,),
        )
        for key, each in planned(cycle_id).items()
    }


def _may_name(standing: Standing, department: int, person: int) -> bool:
    close = person == standing.person_id or person in standing.reports
    return close or standing.sees_everything or permissions.looks_after(standing, department)
