"""Somebody takes the next case of a queue."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from liuxin.desk.cases import permissions
from liuxin.desk.cases.actions.hands import take
from liuxin.desk.cases.models import Case
from liuxin.desk.cases.words import Seen, Status
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError, NotFoundError


@transaction.atomic
def take_next(*, team: int, by: Actor, at: datetime) -> str:
    """Take the case of a team's queue whose promise is due first, and give its code; nothing where the queue is empty.

    Two who take at once get two cases: a row that one of them holds is passed over.
    """
    _allow(organisation.standing(by, at), team)
    waiting = Case.objects.select_for_update(skip_locked=True).filter(
        status=Status.OPEN.value, holder__isnull=True, team=team
    )
    row = waiting.order_by(F("promise_due").asc(nulls_last=True), "priority", "opened_at", "pk").first()
    if row is None:
        return ""
    take(case=Seen(row.code, row.version), by=by, at=at)
    return row.code


def _allow(standing: Standing, team: int) -> None:
    """Refuse whoever does not work in the team; a team that one may not look at is not there."""
    if permissions.may_take_of(standing, team):
        return
    known = {one.id for one in organisation.teams_visible(standing)}
    if permissions.sees_cases(standing) and team not in known:
        raise NotFoundError("cases.no_such_queue")
    raise NotAllowedError("cases.not_allowed", act="take")
