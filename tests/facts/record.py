"""Case events written into the real record and sealed, for tests of catching up."""

from collections.abc import Iterable
from datetime import UTC, datetime

from liuxin.desk.history.words import NewEvent
from liuxin.kernel.period import Period
from tests.factories import history
from tests.facts.stories import CaseEvent, event, handed, opened, when

APRIL = datetime(2016, 4, 1, tzinfo=UTC)
MARCH = Period(datetime(2016, 3, 1, tzinfo=UTC), APRIL)


def sealed(*events: CaseEvent, seal: bool = True) -> None:
    """Record events in the order given and seal them."""
    history.told([new_event(each) for each in events], seal=seal)


def new_event(each: CaseEvent) -> NewEvent:
    """Give an event of a case as history takes it."""
    return NewEvent(each.code, "case", each.case, each.payload, datetime.fromtimestamp(each.at, UTC))


def case(name: str, *steps: CaseEvent) -> Iterable[CaseEvent]:
    """Give steps to a case of that name."""
    return [step._replace(case=name) for step in steps]


def two_cases() -> list[CaseEvent]:
    """Give one case that person 1 began and person 2 resolved late, and one that 1 resolved in time."""
    late = case(
        "LATE",
        opened(when(7, 9), holder=1, team=7),
        handed(when(7, 12), 2, team=7),
        event("resolved", when(8, 10)),
        event("promise_judged", when(8, 10), kept=False, basis="recorded"),
        event("closed", when(9), outcome="answered", recorded=True),
    )
    good = case(
        "GOOD",
        opened(when(7, 9), holder=1, team=7),
        event("resolved", when(7, 11)),
        event("promise_judged", when(7, 11), kept=True, basis="recorded"),
    )
    return [*late, *good]
