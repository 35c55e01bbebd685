"""What the pages of indicator sets take in. Forms parse; actions decide."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from liuxin.engines.measurement import library
from liuxin.engines.measurement.library import Externals
from liuxin.engines.measurement.words import Direction
from liuxin.interfaces.web.indicators import labels
from liuxin.interfaces.web.insight import shown
from liuxin.kernel.errors import LiuxinError
from liuxin.kernel.quantities import WHOLE, Percent
from liuxin.kernel.text import Bilingual
from liuxin.performance.indicators.words import NO_TEXT, Band, Grain, NewIndicator, Scale, Yardstick, is_rated

CONTROL = {"class": "ct"}
NUMBER = {"class": "ct num", "inputmode": "decimal", "autocomplete": "off"}
WHY = forms.Textarea(attrs=CONTROL | {"rows": 2})
EMPTY, HISTORY, COPY, STARTER = "empty", "history", "copy-", "starter-"
BAND = "band"
PLACES = {
    "why_rated": "why_rated_zh",
    "direction": "measure",
    "target_low": "target",
    "cap": "stretch",
    "percent": "weight",
}
"""Fields at which the sentence of an error stands where its own is not on the sheet."""


def _words(named: Iterable[tuple[Any, object]]) -> list[tuple[str, object]]:
    return [(str(word), name) for word, name in named]


def number_in(text: object) -> Decimal | None:
    """Read a number as people write it; None for what is none."""
    bare = str(text or "").strip().rstrip("%\uff05").strip().replace(",", "").replace("\uff0c", "")
    try:
        number = Decimal(bare)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


class NumberField(forms.Field):
    """A number as people write it: with a percent sign, thousands commas or full-width digits."""

    def __init__(self, label: Any, places: int | None = None) -> None:
        """Take the label, and how many decimals there may be."""
        super().__init__(label=label, widget=forms.TextInput(attrs=NUMBER))
        self.places = places
        self.error_messages["required"] = gettext_lazy("Write a number here.")

    def to_python(self, value: Any) -> Decimal | None:
        """Read it."""
        if not str(value or "").strip():
            return None
        number = number_in(value)
        if number is None:
            raise forms.ValidationError(_("“%(text)s” is no number. Write one such as 85 or 97.5.") % {"text": value})
        if self.places is not None and round(number, self.places) != number:
            raise forms.ValidationError(_("Write at most two decimals."))
        return number


class NewForm(forms.Form):
    """A new draft: for whom, and from what."""

    position = forms.TypedChoiceField(
        label=pgettext_lazy("indicator set", "Position"), coerce=int, widget=forms.Select(attrs=CONTROL)
    )
    grain = forms.ChoiceField(
        label=gettext_lazy("Length of period"),
        choices=_words(labels.GRAINS.items()),
        initial=Grain.QUARTER.value,
        widget=forms.Select(attrs=CONTROL),
        help_text=gettext_lazy("Targets for counts hold for one whole period. A copy keeps the length it has."),
    )
    start = forms.ChoiceField(
        label=gettext_lazy("Begin with"),
        widget=forms.Select(attrs=CONTROL),
        help_text=gettext_lazy(
            "From history: the target is what half of the people reached, the floor what nine in ten reached, the "
            "stretch what one in ten did."
        ),
    )

    def __init__(
        self,
        data: Any,
        *,
        positions: Sequence[tuple[int, str]],
        copies: Sequence[tuple[int, str]],
        starters: Sequence[tuple[str, str]],
        initial: dict[str, str],
    ) -> None:
        """Take the positions, the starters of the library, and the sets that may be copied."""
        super().__init__(data, auto_id="new-%s", initial=initial)
        self.fields["position"].choices = positions  # type: ignore[attr-defined]  # a choice field
        self.fields["start"].choices = [  # type: ignore[attr-defined]  # as above
            (EMPTY, _("nothing: write every line")),
            (HISTORY, _("what history proposes")),
            *((f"{STARTER}{code}", name) for code, name in starters),
            *((f"{COPY}{key}", name) for key, name in copies),
        ]


class HeadForm(forms.Form):
    """Name and rules of a draft, and which state of it was on the page."""

    name_zh = forms.CharField(
        label=gettext_lazy("Chinese name"), max_length=200, required=False, widget=forms.TextInput(attrs=CONTROL)
    )
    name_en = forms.CharField(
        label=gettext_lazy("English name"), max_length=200, required=False, widget=forms.TextInput(attrs=CONTROL)
    )
    grain = forms.ChoiceField(
        label=gettext_lazy("Length of period"),
        choices=_words(labels.GRAINS.items()),
        widget=forms.Select(attrs=CONTROL),
    )
    missing_rule = forms.ChoiceField(
        label=gettext_lazy("If a line has no value"),
        choices=_words(labels.MISSING.items()),
        widget=forms.Select(attrs=CONTROL),
    )
    expect = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Ask for a name in one language at least."""
        given = super().clean() or {}
        if not given.get("name_zh") and not given.get("name_en"):
            self.add_error("name_zh", _("Give the set a name, in Chinese or in English."))
        return given

    @property
    def name(self) -> Bilingual:
        """Give the name that was read."""
        return Bilingual(self.cleaned_data["name_zh"], self.cleaned_data["name_en"])


class LineForm(forms.Form):
    """One line: a measure, its weight, and the points of its scale or band."""

    measure = forms.CharField(label=gettext_lazy("Measure"), widget=forms.Select(attrs=CONTROL))
    weight = NumberField(gettext_lazy("Weight, %"), places=2)
    shape = forms.ChoiceField(
        label=gettext_lazy("Scale"),
        choices=[("", gettext_lazy("floor, target, stretch")), (BAND, labels.DIRECTIONS[Direction.BAND])],
        required=False,
        widget=forms.Select(attrs=CONTROL),
    )
    floor = NumberField(gettext_lazy("Floor"))
    target = NumberField(gettext_lazy("Target"))
    stretch = NumberField(gettext_lazy("Stretch"))
    top = NumberField(gettext_lazy("Upper floor"))
    why_rated_zh = forms.CharField(
        label=gettext_lazy("Why it is rated, not measured (Chinese)"), max_length=500, required=False, widget=WHY
    )
    why_rated_en = forms.CharField(
        label=gettext_lazy("Why it is rated, not measured (English)"), max_length=500, required=False, widget=WHY
    )

    def __init__(
        self, data: Any = None, *, number: int, externals: Externals, initial: dict[str, Any] | None = None
    ) -> None:
        """Take the number of the line, counted from 0, and the external measures that it may name."""
        super().__init__(data, prefix=f"line{number}", initial=initial, auto_id="%s")
        self.externals = externals
        self.fields["measure"].widget.choices = measures(externals)
        self.fields["measure"].error_messages["required"] = _("Choose a measure, or take the line out.")
        self.fields["top"].required = self.is_band

    @property
    def is_band(self) -> bool:
        """Tell whether the line has two targets with the best between them."""
        return str(self["shape"].value()) == BAND

    @property
    def is_rated(self) -> bool:
        """Tell whether people rate the measure of the line."""
        return is_rated(str(self["measure"].value() or ""))

    @property
    def points(self) -> list[forms.BoundField]:
        """Give the fields of the points in order."""
        return [self[name] for name in ("floor", "target", "stretch", "top")]

    @property
    def values(self) -> dict[str, Any]:
        """Give what stands in the fields, readable or not."""
        return {name: self[name].value() for name in self.fields}

    def line(self, cap: float | None = None) -> NewIndicator:
        """Give the line that was read; a cap that stands already is kept."""
        given = self.cleaned_data
        why = Bilingual(given["why_rated_zh"], given["why_rated_en"]) if self.is_rated else NO_TEXT
        return NewIndicator(given["measure"], Percent(given["weight"]), self._yardstick(cap), why)

    def _yardstick(self, cap: float | None) -> Yardstick:
        given = self.cleaned_data
        first, second, third = (float(given[name]) for name in ("floor", "target", "stretch"))
        if self.is_band:
            return Band(first, second, third, float(given["top"]))
        direction = library.find(given["measure"], self.externals)[0].direction
        return Scale(direction, first, second, third) if cap is None else Scale(direction, first, second, third, cap)

    def clean_weight(self) -> Decimal:
        """Refuse a weight outside 0 to 100 here, where the field is known."""
        weight: Decimal = self.cleaned_data["weight"]
        if not 0 <= weight <= WHOLE:
            raise forms.ValidationError(_("A weight lies between 0 and 100."))
        return weight

    def clean_measure(self) -> str:
        """Refuse a measure that nobody knows."""
        key: str = self.cleaned_data["measure"]
        try:
            library.find(key, self.externals)
        except LiuxinError as error:
            raise forms.ValidationError(labels.said(error, self.externals)) from error
        return key

    def blame(self, error: LiuxinError) -> None:
        """Put the sentence of an error at its field."""
        places = {
            "why_rated": "why_rated_zh",
            "direction": "measure",
            "target_low": "target",
            "cap": "stretch",
            "percent": "weight",
        }
        field = places.get(error.field, error.field)
        self.add_error(field if field in self.fields else None, labels.said(error, self.externals))


def measures(externals: Externals) -> list[tuple[str, object]]:
    """Offer every number: those that score a person by what they are about, then those that never score one."""
    scoring: dict[str, list[tuple[str, str]]] = {group: [] for group in library.GROUPS}
    of_unit: list[tuple[str, str]] = []
    imported = [library.find(each.key, externals)[0] for each in externals.values()]
    for measure in (*library.MEASURES.values(), *imported, *library.RATED.values()):
        named = [(measure.key(statistic), shown.title(measure, statistic)) for statistic in measure.statistics]
        (scoring[measure.group] if measure.may_score_a_person else of_unit).extend(named)
    return [
        ("", _("choose")),
        *((shown.text(library.GROUPS[group]), named) for group, named in scoring.items() if named),
        (_("of the unit only: not in a person's set"), of_unit),
    ]


def moment(text: str) -> datetime | None:
    """Read the state of a draft that a page carries."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
