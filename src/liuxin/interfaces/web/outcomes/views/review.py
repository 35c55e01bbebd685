"""The end of a cycle: the last phase completed, the system reviewed, the next cycle opened."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import STATUS, page, posted
from liuxin.interfaces.web.outcomes import labels
from liuxin.interfaces.web.outcomes.forms import DecisionForm, FinishForm, NextForm
from liuxin.interfaces.web.outcomes.pages import review as laid
from liuxin.interfaces.web.plan import labels as phases
from liuxin.kernel.errors import BadInputError, ConflictError, LiuxinError, NotAllowedError, RuleBrokenError
from liuxin.performance.outcomes import actions, permissions, queries
from liuxin.performance.plan import permissions as plan_permissions
from liuxin.performance.plan import queries as plan
from liuxin.performance.plan.words import Phase

REFUSALS = (BadInputError, ConflictError, RuleBrokenError)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def finish(request: HttpRequest, cycle: int) -> HttpResponse:
    """Complete the last phase of a department."""
    asks = standing.of(request)
    found, ways = plan.cycle(cycle), plan.phases(cycle)
    mine = {key: way for key, way in ways.items() if permissions.may_finish(asks, key)}
    if not mine:
        raise NotAllowedError("outcomes.may_not_finish")
    ready = [(key, labels.text(way.name)) for key, way in mine.items() if way.now == Phase.OUTCOMES]
    form = FinishForm(posted(request), departments=ready)
    status = 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.finish_outcomes(
                cycle_id=cycle,
                department=int(given["department"]),
                reason=given["reason"],
                by=standing.actor(request),
                at=timezone.now(),
            )
        except REFUSALS as error:
            form.blame(error)
            status = _status(error)
        else:
            messages.success(request, _("The phase is complete."))
            return redirect("outcomes:finish", cycle)
    progress = laid.progress(queries.phase_progress(asks, cycle), ways)
    context = {"form": form, "cycle": found, "name": labels.text(found.name), "ready": ready, "progress": progress}
    return page(request, "outcomes/finish.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def one(request: HttpRequest, cycle: int) -> HttpResponse:
    """Show the review of a cycle; HR and the director write what was decided, and close it."""
    asks, now = standing.of(request), timezone.now()
    found = plan.cycle(cycle)
    form = DecisionForm(request.POST if request.POST.get("do") == "decide" else None)
    problem, status = "", 200
    if request.method == "POST":
        try:
            done = _deed(request, cycle, form)
        except REFUSALS as error:
            form.is_valid()
            problem, status = labels.said(error), _status(error)
        else:
            if done:
                messages.success(request, done)
                return redirect("outcomes:review", cycle)
    review = queries.review(asks, cycle, now)
    follower = next((each for each in plan.cycles() if each.carry_from == cycle), None)
    return page(
        request,
        "outcomes/review.html",
        {
            "cycle": found,
            "name": labels.text(found.name),
            "follower": follower,
            "follower_name": labels.text(follower.name) if follower else "",
            "review": review,
            "figures": laid.figures(review.figures),
            "decisions": laid.decisions(review.decisions),
            "closed_by": organisation.names([review.closed_by]).get(review.closed_by) if review.closed_by else None,
            "may_review": permissions.may_review(asks),
            "may_open": plan_permissions.may_begin_cycle(asks),
            "may_finish": any(permissions.may_finish(asks, key) for key in plan.phases(cycle)),
            "form": form,
            "problem": problem,
            "zone": organisation.zone(),
        },
        status=status,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def following(request: HttpRequest, cycle: int) -> HttpResponse:
    """Open the cycle that follows, with all that this one leaves for it."""
    asks, now = standing.of(request), timezone.now()
    found, zone = plan.cycle(cycle), organisation.zone()
    if not plan_permissions.may_begin_cycle(asks):
        raise NotAllowedError("plan.may_not_open")
    form = _next_form(request, cycle)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_next_cycle(cycle_id=cycle, by=standing.actor(request), at=now, **form.told(zone))
        except REFUSALS as error:
            form.blame(error)
            status = _status(error)
        else:
            messages.success(request, _("The next cycle is open, and holds what was learned."))
            return redirect("outcomes:next", made)
    context = {
        "cycle": found,
        "name": labels.text(found.name),
        "form": form,
        "carried": laid.lessons(queries.lessons(cycle, now)),
        "learned": laid.lessons(plan.lessons(cycle)),
        "is_reviewed": queries.review(asks, cycle, now).closed_at is not None,
    }
    return page(request, "outcomes/next.html", context, status=status)


def _deed(request: HttpRequest, cycle: int, form: DecisionForm) -> str:
    by, now = standing.actor(request), timezone.now()
    do = request.POST.get("do", "")
    if do == "close":
        actions.close_review(cycle_id=cycle, by=by, at=now)
        return _("The review is closed; its figures are frozen.")
    if do != "decide":
        raise BadInputError("outcomes.unknown_deed", field="do")
    if not permissions.may_review(standing.of(request)):
        raise NotAllowedError("outcomes.may_not_review")
    if not form.is_valid():
        return ""
    given = form.cleaned_data
    actions.decide_in_review(cycle_id=cycle, figure=given["figure"], text=given["text"], by=by, at=now)
    return _("The decision is written down.")


def _next_form(request: HttpRequest, cycle: int) -> NextForm:
    found, zone = plan.cycle(cycle), organisation.zone()
    first, last = laid.days_after(found.period, zone)
    ways = plan.phases(cycle)
    initial: dict[str, object] = {
        "first": first,
        "last": last,
        "departments": [str(key) for key in ways],
        "name_zh": "",
        "name_en": "",
    }
    initial |= {f"due{number}": last + timedelta(days=7 * number) for number in range(1, 7)}
    return NextForm(
        posted(request),
        departments=[(str(key), labels.text(way.name)) for key, way in ways.items()],  # type: ignore[misc]
        names=[str(phases.PHASES[phase]) for phase in Phase],
        initial=initial,
    )


def _status(error: LiuxinError) -> int:
    return next(number for kind, number in STATUS.items() if isinstance(error, kind))
