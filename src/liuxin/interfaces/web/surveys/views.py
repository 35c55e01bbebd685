"""One-time links: open to whoever holds one. Reading never writes; the first press of Begin binds it to the browser."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from liuxin.desk.surveys import actions, queries
from liuxin.desk.surveys.words import LinkState, LinkView, NewAnswer
from liuxin.interfaces.web.cases.clock import in_house_time
from liuxin.interfaces.web.kit.views import page
from liuxin.interfaces.web.surveys import asking
from liuxin.kernel.actor import Actor, ActorKind
from liuxin.kernel.errors import ConflictError, NotFoundError, RuleBrokenError

COOKIE = "link"
BEGIN = "begin"
KEPT_FOR = 60 * 24 * 3600
STATUS: Mapping[LinkState, int] = {
    LinkState.ELSEWHERE: 409,
    LinkState.EXPIRED: 410,
    LinkState.REVOKED: 410,
    LinkState.UNKNOWN: 404,
}
HOLDER = Actor(ActorKind.CUSTOMER, "", via="web")
"""Whoever holds a link: who it is, only the sheet knows."""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@in_house_time
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a link is to this browser: to begin, to go on, or why not; take answers from the one that began."""
    secret, now = request.COOKIES.get(COOKIE, ""), timezone.now()
    view = queries.by_link(token, secret, now)
    if view.state is LinkState.FRESH and request.POST.get("do") == BEGIN:
        return _begin(request, token, now)
    if view.state is LinkState.YOURS and view.sheet is not None:
        address = reverse("surveys:link", args=[token])
        door = asking.Door(action=address, done=address, save=partial(_save, token, secret))
        try:
            return asking.ask(request, view.sheet, door)
        except (ConflictError, RuleBrokenError):  # taken back or answered in another window just now
            view = queries.by_link(token, secret, now)
    return _state(request, view)


def _begin(request: HttpRequest, token: str, now: datetime) -> HttpResponse:
    try:
        secret = actions.begin_by_link(token=token, by=HOLDER, at=now)
    except (ConflictError, NotFoundError, RuleBrokenError):  # somebody else was first
        return _state(request, queries.by_link(token, "", now))
    address = reverse("surveys:link", args=[token])
    response = redirect(address)
    secure = request.is_secure()
    response.set_cookie(COOKIE, secret, max_age=KEPT_FOR, path=address, httponly=True, samesite="Lax", secure=secure)
    return response


def _save(token: str, secret: str, answers: Mapping[str, NewAnswer], submit: bool) -> None:  # noqa: FBT001 - see Door
    actions.answer_by_link(token=token, secret=secret, answers=answers, submit=submit, by=HOLDER, at=timezone.now())


def _state(request: HttpRequest, view: LinkView) -> HttpResponse:
    context: dict[str, object] = {"state": view.state.value, "code": f"surveys.link_{view.state}"}
    if view.sheet is not None:
        context |= asking.heading(view.sheet) | {"count": len(view.sheet.questionnaire.questions)}
    return page(request, "surveys/link.html", context, status=STATUS.get(view.state, 200))
