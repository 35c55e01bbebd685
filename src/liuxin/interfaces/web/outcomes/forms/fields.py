"""Fields that the forms of outcomes share."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liuxin.interfaces.web.outcomes import labels
from liuxin.kernel.errors import LiuxinError

CONTROL = {"class": "ct"}
NUMBER = {"class": "ct num", "inputmode": "decimal", "autocomplete": "off"}
DAY = {"class": "ct num", "type": "date"}
LONG = {"class": "ct", "rows": 3}


class NumberField(forms.Field):
    """A number as people write it: with thousands commas, a currency sign or full-width digits."""

    def __init__(self, label: Any, *, places: int = 2, required: bool = True, help_text: Any = "") -> None:
        """Take the label, and how many decimals there may be."""
        super().__init__(label=label, widget=forms.TextInput(attrs=NUMBER), required=required, help_text=help_text)
        self.places = places
        self.error_messages["required"] = gettext_lazy("Write a number here.")

    def to_python(self, value: Any) -> Decimal | None:
        """Read it."""
        written = str(value or "").strip()
        if not written:
            return None
        bare = written.strip("¥￥ ").replace(",", "").replace("，", "")
        try:
            number = Decimal(bare)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            raise forms.ValidationError(_("“%(text)s” is no number. Write one such as 85 or 97.5.") % {"text": written})
        if round(number, self.places) != number:
            raise forms.ValidationError(_("Write at most %(count)s decimals.") % {"count": self.places})
        return number


class BlamedForm(forms.Form):
    """A form that puts the sentence of an error at its field, or above all where it has none there."""

    places: dict[str, str] = {}

    def blame(self, error: LiuxinError) -> None:
        """Put the sentence where it belongs."""
        field = self.places.get(error.field, error.field)
        self.add_error(field if field in self.fields else None, labels.said(error))


def day_field(label: Any, *, required: bool = True) -> forms.DateField:
    """Make a field for a day."""
    return forms.DateField(label=label, required=required, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))


def text_field(label: Any, *, most: int = 500, required: bool = True, long: bool = False, help_text: Any = "") -> Any:
    """Make a field for a text."""
    widget = forms.Textarea(attrs=LONG) if long else forms.TextInput(attrs=CONTROL)
    return forms.CharField(label=label, max_length=most, required=required, widget=widget, help_text=help_text)


def choice_field(label: Any, *, required: bool = True, help_text: Any = "") -> Any:
    """Make a field for a choice whose choices are set by the form."""
    return forms.ChoiceField(label=label, required=required, widget=forms.Select(attrs=CONTROL), help_text=help_text)


def choices_of(field: forms.Field) -> Any:
    """Give a field whose choices the form sets."""
    return field
