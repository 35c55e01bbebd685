"""Writing a goal: a new one, a draft again, a version for both sides. What cannot be saved stays as it was typed."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import CONFLICT, page, posted
from liuxin.interfaces.web.plan.goals import choosing, labels
from liuxin.interfaces.web.plan.goals.forms import GoalForm, LinkForm, PlaceForm, StepForm, blame, of_version, step_rows
from liuxin.kernel.errors import BadInputError, ConflictError, LiuxinError, NotAllowedError, RuleBrokenError
from liuxin.performance.plan import actions, permissions, queries
from liuxin.performance.plan.words import CycleView, GoalLevel, GoalLine, GoalState, GoalView


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The forms of which a new goal is made."""

    place: PlaceForm
    link: LinkForm
    form: GoalForm
    steps: list[StepForm]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Begin a goal."""
    asks = standing.of(request)
    cycle = choosing.cycle_of(request, asks)
    if cycle is None:
        return page(request, "goals/no_cycle.html", {"may_open": permissions.may_begin_cycle(asks)})
    owners = choosing.owners(asks, cycle)
    offered = choosing.levels(asks, cycle, owners)
    if not offered or asks.person_id is None:
        raise NotAllowedError("plan.may_not_write_goal")
    given = posted(request)
    people = choosing.named({*owners, asks.person_id})
    place = PlaceForm(
        given,
        levels=[(key.value, labels.LEVELS[key]) for key in offered],
        departments=_departments(choosing.departments(asks, cycle), cycle),
        people=people,
        initial=_asked(request, asks.person_id, offered),
    )
    form = GoalForm(given, people=people, initial={"responsible": asks.person_id})
    steps = step_rows(given, more=_more(request))
    return _new(request, cycle, _Sheet(place, _link_form(request, given, cycle), form, steps))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, goal: int) -> HttpResponse:
    """Write a draft again, put it before both sides, or answer with another version."""
    asks = standing.of(request)
    found = queries.goal(asks, goal)
    _require_writer(request, found.line)
    if found.line.state is GoalState.DROPPED:
        raise ConflictError("plan.goal_dropped")
    given = posted(request)
    content = found.latest.content
    people = choosing.named({found.line.owner, found.line.manager or found.line.owner, content.responsible})
    form = GoalForm(given, people=people, initial={**of_version(content), "expect": found.latest.number})
    steps = step_rows(given, content.steps, more=_more(request))
    if given is None or _more(request) or not _is_whole(form, steps):
        return _edited(request, found, form, steps)
    return _saved(request, found, form, steps)


def _new(request: HttpRequest, cycle: CycleView, sheet: _Sheet) -> HttpResponse:
    problem = ""
    sent = request.method == "POST" and not _more(request)
    if sent and all([sheet.place.is_valid(), sheet.link.is_valid(), _is_whole(sheet.form, sheet.steps)]):
        try:
            made = _drafted(request, cycle, sheet)
        except (BadInputError, ConflictError, RuleBrokenError) as error:
            problem = _told(error, sheet.place, sheet.link, sheet.form)
        else:
            return redirect("plan:goal", made)
    told = {"cycle": cycle, "name": labels.text(cycle.name), "problem": problem, "wrong": sent}
    forms = {"place": sheet.place, "link": sheet.link, "form": sheet.form, "steps": sheet.steps}
    return page(request, "goals/new.html", told | forms, status=CONFLICT if problem else 200)


def _drafted(request: HttpRequest, cycle: CycleView, sheet: _Sheet) -> int:
    where, by, now = sheet.place.cleaned_data, standing.actor(request), timezone.now()
    level = GoalLevel(where["level"])
    content = sheet.form.content(_filled(sheet.steps))
    made = actions.draft_goal(
        cycle_id=cycle.id,
        level=level,
        owner=where["owner"],
        department=where["department"] if level is GoalLevel.DEPARTMENT else None,
        manager=where["manager"],
        content=content,
        **sheet.link.cleaned_data,
        by=by,
        at=now,
    )
    if request.POST.get("do") != "propose":
        messages.success(request, _("The draft is kept. Nobody is asked to sign it yet."))
        return made
    note = sheet.form.cleaned_data["note"]
    try:
        actions.propose_goal(goal_id=made, content=content, expect=1, note=note, by=by, at=now)
    except LiuxinError as error:
        messages.warning(request, labels.said(error))
    else:
        messages.success(request, _("It is before both sides now."))
    return made


def _saved(request: HttpRequest, found: GoalView, form: GoalForm, steps: list[StepForm]) -> HttpResponse:
    by, now, given = standing.actor(request), timezone.now(), form.cleaned_data
    content, expect = form.content(_filled(steps)), given["expect"] or 0
    try:
        if request.POST.get("do") == "save":
            actions.write_goal(goal_id=found.line.id, content=content, expect=expect, by=by, at=now)
            messages.success(request, _("The draft is kept. Nobody is asked to sign it yet."))
        else:
            actions.propose_goal(
                goal_id=found.line.id, content=content, expect=expect, note=given["note"], by=by, at=now
            )
            messages.success(request, _("It is before both sides now."))
    except (BadInputError, ConflictError, RuleBrokenError) as error:
        problem = _told(error, form)
        return _edited(request, queries.goal(standing.of(request), found.line.id), form, steps, problem=problem)
    return redirect("plan:goal", found.line.id)


def _edited(
    request: HttpRequest, found: GoalView, form: GoalForm, steps: list[StepForm], *, problem: str = ""
) -> HttpResponse:
    """Show the form; after a conflict it carries on from the version that is there now."""
    return page(
        request,
        "goals/edit.html",
        {
            "found": found,
            "form": form,
            "steps": steps,
            "is_draft": found.line.state is GoalState.DRAFT,
            "number": found.latest.number + 1,
            "expect": found.latest.number,
            "problem": problem,
            "wrong": request.method == "POST" and not _more(request),
        },
        status=CONFLICT if problem else 200,
    )


def _told(error: LiuxinError, *forms: Any) -> str:
    """Say why it was not done, beside its field where there is one on the page, and above the form."""
    blame(error, *forms)
    return labels.said(error)


def _more(request: HttpRequest) -> int:
    """Tell how many rows of steps were asked for."""
    return 2 if request.method == "POST" and request.POST.get("do") == "step" else 0


def _is_whole(form: GoalForm, steps: list[StepForm]) -> bool:
    """Tell whether everything could be read; a goal has at least one step."""
    readable = all([form.is_valid(), *(step.is_valid() for step in steps)])
    if not _filled(steps) and steps:
        steps[0].add_error("text", _("Write at least one step with its day."))
        return False
    return readable


def _filled(steps: list[StepForm]) -> list[StepForm]:
    return [step for step in steps if not step.is_empty]


def _departments(keys: list[int], cycle: CycleView) -> list[tuple[int, str]]:
    phases = queries.phases(cycle.id)
    return [(key, labels.text(phases[key].name)) for key in keys]


def _asked(request: HttpRequest, own: int, offered: list[GoalLevel]) -> dict[str, Any]:
    """Give what the address asks for; else one's own goal, or the highest that one may write."""
    level = GoalLevel.PERSON if GoalLevel.PERSON in offered else offered[0]
    told = {name: request.GET[name] for name in ("level", "department", "owner", "manager") if request.GET.get(name)}
    return {"level": level.value, "owner": own} | told


def _link_form(request: HttpRequest, given: Any, cycle: CycleView) -> LinkForm:
    asks = standing.of(request)
    wanted = {name: request.GET[name] for name in ("parent", "objective") if request.GET.get(name)}
    return LinkForm(
        given,
        parents=choosing.parents(asks, cycle.id),
        objectives=choosing.objectives(),
        duties=choosing.duties(cycle),
        initial=wanted,
    )


def _require_writer(request: HttpRequest, line: GoalLine) -> None:
    allowed = permissions.may_write_goal(
        standing.of(request), line.level, department=line.department, owner=line.owner, manager=line.manager
    )
    if not allowed:
        raise NotAllowedError("plan.may_not_write_goal")
