"""Reads of threads, messages and drafts."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from liuxin.desk.communication import models
from liuxin.desk.communication.words import About, Direction, Draft, Medium, Message, MessageState, Thread


def threads(keys: Iterable[int]) -> dict[int, Thread]:
    """Give threads by their database keys: one query."""
    return {row.pk: _thread(row) for row in models.Thread.objects.filter(pk__in=set(keys))}


def thread_by_key(key: str) -> Thread | None:
    """Give the thread that a reply address names."""
    row = models.Thread.objects.filter(key=key).first()
    return _thread(row) if row else None


def messages(threads: Iterable[int], also: Iterable[int] = ()) -> tuple[Message, ...]:
    """Give the messages of threads, and some by their keys, in the order of time: one query.

    What was taken back is not among them.
    """
    which = Q(thread__in=set(threads)) | Q(pk__in=set(also))
    rows = models.Message.objects.filter(which).exclude(state=MessageState.TAKEN_BACK.value)
    return tuple(_message(row) for row in rows.select_related("thread").order_by("at", "pk"))


def arrived_before(external: str) -> tuple[int, int] | None:
    """Give message and thread that came in under this name of its source, if one did."""
    found = models.Message.objects.filter(direction=Direction.IN.value, external=external)
    return found.values_list("pk", "thread").first()


def draft_of(about: About, person: int) -> Draft | None:
    """Give what somebody began to write."""
    row = models.Draft.objects.filter(about_kind=about.kind, about_code=about.code, person=person).first()
    return Draft(about, row.person_id, row.text, row.saved_at) if row else None


def drafts_of(abouts: Iterable[About], person: int) -> dict[str, Draft]:
    """Give what somebody began to write about several things of different kinds, by kind: one query."""
    wanted = {about.kind: about for about in abouts}
    rows = models.Draft.objects.filter(person=person, about_kind__in=wanted)
    rows = rows.filter(about_code__in={about.code for about in wanted.values()})
    return {row.about_kind: Draft(wanted[row.about_kind], row.person_id, row.text, row.saved_at) for row in rows}


def others_writing(about: About, person: int, since: datetime) -> tuple[int, ...]:
    """Give who else has been writing about the same since then: two answers are one too many."""
    rows = models.Draft.objects.filter(about_kind=about.kind, about_code=about.code, saved_at__gte=since)
    return tuple(rows.exclude(person=person).order_by("-saved_at").values_list("person", flat=True))


def drafts_since(about: About, since: datetime) -> dict[int, datetime]:
    """Give who has been writing about something since then, and when they last did."""
    rows = models.Draft.objects.filter(about_kind=about.kind, about_code=about.code, saved_at__gte=since)
    return dict(rows.values_list("person", "saved_at"))


def _thread(row: models.Thread) -> Thread:
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


def _message(row: models.Message) -> Message:
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
    )
