"""Cycles with departments, people and managers; tasks, objectives and jobs: made by the room's own actions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count

from liuxin.desk.organisation.words import Role
from liuxin.kernel.actor import Actor
from liuxin.kernel.period import Period
from liuxin.kernel.text import Bilingual
from liuxin.performance.plan import actions, queries
from liuxin.performance.plan.models import (
    Cycle,
    CyclePhase,
    Duty,
    Environment,
    JobAnalysis,
    Objective,
    Participant,
    StrategyText,
    Task,
)
from liuxin.performance.plan.words import NewJob, NewJobTask, NewLesson, NewObjective, NewTask, Perspective, Phase
from tests.factories.organisation import NOW, SYSTEM, make_department, make_lead, make_manager, make_person, make_team
from tests.factories.organisation import make_position as _make_position

AT = NOW
QUARTER = Period(datetime(2016, 3, 1, tzinfo=UTC), datetime(2016, 6, 1, tzinfo=UTC))
FIRST_DUE = date(2016, 6, 10)
NAME = Bilingual("二季度绩效周期", "Second quarter")

_numbers = count(1)

__all__ = [
    "AT",
    "FIRST_DUE",
    "NAME",
    "QUARTER",
    "SYSTEM",
    "Cycle",
    "CyclePhase",
    "Duty",
    "Environment",
    "JobAnalysis",
    "MadeCycle",
    "Objective",
    "Participant",
    "Place",
    "StrategyText",
    "Task",
    "advance",
    "dues",
    "job",
    "make_cycle",
    "make_job",
    "make_objective",
    "make_participant",
    "make_place",
    "make_task",
    "objective",
    "open_cycle",
    "task",
]


@dataclass(frozen=True, slots=True)
class Place:
    """A department with its head, one team with its lead, and the people of the team, who report to the lead.

    The lead belongs to the team and reports to the head; the head reports to nobody.
    """

    department: int
    head: int
    team: int
    lead: int
    people: tuple[int, ...]
    position: int

    @property
    def everybody(self) -> tuple[int, ...]:
        """All who take part: head, lead and people."""
        return (self.head, self.lead, *self.people)


@dataclass(frozen=True, slots=True)
class MadeCycle:
    """A cycle of these departments, opened by HR; the director looks on."""

    id: int
    hr: int
    director: int
    places: tuple[Place, ...]

    @property
    def place(self) -> Place:
        """The first department."""
        return self.places[0]

    @property
    def department(self) -> int:
        """The key of the first department."""
        return self.places[0].department


def dues(first: date = FIRST_DUE, days: int = 10) -> dict[int, date]:
    """Give a due date for each phase, `days` apart."""
    return {phase.value: first + timedelta(days=days * (phase.value - 1)) for phase in Phase}


def make_place(people: int = 3, *, position: int | None = None, parent: int | None = None) -> Place:
    """Make a department with a head, a lead and so many people in one position."""
    position = _make_position() if position is None else position
    leading = _make_position(name_zh="班组长", name_en="Team lead")
    head = make_person(position=leading)
    lead = make_person(position=leading)
    department = make_department(head=head, parent=parent)
    team = make_team(department=department)
    made = tuple(make_person(position=position, teams=(team,)) for _ in range(people))
    _join_lead(lead, team, head, made)
    return Place(department, head, team, lead, made, position)


def _join_lead(lead: int, team: int, head: int, people: Sequence[int]) -> None:
    make_lead(lead, team)
    make_manager(lead, head)
    for person in people:
        make_manager(person, lead)


def open_cycle(
    departments: Sequence[int],
    *,
    code: str = "",
    period: Period = QUARTER,
    phase_dues: Mapping[int, date] | None = None,
    is_pilot: bool = False,
    carry: Sequence[NewLesson] = (),
    carry_from: int | None = None,
    by: Actor = SYSTEM,
    at: datetime = AT,
) -> int:
    """Open a cycle for departments that are there already, and give the key."""
    return actions.open_cycle(
        code=code or f"C{next(_numbers)}",
        name=NAME,
        period=period,
        departments=departments,
        phase_dues=phase_dues or dues(),
        is_pilot=is_pilot,
        carry=carry,
        carry_from=carry_from,
        by=by,
        at=at,
    )


def make_cycle(
    people: int = 3,
    *,
    departments: int = 1,
    position: int | None = None,
    phase: int = 1,
    period: Period = QUARTER,
    is_pilot: bool = False,
    at: datetime = AT,
) -> MadeCycle:
    """Make departments with people and open a cycle for them, by HR; with `phase` they stand in that phase."""
    hr = make_person(roles=(Role.HR,))
    director = make_person(roles=(Role.DIRECTOR,))
    places = tuple(make_place(people, position=position) for _ in range(departments))
    keys = [place.department for place in places]
    cycle = open_cycle(keys, period=period, is_pilot=is_pilot, by=Actor.person(hr), at=at)
    for key in keys:
        advance(cycle, key, phase, at=at)
    return MadeCycle(cycle, hr, director, places)


def make_participant(cycle: int, person: int, department: int) -> int:
    """Let somebody take part in a cycle, in whatever department the person works, and give the key."""
    row, _is_new = Participant.objects.get_or_create(
        cycle_id=cycle, person_id=person, defaults={"department_id": department}
    )
    return row.pk


def advance(cycle: int, department: int, to: int, *, at: datetime = AT) -> None:
    """Lead a department on until phase `to` is open; 7 completes the last. Nobody checks whether all was done."""
    for phase in range(queries.phase_of(cycle, department), to):
        actions.complete_phase(cycle_id=cycle, department=department, phase=phase, by=SYSTEM, at=at)


def task(title: str = "签目标", **told: object) -> NewTask:
    """Give a task of phase 1 in which nothing is left open, unless told otherwise."""
    whole: dict[str, object] = {
        "title": Bilingual(title, "Sign the goals"),
        "phase": Phase.PLAN,
        "due_on": FIRST_DUE,
        "level": Bilingual("每人至少一个目标", "One goal each at least"),
        "hours": Decimal(8),
    }
    return NewTask(**(whole | told))  # type: ignore[arg-type]


def make_task(cycle: int, **told: object) -> int:
    """Plan a task and give its key."""
    return actions.add_task(cycle_id=cycle, new=task(**told), by=SYSTEM, at=AT)  # type: ignore[arg-type]


def objective(code: str = "", **told: object) -> NewObjective:
    """Give an objective in which nothing is left open, unless told otherwise."""
    whole: dict[str, object] = {
        "code": code or f"O{next(_numbers)}",
        "title": Bilingual("一次办好", "Settled the first time"),
        "perspective": Perspective.CUSTOMERS,
        "owner": None,
        "start": date(2016, 1, 1),
        "end": date(2016, 12, 31),
        "measure": "first_contact_resolution",
        "unit": Bilingual("%", "%"),
        "baseline": 61.0,
        "target": 70.0,
    }
    return NewObjective(**(whole | told))  # type: ignore[arg-type]


def make_objective(code: str = "", **told: object) -> int:
    """Set an objective and give its key."""
    return actions.add_objective(new=objective(code, **told), by=SYSTEM, at=AT)


def job(*shares: str) -> NewJob:
    """Give a job with tasks of these shares, 60 and 40 unless told otherwise."""
    tasks = tuple(
        NewJobTask(f"T{number}", Bilingual(f"工作{number}", f"Task {number}"), Decimal(share))
        for number, share in enumerate(shares or ("60", "40"), start=1)
    )
    return NewJob(Bilingual("让业主的事有着落", "Every resident's matter finds its owner"), tasks)


def make_job(position: int, *shares: str) -> int:
    """Describe a position in its next version and give the version."""
    known = queries.job_analysis(position)
    return actions.write_job(
        position_id=position, new=job(*shares), expect=known.latest if known else 0, by=SYSTEM, at=AT
    )
