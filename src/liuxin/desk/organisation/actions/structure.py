"""Departments: making them and moving them in the tree."""

from datetime import datetime

from liuxin.desk.organisation import permissions
from liuxin.desk.organisation.actions.steps import ask, event, in_turn, require, tell
from liuxin.desk.organisation.models import Department, Team
from liuxin.desk.organisation.rules import tree
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotFoundError, RuleBrokenError


def add_department(
    *,
    code: str,
    name_zh: str = "",
    name_en: str = "",
    parent: int | None = None,
    made_up: bool = False,
    by: Actor,
    at: datetime,
) -> int:
    """Make a department below a parent, or a root, and give the key.

    Raises `NotAllowedError("organisation.not_allowed")`, `BadInputError("organisation.name_missing")`,
    `RuleBrokenError("organisation.department_code_taken")` and `NotFoundError("organisation.no_such_department")`.
    """
    require(permissions.may_manage_structure(ask(by, at)))
    if not code.strip() or not (name_zh or name_en).strip():
        raise BadInputError("organisation.name_missing", field="name_zh")
    with in_turn():
        if Department.objects.filter(code=code).exists():
            raise RuleBrokenError("organisation.department_code_taken", field="code", department=code)
        above = "" if parent is None else _department(parent).path
        # The path holds the key, which the database gives: the code stands in until then.
        made = Department.objects.create(
            code=code, name_zh=name_zh, name_en=name_en, name_is_made_up=made_up, parent_id=parent, path=f"?{code}"
        )
        made.path = tree.path_of(made.pk, above)
        made.save(update_fields=["path"])
        tell([event("department_added", "department", made.pk, at, parent=parent)], by, at)
        return made.pk


def move_department(*, department_id: int, parent: int | None, by: Actor, at: datetime) -> None:
    """Put a department and all below it under another parent, or make it a root.

    Raises `NotAllowedError("organisation.not_allowed")`, `NotFoundError("organisation.no_such_department")` and
    `RuleBrokenError("organisation.department_circle")`, whose `chain` names the departments of the circle.
    """
    require(permissions.may_manage_structure(ask(by, at)))
    with in_turn():
        moving = _department(department_id)
        above = None if parent is None else _department(parent)
        if above is not None and tree.is_within(above.path, moving.path):
            raise RuleBrokenError("organisation.department_circle", field="parent", chain=_chain(moving, above))
        old, new = moving.path, tree.path_of(moving.pk, above.path if above else "")
        moving.parent = above
        moving.save(update_fields=["parent"])
        below = list(Department.objects.filter(path__startswith=old))
        for department in below:
            department.path = tree.moved(department.path, old, new)
        Department.objects.bulk_update(below, ["path"], batch_size=200)
        tell([event("department_moved", "department", moving.pk, at, parent=parent)], by, at)


def assign_team(*, team_id: int, department_id: int | None, by: Actor, at: datetime) -> None:
    """Put a team into a department.

    Raises `NotAllowedError("organisation.not_allowed")`, `NotFoundError("organisation.no_such_department")` and
    `NotFoundError("organisation.no_such_team")`.
    """
    require(permissions.may_manage_structure(ask(by, at)))
    with in_turn():
        if department_id is not None:
            _department(department_id)
        if not Team.objects.filter(pk=team_id).update(department=department_id):
            raise NotFoundError("organisation.no_such_team", field="team")
        tell([event("team_assigned", "team", team_id, at, department=department_id)], by, at)


def _department(key: int) -> Department:
    found = Department.objects.filter(pk=key).first()
    if found is None:
        raise NotFoundError("organisation.no_such_department", field="department")
    return found


def _chain(moving: Department, above: Department) -> str:
    """Write the circle from the moving department down to the one above which it cannot be, and back."""
    keys = tree.keys(above.path)
    circle = keys[keys.index(moving.pk) :]
    known = Department.objects.in_bulk(circle)
    return " → ".join(str(known[key]) for key in (*circle, moving.pk))
