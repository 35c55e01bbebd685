"""What every action of the room does: ask who acts, tell the record."""

from collections.abc import Iterable
from datetime import datetime

from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Plain
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError
from liuxin.performance.dialogue import permissions


def require(allowed: bool, code: str) -> None:  # noqa: FBT001 - the answer of a predicate
    """Refuse what a predicate of the room does not allow."""
    if not allowed:
        raise NotAllowedError(code)


def take_part(by: Actor, at: datetime) -> tuple[Standing, int]:
    """Give the standing and the key of whoever acts: a person who works here."""
    standing = organisation.standing(by, at)
    require(permissions.may_take_part(standing), "dialogue.people_only")
    return standing, standing.person_id or 0


def known(person_id: int) -> None:
    """Refuse a person who is not there."""
    if person_id not in organisation.names([person_id]):
        raise BadInputError("dialogue.no_such_person", field="person")


def told(code: str, subject: tuple[str, int], at: datetime, **payload: Plain) -> NewEvent:
    """Make an event of ids and codes."""
    kind, key = subject
    return NewEvent(code, kind, str(key), payload, at)


def record(events: Iterable[NewEvent], by: Actor, at: datetime) -> None:
    """Tell the record, in the transaction of the deed."""
    history.record(events, by=by, at=at)
