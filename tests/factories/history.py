"""Events for tests, and the one way to empty the record between two tests that really commit."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction

from liuxin.desk.history import actions
from liuxin.desk.history.migrations import _guards
from liuxin.desk.history.models import Event, Head, Seal, Unsealed
from liuxin.desk.history.words import NewEvent, Payload
from liuxin.kernel.actor import Actor

KEY = b"the key of the tests"
AT = datetime(2016, 3, 1, 9, 30, 0, 250_000, tzinfo=UTC)
SOMEBODY = Actor.person(7)

__all__ = ["AT", "KEY", "SOMEBODY", "Event", "Head", "Seal", "Unsealed", "event", "let_tests_empty_the_record", "told"]


def event(number: int = 1, *, payload: Payload | None = None, by: Actor | None = None) -> NewEvent:
    """Give an event about the case of that number; times go up with the number."""
    content = {"seq": number, "holder": 230 + number} if payload is None else payload
    return NewEvent("case.handed_over", "case", f"INC{number:07d}", content, AT + timedelta(minutes=number), by)


def told(count: int = 3, *, seal: bool = True, events: Iterable[NewEvent] | None = None) -> list[int]:
    """Record events, seal them unless told otherwise, and give the ids of the whole record."""
    with transaction.atomic():
        actions.record(events or [event(n) for n in range(1, count + 1)], by=SOMEBODY, at=AT)
    if seal:
        actions.seal(key=KEY, at=AT)
    return list(Event.objects.order_by("id").values_list("id", flat=True))


def let_tests_empty_the_record() -> None:
    """Lift the guards of the database while Django empties it after a test that commits."""
    ops = connection.ops
    flush = ops.sql_flush

    def sql_flush(*args: object, **kwargs: object) -> list[str]:
        statements = flush(*args, **kwargs)  # type: ignore[arg-type]  # whatever Django asks for
        return [*_guards.DOWN[connection.vendor], *statements, *_guards.UP[connection.vendor]] if statements else []

    ops.sql_flush = sql_flush  # type: ignore[method-assign]  # the door that Django's flush goes through
