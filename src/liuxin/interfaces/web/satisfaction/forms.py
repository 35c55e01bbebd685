"""What the page of the rule takes in."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liuxin.desk.cases.words import SurveyTerms

CONTROL = {"class": "ct", "inputmode": "numeric"}


def _number(label: Any, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=help_text, widget=forms.TextInput(attrs=CONTROL))


class RuleForm(forms.Form):
    """When customers are asked."""

    enabled = forms.BooleanField(label=_("Ask customers how it was"), required=False)
    delay_hours = _number(_("Hours after the resolution"))
    from_hour = _number(_("Not before (hour of the day)"))
    to_hour = _number(_("Not after (hour of the day)"))
    rest_days = _number(_("Days of peace"), _("Whoever was asked in so many days is not asked again."))
    remind_days = _number(_("Remind after (days)"), _("Once, of a letter only. 0 means never."))
    open_days = _number(_("Days that the link is open"))
    hearts = _number(_("How many of the six hearts"), _("0 to 2; they take turns, so that all six come round."))
    low_at = _number(_("A low answer is (up to)"), _("On the scale of 1 to 5; it opens a warning with an owner."))

    def __init__(self, data: Mapping[str, Any] | None = None, *, terms: SurveyTerms) -> None:
        """Take what holds now."""
        given = {name: getattr(terms, name) for name in self.base_fields}
        super().__init__(data, initial=given, auto_id="survey-%s")

    def terms(self) -> SurveyTerms:
        """Give what was read."""
        return SurveyTerms(**self.cleaned_data)
