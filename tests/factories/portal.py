"""Guests and visitors of the portal for tests, made by the rooms' own actions."""

from datetime import datetime, timedelta
from itertools import count

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.models import (
    Asked,
    CameBy,
    FollowUp,
    HeldStep,
    Knock,
    Merge,
    Pass,
    PortalRule,
    Verdict,
    WroteAgain,
)
from liuxin.desk.cases.words import Arrived, Channel, Coming, Visitor
from liuxin.desk.customers.models import Contact, Customer
from liuxin.kernel.actor import Actor
from tests.factories.cases import DONE, NINE, Case, Desk, make_desk, seen
from tests.factories.talking import MAIL, make_entrance

DOOR = Actor.system("portal", via="portal")
CLOCK = Actor.system("clock")
HUANG = "huang@example.org"
DAY = timedelta(days=1)
_numbers = count(1)

__all__ = [
    "CLOCK",
    "DAY",
    "DOOR",
    "HUANG",
    "Asked",
    "CameBy",
    "Contact",
    "Customer",
    "FollowUp",
    "HeldStep",
    "Knock",
    "Merge",
    "Pass",
    "PortalRule",
    "Verdict",
    "WroteAgain",
    "ask_twice",
    "come_in",
    "make_window",
    "new_name",
    "release",
    "resolve",
    "visitor",
]


def make_window() -> Desk:
    """Make a desk with a form that is open to guests."""
    desk = make_desk()
    make_entrance(desk, "help", Channel.WEB_FORM)
    return desk


def come_in(at: datetime = NINE, **changes: object) -> Arrived:
    """Let a guest write into the form."""
    values: dict[str, object] = {
        "entrance": "help",
        "name": "黄先生",
        "title": "地库漏水",
        "text": "B2 又漏水了。",
        "external": new_name(),
        "email": HUANG,
    }
    coming = Coming(**{**values, **changes})  # type: ignore[arg-type]  # fields of a Coming by name
    return actions.come_in(coming=coming, by=DOOR, at=at)


def new_name() -> str:
    """Give a name for one sending."""
    return f"form:{next(_numbers)}"


def visitor(case: str) -> Visitor:
    """Give who follows the link to a case."""
    customer = Case.objects.get(code=case).customer
    return queries.visitor_by_link(case, customer.code if customer else "")


def resolve(desk: Desk, case: str, *, at: datetime = NINE, days: int = 3) -> None:
    """Let the agent take and resolve a case, asking again after some days."""
    by, row = Actor.person(desk.agent), Case.objects.get(code=case)
    if row.holder_id is None:
        actions.take(case=seen(row), by=by, at=at)
    actions.resolve(case=seen(row), **DONE, confirm_by=at + days * DAY, by=by, at=at)


def ask_twice(case: str, *, at: datetime = NINE + 3 * DAY) -> bool:
    """Ask the customer again."""
    return actions.ask_again(case=case, letter="办妥了吗？", by=CLOCK, at=at)


def release(at: datetime) -> None:
    """Let what was written go out."""
    actions.release(by=MAIL, at=at)
