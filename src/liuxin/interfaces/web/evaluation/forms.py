"""What the pages of evaluation take in. Forms parse; actions decide."""

from datetime import date, datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from liuxin.interfaces.web.evaluators.forms import Blamed, ReasonForm
from liuxin.kernel.period import Period

CONTROL = {"class": "ct"}


class OpenForm(Blamed):
    """The last day on which forms can be handed in."""

    expires_at = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput(attrs=CONTROL | {"type": "date"}),
        help_text=_("Until the end of that day the forms can be answered; then the department can be scored."),
    )

    def ends(self, zone: str) -> datetime:
        """Give the end of the last day in a zone."""
        day: date = self.cleaned_data["expires_at"]
        return Period.of_days(day, day, zone).end


class ScoreForm(ReasonForm):
    """Why a department is scored again; the first time nothing is asked."""


__all__ = ["OpenForm", "ScoreForm"]
