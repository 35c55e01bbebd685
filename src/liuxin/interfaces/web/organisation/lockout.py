"""After too many wrong passwords: when to try again."""

from collections.abc import Mapping
from datetime import datetime

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_cool_off
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from liuxin.desk.organisation import queries
from liuxin.interfaces.web.kit.views import page

TOO_MANY = 429


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: Mapping[str, str] | None = None
) -> HttpResponse:
    """Say until when signing in is closed; the same for a name that exists and one that does not."""
    del response
    now = timezone.now()
    until = _until(request, credentials) or now
    minutes = max(1, -(-int((until - now).total_seconds()) // 60))
    answer = page(
        request,
        "organisation/locked_out.html",
        {"until": until, "minutes": minutes, "zone": queries.zone()},
        status=TOO_MANY,
    )
    answer["Retry-After"] = str(minutes * 60)
    return answer


def _until(request: HttpRequest, credentials: Mapping[str, str] | None) -> datetime | None:
    found = AxesDatabaseHandler().get_user_attempts(request, credentials)
    last = [attempt.attempt_time for attempts in found for attempt in attempts]
    wait = get_cool_off(request)
    return max(last) + wait if last and wait else None
