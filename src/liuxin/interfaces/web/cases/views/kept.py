"""Templates and macros at a case: chosen, seen filled, run."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.rules import templates as rules
from liuxin.desk.cases.words import Act, Seen
from liuxin.interfaces.jobs import asking
from liuxin.interfaces.web.cases import composing, keeping, labels, refusing
from liuxin.interfaces.web.cases.clock import in_house_time
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import STATUS, page
from liuxin.kernel.errors import (
    BadInputError,
    ConflictError,
    LiuxinError,
    NotAllowedError,
    NotFoundError,
    RuleBrokenError,
)

REFUSED = (BadInputError, RuleBrokenError, ConflictError, NotAllowedError, NotFoundError)


def language() -> str:
    """Give the language of the page."""
    return get_language() or "zh-hans"


@require_safe
@login_required
@in_house_time
def fill(request: HttpRequest, code: str) -> HttpResponse:
    """Show the templates that one may use, filled for a case."""
    asks, now, search = standing.of(request), timezone.now(), request.GET.get("q", "")
    view = queries.case(asks, code, now)
    if Act.REPLY not in view.allowed:
        raise NotAllowedError("cases.not_allowed", act=str(labels.ACT[Act.REPLY]), case=code)
    values = queries.filling(asks, code, language=language(), at=now)
    found = [(one, rules.fill(one.text(language()), values)) for one in queries.templates(asks, search)]
    context = {"line": view.line, "found": found, "q": search}
    return page(request, "cases/fill.html", context, fragment="found" if "q" in request.GET else "drawer")


@require_http_methods(["GET", "POST"])
@login_required
@in_house_time
def run(request: HttpRequest, code: str, macro: int) -> HttpResponse:
    """Show what a macro would do with a case, or do it; refused, it is refused whole and says why."""
    asks, now = standing.of(request), timezone.now()
    view = queries.case(asks, code, now)
    if Act.REPLY not in view.allowed:
        raise NotAllowedError("cases.not_allowed", act=str(labels.ACT[Act.REPLY]), case=code)
    kept = queries.macro_of(asks, macro)
    status, problem = 200, ""
    if request.method == "POST":
        try:
            _run(request, code, macro)
        except REFUSED as error:
            status, problem = _answer_to(error), refusing.said(error)
        else:
            messages.success(request, _("“%(name)s” is done.") % {"name": kept.name})
            return redirect(reverse("cases:case", args=[code]))
    said = queries.conversation(asks, code)
    context = {
        "line": view.line,
        "macro": kept,
        "steps": keeping.will_do(asks, kept, code, now),
        "letter_alone": keeping.letter_alone(kept),
        "version": view.version,
        "read_to": max((each.id for each in said.messages), default=0),
        "token": composing.new_token(),
        "problem": problem,
    }
    return page(request, "cases/run.html", context, fragment="drawer", status=status)


def _run(request: HttpRequest, code: str, macro: int) -> None:
    version, read_to = request.POST.get("version", ""), request.POST.get("read_to", "")
    if not version.isdecimal() or not read_to.isdecimal():
        raise BadInputError("form.stale", field="version")
    actions.run_macro(
        macro=macro,
        case=Seen(code, int(version)),
        read_to=int(read_to),
        language=language(),
        token=request.POST.get("token", ""),
        letter=partial(asking.letter, code),
        by=standing.actor(request),
        at=timezone.now(),
    )


def _answer_to(error: LiuxinError) -> int:
    return next((number for kind, number in STATUS.items() if isinstance(error, kind)), 409)
