"""Periods cut by the calendar."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from liuxin.kernel.period import Period


def _months_on(first: date, months: int) -> date:
    ahead = first.month - 1 + months
    return first.replace(year=first.year + ahead // 12, month=ahead % 12 + 1)


def _quarter(day: date) -> tuple[date, date]:
    first = day.replace(month=day.month - (day.month - 1) % 3, day=1)
    return first, _months_on(first, 3)


def _week(day: date) -> tuple[date, date]:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=7)


_AROUND: Final[Mapping[str, Callable[[date], tuple[date, date]]]] = MappingProxyType(
    {
        "day": lambda day: (day, day + timedelta(days=1)),
        "week": _week,
        "month": lambda day: (day.replace(day=1), _months_on(day.replace(day=1), 1)),
        "quarter": _quarter,
        "year": lambda day: (date(day.year, 1, 1), date(day.year + 1, 1, 1)),
    }
)
GRAINS: Final = tuple(_AROUND)


def split(period: Period, grain: str, zone: str) -> list[Period]:
    """Cut a period into the days, weeks (from Monday), months, quarters or years of a zone that touch it."""
    place = ZoneInfo(zone)
    pieces: list[Period] = []
    start = period.start
    while start < period.end:
        first, following = _AROUND[grain](start.astimezone(place).date())
        whole = Period.of_days(first, following - timedelta(days=1), zone)
        pieces.append(Period(max(whole.start, period.start), min(whole.end, period.end)))
        start = whole.end
    return pieces
