"""Templates and macros as pages show them, and the forms that keep them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from liuxin.desk.cases import queries
from liuxin.desk.cases.words import TRANSFER_REASONS, HandOverReason, Outcome
from liuxin.desk.cases.words.answering import (
    MacroDeed,
    MacroStepView,
    MacroView,
    NewMacro,
    NewTemplate,
    Scope,
    TemplateView,
)
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.interfaces.web.cases import labels, shown
from liuxin.interfaces.web.cases.composing import OUTCOMES
from liuxin.interfaces.web.cases.forms import CONTROL

SCOPE: Mapping[Scope, str | Promise] = {
    Scope.OWN: pgettext_lazy("template", "my own"),
    Scope.TEAM: pgettext_lazy("template", "a team's"),
    Scope.ALL: pgettext_lazy("template", "everybody's"),
}
DEED: Mapping[MacroDeed, str | Promise] = {
    MacroDeed.REPLY: pgettext_lazy("macro", "Answer by a template"),
    MacroDeed.NOTE: pgettext_lazy("macro", "Write a note"),
    MacroDeed.CLASSIFY: pgettext_lazy("macro", "Classify"),
    MacroDeed.WAIT: pgettext_lazy("macro", "Wait for the customer"),
    MacroDeed.PLAN: pgettext_lazy("macro", "Plan the next step"),
    MacroDeed.TRANSFER: pgettext_lazy("macro", "Transfer to a team's queue"),
    MacroDeed.RESOLVE: pgettext_lazy("macro", "Resolve"),
}
STEPS = range(1, 7)


def _line() -> forms.TextInput:
    return forms.TextInput(attrs=CONTROL)


def _area(language: str) -> forms.Textarea:
    return forms.Textarea(attrs={**CONTROL, "rows": 6, "lang": language})


def _number() -> forms.NumberInput:
    return forms.NumberInput(attrs=CONTROL)


def _key(label: Any) -> forms.TypedChoiceField:
    widget = forms.Select(attrs=CONTROL)
    return forms.TypedChoiceField(label=label, coerce=int, empty_value=None, required=False, widget=widget)


def will_do(asks: Standing, macro: MacroView, code: str, now: datetime) -> list[dict[str, str]]:
    """Say what a macro would do with a case now, deed by deed."""
    teams = organisation.team_names({step.team for step in macro.steps if step.team})
    language = get_language() or "zh-hans"
    texts = {
        step.template: queries.filled(asks, code, step.template, language=language, at=now)
        for step in macro.steps
        if step.template
    }
    return [
        {
            "deed": str(DEED[step.deed]),
            "said": _said(step, now, shown.name(teams.get(step.team or 0))),
            "text": _text(step, texts),
        }
        for step in macro.steps
    ]


def letter_alone(macro: MacroView) -> bool:
    """Tell whether a macro writes to the customer and does something besides that cannot be taken back with it."""
    deeds = {step.deed for step in macro.steps}
    besides = deeds - {MacroDeed.REPLY, MacroDeed.WAIT, MacroDeed.RESOLVE}
    return bool(besides) and bool(deeds & {MacroDeed.REPLY, MacroDeed.RESOLVE})


def _said(step: MacroStepView, now: datetime, team: str) -> str:
    due = shown.moment(now + timedelta(hours=step.hours)) if step.hours else ""
    if step.deed in {MacroDeed.WAIT, MacroDeed.PLAN}:
        return _("until %(due)s; then: %(step)s") % {"due": due, "step": step.text}
    if step.deed is MacroDeed.RESOLVE:
        outcome = labels.OUTCOME[Outcome(step.word)]
        return _("%(outcome)s; the customer is told and asked by %(due)s") % {"outcome": outcome, "due": due}
    if step.deed is MacroDeed.TRANSFER:
        return _("to %(team)s; reason: %(reason)s") % {"team": team, "reason": labels.REASON[HandOverReason(step.word)]}
    if step.deed is MacroDeed.CLASSIFY:
        priority = labels.PRIORITY[step.priority or 3]
        category = step.text or pgettext("macro", "as it is")
        return _("priority %(priority)s, category %(category)s") % {"priority": priority, "category": category}
    return ""


def _text(step: MacroStepView, texts: Mapping[int, str]) -> str:
    if step.deed is MacroDeed.REPLY:
        return texts.get(step.template or 0, "")
    return step.text if step.deed in {MacroDeed.NOTE, MacroDeed.RESOLVE} else ""


class KeptForm(forms.Form):
    """What templates and macros have in common: a name, and whose it is."""

    name = forms.CharField(label=pgettext_lazy("template", "Name"), max_length=120, widget=_line())
    scope = forms.ChoiceField(label=pgettext_lazy("template", "Whose"), widget=forms.Select(attrs=CONTROL))
    team = forms.TypedChoiceField(
        label=pgettext_lazy("case", "Team"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.Select(attrs=CONTROL),
    )

    def __init__(self, *args: Any, scopes: list[Scope], teams: list[tuple[str, str]], **kwargs: Any) -> None:
        """Take what the keeper may choose from."""
        super().__init__(*args, **kwargs)
        _offer(self, "scope", [(scope.value, str(SCOPE[scope])) for scope in scopes])
        _offer(self, "team", [("", "—"), *teams])


class TemplateForm(KeptForm):
    """A template in one or both languages."""

    text_zh = forms.CharField(
        label=gettext_lazy("Text in Chinese"),
        required=False,
        max_length=10_000,
        widget=_area("zh"),
    )
    text_en = forms.CharField(
        label=gettext_lazy("Text in English"),
        required=False,
        max_length=10_000,
        widget=_area("en"),
    )

    def new(self) -> NewTemplate:
        """Give what was written."""
        given = self.cleaned_data
        return NewTemplate(given["name"], Scope(given["scope"]), given["team"], given["text_zh"], given["text_en"])


class StepForm(forms.Form):
    """One deed of a macro; what its deed does not read is left empty."""

    deed = forms.ChoiceField(label=pgettext_lazy("macro", "Deed"), required=False, widget=forms.Select(attrs=CONTROL))
    template = forms.TypedChoiceField(
        label=pgettext_lazy("macro", "Template"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.Select(attrs=CONTROL),
    )
    text = forms.CharField(
        label=pgettext_lazy("macro", "Words: note, next step, category, or what was done"),
        required=False,
        max_length=4000,
        widget=_line(),
    )
    hours = forms.IntegerField(
        label=pgettext_lazy("macro", "Hours from then"),
        required=False,
        min_value=1,
        max_value=8760,
        widget=_number(),
    )
    priority = forms.TypedChoiceField(
        label=pgettext_lazy("case", "Priority"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.Select(attrs=CONTROL),
    )
    team = forms.TypedChoiceField(
        label=pgettext_lazy("case", "Team"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.Select(attrs=CONTROL),
    )
    word = forms.ChoiceField(
        label=pgettext_lazy("macro", "Reason or outcome"), required=False, widget=forms.Select(attrs=CONTROL)
    )

    def __init__(
        self, *args: Any, templates: list[tuple[str, str]], teams: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        """Take what may be chosen from."""
        super().__init__(*args, **kwargs)
        none = ("", "—")
        _offer(self, "deed", [none, *((deed.value, str(label)) for deed, label in DEED.items())])
        _offer(self, "template", [none, *templates])
        _offer(self, "priority", [none, *((str(key), str(label)) for key, label in labels.PRIORITY.items())])
        _offer(self, "team", [none, *teams])
        reasons = [(reason.value, str(labels.REASON[reason])) for reason in TRANSFER_REASONS]
        _offer(self, "word", [none, *reasons, *((key, str(label)) for key, label in OUTCOMES)])

    def step(self) -> MacroStepView | None:
        """Give the deed; None where none was chosen."""
        given = self.cleaned_data
        if not given["deed"]:
            return None
        return MacroStepView(
            deed=MacroDeed(given["deed"]),
            template=given["template"],
            team=given["team"],
            text=given["text"],
            hours=given["hours"],
            priority=given["priority"],
            word=given["word"],
        )


def scopes(asks: Standing, *, for_all: bool) -> list[Scope]:
    """Give whose things one may keep."""
    found = [Scope.OWN]
    if asks.teams_led or for_all:
        found.append(Scope.TEAM)
    return [*found, Scope.ALL] if for_all else found


def new_macro(kept: KeptForm, steps: list[StepForm]) -> NewMacro:
    """Give what was put together."""
    given = kept.cleaned_data
    chosen = tuple(step for form in steps if (step := form.step()) is not None)
    return NewMacro(given["name"], Scope(given["scope"]), given["team"], chosen)


def step_data(macro: MacroView | None, place: int) -> dict[str, object]:
    """Give what the form of a step begins with."""
    if macro is None or place > len(macro.steps):
        return {}
    step = macro.steps[place - 1]
    return {
        "deed": step.deed.value,
        "template": step.template,
        "text": step.text,
        "hours": step.hours,
        "priority": step.priority,
        "team": step.team,
        "word": step.word,
    }


def whose(kept: TemplateView | MacroView) -> str:
    """Say whose a template or macro is."""
    return shown.name(kept.team) if kept.team else str(SCOPE[kept.scope])


def _offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
