"""What the pages of votes take in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from liuxin.interfaces.web.indicators import labels
from liuxin.interfaces.web.indicators.forms.sets import CONTROL, NumberField
from liuxin.kernel.errors import BadInputError, LiuxinError
from liuxin.kernel.quantities import Percent


class ProposeForm(forms.Form):
    """For which cycle, until when, and how many must sign."""

    cycle = forms.TypedChoiceField(
        label=gettext_lazy("Performance cycle"), coerce=int, widget=forms.Select(attrs=CONTROL)
    )
    last = forms.DateField(
        label=gettext_lazy("Last day to vote"), widget=forms.DateInput(attrs=CONTROL | {"type": "date"})
    )
    share_asked = NumberField(gettext_lazy("How many of those whom it binds must sign, %"), places=0)
    note = forms.CharField(
        label=gettext_lazy("What those who vote should know"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs=CONTROL | {"rows": 3}),
    )

    def __init__(self, data: Any, *, cycles: Sequence[tuple[int, str]], last: str) -> None:
        """Take the cycles that run, and the last day that stands there first."""
        super().__init__(data, auto_id="propose-%s", initial={"last": last, "share_asked": "60"})
        self.fields["cycle"].choices = cycles  # type: ignore[attr-defined]  # a choice field

    @property
    def share(self) -> Percent:
        """Give the share that was read."""
        return Percent(self.cleaned_data["share_asked"])

    def clean_share_asked(self) -> Any:
        """Refuse more than all."""
        share = self.cleaned_data["share_asked"]
        if not 0 <= share <= 100:  # noqa: PLR2004 - percent
            raise forms.ValidationError(labels.said(BadInputError("indicators.share_too_small", share=share)))
        return share

    def blame(self, error: LiuxinError) -> LiuxinError | None:
        """Put the sentence of an error at its field; give it back where it has none here."""
        places = {"share": "share_asked", "deadline": "last", "cycle": "cycle"}
        field = places.get(error.field, "")
        if not field:
            return error
        self.add_error(field, labels.said(error))
        return None


class TakeBackForm(forms.Form):
    """Why a proposal is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=500, widget=forms.Textarea(attrs=CONTROL | {"rows": 3})
    )
