"""Start page, theme, and the pages of errors."""

from collections.abc import Mapping

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from liuxin.interfaces.web.kit import context as kit_context
from liuxin.kernel.errors import (
    BadInputError,
    CannotTellError,
    ConflictError,
    LiuxinError,
    NotAllowedError,
    NotFoundError,
    RuleBrokenError,
)

YEAR = 365 * 24 * 3600
CONFLICT = 409
STATUS: Mapping[type[LiuxinError], int] = {
    BadInputError: 400,
    NotAllowedError: 403,
    NotFoundError: 404,
    ConflictError: CONFLICT,
    RuleBrokenError: CONFLICT,
    CannotTellError: CONFLICT,
}


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object] | None = None,
    *,
    fragment: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render a page; where htmx asks and the template names a `fragment`, only that."""
    asked = bool(fragment) and bool(request.headers.get("HX-Request"))
    response = render(request, f"{template}#{fragment}" if asked else template, dict(context or {}), status=status)
    if fragment:
        response["Vary"] = ", ".join(filter(None, (response.get("Vary", ""), "HX-Request")))
    return response


def posted(request: HttpRequest) -> QueryDict | None:
    """Give what was sent, be it nothing, for a form to hold; None where nothing was to be sent."""
    return request.POST if request.method == "POST" else None


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Say what Liuxin is; who is signed in goes on to the first page of the own side bar."""
    shell = kit_context.Shell(request)
    if shell.signed_in and shell.places:
        return HttpResponseRedirect(shell.places[0].url)
    return page(request, "kit/start.html")


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen theme in a cookie; `system` forgets it."""
    chosen = request.POST.get("theme", "")
    back = request.POST.get("next") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    if chosen in kit_context.THEMES:
        response.set_cookie("theme", chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response


def error(request: HttpRequest, problem: LiuxinError) -> HttpResponse:
    """Show an error of the house: the sentence of its code, and what can be done."""
    status = next((number for kind, number in STATUS.items() if isinstance(problem, kind)), CONFLICT)
    return problem_page(request, status, problem)


def problem_page(request: HttpRequest, status: int, problem: LiuxinError | None = None) -> HttpResponse:
    """Render the page of a status, inside the shell where there is somebody signed in."""
    return page(
        request,
        "kit/error.html",
        {"status": status, "problem": problem, "sign_in": settings.LOGIN_URL},
        fragment="note",
        status=status,
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400."""
    del exception
    return problem_page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403."""
    del exception
    return problem_page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 where the form was too old or came from elsewhere."""
    del reason
    return problem_page(request, 403, NotAllowedError("form.stale"))


def not_found(request: HttpRequest, exception: Http404) -> HttpResponse:
    """Answer 404."""
    del exception
    return problem_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 with a page that needs neither database nor session."""
    return render(request, "kit/broken.html", status=500)
