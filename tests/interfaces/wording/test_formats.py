from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.interfaces.wording import formats

AFTERNOON = datetime(2026, 11, 23, 6, 32, tzinfo=UTC)
SHANGHAI = "Asia/Shanghai"


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (185949, 0, "185,949"),
        (4.314, 2, "4.31"),
        (-4.3, 1, "\u22124.3"),
        (-0.04, 1, "0.0"),
        (None, 1, "—"),
        (Decimal("12.50"), None, "12.5"),
        (Decimal(100), None, "100"),
        (0, None, "0"),
    ],
)
def test_a_number(value: formats.Number | None, places: int | None, shown: str) -> None:
    assert formats.number(value, places=places) == shown


def test_a_percentage_has_no_space() -> None:
    assert formats.percent(94.06) == "94.1%"
    assert formats.percent(28, places=0) == "28%"
    assert formats.percent(None) == "—"


def test_a_range_has_an_en_dash_and_shows_an_open_end() -> None:
    assert formats.interval(91.4, 96) == "91.4 – 96.0"
    assert formats.interval(-1, 2, places=0) == "\u22121 – 2"
    assert formats.interval(91.4, None) == "91.4 – —"
    assert formats.interval(None, None) == "—"


@pytest.mark.parametrize(
    ("value", "shown"), [(1.24, "+1.2"), (-1.2, "\u22121.2"), (0.01, "0.0"), (-0.01, "0.0"), (None, "—")]
)
def test_a_difference_has_its_sign(value: float | None, shown: str) -> None:
    assert formats.signed(value) == shown


def test_money_and_scores() -> None:
    assert formats.money(185949) == "¥\u00a0185,949"
    assert formats.money(None) == "—"
    assert formats.points(105.46) == "105.5"


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (9_999, "9,999", "9,999"),
        (141_712, "14.2\u00a0万", "141.7k"),
        (109_500_000, "1.1\u00a0亿", "109.5M"),
        (None, "—", "—"),
    ],
)
def test_a_large_count_for_a_headline(value: int | None, zh: str, en: str) -> None:
    assert (formats.rounded_count(value, "zh-hans"), formats.rounded_count(value, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("seconds", "zh", "en"),
    [
        (0, "0\u00a0秒", "0\u00a0s"),
        (45, "45\u00a0秒", "45\u00a0s"),
        (38 * 60, "38\u00a0分", "38\u00a0min"),
        (2 * 86_400 + 3 * 3600 + 59, "2\u00a0天 3\u00a0小时", "2\u00a0d 3\u00a0h"),
        (86_400 + 30, "1\u00a0天", "1\u00a0d"),
        (-90, "\u22121\u00a0分 30\u00a0秒", "\u22121\u00a0min 30\u00a0s"),
        (None, "—", "—"),
    ],
)
def test_a_span_in_its_two_largest_units(seconds: float | None, zh: str, en: str) -> None:
    assert (formats.duration(seconds, "zh"), formats.duration(seconds, "en")) == (zh, en)


def test_hours_for_a_column() -> None:
    assert formats.hours(26.25, "zh") == "26.2\u00a0小时"
    assert formats.hours(1234.56, "en", places=2) == "1,234.56\u00a0h"
    assert formats.hours(None, "en") == "—"


def test_dates_in_the_zone_of_the_organisation() -> None:
    late = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
    assert formats.local_day(late, SHANGHAI) == "2026-11-23"
    assert formats.clock_time(AFTERNOON, SHANGHAI) == "14:32"
    assert formats.date_time(AFTERNOON, SHANGHAI) == "2026-11-23 14:32"
    assert formats.date_time(AFTERNOON) == "2026-11-23 06:32 UTC"
    assert formats.short_day(date(2026, 11, 23)) == "11-23"


def test_an_absent_date_is_shown_absent() -> None:
    shown = {formats.local_day(None, SHANGHAI), formats.clock_time(None, SHANGHAI), formats.date_time(None)}
    assert shown | {formats.day(None), formats.short_day(None)} == {"—"}


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (date(2026, 11, 23), "十一月二十三日", "23 November"),
        (date(2026, 1, 10), "一月十日", "10 January"),
        (date(2026, 10, 31), "十月三十一日", "31 October"),
        (date(2026, 12, 20), "十二月二十日", "20 December"),
    ],
)
def test_the_title_of_a_day(value: date, zh: str, en: str) -> None:
    assert (formats.day_title(value, "zh-hans"), formats.day_title(value, "en")) == (zh, en)


def test_a_month() -> None:
    assert formats.month(date(2016, 3, 1), "zh") == "2016\u00a0年\u00a03\u00a0月"
    assert formats.month(date(2016, 3, 1), "en") == "March 2016"


@given(st.floats(-1e9, 1e9), st.integers(0, 3))
def test_a_number_never_shows_a_hyphen_or_a_negative_nothing(value: float, places: int) -> None:
    text = formats.number(value, places=places)
    assert "-" not in text
    assert not text.startswith(formats.MINUS) or text.strip(f"{formats.MINUS}0.,")
