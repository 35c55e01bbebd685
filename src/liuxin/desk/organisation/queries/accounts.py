"""Accounts and the sessions of one's own."""

import hashlib
from collections.abc import Iterable

from liuxin.desk.organisation import permissions
from liuxin.desk.organisation.models import Account, Person, SignIn
from liuxin.desk.organisation.words import SIMULATED, SessionView, Standing
from liuxin.kernel.errors import NotFoundError


def digest(session_key: str) -> str:
    """Give the digest under which a session is kept."""
    return hashlib.sha256(session_key.encode()).hexdigest()


def sessions(standing: Standing, account_id: int, *, this: str) -> tuple[SessionView, ...]:
    """Give the sessions of one's own account, the open ones first; `this` is the digest of the one that asks.

    Raises `NotFoundError("account.unknown")` for anybody else's account.
    """
    if not permissions.may_use_account(standing, account_id):
        raise NotFoundError("account.unknown")
    rows = SignIn.objects.filter(account=account_id).order_by("-last_used_at")[:100]
    views = [_view(row, this) for row in rows]
    return tuple(sorted(views, key=lambda view: (view.ended_at is not None, not view.is_this)))


def session(account_id: int, session_digest: str) -> SessionView | None:
    """Give a session by its digest; None where it never began."""
    row = SignIn.objects.filter(account=account_id, session_digest=session_digest).first()
    return None if row is None else _view(row, session_digest)


def account_of(person_id: int) -> int | None:
    """Give the key of a person's account."""
    return Account.objects.filter(person=person_id).values_list("pk", flat=True).first()


def languages_of(person_ids: Iterable[int]) -> dict[int, str]:
    """Give the language in which people read, by key; whoever chose none is left out."""
    rows = Account.objects.filter(person__in=set(person_ids)).exclude(language="")
    return {person: language for person, language in rows.values_list("person", "language") if person}


def account_named(username: str) -> tuple[int, int | None] | None:
    """Give the key of an account and of its person by its user name."""
    return Account.objects.filter(username=Account.normalize_username(username)).values_list("pk", "person").first()


def has_demo_accounts() -> bool:
    """Tell whether accounts of the demonstration are open."""
    return Account.objects.filter(is_demo=True, is_active=True).exists()


def is_simulated() -> bool:
    """Tell whether people of a simulated company work here: then everything that happened is made up."""
    return Person.objects.filter(source=SIMULATED).exists()


def _view(row: SignIn, this: str) -> SessionView:
    return SessionView(
        id=row.pk,
        device=row.device,
        at=row.at,
        last_used_at=row.last_used_at,
        ended_at=row.ended_at,
        is_this=row.session_digest == this,
    )
