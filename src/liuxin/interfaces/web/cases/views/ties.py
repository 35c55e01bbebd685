"""What ties a case to others: looked alike, merged, split, part of a larger one; each a small form of its own."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.words import Act, CaseFilter, CaseLine, CaseView, NewSplit, Outcome, Seen
from liuxin.interfaces.web.cases import people
from liuxin.interfaces.web.cases import ties as told
from liuxin.interfaces.web.cases.clock import in_a_while, in_house_time
from liuxin.interfaces.web.cases.masking import without_keys
from liuxin.interfaces.web.cases.ties_forms import CloseAllForm, MergeForm, SplitForm, WholeForm
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import STATUS, page
from liuxin.interfaces.web.organisation.forms import show
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError, RuleBrokenError

OTHERS = 5
PROBLEMS = (BadInputError, RuleBrokenError, ConflictError, NotFoundError, NotAllowedError)


@require_safe
@login_required
@in_house_time
def panel(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a case is tied to and what looks like the same matter; the page of the case takes it in."""
    asks, now = standing.of(request), timezone.now()
    seen = queries.around(asks, code, now)
    found, works = seen.ties, Act.CLASSIFY in seen.allowed
    return page(
        request,
        "cases/ties.html",
        {
            "line": seen.line,
            "version": seen.version,
            "ties": found,
            "parts": told.tied(found.parts, now),
            "suggested": told.suggested(seen.alike) if works else (),
            "progress": told.progress(found),
            "works": works,
            "may_merge": works and seen.line.status != "closed",
            "may_undo": bool(found.merged and found.merged.until) and Act.REOPEN in seen.allowed,
        },
        fragment="panel",
    )


@require_http_methods(["GET", "POST"])
@login_required
@in_house_time
def merge(request: HttpRequest, code: str) -> HttpResponse:
    """Merge a case into another."""
    view = _worked_on(request, code)
    form = MergeForm(
        request.POST or None, initial={"version": view.version, "into": request.GET.get("into", "")}, auto_id="merge-%s"
    )

    def run(given: dict[str, Any], now: datetime) -> str:
        seen = Seen(code, given["version"])
        actions.merge(case=seen, into=given["into"], anyway=given["anyway"], by=standing.actor(request), at=now)
        into = str(given["into"]).strip()
        messages.success(request, _("The case lives on in %(case)s; that can be undone for a week.") % {"case": into})
        return into

    return _asked(request, view, form, run, _("Merge into another case"), near="into")


@require_POST
@login_required
def unmerge(request: HttpRequest, code: str) -> HttpResponse:
    """Take a merge back."""
    version = request.POST.get("version", "")
    seen = Seen(code, int(version) if version.isdecimal() else 0)
    actions.unmerge(case=seen, by=standing.actor(request), at=timezone.now())
    messages.success(request, _("The merge is undone: the case is as it was."))
    return redirect("cases:case", code)


@require_POST
@login_required
def apart(request: HttpRequest, code: str) -> HttpResponse:
    """Say that a case that looks alike is another matter."""
    other = request.POST.get("other", "")
    actions.tell_apart(case=code, other=other, by=standing.actor(request), at=timezone.now())
    messages.success(request, _("Kept: %(case)s is another matter.") % {"case": other})
    return redirect("cases:case", code)


@require_http_methods(["GET", "POST"])
@login_required
@in_house_time
def split(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a case of its own with some of what was written."""
    view, now = _worked_on(request, code), timezone.now()
    asks = standing.of(request)
    talk = queries.conversation(asks, code)
    form = SplitForm(
        request.POST or None,
        initial={
            "team": str(view.line.team.id) if view.line.team else "",
            "take": view.line.holder is not None and view.line.holder.id == asks.person_id,
            "next_due": in_a_while(now, hours=4),
        },
        teams=people.all_teams(now),
        messages=[(one.id, told.short(without_keys(one.text)), one.at) for one in talk.messages],
        notes=[(note.id, told.short(note.text), note.at) for note in queries.notes(asks, code)],
        auto_id="split-%s",
    )

    def run(given: dict[str, Any], at: datetime) -> str:
        new = NewSplit(
            title=given["title"],
            team=given["team"],
            messages=tuple(given["messages"]),
            notes=tuple(given["notes"]),
            take=given["take"],
            next_action=given["next_action"],
            next_due=given["next_due"],
        )
        made = actions.split(case=code, new=new, by=standing.actor(request), at=at)
        messages.success(request, _("The new case %(case)s is received.") % {"case": made})
        return made

    return _asked(request, view, form, run, _("Split off a new case"))


@require_http_methods(["GET", "POST"])
@login_required
def whole(request: HttpRequest, code: str) -> HttpResponse:
    """Make a case part of a larger one, or of none."""
    view = _worked_on(request, code)
    found = queries.ties(standing.of(request), code, timezone.now())
    form = WholeForm(
        request.POST or None,
        initial={"whole": request.GET.get("whole") or (found.whole.code if found.whole else "")},
        auto_id="whole-%s",
    )

    def run(given: dict[str, Any], now: datetime) -> str:
        actions.set_whole(case=code, whole=given["whole"], by=standing.actor(request), at=now)
        messages.success(request, _("Kept."))
        return code

    return _asked(request, view, form, run, _("Part of a larger case"), near="whole")


@require_http_methods(["GET", "POST"])
@login_required
def close_all(request: HttpRequest, code: str) -> HttpResponse:
    """Close a case with all its parts."""
    view = _worked_on(request, code)
    form = CloseAllForm(request.POST or None, initial={"version": view.version}, auto_id="close-all-%s")

    def run(given: dict[str, Any], now: datetime) -> str:
        count = actions.close_with_parts(
            case=Seen(code, given["version"]),
            outcome=Outcome(given["outcome"]),
            outcome_text=given["outcome_text"],
            by=standing.actor(request),
            at=now,
        )
        messages.success(request, _("Closed with its parts: %(count)s cases.") % {"count": count})
        return code

    return _asked(request, view, form, run, _("Close with all parts"))


def _worked_on(request: HttpRequest, code: str) -> CaseView:
    view = queries.case(standing.of(request), code, timezone.now())
    if Act.CLASSIFY not in view.allowed:
        raise NotAllowedError("cases.not_allowed", act=_("Tie to other cases"), case=code)
    return view


def _asked(
    request: HttpRequest,
    view: CaseView,
    form: Any,
    run: Callable[[dict[str, Any], datetime], str],
    title: str,
    *,
    near: str = "",
) -> HttpResponse:
    """Ask for what is needed, or do it; what was typed stays whatever happens.

    `near` is the field that takes the code of another case: the customer's latest ones that go on are offered for it.
    """
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                return redirect("cases:case", run(form.cleaned_data, timezone.now()))
            except PROBLEMS as problem:
                show(form, problem)
                status = STATUS[type(problem)]
    context = {
        "line": view.line,
        "form": form,
        "title": title,
        "near": near,
        "others": _others(request, view) if near else (),
    }
    return page(request, "cases/tie_form.html", context, fragment="drawer", status=status)


def _others(request: HttpRequest, view: CaseView) -> tuple[CaseLine, ...]:
    """Give the customer's other cases that are not closed: whoever merges need not know their codes by heart."""
    if view.line.customer is None:
        return ()
    asked = CaseFilter(customer=view.line.customer.id, not_closed=True)
    found = queries.case_list(standing.of(request), asked, size=OTHERS + 1)
    return tuple(line for line in found.rows if line.code != view.line.code)[:OTHERS]
