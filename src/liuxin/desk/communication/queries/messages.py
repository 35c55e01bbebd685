"""Reads of threads, messages and drafts."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet

from liuxin.desk.communication import models
from liuxin.desk.communication.rules import quotes
from liuxin.desk.communication.words import (
    About,
    Attachment,
    Direction,
    Draft,
    Medium,
    Message,
    MessageState,
    PostState,
    Remark,
    Thread,
)
from liuxin.desk.files import queries as files
from liuxin.desk.files.words import KeptFile, Refusal
from liuxin.kernel.errors import NotFoundError


def threads(keys: Iterable[int]) -> dict[int, Thread]:
    """Give threads by their database keys: one query."""
    return {row.pk: thread_of(row) for row in models.Thread.objects.filter(pk__in=set(keys))}


def threads_of_customer(customer: int) -> tuple[int, ...]:
    """Give the keys of the threads of a customer."""
    rows = models.Thread.objects.filter(customer=customer).order_by("pk")
    return tuple(rows.values_list("pk", flat=True))


def thread_by_key(key: str) -> Thread | None:
    """Give the thread that a reply address names."""
    row = models.Thread.objects.filter(key=key).first()
    return thread_of(row) if row else None


def messages(threads: Iterable[int], also: QuerySet[Any] | None = None) -> tuple[Message, ...]:
    """Give the messages of threads, in the order of time, with what is attached: two queries.

    What was taken back is not among them. `also` gives the keys of further ones.
    """
    return messages_of(rows_of_threads(set(threads), also))


def messages_of(rows: Iterable[models.Message]) -> tuple[Message, ...]:
    """Give the messages of `rows_of_threads`."""
    return tuple(map(_message, rows))


def rows_of_threads(threads: Iterable[int], also: QuerySet[Any] | None = None) -> QuerySet[models.Message]:
    """Give what `messages` reads, for a higher room to ask as a statement of its own."""
    found = models.Message.objects.filter(thread__pk__in=threads).order_by()
    wanted = found if also is None else models.Message.objects.filter(pk__in=found.values("pk").union(also))
    rows = wanted.exclude(state=MessageState.TAKEN_BACK.value).select_related("thread", "post")
    rows = rows.prefetch_related(Prefetch("attachments", models.Attachment.objects.select_related("file")))
    return rows.order_by("at", "pk")


def attachments_of(message: int) -> tuple[Attachment, ...]:
    """Give what is attached to one message."""
    rows = models.Attachment.objects.filter(message=message).select_related("file").order_by("pk")
    return tuple(map(_attachment, rows))


def attached(attachment: int) -> tuple[int, Attachment, KeptFile]:
    """Give thread, attachment and file. Raises `NotFoundError("communication.no_such_attachment")`; a refused has none.

    Whether somebody may have it, the room decides that the thread belongs to.
    """
    found = models.Attachment.objects.filter(pk=attachment, file__isnull=False).select_related("file", "message")
    row = found.exclude(message__state=MessageState.TAKEN_BACK.value).first()
    if row is None or row.file is None:
        raise NotFoundError("communication.no_such_attachment")
    return row.message.thread_id, _attachment(row), files.seen(row.file)


def whole_letter(message: int) -> tuple[int, KeptFile]:
    """Give thread and letter as it came. Raises `NotFoundError("communication.no_such_attachment")`."""
    row = models.Message.objects.filter(pk=message, whole__isnull=False).select_related("whole").first()
    if row is None or row.whole is None:
        raise NotFoundError("communication.no_such_attachment")
    return row.thread_id, files.seen(row.whole)


def arrived_before(external: str) -> tuple[int, int] | None:
    """Give message and thread that came in under this name of its source, if one did."""
    found = models.Message.objects.filter(direction=Direction.IN.value, external=external)
    return found.values_list("pk", "thread").first()


def draft_of(about: About, person: int) -> Draft | None:
    """Give what somebody began to write."""
    row = models.Draft.objects.filter(about_kind=about.kind, about_code=about.code, person=person).first()
    return Draft(about, row.person_id, row.text, row.saved_at) if row else None


def draft_rows(kinds: Iterable[str], code: OuterRef) -> QuerySet[models.Draft]:
    """Give the rows of what people began to write about something, for a query of a higher room to read with others."""
    return models.Draft.objects.filter(about_kind__in=list(kinds), about_code=code).order_by("pk")


def others_writing(about: About, person: int, since: datetime) -> tuple[int, ...]:
    """Give who else has been writing about the same since then: two answers are one too many."""
    rows = models.Draft.objects.filter(about_kind=about.kind, about_code=about.code, saved_at__gte=since)
    return tuple(rows.exclude(person=person).order_by("-saved_at").values_list("person", flat=True))


def drafts_since(about: About, since: datetime) -> dict[int, datetime]:
    """Give who has been writing about something since then, and when they last did."""
    rows = models.Draft.objects.filter(about_kind=about.kind, about_code=about.code, saved_at__gte=since)
    return dict(rows.values_list("person", "saved_at"))


def thread_of(row: models.Thread) -> Thread:
    """Give a thread that was read."""
    return Thread(
        id=row.pk,
        key=row.key,
        medium=Medium(row.medium),
        subject=row.subject,
        address=row.address,
        address_name=row.address_name,
        customer=row.customer_id,
        opened_at=row.opened_at,
    )


def _attachment(row: models.Attachment) -> Attachment:
    return Attachment(
        id=row.pk,
        message=row.message_id,
        name=row.name,
        size=row.size,
        media_type=row.file.media_type if row.file else "",
        file=row.file_id,
        refused=Refusal(row.refused) if row.refused else None,
        limit=row.limit,
    )


def _message(row: models.Message) -> Message:
    fresh, quoted = quotes.split(row.text)
    post = getattr(row, "post", None)
    return Message(
        id=row.pk,
        thread=row.thread_id,
        medium=Medium(row.thread.medium),
        direction=Direction(row.direction),
        state=MessageState(row.state),
        at=row.at,
        release_at=row.release_at,
        author=row.author_id,
        sender_name=row.sender_name,
        sender_address=row.sender_address,
        subject=row.subject,
        text=row.text,
        html=row.html,
        automatic=row.automatic,
        fresh=fresh,
        quoted=quoted,
        remarks=tuple(map(Remark, row.remarks.split(","))) if row.remarks else (),
        attachments=tuple(map(_attachment, row.attachments.all())),
        whole=row.whole_id,
        post=PostState(post.state) if post else None,
        post_error=post.error if post else "",
    )
