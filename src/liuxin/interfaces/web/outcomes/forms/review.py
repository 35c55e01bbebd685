"""Forms of the review and of the next cycle."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liuxin.interfaces.web.outcomes import labels
from liuxin.interfaces.web.outcomes.forms.fields import BlamedForm, choice_field, choices_of, day_field, text_field
from liuxin.kernel.period import Period
from liuxin.kernel.text import Bilingual
from liuxin.performance.outcomes.words import FigureCode

PHASES = range(1, 7)


class DecisionForm(BlamedForm):
    """What was decided, and which figure it answers to."""

    places = {"reason": "text"}
    figure = choice_field(gettext_lazy("In answer to"), required=False)
    text = text_field(gettext_lazy("What was decided"), long=True)

    def __init__(self, data: Any = None) -> None:
        """Offer the figures."""
        super().__init__(data, auto_id="decide-%s")
        choices_of(self.fields["figure"]).choices = [
            ("", _("no figure in particular")),
            *((code.value, labels.FIGURES[code]) for code in FigureCode),
        ]


class FinishForm(BlamedForm):
    """A department whose last phase is completed."""

    department = choice_field(gettext_lazy("Department"))
    reason = text_field(gettext_lazy("Why no rule was applied, if none was"), required=False, long=True)

    def __init__(self, data: Any = None, *, departments: Sequence[tuple[int, str]]) -> None:
        """Take the departments that stand in the last phase."""
        super().__init__(data, auto_id="finish-%s")
        choices_of(self.fields["department"]).choices = departments


class NextForm(BlamedForm):
    """The cycle that follows."""

    places = {"cycle": "code", "name": "name_zh", "period": "last", "phase_dues": "due1"}
    code = text_field(gettext_lazy("Code"), most=40, help_text=gettext_lazy("Short, such as 2027-Q1."))
    name_zh = text_field(gettext_lazy("Chinese name"), most=200, required=False)
    name_en = text_field(gettext_lazy("English name"), most=200, required=False)
    first = day_field(gettext_lazy("First day measured"))
    last = day_field(gettext_lazy("Last day measured"))
    departments = forms.MultipleChoiceField(
        label=gettext_lazy("Departments"), widget=forms.SelectMultiple(attrs={"class": "ct", "size": "5"})
    )
    is_pilot = forms.BooleanField(
        label=gettext_lazy("A pilot: everything is computed and talked through, nothing is applied"), required=False
    )

    def __init__(
        self,
        data: Any = None,
        *,
        departments: Sequence[tuple[int, str]],
        names: Sequence[str],
        initial: dict[str, Any] | None = None,
    ) -> None:
        """Take the departments, and the names of the six phases."""
        super().__init__(data, initial=initial, auto_id="next-%s")
        choices_of(self.fields["departments"]).choices = departments
        for number, name in zip(PHASES, names, strict=True):
            self.fields[f"due{number}"] = day_field(_("%(phase)s done by") % {"phase": name})

    @property
    def dues(self) -> list[forms.BoundField]:
        """Give the fields of the due dates."""
        return [self[f"due{number}"] for number in PHASES]

    def told(self, zone: str) -> dict[str, Any]:
        """Give what opens the cycle."""
        given = self.cleaned_data
        return {
            "code": given["code"],
            "name": Bilingual(given["name_zh"], given["name_en"]),
            "period": Period.of_days(given["first"], given["last"], zone),
            "departments": [int(key) for key in given["departments"]],
            "phase_dues": {number: given[f"due{number}"] for number in PHASES},
            "is_pilot": given["is_pilot"],
        }
