"""Letters go out by e-mail: each once, or not at all, or a person is asked."""

from datetime import datetime
from typing import Any

from django.db import transaction

from liuxin.desk.communication import permissions
from liuxin.desk.communication.actions.notices import notify
from liuxin.desk.communication.models import Message, Post
from liuxin.desk.communication.queries.post import letter
from liuxin.desk.communication.rules import messages as message_rules
from liuxin.desk.communication.rules import post as rules
from liuxin.desk.communication.words import About
from liuxin.desk.communication.words.post import LEASE, LOST, Letter
from liuxin.desk.communication.words.states import PostState
from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Plain
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError, NotFoundError

AT_ONCE = 50
UNDELIVERED = "post.undelivered"


@transaction.atomic
def post(
    *,
    to: str,
    subject: str,
    text: str,
    about: About,
    html: str = "",
    to_name: str = "",
    reply_key: str = "",
    automatic: bool = True,
    not_before: datetime | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Put a letter into the outbox, in the caller's transaction, and give its key: it leaves when that commits.

    `reply_key` is the key of the thread that answers come back to, "" for none. `automatic` marks what no person wrote,
    so that machines do not answer it. Its author, a person, is told when it cannot be delivered.
    """
    if not permissions.may_write(organisation.standing(by, at)):
        raise NotAllowedError("communication.not_allowed")
    row = _new(subject=subject, text=text, html=html, to_name=to_name, about=about, reply_key=reply_key)
    row.to, row.automatic, row.author_id = rules.address(to), automatic, by.person_id
    _wait(row, max(at, not_before or at), at)
    return row.pk


def post_message(row: Message, *, by: Actor, at: datetime) -> None:
    """Put a message of a thread into the outbox; one whose thread has no address that can be read is undelivered."""
    thread, about = row.thread, About(row.about_kind, row.about_code)
    new = _new(
        subject=rules.answer_to(thread.subject),
        text=row.text,
        html=row.html,
        to_name=thread.address_name,
        about=about,
        reply_key=thread.key,
    )
    new.message, new.automatic, new.author_id = row, row.automatic, row.author_id
    try:
        new.to = rules.address(thread.address)
    except BadInputError:
        new.to, new.state, new.made_at, new.not_before = thread.address or "?", PostState.FAILED.value, at, at
        new.save(force_insert=True)
        _undelivered(new, by, at)
    else:
        _wait(new, at, at)


@transaction.atomic
def claim_posts(*, limit: int = AT_ONCE, by: Actor, at: datetime) -> tuple[Letter, ...]:
    """Take letters whose time has come: nobody else takes them while the lease lasts."""
    _only_system(by, at)
    due = Post.objects.filter(state=PostState.WAITING.value, next_try__lte=at).order_by("next_try", "pk")
    rows = list(due.select_for_update(of=("self",), skip_locked=True).select_related("message")[:limit])
    claim = rules.new_claim()
    taken = {"state": PostState.CLAIMED.value, "claim": claim, "claimed_at": at}
    Post.objects.filter(pk__in=[row.pk for row in rows]).update(**taken)
    return tuple(letter(row, claim) for row in rows)


def begin_post(*, letter: Letter, by: Actor, at: datetime) -> bool:
    """Note that the server is about to have the letter; False where another worker has taken it over meanwhile."""
    _only_system(by, at)
    mine = Post.objects.filter(pk=letter.id, state=PostState.CLAIMED.value, claim=letter.claim)
    return bool(mine.update(state=PostState.BEGUN.value, claimed_at=at))


def post_sent(*, letter: Letter, by: Actor, at: datetime) -> None:
    """Note that the server has taken the letter over."""
    _only_system(by, at)
    mine = Post.objects.filter(pk=letter.id, claim=letter.claim)
    mine = mine.filter(state__in=[PostState.BEGUN.value, PostState.UNCERTAIN.value])
    mine.update(state=PostState.SENT.value, sent_at=at, attempts=letter.attempts + 1, error="", next_try=None)


@transaction.atomic
def post_refused(*, letter: Letter, error: str, final: bool, by: Actor, at: datetime) -> PostState | None:
    """Note that a letter was not taken: it is tried again for a day, or given up, of which its author is told."""
    _only_system(by, at)
    states = [PostState.CLAIMED.value, PostState.BEGUN.value]
    row = Post.objects.select_for_update().filter(pk=letter.id, claim=letter.claim, state__in=states).first()
    if row is None:
        return None
    attempts = row.attempts + 1
    due = None if final else rules.next_try(attempts, max(row.made_at, row.not_before), at)
    state = PostState.WAITING if due else PostState.FAILED
    _set(row, state=state.value, attempts=attempts, next_try=due, error=error[:300], claim="")
    if state is PostState.FAILED:
        _undelivered(row, by, at)
    return state


@transaction.atomic
def post_uncertain(*, letter: Letter, error: str, by: Actor, at: datetime) -> None:
    """Note that nobody knows whether the server has taken the letter: a person decides, nothing goes twice."""
    _only_system(by, at)
    row = Post.objects.select_for_update().filter(pk=letter.id, state=PostState.BEGUN.value, claim=letter.claim).first()
    if row is not None:
        _uncertain(row, error, by, at)


@transaction.atomic
def recover_posts(*, by: Actor, at: datetime) -> tuple[int, int]:
    """Take up what a dead worker left: what was claimed waits again, what was begun is uncertain; gives both counts."""
    _only_system(by, at)
    dead = Post.objects.select_for_update().filter(claimed_at__lte=at - LEASE)
    begun = list(dead.filter(state=PostState.BEGUN.value))
    for row in begun:
        _uncertain(row, "", by, at)
    claimed = dead.filter(state=PostState.CLAIMED.value)
    again = claimed.update(state=PostState.WAITING.value, next_try=at, claim="")
    return again, len(begun)


@transaction.atomic
def post_bounced(*, post: int, error: str, by: Actor, at: datetime) -> None:
    """Note that a letter came back: its message is undelivered, and its author is told."""
    _only_system(by, at)
    row = _found(post)
    if row.state == PostState.BOUNCED:
        return
    _set(row, state=PostState.BOUNCED.value, error=error[:300], next_try=None)
    _undelivered(row, by, at)


@transaction.atomic
def retry_post(*, post: int, by: Actor, at: datetime) -> None:
    """Send a letter again, at once: what a person decides about one that failed, came back or is uncertain."""
    row = _decided(post, by, at)
    rules.check_retries(row.state)
    if row.state in LOST:
        _sent_again(row, by, at)
    _set(row, state=PostState.WAITING.value, next_try=at, made_at=at, not_before=at, attempts=0, error="", claim="")
    _tell("post_retried", row, {}, by, at)


@transaction.atomic
def cancel_post(*, post: int, by: Actor, at: datetime) -> None:
    """Stop a letter that has not gone out."""
    row = _decided(post, by, at)
    rules.check_cancels(row.state)
    if row.state not in LOST:
        history.record([_lost(row, at)], by=by, at=at)
    _set(row, state=PostState.CANCELLED.value, next_try=None, claim="")
    _tell("post_cancelled", row, {}, by, at)


@transaction.atomic
def confirm_post(*, post: int, by: Actor, at: datetime) -> None:
    """Say of an uncertain letter that it has arrived."""
    row = _decided(post, by, at)
    rules.check_arrived(row.state)
    _set(row, state=PostState.SENT.value, sent_at=row.claimed_at or at, next_try=None)
    _tell("post_confirmed", row, {}, by, at)


def _new(*, subject: str, text: str, html: str, to_name: str, about: About, reply_key: str) -> Post:
    return Post(
        to_name=" ".join(to_name.split())[:200],
        subject=message_rules.subject(subject),
        text=message_rules.text(text),
        html=html,
        world_id=rules.new_world_id(),
        reply_key=reply_key,
        about_kind=about.kind,
        about_code=about.code,
    )


def _wait(row: Post, first: datetime, at: datetime) -> None:
    row.state, row.made_at, row.not_before, row.next_try = PostState.WAITING.value, at, first, first
    row.save(force_insert=True)


def _decided(post: int, by: Actor, at: datetime) -> Post:
    if not permissions.may_run_mail(organisation.standing(by, at)):
        raise NotAllowedError("communication.not_mail_admin")
    return _found(post)


def _found(post: int) -> Post:
    row = Post.objects.select_for_update().filter(pk=post).first()
    if row is None:
        raise NotFoundError("communication.no_such_post")
    return row


def _uncertain(row: Post, error: str, by: Actor, at: datetime) -> None:
    _set(row, state=PostState.UNCERTAIN.value, attempts=row.attempts + 1, error=error[:300], next_try=None)
    _tell("post_uncertain", row, {"attempts": row.attempts}, by, at)


def _undelivered(row: Post, by: Actor, at: datetime) -> None:
    """Tell the record under what the letter was about, and its author; a letter of a machine has nobody to tell."""
    history.record([_lost(row, at)], by=by, at=at)
    if row.author_id is not None:
        subject = f"{row.about_kind}:{row.about_code}"
        notify(people=[row.author_id], code=UNDELIVERED, params={"post": row.pk}, subject=subject, by=by, at=at)


def _lost(row: Post, at: datetime) -> NewEvent:
    told: dict[str, Plain] = {"post": row.pk, "person": row.author_id, "message": row.message_id}
    return NewEvent("message.undelivered", row.about_kind, row.about_code, told, at)


def _sent_again(row: Post, by: Actor, at: datetime) -> None:
    """Tell the record that a reply which did not arrive is on its way once more: it is a reply from now on."""
    if row.message_id is None:
        return
    told: dict[str, Plain] = {"person": row.author_id, "automatic": row.automatic, "message": row.message_id}
    history.record([NewEvent("message.sent", row.about_kind, row.about_code, told, at)], by=by, at=at)


def _set(row: Post, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))


def _only_system(by: Actor, at: datetime) -> None:
    if not organisation.standing(by, at).is_system:
        raise NotAllowedError("communication.not_allowed")


def _tell(verb: str, row: Post, told: dict[str, Plain], by: Actor, at: datetime) -> None:
    history.record([NewEvent(f"communication.{verb}", "post", str(row.pk), told, at)], by=by, at=at)
