"""The life cycle as data: stages per kind of customer are named, ordered, added, replaced."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from liuxin.desk.customers import actions, permissions
from liuxin.desk.customers import queries as customers
from liuxin.desk.customers.words import CustomerKind, StageLine
from liuxin.interfaces.web.customers import labels
from liuxin.interfaces.web.customers.forms.shaping import NewStageForm, RetireForm, StageNameForm
from liuxin.interfaces.web.customers.views.deeds import attempt, places
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import page, posted
from liuxin.kernel.errors import NotAllowedError, NotFoundError

SAID = _("The life cycle was changed.")


@require_http_methods(["GET", "POST"])
@login_required
def cycle(request: HttpRequest) -> HttpResponse:
    """Show the stages; let those who shape the life cycle add one."""
    asks = standing.of(request)
    if not (permissions.may_look_up(asks) or asks.sees_everything or permissions.may_shape_life_cycle(asks)):
        raise NotAllowedError("customers.not_open")
    form, status = NewStageForm(posted(request), auto_id="new-%s"), 200
    if request.method == "POST":
        by, at = standing.actor(request), timezone.now()
        status = attempt(
            request,
            form,
            lambda: actions.add_stage(
                **form.cleaned_data | {"kind": CustomerKind(form.cleaned_data["kind"])}, by=by, at=at
            ),
            SAID,
        )
        if not status:
            return redirect("customers:cycle")
    return _shown(request, form, status=status)


@require_POST
@login_required
def stage(request: HttpRequest, stage: str, act: str) -> HttpResponse:
    """Rename, move or retire a stage."""
    lines = customers.stage_lines()
    line = next((one for one in lines if one.name.code == stage), None)
    if line is None:
        raise NotFoundError("customers.unknown_stage", stage=stage)
    by, at = standing.actor(request), timezone.now()
    form: forms.Form
    do: Callable[[], object]
    if act == "rename":
        form = StageNameForm(request.POST, auto_id=f"stage-{stage}-%s")
        do = lambda: actions.rename_stage(stage=stage, **form.cleaned_data, by=by, at=at)  # noqa: E731
    elif act == "retire":
        form = RetireForm(request.POST, choices=_others(lines, line), auto_id=f"retire-{stage}-%s")
        do = lambda: actions.retire_stage(stage=stage, into=form.cleaned_data["into"], by=by, at=at)  # noqa: E731
    elif act in {"up", "down"}:
        form = forms.Form(request.POST)
        codes = _swapped(lines, line, -1 if act == "up" else 1)
        do = lambda: actions.order_stages(kind=line.name.kind, codes=codes, by=by, at=at)  # noqa: E731
    else:
        raise NotFoundError("customers.unknown_stage", stage=stage)
    status = attempt(request, form, do, SAID)
    if status:
        return _shown(request, NewStageForm(auto_id="new-%s"), refused=(stage, form), status=status)
    return redirect("customers:cycle")


def _swapped(lines: tuple[StageLine, ...], line: StageLine, step: int) -> list[str]:
    codes = [one.name.code for one in lines if one.name.kind is line.name.kind and not one.name.retired]
    if line.name.code in codes:
        place = codes.index(line.name.code)
        other = min(max(place + step, 0), len(codes) - 1)
        codes[place], codes[other] = codes[other], codes[place]
    return codes


def _others(lines: tuple[StageLine, ...], line: StageLine) -> list[tuple[str, str]]:
    return [
        (one.name.code, labels.stage(one.name))
        for one in lines
        if one.name.kind is line.name.kind and not one.name.retired and one.name.code != line.name.code
    ]


def _shown(
    request: HttpRequest, form: NewStageForm, *, refused: tuple[str, forms.Form] | None = None, status: int
) -> HttpResponse:
    asks = standing.of(request)
    lines = customers.stage_lines()
    context = {
        "kinds": [
            (labels.KIND[kind], [_row(one, lines, refused) for one in lines if one.name.kind is kind])
            for kind in CustomerKind
        ],
        "form": form,
        "may_shape": permissions.may_shape_life_cycle(asks),
        "places": places(asks, "customers:cycle") if permissions.may_look_up(asks) else [],
    }
    return page(request, "customers/cycle.html", context, status=status)


def _row(line: StageLine, lines: tuple[StageLine, ...], refused: tuple[str, forms.Form] | None) -> dict[str, Any]:
    code = line.name.code
    bound = refused[1] if refused and refused[0] == code else None
    retire = RetireForm(choices=_others(lines, line), auto_id=f"retire-{code}-%s")
    return {
        "line": line,
        "label": labels.stage(line.name),
        "rename": bound if isinstance(bound, StageNameForm) else StageNameForm.of(line.name),
        "retire": bound if isinstance(bound, RetireForm) else retire,
        "problem": bound,
    }
