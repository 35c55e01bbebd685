"""The overview: what waits for a decision, how far the objectives are from below, where the cycle stands."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Role, Standing
from liuxin.engines.measurement.words import Reading
from liuxin.insight.attaining import Attained, attained
from liuxin.insight.queries import ground as ground_queries
from liuxin.insight.queries.cycle import cycle_overview
from liuxin.insight.queries.day import waiting
from liuxin.insight.queries.ground import Ground
from liuxin.insight.whole import Aim, CycleOverview, Overview, Served
from liuxin.kernel.errors import NotAllowedError, NotFoundError
from liuxin.kernel.period import Period
from liuxin.performance.indicators.words import is_rated
from liuxin.performance.plan import queries as plan
from liuxin.performance.plan.words import GoalLevel, GoalLine, ObjectiveView

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class _Below:
    """The goals of the cycle and what each was measured at, by measure and owner: a person, or a department."""

    goals: tuple[GoalLine, ...] = ()
    people: Mapping[Key, Reading] = field(default_factory=dict)
    departments: Mapping[Key, Reading] = field(default_factory=dict)


def overview(standing: Standing, at: datetime) -> Overview:
    """Give the overview to the director, HR and the auditor.

    Raises `NotAllowedError("insight.may_not_overview")` for anybody else.
    """
    if not standing.has(Role.DIRECTOR, Role.HR, Role.AUDITOR):
        raise NotAllowedError("insight.may_not_overview")
    stood = ground_queries.ground(at)
    below = _below(standing, stood)
    return Overview(
        waiting=waiting(standing, at),
        aims=tuple(_aim(each, stood, below, at) for each in plan.objectives()),
        cycle=_cycle(standing, at),
        names=organisation.names({goal.owner for goal in below.goals}),
        departments=organisation.department_names({goal.department for goal in below.goals if goal.department}),
        measures=stood.measures,
        zone=stood.zone,
        at=at,
    )


def _cycle(standing: Standing, at: datetime) -> CycleOverview | None:
    try:
        return cycle_overview(standing, None, at)
    except NotFoundError:
        return None


def _below(standing: Standing, stood: Ground) -> _Below:
    """Read every measure that a goal of the running cycle names, once by person and once for each department."""
    current = plan.current_cycle()
    if current is None:
        return _Below()
    goals = plan.goals(standing, current.id)
    keys = sorted({goal.measure_key for goal in goals if _is_known(goal.measure_key, stood)})
    homes = _homes(current.id)
    asked = {goal.department for goal in goals if goal.level is GoalLevel.DEPARTMENT and goal.department is not None}
    if not keys:
        return _Below(goals)
    people = stood.read(keys, [current.period], "person")
    departments = {
        (reading.key, department): reading
        for department in sorted(asked)
        for reading in stood.read(keys, [current.period], people=homes[department])
    }
    return _Below(goals, {(each.key, each.person): each for each in people if each.person is not None}, departments)


def _homes(cycle_id: int) -> Mapping[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for each in plan.participants(cycle_id):
        found[each.department].append(each.person)
    return found


def _is_known(key: str, stood: Ground) -> bool:
    return bool(key) and not is_rated(key) and key in stood.measures


def _aim(objective: ObjectiveView, stood: Ground, below: _Below, at: datetime) -> Aim:
    reading = None
    period = _so_far(objective.start, objective.end, stood.zone, at)
    if period is not None and _is_known(objective.measure, stood):
        reading = next(iter(stood.read([objective.measure], [period])), None)
    reached = attained(reading, direction=objective.direction, target=objective.target, baseline=objective.baseline)
    return Aim(
        objective, reading, reached, tuple(_served(goal, stood, below) for goal in _serving(objective, below.goals))
    )


def _so_far(start: date, end: date, zone: str, at: datetime) -> Period | None:
    """Give the time of an objective up to now; None before it begins."""
    place = ZoneInfo(zone)
    first = datetime.combine(start, time(), place)
    last = min(datetime.combine(end + timedelta(days=1), time(), place), at)
    return Period(first, last) if last > first else None


def _serving(objective: ObjectiveView, goals: Iterable[GoalLine]) -> list[GoalLine]:
    """Give the goals that serve an objective themselves or through those above them."""
    known = {goal.id: goal for goal in goals}

    def serves(goal: GoalLine) -> bool:
        if goal.objective is not None:
            return goal.objective == objective.id
        above = known.get(goal.parent) if goal.parent is not None else None
        return above is not None and serves(above)

    return [goal for goal in known.values() if serves(goal)]


def _served(goal: GoalLine, stood: Ground, below: _Below) -> Served:
    reading = None
    if goal.level is GoalLevel.PERSON:
        reading = below.people.get((goal.measure_key, goal.owner))
    elif goal.department is not None:
        reading = below.departments.get((goal.measure_key, goal.department))
    reached: Attained | None = None
    if reading is not None and goal.is_bound:
        measure, _statistic = stood.find(goal.measure_key)
        reached = attained(reading, direction=measure.direction, target=goal.target_value)
    return Served(goal, reading, reached)
