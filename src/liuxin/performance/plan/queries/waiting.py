"""What waits for somebody in the plan."""

from datetime import datetime

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.period import Period
from liuxin.kernel.text import Bilingual
from liuxin.kernel.waiting import Waiting
from liuxin.performance.plan.models import Task
from liuxin.performance.plan.queries.unsigned import goals_waiting
from liuxin.performance.plan.words import CycleState, TaskState

SOON = 14
"""From so many days before its date on a task waits for its owner."""


def tasks_waiting(standing: Standing, at: datetime) -> tuple[Waiting, ...]:
    """Give the open tasks of a person that are due soon or late, the earliest first. Two statements."""
    if standing.person_id is None:
        return ()
    zone = organisation.zone()
    rows = Task.objects.filter(
        owner=standing.person_id, state=TaskState.OPEN, due_on__isnull=False, cycle__state=CycleState.OPEN
    )
    found = []
    for row in rows.order_by("due_on", "pk"):
        day = row.due_on
        due = None if day is None else Period.of_days(day, day, zone).end
        if due is not None and (due - at).days < SOON:
            params = {"task": Bilingual(row.title_zh, row.title_en)}
            found.append(Waiting("plan.waits.task", "plan:home", {}, params, due))
    return tuple(found)


def waiting(standing: Standing, at: datetime) -> tuple[Waiting, ...]:
    """Give all that waits for somebody in this room, with the reason."""
    return (*tasks_waiting(standing, at), *goals_waiting(standing))
