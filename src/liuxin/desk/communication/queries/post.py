"""Reads of outgoing post."""

from datetime import datetime

from django.db.models import Count, Q

from liuxin.desk.communication import permissions
from liuxin.desk.communication.models import Post
from liuxin.desk.communication.words import About
from liuxin.desk.communication.words.post import LEASE, LOST, Letter, Outbox, Posted, PostView
from liuxin.desk.communication.words.states import STUCK, PostState
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.errors import NotAllowedError

POSTS_A_PAGE = 50


def letter(row: Post, claim: str) -> Letter:
    """Give a letter as whoever sends it needs it."""
    return Letter(
        id=row.pk,
        to=row.to,
        to_name=row.to_name,
        subject=row.subject,
        text=row.text,
        html=row.html,
        world_id=row.world_id,
        reply_key=row.reply_key,
        about=About(row.about_kind, row.about_code),
        message=row.message_id,
        thread=row.message.thread_id if row.message else None,
        attempts=row.attempts,
        made_at=row.made_at,
        claim=claim,
        automatic=row.automatic,
    )


def outbox(standing: Standing, *, state: PostState | None = None, before: int | None = None) -> Outbox:
    """Give a page of the outbox, newest first, with how many letters stand where: two queries."""
    if not permissions.may_run_mail(standing):
        raise NotAllowedError("communication.not_mail_admin")
    found = Post.objects.filter(state=state.value) if state else Post.objects.all()
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found.order_by("-pk")[: POSTS_A_PAGE + 1])
    counted = Post.objects.values_list("state").annotate(n=Count("pk"))
    counts = {PostState(name): number for name, number in counted}
    shown = rows[:POSTS_A_PAGE]
    return Outbox(tuple(map(_view, shown)), counts, shown[-1].pk if len(rows) > POSTS_A_PAGE else None)


def post_is_due(at: datetime) -> bool:
    """Tell whether a letter is to be sent, or was left behind by a worker that died."""
    waits = Q(state=PostState.WAITING.value, next_try__lte=at)
    left = Q(state__in=[PostState.CLAIMED.value, PostState.BEGUN.value], claimed_at__lte=at - LEASE)
    return Post.objects.filter(waits | left).exists()


def undelivered(messages: list[int]) -> dict[int, PostView]:
    """Give the letters of messages that did not arrive, or of which nobody knows: one query."""
    rows = Post.objects.filter(message__in=messages, state__in=[word.value for word in STUCK])
    return {row.message_id: _view(row) for row in rows if row.message_id is not None}


def posted(post: int) -> Posted | None:
    """Give the message that a letter carries; None for a letter beside every conversation."""
    row = Post.objects.select_related("message").filter(pk=post).first()
    if row is None or row.message is None:
        return None
    return Posted(row.message.pk, row.message.thread_id, row.author_id, row.automatic, row.state in LOST)


def lost_messages(messages: list[int]) -> frozenset[int]:
    """Give those of some messages whose letter did not arrive, as the record was told: one query."""
    rows = Post.objects.filter(message__in=messages, state__in=[word.value for word in LOST])
    return frozenset(rows.values_list("message", flat=True))


def _view(row: Post) -> PostView:
    return PostView(
        id=row.pk,
        to=row.to,
        subject=row.subject,
        state=PostState(row.state),
        about=About(row.about_kind, row.about_code),
        attempts=row.attempts,
        made_at=row.made_at,
        next_try=row.next_try,
        sent_at=row.sent_at,
        error=row.error,
        author=row.author_id,
        message=row.message_id,
    )
