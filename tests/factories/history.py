"""Events for tests, hands that alter what is never altered, and the one way to empty the record between two tests."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from liuxin.desk.history import actions
from liuxin.desk.history.migrations import _guards
from liuxin.desk.history.models import Event, Head, Seal, Unsealed
from liuxin.desk.history.words import NewEvent, Payload
from liuxin.kernel.actor import Actor

KEY = b"the key of the tests"
AT = datetime(2016, 3, 1, 9, 30, 0, 250_000, tzinfo=UTC)
EMPTIED = "history_event_emptied_by_erasure_only"
SOMEBODY = Actor.person(7)


def event(number: int = 1, *, payload: Payload | None = None, by: Actor | None = None) -> NewEvent:
    """Give an event about the case of that number; times go up with the number."""
    content = {"seq": number, "holder": 230 + number} if payload is None else payload
    return NewEvent("case.handed_over", "case", f"INC{number:07d}", content, AT + timedelta(minutes=number), by)


def about(kind: str, subject: str, *, by: Actor | None = None) -> NewEvent:
    """Give an event about a subject of some kind."""
    return NewEvent(f"{kind}.changed", kind, subject, {"stage": "gold", "points": 3}, AT, by)


def told(events: Iterable[NewEvent] | int = 3, *, seal: bool = True) -> list[int]:
    """Record events (or that many), seal them unless told otherwise, and give the ids of the whole record."""
    news = [event(number) for number in range(1, events + 1)] if isinstance(events, int) else events
    with transaction.atomic():
        actions.record(news, by=SOMEBODY, at=AT)
    if seal:
        actions.seal(key=KEY, at=AT)
    return list(Event.objects.order_by("id").values_list("id", flat=True))


def seals() -> list[tuple[int, int]]:
    """Give (seq, event id) of the chain."""
    return list(Seal.objects.order_by("seq").values_list("seq", "event_id"))


def waiting() -> list[int]:
    """Give the ids that wait for the sealer."""
    return list(Unsealed.objects.order_by("id").values_list("id", flat=True))


def row(event_id: int) -> dict[str, Any]:
    """Give an event as it lies in the database."""
    return dict(Event.objects.filter(id=event_id).values().get())


def head_row() -> dict[str, Any]:
    """Give the row of the head."""
    return dict(Head.objects.values().get())


@contextmanager
def behind_the_guards() -> Iterator[CursorWrapper]:
    """Give a cursor that nothing stops, as one has who holds the database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s", [EMPTIED])
            (definition,) = cursor.fetchone()
            cursor.execute(f"ALTER TABLE history_event DROP CONSTRAINT {EMPTIED}")
            cursor.execute("SET session_replication_role = replica")
            yield cursor
            cursor.execute("SET session_replication_role = origin")
            definition = definition.removesuffix(" NOT VALID")
            cursor.execute(f"ALTER TABLE history_event ADD CONSTRAINT {EMPTIED} {definition} NOT VALID")
            return
        for statement in _guards.SQLITE_DOWN:
            cursor.execute(statement)
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        yield cursor
        cursor.execute("PRAGMA ignore_check_constraints = OFF")
        cursor.execute("PRAGMA foreign_keys = ON")
        for statement in _guards.SQLITE_UP:
            cursor.execute(statement)


def drop_guard(name: str) -> None:
    """Take one guard away."""
    table = next((table for guard, (_, table, _) in _guards.REFUSALS.items() if guard == name), "")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))


def let_tests_empty_the_record() -> None:
    """Lift the guards of the database while Django empties it after a test that commits."""
    operations: Any = type(connection.ops)
    flush = operations.sql_flush

    def sql_flush(self: object, *args: object, **kwargs: object) -> list[str]:
        statements = flush(self, *args, **kwargs)
        return [*_guards.DOWN[connection.vendor], *statements, *_guards.UP[connection.vendor]] if statements else []

    # On the class, not on one connection: a browser in this thread gives the tests after it another connection.
    operations.sql_flush = sql_flush
