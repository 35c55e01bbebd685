"""Forms of improvement plans."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liuxin.interfaces.web.outcomes import labels
from liuxin.interfaces.web.outcomes.forms.fields import BlamedForm, choice_field, choices_of, day_field, text_field
from liuxin.kernel.errors import LiuxinError
from liuxin.performance.outcomes import rules
from liuxin.performance.outcomes.words import Ending, NewGoal, NewPlan, NewSupport, PlanView, Progress

GOALS = range(1, rules.MOST_GOALS + 1)
SUPPORT = range(1, 4)
CHECKS = range(1, 10)


def patterns() -> list[tuple[str, str]]:
    """Offer the patterns with their usual length."""
    return [
        (each.code, _("%(name)s (%(days)s days)") % {"name": labels.text(each.name), "days": each.days})
        for each in rules.plan_patterns().values()
    ]


class OpenPlanForm(BlamedForm):
    """For whom a plan is opened, and why."""

    places = {"person_id": "person"}
    person = choice_field(gettext_lazy("For whom"))
    pattern = choice_field(gettext_lazy("Kind of gap"))
    reason = text_field(gettext_lazy("Why it is opened"), long=True)

    def __init__(self, data: Any, *, people: Sequence[tuple[int, str]]) -> None:
        """Take those for whom one may be opened."""
        super().__init__(data, auto_id="open-%s")
        choices_of(self.fields["person"]).choices = [("", _("choose")), *people]
        choices_of(self.fields["pattern"]).choices = patterns()


class PlanForm(BlamedForm):
    """What a plan holds: goals with their standard, support with a day, checks."""

    places = {"goals": "goal1", "support": "support1", "check_dates": "check1", "measure": "measure"}
    rows = {
        "goals": ("goal", "goal"),
        "standard": ("standard", "goal"),
        "support": ("support", "support"),
        "due_on": ("due", "support"),
        "check_dates": ("check", "check"),
    }
    """The fields of a row, each with the field that tells whether the row was written at all."""
    pattern = choice_field(gettext_lazy("Kind of gap"))
    measure = choice_field(
        gettext_lazy("Effect read from"),
        required=False,
        help_text=gettext_lazy("The same measure before and after; without one its effect cannot be told."),
    )
    starts_on = day_field(gettext_lazy("Begins on"))
    ends_on = day_field(gettext_lazy("Ends on"))
    expect = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        people: Sequence[tuple[int, str]],
        measures: Sequence[tuple[str, str]],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        """Take who may give support, and what the effect may be read from."""
        super().__init__(data, initial=dict(initial or {}), auto_id="plan-%s")
        choices_of(self.fields["pattern"]).choices = patterns()
        choices_of(self.fields["measure"]).choices = [("", _("none")), *measures]
        for number in GOALS:
            is_first = number == 1
            self.fields[f"goal{number}"] = text_field(_("Goal %(number)s") % {"number": number}, required=is_first)
            self.fields[f"standard{number}"] = text_field(_("Standard, and where it is written"), required=is_first)
        for number in SUPPORT:
            is_first = number == 1
            self.fields[f"support{number}"] = text_field(
                _("Support %(number)s") % {"number": number}, required=is_first
            )
            self.fields[f"owner{number}"] = choice_field(_("Given by"), required=is_first)
            choices_of(self.fields[f"owner{number}"]).choices = [("", _("choose")), *people]
            self.fields[f"due{number}"] = day_field(_("By when"), required=is_first)
        for number in CHECKS:
            self.fields[f"check{number}"] = day_field(_("Check %(number)s") % {"number": number}, required=number == 1)

    @property
    def goals(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Give the fields of the goals."""
        return [(self[f"goal{number}"], self[f"standard{number}"]) for number in GOALS]

    @property
    def support(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Give the fields of the support."""
        return [(self[f"support{number}"], self[f"owner{number}"], self[f"due{number}"]) for number in SUPPORT]

    @property
    def checks(self) -> list[forms.BoundField]:
        """Give the fields of the checks."""
        return [self[f"check{number}"] for number in CHECKS]

    def clean(self) -> dict[str, Any]:
        """Ask for owner and day where support is written."""
        given = super().clean() or {}
        for number in SUPPORT:
            if given.get(f"support{number}"):
                for name, problem in ((f"owner{number}", _("Say who gives it.")), (f"due{number}", _("Say by when."))):
                    if not given.get(name) and name not in self.errors:
                        self.add_error(name, problem)
        return given

    def blame(self, error: LiuxinError) -> None:
        """Put the sentence beside the row that it is about; rows left empty were not among those counted."""
        field, written = self.rows.get(error.field, ("", ""))
        numbers = [number for number in CHECKS if self.cleaned_data.get(f"{written}{number}")]
        if error.line is None or error.line > len(numbers):
            super().blame(error)
            return
        self.add_error(f"{field}{numbers[error.line - 1]}", labels.said_there(error))

    @property
    def new(self) -> NewPlan:
        """Give the plan that was read."""
        given = self.cleaned_data
        return NewPlan(
            pattern=given["pattern"],
            measure=given["measure"],
            goals=[
                NewGoal(given[f"goal{number}"], given[f"standard{number}"])
                for number in GOALS
                if given[f"goal{number}"]
            ],
            support=[
                NewSupport(given[f"support{number}"], int(given[f"owner{number}"]), given[f"due{number}"])
                for number in SUPPORT
                if given[f"support{number}"]
            ],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            check_dates=[given[f"check{number}"] for number in CHECKS if given[f"check{number}"]],
        )


def initial_of(found: PlanView, today: date) -> dict[str, Any]:
    """Lay a plan on the form; one that holds nothing yet gets the dates of its pattern."""
    start = found.line.starts_on or today
    days = [check.due_on for check in found.checks]
    if not days:
        days = list(rules.check_dates(rules.plan_pattern(found.line.pattern), start))
    told: dict[str, Any] = {
        "pattern": found.line.pattern,
        "measure": found.measure,
        "starts_on": start,
        "ends_on": found.line.ends_on or days[-1],
        "expect": found.changed_at.isoformat(),
        "owner1": found.supporter,
    }
    for number, goal in enumerate(found.goals, start=1):
        told |= {f"goal{number}": goal.text, f"standard{number}": goal.standard}
    for number, each in enumerate(found.support, start=1):
        told |= {f"support{number}": each.text, f"owner{number}": each.owner, f"due{number}": each.due_on}
    return told | {f"check{number}": day for number, day in enumerate(days[: len(CHECKS)], start=1)}


class CheckForm(BlamedForm):
    """What a check found."""

    progress = choice_field(gettext_lazy("Found"))
    note = text_field(gettext_lazy("Note"), most=1000, long=True)

    def __init__(self, data: Any = None) -> None:
        """Offer what may be found."""
        super().__init__(data, auto_id="check-%s")
        choices_of(self.fields["progress"]).choices = [(word.value, labels.PROGRESS[word]) for word in Progress]


class EndForm(BlamedForm):
    """How a plan ended, and what was learned."""

    places = {"note": "learned"}
    ending = choice_field(gettext_lazy("How it ended"))
    learned = text_field(gettext_lazy("What was learned"), most=1000, long=True)
    extend_to = day_field(gettext_lazy("Extended to, if it is"), required=False)

    def __init__(self, data: Any = None) -> None:
        """Offer how it may end."""
        super().__init__(data, auto_id="end-%s")
        choices_of(self.fields["ending"]).choices = [
            ("", _("choose")),
            *((word.value, labels.ENDINGS[word]) for word in Ending if word is not Ending.NOT_ENDED),
        ]
