"""Promises for tests, and what happens to the clocks of a case: made by the room's own actions."""

from datetime import UTC, datetime, timedelta

from django.db import transaction

from liuxin.desk.cases import actions
from liuxin.desk.cases.actions import promising
from liuxin.desk.cases.models import CaseClocks, PromiseAlarm, PromiseRule
from liuxin.desk.cases.words import Terms
from liuxin.desk.customers.models import Site
from liuxin.desk.organisation.models import Calendar
from liuxin.kernel.actor import Actor
from tests.factories.cases import NINE, Case
from tests.factories.organisation import SYSTEM, make_calendar

CLOCK = Actor.system("clock")

__all__ = [
    "CLOCK",
    "CaseClocks",
    "PromiseAlarm",
    "PromiseRule",
    "Site",
    "alarms",
    "clocks",
    "look",
    "make_promise",
    "replied",
    "shanghai",
    "terms",
    "wrote",
]


def shanghai(day: int, hour: int, minute: int = 0) -> datetime:
    """Give a time of June 2016 as the clock in Shanghai shows it; the 1st is a Wednesday, the 4th a Saturday."""
    return datetime(2016, 6, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


def terms(**changes: object) -> Terms:
    """Give what may be promised: an hour for the first response, two for the next, eight for all, in office hours."""
    values: dict[str, object] = {"first_minutes": 60, "next_minutes": 120, "minutes": 480, "calendar": "plain"}
    return Terms(**{**values, **changes})  # type: ignore[arg-type]  # fields of Terms by name


def make_promise(**changes: object) -> str:
    """Promise it, and give the code."""
    if not Calendar.objects.filter(code="plain").exists():
        make_calendar()
    return actions.add_promise(terms=terms(**changes), by=SYSTEM, at=NINE)


def wrote(case: Case, at: datetime) -> None:
    """Let the customer write."""
    with transaction.atomic():
        promising.message_received(Case.objects.select_for_update().get(pk=case.pk), at=at, by=SYSTEM)


def replied(case: Case, by: int, at: datetime, *, human: bool = True) -> None:
    """Let a message go to the customer."""
    with transaction.atomic():
        row = Case.objects.select_for_update().get(pk=case.pk)
        promising.message_sent(row, at=at, by=Actor.person(by), human=human)


def look(at: datetime, most: int = 200) -> int:
    """Let the clock warn, escalate and bring back."""
    return actions.raise_due(by=CLOCK, at=at, most=most)


def clocks(case: Case) -> CaseClocks:
    """Read the clocks of a case."""
    return CaseClocks.objects.get(case=case)


def alarms(case: Case) -> list[tuple[str, int, int, int]]:
    """Give target, turn, stage and person of what was told about a case, in the order of telling."""
    rows = PromiseAlarm.objects.filter(case=case).order_by("at", "pk")
    return list(rows.values_list("target", "turn", "stage", "person"))
