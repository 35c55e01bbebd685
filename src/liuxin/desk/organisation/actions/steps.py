"""Steps that every action of the room takes: ask for permission, take turns, tell the record."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

from django.db import connection, transaction

from liuxin.desk.history.actions import record
from liuxin.desk.history.words import NewEvent, Plain
from liuxin.desk.organisation.queries import standing
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError

BATCH = 500
_TURNS = 0x6C69_7578  # "liux"
Thing = TypeVar("Thing")


def ask(by: Actor, at: datetime) -> Standing:
    """Give the standing of whoever acts."""
    return standing(by, at)


def require(allowed: bool) -> None:  # noqa: FBT001 - reads as a sentence: require(may_erase(standing))
    """Raise `NotAllowedError("organisation.not_allowed")` unless it is allowed."""
    if not allowed:
        raise NotAllowedError("organisation.not_allowed")


@contextmanager
def in_turn() -> Iterator[None]:
    """Open a transaction in which nobody else changes the shape of the organisation.

    Circles span rows that no row lock covers. SQLite lets one writer in anyway.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURNS])
        yield


def event(code: str, kind: str, key: int, at: datetime, **payload: Plain) -> NewEvent:
    """Make an event of this room about one of its things."""
    return NewEvent(code=f"organisation.{code}", subject_kind=kind, subject=str(key), payload=payload, at=at)


def tell(events: Iterable[NewEvent], by: Actor, at: datetime) -> None:
    """Tell the record."""
    record(events, by=by, at=at)


def seconds(moment: datetime | None) -> int | None:
    """Give an instant as the record keeps it in a payload."""
    return None if moment is None else int(moment.timestamp())


def batches(things: Sequence[Thing]) -> Iterator[Sequence[Thing]]:
    """Cut what is many into what one statement holds."""
    for first in range(0, len(things), BATCH):
        yield things[first : first + BATCH]
