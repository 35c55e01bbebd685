"""Texts of messages that some record tells come in with an import: in bulk, each once."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from liuxin.desk.communication.models import Message, Thread
from liuxin.desk.communication.rules import messages as rules
from liuxin.desk.communication.words import About, Direction, MessageState, NewThread, Recorded
from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError

BATCH = 500


@transaction.atomic
def record_threads(*, wanted: Mapping[About, NewThread], by: Actor, at: datetime) -> dict[About, int]:
    """Begin threads for what a record tells, one for each thing that they are about, and give their keys."""
    _check(by, at)
    rows = {
        about: Thread(
            key=rules.new_key(),
            medium=new.medium.value,
            subject=rules.subject(new.subject),
            address=new.address,
            address_name=new.address_name[:200],
            customer_id=new.customer,
            opened_at=at,
        )
        for about, new in wanted.items()
    }
    Thread.objects.bulk_create(rows.values(), batch_size=BATCH)
    return {about: row.pk for about, row in rows.items()}


@transaction.atomic
def record_messages(*, messages: Sequence[Recorded], threads: Mapping[About, int], by: Actor, at: datetime) -> int:
    """Keep the texts of messages, and give how many were told; what is here already stays as it is.

    That a message came or went, the record was told with the events of the import: here only how many texts came.
    """
    _check(by, at)
    rows = [_row(message, threads[message.about]) for message in messages]
    Message.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    history.record([NewEvent("messages.recorded", "message", "texts", {"count": len(rows)}, at)], by=by, at=at)
    return len(rows)


def _check(by: Actor, at: datetime) -> None:
    if not organisation.standing(by, at).is_system:
        raise NotAllowedError("communication.not_allowed")


def _row(told: Recorded, thread: int) -> Message:
    is_ours = told.direction is Direction.OUT
    return Message(
        thread_id=thread,
        direction=told.direction.value,
        state=(MessageState.RELEASED if is_ours else MessageState.RECEIVED).value,
        at=told.at,
        release_at=told.at if is_ours else None,
        author_id=told.author,
        sender_name=told.sender.name[:200],
        sender_address=told.sender.address[:254],
        text=told.text,
        automatic=told.automatic,
        external=told.external[:255],
        about_kind=told.about.kind,
        about_code=told.about.code,
    )
