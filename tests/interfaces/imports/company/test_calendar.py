"""Quarters of the demonstration, told from any day."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from liuxin.interfaces.imports.company.calendar import SETTLED_DAYS, Quarter, dues_around, shown_quarter

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@given(DAYS)
def test_the_quarter_shown_is_over_long_enough_and_the_latest_such(today: date):
    found = shown_quarter(today)
    assert today - found.after.first >= timedelta(days=SETTLED_DAYS)
    assert today - found.after.after.first < timedelta(days=SETTLED_DAYS)


@given(DAYS)
def test_before_and_after_undo_each_other(today: date):
    found = shown_quarter(today)
    assert found.after.before == found == found.before.after
    assert found.period.end == found.after.period.start


def test_a_quarter_begins_at_local_midnight():
    assert Quarter(2026, 3).period.start == datetime(2026, 6, 30, 16, tzinfo=UTC)
    assert Quarter(2026, 4).after == Quarter(2027, 1)
    assert Quarter(2026, 4).name.zh == "2026 年四季度"


def test_due_days_follow_one_another():
    dues = dues_around(date(2026, 11, 28))
    assert sorted(dues.values()) == [dues[phase] for phase in range(1, 7)]
