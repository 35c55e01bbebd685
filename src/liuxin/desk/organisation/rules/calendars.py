"""Makers of working calendars: plain weeks, and China's holidays with make-up working days."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from chinese_calendar.constants import holidays, workdays

from liuxin.kernel.business_time import CalendarSpec, Hours
from liuxin.kernel.errors import BadInputError

OFFICE_HOURS: Hours = ((9 * 60, 18 * 60),)
WORKING_WEEK = (0, 1, 2, 3, 4)


def weekdays(
    code: str, *, zone: str, first: date, last: date, hours: Hours = OFFICE_HOURS, days: tuple[int, ...] = WORKING_WEEK
) -> CalendarSpec:
    """Make a calendar of the same hours on the same weekdays, without public holidays."""
    return CalendarSpec(code=code, zone=zone, hours=dict.fromkeys(days, hours), first=first, last=last)


def chinese(
    code: str, *, first: date, last: date, zone: str = "Asia/Shanghai", hours: Hours = OFFICE_HOURS
) -> CalendarSpec:
    """Make a calendar of China's working days as the State Council announced them.

    Years not announced yet hold plain weekdays and are marked provisional. Raises
    `BadInputError("calendar.before_announcements")` for years before the first announcement on record.
    """
    known_from, known_to = min(holidays).year, max(holidays).year
    if first.year < known_from:
        raise BadInputError("calendar.before_announcements", field="first", first=first, known_from=known_from)
    unknown = date(known_to + 1, 1, 1)
    return CalendarSpec(
        code=code,
        zone=zone,
        hours=dict.fromkeys(WORKING_WEEK, hours),
        days_off=frozenset(day for day in holidays if first <= day <= last),
        working_days={day: hours for day in workdays if first <= day <= last and day.weekday() not in WORKING_WEEK},
        first=first,
        last=last,
        provisional_from=max(unknown, first) if last >= unknown else None,
    )


def to_data(spec: CalendarSpec) -> dict[str, object]:
    """Write a calendar as plain data for the database."""
    return {
        "hours": {str(weekday): [list(span) for span in spans] for weekday, spans in sorted(spec.hours.items())},
        "days_off": [day.isoformat() for day in sorted(spec.days_off)],
        "working_days": {
            day.isoformat(): [list(span) for span in spans] for day, spans in sorted(spec.working_days.items())
        },
        "first": spec.first.isoformat(),
        "last": spec.last.isoformat(),
        "provisional_from": spec.provisional_from and spec.provisional_from.isoformat(),
    }


def from_data(code: str, zone: str, data: Mapping[str, Any]) -> CalendarSpec:
    """Read a calendar from the plain data of the database."""
    return CalendarSpec(
        code=code,
        zone=zone,
        hours={int(weekday): _spans(spans) for weekday, spans in data["hours"].items()},
        days_off=frozenset(map(date.fromisoformat, data["days_off"])),
        working_days={date.fromisoformat(day): _spans(spans) for day, spans in data["working_days"].items()},
        first=date.fromisoformat(data["first"]),
        last=date.fromisoformat(data["last"]),
        provisional_from=date.fromisoformat(data["provisional_from"]) if data["provisional_from"] else None,
    )


def _spans(spans: Iterable[tuple[int, int]]) -> Hours:
    return tuple((opening, closing) for opening, closing in spans)
