"""Reporting lines and roles."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from liuxin.desk.organisation import permissions
from liuxin.desk.organisation.actions.steps import ask, event, in_turn, require, seconds, tell
from liuxin.desk.organisation.models import Person, ReportingLine, RoleGrant
from liuxin.desk.organisation.rules.spans import Line, Span, check_span, circle, overlapping
from liuxin.desk.organisation.words import DEPARTMENT_ROLES, Role
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotFoundError, RuleBrokenError


def set_manager(
    *, person_id: int, manager_id: int, start: datetime, end: datetime | None = None, by: Actor, at: datetime
) -> None:
    """Let a person report to a manager from `start`; the line of until then ends there.

    Raises `NotAllowedError("organisation.not_allowed")`, `BadInputError("period.ends_before_start")`,
    `RuleBrokenError("organisation.reporting_circle")`, whose `chain` names the people of the circle, and
    `RuleBrokenError("organisation.reporting_overlaps")` where a later line is set already.
    """
    require(permissions.may_manage_people(ask(by, at)))
    span = check_span(start, end)
    with in_turn():
        ReportingLine.objects.filter(person=person_id, start__lt=start).filter(
            Q(end__isnull=True) | Q(end__gt=start)
        ).update(end=start)
        lines = [
            Line(person, manager, Span(begin, finish))
            for person, manager, begin, finish in ReportingLine.objects.values_list("person", "manager", "start", "end")
        ]
        if overlapping(span, [line.span for line in lines if line.person == person_id]):
            raise RuleBrokenError("organisation.reporting_overlaps", field="start")
        chain = circle(lines, Line(person_id, manager_id, span))
        if chain:
            raise RuleBrokenError("organisation.reporting_circle", field="manager", chain=_named(chain))
        ReportingLine.objects.create(person_id=person_id, manager_id=manager_id, start=start, end=end)
        tell(
            [event("manager_set", "person", person_id, at, manager=manager_id, start=seconds(start), end=seconds(end))],
            by,
            at,
        )


@transaction.atomic
def grant_role(
    *,
    person_id: int,
    role: Role,
    department: int | None = None,
    start: datetime,
    end: datetime | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Give a person a role, for one department and below or everywhere; one that is held already stays as it is.

    Raises `NotAllowedError("organisation.not_allowed")`, `BadInputError("period.ends_before_start")` and
    `BadInputError("organisation.role_without_department")`.
    """
    require(permissions.may_grant_role(ask(by, at), person_id))
    check_span(start, end)
    if department is not None and role not in DEPARTMENT_ROLES:
        raise BadInputError("organisation.role_without_department", field="department", role=role.value)
    held = RoleGrant.objects.filter(person=person_id, role=role, department=department, end__isnull=True)
    if held.exists():
        return
    RoleGrant.objects.create(person_id=person_id, role=role, department_id=department, start=start, end=end)
    tell(
        [
            event(
                "role_granted",
                "person",
                person_id,
                at,
                role=role.value,
                department=department,
                start=seconds(start),
                end=seconds(end),
            )
        ],
        by,
        at,
    )


@transaction.atomic
def end_role(
    *, person_id: int, role: Role, department: int | None = None, end: datetime, by: Actor, at: datetime
) -> None:
    """Take a role away.

    Raises `NotAllowedError("organisation.not_allowed")`, `NotFoundError("organisation.no_such_role")` and
    `BadInputError("period.ends_before_start")`.
    """
    require(permissions.may_grant_role(ask(by, at), person_id))
    held = RoleGrant.objects.select_for_update().filter(person=person_id, role=role, end__isnull=True)
    grant = held.filter(department=department).first()
    if grant is None:
        raise NotFoundError("organisation.no_such_role", role=role.value)
    check_span(grant.start, end)
    grant.end = end
    grant.save(update_fields=["end"])
    tell(
        [event("role_ended", "person", person_id, at, role=role.value, department=department, end=seconds(end))],
        by,
        at,
    )


def _named(chain: tuple[int, ...]) -> str:
    known = Person.objects.in_bulk(set(chain))
    return " → ".join(str(known[key]) for key in chain)
