"""Sessions that their owner can see and end."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from liuxin.desk.organisation import actions, queries
from liuxin.interfaces.web.organisation import own
from liuxin.interfaces.web.organisation.devices import device
from liuxin.kernel.actor import Actor

TOUCH_EVERY = timedelta(minutes=5)
SESSIONS = Actor.system("sessions", via="web")


class OwnSessions:
    """Signs out where the session was ended elsewhere, and keeps when it was last used.

    Whichever way a session began, it stands in the list of its owner from its first request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Check the session before anything else sees who is signed in."""
        if request.user.is_authenticated:
            _check(request, timezone.now())
        return self.get_response(request)


def _check(request: HttpRequest, now: datetime) -> None:
    account, digest = own.account_id(request), own.session_digest(request)
    session = queries.session(account, digest)
    if session is None:
        said = device(request.headers.get("User-Agent", ""))
        actions.begin_session(account_id=account, session_digest=digest, device=said, by=SESSIONS, at=now)
    elif session.ended_at is not None:
        logout(request)
    elif now - session.last_used_at > TOUCH_EVERY:
        actions.touch_session(account_id=account, session_digest=digest, by=SESSIONS, at=now)
