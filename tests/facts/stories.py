"""Cases for tests of the fold: events on a Monday to Friday calendar of nine to five, UTC."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import NamedTuple

from liuxin.kernel.business_time import BusinessClock, CalendarSpec, compile_calendar
from liuxin.kernel.errors import NotFoundError


class CaseEvent(NamedTuple):
    """An event of a case; `at` in epoch seconds."""

    seq: int
    code: str
    case: str
    at: int
    payload: Mapping[str, int | str | bool | float | None]


NINE_TO_FIVE = compile_calendar(
    CalendarSpec(
        code="office",
        zone="UTC",
        hours=dict.fromkeys(range(5), ((9 * 60, 17 * 60),)),
        first=date(2015, 1, 1),
        last=date(2017, 12, 31),
    )
)
ROUND_THE_CLOCK = compile_calendar(
    CalendarSpec(
        code="always",
        zone="UTC",
        hours=dict.fromkeys(range(7), ((0, 24 * 60),)),
        first=date(2015, 1, 1),
        last=date(2017, 12, 31),
    )
)
NOBODY: frozenset[int] = frozenset()
SYSTEM = 99


def CLOCKS(code: str) -> BusinessClock:  # noqa: N802  # a table to its readers
    """Give the clocks that these stories know, as the organisation does."""
    known = {"office": NINE_TO_FIVE, "always": ROUND_THE_CLOCK}
    if code not in known:
        raise NotFoundError("calendar.unknown", calendar=code)
    return known[code]


def when(day: int, hour: int = 9, minute: int = 0) -> int:
    """Give an instant of March 2016 (the 7th was a Monday) in epoch seconds."""
    return int(datetime(2016, 3, day, hour, minute, tzinfo=UTC).timestamp())


def opened(
    at: int, holder: int | None = None, team: int | None = 1, case: str = "A", **more: int | str | None
) -> CaseEvent:
    """Give an opening."""
    payload: dict[str, int | str | float | None] = {
        "customer": 5,
        "kind": "request",
        "stage": "aftersale",
        "channel": "phone",
        "priority": 3,
        "category": "leak",
        "site": None,
        "calendar": "office",
        "due": None,
        "seq": 1,
        "holder": holder,
        "team": team,
        "accountable": 50,
        "source": "log",
    }
    return CaseEvent(1, "case.opened", case, at, {**payload, **more})


def handed(at: int, holder: int | None, team: int | None = 1, point: int = 2) -> CaseEvent:
    """Give a hand-over."""
    payload = {"seq": point, "holder": holder, "team": team, "accountable": 50}
    return CaseEvent(0, "case.handed_over", "A", at, payload)


def event(name: str, at: int, kind: str = "case", **payload: int | str | bool | None) -> CaseEvent:
    """Give any other event; `kind` is how its code begins."""
    return CaseEvent(0, f"{kind}.{name}", "A", at, payload)


def message(at: int, person: int | None, *, automatic: bool = False) -> CaseEvent:
    """Give a message to the customer."""
    return event("sent", at, kind="message", person=person, automatic=automatic)


def numbered(events: Iterable[CaseEvent]) -> list[CaseEvent]:
    """Put events into the record in the order given."""
    return [each._replace(seq=seq) for seq, each in enumerate(events, 1)]
