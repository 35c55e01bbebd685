"""One case, as its customer follows it: by a signed link, from the list of their own, or for their department."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.words import PortalCase, PortalMessage, Status, Visitor
from liuxin.desk.files import queries as files
from liuxin.interfaces.jobs import links
from liuxin.interfaces.web.cases import files as attached
from liuxin.interfaces.web.cases.attaching import put
from liuxin.interfaces.web.kit.handing import handed
from liuxin.interfaces.web.kit.views import STATUS
from liuxin.interfaces.web.portal import labels
from liuxin.interfaces.web.portal.attaching import WithFiles
from liuxin.interfaces.web.portal.forms import AnswerForm, NotSettledForm
from liuxin.interfaces.web.portal.visiting import for_customers, new_sending, said, sending, show
from liuxin.interfaces.web.satisfaction.inviting import survey_of
from liuxin.kernel.errors import BadInputError, ConflictError, LiuxinError, NotFoundError, RuleBrokenError

GONE = 410
Refused = (BadInputError, RuleBrokenError, ConflictError)


@dataclass(frozen=True, slots=True)
class Way:
    """How a visitor came to a case: where its page and its files are, and whence one came."""

    visitor: Visitor
    address: Callable[[str], str]
    file: Callable[[str, int], str]
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

    def file_at(code: str, attachment: int) -> str:
        del code  # it stands in the token
        return reverse("portal:case-file", args=[token, attachment])

    return follow(request, followed.case, Way(visitor, address, file_at))


@require_safe
@for_customers
def file(request: HttpRequest, token: str, attachment: int) -> HttpResponse:
    """Give a file of the case of a link."""
    followed = links.read(token)
    visitor = queries.visitor_by_link(followed.case, followed.customer)
    return hand_over(request, visitor, followed.case, attachment)


def hand_over(request: HttpRequest, visitor: Visitor, code: str, attachment: int) -> HttpResponse:
    """Give a file that a visitor reads of; a picture may be shown where the page asks for it."""
    found, kept = queries.portal_file(visitor, code, attachment)
    shown = kept.is_picture and request.GET.get("show") == "1"
    return handed(files.content(kept), found.name, kept.media_type if shown else "", inline=shown)


def follow(request: HttpRequest, code: str, way: Way) -> HttpResponse:
    """Show a case to its customer, or take what they say and lead on to where it is read."""
    now = timezone.now()
    found = queries.portal_case(way.visitor, code, now)
    limits = files.limits()
    answer, why = AnswerForm(auto_id="answer-%s", limits=limits), NotSettledForm(auto_id="why-%s", limits=limits)
    if request.method != "POST":
        return _shown(request, found, way, answer, why)
    deed = request.POST.get("do", "")
    if deed == "answer":
        scope = f"{deed}:{code}:{way.visitor.actor.id}"
        answer = AnswerForm(request.POST, request.FILES, auto_id="answer-%s", limits=limits, scope=scope)
    elif deed == "not_settled":
        scope = f"{deed}:{code}:{way.visitor.actor.id}"
        why = NotSettledForm(request.POST, request.FILES, auto_id="why-%s", limits=limits, scope=scope)
    form: AnswerForm | NotSettledForm = why if deed == "not_settled" else answer
    if deed != "settled" and not form.is_valid():
        return _shown(request, found, way, answer, why, status=400)
    try:
        where, done = _do(request, found, way.visitor, form, now)
    except Refused as problem:
        put(form, problem) if form.is_bound else None
        note = "" if form.is_bound else said(problem)
        status = STATUS[type(problem)]
        return _shown(request, queries.portal_case(way.visitor, code, now), way, answer, why, note=note, status=status)
    if form.is_bound:
        form.sent()
    return redirect(f"{way.address(where)}?done={done}#latest")


def _do(request: HttpRequest, found: PortalCase, visitor: Visitor, form: WithFiles, now: datetime) -> tuple[str, str]:
    """Do what was asked for, and give the case that is read next with what is said there."""
    code, by, deed = found.line.code, visitor.actor, request.POST.get("do", "")
    external = f"portal:{code}:{sending(request)}"
    if deed == "settled":
        actions.confirm(case=code, settled=True, external=external, visitor=visitor, by=by, at=now)
        return code, "settled"
    given = form.attachments()
    if deed == "not_settled":
        why = request.POST.get("reason", "")
        actions.confirm(
            case=code, settled=False, reason=why, external=external, visitor=visitor, attachments=given, by=by, at=now
        )
        return code, "reopened"
    text = request.POST.get("text", "")
    arrived = actions.answer(case=code, text=text, external=external, visitor=visitor, attachments=given, by=by, at=now)
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
    for form in (answer, why):
        form.keep_files(request)
    mark, word = labels.status(found.line)
    is_over = found.line.status is Status.CLOSED
    context = {
        "found": found,
        "line": found.line,
        "mark": mark,
        "word": word,
        "messages": [_message(each, found.line.code, way) for each in found.messages],
        "outcome": labels.OUTCOME.get(found.outcome, "") if found.outcome else "",
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


def _message(each: PortalMessage, code: str, way: Way) -> dict[str, object]:
    language = get_language() or "zh-hans"
    found = [attached.shown(file, way.file(code, file.id), language) for file in each.attachments]
    return {"message": each, "text": _without_question(each.text) if each.ours else each.text, "files": found}


def _without_question(text: str) -> str:
    """Leave out the paragraph of a letter that asks and links to this page: here the question has its buttons."""
    place = reverse("portal:case", args=["-"]).removesuffix("-")
    said = "\n\n".join(part for part in text.split("\n\n") if place not in part)
    return said or text


def not_here(code: str) -> NotFoundError:
    """Give the error for whoever is nobody's customer."""
    return NotFoundError("cases.no_such_case", case=code)
