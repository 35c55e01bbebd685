"""Warnings with their owners; what customers answered and what was warned of, on the page of a case."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liuxin.desk.cases import queries as cases
from liuxin.desk.cases.words import SurveyAnswer
from liuxin.desk.communication.words import Direction
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import PersonName
from liuxin.desk.quality import actions, queries
from liuxin.desk.quality.words import BY_HAND, Show, WarningView
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import STATUS, page, posted
from liuxin.interfaces.web.organisation.forms import show
from liuxin.interfaces.web.quality import shown
from liuxin.interfaces.wording.catalogue import sentence
from liuxin.kernel.errors import BadInputError, NotFoundError


class SettleForm(forms.Form):
    """What was done about a warning."""

    how = forms.ChoiceField(label=gettext_lazy("What was done?"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=gettext_lazy("In a line: what came of it?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "ct", "rows": 3}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        """Offer the ways in the reader's language."""
        super().__init__(data, auto_id="settle-%s")
        ways = [(way.value, shown.said(f"settled.{way}")) for way in BY_HAND]
        self.fields["how"].choices = ways  # type: ignore[attr-defined]


class HandForm(forms.Form):
    """To whom a warning goes, and why."""

    owner = forms.TypedChoiceField(
        label=pgettext_lazy("warning", "To whom"), coerce=int, widget=forms.Select(attrs={"class": "ct"})
    )
    why = forms.CharField(
        label=pgettext_lazy("warning", "Why?"),
        max_length=300,
        widget=forms.TextInput(attrs={"class": "ct", "maxlength": 300}),
    )

    def __init__(self, data: Mapping[str, Any] | None, people: Sequence[PersonName]) -> None:
        """Offer those who may see the case."""
        super().__init__(data, auto_id="hand-%s")
        language = get_language() or "zh-hans"
        choices = [(str(person.id), person.text.in_language(language)) for person in people]
        self.fields["owner"].choices = [("", "—"), *choices]  # type: ignore[attr-defined]


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """List warnings: one's own, overdue, open, settled."""
    asks, now = standing.of(request), timezone.now()
    wanted = request.GET.get("show", "")
    chosen = Show(wanted) if wanted in set(Show) else Show.MINE
    counts = queries.warning_counts(asks, now)
    numbers = {Show.MINE: counts.mine, Show.OVERDUE: counts.overdue, Show.OPEN: counts.open}
    context = {
        "lines": [shown.line(one, now) for one in queries.warnings(asks, chosen, now)],
        "chosen": chosen.value,
        "tabs": [(one.value, shown.said(f"show.{one}"), numbers.get(one)) for one in Show],
        "zone": organisation.zone(),
    }
    return page(request, "quality/warnings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def warning(request: HttpRequest, warning: int) -> HttpResponse:
    """Show a warning; take what was done about it from whoever may settle it."""
    asks, now = standing.of(request), timezone.now()
    found = queries.warning(asks, warning)
    form = SettleForm(posted(request))
    heirs = queries.heirs(asks, warning, now) if found.may_settle else ()
    if request.method == "POST" and (form.is_valid() or not found.may_settle):
        given = form.cleaned_data if form.is_valid() else {"how": "", "note": ""}
        try:
            actions.settle_warning(warning=warning, **given, by=standing.actor(request), at=now)
        except BadInputError as problem:
            show(form, problem)
        else:
            messages.success(request, _("Settled. It stays on record with what was done."))
            return redirect("quality:warning", warning)
    return _one(request, found, form, HandForm(None, heirs), now)


@require_POST
@login_required
def hand_over(request: HttpRequest, warning: int) -> HttpResponse:
    """Give a warning to somebody else, with a reason."""
    asks, now = standing.of(request), timezone.now()
    found = queries.warning(asks, warning)
    form = HandForm(request.POST, queries.heirs(asks, warning, now))
    if form.is_valid() or not found.may_settle:
        given = form.cleaned_data if form.is_valid() else {"owner": 0, "why": ""}
        try:
            actions.hand_over_warning(warning=warning, **given, by=standing.actor(request), at=now)
        except BadInputError as problem:
            show(form, problem)
        else:
            messages.success(request, _("Handed over. The new owner is told."))
            return redirect("quality:warnings")
    return _one(request, found, SettleForm(), form, now)


@require_POST
@login_required
def only_thanks(request: HttpRequest, warning: int) -> HttpResponse:
    """Say that the letter only thanks, from the page of the warning or of its case."""
    found = queries.warning(standing.of(request), warning)
    actions.only_thanks(warning=warning, by=standing.actor(request), at=timezone.now())
    messages.success(request, _("It only thanks. The case is closed again as it was; the customer is not written to."))
    if request.POST.get("back") == "case":
        return redirect("cases:case", found.case)
    return redirect("quality:warning", warning)


def _one(request: HttpRequest, found: WarningView, form: SettleForm, hand: HandForm, now: datetime) -> HttpResponse:
    context = {
        "found": shown.line(found, now),
        "words": _words(request, found),
        "form": form,
        "hand": hand,
        "zone": organisation.zone(),
    }
    wrong = form.errors or hand.errors
    return page(request, "quality/warning.html", context, status=STATUS[BadInputError] if wrong else 200)


def _words(request: HttpRequest, found: WarningView) -> str:
    """Give what the customer wrote about what is warned of: in the survey, else in the letter that gave rise to it."""
    if "overall" not in found.params:
        return _letter(request, found)
    answers = cases.surveys_of_case(standing.of(request), found.case)
    about = found.params.get("resolution")
    return next((one.comment for one in answers if about in {None, one.resolution}), "")


def _letter(request: HttpRequest, found: WarningView) -> str:
    """Give the last words of the customer before the warning, to whoever sees the case."""
    try:
        said = cases.conversation(standing.of(request), found.case).messages
    except NotFoundError:
        return ""
    came = [one for one in said if one.direction is Direction.IN and not one.automatic and one.at <= found.raised_at]
    last = max(came, key=lambda one: (one.at, one.id), default=None)
    return (last.fresh or last.text) if last else ""


@require_safe
@login_required
def of_case(request: HttpRequest, code: str) -> HttpResponse:
    """Show, as a part of the page of a case, what its customer answered and what was warned of."""
    asks, now = standing.of(request), timezone.now()
    if not cases.cases_visible(asks).filter(code=code).exists():
        raise NotFoundError("cases.no_such_case", case=code)
    context = {
        "answers": [(one, _hearts(one)) for one in cases.surveys_of_case(asks, code)],
        "lines": [shown.line(one, now) for one in queries.warnings_of_case(asks, code)],
        "zone": organisation.zone(),
    }
    return page(request, "quality/of_case.html", context)


def _hearts(answer: SurveyAnswer) -> list[tuple[str, int]]:
    language = get_language() or "zh-hans"
    return [(sentence(f"dialogue.heart.{heart}", language), level) for heart, level in answer.hearts.items()]
