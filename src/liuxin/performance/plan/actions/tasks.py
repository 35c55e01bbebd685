"""What is done with the tasks of a cycle: planned, made clearer, finished, dropped, opened again."""

from datetime import datetime

from django.db import IntegrityError, transaction

from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Payload
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError
from liuxin.performance.plan import permissions
from liuxin.performance.plan.models import Cycle, CyclePhase, Task
from liuxin.performance.plan.queries.tasks import view_of
from liuxin.performance.plan.rules import cycles as cycle_rules
from liuxin.performance.plan.rules import tasks as rules
from liuxin.performance.plan.words import NewTask, TaskState


def add_task(*, cycle_id: int, new: NewTask, by: Actor, at: datetime) -> int:
    """Plan a task of a cycle and give its key; without a code it is numbered."""
    _require(new.department, by, at)
    rules.check_task(new)
    with transaction.atomic():
        _running(cycle_id)
        _check_place(cycle_id, new)
        number = Task.objects.filter(cycle=cycle_id).count() + 1
        made = _create(cycle_id=cycle_id, code=new.code.strip() or f"task-{number}", **_columns(new))
        _record(made, "plan.task_added", {"phase": made.phase, "owner": made.owner_id}, by, at)
    return made.pk


def change_task(*, task_id: int, new: NewTask, by: Actor, at: datetime, expect: str | None = None) -> None:
    """Say more clearly who does an open task, when, to what level and in how many hours; its code stays.

    With `expect`, the mark of the task as it was read, raises `ConflictError("plan.changed_meanwhile")` where somebody
    else has written since.
    """
    rules.check_task(new)
    with transaction.atomic():
        held = _locked(task_id)
        _require(held.department_id, by, at)
        _require(new.department, by, at)
        rules.check_open(held.state)
        rules.check_seen(view_of(held), expect)
        _check_place(held.cycle_id, new)
        Task.objects.filter(pk=task_id).update(**_columns(new))
        _record(held, "plan.task_changed", {"phase": new.phase.value, "owner": new.owner}, by, at)


def set_task(*, task_id: int, state: TaskState, by: Actor, at: datetime) -> None:
    """Finish a task, drop it, or open it again. Raises `ConflictError("plan.task_so_already")`."""
    with transaction.atomic():
        held = _locked(task_id)
        if not permissions.may_set_task(organisation.standing(by, at), held.department_id, held.owner_id):
            raise NotAllowedError("plan.may_not_set_task")
        rules.check_change(held.state, state)
        held.state, held.done_at = state.value, at if state is TaskState.DONE else None
        held.save(update_fields=["state", "done_at"])
        _record(held, f"plan.task_{_DEEDS[state]}", {"owner": held.owner_id}, by, at)


_DEEDS = {TaskState.OPEN: "opened_again", TaskState.DONE: "done", TaskState.DROPPED: "dropped"}


def _require(department: int | None, by: Actor, at: datetime) -> None:
    if not permissions.looks_after(organisation.standing(by, at), department):
        raise NotAllowedError("plan.may_not_plan_tasks")


def _running(cycle_id: int) -> None:
    found = Cycle.objects.select_for_update().filter(pk=cycle_id).first()
    if found is None:
        raise NotFoundError("plan.no_such_cycle")
    cycle_rules.check_running(found.state)


def _locked(task_id: int) -> Task:
    """Lock the cycle and then the task."""
    key = Task.objects.filter(pk=task_id).values_list("cycle", flat=True).first()
    if key is None:
        raise NotFoundError("plan.no_such_task")
    _running(key)
    return Task.objects.get(pk=task_id)


def _check_place(cycle_id: int, new: NewTask) -> None:
    here = CyclePhase.objects.filter(cycle=cycle_id, department=new.department)
    if new.department is not None and not here.exists():
        raise BadInputError("plan.not_in_cycle", field="department")
    if new.owner is not None and not organisation.names([new.owner]):
        raise BadInputError("plan.no_such_person", field="owner")


def _create(**columns: object) -> Task:
    try:
        with transaction.atomic():
            return Task.objects.create(**columns)
    except IntegrityError as error:
        raise ConflictError("plan.task_code_taken", field="code") from error


def _columns(new: NewTask) -> dict[str, object]:
    return {
        "department_id": new.department,
        "phase": new.phase.value,
        "title_zh": new.title.zh.strip(),
        "title_en": new.title.en.strip(),
        "owner_id": new.owner,
        "start_on": new.start_on,
        "due_on": new.due_on,
        "hours": new.hours,
        "level_zh": new.level.zh.strip(),
        "level_en": new.level.en.strip(),
    }


def _record(task: Task, code: str, payload: Payload, by: Actor, at: datetime) -> None:
    common: Payload = {"cycle": task.cycle_id}
    history.record([NewEvent(code, "cycle_task", str(task.pk), {**common, **payload}, at)], by=by, at=at)
