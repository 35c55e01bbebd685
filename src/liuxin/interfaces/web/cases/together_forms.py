"""What is asked for a deed on many cases, as forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liuxin.desk.cases.words import TRANSFER_REASONS, Deed, HandOverReason, Outcome, Together
from liuxin.interfaces.web.cases import forms as single
from liuxin.interfaces.web.cases import labels

CONTROL = {"class": "ct"}
DEED = {
    Deed.TAKE: pgettext_lazy("case", "Take"),
    Deed.TRANSFER: pgettext_lazy("case", "Transfer"),
    Deed.CLASSIFY: pgettext_lazy("case", "Reclassify"),
    Deed.PLAN: pgettext_lazy("case", "Change the next step"),
    Deed.CLOSE: pgettext_lazy("case", "Close with outcome"),
}


class TogetherForm(forms.Form):
    """A deed that needs nothing more."""

    deed = Deed.TAKE

    def told(self) -> Together:
        """Give the deed with what was written."""
        return Together(self.deed)


class TransferTogether(TogetherForm):
    """Into whose hands, and why."""

    deed = Deed.TRANSFER
    team = forms.TypedChoiceField(label=pgettext_lazy("case", "Team"), coerce=int, widget=forms.HiddenInput)
    holder = forms.TypedChoiceField(
        label=pgettext_lazy("case", "To whom"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.Select(attrs=CONTROL),
    )
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[(word.value, labels.REASON[word]) for word in TRANSFER_REASONS],
        widget=forms.Select(attrs=CONTROL),
    )
    remark = forms.CharField(
        label=_("In words"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs=CONTROL),
        help_text=_("Needed with another reason."),
    )

    def told(self) -> Together:
        """Give the transfer."""
        given = self.cleaned_data
        reason = HandOverReason(given["reason"])
        return Together(self.deed, given["team"], given["holder"], reason, given["remark"])


class ClassifyTogether(TogetherForm):
    """What each of the cases is to be; what is left open stays as it is."""

    deed = Deed.CLASSIFY
    priority = forms.TypedChoiceField(
        label=pgettext_lazy("case", "Priority"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=labels.priorities(empty=pgettext_lazy("many cases", "as it is")),
        widget=forms.Select(attrs=CONTROL),
    )
    category = forms.CharField(
        label=pgettext_lazy("case", "Category"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs=CONTROL),
        help_text=_("Empty: as it is."),
    )

    def told(self) -> Together:
        """Give what is to change."""
        given = self.cleaned_data
        return Together(self.deed, priority=given["priority"], category=given["category"] or None)


class PlanTogether(single.PlanForm, TogetherForm):
    """The same next step for each."""

    deed = Deed.PLAN
    version = None  # type: ignore[assignment]  # each case has its own

    def told(self) -> Together:
        """Give the next step."""
        given = self.cleaned_data
        return Together(self.deed, next_action=given["next_action"], next_due=given["next_due"])


class CloseTogether(single.CloseForm, TogetherForm):
    """The same outcome for each, named."""

    deed = Deed.CLOSE
    version = None  # type: ignore[assignment]  # each case has its own

    def told(self) -> Together:
        """Give the outcome."""
        given = self.cleaned_data
        return Together(self.deed, outcome=Outcome(given["outcome"]), outcome_text=given["outcome_text"])


FORMS: dict[Deed, type[TogetherForm]] = {
    Deed.TAKE: TogetherForm,
    Deed.TRANSFER: TransferTogether,
    Deed.CLASSIFY: ClassifyTogether,
    Deed.PLAN: PlanTogether,
    Deed.CLOSE: CloseTogether,
}


def offer(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    """Set what a field may choose from."""
    field = form.fields.get(name)
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
