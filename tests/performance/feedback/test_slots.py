"""Times of talks: working time of both, no shift, no other talk, in the future; the plan of a round."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from liuxin.desk.organisation.rules.calendars import weekdays
from liuxin.kernel.business_time import compile_calendar
from liuxin.kernel.errors import BadInputError, CannotTellError, LiuxinError, RuleBrokenError
from liuxin.performance.feedback.rules import (
    SHIFT,
    TALK,
    after_working_days,
    check_slot,
    place_talks,
    working_days,
)
from liuxin.performance.feedback.words import Placed, Taken, TalkClass, Wanted

pytestmark = pytest.mark.spec("P5.4")
SHANGHAI = ZoneInfo("Asia/Shanghai")
CLOCK = compile_calendar(weekdays("plain", zone="Asia/Shanghai", first=date(2016, 1, 1), last=date(2016, 12, 31)))
AT = datetime(2016, 6, 1, 8, tzinfo=UTC)


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2016, 6, day, hour, minute, tzinfo=SHANGHAI)


def refused(start: datetime, end: datetime, *taken: Taken) -> str:
    with pytest.raises(LiuxinError) as error:
        check_slot(start, end, at=AT, clock=CLOCK, taken=taken)
    return error.value.code


def test_a_time_in_working_hours_that_nobody_has_taken_is_free():
    check_slot(local(2, 10), local(2, 10, 45), at=AT, clock=CLOCK, taken=())


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        (local(2, 11), local(2, 10), "feedback.slot_ends_before_start"),
        (local(2, 10), local(2, 10, 5), "feedback.slot_length"),
        (local(2, 9), local(2, 14), "feedback.slot_length"),
        (local(1, 10), local(1, 11), "feedback.slot_is_over"),
        (local(2, 17, 30), local(2, 18, 30), "feedback.outside_working_time"),
        (local(2, 20), local(2, 21), "feedback.outside_working_time"),
        (local(4, 10), local(4, 11), "feedback.outside_working_time"),
    ],
)
def test_a_time_that_cannot_be_is_refused_with_its_reason(start: datetime, end: datetime, code: str):
    assert refused(start, end) == code


def test_a_talk_in_somebodys_shift_is_refused():
    shift = Taken(3, local(2, 9), local(2, 13), SHIFT)
    assert refused(local(2, 12, 30), local(2, 13, 15), shift) == "feedback.in_shift"
    check_slot(local(2, 13), local(2, 14), at=AT, clock=CLOCK, taken=[shift])


def test_two_talks_at_the_same_time_are_refused():
    talk = Taken(3, local(2, 10), local(2, 11), TALK)
    assert refused(local(2, 10, 30), local(2, 11, 30), talk) == "feedback.two_talks"
    check_slot(local(2, 11), local(2, 11, 30), at=AT, clock=CLOCK, taken=[talk])


def test_working_days_are_those_of_the_calendar_in_its_zone():
    days = working_days(CLOCK, "Asia/Shanghai")
    assert [day.isoformat() for day in days[:3]] == ["2016-01-01", "2016-01-04", "2016-01-05"]


def test_a_deadline_is_the_end_of_the_day_that_many_working_days_later():
    days = working_days(CLOCK, "Asia/Shanghai")
    friday = local(3, 15)
    assert after_working_days(days, "Asia/Shanghai", friday, 1) == local(7, 0)
    assert after_working_days(days, "Asia/Shanghai", friday, 7) == local(15, 0)
    assert after_working_days(days, "Asia/Shanghai", local(4, 15), 1) == local(7, 0)


def test_a_deadline_past_the_calendar_cannot_be_told():
    with pytest.raises(CannotTellError) as error:
        after_working_days(working_days(CLOCK, "Asia/Shanghai"), "Asia/Shanghai", datetime(2016, 12, 29, tzinfo=UTC), 7)
    assert error.value.code == "feedback.calendar_too_short"


DAYS = (date(2016, 6, 6), date(2016, 6, 7))


@pytest.mark.spec("P5.5")
def test_a_round_follows_the_order_of_the_classes():
    wanted = [
        Wanted(1, 9, TalkClass.ON_TRACK, 35),
        Wanted(2, 9, TalkClass.AT_RISK, 60),
        Wanted(3, 9, TalkClass.NEW, 30),
    ]
    assert place_talks(wanted, DAYS) == (Placed(3, 1, DAYS[0]), Placed(2, 2, DAYS[0]), Placed(1, 3, DAYS[0]))


@pytest.mark.spec("P5.5")
def test_nobody_leads_more_than_three_hours_of_talks_a_day():
    wanted = [Wanted(key, 9, TalkClass.AT_RISK, 60) for key in range(1, 5)]
    assert [placed.day for placed in place_talks(wanted, DAYS)] == [DAYS[0]] * 3 + [DAYS[1]]
    others = [*wanted[:3], Wanted(4, 8, TalkClass.AT_RISK, 60)]
    assert [placed.day for placed in place_talks(others, DAYS)] == [DAYS[0]] * 4


@pytest.mark.spec("P5.5")
def test_a_round_too_short_for_its_talks_says_how_many_days_it_takes():
    wanted = [Wanted(key, 9, TalkClass.AT_RISK, 60) for key in range(1, 8)]
    with pytest.raises(RuleBrokenError) as error:
        place_talks(wanted, DAYS)
    assert (error.value.code, error.value.params["days"]) == ("feedback.round_too_short", 3)


def test_an_end_before_the_start_is_bad_input_and_not_a_broken_rule():
    with pytest.raises(BadInputError):
        check_slot(AT, AT - timedelta(hours=1), at=AT, clock=CLOCK, taken=())
