"""Which span of time a page speaks of: a day, a week, a month, a quarter, a year, any days, or the whole record."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from liuxin.kernel.errors import BadInputError
from liuxin.kernel.period import Period

WHOLE = "all"
_CODE = re.compile(r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")
_WEEK = re.compile(r"(?P<year>\d{4})-W(?P<week>\d{2})")
_DAYS = re.compile(r"(?P<first>\d{4}-\d{2}-\d{2})(?:\.\.(?P<last>\d{4}-\d{2}-\d{2}))?")
_SUNDAY = 7
_QUARTER = 3
_DECEMBER = 12
FEW_MONTHS = 3
YEAR = 12


@dataclass(frozen=True, slots=True)
class Span:
    """A span by its code: `2016`, `2016-Q2`, `2016-05`, or `all`."""

    code: str
    period: Period

    @property
    def is_whole(self) -> bool:
        """Tell whether it is the whole record."""
        return self.code == WHOLE


def span(code: str, zone: str, whole: Period) -> Span:
    """Read a code. Raises `BadInputError("insight.unknown_period")`."""
    if code == WHOLE:
        return Span(WHOLE, whole)
    try:
        return Span(code, Period.of_days(*days_of(code), zone))
    except ValueError as error:
        raise BadInputError("insight.unknown_period", field="period", period=code) from error


def days_of(code: str) -> tuple[date, date]:
    """Give the first and the last day of a code other than `all`. Raises `ValueError` for what is no code."""
    if found := _CODE.fullmatch(code):
        return _round(int(found["year"]), found["quarter"], found["month"])
    if found := _WEEK.fullmatch(code):
        year, week = int(found["year"]), int(found["week"])
        return date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, _SUNDAY)
    if found := _DAYS.fullmatch(code):
        first = date.fromisoformat(found["first"])
        last = date.fromisoformat(found["last"] or found["first"])
        if first <= last:
            return first, last
    raise ValueError(code)


def _round(year: int, quarter: str | None, month: str | None) -> tuple[date, date]:
    first, months = 1, _DECEMBER
    if quarter:
        first, months = (int(quarter) - 1) * _QUARTER + 1, _QUARTER
    elif month:
        first, months = int(month), 1
    return date(year, first, 1), _end(year, first + months)


def _end(year: int, following: int) -> date:
    """Give the day before the first of the month that follows; the thirteenth month is next January."""
    return date(year + (following - 1) // _DECEMBER, (following - 1) % _DECEMBER + 1, 1) - timedelta(days=1)


def quarter_of(instant: datetime, zone: str) -> str:
    """Give the code of the quarter that holds an instant."""
    day = instant.astimezone(ZoneInfo(zone))
    return f"{day.year}-Q{(day.month - 1) // _QUARTER + 1}"


def month_of(instant: datetime, zone: str) -> str:
    """Give the code of the month that holds an instant."""
    return f"{instant.astimezone(ZoneInfo(zone)):%Y-%m}"


def week_of(instant: datetime, zone: str) -> str:
    """Give the code of the week (from Monday, ISO 8601) that holds an instant."""
    year, week, _day = instant.astimezone(ZoneInfo(zone)).isocalendar()
    return f"{year}-W{week:02d}"


def day_of(instant: datetime, zone: str) -> str:
    """Give the code of the day that holds an instant."""
    return f"{instant.astimezone(ZoneInfo(zone)):%Y-%m-%d}"


def code_of(period: Period, zone: str) -> str:
    """Give the code of a period that is a whole month, quarter or year; empty for any other."""
    start = period.start.astimezone(ZoneInfo(zone))
    for code in (month_of(period.start, zone), quarter_of(period.start, zone), f"{start.year}"):
        if span(code, zone, period).period == period:
            return code
    return ""


def named(period: Period, zone: str) -> str:
    """Give the code of any period of whole days: that of its month, quarter or year, else its first and last day."""
    last = period.end - timedelta(seconds=1)
    return code_of(period, zone) or f"{day_of(period.start, zone)}..{day_of(last, zone)}"


def choices(whole: Period, opened: Collection[str], zone: str) -> tuple[str, ...]:
    """Give the codes of the quarters and months that are worth choosing, the latest first, then the whole.

    These are the last month, those in which cases were `opened`, and the few after them in which such cases end: a
    record that sleeps for years offers no empty ones.
    """
    months = tuple(whole.months(zone))
    awake = [month_of(month.start, zone) in opened for month in months]
    found: dict[str, None] = {}
    for i in reversed(range(len(months))):
        if i == len(months) - 1 or any(awake[max(i - FEW_MONTHS, 0) : i + 1]):
            found.setdefault(quarter_of(months[i].start, zone))
            found.setdefault(month_of(months[i].start, zone))
    return (*found, WHOLE)


def around(period: Period, whole: Period, zone: str) -> tuple[Period, ...]:
    """Give the months beside which a period is shown: a year before it and a year after, as far as the record goes."""
    months = tuple(whole.months(zone))
    inside = [i for i, month in enumerate(months) if month.start < period.end and month.end > period.start]
    if not inside:
        return ()
    first, last = inside[0], inside[-1]
    if last - first > YEAR:
        return months[-2 * YEAR :]
    return months[max(first - YEAR, 0) : last + YEAR + 1]


def from_epoch(seconds: int) -> datetime:
    """Give an instant of the facts as an aware time."""
    return datetime.fromtimestamp(seconds, UTC)
