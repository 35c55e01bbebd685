"""Fields that forms of customers share."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Role

CONTROL = {"class": "ct"}
Choices = list[tuple[str, str | Promise]]


def line(**attrs: str | Promise) -> forms.TextInput:
    """Give a control of one line."""
    return forms.TextInput(attrs={**CONTROL, **attrs})


def text(rows: int = 3) -> forms.Textarea:
    """Give a control of several lines."""
    return forms.Textarea(attrs={**CONTROL, "rows": rows})


def choice(label: Any, choices: Choices, **more: Any) -> forms.ChoiceField:
    """Give a field of one choice."""
    return forms.ChoiceField(label=label, choices=choices, widget=forms.Select(attrs=CONTROL), **more)


def day(label: Any, **more: Any) -> forms.DateField:
    """Give a field of a day."""
    widget = forms.DateInput(attrs={**CONTROL, "type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


def number(label: Any, **more: Any) -> forms.FloatField:
    """Give a field of a number that may be left out."""
    widget = forms.NumberInput(attrs={**CONTROL, "step": "any"})
    return forms.FloatField(label=label, required=False, widget=widget, **more)


def tick(label: Any) -> forms.BooleanField:
    """Give a box to tick."""
    return forms.BooleanField(label=label, required=False, widget=forms.CheckboxInput(attrs={"class": "ck"}))


def words(labels: Mapping[Any, str | Promise], *, empty: str | Promise = "") -> Choices:
    """Give the words of an enumeration as choices."""
    found: Choices = [(word.value, label) for word, label in labels.items()]
    return [("", empty), *found] if empty else found


def offer(form: forms.Form, name: str, choices: Iterable[tuple[str, str | Promise]]) -> None:
    """Let a field offer these."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField | forms.MultipleChoiceField):
        field.choices = list(choices)


def people(at: datetime) -> Choices:
    """Give who can answer for something at the desk: agents, managers, the director."""
    names = organisation.names(organisation.people_with_a_role((Role.AGENT, Role.MANAGER, Role.DIRECTOR), at))
    language = get_language() or "zh-hans"
    found = ((str(key), name.text.in_language(language)) for key, name in names.items())
    return sorted(found, key=lambda pair: pair[1])
