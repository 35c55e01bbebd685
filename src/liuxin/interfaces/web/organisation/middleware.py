"""Sessions that their owner can see and end."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from liuxin.desk.organisation import actions, queries
from liuxin.desk.organisation.words import House, SessionState
from liuxin.interfaces.web.kit import standing
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
        house = _check(request, timezone.now()) if request.user.is_authenticated else None
        with queries.in_house(house):
            return self.get_response(request)


def _check(request: HttpRequest, now: datetime) -> House | None:
    """Look at the session, and keep for the views who asks and the calendar of the house: all in one statement."""
    account, digest = own.account_id(request), own.session_digest(request)
    asked = queries.asking(account, digest, now, used_since=now - TOUCH_EVERY)
    if asked.session is SessionState.ENDED:
        logout(request)
        return asked.house
    standing.keep(request, asked.standing)
    if asked.session is None:
        said = device(request.headers.get("User-Agent", ""))
        actions.begin_session(account_id=account, session_digest=digest, device=said, by=SESSIONS, at=now)
    elif asked.session is SessionState.OLD:
        actions.touch_session(account_id=account, session_digest=digest, by=SESSIONS, at=now)
    return asked.house
