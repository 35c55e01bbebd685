"""Work on record: cases that people opened, resolved and promised, as history events, for what reads the facts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

from liuxin.desk.history.words import NewEvent, Plain
from liuxin.interfaces.jobs import rounds
from liuxin.kernel.period import Period
from tests.factories import history
from tests.factories.organisation import make_calendar

ZONE = "Asia/Shanghai"
FEBRUARY, MARCH, APRIL = (Period.of_month(2016, month, ZONE) for month in (2, 3, 4))
AT = datetime(2016, 6, 1, 8, tzinfo=UTC)
CALENDAR = "plain"

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Work:
    """What a person did in a period: cases resolved, of them promises kept, and reopened soon after."""

    person: int
    cases: int
    kept: int
    reopened: int = 0
    period: Period = MARCH
    team: int | None = None


def on_record(*works: Work, seal: bool = True, calendar: bool = True) -> None:
    """Write the work into the record; sealed and in the facts unless told otherwise."""
    if calendar:
        make_calendar(CALENDAR)
    history.told(events=[event for work in works for event in _events(work)], seal=False)
    if seal:
        rounds.catch_up(AT)


def _events(work: Work) -> Iterator[NewEvent]:
    for number in range(work.cases):
        yield from _case(work, kept=number < work.kept, reopened=number < work.reopened)


def _case(work: Work, *, kept: bool, reopened: bool) -> Iterator[NewEvent]:
    code = f"W{next(_numbers):06d}"
    start = work.period.start + timedelta(days=1, hours=2)

    def event(name: str, hours: int, **payload: Plain) -> NewEvent:
        return NewEvent(f"case.{name}", "case", code, payload, start + timedelta(hours=hours))

    yield event(
        "opened",
        0,
        customer=None,
        kind="report",
        stage="aftersale",
        channel="phone",
        priority=3,
        category="leak",
        site=None,
        calendar=CALENDAR,
        due=None,
        seq=1,
        holder=work.person,
        team=work.team,
        accountable=work.person,
        source="tests",
    )
    yield event("resolved", 3, seq=1)
    if reopened:
        yield event("reopened", 24)
        yield event("resolved", 27, seq=1)
    yield event("promise_judged", 27, kept=kept, basis="recorded")
    yield event("closed", 400, outcome="done_and_told", recorded=True)
