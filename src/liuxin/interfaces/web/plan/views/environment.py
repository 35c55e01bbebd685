"""The environment: strengths, weaknesses, opportunities, threats, and the objective that answers each."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import page, posted
from liuxin.interfaces.web.plan import labels
from liuxin.interfaces.web.plan.forms.fields import both, show
from liuxin.interfaces.web.plan.forms.strategy import LineForm
from liuxin.interfaces.web.plan.pages import strategy as laid
from liuxin.kernel.errors import LiuxinError, NotAllowedError, NotFoundError
from liuxin.kernel.text import Bilingual
from liuxin.performance.plan import actions, permissions, queries
from liuxin.performance.plan.words import ObjectiveView, Quadrant


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def environment(request: HttpRequest) -> HttpResponse:
    """Show the environment of the whole or of a department, and take in a line."""
    asks, names = standing.of(request), _departments()
    department = _department(request.GET.get("department", ""), names)
    may_write = permissions.may_write_environment(asks, department)
    if request.method == "POST" and not may_write:
        raise NotAllowedError("plan.may_not_write_environment")
    objectives = {each.id: each for each in queries.objectives()}
    form = LineForm(posted(request), objectives=_choices(objectives))
    if request.method == "POST" and form.is_valid() and _noted(request, form, department):
        messages.success(request, _("The line is noted."))
        return redirect(_address(department))
    lines = queries.environment(department)
    return page(
        request,
        "plan/environment.html",
        {
            "fields": laid.fields(lines, objectives),
            "count": len(lines),
            "place": shown.text(names[department]) if department else "",
            "places": _places(names, department),
            "form": form,
            "may_write": may_write,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def line(request: HttpRequest, line: int) -> HttpResponse:
    """Say which objective answers a line, or take the line away."""
    asks = standing.of(request)
    found = queries.environment_line(asks, line)
    if not permissions.may_write_environment(asks, found.department):
        raise NotAllowedError("plan.may_not_write_environment")
    objectives = {each.id: each for each in queries.objectives()}
    given = posted(request)
    form = LineForm(given, objectives=_choices(objectives), only_link=True, initial={"objective": found.objective})
    if given is not None and form.is_valid():
        by, now = standing.actor(request), timezone.now()
        if given.get("do") == "drop":
            actions.drop_environment(line_id=line, by=by, at=now)
            messages.success(request, _("The line is taken away."))
        else:
            actions.link_environment(line_id=line, objective=form.cleaned_data["objective"], by=by, at=now)
            messages.success(request, _("Saved."))
        return redirect(_address(found.department))
    told = {"form": form, "text": shown.text(found.text), "field": labels.QUADRANTS[found.quadrant]}
    return page(request, "plan/environment_line.html", told | {"back": _address(found.department)})


def _departments() -> dict[int, Bilingual]:
    return {node.id: node.name for node in organisation.departments() if node.id is not None}


def _department(asked: str, names: dict[int, Bilingual]) -> int | None:
    if not asked:
        return None
    found = next((key for key in names if str(key) == asked), None)
    if found is None:
        raise NotFoundError("plan.no_such_department")
    return found


def _address(department: int | None) -> str:
    return reverse("plan:environment") + (f"?department={department}" if department else "")


def _places(names: dict[int, Bilingual], chosen: int | None) -> list[tuple[str, str, bool]]:
    whole = ("", _("the whole organisation"), chosen is None)
    return [whole, *((str(key), shown.text(name), key == chosen) for key, name in names.items())]


def _choices(objectives: dict[int, ObjectiveView]) -> list[tuple[int, str]]:
    return [(key, laid.title_of(each)) for key, each in objectives.items()]


def _noted(request: HttpRequest, form: LineForm, department: int | None) -> bool:
    try:
        actions.note_environment(
            quadrant=Quadrant(form.cleaned_data["quadrant"]),
            text=both(form, "text"),
            department=department,
            objective=form.cleaned_data["objective"],
            by=standing.actor(request),
            at=timezone.now(),
        )
    except NotAllowedError:
        raise
    except LiuxinError as error:
        show(form, error)
        return False
    return True
