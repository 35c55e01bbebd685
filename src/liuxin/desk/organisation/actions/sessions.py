"""Sessions of an account: where it is signed in, and ending that."""

from datetime import datetime

from django.db import transaction

from liuxin.desk.organisation import permissions
from liuxin.desk.organisation.actions.steps import ask, event, require, tell
from liuxin.desk.organisation.models import SignIn
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotFoundError

DEVICE_LENGTH = 200


@transaction.atomic
def begin_session(*, account_id: int, session_digest: str, device: str, by: Actor, at: datetime) -> None:
    """Keep that an account signed in; again for the same session changes nothing.

    Raises `NotAllowedError("organisation.not_allowed")`.
    """
    require(permissions.may_use_account(ask(by, at), account_id))
    kept = {"account_id": account_id, "device": device[:DEVICE_LENGTH], "at": at, "last_used_at": at}
    _, is_new = SignIn.objects.get_or_create(session_digest=session_digest, defaults=kept)
    if is_new:
        tell([event("signed_in", "account", account_id, at)], by, at)


@transaction.atomic
def renew_session(*, account_id: int, old_digest: str, new_digest: str, by: Actor, at: datetime) -> None:
    """Carry an open session over to its new key. Raises `NotAllowedError("organisation.not_allowed")`."""
    require(permissions.may_use_account(ask(by, at), account_id))
    SignIn.objects.filter(account=account_id, session_digest=old_digest, ended_at__isnull=True).update(
        session_digest=new_digest, last_used_at=at
    )


def touch_session(*, account_id: int, session_digest: str, by: Actor, at: datetime) -> None:
    """Keep when a session was last used: no event, nothing was decided."""
    require(permissions.may_use_account(ask(by, at), account_id))
    SignIn.objects.filter(account=account_id, session_digest=session_digest).update(last_used_at=at)


@transaction.atomic
def end_session(*, account_id: int, session_id: int, by: Actor, at: datetime) -> None:
    """End one session of one's own account.

    Raises `NotAllowedError("organisation.not_allowed")` and `NotFoundError("account.no_such_session")`.
    """
    require(permissions.may_use_account(ask(by, at), account_id))
    if not SignIn.objects.filter(account=account_id, pk=session_id, ended_at__isnull=True).update(ended_at=at):
        raise NotFoundError("account.no_such_session")
    tell([event("session_ended", "account", account_id, at)], by, at)


@transaction.atomic
def end_other_sessions(*, account_id: int, keep_session: str, by: Actor, at: datetime) -> int:
    """End all sessions of one's own account but the one whose digest is kept, and give how many.

    Raises `NotAllowedError("organisation.not_allowed")`.
    """
    require(permissions.may_use_account(ask(by, at), account_id))
    others = SignIn.objects.filter(account=account_id, ended_at__isnull=True).exclude(session_digest=keep_session)
    ended = others.update(ended_at=at)
    if ended:
        tell([event("session_ended", "account", account_id, at, sessions=ended)], by, at)
    return ended


@transaction.atomic
def sign_out(*, account_id: int, session_digest: str, by: Actor, at: datetime) -> None:
    """Keep that an account signed out. Raises `NotAllowedError("organisation.not_allowed")`."""
    require(permissions.may_use_account(ask(by, at), account_id))
    SignIn.objects.filter(account=account_id, session_digest=session_digest, ended_at__isnull=True).update(ended_at=at)
    tell([event("signed_out", "account", account_id, at)], by, at)
