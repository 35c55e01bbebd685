from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.insight import periods
from liuxin.kernel.errors import BadInputError
from liuxin.kernel.period import Period

WHOLE = Period(datetime(2016, 2, 29, 1, tzinfo=UTC), datetime(2016, 5, 3, tzinfo=UTC))
ZONE = "Asia/Shanghai"


@pytest.mark.parametrize(
    ("code", "start", "end"),
    [
        ("2016", "2015-12-31T16:00", "2016-12-31T16:00"),
        ("2016-Q2", "2016-03-31T16:00", "2016-06-30T16:00"),
        ("2016-Q4", "2016-09-30T16:00", "2016-12-31T16:00"),
        ("2016-02", "2016-01-31T16:00", "2016-02-29T16:00"),
        ("2016-12", "2016-11-30T16:00", "2016-12-31T16:00"),
        ("2016-W01", "2016-01-03T16:00", "2016-01-10T16:00"),
        ("2015-W53", "2015-12-27T16:00", "2016-01-03T16:00"),
        ("2016-02-29", "2016-02-28T16:00", "2016-02-29T16:00"),
        ("2016-02-28..2016-03-01", "2016-02-27T16:00", "2016-03-01T16:00"),
    ],
)
def test_a_code_gives_whole_days_of_the_zone(code: str, start: str, end: str):
    period = periods.span(code, ZONE, WHOLE).period
    assert f"{period.start:%Y-%m-%dT%H:%M}" == start
    assert f"{period.end:%Y-%m-%dT%H:%M}" == end


def test_all_is_the_whole_record():
    found = periods.span("all", ZONE, WHOLE)
    assert found.period == WHOLE
    assert found.is_whole


@pytest.mark.parametrize(
    "code",
    [
        "",
        "2016-13",
        "2016-Q5",
        "16-01",
        "2016-1",
        "2016-02-30",
        "2016-W54",
        "2016-03-02..2016-03-01",
        "2016-03-02..",
        "0000",
        "<script>",
    ],
)
def test_a_code_that_means_nothing_is_refused(code: str):
    with pytest.raises(BadInputError) as refused:
        periods.span(code, ZONE, WHOLE)
    assert (refused.value.code, refused.value.field) == ("insight.unknown_period", "period")


def test_the_choices_run_back_from_the_latest_and_end_with_the_whole():
    assert periods.choices(WHOLE, {"2016-02"}, ZONE) == (
        "2016-Q2",
        "2016-05",
        "2016-04",
        "2016-Q1",
        "2016-03",
        "2016-02",
        "all",
    )


def test_a_record_that_sleeps_offers_no_empty_months():
    whole = Period(WHOLE.start, datetime(2026, 11, 3, tzinfo=UTC))
    offered = periods.choices(whole, {"2016-02", "2026-11"}, ZONE)
    assert offered == (
        "2026-Q4",
        "2026-11",
        "2016-Q2",
        "2016-05",
        "2016-04",
        "2016-Q1",
        "2016-03",
        "2016-02",
        "all",
    )


def test_a_period_is_shown_among_the_months_of_a_year_before_and_after():
    whole = Period(WHOLE.start, datetime(2026, 11, 3, tzinfo=UTC))
    months = periods.around(periods.span("2020-05", ZONE, whole).period, whole, ZONE)
    assert [periods.month_of(month.start, ZONE) for month in (months[0], months[-1])] == ["2019-05", "2021-05"]
    assert len(periods.around(whole, whole, ZONE)) == 24
    assert len(periods.around(periods.span("2016-02", ZONE, WHOLE).period, WHOLE, ZONE)) == 4
    assert periods.around(periods.span("2030-01", ZONE, whole).period, whole, ZONE) == ()


@given(st.integers(631_152_000, 3_786_912_000).map(periods.from_epoch))
def test_a_month_knows_its_own_code(instant: datetime):
    code = periods.month_of(instant, ZONE)
    period = periods.span(code, ZONE, WHOLE).period
    assert period.contains(instant)
    assert periods.code_of(period, ZONE) == code


def test_a_period_of_no_round_length_has_no_code():
    assert periods.code_of(WHOLE, ZONE) == ""
