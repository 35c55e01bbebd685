"""Messages come in and go out.

Each is told to the record under what it is about: the room above says what that is, and has asked its own permission.
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection, transaction

from liuxin.desk.communication import permissions
from liuxin.desk.communication.actions.attachments import attach_own, attach_received
from liuxin.desk.communication.actions.post import post_message
from liuxin.desk.communication.models import Message, Thread
from liuxin.desk.communication.rules import html as html_rules
from liuxin.desk.communication.rules import messages as rules
from liuxin.desk.communication.words import (
    About,
    Direction,
    Incoming,
    Kept,
    Medium,
    MessageState,
    NewAttachment,
    NewThread,
    Released,
)
from liuxin.desk.files import actions as files
from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Plain
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError, NotFoundError
from liuxin.kernel.rows import add_row

AT_ONCE = 200
ONCE = ("direction", "external")


def open_thread(*, new: NewThread, by: Actor, at: datetime) -> int:
    """Begin a thread and give its key; it is told to the record with its first message."""
    del by
    row = Thread(
        key=rules.new_key(),
        medium=new.medium.value,
        subject=rules.subject(new.subject),
        address=new.address,
        address_name=new.address_name[:200],
        customer_id=new.customer,
        mailbox_id=new.mailbox,
        opened_at=at,
    )
    add_row(connection, row)
    return row.pk


def give_threads(*, threads: Sequence[int], holder: int, to: int, by: Actor, at: datetime) -> None:
    """Let threads of one customer be another's, in the caller's transaction, which tells the record whose they are."""
    del by, at
    for start in range(0, len(threads), AT_ONCE):
        Thread.objects.filter(pk__in=threads[start : start + AT_ONCE], customer=holder).update(customer=to)


@transaction.atomic(savepoint=False)
def keep_incoming(*, thread: int, incoming: Incoming, about: About, by: Actor, at: datetime) -> Kept:
    """Keep a message from outside, once: what its source knows by the same name is the same message."""
    row = Message(
        thread_id=thread,
        direction=Direction.IN.value,
        state=MessageState.RECEIVED.value,
        at=at,
        sent_at=incoming.sent_at,
        sender_name=incoming.sender.name[:200],
        sender_address=incoming.sender.address[:254],
        subject=rules.subject(incoming.subject),
        text=incoming.text,
        html=html_rules.safe(incoming.html),
        automatic=incoming.automatic,
        external=incoming.external[:255],
        world_id=incoming.world_id[:255],
        remarks=",".join(incoming.remarks),
        about_kind=about.kind,
        about_code=about.code,
    )
    if incoming.whole:
        row.whole_id = files.keep_whole(content=incoming.whole, by=by, at=at).id
    if not add_row(connection, row, once=ONCE):
        held = Message.objects.get(direction=Direction.IN.value, external=row.external)
        return Kept(held.pk, held.thread_id, duplicate=True)
    attach_received(row, incoming.attachments, by=by, at=at)
    if not incoming.automatic:
        _tell("message.received", about, {}, by, at)
    return Kept(row.pk, thread, duplicate=False, text=rules.found_by(row.subject, row.text))


@transaction.atomic
def write(
    *,
    thread: int,
    text: str,
    about: About,
    html: str = "",
    attachments: Sequence[NewAttachment] = (),
    automatic: bool = False,
    by: Actor,
    at: datetime,
) -> int:
    """Write into a thread, and give the message. Ten seconds it can be taken back, then `release_due` lets it go."""
    if not permissions.may_write(organisation.standing(by, at)):
        raise NotAllowedError("communication.not_allowed")
    row = Message.objects.create(
        thread_id=thread,
        direction=Direction.OUT.value,
        state=MessageState.PENDING.value,
        at=at,
        release_at=rules.release_at(at),
        author_id=by.person_id,
        text=rules.text(text),
        html=html_rules.safe(html),
        automatic=automatic,
        external=secrets.token_hex(16),
        about_kind=about.kind,
        about_code=about.code,
    )
    attach_own(row, attachments, by=by, at=at)
    return row.pk


def take_back(*, message: int, by: Actor, at: datetime) -> str:
    """Take a message of one's own back before it has gone out, and give its text. The record is not told."""
    del at
    with transaction.atomic():
        row = Message.objects.select_for_update().filter(pk=message, author=by.person_id).first()
        if row is None or by.person_id is None:
            raise NotFoundError("communication.no_such_message")
        rules.check_takes_back(row.state)
        row.state = MessageState.TAKEN_BACK.value
        row.save(update_fields=["state"])
        return row.text


def release_due(*, by: Actor, at: datetime) -> tuple[Released, ...]:
    """Let go what can no longer be taken back, and tell the record that it was sent, by whom: at most 200 at once.

    What belongs to a thread by e-mail, or to one by form or portal that knows an e-mail address, is in the outbox from
    then on. The caller's transaction holds it
    together with what else depends on it.
    """
    with transaction.atomic():
        due = Message.objects.filter(state=MessageState.PENDING.value, release_at__lte=at).order_by("release_at", "pk")
        rows = list(due.select_for_update(of=("self",)).select_related("thread")[:AT_ONCE])
        Message.objects.filter(pk__in=[row.pk for row in rows]).update(state=MessageState.RELEASED.value)
        history.record([_sent(row, by) for row in rows], by=by, at=at)
        for row in rows:
            if rules.goes_by_mail(row.thread.medium, row.thread.address):
                post_message(row, by=by, at=at)
    return tuple(
        Released(row.pk, row.thread_id, Medium(row.thread.medium), row.author_id, row.automatic, row.at) for row in rows
    )


def _sent(row: Message, by: Actor) -> NewEvent:
    """Tell of a message when it was written, not when its ten seconds were over."""
    author = Actor.person(row.author_id) if row.author_id else by
    told: dict[str, Plain] = {"person": row.author_id, "automatic": row.automatic, "message": row.pk}
    return NewEvent("message.sent", row.about_kind, row.about_code, told, row.at, author)


def _tell(code: str, about: About, told: Mapping[str, Plain], by: Actor, at: datetime) -> None:
    history.record([NewEvent(code, about.kind, about.code, told, at)], by=by, at=at)
