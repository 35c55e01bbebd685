"""Business time against published numbers and against a clock that is read minute by minute."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuxin.kernel.business_time import DAY, BusinessClock, CalendarSpec, Hours, compile_calendar
from liuxin.kernel.errors import BadInputError, CannotTellError

OFFICE: Hours = ((540, 1080),)
WITH_LUNCH: Hours = ((540, 720), (780, 1080))
NIGHT: Hours = ((1320, 1800),)
WHOLE_DAY: Hours = ((0, 1440),)


def week(hours: Hours, days: range = range(5)) -> dict[int, Hours]:
    return dict.fromkeys(days, hours)


def epoch(text: str, zone: str = "UTC") -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp())


def utc(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M")


def oracle(spec: CalendarSpec, start: int, end: int) -> int:
    """Count open minutes by reading the wall clock at each of them."""
    place = ZoneInfo(spec.zone)
    total = 0
    for second in range(start, end, 60):
        wall = datetime.fromtimestamp(second, place)
        minute = wall.hour * 60 + wall.minute
        today = any(opening <= minute < closing for opening, closing in spec.spans_of(wall.date()))
        eve = spec.spans_of(wall.date() - timedelta(days=1))
        total += 60 * (today or any(opening <= minute + 1440 < closing for opening, closing in eve))
    return total


# Published: businesstimedelta README, Mon 18 Jan 2016 09:00 to Fri 22 Jan 18:00, 9-18 less lunch 12-13 = 40 h.
def test_it_gives_the_forty_hours_of_the_businesstimedelta_example() -> None:
    clock = compile_calendar(CalendarSpec("readme", "UTC", week(WITH_LUNCH), date(2016, 1, 1), date(2016, 1, 31)))
    assert clock.seconds(epoch("2016-01-18T09:00"), epoch("2016-01-22T18:00")) == 40 * 3600


# Published: NumPy reference, examples of busday_count.
@pytest.mark.parametrize(
    ("days", "start", "end", "count"),
    [
        (range(5), "2011-01-01", "2011-02-01", 21),
        (range(5), "2011-01-01", "2012-01-01", 260),
        (range(5, 6), "2011-01-01", "2012-01-01", 53),
    ],
)
def test_it_counts_the_working_days_of_the_numpy_examples(days: range, start: str, end: str, count: int) -> None:
    spec = CalendarSpec("numpy", "UTC", week(WHOLE_DAY, days), date(2010, 12, 1), date(2012, 12, 31))
    assert compile_calendar(spec).seconds(epoch(start), epoch(end)) == count * DAY


# Published: NumPy reference, examples of busday_offset.
@pytest.mark.parametrize(
    ("days", "start", "nth", "day"),
    [
        (range(5), "2011-10-01", 1, "2011-10-03"),
        (range(5), "2012-02-01", 21, "2012-02-29"),
        (range(2, 3), "2011-01-01", 3, "2011-01-19"),
        (range(6, 7), "2012-05-01", 2, "2012-05-13"),
    ],
)
def test_it_finds_the_days_of_the_numpy_examples(days: range, start: str, nth: int, day: str) -> None:
    spec = CalendarSpec("numpy", "UTC", week(WHOLE_DAY, days), date(2010, 12, 1), date(2012, 12, 31))
    reached = compile_calendar(spec).add(epoch(start), (nth - 1) * DAY + 1)
    assert utc(reached)[:10] == day


# Holidays of 2024 as announced: 4 to 6 April off, Sunday 7 April worked; 1 to 5 May off, 28 April and 11 May worked.
CHINA_2024 = CalendarSpec(
    "cn",
    "Asia/Shanghai",
    week(WITH_LUNCH),
    date(2024, 3, 25),
    date(2024, 5, 19),
    days_off=frozenset({*(date(2024, 4, day) for day in (4, 5, 6)), *(date(2024, 5, day) for day in range(1, 6))}),
    working_days={date(2024, 4, 7): WITH_LUNCH, date(2024, 4, 28): WITH_LUNCH, date(2024, 5, 11): WITH_LUNCH},
)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2024-04-03T17:00", "2024-04-07T10:00", 2),
        ("2024-04-04T00:00", "2024-04-07T00:00", 0),
        ("2024-04-30T17:30", "2024-05-06T09:30", 1),
        ("2024-04-22T00:00", "2024-04-29T00:00", 48),
        ("2024-05-06T00:00", "2024-05-13T00:00", 48),
    ],
)
def test_it_keeps_chinese_holidays_and_make_up_days(start: str, end: str, hours: int) -> None:
    clock = compile_calendar(CHINA_2024)
    assert clock.seconds(epoch(start, "Asia/Shanghai"), epoch(end, "Asia/Shanghai")) == hours * 3600


@pytest.mark.parametrize(
    ("zone", "night", "hours"),
    [
        ("Europe/Berlin", "2024-03-30", 7.0),
        ("Europe/Berlin", "2024-10-26", 9.0),
        ("America/New_York", "2024-03-09", 7.0),
        ("America/New_York", "2024-11-02", 9.0),
        ("Australia/Lord_Howe", "2024-04-06", 8.5),
        ("Australia/Lord_Howe", "2024-10-05", 7.5),
    ],
)
def test_a_night_shift_has_the_hours_that_daylight_saving_leaves_it(zone: str, night: str, hours: float) -> None:
    day = date.fromisoformat(night)
    clock = compile_calendar(CalendarSpec("night", zone, week(NIGHT, range(7)), day, day + timedelta(days=1)))
    start = epoch(f"{night}T12:00", zone)
    assert clock.seconds(start, start + DAY) == hours * 3600


def test_a_night_shift_of_the_eve_runs_into_the_first_day() -> None:
    spec = CalendarSpec("night", "UTC", week(NIGHT, range(7)), date(2024, 1, 1), date(2024, 1, 1))
    assert compile_calendar(spec).seconds(epoch("2024-01-01"), epoch("2024-01-02")) == 8 * 3600


def test_the_deadline_of_a_promise_steps_over_the_weekend() -> None:
    clock = compile_calendar(CalendarSpec("office", "UTC", week(OFFICE), date(2024, 1, 1), date(2024, 1, 31)))
    assert utc(clock.add(epoch("2024-01-05T17:00"), 2 * 3600)) == "2024-01-08T10:00"


def test_no_time_to_add_leaves_the_start() -> None:
    clock = compile_calendar(CalendarSpec("office", "UTC", week(OFFICE), date(2024, 1, 1), date(2024, 1, 31)))
    assert utc(clock.add(epoch("2024-01-06T17:00"), 0)) == "2024-01-06T17:00"


@pytest.mark.parametrize("at", ["2023-12-31T23:59", "2024-02-01T00:01"])
def test_a_time_outside_the_table_fails_loudly_with_time_and_bounds(at: str) -> None:
    clock = compile_calendar(CalendarSpec("office", "UTC", week(OFFICE), date(2024, 1, 1), date(2024, 1, 31)))
    with pytest.raises(CannotTellError) as caught:
        clock.elapsed_array(np.array([epoch("2024-01-15"), epoch(at)], dtype=np.int64))
    assert caught.value.code == "calendar.out_of_table"
    assert caught.value.params == {
        "calendar": "office",
        "at": f"{at}:00+00:00",
        "first": "2024-01-01T00:00:00+00:00",
        "last": "2024-02-01T00:00:00+00:00",
    }


def test_a_deadline_past_the_table_fails_loudly() -> None:
    clock = compile_calendar(CalendarSpec("office", "UTC", week(OFFICE), date(2024, 1, 1), date(2024, 1, 5)))
    with pytest.raises(CannotTellError, match="deadline_out_of_table"):
        clock.add(epoch("2024-01-05T17:00"), 2 * 3600)


def test_a_calendar_without_hours_has_no_business_time_and_no_deadline() -> None:
    clock = compile_calendar(CalendarSpec("shut", "UTC", {}, date(2024, 1, 1), date(2024, 1, 5)))
    assert clock.seconds(epoch("2024-01-01"), epoch("2024-01-06")) == 0
    with pytest.raises(CannotTellError, match="deadline_out_of_table"):
        clock.add(epoch("2024-01-01"), 1)


def test_days_whose_holidays_are_not_announced_are_provisional() -> None:
    spec = CalendarSpec(
        "cn", "Asia/Shanghai", week(OFFICE), date(2024, 1, 1), date(2024, 1, 31), provisional_from=date(2024, 1, 10)
    )
    clock = compile_calendar(spec)
    assert not clock.is_provisional(epoch("2024-01-09T15:59"))
    assert clock.is_provisional(epoch("2024-01-09T16:00"))


def test_an_end_before_its_start_is_refused() -> None:
    clock = compile_calendar(CalendarSpec("office", "UTC", week(OFFICE), date(2024, 1, 1), date(2024, 1, 5)))
    with pytest.raises(BadInputError, match=r"calendar\.ends_before_start"):
        clock.seconds(epoch("2024-01-03"), epoch("2024-01-02"))
    with pytest.raises(BadInputError, match=r"calendar\.negative_span"):
        clock.add(epoch("2024-01-03"), -1)


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"zone": "Mars/Olympus"}, "calendar.zone_unknown", "zone"),
        ({"last": date(2023, 12, 31)}, "calendar.ends_before_start", "last"),
        ({"hours": {7: OFFICE}}, "calendar.weekday_unknown", "hours"),
        ({"hours": {0: ((600, 540),)}}, "calendar.span_impossible", "hours"),
        ({"hours": {0: ((1440, 1500),)}}, "calendar.span_impossible", "hours"),
        ({"hours": {0: ((540, 720), (700, 800))}}, "calendar.spans_overlap", "hours"),
        ({"working_days": {date(2024, 1, 6): ((540, 540),)}}, "calendar.span_impossible", "working_days"),
        (
            {"working_days": {date(2024, 1, 6): OFFICE}, "days_off": frozenset({date(2024, 1, 6)})},
            "calendar.day_on_and_off",
            "working_days",
        ),
    ],
)
def test_an_impossible_calendar_is_refused_by_field(change: dict[str, object], code: str, field: str) -> None:
    plain: dict[str, object] = {
        "code": "office",
        "zone": "UTC",
        "hours": week(OFFICE),
        "first": date(2024, 1, 1),
        "last": date(2024, 1, 31),
    }
    with pytest.raises(BadInputError) as caught:
        CalendarSpec(**(plain | change))  # type: ignore[arg-type]  # wrong values are the point
    assert (caught.value.code, caught.value.field) == (code, field)


ZONES = st.sampled_from(
    ["UTC", "Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/St_Johns"]
)
FIRST_DAYS = st.sampled_from(
    [date(2024, 3, 8), date(2024, 3, 29), date(2024, 4, 4), date(2024, 10, 4), date(2024, 11, 1)]
)


@st.composite
def hours_of_a_day(draw: st.DrawFn) -> Hours:
    edges = sorted(draw(st.lists(st.integers(0, 1439), min_size=2, max_size=4, unique=True)))
    spans = list(zip(edges[::2], edges[1::2], strict=False))
    if len(edges) % 2:
        spans.append((edges[-1], min(edges[-1] + draw(st.integers(1, 720)), 2879)))
    return tuple(spans)


@st.composite
def calendars(draw: st.DrawFn) -> CalendarSpec:
    first = draw(FIRST_DAYS)
    days = [first + timedelta(days=step) for step in range(-1, 5)]
    off = draw(st.sets(st.sampled_from(days), max_size=2))
    extra = draw(st.dictionaries(st.sampled_from(days), hours_of_a_day(), max_size=2))
    return CalendarSpec(
        "drawn",
        draw(ZONES),
        draw(st.dictionaries(st.integers(0, 6), hours_of_a_day(), max_size=7)),
        first,
        first + timedelta(days=4),
        days_off=frozenset(off - extra.keys()),
        working_days=extra,
    )


def moments(clock: BusinessClock) -> st.SearchStrategy[tuple[int, ...]]:
    whole = st.integers(0, (clock.last - clock.first) // 60).map(lambda minute: clock.first + minute * 60)
    return st.tuples(whole, whole).map(lambda pair: tuple(sorted(pair)))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_it_equals_the_clock_read_minute_by_minute(data: st.DataObject) -> None:
    spec = data.draw(calendars())
    clock = compile_calendar(spec)
    start, end = data.draw(moments(clock))
    assert clock.seconds(start, end) == oracle(spec, start, end)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_deadline_is_the_first_instant_with_that_much_business_time(data: st.DataObject) -> None:
    clock = compile_calendar(data.draw(calendars()))
    start, end = data.draw(moments(clock))
    span = clock.seconds(start, end)
    due = clock.add(start, span)
    assert due <= end
    assert clock.seconds(start, due) == span
    assert span == 0 or clock.seconds(start, due - 1) == span - 1


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_columns_for_the_engine_give_the_same_seconds(data: st.DataObject) -> None:
    clock = compile_calendar(data.draw(calendars()))
    at, _ = data.draw(moments(clock))
    table = clock.table()
    rows = table.utc_day == at // DAY
    inside = np.clip(at % DAY - table.open_second[rows], 0, table.close_second[rows] - table.open_second[rows])
    assert int(table.cumulative_before[rows][0] + inside.sum()) == clock.elapsed(at)
