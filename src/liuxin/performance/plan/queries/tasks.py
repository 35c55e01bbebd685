"""Reads of the tasks of a cycle, and of what they ask of people."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import F

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.errors import CannotTellError, NotAllowedError, NotFoundError
from liuxin.kernel.period import Period
from liuxin.kernel.text import Bilingual
from liuxin.performance.plan import permissions
from liuxin.performance.plan.models import Cycle, Task
from liuxin.performance.plan.rules import tasks as rules
from liuxin.performance.plan.words import Phase, TaskPlan, TaskState, TaskView

HOUR = 3600


def tasks(standing: Standing, cycle_id: int) -> tuple[TaskView, ...]:
    """Give the tasks of a cycle by day, those without one last. One statement."""
    if not permissions.may_read(standing):
        raise NotAllowedError("plan.may_not_read")
    rows = Task.objects.filter(cycle=cycle_id).order_by(F("due_on").asc(nulls_last=True), "phase", "pk")
    return tuple(map(view_of, rows))


def task(standing: Standing, task_id: int) -> tuple[int, TaskView]:
    """Give a task and the key of its cycle. Raises `NotFoundError("plan.no_such_task")`."""
    found = Task.objects.filter(pk=task_id).first() if permissions.may_read(standing) else None
    if found is None:
        raise NotFoundError("plan.no_such_task")
    return found.cycle_id, view_of(found)


def task_plan(standing: Standing, cycle_id: int, at: datetime) -> TaskPlan:
    """Give the tasks of a cycle, and what each owner is asked for against the hours there are from now on.

    The hours are those of the organisation's calendar, of which the cycle names the share that its tasks may take.
    """
    found = tasks(standing, cycle_id)
    share = Cycle.objects.filter(pk=cycle_id).values_list("task_share", flat=True).first()
    if share is None:
        raise NotFoundError("plan.no_such_cycle")
    zone = organisation.zone()
    today = at.astimezone(ZoneInfo(zone)).date()
    return TaskPlan(found, rules.loads(found, _hours(share, at, zone), today))


def view_of(row: Task) -> TaskView:
    """Give a task that was read."""
    level = Bilingual(row.level_zh, row.level_en)
    state = TaskState(row.state)
    gaps = rules.gaps(owner=row.owner_id, due_on=row.due_on, level=level, hours=row.hours)
    return TaskView(
        id=row.pk,
        code=row.code,
        title=Bilingual(row.title_zh, row.title_en),
        phase=Phase(row.phase),
        department=row.department_id,
        owner=row.owner_id,
        start_on=row.start_on,
        due_on=row.due_on,
        level=level,
        hours=row.hours,
        state=state,
        done_at=row.done_at,
        gaps=gaps if state is TaskState.OPEN else (),
    )


def _hours(share: int, at: datetime, zone: str) -> Callable[[date], Decimal | None]:
    """Give how many hours there are for tasks from now to the end of a day; None where no calendar tells."""
    code = organisation.default_calendar()
    if not code:
        return lambda _day: None
    clock = organisation.clock(code)

    def until(day: date) -> Decimal | None:
        end = int(Period.of_days(day, day, zone).end.timestamp())
        start = int(at.timestamp())
        try:
            seconds = clock.seconds(start, end) if end > start else 0
        except CannotTellError:
            return None
        return (Decimal(seconds) * share / 100 / HOUR).quantize(Decimal("0.1"))

    return until
