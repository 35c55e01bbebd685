"""The rule of the survey, and what came back: never a mean without how many did not answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from liuxin.desk.cases import actions, permissions, queries
from liuxin.desk.cases.words import SurveyAnswer, Tally
from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.web.cases.clock import in_house_time
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import STATUS, page, posted
from liuxin.interfaces.web.organisation.forms import show
from liuxin.interfaces.web.satisfaction import forms
from liuxin.interfaces.wording import formats
from liuxin.interfaces.wording.catalogue import sentence
from liuxin.kernel.errors import BadInputError, NotAllowedError

DAYS = (30, 90, 365)
USUAL = 90
DISPLEASED = 2
"""The two lower levels of five: they stand out in the list, whatever opens a warning."""


@dataclass(frozen=True, slots=True)
class Row:
    """A tally in words: what it is of, how many were asked and answered, the mean with its interval."""

    name: str
    asked: str
    answered: str
    share: str
    mean: str
    interval: str
    unsettled: str


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def rule(request: HttpRequest) -> HttpResponse:
    """Decide when customers are asked; the director does, and everybody who works with cases reads it."""
    asks = standing.of(request)
    if not permissions.sees_cases(asks):
        raise NotAllowedError("cases.not_allowed", act="survey_rule")
    terms = queries.survey_terms()
    may = permissions.may_set_promises(asks)
    form = forms.RuleForm(posted(request), terms=terms)
    if request.method == "POST" and not may:
        raise NotAllowedError("cases.not_allowed", act="set_survey_terms")
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_survey_terms(terms=form.terms(), by=standing.actor(request), at=timezone.now())
        except BadInputError as problem:
            show(form, problem)
        else:
            messages.success(request, _("Kept. It holds for every resolution from now on."))
            return redirect("satisfaction:rule")
    if not may:
        for field in form.fields.values():
            field.disabled = True
    context = {"form": form, "terms": terms, "may": may, "zone": organisation.zone()}
    return page(request, "satisfaction/rule.html", context, status=STATUS[BadInputError] if form.errors else 200)


@require_safe
@login_required
@in_house_time
def answers(request: HttpRequest) -> HttpResponse:
    """Show what came back about the cases that one may see: in all, by team, by month, and each comment."""
    asks, now, zone = standing.of(request), timezone.now(), timezone.get_current_timezone_name()
    if not permissions.sees_cases(asks):
        raise NotAllowedError("cases.not_allowed", act="survey_answers")
    days = int(asked) if (asked := request.GET.get("days", "")) in map(str, DAYS) else USUAL
    since, until = now - timedelta(days=days), now + timedelta(seconds=1)
    found = queries.survey_tallies(asks, since=since, until=until, zone=zone)
    said = queries.survey_answers(asks, since=since, until=until)
    language = get_language() or "zh-hans"
    teams = [(name.text.in_language(language) if name else _("without a team"), one) for name, one in found.teams]
    context = {
        "whole": _row("", found.whole),
        "teams": _rows(teams),
        "months": _rows([(formats.month(month, language), one) for month, one in found.months]),
        "answers": [_line(one) for one in said if one.answered_at],
        "days": days,
        "choices": DAYS,
        "enabled": bool(found.teams) or queries.survey_terms().enabled,
        "zone": zone,
    }
    return page(request, "satisfaction/answers.html", context)


def _rows(tallies: Sequence[tuple[str, Tally]]) -> list[Row]:
    return [_row(name, one) for name, one in tallies]


def _row(name: str, one: Tally) -> Row:
    return Row(
        name=name,
        asked=formats.number(one.asked),
        answered=formats.number(one.answered),
        share=formats.percent(one.share, places=0),
        mean=formats.number(one.mean, places=2),
        interval=formats.interval(one.low, one.high, places=2),
        unsettled=formats.number(one.unsettled),
    )


def _line(one: SurveyAnswer) -> dict[str, object]:
    language = get_language() or "zh-hans"
    hearts = [(sentence(f"dialogue.heart.{heart}", language), level) for heart, level in one.hearts.items()]
    return {"answer": one, "hearts": hearts, "low": (one.overall or 0) <= DISPLEASED}
