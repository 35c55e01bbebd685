"""The section `[calendar]` of a mapping: the working hours that promises are counted in."""

import re
from collections.abc import Mapping as Map
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from liuxin.interfaces.imports.mapping import values
from liuxin.interfaces.imports.mapping.words import WorkingHours
from liuxin.kernel.errors import BadInputError

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SPAN = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")
KEYS = ("code", "zh", "en", "zone", "first", "last", "days_off", "hours")
DAY = 24 * 60
ALWAYS = dict.fromkeys(range(7), ((0, DAY),))


def check_zone(key: str, name: str) -> str:
    """Hold a zone against the zones that are known."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadInputError("import.mapping_zone_unknown", field=key, zone=name) from error
    return name


def read_hours(raw: Map[str, object]) -> WorkingHours:
    """Read the calendar; an empty section is around the clock."""
    for key in raw:
        if key not in KEYS:
            raise BadInputError("import.mapping_unknown_key", field=f"calendar.{key}", near=values.near(key, KEYS))
    if raw and not raw.get("code"):
        raise BadInputError("import.mapping_missing_key", field="calendar.code")
    named = {key: values.text(f"calendar.{key}", raw[key]) for key in ("code", "zh", "en", "zone") if key in raw}
    check_zone("calendar.zone", named.get("zone", "UTC"))
    dated = {key: values.day(f"calendar.{key}", raw[key]) for key in ("first", "last") if key in raw}
    days_off = values.days("calendar.days_off", raw.get("days_off", []))
    hours = _week(values.table("calendar.hours", raw["hours"])) if "hours" in raw else ALWAYS
    calendar = WorkingHours(**named, **dated, days_off=days_off, hours=hours)  # type: ignore[arg-type]  # by key
    if calendar.last < calendar.first:
        raise BadInputError(
            "calendar.ends_before_start", field="calendar.last", first=calendar.first, last=calendar.last
        )
    return calendar


def _week(raw: Map[str, object]) -> dict[int, tuple[tuple[int, int], ...]]:
    week = {}
    for name, value in raw.items():
        key = f"calendar.hours.{name}"
        if name not in WEEKDAYS:
            near = values.near(name, WEEKDAYS)
            raise BadInputError("import.mapping_unknown_key", field=key, near=near)
        week[WEEKDAYS.index(name)] = tuple(_span(key, span) for span in values.texts(key, value))
    return week


def _span(key: str, span: str) -> tuple[int, int]:
    found = SPAN.fullmatch(span.strip())
    if found is None:
        raise BadInputError("import.mapping_bad_hours", field=key, value=span)
    hours = [int(part) for part in found.groups()]
    opens, closes = hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]
    if not opens < closes <= DAY:
        raise BadInputError("import.mapping_bad_hours", field=key, value=span)
    return opens, closes
