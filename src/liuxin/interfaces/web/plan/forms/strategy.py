"""What the pages of the strategy take in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from liuxin.engines.measurement import library
from liuxin.engines.measurement.words import Direction
from liuxin.interfaces.web.plan import labels
from liuxin.interfaces.web.plan.forms import fields
from liuxin.performance.plan.words import NewObjective, Perspective

Choices = Sequence[tuple[int, str]]


class TextForm(forms.Form):
    """A text of the strategy, and the version that was on the page."""

    text_zh = fields.area(gettext_lazy("In Chinese"), rows=6)
    text_en = fields.area(gettext_lazy("In English"), rows=6)
    expect = forms.IntegerField(widget=forms.HiddenInput)


class ObjectiveForm(forms.Form):
    """An objective, and which state of it was on the page."""

    code = fields.line(
        pgettext_lazy("objective", "Code"), required=True, most=64, help_text=gettext_lazy("Short, such as promise.")
    )
    title_zh = fields.line(pgettext_lazy("objective", "What is wanted, in Chinese"), most=300)
    title_en = fields.line(pgettext_lazy("objective", "What is wanted, in English"), most=300)
    perspective = fields.word(pgettext_lazy("objective", "Side"), labels.PERSPECTIVES.items())
    owner = fields.choice(pgettext_lazy("objective", "Who answers for it"))
    measure = forms.ChoiceField(
        label=pgettext_lazy("objective", "Measure of the record"),
        required=False,
        widget=forms.Select(attrs=fields.CONTROL),
        help_text=gettext_lazy("Without one, say below what is counted; its attainment cannot be read off the record."),
    )
    unit_zh = fields.line(pgettext_lazy("objective", "What is counted, in Chinese"))
    unit_en = fields.line(pgettext_lazy("objective", "What is counted, in English"))
    direction = fields.word(pgettext_lazy("objective", "Direction"), labels.DIRECTIONS.items())
    baseline = fields.number(pgettext_lazy("objective", "Where it stands"))
    target = fields.number(pgettext_lazy("objective", "Where it should get to"))
    start = fields.day(pgettext_lazy("objective", "From"), required=True)
    end = fields.day(pgettext_lazy("objective", "Until"), required=True)
    expect = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, owners: Choices, initial: dict[str, object], is_new: bool) -> None:
        """Take the people who may answer for it; a code stays."""
        super().__init__(data, auto_id="objective-%s", initial=initial)
        measures = [(key, labels.measure_title(key)) for key in library.KEYS]
        self.fields["measure"].choices = [("", _("none")), *measures]  # type: ignore[attr-defined]  # a choice field
        self.fields["owner"].choices = [("", _("nobody yet")), *owners]  # type: ignore[attr-defined]  # as above
        self.fields["code"].disabled = not is_new

    @property
    def new(self) -> NewObjective:
        """Give the objective that was read."""
        given = self.cleaned_data
        return NewObjective(
            code=given["code"],
            title=fields.both(self, "title"),
            perspective=Perspective(given["perspective"]),
            owner=given["owner"],
            start=given["start"],
            end=given["end"],
            measure=given["measure"],
            unit=fields.both(self, "unit"),
            direction=Direction(given["direction"]),
            baseline=_float(given["baseline"]),
            target=_float(given["target"]),
        )


class LineForm(forms.Form):
    """A line of the environment."""

    quadrant = fields.word(pgettext_lazy("environment", "Field"), labels.QUADRANTS.items())
    text_zh = fields.area(gettext_lazy("In Chinese"), rows=2)
    text_en = fields.area(gettext_lazy("In English"), rows=2)
    objective = fields.choice(pgettext_lazy("environment", "Objective that answers it"))

    def __init__(self, data: Any, *, objectives: Choices, only_link: bool = False, **more: Any) -> None:
        """Take the objectives that hold; of a line that stands only the objective may change."""
        super().__init__(data, auto_id="line-%s", **more)
        self.fields["objective"].choices = [("", _("none")), *objectives]  # type: ignore[attr-defined]  # a choice field
        if only_link:
            for name in ("quadrant", "text_zh", "text_en"):
                del self.fields[name]


def moment(text: str) -> datetime | None:
    """Read an instant that a page kept; None for what is none."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _float(number: Any) -> float | None:
    return None if number is None else float(number)
