"""What was written with somebody who is taken out of the record."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from liuxin.desk.communication.models import (
    Attachment,
    HeldLetter,
    Message,
    Notice,
    NoticePlan,
    NoticeWay,
    Post,
    Thread,
)
from liuxin.desk.communication.words import About, PostState
from liuxin.desk.files import actions as files
from liuxin.kernel.actor import Actor

NOBODY = "erased"


@transaction.atomic
def erase_threads(*, threads: Sequence[int], by: Actor, at: datetime) -> tuple[int, ...]:
    """Empty the messages of threads and give their keys; that, when and by which way something was written stays.

    The room that knows whose threads they are has asked the permission and tells the record.
    """
    rows = Message.objects.filter(thread__in=threads)
    _erase_letters(threads)
    _erase_files(threads, by, at)
    rows.update(sender_name="", sender_address="", subject="", text="", html="", world_id="")
    Thread.objects.filter(pk__in=threads).update(subject="", address="", address_name="")
    return tuple(rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def erase_letters(*, about: Sequence[About], by: Actor, at: datetime) -> None:
    """Empty letters by what they are about, such as a survey or a person's notices; what has not gone does not go."""
    del by, at  # the room that knows whom they name has asked the permission and tells the record
    for kind in {one.kind for one in about}:
        codes = [one.code for one in about if one.kind == kind]
        _empty_posts(Post.objects.filter(about_kind=kind, about_code__in=codes))


@transaction.atomic
def forget_reader(*, person: int, by: Actor, at: datetime) -> None:
    """Forget where a person who is erased wanted to be written to, and what was written there."""
    NoticeWay.objects.filter(plan__person=person).delete()
    NoticePlan.objects.filter(person=person).delete()
    Notice.objects.filter(person=person, mailed_at__isnull=True).update(mail_at=None)
    erase_letters(about=[About("notice", f"person:{person}")], by=by, at=at)


def _empty_posts(posts: QuerySet[Post]) -> None:
    posts.filter(state=PostState.WAITING.value).update(state=PostState.CANCELLED.value, next_try=None)
    posts.update(to=NOBODY, to_name="", subject="", text="", html="", error="")


def _erase_letters(threads: Sequence[int]) -> None:
    """Empty what lies in the outbox; what has not gone out does not go."""
    keys = Thread.objects.filter(pk__in=threads).values("key")
    _empty_posts(Post.objects.filter(Q(message__thread__in=threads) | Q(reply_key__in=keys)))


def _erase_files(threads: Sequence[int], by: Actor, at: datetime) -> None:
    """Forget what was attached and the letters as they came, unless another message holds the same file."""
    attached = Attachment.objects.filter(message__thread__in=threads)
    letters = Message.objects.filter(thread__in=threads, whole__isnull=False)
    held = {*attached.values_list("file", flat=True), *letters.values_list("whole", flat=True)}
    attached.delete()
    letters.update(whole=None)
    kept = {
        *Attachment.objects.filter(file__in=held).values_list("file", flat=True),
        *Message.objects.filter(whole__in=held).values_list("whole", flat=True),
        *HeldLetter.objects.filter(whole__in=held).values_list("whole", flat=True),
    }
    files.forget(keys=[key for key in held - kept if key], by=by, at=at)
