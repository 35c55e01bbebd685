"""How time is cut for a chart, and which other period a period is held against."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from liuxin.facts.grains import split
from liuxin.insight import periods
from liuxin.insight.periods import WHOLE, Span
from liuxin.insight.words import Against, Grain
from liuxin.kernel.period import Period

MOST: Final[Mapping[Grain, int]] = MappingProxyType(
    {Grain.DAY: 62, Grain.WEEK: 53, Grain.MONTH: 37, Grain.QUARTER: 24, Grain.YEAR: 12}
)
"""The steps that a chart has room for."""
BESIDE: Final[Mapping[Grain, int]] = MappingProxyType(
    {Grain.DAY: 7, Grain.WEEK: 8, Grain.MONTH: 12, Grain.QUARTER: 4, Grain.YEAR: 1}
)
"""The steps shown before and after a span."""
_CODES: Final[Mapping[Grain, Callable[[datetime, str], str]]] = MappingProxyType(
    {
        Grain.DAY: periods.day_of,
        Grain.WEEK: periods.week_of,
        Grain.MONTH: periods.month_of,
        Grain.QUARTER: periods.quarter_of,
        Grain.YEAR: lambda instant, zone: f"{instant.astimezone(ZoneInfo(zone)).year}",
    }
)
LONG, SHORT = 100, 21


def code(step: Period, grain: Grain, zone: str) -> str:
    """Name a step as an address does."""
    return _CODES[grain](step.start, zone)


def steps(grain: Grain, span: Span, whole: Period, zone: str) -> tuple[Period, ...]:
    """Give the whole steps of a grain that touch a span, with some beside it, as far as the record goes.

    Where there are more than a chart has room for, these are the last ones of the span.
    """
    pieces = [_complete(piece, grain, zone) for piece in split(whole, grain, zone)]
    inside = [i for i, step in enumerate(pieces) if step.start < span.period.end and step.end > span.period.start]
    if not inside:
        return ()
    first, last = inside[0], inside[-1]
    if last - first + 1 >= MOST[grain]:
        return tuple(pieces[last + 1 - MOST[grain] : last + 1])
    room = min(BESIDE[grain], MOST[grain] - (last - first + 1))
    return tuple(pieces[max(first - room, 0) : last + room + 1])


def _complete(step: Period, grain: Grain, zone: str) -> Period:
    """Give the whole week, quarter or year of a step that the record cuts off at its ends."""
    return Period.of_days(*periods.days_of(code(step, grain, zone)), zone)


def usual_grain(span: Span) -> Grain:
    """Give the grain that suits a span: months, but days of what is a few weeks at most."""
    return Grain.DAY if span.period.end - span.period.start <= timedelta(days=SHORT) else Grain.MONTH


def other(span: Span, against: Against, zone: str) -> Span | None:
    """Give the span that this one is held against; the whole record is held against nothing."""
    if against is Against.NOTHING or span.code == WHOLE:
        return None
    first, last = periods.days_of(span.code)
    found = _before(span.code, first, last) if against is Against.BEFORE else _year_ago(span.code, first, last)
    return Span(found, Period.of_days(*periods.days_of(found), zone))


def _before(code_: str, first: date, last: date) -> str:
    grain = grain_of(code_)
    if grain is not None:
        day_before = datetime.combine(first - timedelta(days=1), datetime.min.time(), ZoneInfo("UTC"))
        return _CODES[grain](day_before, "UTC")
    length = last - first + timedelta(days=1)
    return f"{first - length}..{last - length}"


def _year_ago(code_: str, first: date, last: date) -> str:
    """Give the same span of the year before; a week stays a week, the 29th of February becomes the 28th."""
    if "W" in code_:
        year = first.isocalendar().year - 1
        # The 28th of December always lies in the last week of its year: there are 52 or 53.
        week = min(first.isocalendar().week, date(year, 12, 28).isocalendar().week)
        return f"{year}-W{week:02d}"
    if ".." in code_:
        return f"{_back(first)}..{_back(last)}"
    if grain_of(code_) is Grain.DAY:
        return str(_back(first))
    _year, _dash, rest = code_.partition("-")
    return "-".join(filter(None, (str(first.year - 1), rest)))


def _back(day: date) -> date:
    leap = day.month == 2 and day.day == 29  # noqa: PLR2004 - the one day that most years lack
    return day.replace(year=day.year - 1, day=28 if leap else day.day)


def grain_of(code_: str) -> Grain | None:
    """Give the grain of a code; none for any days and for the whole record."""
    if code_ == WHOLE or ".." in code_:
        return None
    first, _last = periods.days_of(code_)
    at = datetime.combine(first, datetime.min.time(), ZoneInfo("UTC"))
    return next((grain for grain, named in _CODES.items() if named(at, "UTC") == code_), None)
