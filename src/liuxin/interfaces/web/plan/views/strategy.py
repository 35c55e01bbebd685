"""The strategy: texts and objectives, read by all and written by the director."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Role
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import CONFLICT, page, posted
from liuxin.interfaces.web.plan import labels
from liuxin.interfaces.web.plan.forms.fields import both, show
from liuxin.interfaces.web.plan.forms.strategy import ObjectiveForm, TextForm, moment
from liuxin.interfaces.web.plan.pages import strategy as laid
from liuxin.kernel.errors import ConflictError, LiuxinError, NotAllowedError
from liuxin.performance.plan import actions, permissions, queries
from liuxin.performance.plan.words import ObjectiveState, ObjectiveView, TextKind


@require_safe
@login_required
def strategy(request: HttpRequest) -> HttpResponse:
    """Show vision, mission, ways, values, and the objectives by side."""
    asks, found, zone = standing.of(request), queries.strategy(), organisation.zone()
    running = queries.current_cycle()
    covered = queries.coverage(asks, running.id) if running and found.objectives else None
    people = {each.owner for each in found.objectives} | {each.written_by for each in found.texts}
    names = organisation.names(key for key in people if key is not None)
    return page(
        request,
        "plan/strategy.html",
        {
            "texts": laid.texts(found, names, zone),
            "sides": laid.sides(found.objectives, names, covered),
            "count": len(found.objectives),
            "unmeasured": [laid.title_of(each) for each in found.objectives if not each.is_measured],
            "answered": laid.answered(queries.environment()),
            "may_write": permissions.may_write_strategy(asks),
            "running": shown.text(running.name) if running else "",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def text(request: HttpRequest, kind: TextKind) -> HttpResponse:
    """Write a text of the strategy anew."""
    _require_writer(request)
    versions = queries.texts(kind)
    latest = versions[0] if versions else None
    initial = {"expect": latest.version if latest else 0}
    if latest:
        initial |= {"text_zh": latest.text.zh, "text_en": latest.text.en}  # type: ignore[dict-item]  # of texts
    form = TextForm(posted(request), auto_id="text-%s", initial=initial)
    problem: ConflictError | None = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_text(
                kind=kind,
                text=both(form, "text"),
                expect=form.cleaned_data["expect"],
                by=standing.actor(request),
                at=timezone.now(),
            )
        except ConflictError as error:
            problem = error
        except LiuxinError as error:
            show(form, error)
        else:
            messages.success(request, _("The text is written."))
            return redirect("plan:strategy")
    told = {
        "form": form,
        "kind": labels.TEXTS[kind],
        "problem": problem,
        "latest": latest.version if latest else 0,
        "versions": laid.versions(versions, organisation.zone()),
    }
    return page(request, "plan/text.html", told, status=CONFLICT if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def objective_new(request: HttpRequest) -> HttpResponse:
    """Set an objective."""
    _require_writer(request)
    today = timezone.now().date()
    initial = {"start": today.replace(month=1, day=1), "end": today.replace(month=12, day=31)}
    form = ObjectiveForm(posted(request), owners=_owners(), initial=dict(initial), is_new=True)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_objective(new=form.new, by=standing.actor(request), at=timezone.now())
        except LiuxinError as error:
            show(form, error)
        else:
            messages.success(request, _("The objective is set."))
            return redirect("plan:strategy")
    return page(request, "plan/objective.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def objective(request: HttpRequest, objective: int) -> HttpResponse:
    """Write an objective anew."""
    found = _objective(request, objective)
    form = ObjectiveForm(
        posted(request), owners=_owners(found.owner), initial=laid.objective_initial(found), is_new=False
    )
    problem: ConflictError | None = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_objective(
                objective_id=objective,
                new=form.new,
                expect=moment(form.cleaned_data["expect"]) or timezone.now(),
                by=standing.actor(request),
                at=timezone.now(),
            )
        except ConflictError as error:
            problem = error
        except LiuxinError as error:
            show(form, error)
        else:
            messages.success(request, _("The objective is saved."))
            return redirect("plan:strategy")
    told = {"form": form, "found": found, "problem": problem, "now": found.changed_at.isoformat()}
    return page(request, "plan/objective.html", told, status=CONFLICT if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def objective_drop(request: HttpRequest, objective: int) -> HttpResponse:
    """Drop an objective, once it was confirmed."""
    found = _objective(request, objective)
    if request.method == "POST":
        actions.drop_objective(objective_id=objective, by=standing.actor(request), at=timezone.now())
        messages.success(request, _("The objective is dropped."))
        return redirect("plan:strategy")
    return page(request, "plan/objective_drop.html", {"found": found, "title": shown.text(found.title)})


def _require_writer(request: HttpRequest) -> None:
    if not permissions.may_write_strategy(standing.of(request)):
        raise NotAllowedError("plan.may_not_write_strategy")


def _objective(request: HttpRequest, key: int) -> ObjectiveView:
    found = queries.objective(standing.of(request), key)
    _require_writer(request)
    if found.state is ObjectiveState.DROPPED:
        raise ConflictError("plan.objective_dropped_already")
    return found


def _owners(held: int | None = None) -> list[tuple[int, str]]:
    now = timezone.now()
    keys = {key for role in (Role.DIRECTOR, Role.MANAGER) for key in organisation.people_with_role(role, now)}
    named = organisation.names(keys | ({held} if held else set()))
    return sorted(((key, shown.name(name)) for key, name in named.items()), key=lambda pair: pair[1])
