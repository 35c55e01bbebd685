"""Working calendars and their compiled clocks."""

import json
from collections.abc import Iterable
from functools import lru_cache

from django.db.models import Case, Value, When

from liuxin.desk.organisation.models import Calendar
from liuxin.desk.organisation.queries.house import DEFAULT_CALENDAR, house
from liuxin.desk.organisation.queries.statement import Statement
from liuxin.desk.organisation.rules.calendars import from_data
from liuxin.kernel.business_time import BusinessClock, CalendarSpec, compile_calendar
from liuxin.kernel.errors import NotFoundError

_CALENDAR = Statement(lambda code: Calendar.objects.filter(code=code).values_list("zone", "spec"))


def calendar(code: str) -> CalendarSpec:
    """Give a calendar. Raises `NotFoundError("calendar.unknown")`."""
    zone, text = _row(code)
    return from_data(code, zone, json.loads(text))


def clock(code: str) -> BusinessClock:
    """Give the compiled calendar; compiled again only where the calendar changed. Raises as `calendar` does."""
    return _compiled(code, *_row(code))


def clocks(codes: Iterable[str]) -> dict[str, BusinessClock]:
    """Give the compiled calendars of those codes that there are: one query, none where the house's is enough."""
    wanted, found = set(codes), dict[str, BusinessClock]()
    own = _own()
    if own is not None and own[0] in wanted:
        found[own[0]] = _compiled(*own)
    if missing := wanted - found.keys():
        rows = Calendar.objects.filter(code__in=missing).values_list("code", "zone", "spec")
        found |= {code: _compiled(code, zone, _text(spec)) for code, zone, spec in rows}
    return found


def first_clock(code: str) -> BusinessClock | None:
    """Give the compiled calendar of a code, else the default one, else the first by code: one query."""
    own = _own()
    if own is not None and code in {own[0], ""}:
        return _compiled(*own)
    order = Case(When(code=code, then=Value(0)), When(code=DEFAULT_CALENDAR, then=Value(1)), default=Value(2))
    row = Calendar.objects.order_by(order, "code").values_list("code", "zone", "spec").first()
    return _compiled(row[0], row[1], _text(row[2])) if row else None


def calendar_codes() -> tuple[str, ...]:
    """Give the codes of all calendars."""
    return tuple(Calendar.objects.order_by("code").values_list("code", flat=True))


def _row(code: str) -> tuple[str, str]:
    own = _own()
    if own is not None and own[0] == code:
        return own[1], own[2]
    rows = _CALENDAR.rows(code)
    if not rows:
        raise NotFoundError("calendar.unknown", calendar=code)
    zone, spec = rows[0]
    return zone, _text(spec)


def _own() -> tuple[str, str, str] | None:
    """Give code, zone and text of the calendar of the house, where this request has read it."""
    read = house()
    return (read.code, read.zone, _text(json.loads(read.spec))) if read else None


def _text(spec: object) -> str:
    return json.dumps(spec, sort_keys=True)


@lru_cache(maxsize=32)
def _compiled(code: str, zone: str, text: str) -> BusinessClock:
    return compile_calendar(from_data(code, zone, json.loads(text)))
