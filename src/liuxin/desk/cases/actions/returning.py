"""Letters come back or go once more: the clocks of replies run on as if one had not been, or end as it goes again."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.db import transaction

from liuxin.desk.cases.actions import promising
from liuxin.desk.cases.models import Case, CaseThread, EndedClock
from liuxin.desk.communication import actions as communication
from liuxin.desk.communication import queries as threads
from liuxin.desk.communication.words import Direction, Letter, MessageState
from liuxin.desk.communication.words.states import PostState
from liuxin.kernel.actor import Actor

Given = TypeVar("Given")


def letter_bounced(*, post: int, error: str, by: Actor, at: datetime) -> None:
    """Note that a letter came back; the clocks that it had ended run on."""
    _followed(post, lambda: communication.post_bounced(post=post, error=error, by=by, at=at), by=by, at=at)


def letter_refused(*, letter: Letter, error: str, final: bool, by: Actor, at: datetime) -> PostState | None:
    """Note that a letter was not taken; given up for good, the clocks that it had ended run on."""

    def refuse() -> PostState | None:
        return communication.post_refused(letter=letter, error=error, final=final, by=by, at=at)

    return _followed(letter.id, refuse, by=by, at=at)


def send_letter_again(*, post: int, by: Actor, at: datetime) -> None:
    """Send a letter again: where it had not arrived it is a reply from now on."""
    _followed(post, lambda: communication.retry_post(post=post, by=by, at=at), by=by, at=at)


def stop_letter(*, post: int, by: Actor, at: datetime) -> None:
    """Stop a letter that has not gone out; the clocks that it had ended run on."""
    _followed(post, lambda: communication.cancel_post(post=post, by=by, at=at), by=by, at=at)


@transaction.atomic
def _followed(post: int, do: Callable[[], Given], *, by: Actor, at: datetime) -> Given:
    """Do something with a letter, and let the clocks of its case follow where it is lost, or is lost no more."""
    before = threads.posted(post)
    given = do()
    after = threads.posted(post)
    if before is None or after is None or after.lost == before.lost:
        return given
    if after.lost:
        came_back(after.message, by=by, at=at)
    elif after.author is not None and not after.automatic:
        row = _case_of(after.thread)
        if row is not None:
            author = Actor.person(after.author)
            promising.message_sent(row, by=author, at=at, human=True, message=after.message)
    return given


def came_back(message: int, *, by: Actor, at: datetime) -> None:
    """Let the clocks that a message ended run on, in the caller's transaction."""
    cases = EndedClock.objects.filter(message=message).values_list("case", flat=True).distinct()
    for key in cases:
        row = Case.objects.select_for_update(of=("self",)).get(pk=key)
        promising.message_lost(row, message, _replies(row), by=by, at=at)


def _replies(row: Case) -> list[tuple[int, datetime]]:
    """Give what people wrote on a case that has left and, as far as anybody knows, arrived."""
    said = [
        one
        for one in threads.messages(row.threads.values_list("thread", flat=True))
        if one.direction is Direction.OUT and one.state is MessageState.RELEASED and one.author and not one.automatic
    ]
    lost = threads.lost_messages([one.id for one in said])
    return [(one.id, one.at) for one in said if one.id not in lost]


def _case_of(thread: int) -> Case | None:
    cases = CaseThread.objects.filter(thread=thread).values("case")
    return Case.objects.select_for_update(of=("self",)).filter(pk__in=cases).first()
