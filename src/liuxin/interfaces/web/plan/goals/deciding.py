"""What a goal serves, giving one up, and completing phase 1 of a department."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import page, posted
from liuxin.interfaces.web.plan.goals import choosing, labels
from liuxin.interfaces.web.plan.goals.forms import LinkForm, blame
from liuxin.interfaces.web.plan.goals.shown import rows
from liuxin.interfaces.wording.catalogue import sentence
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError, RuleBrokenError
from liuxin.performance.plan import actions, permissions, queries
from liuxin.performance.plan.words import GoalLine

BAD, CONFLICT = 400, 409


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def link(request: HttpRequest, goal: int) -> HttpResponse:
    """Say what a goal serves and touches."""
    asks = standing.of(request)
    found = queries.goal(asks, goal)
    _require_writer(request, found.line)
    cycle = queries.cycle(found.line.cycle)
    form = LinkForm(
        posted(request),
        parents=choosing.parents(asks, cycle.id, level=found.line.level, but=goal),
        objectives=choosing.objectives(),
        duties=choosing.duties(cycle, found.line.department),
        initial={
            "parent": found.line.parent,
            "objective": found.line.objective,
            "duties": [duty.id for duty in found.duties],
        },
    )
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.link_goal(goal_id=goal, **form.cleaned_data, by=standing.actor(request), at=timezone.now())
        except (BadInputError, ConflictError, RuleBrokenError) as error:
            problem = "" if blame(error, form) else labels.said(error)
        else:
            messages.success(request, _("What it serves is kept."))
            return redirect("plan:goal", goal)
    [row] = rows([found.line])
    status = CONFLICT if problem or (request.method == "POST" and form.errors) else 200
    return page(request, "goals/link.html", {"row": row, "form": form, "problem": problem}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def drop(request: HttpRequest, goal: int) -> HttpResponse:
    """Give a goal up, once the reason is said."""
    found = queries.goal(standing.of(request), goal)
    _require_writer(request, found.line)
    reason, problem, status = request.POST.get("reason", ""), "", 200
    if request.method == "POST":
        try:
            actions.drop_goal(goal_id=goal, reason=reason, by=standing.actor(request), at=timezone.now())
        except (BadInputError, ConflictError, RuleBrokenError) as error:
            problem, status = labels.said(error), BAD if isinstance(error, BadInputError) else CONFLICT
        else:
            messages.success(request, _("The goal is given up; what was said stays on record."))
            return redirect("plan:goal", goal)
    [row] = rows([found.line])
    return page(request, "goals/drop.html", {"row": row, "reason": reason, "problem": problem}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def finish(request: HttpRequest, cycle: int, department: int) -> HttpResponse:
    """Complete phase 1 of a department, once it was confirmed."""
    asks, found = standing.of(request), queries.cycle(cycle)
    progress = queries.phase_progress(asks, cycle).get(department)
    if department not in found.departments or progress is None:
        raise NotFoundError("plan.not_in_cycle")
    if not permissions.looks_after(asks, department):
        raise NotAllowedError("plan.may_not_complete")
    problem = ""
    if request.method == "POST":
        try:
            actions.finish_planning(
                cycle_id=cycle, department=department, by=standing.actor(request), at=timezone.now()
            )
        except (ConflictError, RuleBrokenError) as error:
            problem = labels.said(error)
        else:
            messages.success(request, _("Phase 1 is complete; phase 2 is open."))
            return redirect(f"{reverse('plan:goals')}?cycle={cycle}")
    names = organisation.names(progress.late)
    told = {
        "cycle": found,
        "name": labels.text(organisation.department_names([department])[department]),
        "progress": progress,
        "late": [names[key] for key in progress.late if key in names],
        "missing": [sentence(code, labels.language()) for code in progress.missing],
        "problem": problem,
    }
    return page(request, "goals/finish.html", told, status=CONFLICT if problem else 200)


def _require_writer(request: HttpRequest, line: GoalLine) -> None:
    allowed = permissions.may_write_goal(
        standing.of(request), line.level, department=line.department, owner=line.owner, manager=line.manager
    )
    if not allowed:
        raise NotAllowedError("plan.may_not_write_goal")
