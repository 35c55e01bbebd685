"""What somebody can do at work and when not, and leaving, as forms."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

CONTROL = {"class": "ct"}


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={**CONTROL, "type": "date"})


class WorkForm(forms.Form):
    """Skills, languages, and how many cases at once."""

    skills = forms.CharField(
        label=_("Skills"),
        max_length=2000,
        required=False,
        widget=forms.TextInput(attrs=CONTROL),
        help_text=_("Words that rules of routing ask for, with commas between."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages in which one works"),
        choices=[("zh", pgettext_lazy("language", "Chinese")), ("en", pgettext_lazy("language", "English"))],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None marked: any language."),
    )
    capacity = forms.IntegerField(
        label=_("Most open cases at once"),
        required=False,
        widget=forms.NumberInput(attrs={**CONTROL, "min": 0}),
        help_text=_("Empty: no limit. 0: routing gives none."),
    )

    def words(self) -> list[str]:
        """Give the skills, whichever comma was typed between them."""
        text: str = self.cleaned_data["skills"]
        return [word.strip() for word in text.replace("，", ",").replace("、", ",").split(",") if word.strip()]


class AbsenceForm(forms.Form):
    """From which day somebody is away, and on which back."""

    start = forms.DateField(label=_("Away from"), widget=_day())
    end = forms.DateField(label=_("Back on"), widget=_day())


class LeaveForm(forms.Form):
    """The first day on which somebody no longer works here."""

    on = forms.DateField(label=_("First day no longer here"), widget=_day())
