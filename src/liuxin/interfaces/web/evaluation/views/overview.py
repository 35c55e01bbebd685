"""How far evaluation is, and what those who run it do: open the forms, score, end the phase."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.interfaces.jobs import scoring
from liuxin.interfaces.web.evaluation import labels
from liuxin.interfaces.web.evaluation.forms import OpenForm, ScoreForm
from liuxin.interfaces.web.evaluation.pages import overview as laid
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import CONFLICT, page, posted
from liuxin.kernel.errors import LiuxinError, NotAllowedError, NotFoundError
from liuxin.performance.evaluation import actions, permissions, queries
from liuxin.performance.evaluation.words import WAITS, DepartmentProgress
from liuxin.performance.plan import queries as plan


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Show my forms in short, and to those who run it how far each department is."""
    asks, now = standing.of(request), timezone.now()
    cycles = plan.cycles()
    cycle = plan.chosen(request.GET.get("cycle", ""), cycles)
    if cycle is None:
        return page(request, "evaluation/home.html", {"cycle": None})
    mine = queries.my_forms(asks.person_id, now) if asks.person_id is not None else ()
    found = queries.progress(asks, cycle.id)
    progress = queries.phase_progress(asks, cycle.id, now) if found else {}
    names = organisation.department_names({each.department for each in found})
    own = queries.versions(asks, asks.person_id, cycle.id) if asks.person_id is not None else ()
    return page(
        request,
        "evaluation/home.html",
        {
            "cycle": cycle,
            "name": labels.text(cycle.name),
            "others": [(each.id, labels.text(each.name)) for each in cycles if each.id != cycle.id],
            "waiting": sum(each.state in WAITS for each in mine),
            "mine": len(mine),
            "own_url": reverse("evaluation:person", args=[cycle.id, asks.person_id]) if own else "",
            "departments": laid.departments(cycle.id, found, names, progress, asks=asks, zone=organisation.zone()),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def open_forms(request: HttpRequest, cycle: int, department: int) -> HttpResponse:
    """Open the forms of a department until a day."""
    asks, now = standing.of(request), timezone.now()
    found = _require(asks, cycle, department)
    if not permissions.may_open_forms(asks, department):
        raise NotAllowedError("evaluation.may_not_open_forms")
    form, status = OpenForm(posted(request)), 200
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.open_forms(
                cycle_id=cycle,
                department=department,
                expires_at=form.ends(organisation.zone()),
                by=standing.actor(request),
                at=now,
            )
        except LiuxinError as error:
            form.blame(error)
            status = CONFLICT
        else:
            said = _("%(n)s forms opened. %(m)s raters have none yet, because they may not rate.")
            messages.success(request, said % {"n": done.forms, "m": done.without})
            return redirect(_home(cycle))
    context = {**_place(cycle, department), "form": form, "found": found}
    return page(request, "evaluation/open.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def score(request: HttpRequest, cycle: int, department: int) -> HttpResponse:
    """Score a department; a second time with a reason."""
    asks, now = standing.of(request), timezone.now()
    found = _require_runner(asks, cycle, department)
    form, status = ScoreForm(posted(request)), 200
    if request.method == "POST" and form.is_valid():
        try:
            done = scoring.score(
                cycle_id=cycle,
                department=department,
                by=standing.actor(request),
                at=now,
                reason=form.cleaned_data["reason"],
            )
        except LiuxinError as error:
            form.blame(error)
            status = CONFLICT
        else:
            messages.success(
                request, _("%(n)s results, provisional until they were talked through.") % {"n": done.results}
            )
            return redirect(_home(cycle))
    context = {**_place(cycle, department), "form": form, "found": found, "again": bool(found.results)}
    return page(request, "evaluation/score.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def finish(request: HttpRequest, cycle: int, department: int) -> HttpResponse:
    """End the phase of a department."""
    asks = standing.of(request)
    found = _require_runner(asks, cycle, department)
    form, status = ScoreForm(posted(request)), 200
    if request.method == "POST":
        form.is_valid()
        try:
            actions.finish_evaluation(
                cycle_id=cycle, department=department, by=standing.actor(request), at=timezone.now()
            )
        except LiuxinError as error:
            form.blame(error)
            status = CONFLICT
        else:
            messages.success(request, _("The phase is finished. The talks can begin."))
            return redirect(_home(cycle))
    context = {**_place(cycle, department), "form": form, "found": found}
    return page(request, "evaluation/finish.html", context, status=status)


def _require(asks: Standing, cycle: int, department: int) -> DepartmentProgress:
    """Give a department that the reader may look at; for others there is none."""
    found = next((each for each in queries.progress(asks, cycle) if each.department == department), None)
    if found is None:
        raise NotFoundError("evaluation.no_such_department")
    return found


def _require_runner(asks: Standing, cycle: int, department: int) -> DepartmentProgress:
    found = _require(asks, cycle, department)
    if not permissions.may_run(asks, department):
        raise NotAllowedError("evaluation.may_not_score")
    return found


def _place(cycle: int, department: int) -> dict[str, object]:
    names, found = organisation.department_names([department]), plan.cycle(cycle)
    return {
        "cycle": found,
        "cycle_name": labels.text(found.name),
        "department": department,
        "department_name": labels.text(names[department]) if department in names else "",
        "back": _home(cycle),
    }


def _home(cycle: int) -> str:
    return f"{reverse('evaluation:home')}?cycle={cycle}"
