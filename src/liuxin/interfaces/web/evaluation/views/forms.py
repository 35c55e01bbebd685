"""My forms, and one of them: one question at a time, with what the record holds beside it."""

from collections.abc import Mapping, Sequence
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.surveys.words import NewAnswer
from liuxin.interfaces.web.evaluation import labels
from liuxin.interfaces.web.evaluation.pages import mine as laid
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import page
from liuxin.interfaces.web.surveys import asking
from liuxin.interfaces.wording import formats
from liuxin.kernel.errors import NotFoundError, RuleBrokenError
from liuxin.performance.evaluation import actions, queries
from liuxin.performance.evaluation.words import FormView


@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """Show the forms that wait for me, and what became of the others."""
    asks, zone = standing.of(request), organisation.zone()
    found = queries.my_forms(asks.person_id, timezone.now()) if asks.person_id is not None else ()
    names = organisation.names({each.assignment.ratee for each in found})
    return page(request, "evaluation/mine.html", {"forms": laid.rows(found, names, zone)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def form(request: HttpRequest, assignment: int) -> HttpResponse:
    """Show my form, or say what became of it; nobody else finds it."""
    found = queries.form(standing.of(request), assignment, timezone.now())
    if found.sheet is None:
        return _state(request, found)
    address = reverse("evaluation:form", args=[assignment])
    door = asking.Door(
        action=address,
        done=address,
        save=partial(_save, request, assignment),
        back=reverse("evaluation:mine"),
        evidence=_evidence(found),
        evidence_of=_("On record for this period"),
    )
    try:
        return asking.ask(request, found.sheet, door)
    except RuleBrokenError:  # handed in or closed in another window just now
        return _state(request, queries.form(standing.of(request), assignment, timezone.now()))


def _save(request: HttpRequest, assignment: int, answers: Mapping[str, NewAnswer], submit: bool) -> None:  # noqa: FBT001 - see Door
    actions.answer_form(
        assignment_id=assignment, answers=answers, submit=submit, by=standing.actor(request), at=timezone.now()
    )


def _state(request: HttpRequest, found: FormView) -> HttpResponse:
    names = organisation.names([found.mine.assignment.ratee])
    row = laid.row(found.mine, names, organisation.zone())
    ratee = names.get(found.mine.assignment.ratee)
    if ratee is None:
        raise NotFoundError("evaluation.no_such_form")
    context = {
        "title": _("Rate %(name)s") % {"name": labels.text(ratee.text)},
        "row": row,
        "said": row.why or labels.said(f"evaluation.form_{found.mine.state.value}"),
        "back": reverse("evaluation:mine"),
    }
    return page(request, "evaluation/form_state.html", context)


def _evidence(found: FormView) -> Mapping[str, Sequence[asking.Evidence]]:
    """Put the cases worked on together beside every question, and what was noted beside its heart."""
    cases = [asking.Evidence(title=code, url=reverse("cases:case", args=[code])) for code in found.cases]
    zone = organisation.zone()
    by_heart: dict[str, list[asking.Evidence]] = {code: [] for code in labels.hearts()}
    for each in found.incidents:
        told = asking.Evidence(
            title=labels.said(f"evaluation.incident.{each.kind.value}"),
            when=formats.local_day(each.happened_at, zone),
            text=f"{each.what} {each.effect}".strip(),
        )
        by_heart.setdefault(each.heart, []).append(told)
    return {heart: [*noted, *cases] for heart, noted in by_heart.items()}
