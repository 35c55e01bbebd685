"""The fields that the forms of the plan are made of, and where the sentence of an error stands."""

from collections.abc import Iterable
from typing import Any

from django import forms

from liuxin.interfaces.web.plan import labels
from liuxin.kernel.errors import LiuxinError
from liuxin.kernel.text import Bilingual

CONTROL = {"class": "ct"}
NUMBER = {"class": "ct num", "inputmode": "decimal", "autocomplete": "off"}
Choices = Iterable[tuple[Any, object]]


def line(label: Any, *, required: bool = False, most: int = 200, **more: Any) -> forms.CharField:
    """Make a field of one line."""
    widget = forms.TextInput(attrs=CONTROL)
    return forms.CharField(label=label, required=required, max_length=most, widget=widget, **more)


def area(label: Any, *, rows: int = 3, most: int = 4000, **more: Any) -> forms.CharField:
    """Make a field of several lines."""
    widget = forms.Textarea(attrs=CONTROL | {"rows": rows})
    return forms.CharField(label=label, required=False, max_length=most, widget=widget, **more)


def day(label: Any, *, required: bool = False, **more: Any) -> forms.DateField:
    """Make a field of a day."""
    widget = forms.DateInput(attrs=CONTROL | {"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, **more)


def choice(label: Any, *, required: bool = False, **more: Any) -> forms.TypedChoiceField:
    """Make a choice of a key; nothing chosen gives None."""
    select = forms.Select(attrs=CONTROL)
    return forms.TypedChoiceField(label=label, required=required, coerce=int, empty_value=None, widget=select, **more)


def word(label: Any, words: Choices, **more: Any) -> forms.ChoiceField:
    """Make a choice of a word of the house."""
    found = [(getattr(key, "value", key), name) for key, name in words]
    return forms.ChoiceField(label=label, choices=found, widget=forms.Select(attrs=CONTROL), **more)


def number(label: Any, **more: Any) -> forms.DecimalField:
    """Make a field of a number with decimals."""
    widget = forms.TextInput(attrs=NUMBER)
    return forms.DecimalField(label=label, required=False, widget=widget, **more)


def both(form: forms.Form, name: str) -> Bilingual:
    """Give a text that was typed in two fields."""
    return Bilingual(form.cleaned_data[f"{name}_zh"], form.cleaned_data[f"{name}_en"])


def show(form: forms.Form, error: LiuxinError) -> None:
    """Let the sentence of an error stand beside its field, else above the form."""
    names = (error.field, f"{error.field}_zh")
    form.add_error(next((name for name in names if name in form.fields), None), labels.said(error))
