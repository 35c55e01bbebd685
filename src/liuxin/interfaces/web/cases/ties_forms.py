"""Forms of what ties cases to one another."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liuxin.interfaces.web.cases import shown
from liuxin.interfaces.web.cases.forms import CONTROL, CloseForm, offer

Written = Sequence[tuple[int, str, datetime]]


class CodeField(forms.CharField):
    """The code of a case, as people type it: with spaces around, in small letters."""

    USUAL = re.compile(r"[a-z]{1,3}-\d+")

    def clean(self, value: Any) -> str:
        """Give the code as it is written on the case; one that looks otherwise stays as it was typed."""
        code: str = super().clean(value).strip()
        return code.upper() if self.USUAL.fullmatch(code) else code


class MergeForm(forms.Form):
    """Into which case."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    into = CodeField(label=_("Code of the case that goes on"), max_length=40, widget=forms.TextInput(attrs={**CONTROL}))
    anyway = forms.BooleanField(
        label=_("Merge all the same, though the customers differ"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "ck"}),
    )


class WholeForm(forms.Form):
    """Of which case it is part."""

    whole = CodeField(
        label=_("Code of the larger case"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={**CONTROL}),
        help_text=_("Empty: part of no other case."),
    )


class CloseAllForm(CloseForm):
    """The outcome that a case and all its open parts get."""


class SplitForm(forms.Form):
    """What goes along, and who gets the new case."""

    title = forms.CharField(
        label=_("What the new case is about"), max_length=300, widget=forms.TextInput(attrs={**CONTROL})
    )
    messages = forms.TypedMultipleChoiceField(
        label=_("Messages, read in both cases"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    notes = forms.TypedMultipleChoiceField(
        label=_("Notes that move along"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    team = forms.TypedChoiceField(
        label=pgettext_lazy("case", "Team"), coerce=int, widget=forms.Select(attrs={**CONTROL})
    )
    take = forms.BooleanField(
        label=_("I take it myself"), required=False, widget=forms.CheckboxInput(attrs={"class": "ck"})
    )
    next_action = forms.CharField(
        label=_("Next step"), max_length=300, required=False, widget=forms.TextInput(attrs={**CONTROL})
    )
    next_due = forms.DateTimeField(
        label=_("Until"),
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={**CONTROL, "type": "datetime-local"}),
    )

    def __init__(
        self, *args: Any, teams: list[tuple[str, str]], messages: Written, notes: Written, **kwargs: Any
    ) -> None:
        """Take what may be chosen from."""
        super().__init__(*args, **kwargs)
        offer(self, "team", teams)
        for name, written in (("messages", messages), ("notes", notes)):
            offer(self, name, [(str(key), f"{shown.moment(at)}  {text}") for key, text, at in written])
