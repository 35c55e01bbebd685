"""What a phase is played on: the cycle, one department, who plays whom, and the days."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.imports.company.staff import Staff
from liuxin.kernel.actor import Actor
from liuxin.performance.plan import actions
from liuxin.performance.plan import queries as plan
from liuxin.performance.plan.words import Phase, TaskState


@dataclass(frozen=True, slots=True)
class Stage:
    """One department of a cycle. `catch_up` seals the record and brings the facts up to it.

    `lead` signs for the department, `people` are those who take part besides, each with the manager of `managers`.
    """

    cycle: int
    department: int
    staff: Staff
    lead: int
    people: tuple[int, ...]
    managers: Mapping[int, int]
    catch_up: Callable[[], object]

    @property
    def hr(self) -> Actor:
        """The one who runs the cycle."""
        return Actor.person(self.staff.hr)

    @property
    def director(self) -> Actor:
        """The director of the service."""
        return Actor.person(self.staff.director)

    def manager_of(self, person: int) -> int:
        """Give the manager of somebody as it was when the cycle opened; the lead where there is none."""
        return self.managers.get(person, self.lead)

    def done(self, phase: Phase, at: datetime) -> None:
        """Let the lead tick off the department's tasks of a phase that was completed."""
        for task in plan.tasks(organisation.standing(self.hr, at), self.cycle):
            if task.department == self.department and task.phase is phase and task.is_open:
                actions.set_task(task_id=task.id, state=TaskState.DONE, by=Actor.person(self.lead), at=at)


def stage_of(cycle: int, department: int, staff: Staff, catch_up: Callable[[], object]) -> Stage:
    """Set the stage of a department as it took part when the cycle opened."""
    here = [each for each in plan.participants(cycle) if each.department == department and each.left_at is None]
    lead = staff.managers.get(department, staff.director)
    if department not in staff.managers:
        lead = next((each.manager for each in here if each.manager in staff.heads), staff.heads[0]) or staff.heads[0]
    people = tuple(each.person for each in here if each.person != lead)
    managers = {each.person: each.manager for each in here if each.manager is not None}
    return Stage(cycle, department, staff, lead, people, managers, catch_up)


def days(start: datetime, number: float) -> datetime:
    """Give a time so many days on."""
    return start + timedelta(days=number)
