"""Working calendars."""

from datetime import datetime

from django.db import transaction

from liuxin.desk.organisation import permissions
from liuxin.desk.organisation.actions.steps import ask, event, require, tell
from liuxin.desk.organisation.models import Calendar
from liuxin.desk.organisation.queries.house import forget_house
from liuxin.desk.organisation.rules.calendars import to_data
from liuxin.kernel.actor import Actor
from liuxin.kernel.business_time import CalendarSpec


@transaction.atomic
def add_calendar(*, spec: CalendarSpec, name_zh: str = "", name_en: str = "", by: Actor, at: datetime) -> int:
    """Keep a calendar under its code, in place of what was there, and give the key.

    Raises `NotAllowedError("organisation.not_allowed")`.
    """
    require(permissions.may_manage_structure(ask(by, at)))
    values = {"zone": spec.zone, "spec": to_data(spec), "name_zh": name_zh, "name_en": name_en}
    kept = Calendar.objects.select_for_update().filter(code=spec.code).first()
    if kept is not None and all(getattr(kept, field) == value for field, value in values.items()):
        return kept.pk
    forget_house()
    row, is_new = Calendar.objects.update_or_create(code=spec.code, defaults={**values, "changed_at": at})
    tell([event("calendar_added" if is_new else "calendar_changed", "calendar", row.pk, at)], by, at)
    return row.pk
