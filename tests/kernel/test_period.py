from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.kernel.errors import BadInputError
from liuxin.kernel.period import Period

SHANGHAI = "Asia/Shanghai"


def test_a_month_of_a_zone_is_half_open_in_utc() -> None:
    march = Period.of_month(2016, 3, SHANGHAI)
    assert march.start == datetime(2016, 2, 29, 16, tzinfo=UTC)
    assert march.end == datetime(2016, 3, 31, 16, tzinfo=UTC)
    assert march.contains(march.start)
    assert not march.contains(march.end)


def test_december_ends_with_the_year() -> None:
    assert Period.of_month(2015, 12, "UTC").end == datetime(2016, 1, 1, tzinfo=UTC)


def test_a_month_with_a_change_of_the_clocks_is_an_hour_short() -> None:
    march = Period.of_month(2024, 3, "Europe/Berlin")
    assert march.epoch[1] - march.epoch[0] == 31 * 86_400 - 3600


@pytest.mark.parametrize("end", [datetime(2024, 1, 1, tzinfo=UTC), datetime(2023, 12, 31, tzinfo=UTC)])
def test_a_period_that_ends_before_or_as_it_starts_is_refused(end: datetime) -> None:
    with pytest.raises(BadInputError) as caught:
        Period(datetime(2024, 1, 1, tzinfo=UTC), end)
    assert caught.value.code == "period.ends_before_start"
    assert caught.value.params["end"] == end.isoformat()


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(BadInputError, match=r"period\.naive"):
        Period(datetime(2024, 1, 1), datetime(2024, 1, 2, tzinfo=UTC))  # noqa: DTZ001 -- the missing zone is the point


@given(st.integers(0, 900), st.integers(1, 400))
def test_the_months_of_a_period_follow_one_another_and_fill_it(first_hour: int, days: int) -> None:
    start = datetime(2015, 1, 1, tzinfo=UTC) + timedelta(hours=first_hour)
    span = Period(start, start + timedelta(days=days))
    months = list(span.months(SHANGHAI))
    assert (months[0].start, months[-1].end) == (span.start, span.end)
    assert all(earlier.end == later.start for earlier, later in pairwise(months))
