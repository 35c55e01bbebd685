"""What the pages of the organisation take in. Forms parse; actions decide."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from liuxin.desk.organisation.words import PeopleFilter, PeopleSort
from liuxin.interfaces.web.organisation.roles import ROLE_NAMES
from liuxin.interfaces.wording import formats
from liuxin.interfaces.wording.catalogue import sentence_of
from liuxin.kernel.errors import LiuxinError

CONTROL = {"class": "ct"}


def show(form: forms.Form, problem: LiuxinError) -> None:
    """Put the sentence of an error at its field, which it calls by its label, or above the form where it has none."""
    field = problem.field if problem.field in form.fields else None
    label = str(form[field].label) if field else ""
    problem.params = {name: _here(value) for name, value in problem.params.items()}
    form.add_error(field, sentence_of(problem, get_language() or settings.LANGUAGE_CODE, field=label))


def _here(value: object) -> object:
    """Give an instant as the pages write it, in the organisation's zone."""
    return formats.date_time(value, get_current_timezone_name()) if isinstance(value, datetime) else value


class SignInForm(forms.Form):
    """User name and password."""

    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        widget=forms.TextInput(
            attrs={**CONTROL, "autocomplete": "username", "autocapitalize": "none", "autofocus": True}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={**CONTROL, "autocomplete": "current-password"}),
    )


class PasswordForm(forms.Form):
    """The old password and the new one, twice."""

    old = forms.CharField(
        label=_("Password of now"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={**CONTROL, "autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("New password"),
        help_text=_("At least 10 characters; a sentence of your own is good."),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={**CONTROL, "autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("New password once more"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={**CONTROL, "autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse two different new passwords."""
        given = super().clean() or {}
        if "new" in given and "again" in given and given["new"] != given["again"]:
            self.add_error("again", _("This is not the same as the new password above. Type both again."))
        return given


class LanguageForm(forms.Form):
    """The language in which an account reads."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.Select(attrs=CONTROL))


class PeopleForm(forms.Form):
    """Which people are wanted, in which order."""

    q = forms.CharField(
        label=_("Find"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={**CONTROL, "type": "search", "placeholder": _("Name, staff number or label")}),
    )
    team = forms.TypedChoiceField(
        label=_("Team"), required=False, coerce=int, empty_value=None, widget=forms.Select(attrs=CONTROL)
    )
    department = forms.TypedChoiceField(
        label=_("Department"), required=False, coerce=int, empty_value=None, widget=forms.Select(attrs=CONTROL)
    )
    gone = forms.BooleanField(
        label=_("with those who left"), required=False, widget=forms.CheckboxInput(attrs={"class": "ck"})
    )
    sort = forms.ChoiceField(
        required=False, choices=[(sort.value, sort.value) for sort in PeopleSort], widget=forms.HiddenInput
    )
    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, teams: list[tuple[int, str]], departments: list[tuple[int, str]]) -> None:
        """Take the teams and departments that may be chosen."""
        super().__init__(data, auto_id="people-%s")
        self.fields["team"].choices = [("", _("all teams")), *teams]  # type: ignore[attr-defined]  # a choice field
        self.fields["department"].choices = [  # type: ignore[attr-defined]  # as above
            ("", _("all departments")),
            *departments,
        ]

    def wanted(self) -> PeopleFilter:
        """Give the filter; what could not be read is left out."""
        self.is_valid()
        given = self.cleaned_data
        return PeopleFilter(
            search=given.get("q", ""),
            team=given.get("team"),
            department=given.get("department"),
            gone=given.get("gone", False),
        )

    def sorting(self) -> PeopleSort:
        """Give the order; by name where none or an unknown one is asked for."""
        self.is_valid()
        return PeopleSort(self.cleaned_data.get("sort") or PeopleSort.NAME)

    def number(self) -> int:
        """Give the page."""
        self.is_valid()
        return self.cleaned_data.get("page") or 1


class LeadForm(forms.Form):
    """Which team somebody leads, and from which day on."""

    team = forms.TypedChoiceField(label=_("Team"), coerce=int, widget=forms.Select(attrs=CONTROL))
    start = forms.DateField(
        label=_("Leads from"),
        help_text=_("Whoever leads the team until then stops leading it on this day."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={**CONTROL, "type": "date"}),
    )

    def __init__(self, data: Any, *, teams: list[tuple[int, str]], today: date) -> None:
        """Take the teams that may be chosen, and today."""
        super().__init__(data, auto_id="lead-%s", initial={"start": today})
        self.fields["team"].choices = [("", "—"), *teams]  # type: ignore[attr-defined]  # a choice field


class RoleForm(forms.Form):
    """Which role somebody is granted, for which department, and from which day on."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=[("", "—"), *((role.value, name) for role, name in ROLE_NAMES.items())],
        widget=forms.Select(attrs=CONTROL),
    )
    department = forms.TypedChoiceField(
        label=_("Department"),
        help_text=_("Only managers and HR may hold their role for one department and all below it."),
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.Select(attrs=CONTROL),
    )
    start = forms.DateField(
        label=_("Holds it from"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={**CONTROL, "type": "date"}),
    )

    def __init__(self, data: Any, *, departments: list[tuple[int, str]], today: date) -> None:
        """Take the departments that may be chosen, and today."""
        super().__init__(data, auto_id="role-%s", initial={"start": today})
        whole = ("", _("the whole organisation"))
        self.fields["department"].choices = [whole, *departments]  # type: ignore[attr-defined]  # a choice field
