"""What the pages of evaluators take in. Forms parse; actions decide."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liuxin.interfaces.web.evaluators import labels
from liuxin.kernel.errors import LiuxinError
from liuxin.performance.evaluators.words import Kind

CONTROL = {"class": "ct"}
LONGEST = 500
ADDED = (Kind.PEER, Kind.SUPERVISOR, Kind.SUBORDINATE, Kind.EXPERT, Kind.RECIPIENT)


class Blamed(forms.Form):
    """A form that shows an error of the house beside the field that it is about."""

    def blame(self, error: LiuxinError) -> None:
        """Put the sentence of an error beside its field, or above the form."""
        field = error.field if error.field in self.fields else None
        self.add_error(field, labels.said(error.code, **error.params))


class ReasonForm(Blamed):
    """A reason that stays."""

    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs=CONTROL | {"rows": 3})
    )


class AddForm(ReasonForm):
    """Somebody more who is to rate a person."""

    kind = forms.ChoiceField(label=_("As what"), widget=forms.Select(attrs=CONTROL))
    rater = forms.CharField(
        label=_("Staff number"),
        required=False,
        max_length=64,
        widget=forms.TextInput(attrs=CONTROL),
        help_text=_("Of the colleague who is to rate. An outside expert needs an account here and has a number too."),
    )
    customer = forms.CharField(
        label=_("Customer code"),
        required=False,
        max_length=64,
        widget=forms.TextInput(attrs=CONTROL),
        help_text=_("Only for a service recipient."),
    )
    field_order = ("kind", "rater", "customer", "reason")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["kind"].choices = [(each.value, labels.kind(each)) for each in ADDED]  # type: ignore[attr-defined]


class DeclareForm(Blamed):
    """A word before the round: no conflict, or one about one of those whom one rates."""

    word = forms.ChoiceField(label=_("Your declaration"), widget=forms.RadioSelect, required=False)
    about = forms.ChoiceField(label=_("About whom"), required=False, widget=forms.Select(attrs=CONTROL))
    text = forms.CharField(
        label=_("What the relation or interest is"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs=CONTROL | {"rows": 3}),
        help_text=_("Only HR reads it."),
    )

    def __init__(self, data: Any, *, ratees: Iterable[tuple[int, str]], declared: bool) -> None:
        super().__init__(data)
        words = [("none", _("I have no conflict of interest with anybody whom I rate."))]
        conflict = [("conflict", _("I have a conflict of interest with one of them."))]
        self.fields["word"].choices = conflict if declared else words + conflict  # type: ignore[attr-defined]
        self.fields["about"].choices = [("", "—"), *ratees]  # type: ignore[attr-defined]
