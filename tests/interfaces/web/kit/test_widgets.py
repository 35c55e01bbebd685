"""What draws fields itself draws them as Django would, character by character."""

from datetime import date, time

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from liuxin.interfaces.web.kit.widgets import Renderer

NASTY = "\"><b a='1'>& 中文\n{{ x }} {% y %} {0}"
CHOICES = [
    ("", "—"),
    (1, _("Send")),
    (NASTY, NASTY),
    ("safe", mark_safe("<i>safe</i>")),
    ("group & more", [("a", "A"), (2, 2.5)]),
    (None, "nothing"),
]
ONE = (
    forms.TextInput,
    forms.HiddenInput,
    forms.NumberInput,
    forms.EmailInput,
    forms.PasswordInput,
    forms.DateInput,
    forms.DateTimeInput,
    forms.TimeInput,
    forms.CheckboxInput,
    forms.SearchInput,
    forms.TelInput,
    forms.URLInput,
    forms.Textarea,
    forms.FileInput,
    forms.ClearableFileInput,
    forms.MultipleHiddenInput,
    forms.SplitDateTimeWidget,
)
MANY = (forms.Select, forms.SelectMultiple, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.NullBooleanSelect)
ATTRS: tuple[dict[str, object], ...] = (
    {},
    {"id": "of-it", "class": "ct", "required": True, "hidden": False, "rows": 5, "data-x": NASTY},
)
DAY = date(2026, 1, 2)
VALUES = (None, "", 0, True, "1", NASTY, [1, "a"], ["", NASTY], DAY, time(3, 4))


def drawn(widget, value, attrs, renderer):
    return widget.render(NASTY, value, attrs, renderer=renderer)


@pytest.mark.parametrize("kind", [*ONE, *MANY])
def test_each_widget_is_the_same_as_django_draws_it(kind):
    widget = kind() if kind in ONE or kind is forms.NullBooleanSelect else kind(choices=CHOICES)
    for attrs in ATTRS:
        for value in VALUES:
            try:
                expected = drawn(widget, value, attrs, DjangoTemplates())
            except (TypeError, ValueError, AttributeError):
                continue
            assert drawn(widget, value, attrs, Renderer()) == expected


def test_the_parts_of_a_choice_are_the_same_too():
    class Form(forms.Form):
        one = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect)
        some = forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple)
        text = forms.CharField(max_length=7, help_text=NASTY)

    ours, theirs = (Form({"one": "1", "some": ["1", "a"]}, renderer=each) for each in (Renderer(), DjangoTemplates()))
    assert str(ours) == str(theirs)
    for name in ("one", "some"):
        parts = [[(part.tag(), part.tag(wrap_label=True), str(part)) for part in form[name]] for form in (ours, theirs)]
        assert parts[0] == parts[1]


def test_it_is_what_forms_are_drawn_with():
    assert isinstance(forms.Form().renderer, Renderer)
