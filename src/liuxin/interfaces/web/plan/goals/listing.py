"""The cascade of a cycle, how far its signing is, and what nothing covers."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import PersonName, Standing
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import page
from liuxin.interfaces.web.plan.goals import choosing, labels
from liuxin.interfaces.web.plan.goals.forms import FilterForm
from liuxin.interfaces.web.plan.goals.shown import rows
from liuxin.interfaces.wording.catalogue import sentence
from liuxin.kernel.text import Bilingual
from liuxin.kernel.waiting import PhaseProgress
from liuxin.performance.plan import permissions, queries
from liuxin.performance.plan.words import Coverage, CycleView, GoalFilter, GoalLevel, GoalState, Phase, PhaseView

MOST = 300
FEW = 8


@dataclass(frozen=True, slots=True)
class Signing:
    """How far one department is, as the page tells it."""

    department: int
    name: Bilingual
    done: int
    all: int
    state: str
    missing: tuple[str, ...]
    late: tuple[PersonName, ...]
    more: int
    may_finish: bool
    is_over: bool


@require_safe
@login_required
def goals(request: HttpRequest) -> HttpResponse:
    """Show the goals of a cycle as a cascade; those that fit, where something is looked for."""
    asks = standing.of(request)
    known = queries.cycles()
    cycle = queries.chosen(request.GET.get("cycle", ""), known)
    if cycle is None:
        return page(request, "goals/no_cycle.html", {"may_open": permissions.may_begin_cycle(asks)})
    phases = queries.phases(cycle.id)
    form = FilterForm(request.GET, departments=[(key, labels.text(one.name)) for key, one in phases.items()])
    found = queries.goals(asks, cycle.id, _wanted(form))
    return page(
        request,
        "goals/goals.html",
        {
            "cycle": cycle,
            "cycles": [(each.id, labels.text(each.name), each.id == cycle.id) for each in known],
            "form": form,
            "rows": rows(found[:MOST]),
            "more": max(0, len(found) - MOST),
            "looked_for": any(request.GET.get(name) for name in form.fields),
            "signing": _signing(asks, cycle, phases),
            "cover": _cover(queries.coverage(asks, cycle.id)),
            "may_begin": cycle.is_open and choosing.may_begin(asks, cycle),
            "today": timezone.now().date(),
        },
    )


def _wanted(form: FilterForm) -> GoalFilter:
    given = form.cleaned_data if form.is_valid() else {}
    return GoalFilter(
        search=given.get("q") or "",
        level=GoalLevel(given["level"]) if given.get("level") else None,
        department=given.get("department"),
        state=GoalState(given["state"]) if given.get("state") else None,
    )


def _signing(asks: Standing, cycle: CycleView, phases: Mapping[int, PhaseView]) -> list[Signing]:
    progress = queries.phase_progress(asks, cycle.id)
    names = organisation.names(key for each in progress.values() for key in each.late[:FEW])
    return [_of(asks, cycle, one, progress[key], names) for key, one in phases.items() if key in progress]


def _of(
    asks: Standing, cycle: CycleView, one: PhaseView, told: PhaseProgress, names: Mapping[int, PersonName]
) -> Signing:
    is_over = one.now != Phase.PLAN
    may = cycle.is_open and not is_over and permissions.looks_after(asks, one.department)
    return Signing(
        department=one.department,
        name=one.name,
        done=told.done,
        all=told.all,
        state="good" if told.is_complete else "none",
        missing=tuple(sentence(code, labels.language()) for code in told.missing),
        late=tuple(names[key] for key in told.late[:FEW] if key in names),
        more=max(0, len(told.late) - FEW),
        may_finish=may and told.is_complete,
        is_over=is_over,
    )


def _cover(found: Coverage) -> dict[str, object]:
    """Give coverage with the sentences of what cannot be told."""
    return {
        "objectives": [labels.text(each.title) for each in found.objectives],
        "unsigned": [labels.text(each.title) for each in found.unsigned],
        "served": found.served,
        "goals": rows(found.goals[:FEW]),
        "more_goals": max(0, len(found.goals) - FEW),
        "duties": [labels.text(each.text) for each in found.duties[:FEW]],
        "more_duties": max(0, len(found.duties) - FEW),
        "touched": found.touched,
        "counted": found.counted,
        "no": {code.rsplit(".", 1)[-1]: sentence(code, labels.language()) for code in found.cannot_tell},
    }
