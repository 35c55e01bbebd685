"""Templates and macros: the list, and a page on which each is kept."""

from typing import Any, TypeVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liuxin.desk.cases import actions, permissions, queries
from liuxin.desk.cases.words.answering import MacroView, TemplateView, Variable
from liuxin.desk.organisation.words import Standing
from liuxin.interfaces.web.cases import keeping, people
from liuxin.interfaces.web.cases.clock import in_house_time
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import STATUS, page, posted
from liuxin.interfaces.web.organisation.forms import show
from liuxin.kernel.errors import BadInputError, NotAllowedError, NotFoundError

REFUSED = (BadInputError, NotFoundError)
Held = TypeVar("Held", TemplateView, MacroView)


@require_safe
@login_required
@in_house_time
def home(request: HttpRequest) -> HttpResponse:
    """Show the templates and macros that one may use."""
    asks, search = _keeper(request), request.GET.get("q", "")
    return page(
        request,
        "cases/templates.html",
        {
            "templates": [(one, keeping.whose(one)) for one in queries.templates(asks, search)],
            "macros": [
                (one, keeping.whose(one), [keeping.DEED[step.deed] for step in one.steps])
                for one in queries.macros(asks)
            ],
            "q": search,
        },
    )


@require_http_methods(["GET", "POST"])
@login_required
@in_house_time
def template(request: HttpRequest, template: int | None = None) -> HttpResponse:
    """Keep a template."""
    asks, now = _keeper(request), timezone.now()
    held = _changeable(queries.template(asks, template)) if template is not None else None
    form = keeping.TemplateForm(posted(request), initial=_begun(held), auto_id="template-%s", **_choices(asks))
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                actions.keep_template(template=template, new=form.new(), by=standing.actor(request), at=now)
            except REFUSED as problem:
                show(form, problem)
                status = STATUS[type(problem)]
            else:
                messages.success(request, _("The template is kept."))
                return redirect("cases:templates")
    context = {
        "form": form,
        "held": held,
        "variables": [f"{{{{{word.value}}}}}" for word in Variable],
        "versions": queries.versions(asks, template) if template is not None else (),
    }
    return page(request, "cases/template.html", context, status=status)


@require_http_methods(["GET", "POST"])
@login_required
@in_house_time
def macro(request: HttpRequest, macro: int | None = None) -> HttpResponse:
    """Keep a macro."""
    asks, now = _keeper(request), timezone.now()
    held = _changeable(queries.macro_of(asks, macro)) if macro is not None else None
    form = keeping.KeptForm(posted(request), initial=_begun(held), auto_id="macro-%s", **_choices(asks))
    steps = _steps(request, asks, held)
    status = 200
    if request.method == "POST":
        status = 400
        if all([form.is_valid(), *(step.is_valid() for step in steps)]):
            try:
                new = keeping.new_macro(form, steps)
                actions.keep_macro(macro=macro, new=new, by=standing.actor(request), at=now)
            except REFUSED as problem:
                show(form, problem)
                status = STATUS[type(problem)]
            else:
                messages.success(request, _("The macro is kept."))
                return redirect("cases:templates")
    return page(request, "cases/macro.html", {"form": form, "steps": steps, "held": held}, status=status)


@require_POST
@login_required
def put_away_template(request: HttpRequest, template: int) -> HttpResponse:
    """Put a template away."""
    actions.retire_template(template=template, by=standing.actor(request), at=timezone.now())
    messages.success(request, _("The template is put away."))
    return redirect("cases:templates")


@require_POST
@login_required
def put_away_macro(request: HttpRequest, macro: int) -> HttpResponse:
    """Put a macro away."""
    actions.retire_macro(macro=macro, by=standing.actor(request), at=timezone.now())
    messages.success(request, _("The macro is put away."))
    return redirect("cases:templates")


def _keeper(request: HttpRequest) -> Standing:
    asks = standing.of(request)
    if not permissions.may_keep_templates(asks):
        raise NotAllowedError("cases.not_allowed", act=_("Templates and macros"))
    return asks


def _changeable(held: Held) -> Held:
    if not held.may_change:
        raise NotAllowedError("cases.not_allowed", act=_("Templates and macros"))
    return held


def _begun(held: TemplateView | MacroView | None) -> dict[str, object]:
    if held is None:
        return {}
    texts = {"text_zh": held.text_zh, "text_en": held.text_en} if isinstance(held, TemplateView) else {}
    return {"name": held.name, "scope": held.scope.value, "team": held.team.id if held.team else None, **texts}


def _choices(asks: Standing) -> dict[str, Any]:
    for_all = permissions.may_keep_for_all(asks)
    teams = people.all_teams(timezone.now()) if for_all or asks.teams_led else []
    led = {str(key) for key in asks.teams_led}
    return {
        "scopes": keeping.scopes(asks, for_all=for_all),
        "teams": [pair for pair in teams if for_all or pair[0] in led],
    }


def _steps(request: HttpRequest, asks: Standing, held: MacroView | None) -> list[keeping.StepForm]:
    templates = [(str(one.id), one.name) for one in queries.templates(asks)]
    teams = people.all_teams(timezone.now())
    return [
        keeping.StepForm(
            posted(request),
            initial=keeping.step_data(held, place),
            prefix=f"step{place}",
            templates=templates,
            teams=teams,
        )
        for place in keeping.STEPS
    ]
