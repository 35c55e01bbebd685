from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.insight import periods, steps
from liuxin.insight.periods import Span
from liuxin.insight.words import Against, Grain
from liuxin.kernel.period import Period

ZONE = "Asia/Shanghai"
WHOLE = Period.of_days(date(2014, 1, 1), date(2016, 12, 31), ZONE)


def span(code: str) -> Span:
    return periods.span(code, ZONE, WHOLE)


def codes(grain: Grain, code: str) -> list[str]:
    return [steps.code(step, grain, ZONE) for step in steps.steps(grain, span(code), WHOLE, ZONE)]


def test_months_run_a_year_before_and_a_year_after():
    found = codes(Grain.MONTH, "2015-06")
    assert (found[0], found[-1], len(found)) == ("2014-06", "2016-06", 25)


def test_days_of_a_month_come_with_a_week_on_either_side():
    found = codes(Grain.DAY, "2015-06")
    assert (found[0], found[-1], len(found)) == ("2015-05-25", "2015-07-07", 44)


def test_more_than_a_chart_has_room_for_are_the_last_ones():
    assert codes(Grain.DAY, "2015")[-1] == "2015-12-31"
    assert len(codes(Grain.DAY, "2015")) == steps.MOST[Grain.DAY]


def test_weeks_and_quarters_are_whole_also_where_the_record_begins_and_ends():
    first = steps.steps(Grain.WEEK, span("2014-01"), WHOLE, ZONE)[0]
    assert steps.code(first, Grain.WEEK, ZONE) == "2014-W01"
    assert first == Period.of_days(date(2013, 12, 30), date(2014, 1, 5), ZONE)
    assert codes(Grain.QUARTER, "2014-Q1")[0] == "2014-Q1"


@pytest.mark.parametrize(
    ("code", "before", "year"),
    [
        ("2016-03", "2016-02", "2015-03"),
        ("2016-01", "2015-12", "2015-01"),
        ("2016-Q1", "2015-Q4", "2015-Q1"),
        ("2016", "2015", "2015"),
        ("2016-W01", "2015-W53", "2015-W01"),
        ("2015-W53", "2015-W52", "2014-W52"),
        ("2016-02-29", "2016-02-28", "2015-02-28"),
        ("2016-02-10..2016-02-29", "2016-01-21..2016-02-09", "2015-02-10..2015-02-28"),
    ],
)
def test_what_a_period_is_held_against(code: str, before: str, year: str):
    against = [steps.other(span(code), each, ZONE) for each in (Against.BEFORE, Against.YEAR)]
    assert [each.code for each in against if each] == [before, year]


def test_the_whole_record_is_held_against_nothing():
    assert steps.other(span("all"), Against.BEFORE, ZONE) is None
    assert steps.other(span("2016"), Against.NOTHING, ZONE) is None


@given(st.dates(date(2014, 2, 1), date(2016, 12, 1)), st.sampled_from(list(Grain)))
def test_the_period_before_ends_where_this_one_begins(day: date, grain: Grain):
    code = steps.code(Period.of_days(day, day, ZONE), grain, ZONE)
    found = steps.other(span(code), Against.BEFORE, ZONE)
    assert found is not None
    assert found.period.end == span(code).period.start


@given(st.dates(date(2014, 2, 1), date(2016, 12, 1)), st.sampled_from(list(Grain)))
def test_every_step_touches_the_next_and_the_span_is_among_them(day: date, grain: Grain):
    code = steps.code(Period.of_days(day, day, ZONE), grain, ZONE)
    found = steps.steps(grain, span(code), WHOLE, ZONE)
    assert all(one.end == other.start for one, other in pairwise(found))
    assert span(code).period in found


def test_a_few_days_are_drawn_day_by_day_and_more_by_months():
    assert steps.usual_grain(span("2016-W20")) is Grain.DAY
    assert steps.usual_grain(span("2016-05")) is Grain.MONTH
    assert steps.usual_grain(Span("all", WHOLE)) is Grain.MONTH


def test_before_the_record_there_are_no_steps():
    early = Span("1999", Period(datetime(1999, 1, 1, tzinfo=UTC), datetime(2000, 1, 1, tzinfo=UTC)))
    assert steps.steps(Grain.MONTH, early, WHOLE, ZONE) == ()
