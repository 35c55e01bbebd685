"""What all pages for customers share: the language that a reader chose, the frame, how often a stranger may knock."""

import re
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.words import PortalCase
from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.web.cases.clock import in_house_time
from liuxin.interfaces.web.kit.views import CONFLICT, STATUS, page
from liuxin.interfaces.wording.catalogue import sentence_of
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import LiuxinError

Given = ParamSpec("Given")
DOOR = Actor.system("portal", via="portal")
LANGUAGES = dict(settings.LANGUAGES)
MOST = {"form": 20, "mail": 10, "files": 40}
"""So many an hour from one network address: forms that are sent, ways in that are asked for by e-mail, forms with files
that could not be sent yet."""
YEAR = 365 * 24 * 3600
TOO_MANY = 429
_NAME = re.compile(r"[A-Za-z0-9_-]{8,40}")


def for_customers(
    view: Callable[Concatenate[HttpRequest, Given], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Given], HttpResponse]:
    """Run a view in the language that the address names, and keep it; never cached, never indexed."""

    @wraps(view)
    def inside(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        chosen = request.GET.get("lang", "")
        with translation.override(chosen if chosen in LANGUAGES else get_language()):
            try:
                response = in_house_time(view)(request, *args, **kwargs)
            except LiuxinError as problem:
                status = STATUS.get(type(problem), CONFLICT)
                response = show(request, "portal/no_link.html", {"problem": said(problem)}, status=status)
        if chosen in LANGUAGES:
            secure = request.is_secure()
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=YEAR, samesite="Lax", secure=secure)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    return inside


def show(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object] | None = None,
    *,
    found: PortalCase | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render a page for customers, under the organisation's name; a case that was found brings it along."""
    name = found.house if found else queries.portal_terms().name
    said = name.in_language(get_language() or "") if name else ""
    made_up = found.made_up if found else organisation.is_simulated()
    return page(request, template, {"house": said, "made_up": made_up, **(context or {})}, status=status)


def said(problem: LiuxinError) -> str:
    """Give the sentence of an error in the reader's language."""
    return sentence_of(problem, get_language() or settings.LANGUAGE_CODE)


def knock(request: HttpRequest, what: str, at: datetime) -> None:
    """Count that a stranger asks for something. Raises `RuleBrokenError("cases.too_often")`."""
    who = salted_hmac("liuxin.portal.knock", str(request.META.get("REMOTE_ADDR", ""))).hexdigest()
    actions.knock(who=who, what=what, most=MOST[what], by=DOOR, at=at)


def sending(request: HttpRequest) -> str:
    """Give the name of one sending, as the page gave it out; a new one where it gave none."""
    given = request.POST.get("sending", "")
    return given if _NAME.fullmatch(given) else new_sending()


def new_sending() -> str:
    """Give a name for one sending of a form."""
    return secrets.token_urlsafe(12)
