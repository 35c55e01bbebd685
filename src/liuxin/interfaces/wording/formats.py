"""Numbers, spans and dates as the house writes them in zh and en.

Real minus, no space before %, an en dash with spaces in a range, absent as a dash and never as zero.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

ABSENT = "—"
MINUS = "\u2212"
_JOIN = "\u00a0"
_DIGITS = "零一二三四五六七八九十"
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_TEN_THOUSAND, _HUNDRED_MILLION = 10_000, 100_000_000
_TEN = 10

Number = int | float | Decimal


def is_chinese(language: str) -> bool:
    """Tell whether a language code such as `zh-hans` means Chinese."""
    return language.startswith("zh")


def number(value: Number | None, *, places: int | None = 0) -> str:
    """Write a number with thousands commas; `places=None` keeps the digits that are there."""
    if value is None:
        return ABSENT
    text = f"{value:,}" if places is None else f"{value:,.{places}f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    if not text.strip("-0.,"):
        text = text.lstrip("-")
    return text.replace("-", MINUS)


def percent(value: Number | None, *, places: int = 1) -> str:
    """Write a percentage that runs from 0 to 100: `94.1%`."""
    return ABSENT if value is None else f"{number(value, places=places)}%"


def points(value: Number | None, *, places: int = 1) -> str:
    """Write a score."""
    return number(value, places=places)


def signed(value: Number | None, *, places: int = 1) -> str:
    """Write a difference with its sign: `+1.2`, a real minus, and no sign for nothing."""
    text = number(value, places=places)
    nothing = not text.strip("0.,")
    return text if value is None or value < 0 or nothing else f"+{text}"


def interval(low: Number | None, high: Number | None, *, places: int = 1) -> str:
    """Write a range: `91.4 – 96.0`; an end that is not bounded is shown as absent."""
    if low is None and high is None:
        return ABSENT
    return f"{number(low, places=places)} – {number(high, places=places)}"


def money(value: Number | None, *, sign: str = "¥", places: int = 0) -> str:
    """Write an amount: `¥ 185,949`."""
    return ABSENT if value is None else f"{sign}{_JOIN}{number(value, places=places)}"


def rounded_count(value: int | None, language: str) -> str:
    """Write a large count for a headline: 万 and 亿 in Chinese, k and M in English."""
    if value is None:
        return ABSENT
    if is_chinese(language):
        steps = ((_HUNDRED_MILLION, "亿"), (_TEN_THOUSAND, "万"))
    else:
        steps = ((1_000_000, "M"), (_TEN_THOUSAND, "k"))
    for step, word in steps:
        if abs(value) >= step:
            divisor = 1_000 if word == "k" else step
            return f"{number(value / divisor, places=1)}{_JOIN if is_chinese(language) else ''}{word}"
    return number(value)


def hours(value: float | None, language: str, *, places: int = 1) -> str:
    """Write a span given in hours as hours: for a column that is compared."""
    if value is None:
        return ABSENT
    return f"{number(value, places=places)}{_JOIN}{'小时' if is_chinese(language) else 'h'}"


def duration(seconds: float | None, language: str) -> str:
    """Write a span for reading, in its two largest units: `2 天 3 小时`, `2 d 3 h`."""
    if seconds is None:
        return ABSENT
    whole = round(abs(seconds))
    parts = (
        (whole // _DAY, "天" if is_chinese(language) else "d"),
        (whole % _DAY // _HOUR, "小时" if is_chinese(language) else "h"),
        (whole % _HOUR // _MINUTE, "分" if is_chinese(language) else "min"),
        (whole % _MINUTE, "秒" if is_chinese(language) else "s"),
    )
    first = next((place for place, (count, _) in enumerate(parts) if count), len(parts) - 1)
    shown = [f"{count}{_JOIN}{word}" for count, word in parts[first : first + 2] if count]
    text = " ".join(shown) or f"0{_JOIN}{parts[-1][1]}"
    return f"{MINUS}{text}" if seconds < 0 and shown else text


def day(value: date | None) -> str:
    """Write a date for a record: `2026-11-23`."""
    return ABSENT if value is None else f"{value:%Y-%m-%d}"


def local_day(value: datetime | None, zone: str) -> str:
    """Write the date of an instant in the organisation's zone."""
    return ABSENT if value is None else day(value.astimezone(ZoneInfo(zone)).date())


def short_day(value: date | None) -> str:
    """Write a date for a table: `11-23`."""
    return ABSENT if value is None else f"{value:%m-%d}"


def day_title(value: date, language: str) -> str:
    """Write a date for the title of one's own day: `十一月二十三日`, `23 November`."""
    if is_chinese(language):
        return f"{_chinese(value.month)}月{_chinese(value.day)}日"
    return f"{value.day} {_MONTHS[value.month - 1]}"


def month(value: date, language: str) -> str:
    """Write a month: `2026 年 3 月`, `March 2026`."""
    if is_chinese(language):
        return f"{value.year}{_JOIN}年{_JOIN}{value.month}{_JOIN}月"
    return f"{_MONTHS[value.month - 1]} {value.year}"


def clock_time(value: datetime | None, zone: str) -> str:
    """Write the time of an instant in the organisation's zone: `14:32`."""
    return ABSENT if value is None else f"{value.astimezone(ZoneInfo(zone)):%H:%M}"


def date_time(value: datetime | None, zone: str = "") -> str:
    """Write an instant in the organisation's zone: `2026-11-23 14:32`; without a zone in UTC, and says so."""
    if value is None:
        return ABSENT
    if zone:
        return f"{value.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"
    if value.tzinfo is None:
        return f"{value:%Y-%m-%d %H:%M}"
    return f"{value.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _chinese(value: int) -> str:
    tens, ones = divmod(value, _TEN)
    if not tens:
        return _DIGITS[ones]
    return f"{_DIGITS[tens] if tens > 1 else ''}十{_DIGITS[ones] if ones else ''}"
