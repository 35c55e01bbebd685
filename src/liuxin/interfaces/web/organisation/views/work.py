"""What somebody can do at work, when not, and that somebody leaves."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from liuxin.desk.cases import actions as cases
from liuxin.desk.organisation import actions, permissions, queries
from liuxin.desk.organisation.words import WorkView
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import page
from liuxin.interfaces.web.organisation.forms import show
from liuxin.interfaces.web.organisation.work_forms import AbsenceForm, LeaveForm, WorkForm
from liuxin.kernel.errors import BadInputError, NotAllowedError, NotFoundError, RuleBrokenError

REFUSALS = (BadInputError, RuleBrokenError)


@require_http_methods(["GET", "POST"])
@login_required
def work(request: HttpRequest, person: int) -> HttpResponse:
    """Say what somebody can do, how much at once, and when not."""
    asks, now = standing.of(request), timezone.now()
    queries.person(asks, person, now)
    if not queries.may_set_work(asks, person, now):
        raise NotAllowedError("organisation.not_allowed")
    view = queries.work_of(asks, person, now)
    doing = request.POST.get("do", "")
    able = WorkForm(request.POST if doing == "work" else None, initial=_initial(view), auto_id="work-%s")
    away = AbsenceForm(request.POST if doing == "absence" else None, auto_id="away-%s")
    done = _done(request, person, able, away)
    if done:
        messages.success(request, done)
        return redirect("organisation:work", person=person)
    bad = able.errors or away.errors
    context = {"view": view, "able": able, "away": away, "zone": queries.zone()}
    return page(request, "organisation/work.html", context, status=400 if bad else 200)


def _initial(view: WorkView) -> dict[str, Any]:
    return {"skills": ", ".join(view.skills), "languages": list(view.languages), "capacity": view.capacity}


def _done(request: HttpRequest, person: int, able: WorkForm, away: AbsenceForm) -> str:
    """Do what was asked for, and say it; nothing where something is wrong or nothing was asked."""
    by, at = standing.actor(request) if request.method == "POST" else None, timezone.now()
    if by is None:
        return ""
    form: forms.Form = away if away.is_bound else able
    try:
        if request.POST.get("do") == "back":
            absence = request.POST.get("absence", "")
            actions.end_absence(absence=int(absence) if absence.isdecimal() else 0, by=by, at=at)
            return _("The person is back.")
        if not form.is_bound or not form.is_valid():
            return ""
        if form is away:
            start, end = (_midnight(away.cleaned_data[name]) for name in ("start", "end"))
            actions.set_absence(person_id=person, start=start, end=end, by=by, at=at)
            return _("The absence is kept. Cases whose next step falls into it go to the queue of the team.")
        given = able.cleaned_data
        actions.set_work(
            person_id=person,
            skills=able.words(),
            languages=given["languages"],
            capacity=given["capacity"],
            by=by,
            at=at,
        )
    except REFUSALS as problem:
        show(form, problem)
        return ""
    return _("What this person can do is kept.")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=ZoneInfo(queries.zone()))


@require_http_methods(["GET", "POST"])
@login_required
def leave(request: HttpRequest, person: int) -> HttpResponse:
    """Record that somebody leaves; no case stays behind."""
    asks, now = standing.of(request), timezone.now()
    view = queries.person(asks, person, now)
    if not permissions.may_manage_people(asks):
        raise NotAllowedError("organisation.not_allowed")
    zone = ZoneInfo(queries.zone())
    form = LeaveForm(
        request.POST if request.method == "POST" else None,
        initial={"on": now.astimezone(zone).date()},
        auto_id="leave-%s",
    )
    if form.is_bound and form.is_valid():
        try:
            moved = cases.leave(person=person, on=form.cleaned_data["on"], by=standing.actor(request), at=now)
        except (*REFUSALS, NotFoundError) as problem:
            show(form, problem)
        else:
            said = ngettext(
                "The leaving is recorded; %(count)s case went to the queue of its team.",
                "The leaving is recorded; %(count)s cases went to the queues of their teams.",
                moved,
            )
            messages.success(request, said % {"count": moved})
            return redirect("organisation:person", person=person)
    status = 400 if form.is_bound else 200
    return page(request, "organisation/leave.html", {"view": view, "form": form, "zone": zone.key}, status=status)
