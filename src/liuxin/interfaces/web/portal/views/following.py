"""One case, as its customer follows it: by a signed link, from the list of their own, or for their department."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.words import PortalCase, Status, Visitor
from liuxin.interfaces.jobs import links
from liuxin.interfaces.web.cases import labels as case_labels
from liuxin.interfaces.web.kit.views import STATUS
from liuxin.interfaces.web.organisation.forms import show as put
from liuxin.interfaces.web.portal import labels
from liuxin.interfaces.web.portal.forms import AnswerForm, NotSettledForm
from liuxin.interfaces.web.portal.visiting import for_customers, new_sending, said, sending, show
from liuxin.interfaces.web.satisfaction.inviting import survey_of
from liuxin.kernel.errors import BadInputError, ConflictError, LiuxinError, NotFoundError, RuleBrokenError

GONE = 410
Refused = (BadInputError, RuleBrokenError, ConflictError)


@dataclass(frozen=True, slots=True)
class Way:
    """How a visitor came to a case: where its page is, where that of another case would be, and whence one came."""

    visitor: Visitor
    address: Callable[[str], str]
    back: str = ""
    note: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@for_customers
def case(request: HttpRequest, token: str) -> HttpResponse:
    """Show the case of a link, or take what its customer says."""
    try:
        followed = links.read(token)
        visitor = queries.visitor_by_link(followed.case, followed.customer)
    except LiuxinError as problem:
        status = GONE if isinstance(problem, RuleBrokenError) else 404
        return show(request, "portal/no_link.html", {"problem": said(problem), "renew": True}, status=status)

    def address(code: str) -> str:
        same = code == followed.case
        return reverse("portal:case", args=[token if same else links.token(code, followed.customer)])

    return follow(request, followed.case, Way(visitor, address))


def follow(request: HttpRequest, code: str, way: Way) -> HttpResponse:
    """Show a case to its customer, or take what they say and lead on to where it is read."""
    now = timezone.now()
    found = queries.portal_case(way.visitor, code, now)
    answer, why = AnswerForm(auto_id="answer-%s"), NotSettledForm(auto_id="why-%s")
    if request.method != "POST":
        return _shown(request, found, way, answer, why)
    deed = request.POST.get("do", "")
    if deed == "answer":
        answer = AnswerForm(request.POST, auto_id="answer-%s")
    elif deed == "not_settled":
        why = NotSettledForm(request.POST, auto_id="why-%s")
    form = why if deed == "not_settled" else answer
    if deed != "settled" and not form.is_valid():
        return _shown(request, found, way, answer, why, status=400)
    try:
        where, done = _do(request, deed, found, way.visitor, now)
    except Refused as problem:
        put(form, problem) if form.is_bound else None
        note = "" if form.is_bound else said(problem)
        status = STATUS[type(problem)]
        return _shown(request, queries.portal_case(way.visitor, code, now), way, answer, why, note=note, status=status)
    return redirect(f"{way.address(where)}?done={done}#latest")


def _do(request: HttpRequest, deed: str, found: PortalCase, visitor: Visitor, now: datetime) -> tuple[str, str]:
    """Do what was asked for, and give the case that is read next with what is said there."""
    code, external = found.line.code, f"portal:{found.line.code}:{sending(request)}"
    if deed == "settled":
        actions.confirm(case=code, settled=True, external=external, visitor=visitor, by=visitor.actor, at=now)
        return code, "settled"
    if deed == "not_settled":
        reason = request.POST.get("reason", "")
        actions.confirm(
            case=code, settled=False, reason=reason, external=external, visitor=visitor, by=visitor.actor, at=now
        )
        return code, "reopened"
    text = request.POST.get("text", "")
    arrived = actions.answer(case=code, text=text, external=external, visitor=visitor, by=visitor.actor, at=now)
    return arrived.case, "answered" if arrived.case == code else "followed"


def _shown(
    request: HttpRequest,
    found: PortalCase,
    way: Way,
    answer: AnswerForm,
    why: NotSettledForm,
    *,
    note: str = "",
    status: int = 200,
) -> HttpResponse:
    mark, word = labels.status(found.line)
    is_over = found.line.status is Status.CLOSED
    context = {
        "found": found,
        "line": found.line,
        "mark": mark,
        "word": word,
        "outcome": case_labels.OUTCOME[found.outcome] if found.outcome else "",
        "answer_form": answer,
        "why_form": why,
        "sending": new_sending(),
        "action": way.address(found.line.code),
        "back": way.back,
        "note": note or way.note,
        "done": labels.DONE.get(request.GET.get("done", ""), ""),
        "asks": found.line.asks,
        "may_say_no": found.line.asks or (is_over and not found.follow_ups),
        "is_over": is_over,
        "survey": survey_of(found.line.code, timezone.now()),
        "follows": way.address(found.follows) if found.follows else "",
        "followed_by": way.address(found.followed_by) if found.followed_by else "",
    }
    return show(request, "portal/case.html", context, found=found, status=status)


def not_here(code: str) -> NotFoundError:
    """Give the error for whoever is nobody's customer."""
    return NotFoundError("cases.no_such_case", case=code)
