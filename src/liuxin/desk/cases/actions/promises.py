"""What is promised to customers."""

from datetime import datetime

from django.db import transaction

from liuxin.desk.cases import permissions
from liuxin.desk.cases.models import PromiseRule
from liuxin.desk.cases.rules import checks
from liuxin.desk.cases.words import Kind
from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Plain
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError


@transaction.atomic
def set_promise(*, kind: Kind | None, priority: int, minutes: int, calendar: str, by: Actor, at: datetime) -> None:
    """Promise that cases of a kind (None: of any) and priority are resolved within minutes of business time.

    It binds cases received from now on.
    """
    if not permissions.may_set_promises(organisation.standing(by, at)):
        raise NotAllowedError("cases.not_allowed", act="set_promise")
    if minutes < 1:
        raise BadInputError("cases.promise_too_short", field="minutes", minutes=minutes)
    clock = organisation.clock(calendar)
    if clock.last <= int(at.timestamp()):
        raise BadInputError("cases.promise_calendar_ended", field="calendar", calendar=calendar)
    word = kind.value if kind else ""
    PromiseRule.objects.update_or_create(
        kind=word, priority=checks.priority(priority), defaults={"minutes": minutes, "calendar": calendar}
    )
    payload: dict[str, Plain] = {"kind": word, "priority": priority, "minutes": minutes, "calendar": calendar}
    subject = f"{word or 'any'}:{priority}"
    history.record([NewEvent("cases.promise_set", "promise_rule", subject, payload, at)], by=by, at=at)
