"""What waits for somebody until the goals are signed: the own goal, those of reports, the end of phase 1."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Q

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.text import Bilingual
from liuxin.kernel.waiting import Waiting
from liuxin.performance.plan.models import CyclePhase, Goal, Participant
from liuxin.performance.plan.queries.goals import lines
from liuxin.performance.plan.queries.progress import planned_from
from liuxin.performance.plan.words import CycleState, GoalLine, GoalState, ParticipantView, Phase, PhaseState


@dataclass(frozen=True, slots=True)
class _Open:
    """A department in whose cycle goals are being signed, until `due`; who takes part and which goals they have."""

    cycle: int
    department: int
    due: datetime
    people: tuple[ParticipantView, ...]
    goals: tuple[GoalLine, ...]

    @property
    def signed(self) -> frozenset[int]:
        return frozenset(line.owner for line in self.goals if line.is_bound)

    @property
    def begun(self) -> frozenset[int]:
        return frozenset(line.owner for line in self.goals if line.state is not GoalState.DROPPED)


def goals_waiting(standing: Standing) -> tuple[Waiting, ...]:
    """Give what waits for somebody while departments are in phase 1. Five statements.

    What waits only for a signature is told by the room of agreements.
    """
    if standing.person_id is None:
        return ()
    return tuple(each for one in _open(standing) for each in _of(standing, one))


def _of(standing: Standing, one: _Open) -> Iterator[Waiting]:
    here = {each.person for each in one.people if each.left_at is None}
    if standing.person_id in here - one.begun:
        key = {"cycle": one.cycle, "level": "person"}
        yield Waiting("plan.waits.goal", "plan:goal-new", {}, key, one.due)
    managed = {each.person for each in one.people if each.manager == standing.person_id and each.left_at is None}
    if managed - one.signed:
        yield Waiting("plan.waits.goals_of_reports", "plan:goals", {}, {"count": len(managed - one.signed)}, one.due)
    for line in one.goals:
        if line.state is GoalState.DRAFT and standing.person_id in {line.owner, line.manager}:
            goal = Bilingual(line.result, line.result)
            yield Waiting("plan.waits.draft", "plan:goal", {"goal": line.id}, {"goal": goal}, one.due)
    if one.department in standing.departments_led | standing.hr_departments:
        found = planned_from(one.people, one.goals).get(one.department)
        if found is not None and found.has_goal and not found.without:
            yield Waiting("plan.waits.finish", "plan:goals", {}, {}, one.due)


def _open(standing: Standing) -> Sequence[_Open]:
    steps = list(CyclePhase.objects.filter(phase=Phase.PLAN, state=PhaseState.OPEN, cycle__state=CycleState.OPEN))
    if not steps:
        return ()
    cycles, zone = {step.cycle_id for step in steps}, ZoneInfo(organisation.zone())
    close = Q(owner=standing.person_id) | Q(manager=standing.person_id)
    led = Q(department__in=standing.departments_led | standing.hr_departments)
    goals = lines(Goal.objects.filter(cycle__in=cycles).filter(close | led))
    people = list(_people(standing, cycles))
    return [
        _Open(
            cycle=step.cycle_id,
            department=step.department_id,
            due=datetime.combine(step.due_on, time(23, 59), zone),
            people=tuple(each for key, each in people if (key, each.department) == (step.cycle_id, step.department_id)),
            goals=tuple(each for each in goals if (each.cycle, each.department) == (step.cycle_id, step.department_id)),
        )
        for step in steps
    ]


def _people(standing: Standing, cycles: set[int]) -> Iterator[tuple[int, ParticipantView]]:
    led = Q(department__in=standing.departments_led | standing.hr_departments)
    close = Q(person=standing.person_id) | Q(manager=standing.person_id)
    rows = Participant.objects.filter(cycle__in=cycles).filter(close | led).order_by("person")
    for row in rows:
        yield (
            row.cycle_id,
            ParticipantView(
                row.person_id,
                row.department_id,
                row.position_id,
                row.manager_id,
                row.left_at,
                row.joined_at,
                row.from_phase,
                row.pk,
            ),
        )
