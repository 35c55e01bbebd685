"""Rules of the tasks of a cycle: what is vague, and who is asked for more hours than there are."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from liuxin.kernel.errors import BadInputError, ConflictError, RuleBrokenError
from liuxin.kernel.text import Bilingual
from liuxin.performance.plan.words import Gap, Load, NewTask, TaskState, TaskView, mark

MOST_HOURS = 9999
HoursUntil = Callable[[date], Decimal | None]


def check_task(new: NewTask) -> None:
    """Refuse a task without a title, that ends before it starts, or with hours that are none."""
    if not (new.title.zh.strip() or new.title.en.strip()):
        raise BadInputError("plan.title_missing", field="title")
    if new.start_on is not None and new.due_on is not None and new.due_on < new.start_on:
        raise BadInputError("plan.task_ends_before_start", field="due_on")
    if new.hours is not None and not (new.hours.is_finite() and 0 < new.hours <= MOST_HOURS):
        raise BadInputError("plan.hours_outside", field="hours", most=MOST_HOURS)


def check_change(now: str, wanted: TaskState) -> None:
    """Refuse to take a task where it stands already, and from one end to the other without opening it again."""
    if now == wanted:
        raise ConflictError("plan.task_so_already")
    if TaskState.OPEN not in {now, wanted}:
        raise RuleBrokenError("plan.task_not_open")


def check_seen(now: TaskView, expect: str | None) -> None:
    """Refuse to write over what somebody else has written since it was read; None asks for no such check."""
    if expect is not None and mark(now) != expect:
        raise ConflictError("plan.changed_meanwhile")


def check_open(now: str) -> None:
    """Refuse to change a task that is done or dropped."""
    if now != TaskState.OPEN:
        raise RuleBrokenError("plan.task_not_open")


def gaps(*, owner: int | None, due_on: date | None, level: Bilingual, hours: Decimal | None) -> tuple[Gap, ...]:
    """Name what a task leaves open, the gravest first."""
    said = (
        (owner is None, Gap.NO_OWNER),
        (due_on is None, Gap.NO_DATE),
        (not (level.zh or level.en), Gap.NO_LEVEL),
        (hours is None, Gap.NO_HOURS),
    )
    return tuple(gap for is_open, gap in said if is_open)


def loads(tasks: Iterable[TaskView], hours_until: HoursUntil, today: date) -> tuple[Load, ...]:
    """Give each owner's tightest day: that by which most of the hours there are, or more, are asked for.

    Only open tasks with an owner, a date and hours can be added up. What is late is asked for today.
    """
    asked: defaultdict[int, list[tuple[date, Decimal]]] = defaultdict(list)
    for task in tasks:
        if task.is_open and task.owner is not None and task.due_on is not None and task.hours is not None:
            asked[task.owner].append((max(task.due_on, today), task.hours))
    return tuple(_tightest(owner, sorted(rows), hours_until) for owner, rows in sorted(asked.items()))


def _tightest(owner: int, rows: list[tuple[date, Decimal]], hours_until: HoursUntil) -> Load:
    sums: dict[date, Decimal] = {}
    total = Decimal(0)
    for day, hours in rows:
        total += hours
        sums[day] = total
    found = [Load(owner, day, hours, hours_until(day)) for day, hours in sums.items()]
    return max(found, key=lambda load: (load.hours - load.room if load.room is not None else load.hours, load.by_day))
