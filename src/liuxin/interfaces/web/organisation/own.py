"""Whoever acts on an own account: the person behind it, or the account itself where no person is."""

from django.http import HttpRequest

from liuxin.desk.organisation import queries
from liuxin.interfaces.web.kit import standing
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError


def actor(request: HttpRequest) -> Actor:
    """Give the actor for what an account does to itself."""
    person = standing.of(request).person_id
    return Actor.system("account", via="web") if person is None else Actor.person(person, via="web")


def account_id(request: HttpRequest) -> int:
    """Give the key of the account that signed in. Raises `NotAllowedError("account.signed_out")`."""
    if not request.user.is_authenticated:
        raise NotAllowedError("account.signed_out")
    return request.user.pk


def session_digest(request: HttpRequest) -> str:
    """Give the digest of the session of this request."""
    return queries.digest(request.session.session_key or "")
