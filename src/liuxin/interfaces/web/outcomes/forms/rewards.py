"""Forms of rule sets."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liuxin.interfaces.web.outcomes.forms.fields import BlamedForm, NumberField, choice_field, choices_of, text_field
from liuxin.interfaces.web.outcomes.labels import FEN
from liuxin.kernel.text import Bilingual
from liuxin.performance.outcomes.words import NewRuleSet, RuleSetView, Terms

Choices = Sequence[tuple[int, str]]


class RuleForm(BlamedForm):
    """A rule set: name, department, pool, floor, presence, and the base factor of each position."""

    places = {"name_zh": "name_zh", "bases": "pool"}
    name_zh = text_field(gettext_lazy("Chinese name"), most=200, required=False)
    name_en = text_field(gettext_lazy("English name"), most=200, required=False)
    department = choice_field(gettext_lazy("For whom"), required=False)
    pool = NumberField(gettext_lazy("Pool, yuan"), help_text=gettext_lazy("All of it is paid, to the fen."))
    floor = NumberField(
        gettext_lazy("Floor, points"),
        help_text=gettext_lazy("Shares grow with the points above the floor. 60 is the floor of every scale."),
    )
    attendance = choice_field(gettext_lazy("Presence from"), required=False)
    expect = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any,
        *,
        departments: Choices,
        positions: Choices,
        attendance: Sequence[tuple[str, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        """Take what may be chosen, and the positions that need a base factor."""
        super().__init__(data, initial=initial, auto_id="rule-%s")
        choices_of(self.fields["department"]).choices = [("", _("everybody in the cycle")), *departments]
        choices_of(self.fields["attendance"]).choices = [("", _("membership of teams, on record here")), *attendance]
        self.positions = [key for key, _name in positions]
        for key, name in positions:
            self.fields[f"base_{key}"] = NumberField(name, places=3, required=False)

    @property
    def bases(self) -> list[forms.BoundField]:
        """Give the fields of the base factors."""
        return [self[f"base_{key}"] for key in self.positions]

    @property
    def new(self) -> NewRuleSet:
        """Give the rule set that was read."""
        given = self.cleaned_data
        factors = {key: given[f"base_{key}"] for key in self.positions if given.get(f"base_{key}") is not None}
        terms = Terms(int(given["pool"] * FEN), float(given["floor"]), factors, given["attendance"])
        department = int(given["department"]) if given["department"] else None
        return NewRuleSet(Bilingual(given["name_zh"], given["name_en"]), terms, department)

    def clean_pool(self) -> Decimal:
        """Refuse here what cannot even be read as an amount."""
        pool: Decimal = self.cleaned_data["pool"]
        return pool


def initial_of(found: RuleSetView) -> dict[str, Any]:
    """Lay a rule set on the form."""
    bases = {f"base_{key}": f"{factor.normalize():f}" for key, factor in found.terms.bases.items()}
    return bases | {
        "name_zh": found.name.zh,
        "name_en": found.name.en,
        "department": found.department or "",
        "pool": f"{Decimal(found.terms.pool_fen) / FEN:.2f}",
        "floor": f"{found.terms.floor:g}",
        "attendance": found.terms.attendance,
        "expect": found.changed_at.isoformat(),
    }


class ApproversForm(BlamedForm):
    """The two who are asked to approve."""

    places = {"approvers": "first"}
    first = choice_field(gettext_lazy("First approval by"))
    second = choice_field(gettext_lazy("Second approval by"))

    def __init__(self, data: Any, *, people: Choices) -> None:
        """Take who may be asked."""
        super().__init__(data, auto_id="ask-%s")
        for name in ("first", "second"):
            choices_of(self.fields[name]).choices = [("", _("choose")), *people]

    @property
    def approvers(self) -> list[int]:
        """Give whom was chosen."""
        return [int(self.cleaned_data[name]) for name in ("first", "second")]


class ReasonForm(BlamedForm):
    """A reason."""

    reason = text_field(gettext_lazy("Reason"), long=True, help_text=gettext_lazy("It stays on record with your name."))
