"""Rules of the talk that goes on all year."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from liuxin.kernel.business_time import CalendarSpec
from liuxin.kernel.errors import BadInputError, RuleBrokenError
from liuxin.performance.dialogue.words import HEARTS, ObstacleState

TEXT_LENGTH = 2000
CASE_LENGTH = 40
_LOOKED_AHEAD = timedelta(days=60)


def due_at(at: datetime, days: int, calendar: CalendarSpec | None) -> datetime:
    """Give the end of the working day that is so many working days after an instant; the day itself does not count.

    Without a calendar, or where it knows no working day for two months, every day counts and ends at midnight in UTC.
    """
    if calendar is not None:
        end = _end_of_working_day(at, days, calendar)
        if end is not None:
            return end
    midnight = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=days + 1)


def _end_of_working_day(at: datetime, days: int, calendar: CalendarSpec) -> datetime | None:
    place = ZoneInfo(calendar.zone)
    today = at.astimezone(place).date()
    day, left = today, days
    while left:
        day += timedelta(days=1)
        if day - today > _LOOKED_AHEAD:
            return None
        left -= bool(calendar.spans_of(day))
    return _end_of(day, calendar, place)


def _end_of(day: date, calendar: CalendarSpec, place: ZoneInfo) -> datetime:
    closes = max(close for _, close in calendar.spans_of(day))
    return (datetime.combine(day, time(), place) + timedelta(minutes=closes)).astimezone(UTC)


def text(value: str, *, field: str, required: bool = True) -> str:
    """Give the text without outer white space; refuse one that is missing or too long, naming the field."""
    said = value.strip()
    if required and not said:
        raise BadInputError("dialogue.text_missing", field=field)
    if len(said) > TEXT_LENGTH:
        raise BadInputError("dialogue.text_too_long", field=field, longest=TEXT_LENGTH, length=len(said))
    return said


def case_code(value: str) -> str:
    """Give the code of a case as it is written; refuse what cannot be one."""
    code = value.strip().upper()
    if len(code) > CASE_LENGTH or any(sign.isspace() for sign in code):
        raise BadInputError("dialogue.no_case_code", field="case")
    return code


def check_heart(heart: str) -> None:
    """Refuse a heart that is none of the six."""
    if heart not in HEARTS:
        raise BadInputError("dialogue.no_such_heart", field="heart")


def check_past(happened_at: datetime, at: datetime) -> None:
    """Refuse what is still to come."""
    if happened_at > at:
        raise BadInputError("dialogue.in_future", field="happened_at")


def check_next(next_on: date | None, today: date) -> None:
    """Refuse a next check-in that is over already."""
    if next_on is not None and next_on < today:
        raise BadInputError("dialogue.next_in_past", field="next_on")


def first_owner(chain: Sequence[int]) -> int:
    """Give who owes the clearing of an obstacle: the nearest manager. Nobody can owe it where there is none."""
    if not chain:
        raise RuleBrokenError("dialogue.no_manager")
    return chain[0]


def next_owner(chain: Sequence[int], owner: int) -> int | None:
    """Give who takes over what `owner` left unanswered: whoever is next in the line of whoever raised it.

    Where the owner is no longer in that line, its beginning; None where there is nobody further up.
    """
    place = chain.index(owner) + 1 if owner in chain else 0
    return chain[place] if place < len(chain) else None


def state_of(cleared_at: datetime | None, confirmed_at: datetime | None) -> ObstacleState:
    """Tell how far an obstacle is from its two times."""
    if confirmed_at is not None:
        return ObstacleState.CLEARED
    return ObstacleState.OPEN if cleared_at is None else ObstacleState.SAID_CLEARED


def check_state(state: ObstacleState, *, wanted: ObstacleState) -> None:
    """Refuse a step that does not fit how far the obstacle is."""
    if state is wanted:
        return
    if state is ObstacleState.CLEARED:
        raise RuleBrokenError("dialogue.already_confirmed")
    if state is ObstacleState.SAID_CLEARED:
        raise RuleBrokenError("dialogue.already_said_cleared")
    raise RuleBrokenError("dialogue.not_said_cleared")
