"""When two people may talk: in both their working time, in nobody's shift, at no other talk's time, in the future."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from liuxin.kernel.business_time import BusinessClock
from liuxin.kernel.errors import BadInputError, CannotTellError, RuleBrokenError
from liuxin.performance.feedback.words import Placed, Taken, TalkClass, Wanted

SHORTEST, LONGEST = timedelta(minutes=10), timedelta(hours=4)
MINUTES_A_DAY = 180
"""More than three hours of talks a day nobody leads well."""
TALK, SHIFT = "talk", "shift"


def check_slot(start: datetime, end: datetime, *, at: datetime, clock: BusinessClock, taken: Iterable[Taken]) -> None:
    """Refuse a time that cannot be: too short, over, outside working time, in a shift, or taken by another talk."""
    if end <= start:
        raise BadInputError("feedback.slot_ends_before_start", field="end")
    if not SHORTEST <= end - start <= LONGEST:
        raise RuleBrokenError("feedback.slot_length", field="end")
    if start <= at:
        raise RuleBrokenError("feedback.slot_is_over", field="start")
    first, last = int(start.timestamp()), int(end.timestamp())
    if clock.seconds(first, last) != last - first:
        raise RuleBrokenError("feedback.outside_working_time", field="start")
    check_free(start, end, taken)


def check_free(start: datetime, end: datetime, taken: Iterable[Taken]) -> None:
    """Refuse a time that touches a shift or another talk of either."""
    for each in taken:
        if each.start < end and start < each.end:
            if each.what == SHIFT:
                raise RuleBrokenError("feedback.in_shift", field="start", person=each.person)
            raise RuleBrokenError("feedback.two_talks", field="start", person=each.person)


def working_days(clock: BusinessClock, zone: str) -> tuple[date, ...]:
    """Give the local days on which any work is done, in order."""
    place = ZoneInfo(zone)
    return tuple(sorted({datetime.fromtimestamp(second, place).date() for second in np.unique(clock.opens).tolist()}))


def after_working_days(days: Sequence[date], zone: str, start: datetime, count: int) -> datetime:
    """Give the end of the day that is so many working days after the day of an instant."""
    place = ZoneInfo(zone)
    first = bisect_left(days, start.astimezone(place).date() + timedelta(days=1))
    if first + count > len(days):
        raise CannotTellError("feedback.calendar_too_short", days=count)
    return datetime.combine(days[first + count - 1] + timedelta(days=1), time(), place)


def place_talks(wanted: Sequence[Wanted], days: Sequence[date]) -> tuple[Placed, ...]:
    """Keep a day for each talk: by class as in the template, each manager at most three hours of talks a day."""
    order = list(TalkClass)
    ranked = sorted(wanted, key=lambda talk: (order.index(talk.code), talk.key))
    spent: defaultdict[int, int] = defaultdict(int)
    found = []
    for number, talk in enumerate(ranked, start=1):
        used = spent[talk.manager]
        if used % MINUTES_A_DAY + talk.minutes > MINUTES_A_DAY:
            used += MINUTES_A_DAY - used % MINUTES_A_DAY
        place = used // MINUTES_A_DAY
        if place >= len(days):
            raise RuleBrokenError("feedback.round_too_short", field="end_on", days=place + 1, manager=talk.manager)
        spent[talk.manager] = used + talk.minutes
        found.append(Placed(talk.key, number, days[place]))
    return tuple(found)
