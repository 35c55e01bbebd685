"""The talks of a cycle, and the plan of a round."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Role, Standing
from liuxin.interfaces.web.feedback import forms, labels
from liuxin.interfaces.web.feedback.pages import lists
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import CONFLICT, page, posted
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import LiuxinError, NotAllowedError, NotFoundError
from liuxin.performance.feedback import actions, permissions, queries
from liuxin.performance.feedback.words import RoundView
from liuxin.performance.plan import queries as plan
from liuxin.performance.plan.words import CycleView


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Show the talks of a cycle that one may see: one's own first, then round by round; and the appeals."""
    asks, now, zone = standing.of(request), timezone.now(), organisation.zone()
    if not permissions.may_open_pages(asks):
        raise NotAllowedError("account.without_person")
    cycles = plan.cycles()
    cycle = plan.chosen(request.GET.get("cycle", ""), cycles)
    found = () if cycle is None else queries.rounds(asks, cycle.id)
    appeals = queries.appeals(asks)
    names = organisation.names(_people(found) | {each.appellant for each in appeals})
    departments = organisation.department_names(sorted({each.department for each in found}))
    rounds = [
        lists.round_shown(each, asks=asks, names=names, departments=departments, at=now, zone=zone) for each in found
    ]
    lines = [line for each in found if each.published_at for line in each.talks]
    return page(
        request,
        "feedback/home.html",
        {
            "cycle": cycle,
            "cycles": cycles,
            "mine": [
                lists.row(line, names=names, at=now, zone=zone) for line in lines if line.person == asks.person_id
            ],
            "rounds": [each for each in rounds if each.rows or each.may_lead],
            "appeals": [lists.appeal_row(each, names=names, at=now) for each in appeals],
            "may_plan": permissions.may_plan_any(asks),
            "zone": zone,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Plan the round of a department."""
    asks = standing.of(request)
    if not permissions.may_plan_any(asks):
        raise NotAllowedError("feedback.may_not_plan")
    cycle = plan.chosen(request.GET.get("cycle", ""), plan.cycles())
    if cycle is None:
        raise NotFoundError("plan.no_such_cycle")
    form = _form(request, asks, cycle)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.plan_round(
                cycle_id=cycle.id, **form.cleaned_data, by=standing.actor(request), at=timezone.now()
            )
        except NotAllowedError:
            raise
        except LiuxinError as error:
            form.blame(error)
        else:
            messages.success(request, _("The round is planned. Look through it, then publish it."))
            return redirect("feedback:round", made)
    status = CONFLICT if form.is_bound else 200
    return page(request, "feedback/round_new.html", {"form": form, "cycle": cycle}, status=status)


@require_safe
@login_required
def one(request: HttpRequest, round: int) -> HttpResponse:  # noqa: A002 - the word of the address
    """Show the plan of a round."""
    asks, now, zone = standing.of(request), timezone.now(), organisation.zone()
    found = queries.round_of(asks, round)
    names = organisation.names(_people((found,)))
    departments = organisation.department_names([found.department])
    progress = queries.phase_progress(asks, found.cycle, now).get(found.department)
    return page(
        request,
        "feedback/round.html",
        {
            "round": lists.round_shown(found, asks=asks, names=names, departments=departments, at=now, zone=zone),
            "cycle": plan.cycle(found.cycle),
            "progress": progress,
            "plan": queries.content().plan,
        },
    )


@require_POST
@login_required
def publish(request: HttpRequest, round: int) -> HttpResponse:  # noqa: A002 - the word of the address
    """Publish a round."""
    found = queries.round_of(standing.of(request), round)

    def deed(by: Actor, at: datetime) -> str:
        count = actions.publish_round(round_id=found.id, by=by, at=at)
        return ngettext("%(n)s talk is published.", "%(n)s talks are published.", count) % {"n": count}

    return _done(request, found, deed)


@require_POST
@login_required
def final(request: HttpRequest, round: int) -> HttpResponse:  # noqa: A002 - the word of the address
    """Make the results final that may be."""
    found = queries.round_of(standing.of(request), round)

    def deed(by: Actor, at: datetime) -> str:
        count = actions.finalise_talked(cycle_id=found.cycle, department=found.department, by=by, at=at)
        return ngettext("%(n)s result is final now.", "%(n)s results are final now.", count) % {"n": count}

    return _done(request, found, deed)


@require_POST
@login_required
def finish(request: HttpRequest, round: int) -> HttpResponse:  # noqa: A002 - the word of the address
    """Complete the phase of the department."""
    found = queries.round_of(standing.of(request), round)

    def deed(by: Actor, at: datetime) -> str:
        actions.finish_feedback(cycle_id=found.cycle, department=found.department, by=by, at=at)
        return _("The talks are complete; the next phase is open.")

    return _done(request, found, deed)


def _done(request: HttpRequest, found: RoundView, deed: Callable[[Actor, datetime], str]) -> HttpResponse:
    try:
        messages.success(request, deed(standing.actor(request), timezone.now()))
    except (NotAllowedError, NotFoundError):
        raise
    except LiuxinError as error:
        messages.warning(request, labels.said(error))
    return redirect("feedback:round", found.id)


def _form(request: HttpRequest, asks: Standing, cycle: CycleView) -> forms.RoundForm:
    names = organisation.department_names(cycle.departments)
    own = [(key, shown.text(name)) for key, name in names.items() if permissions.looks_after(asks, key)]
    leading = {each.manager for each in plan.participants(cycle.id) if each.manager is not None}
    directors = organisation.people_with_role(Role.DIRECTOR, timezone.now())
    people = organisation.names({*leading, *directors, asks.person_id or 0})
    leaders = [(key, shown.name(name)) for key, name in people.items()]
    given = posted(request)
    form = forms.RoundForm(given, departments=own, people=leaders)
    form.fields["purpose"].initial = shown.text(queries.content().overall_goal)
    return form


def _people(found: tuple[RoundView, ...]) -> set[int]:
    return {key for each in found for line in each.talks for key in (line.person, line.manager)}
