"""Somebody leaves: the day is kept, and memberships end with it."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction

from liuxin.desk.organisation import permissions
from liuxin.desk.organisation.actions.steps import ask, event, require, tell
from liuxin.desk.organisation.models import Membership, RoleGrant
from liuxin.desk.organisation.queries.keys import zone
from liuxin.desk.organisation.queries.names import team_names
from liuxin.desk.organisation.queries.work import leading, lock_people
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotFoundError, RuleBrokenError


@transaction.atomic
def record_leaving(*, person_id: int, on: date, by: Actor, at: datetime) -> None:
    """Keep the first day on which somebody no longer works here; memberships and roles end when it begins.

    What becomes of the cases, the room of cases decides: its action `leave` calls this one.
    Raises `NotAllowedError("organisation.not_allowed")`, `NotFoundError("organisation.no_such_person")`,
    `RuleBrokenError("organisation.left_already")`, `BadInputError("organisation.leaves_before_joining")` and, while the
    person leads teams at that time, `RuleBrokenError("organisation.still_leads")` with their names.
    """
    require(permissions.may_manage_people(ask(by, at)))
    person = lock_people([person_id]).get(person_id)
    if person is None or person.erased_at or person.is_system or person.is_placeholder:
        raise NotFoundError("organisation.no_such_person")
    if person.left_on is not None and person.left_on <= at.date():
        raise RuleBrokenError("organisation.left_already", day=person.left_on.isoformat())
    ends = datetime.combine(on, time.min, tzinfo=ZoneInfo(zone()))
    _refuse_lead(person_id, ends)
    memberships = Membership.objects.filter(person=person_id, end__isnull=True)
    grants = RoleGrant.objects.filter(person=person_id, end__isnull=True)
    if memberships.filter(start__gte=ends).exists() or grants.filter(start__gte=ends).exists():
        raise BadInputError("organisation.leaves_before_joining", field="on")
    memberships.update(end=ends)
    grants.update(end=ends)
    person.left_on = on
    person.save(update_fields=["left_on"])
    tell([event("person_left", "person", person_id, at, on=on.isoformat())], by, at)


def _refuse_lead(person_id: int, at: datetime) -> None:
    teams = leading(person_id, at)
    if teams:
        names = team_names(teams)
        named = "、".join(str(names[team].zh or names[team].en) for team in teams if team in names)
        raise RuleBrokenError("organisation.still_leads", field="on", teams=named)
