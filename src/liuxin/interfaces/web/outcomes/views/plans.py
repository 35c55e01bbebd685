"""Improvement plans: the list, opening one, writing it together, checks and the end."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.engines.measurement import library
from liuxin.interfaces.web.indicators import labels as measures
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import STATUS, page, posted
from liuxin.interfaces.web.outcomes import labels
from liuxin.interfaces.web.outcomes.forms import CheckForm, EndForm, OpenPlanForm, PlanForm
from liuxin.interfaces.web.outcomes.forms.plans import initial_of
from liuxin.interfaces.web.outcomes.pages import plans as laid
from liuxin.interfaces.web.outcomes.views.rewards import moment
from liuxin.kernel.errors import BadInputError, ConflictError, LiuxinError, NotAllowedError, RuleBrokenError
from liuxin.performance.indicators import queries as indicators
from liuxin.performance.outcomes import actions, permissions, queries
from liuxin.performance.outcomes import rules as pure
from liuxin.performance.outcomes.words import Ending, PlanView, Progress
from liuxin.performance.plan import queries as plan_queries


@require_safe
@login_required
def listing(request: HttpRequest) -> HttpResponse:
    """List the plans that the reader may see."""
    asks, now = standing.of(request), timezone.now()
    cycles = [(each.id, labels.text(each.name)) for each in plan_queries.cycles() if _for_whom(asks, each.id)]
    context = {"rows": laid.rows(queries.plans(asks, now), timezone.localdate(now)), "cycles": cycles}
    return page(request, "outcomes/plans.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: HttpRequest, cycle: int) -> HttpResponse:
    """Open a plan for somebody whose whole interval lies under the floor."""
    asks = standing.of(request)
    plan_queries.cycle(cycle)
    people = _for_whom(asks, cycle)
    if not people:
        raise NotAllowedError("outcomes.may_not_open_plan")
    names = organisation.names(people)
    offered = sorted((labels.text(name.text), key) for key, name in names.items())
    form = OpenPlanForm(posted(request), people=[(key, name) for name, key in offered])
    status = 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.open_improvement_plan(
                cycle_id=cycle,
                person_id=int(given["person"]),
                pattern=given["pattern"],
                reason=given["reason"],
                by=standing.actor(request),
                at=timezone.now(),
            )
        except (BadInputError, ConflictError, RuleBrokenError) as error:
            form.blame(error)
            status = _status(error)
        else:
            messages.success(request, _("The plan is open. Write it together now."))
            return redirect("outcomes:plan", made)
    context = {"form": form, "conditions": pure.start_conditions()}
    return page(request, "outcomes/plan_new.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def one(request: HttpRequest, plan: int) -> HttpResponse:
    """Show a plan; support, checks and the end are sent from here, and what was refused keeps what was typed."""
    found = queries.plan(standing.of(request), plan, timezone.now())
    if request.method != "POST":
        return page(request, "outcomes/plan.html", _shown(request, found))
    try:
        done = _deed(request, plan)
    except (BadInputError, ConflictError, RuleBrokenError) as error:
        kept = _shown(request, found, problem=error, typed=request.POST)
        return page(request, "outcomes/plan.html", kept, status=_status(error))
    messages.success(request, done)
    return redirect("outcomes:plan", plan)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, plan: int) -> HttpResponse:
    """Write what a plan holds: saving puts it to both to be signed."""
    asks, now = standing.of(request), timezone.now()
    found = queries.plan(asks, plan, now)
    if not permissions.may_write_plan(asks, found):
        raise NotAllowedError("outcomes.may_not_write_plan")
    form = _plan_form(request, found)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_plan(
                plan_id=plan,
                new=form.new,
                expect=moment(form.cleaned_data["expect"]) or now,
                by=standing.actor(request),
                at=now,
            )
        except (BadInputError, ConflictError, RuleBrokenError) as error:
            form.blame(error)
            status = _status(error)
        else:
            messages.success(request, _("Saved. It runs when both of you have signed it."))
            return redirect("outcomes:plan", plan)
    context = {"form": form, "found": found, "pattern": pure.plan_pattern(found.line.pattern)}
    return page(request, "outcomes/plan_form.html", context, status=status)


def _deed(request: HttpRequest, plan: int) -> str:
    data, by, now = request.POST, standing.actor(request), timezone.now()
    do = data.get("do", "")
    if do == "support":
        actions.give_support(plan_id=plan, support_id=_number(data, "support"), given_on=_today(), by=by, at=now)
        return _("The support is on record as given.")
    if do == "check":
        progress = _one_of(Progress, data.get("progress", ""), "progress")
        actions.check_plan(
            plan_id=plan, check_id=_number(data, "check"), progress=progress, note=data.get("note", ""), by=by, at=now
        )
        return _("The check is on record.")
    if do == "end":
        actions.end_plan(
            plan_id=plan,
            ending=_one_of(Ending, data.get("ending", ""), "ending"),
            learned=data.get("learned", ""),
            extend_to=_day(data.get("extend_to", "")),
            by=by,
            at=now,
        )
        return _("Kept. The next cycle finds what was learned.")
    raise BadInputError("outcomes.unknown_deed", field="do")


def _shown(
    request: HttpRequest, found: PlanView, *, problem: LiuxinError | None = None, typed: Mapping[str, Any] | None = None
) -> dict[str, object]:
    asks = standing.of(request)
    sent = typed or {}
    check = CheckForm(sent if sent.get("do") == "check" else None)
    end = EndForm(sent if sent.get("do") == "end" else None)
    for form, do in ((check, "check"), (end, "end")):
        if problem is not None and sent.get("do") == do:
            form.is_valid()
            form.blame(problem)
    return {
        **laid.one(request, found, _measure(found), _today()),
        "may_write": permissions.may_write_plan(asks, found),
        "may_check": permissions.may_check_plan(asks, found),
        "check_form": check,
        "end_form": end,
        "problem": labels.said(problem) if problem else "",
    }


def _measure(found: PlanView) -> str:
    return measures.measure_title(found.measure, indicators.externals()) if found.measure else ""


def _plan_form(request: HttpRequest, found: PlanView) -> PlanForm:
    people = [found.supporter, found.opened_by, *organisation.chain_above(found.line.person, timezone.now())]
    names = organisation.names(people)
    offered = [(key, labels.text(names[key].text)) for key in dict.fromkeys(people) if key in names]
    known = indicators.externals()
    keys = [
        (measure.key(statistic), measures.measure_title(measure.key(statistic), known))
        for measure in library.MEASURES.values()
        if measure.may_score_a_person
        for statistic in measure.statistics
    ]
    given = posted(request)
    return PlanForm(given, people=offered, measures=keys, initial=initial_of(found, _today()))


def _for_whom(asks: Standing, cycle: int) -> list[int]:
    return [
        each.person
        for each in plan_queries.participants(cycle)
        if permissions.may_open_plan(asks, each.person, each.department)
    ]


def _number(data: QueryDict, name: str) -> int:
    text = data.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() else 0


def _one_of(words: type[Any], text: str, field: str) -> Any:
    try:
        return words(text)
    except ValueError as error:
        raise BadInputError("outcomes.unknown_word", field=field) from error


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _today() -> date:
    return timezone.now().astimezone(ZoneInfo(organisation.zone())).date()


def _status(error: LiuxinError) -> int:
    return next(number for kind, number in STATUS.items() if isinstance(error, kind))
