"""The tasks of a cycle: planned, made clearer, finished, dropped."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import CONFLICT, page, posted
from liuxin.interfaces.web.plan.forms.cycles import TaskForm
from liuxin.interfaces.web.plan.forms.fields import show
from liuxin.kernel.errors import ConflictError, LiuxinError, NotAllowedError
from liuxin.performance.plan import actions, permissions, queries
from liuxin.performance.plan.words import CycleView, TaskState, TaskView, mark


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: HttpRequest, cycle: int) -> HttpResponse:
    """Plan a task."""
    asks, found = standing.of(request), queries.cycle(cycle)
    if not any(permissions.looks_after(asks, key) for key in found.departments):
        raise NotAllowedError("plan.may_not_plan_tasks")
    form = _form(request, found, asks, {"phase": 1})
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_task(cycle_id=cycle, new=form.new, by=standing.actor(request), at=timezone.now())
        except LiuxinError as error:
            show(form, error)
        else:
            messages.success(request, _("The task is planned."))
            return redirect(_home(cycle))
    return page(request, "plan/task.html", {"form": form, "found": found, "name": shown.text(found.name)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def one(request: HttpRequest, task: int) -> HttpResponse:
    """Say more clearly what a task is."""
    asks = standing.of(request)
    key, held = queries.task(asks, task)
    found = queries.cycle(key)
    if not permissions.looks_after(asks, held.department):
        raise NotAllowedError("plan.may_not_plan_tasks")
    form = _form(request, found, asks, _initial(held), held.owner)
    problem: ConflictError | None = None
    if request.method == "POST" and form.is_valid():
        try:
            by, expect = standing.actor(request), request.POST.get("expect", "")
            actions.change_task(task_id=task, new=form.new, expect=expect, by=by, at=timezone.now())
        except ConflictError as error:
            problem = error
        except LiuxinError as error:
            show(form, error)
        else:
            messages.success(request, _("The task is saved."))
            return redirect(_home(key))
    told = {"form": form, "found": found, "name": shown.text(found.name), "held": held, "problem": problem}
    told["expect"] = mark(held) if problem or request.method != "POST" else request.POST.get("expect", "")
    return page(request, "plan/task.html", told, status=CONFLICT if problem else 200)


@require_POST
@login_required
def act(request: HttpRequest, task: int, state: TaskState) -> HttpResponse:
    """Finish a task, drop it, or open it again."""
    key, _held = queries.task(standing.of(request), task)
    actions.set_task(task_id=task, state=state, by=standing.actor(request), at=timezone.now())
    done = {
        TaskState.DONE: _("The task is done."),
        TaskState.DROPPED: _("The task is dropped."),
        TaskState.OPEN: _("The task is open again."),
    }
    messages.success(request, done[state])
    return redirect(_home(key))


def _home(cycle: int) -> str:
    return f"{reverse('plan:home')}?cycle={cycle}#tasks"


def _form(
    request: HttpRequest, found: CycleView, asks: Standing, initial: dict[str, object], owner: int | None = None
) -> TaskForm:
    phases = queries.phases(found.id)
    departments = [(key, shown.text(each.name)) for key, each in phases.items() if permissions.looks_after(asks, key)]
    if permissions.looks_after(asks, None):
        departments.insert(0, ("", _("the whole cycle")))  # type: ignore[arg-type]  # nothing chosen is a choice too
    people = {each.person for each in queries.participants(found.id) if each.left_at is None}
    named = organisation.names(people | {key for key in (owner, asks.person_id) if key is not None})
    owners = sorted(((key, shown.name(name)) for key, name in named.items()), key=lambda pair: pair[1])
    given = posted(request)
    return TaskForm(given, departments=departments, owners=owners, initial=initial)


def _initial(held: TaskView) -> dict[str, object]:
    return {
        "title_zh": held.title.zh,
        "title_en": held.title.en,
        "phase": held.phase.value,
        "department": held.department,
        "owner": held.owner,
        "start_on": held.start_on,
        "due_on": held.due_on,
        "hours": held.hours,
        "level_zh": held.level.zh,
        "level_en": held.level.en,
    }
