"""The calendar file of an agreed talk."""

from datetime import datetime

from liuxin.desk.organisation.words import Standing
from liuxin.kernel.errors import RuleBrokenError
from liuxin.performance.feedback import rules
from liuxin.performance.feedback.queries.talks import talk as read


def calendar_file(standing: Standing, talk_id: int, *, title: str, text: str, at: datetime) -> str:
    """Give the calendar file of a talk whose time is agreed, in the words given: nobody's result stands in it.

    Raises `RuleBrokenError("feedback.no_time_agreed")`.
    """
    line = read(standing, talk_id).line
    if line.start is None or line.end is None:
        raise RuleBrokenError("feedback.no_time_agreed")
    found = rules.Appointment(
        uid=f"talk-{line.id}@liuxin",
        stamp=at,
        start=line.start,
        end=line.end,
        title=title,
        place=line.place,
        text=text,
        sequence=int(line.start.timestamp()) // 60 % 1_000_000,
    )
    return rules.calendar_file(found)
