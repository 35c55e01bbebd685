"""What the pages of external measures take in: a definition, a file of readings, a reason."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from liuxin.engines.measurement.external import External, ExternalKind
from liuxin.engines.measurement.words import Direction, Unit
from liuxin.insight import periods
from liuxin.interfaces.imports.readings import unit_named
from liuxin.interfaces.web.indicators import labels
from liuxin.interfaces.web.insight import shown
from liuxin.kernel.errors import BadInputError, LiuxinError
from liuxin.kernel.period import Period
from liuxin.kernel.text import Bilingual
from liuxin.performance.indicators.rules import UNITS
from liuxin.performance.indicators.words import About, BatchLine, ExternalView, NewExternal

CONTROL = {"class": "ct"}
NUMBER = {"class": "ct num", "inputmode": "numeric", "autocomplete": "off"}
LARGEST_KB = 1_400
KB = 1024
OTHER = "other"
MONTHS, QUARTERS, YEARS = 14, 5, 2
_QUARTER, _YEAR = 3, 12


def _text(label: Any, *, required: bool = True, most: int = 200, **more: Any) -> forms.CharField:
    widget = forms.TextInput(attrs=CONTROL)
    return forms.CharField(label=label, required=required, max_length=most, widget=widget, **more)


def _area(label: Any, *, most: int = 1000) -> forms.CharField:
    widget = forms.Textarea(attrs=CONTROL | {"rows": 3})
    return forms.CharField(label=label, required=False, max_length=most, widget=widget)


class ExternalForm(forms.Form):
    """The definition of an external measure."""

    code = _text(
        gettext_lazy("Code"),
        most=40,
        help_text=gettext_lazy("Small English letters, digits and underscores, such as attendance_rate. It stays."),
    )
    name_zh = _text(gettext_lazy("Chinese name"), required=False)
    name_en = _text(gettext_lazy("English name"), required=False)
    definition_zh = _area(gettext_lazy("How it is worked out, in Chinese"))
    definition_en = _area(gettext_lazy("How it is worked out, in English"))
    source = _text(
        pgettext_lazy("external measure", "Source"),
        help_text=gettext_lazy("The system or list that the numbers come from, such as the attendance system."),
    )
    unit = forms.ChoiceField(label=pgettext_lazy("external measure", "Unit"), widget=forms.Select(attrs=CONTROL))
    kind = forms.ChoiceField(
        label=gettext_lazy("How readings become one number"),
        choices=[(kind.value, name) for kind, name in labels.KINDS.items()],
        widget=forms.Select(attrs=CONTROL),
    )
    direction = forms.ChoiceField(
        label=pgettext_lazy("external measure", "Direction"),
        choices=[(way.value, name) for way, name in labels.DIRECTIONS.items()],
        widget=forms.Select(attrs=CONTROL),
    )
    about = forms.ChoiceField(
        label=gettext_lazy("Whose readings"),
        choices=[(about.value, name) for about, name in labels.ABOUT.items()],
        widget=forms.Select(attrs=CONTROL),
    )
    positions = forms.TypedMultipleChoiceField(
        label=gettext_lazy("For which positions"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None ticked means everybody. They decide who is missed when a file is incomplete."),
    )
    places = forms.IntegerField(
        label=gettext_lazy("Decimals shown"), initial=1, min_value=0, max_value=6, widget=forms.TextInput(attrs=NUMBER)
    )
    least_sample = forms.IntegerField(
        label=gettext_lazy("Least number of readings"),
        initial=1,
        min_value=1,
        widget=forms.TextInput(attrs=NUMBER),
        help_text=gettext_lazy("With fewer a number is shown and not scored."),
    )
    expect = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any,
        *,
        positions: Iterable[tuple[int, str]],
        held: ExternalView | None = None,
        example: NewExternal | None = None,
    ) -> None:
        """Take the positions that there are, and the definition as it stands, or the example to begin with."""
        begun = _of_example(example) if example else None
        super().__init__(data, auto_id="external-%s", initial=_initial(held) if held else begun)
        units = [(unit.value, unit_named(unit, shown.language())) for unit in UNITS]
        self.fields["unit"].choices = units  # type: ignore[attr-defined]  # a choice field
        self.fields["positions"].choices = list(positions)  # type: ignore[attr-defined]  # as above
        if held is not None:
            self.fields["code"].disabled = True
        for name in ("unit", "kind", "about") if held is not None and held.is_read else ():
            self.fields[name].disabled = True

    @property
    def new(self) -> NewExternal:
        """Give the definition that was read."""
        given = self.cleaned_data
        return NewExternal(
            code=given["code"],
            name=Bilingual(given["name_zh"], given["name_en"]),
            definition=Bilingual(given["definition_zh"], given["definition_en"]),
            source=given["source"],
            unit=Unit(given["unit"]),
            direction=Direction(given["direction"]),
            kind=ExternalKind(given["kind"]),
            about=About(given["about"]),
            places=given["places"],
            least_sample=given["least_sample"],
            positions=frozenset(given["positions"]),
        )

    def blame(self, error: LiuxinError) -> None:
        """Put the sentence of an error at its field."""
        places = {"name": "name_zh", "definition": "definition_zh"}
        field = places.get(error.field, error.field)
        self.add_error(field if field in self.fields else None, labels.said(error))


def _initial(held: ExternalView) -> dict[str, object]:
    return {
        **_of_example(held.defined),
        "about": held.about.value,
        "positions": [key for key, _name in held.positions],
        "expect": held.changed_at.isoformat(),
    }


def _of_example(defined: External | NewExternal) -> dict[str, object]:
    return {
        "code": defined.code,
        "name_zh": defined.name.zh,
        "name_en": defined.name.en,
        "definition_zh": defined.definition.zh,
        "definition_en": defined.definition.en,
        "source": defined.source,
        "unit": defined.unit.value,
        "kind": defined.kind.value,
        "direction": defined.direction.value,
        "places": defined.places,
        "least_sample": defined.least_sample,
    }


class ImportForm(forms.Form):
    """A file of readings: for which period, from where, and what it corrects."""

    period = forms.ChoiceField(
        label=pgettext_lazy("readings", "Period"),
        widget=forms.Select(attrs=CONTROL),
        help_text=gettext_lazy("Only periods that are over."),
    )
    first = forms.DateField(
        label=gettext_lazy("First day"), required=False, widget=forms.DateInput(attrs=CONTROL | {"type": "date"})
    )
    last = forms.DateField(
        label=gettext_lazy("Last day"), required=False, widget=forms.DateInput(attrs=CONTROL | {"type": "date"})
    )
    file = forms.FileField(
        label=pgettext_lazy("readings", "File"),
        required=False,
        widget=forms.FileInput(attrs=CONTROL | {"accept": ".xlsx,.csv,.txt"}),
        help_text=gettext_lazy("XLSX or CSV. Nothing is written before you have seen what was read."),
    )
    sheet = _text(
        gettext_lazy("Sheet"), required=False, most=31, help_text=gettext_lazy("Left empty, the first sheet is read.")
    )
    source = _text(pgettext_lazy("readings", "Source"))
    replaces = forms.TypedChoiceField(
        label=gettext_lazy("Corrects"), coerce=int, empty_value=None, required=False, widget=forms.Select(attrs=CONTROL)
    )
    note = _text(
        gettext_lazy("Why it is corrected"),
        required=False,
        most=500,
        help_text=gettext_lazy("Needed for a correction; it is kept."),
    )

    def __init__(
        self, data: Any, files: Any, *, measure: ExternalView, batches: Sequence[BatchLine], place: Any
    ) -> None:
        """Take the measure, its batches, and (when the record ends, zone) that decide which periods are offered."""
        end, zone = place
        self.zone: str = zone
        codes = _codes(end, zone)
        start = {"source": measure.defined.source, "period": codes[0]}
        super().__init__(data, files, auto_id="import-%s", initial=start)
        named = [(code, shown.span_name(code)) for code in codes]
        self.fields["period"].choices = [*named, (OTHER, _("other days"))]  # type: ignore[attr-defined]  # a choice
        self.fields["replaces"].choices = [  # type: ignore[attr-defined]  # as above
            ("", _("nothing: these readings are new")),
            *((line.id, _corrected(line, zone)) for line in batches),
        ]

    @property
    def span(self) -> Period:
        """Give the period that was read."""
        given = self.cleaned_data
        if given["period"] == OTHER:
            return Period.of_days(given["first"], given["last"], self.zone)
        return span_of(given["period"], self.zone)

    def clean(self) -> dict[str, Any]:
        """Ask for both days of a period of one's own, in order, and refuse a file that is too large to be held."""
        given = super().clean() or {}
        if given.get("period") == OTHER:
            first, last = given.get("first"), given.get("last")
            if first is None or last is None:
                self.add_error("first" if first is None else "last", _("Write the first and the last day."))
            elif last < first:
                self.add_error("last", _("The last day is before the first."))
        file = given.get("file")
        if file is not None and file.size > LARGEST_KB * KB:
            params = {"size": -(-file.size // KB), "most": LARGEST_KB}
            self.blame(BadInputError("readings.file_too_large", field="file", **params))
        return given

    def blame(self, error: LiuxinError) -> None:
        """Put the sentence of an error at its field."""
        places = {"reason": "note"}
        field = places.get(error.field, error.field or "file")
        self.add_error(field if field in self.fields else "file", labels.said(error))


def days_given(first: str, last: str, zone: str) -> Period:
    """Read a first and a last day. Raises `BadInputError("insight.unknown_period")`, and for days out of order."""
    try:
        return Period.of_days(date.fromisoformat(first), date.fromisoformat(last), zone)
    except ValueError as error:
        raise BadInputError("insight.unknown_period", field="period", period=f"{first} {last}".strip()) from error


def span_of(code: str, zone: str) -> Period:
    """Read the code of a month, quarter or year. Raises `BadInputError("insight.unknown_period")`."""
    nothing = Period(datetime(1970, 1, 1, tzinfo=UTC), datetime(1970, 1, 2, tzinfo=UTC))
    found = periods.span(code, zone, nothing)
    if found.is_whole:
        raise BadInputError("insight.unknown_period", field="period", period=code)
    return found.period


def _corrected(line: BatchLine, zone: str) -> str:
    return _("%(days)s, batch %(batch)s: %(file)s") % {
        "days": shown.days(line.period, zone),
        "batch": line.id,
        "file": line.file_name,
    }


def _codes(now: datetime, zone: str) -> list[str]:
    """Give the codes of the last months, quarters and years that are over, the latest first."""
    day = now.astimezone(ZoneInfo(zone))
    month = day.year * _YEAR + day.month - 1
    months = [f"{(month - back) // _YEAR}-{(month - back) % _YEAR + 1:02d}" for back in range(1, MONTHS + 1)]
    quarter = month // _QUARTER
    per_year = _YEAR // _QUARTER
    quarters = [f"{(quarter - back) // per_year}-Q{(quarter - back) % per_year + 1}" for back in range(1, QUARTERS + 1)]
    return [*months, *quarters, *(str(day.year - back) for back in range(1, YEARS + 1))]


class ReasonForm(forms.Form):
    """Why a batch is rejected or withdrawn; `label` says which."""

    reason = forms.CharField(required=False, max_length=500, widget=forms.Textarea(attrs=CONTROL | {"rows": 3}))

    def __init__(self, data: Any, *, label: str) -> None:
        """Take the label."""
        super().__init__(data, auto_id="batch-%s")
        self.fields["reason"].label = label
