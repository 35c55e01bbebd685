import itertools
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.facts.grains import GRAINS, split
from liuxin.kernel.period import Period


def _utc(year: int, month: int, day: int, hour: int = 0) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("grain", "starts"),
    [
        (
            "day",
            [
                _utc(2016, 3, 30),
                _utc(2016, 3, 31),
                _utc(2016, 4, 1),
                _utc(2016, 4, 2),
                _utc(2016, 4, 3),
                _utc(2016, 4, 4),
            ],
        ),
        ("week", [_utc(2016, 3, 30), _utc(2016, 4, 4)]),
        ("month", [_utc(2016, 3, 30), _utc(2016, 4, 1)]),
        ("quarter", [_utc(2016, 3, 30), _utc(2016, 4, 1)]),
        ("year", [_utc(2016, 3, 30)]),
    ],
)
def test_a_period_is_cut_at_the_calendar(grain: str, starts: list[datetime]):
    pieces = split(Period(_utc(2016, 3, 30), _utc(2016, 4, 5)), grain, "UTC")

    assert [piece.start for piece in pieces] == starts
    assert pieces[-1].end == _utc(2016, 4, 5)


def test_the_cut_is_at_midnight_of_the_zone():
    pieces = split(Period(_utc(2016, 3, 31), _utc(2016, 4, 2)), "month", "Asia/Shanghai")

    assert [piece.start for piece in pieces] == [_utc(2016, 3, 31), _utc(2016, 3, 31, 16)]


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 -- bounds are naive
    st.integers(1, 400 * 24),
    st.sampled_from(GRAINS),
    st.sampled_from(["UTC", "Asia/Shanghai", "America/New_York", "Europe/Berlin"]),
)
def test_the_pieces_cover_the_period_without_gap_or_overlap(start: datetime, hours: int, grain: str, zone: str):
    period = Period(start, datetime.fromtimestamp(start.timestamp() + hours * 3600, UTC))

    pieces = split(period, grain, zone)

    assert (pieces[0].start, pieces[-1].end) == (period.start, period.end)
    assert all(one.end == other.start for one, other in itertools.pairwise(pieces))
