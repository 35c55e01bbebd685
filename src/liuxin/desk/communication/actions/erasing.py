"""What was written with somebody who is taken out of the record."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from liuxin.desk.communication.models import Attachment, HeldLetter, Message, Post, Thread
from liuxin.desk.communication.words import PostState
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


def _erase_letters(threads: Sequence[int]) -> None:
    """Empty what lies in the outbox; what has not gone out does not go."""
    keys = Thread.objects.filter(pk__in=threads).values("key")
    posts = Post.objects.filter(Q(message__thread__in=threads) | Q(reply_key__in=keys))
    posts.filter(state=PostState.WAITING.value).update(state=PostState.CANCELLED.value, next_try=None)
    posts.update(to=NOBODY, to_name="", subject="", text="", html="", error="")


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
