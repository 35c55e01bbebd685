"""The security log: the one listener to signals of apps that are not ours; what it hears goes into the record.

Who signs in is told by the action that begins the session; here is heard who could not.
"""

from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from liuxin.desk.history.actions import record
from liuxin.desk.history.words import NewEvent
from liuxin.desk.organisation.queries import account_named
from liuxin.kernel.actor import Actor

NOBODY = Actor.system("sign_in", via="web")
HOUR = 3600


def listen() -> None:
    """Connect; a second call changes nothing."""
    user_login_failed.connect(_failed, dispatch_uid="liuxin.security.failed")
    user_locked_out.connect(_locked_out, dispatch_uid="liuxin.security.locked_out")


def _failed(*, credentials: dict[str, object], request: HttpRequest | None = None, **_: object) -> None:
    # The attempt that locks, and all that follow while it is locked, are told by the lock-out.
    if not getattr(request, "axes_locked_out", False):
        _tell("security.sign_in_failed", str(credentials.get("username", "")), request)


def _locked_out(*, request: HttpRequest, username: str | None, **_: object) -> None:
    # Told once: who goes on knocking must not be able to fill the record.
    key = ".".join(("liuxin.locked_out", _address(request), *_subject(username or "", request)))
    if cache.add(key, 1, timeout=int(settings.AXES_COOLOFF_TIME * HOUR)):
        _tell("security.locked_out", username or "", request)


def _tell(code: str, username: str, request: HttpRequest | None) -> None:
    """Write an event about the account; about the address where there is no such account.

    The name itself is never kept: people type passwords into the wrong field.
    """
    kind, subject = _subject(username, request)
    now = timezone.now()
    with transaction.atomic():
        record([NewEvent(code, kind, subject, {"address": _address(request)}, now)], by=NOBODY, at=now)


def _subject(username: str, request: HttpRequest | None) -> tuple[str, str]:
    found = account_named(username) if username else None
    return ("account", str(found[0])) if found else ("address", _address(request))


def _address(request: HttpRequest | None) -> str:
    return str(request.META.get("REMOTE_ADDR") or "unknown")[:45] if request else "unknown"
