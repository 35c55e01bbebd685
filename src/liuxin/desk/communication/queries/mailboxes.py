"""Reads of mailboxes and of letters that are held."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import connection

from liuxin.desk.communication import permissions
from liuxin.desk.communication.models import HeldLetter, Mailbox, Message, Post, Thread
from liuxin.desk.communication.rules import mailboxes as rules
from liuxin.desk.communication.words import Direction
from liuxin.desk.communication.words.post import (
    Correspondence,
    HeldView,
    HeldWhy,
    KnownOf,
    MailboxPlan,
    MailboxView,
    Route,
    Security,
)
from liuxin.desk.files import queries as files
from liuxin.desk.files.words import KeptFile
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.errors import NotAllowedError, NotFoundError

HELD_A_PAGE = 100
_KNOWN_OF = """
SELECT 'before', id, thread_id, '' FROM communication_message WHERE direction = 'in' AND external = %s
UNION ALL SELECT 'held', id, 0, '' FROM communication_heldletter WHERE external = %s
UNION ALL SELECT 'lately', COUNT(*), 0, '' FROM communication_message
  WHERE direction = 'in' AND LOWER(sender_address) = LOWER(CAST(%s AS text)) AND at >= %s
UNION ALL SELECT 'own', 0, 0, address FROM communication_mailbox
"""


def mailboxes(standing: Standing) -> tuple[MailboxView, ...]:
    """Give all mailboxes, without passwords: one query."""
    if not permissions.may_run_mail(standing):
        raise NotAllowedError("communication.not_mail_admin")
    return tuple(_view(row, with_secrets=standing.is_system) for row in Mailbox.objects.order_by("code"))


def mailbox(standing: Standing, code: str) -> MailboxView:
    """Give one mailbox. Raises `NotFoundError("communication.no_such_mailbox")`."""
    found = [each for each in mailboxes(standing) if each.plan.code == code]
    if not found:
        raise NotFoundError("communication.no_such_mailbox", mailbox=code)
    return found[0]


def last_taken(mailbox: int) -> tuple[int | None, int]:
    """Give the validity of a mailbox's numbers and the number of the last letter that was taken in."""
    return Mailbox.objects.values_list("uid_validity", "last_uid").get(pk=mailbox)


def mailboxes_of_threads(threads: Iterable[int]) -> dict[int, int]:
    """Give the mailbox that the letters of each thread came by: one query."""
    rows = Thread.objects.filter(pk__in=set(threads), mailbox__isnull=False).values_list("pk", "mailbox")
    return dict(rows)


def known_of(external: str, sender: str, since: datetime) -> KnownOf:
    """Give what is known of a letter that comes in: one statement, written by hand, for every letter asks it."""
    when = connection.ops.adapt_datetimefield_value(since)
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN_OF, (external, external, sender, when))
        rows = cursor.fetchall()
    told = {what: (first, second) for what, first, second, _address in rows}
    own = frozenset(rules.plain(address) for what, _first, _second, address in rows if what == "own")
    return KnownOf(before=told.get("before"), held="held" in told, own=own, lately=told["lately"][0])


def thread_of_letters(world_ids: Iterable[str]) -> tuple[int, int] | None:
    """Give thread and post of the newest letter of ours that bears one of these names, which nobody can guess."""
    names = list(world_ids)
    if not names:
        return None
    rows = Post.objects.filter(world_id__in=names, message__isnull=False).order_by("-pk")
    return rows.values_list("message__thread", "pk").first()


def post_named(world_ids: Iterable[str]) -> int | None:
    """Give the letter of ours that bears one of these names."""
    return Post.objects.filter(world_id__in=list(world_ids)).order_by("-pk").values_list("pk", flat=True).first()


def thread_of_message(world_ids: Iterable[str], sender: str) -> int | None:
    """Give the thread of a letter that came from this very sender before; others know such names too."""
    names = [name for name in world_ids if name]
    if not names:
        return None
    rows = Message.objects.filter(world_id__in=names, thread__address__iexact=sender).exclude(world_id="")
    return rows.order_by("-pk").values_list("thread", flat=True).first()


def correspondence(thread: int, message: int | None) -> Correspondence:
    """Give what was written in a thread before a message, as far as it came in or went out: one query."""
    found = Message.objects.filter(thread=thread).exclude(state__in=["pending", "taken_back"])
    if message is not None:
        found = found.filter(pk__lt=message)
    rows = list(
        found.order_by("at", "pk").values_list("direction", "world_id", "post__world_id", "text", "sender_name")
    )
    names = tuple(filter(None, (ours or theirs for _, theirs, ours, _, _ in rows)))
    came = [(text, name) for direction, _, _, text, name in rows if direction == Direction.IN.value]
    return Correspondence(names, *(came[-1] if came else ()))


def thread_of_post(post: int) -> int | None:
    """Give the thread of a letter of ours."""
    return Post.objects.filter(pk=post).values_list("message__thread", flat=True).first()


def held_letters(standing: Standing) -> tuple[HeldView, ...]:
    """Give the letters that wait for a person, newest first."""
    if not permissions.may_decide_held(standing):
        raise NotAllowedError("communication.not_held_decider")
    rows = HeldLetter.objects.filter(ended="").select_related("mailbox").order_by("-pk")[:HELD_A_PAGE]
    return tuple(_held(row) for row in rows)


def held_whole(standing: Standing, held: int) -> tuple[HeldView, KeptFile]:
    """Give a letter that is held, whole. Raises `NotFoundError("communication.no_such_held")`."""
    if not permissions.may_decide_held(standing):
        raise NotAllowedError("communication.not_held_decider")
    row = HeldLetter.objects.filter(pk=held, ended="").select_related("mailbox", "whole").first()
    if row is None:
        raise NotFoundError("communication.no_such_held")
    return _held(row), files.seen(row.whole)


def _held(row: HeldLetter) -> HeldView:
    return HeldView(row.pk, row.mailbox_id, row.mailbox.name, row.sender, row.subject, HeldWhy(row.why), row.at)


def _view(row: Mailbox, *, with_secrets: bool) -> MailboxView:
    plan = MailboxPlan(
        code=row.code,
        name=row.name,
        address=row.address,
        entrance=row.entrance,
        comes_in=_route(row, "in", with_secrets=with_secrets),
        goes_out=_route(row, "out", with_secrets=with_secrets),
        folder=row.folder,
        per_hour=row.per_hour,
        is_open=row.is_open,
    )
    return MailboxView(
        id=row.pk,
        plan=plan,
        seen_at=row.seen_at,
        error=row.error,
        error_at=row.error_at,
        uid_validity=row.uid_validity,
        last_uid=row.last_uid,
        has_secret_in=bool(row.in_secret),
        has_secret_out=bool(row.out_secret),
    )


def _route(row: Mailbox, name: str, *, with_secrets: bool) -> Route:
    value = {key: getattr(row, f"{name}_{key}") for key in ("host", "port", "security", "user", "secret")}
    secret = rules.unseal(value["secret"], settings.MAIL_KEY) if with_secrets else ""
    return Route(value["host"], value["port"], Security(value["security"]), value["user"], secret)
