"""Conflicts of interest: my declaration before a round, and HR's decisions."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.web.evaluators import labels
from liuxin.interfaces.web.evaluators.forms import DeclareForm
from liuxin.interfaces.web.evaluators.pages import conflicts as laid
from liuxin.interfaces.web.evaluators.views.training import person_of
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import CONFLICT, page, posted
from liuxin.kernel.errors import LiuxinError, RuleBrokenError
from liuxin.performance.evaluators import actions, queries
from liuxin.performance.evaluators.words import Decision, NewConflict
from liuxin.performance.plan import queries as plan


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def declare(request: HttpRequest, cycle: int) -> HttpResponse:
    """Declare before a round, and see what I declared."""
    person, found = person_of(request), plan.cycle(cycle)
    mine = [row.ratee for row in queries.ratees_of(person, cycle) if row.ratee != person]
    declared = queries.own_declarations(person, cycle)
    names = organisation.names({*mine, *(each.about for each in declared if each.about is not None)})
    told = {each.about for each in declared}
    choices = [(key, labels.text(names[key].text)) for key in mine if key in names and key not in told]
    form, status = DeclareForm(posted(request), ratees=choices, declared=None in told), 200
    if request.method == "POST" and form.is_valid():
        try:
            _declare(request, cycle, form)
        except LiuxinError as error:
            form.blame(error)
            status = CONFLICT
        else:
            messages.success(request, _("Declared. You can declare a conflict later, should one arise."))
            return redirect("evaluators:declare", cycle)
    context = {
        "cycle": found,
        "cycle_name": labels.text(found.name),
        "form": form,
        "rates": bool(mine),
        "may_declare": bool(choices),
        "declared": laid.rows(declared, names, organisation.zone()),
    }
    return page(request, "evaluators/declare.html", context, status=status)


@require_safe
@login_required
def conflicts(request: HttpRequest) -> HttpResponse:
    """List the declared conflicts for HR."""
    found = queries.declarations(standing.of(request))
    people = {key for each in found for key in (each.rater, each.about, each.decided_by) if key is not None}
    rows = laid.rows(found, organisation.names(people), organisation.zone())
    return page(request, "evaluators/conflicts.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def decide(request: HttpRequest, declaration: int) -> HttpResponse:
    """Decide whether a rater with a conflict rates all the same."""
    found = queries.declaration(standing.of(request), declaration)
    problem, status = "", 200
    if request.method == "POST":
        chosen = request.POST.get("decision", "")
        try:
            _decide(request, declaration, chosen)
        except LiuxinError as error:
            problem, status = labels.said(error.code, **error.params), CONFLICT
        else:
            messages.success(request, _("Decided."))
            return redirect("evaluators:conflicts")
    names = organisation.names(key for key in (found.rater, found.about, found.decided_by) if key is not None)
    [row] = laid.rows([found], names, organisation.zone())
    return page(request, "evaluators/decide.html", {"row": row, "problem": problem}, status=status)


def _declare(request: HttpRequest, cycle: int, form: DeclareForm) -> None:
    word = form.cleaned_data["word"]
    if word not in {"none", "conflict"}:
        raise RuleBrokenError("evaluators.nothing_declared", field="word")
    conflict = NewConflict(int(form.cleaned_data["about"] or 0), form.cleaned_data["text"])
    actions.declare(
        cycle_id=cycle,
        conflicts=[conflict] if word == "conflict" else [],
        by=standing.actor(request),
        at=timezone.now(),
    )


def _decide(request: HttpRequest, declaration: int, chosen: str) -> None:
    if chosen not in set(Decision):
        raise RuleBrokenError("evaluators.nothing_decided", field="decision")
    actions.decide_conflict(
        declaration_id=declaration, decision=Decision(chosen), by=standing.actor(request), at=timezone.now()
    )
