"""A set goes to the vote and comes back from it; the second phase of a department is completed."""

from datetime import date, datetime, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.web.indicators import labels
from liuxin.interfaces.web.indicators.forms import ProposeForm, TakeBackForm
from liuxin.interfaces.web.indicators.pages import smart
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import CONFLICT, page, posted
from liuxin.kernel.errors import ConflictError, LiuxinError, NotAllowedError, RuleBrokenError
from liuxin.kernel.period import Period
from liuxin.performance.indicators import actions, permissions, queries, rules
from liuxin.performance.indicators.words import SetStatus, SetView
from liuxin.performance.plan import queries as plan

USUAL_DAYS = 7


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def propose(request: HttpRequest, proposal: int) -> HttpResponse:
    """Put a draft to the vote of those whom it would bind, once it was confirmed."""
    found = _to_agree(request, proposal)
    if found.status is not SetStatus.DRAFT:
        raise RuleBrokenError("indicators.set_proposed", version=found.version)
    cycles = [(each.id, shown.text(each.name)) for each in plan.cycles() if each.is_open]
    last = (timezone.now() + timedelta(days=USUAL_DAYS)).date().isoformat()
    form = ProposeForm(posted(request), cycles=cycles, last=last)
    problem: LiuxinError | None = None
    if request.method == "POST" and form.is_valid():
        try:
            _proposed(request, found, form)
        except LiuxinError as error:
            problem = form.blame(error)
        else:
            messages.success(request, _("The set is in the vote. Those whom it binds see it on their day."))
            return redirect("indicators:set", proposal)
    known = queries.externals()
    return page(
        request,
        "indicators/propose.html",
        {
            "found": found,
            "position": shown.text(found.position_name),
            "form": form,
            "cycles": cycles,
            "hints": smart.hints(rules.hints(found.indicators, queries.library().of_measure), known),
            "problem": labels.said(problem, known) if problem else "",
        },
        status=CONFLICT if problem else 200,
    )


@require_POST
@login_required
def settle(request: HttpRequest, proposal: int) -> HttpResponse:
    """Close the vote, or take over what was settled: the set is in force, or stays where it was with the reason."""
    _to_agree(request, proposal)
    if actions.settle_set(set_id=proposal, by=standing.actor(request), at=timezone.now()):
        messages.success(request, _("Agreed: people are scored by this set from now on."))
    else:
        messages.warning(
            request,
            _("Too few have signed, so the set is not agreed. Take it back and work on it, or let it be decided."),
        )
    return redirect("indicators:set", proposal)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def take_back(request: HttpRequest, proposal: int) -> HttpResponse:
    """Take a proposal back, with a reason, once it was confirmed."""
    found = _to_agree(request, proposal)
    rules.check_proposed(found.status, version=found.version)
    form = TakeBackForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason, by = form.cleaned_data["reason"], standing.actor(request)
        actions.take_back_set(set_id=proposal, reason=reason, by=by, at=timezone.now())
        messages.success(request, _("The proposal is taken back: the set is a draft again."))
        return redirect("indicators:set", proposal)
    told = {"found": found, "position": shown.text(found.position_name), "form": form}
    return page(request, "indicators/take_back.html", told)


@require_POST
@login_required
def finish(request: HttpRequest, cycle: int, department: int) -> HttpResponse:
    """Complete the second phase of a department."""
    try:
        actions.finish_indicators(cycle_id=cycle, department=department, by=standing.actor(request), at=timezone.now())
    except (RuleBrokenError, ConflictError) as error:
        messages.error(request, labels.said(error))
    else:
        messages.success(request, _("The phase is complete; the next one is open."))
    return redirect("indicators:sets")


def _to_agree(request: HttpRequest, key: int) -> SetView:
    found = queries.indicator_set(standing.of(request), key)
    if not permissions.may_agree_sets(standing.of(request)):
        raise NotAllowedError("indicators.may_not_agree")
    return found


def _proposed(request: HttpRequest, found: SetView, form: ProposeForm) -> None:
    given = form.cleaned_data
    actions.propose_set(
        set_id=found.id,
        cycle_id=given["cycle"],
        deadline=_end_of(given["last"]),
        share=form.share,
        note=given["note"],
        by=standing.actor(request),
        at=timezone.now(),
    )


def _end_of(day: date) -> datetime:
    return Period.of_days(day, day, organisation.zone()).end
