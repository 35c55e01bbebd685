"""Cases whose customers were asked twice and are silent: a named person decides, and the outcome says so."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from liuxin.desk.cases import actions, permissions, queries
from liuxin.desk.cases.words import Act, AskingView, CaseView, Seen
from liuxin.interfaces.web.cases import labels as case_labels
from liuxin.interfaces.web.cases.clock import in_house_time
from liuxin.interfaces.web.cases.places import places
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import STATUS, page
from liuxin.interfaces.web.organisation.forms import show
from liuxin.interfaces.web.portal.forms import RemarkForm
from liuxin.interfaces.wording import formats
from liuxin.interfaces.wording.catalogue import sentence
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, RuleBrokenError

Refused = (BadInputError, RuleBrokenError, ConflictError)


@require_safe
@login_required
@in_house_time
def listing(request: HttpRequest) -> HttpResponse:
    """List the silent ones of the cases that the reader sees."""
    asks, now = standing.of(request), timezone.now()
    if not permissions.sees_cases(asks):
        raise NotAllowedError("cases.silent_not_open")
    rows = [
        {"line": each.line, "view": each.view, "is_due": is_due(each.view, now)} for each in queries.unanswered(asks)
    ]
    return page(request, "portal/silent.html", {"rows": rows, "places": places(asks, "portal:silent")})


@require_http_methods(["GET", "POST"])
@login_required
@in_house_time
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Close one without an answer; what the outcome says of it is written down."""
    asks, now = standing.of(request), timezone.now()
    view, asking = queries.case(asks, code, now), queries.asking(asks, code)
    if Act.CLOSE not in view.allowed:
        raise NotAllowedError("cases.not_allowed", act=str(case_labels.ACT[Act.CLOSE]), case=code)
    if request.method != "POST":
        return _shown(request, view, asking, RemarkForm(initial=_initial(view, asking), auto_id="remark-%s"), now)
    form = RemarkForm(request.POST, auto_id="remark-%s")
    if not form.is_valid():
        return _shown(request, view, asking, form, now, status=400)
    seen, remark = Seen(code, form.cleaned_data["version"]), form.cleaned_data["remark"]
    try:
        actions.close_unanswered(case=seen, remark=remark, by=standing.actor(request), at=now)
    except Refused as problem:
        show(form, problem)
        return _shown(request, view, asking, form, now, status=STATUS[type(problem)])
    messages.success(request, _("The case is closed; the outcome says that the customer did not answer."))
    return redirect("cases:case", code)


def is_due(view: AskingView, now: datetime) -> bool:
    """Tell whether a person may decide now."""
    return view.decide_from is not None and view.decide_from <= now


def _initial(view: CaseView, asking: AskingView) -> dict[str, object]:
    about = queries.letter_about(view.line.code)
    language = about.language.value if about and about.language else "zh-hans"
    with translation.override(language):
        days = [formats.day(timezone.localtime(at).date()) for at in asking.times]
    remark = sentence("portal.unanswered", language, days=days) if days else ""
    return {"version": view.version, "remark": remark}


def _shown(
    request: HttpRequest, view: CaseView, asking: AskingView, form: RemarkForm, now: datetime, *, status: int = 200
) -> HttpResponse:
    context = {
        "line": view.line,
        "view": asking,
        "outcome": case_labels.OUTCOME[asking.proposed] if asking.proposed else "",
        "form": form,
        "is_due": is_due(asking, now),
    }
    return page(request, "portal/unanswered.html", context, status=status)
