"""What the pages of goals take in. Forms parse; actions decide."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from liuxin.engines.measurement import library
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.plan.goals import labels
from liuxin.kernel.errors import BadInputError, LiuxinError
from liuxin.performance.plan.rules.goals import MOST_STEPS
from liuxin.performance.plan.words import GoalContent, GoalLevel, GoalState, GoalStep

CONTROL = {"class": "ct"}
DAY = {"class": "ct", "type": "date"}
FEW_STEPS = 3
NONE = pgettext_lazy("goal", "none")
LOOKED_FOR = gettext_lazy("Result, target or name")
REQUIRED = gettext_lazy("Write something here: both sides sign it.")
Choices = Sequence[tuple[Any, object]]
Initial = dict[str, Any] | None


def area(label: Any, *, rows: int = 2, required: bool = True, **more: Any) -> forms.CharField:
    """Make a field of several lines."""
    told = {"required": REQUIRED}
    widget = forms.Textarea(attrs=CONTROL | {"rows": rows})
    return forms.CharField(label=label, required=required, max_length=2000, widget=widget, error_messages=told, **more)


def day(label: Any, **more: Any) -> forms.DateField:
    """Make a field of a day."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), **more)


def choice(label: Any, *, required: bool = False, **more: Any) -> forms.TypedChoiceField:
    """Make a choice of a key; nothing chosen gives None."""
    select = forms.Select(attrs=CONTROL)
    return forms.TypedChoiceField(label=label, required=required, coerce=int, empty_value=None, widget=select, **more)


def word(label: Any, *, required: bool = True) -> forms.ChoiceField:
    """Make a choice of a word of the house."""
    return forms.ChoiceField(label=label, required=required, widget=forms.Select(attrs=CONTROL))


class GoalForm(forms.Form):
    """What a goal says, and the version of it that was on the page."""

    result = area(
        pgettext_lazy("goal", "Result"), help_text=gettext_lazy("What will be there on the day, that can be seen.")
    )
    measure = area(pgettext_lazy("goal", "Measure"), help_text=gettext_lazy("What is counted, and where from."))
    measure_key = forms.ChoiceField(
        label=gettext_lazy("Measure of the record, if one fits"), required=False, widget=forms.Select(attrs=CONTROL)
    )
    target = area(pgettext_lazy("goal", "Target"), rows=1, help_text=gettext_lazy("How much, how long or how often."))
    target_value = forms.FloatField(
        label=gettext_lazy("The target as a number, if it is one"),
        required=False,
        widget=forms.TextInput(attrs={"class": "ct num", "inputmode": "decimal", "autocomplete": "off"}),
    )
    deadline = day(pgettext_lazy("goal", "Deadline"))
    responsible = choice(pgettext_lazy("goal", "Responsible"), required=True)
    method = area(pgettext_lazy("goal", "Method"), rows=3)
    support = area(
        gettext_lazy("Support that the manager promises"),
        help_text=gettext_lazy("What, by whom and from when; “none needed” is an answer too."),
    )
    note = area(
        gettext_lazy("To the other side: why so"), required=False, help_text=gettext_lazy("Stands beside the version.")
    )
    expect = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, people: Choices, initial: dict[str, Any] | None = None) -> None:
        """Take the people who may be responsible."""
        super().__init__(data, auto_id="goal-%s", initial=initial)
        self.fields["responsible"].choices = people  # type: ignore[attr-defined]  # a choice field
        self.fields["measure_key"].choices = [("", NONE), *measures()]  # type: ignore[attr-defined]  # as above

    def content(self, steps: Sequence["StepForm"]) -> GoalContent:
        """Give the goal that was read."""
        given = self.cleaned_data
        return GoalContent(
            result=given["result"],
            measure=given["measure"],
            target=given["target"],
            deadline=given["deadline"],
            responsible=given["responsible"],
            method=given["method"],
            steps=tuple(step.step for step in steps),
            support=given["support"],
            measure_key=given["measure_key"],
            target_value=given["target_value"],
        )


class StepForm(forms.Form):
    """One step with its day; an empty one is left out."""

    text = forms.CharField(
        label=gettext_lazy("What is done"), max_length=500, required=False, widget=forms.TextInput(attrs=CONTROL)
    )
    due_on = day(pgettext_lazy("step", "By"), required=False)

    def __init__(self, data: Any, number: int, initial: dict[str, Any] | None = None) -> None:
        """Take the number of the step, counted from 0."""
        super().__init__(data, prefix=f"step{number}", auto_id="goal-%s", initial=initial)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was typed."""
        return not any(str(self[name].value() or "").strip() for name in self.fields)

    @property
    def step(self) -> GoalStep:
        """Give the step that was read."""
        return GoalStep(self.cleaned_data["text"], self.cleaned_data["due_on"])

    def clean(self) -> dict[str, Any]:
        """Ask for both parts of a step that was begun."""
        given = super().clean() or {}
        if not self.is_empty:
            if not given.get("text"):
                self.add_error("text", _("Say what is done in this step."))
            if not given.get("due_on") and "due_on" not in self.errors:
                self.add_error("due_on", _("Give the step a day."))
        return given


class LinkForm(forms.Form):
    """What a goal serves, and which duties it touches."""

    parent = choice(gettext_lazy("Serves the goal"))
    objective = choice(gettext_lazy("Serves the objective"))
    duties = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Duties that it touches"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        data: Any,
        *,
        parents: Choices,
        objectives: Choices,
        duties: Choices,
        initial: dict[str, Any] | None = None,
    ) -> None:
        """Take what may be served and touched."""
        super().__init__(data, auto_id="link-%s", initial=initial)
        self.fields["parent"].choices = [("", NONE), *parents]  # type: ignore[attr-defined]  # a choice field
        self.fields["objective"].choices = [("", NONE), *objectives]  # type: ignore[attr-defined]  # as above
        self.fields["duties"].choices = duties  # type: ignore[attr-defined]  # as above


class PlaceForm(forms.Form):
    """For whom a new goal is, and who signs it on the other side."""

    level = word(pgettext_lazy("goal", "Goal of"))
    department = choice(pgettext_lazy("goal", "Department"), help_text=gettext_lazy("Only for a goal of a department."))
    owner = choice(gettext_lazy("Whose goal"), required=True)
    manager = choice(
        gettext_lazy("Signs on the other side"), help_text=gettext_lazy("Left open: the manager, else the director.")
    )

    def __init__(
        self,
        data: Any,
        *,
        levels: Choices,
        departments: Choices,
        people: Choices,
        initial: dict[str, Any] | None = None,
    ) -> None:
        """Take what may be chosen."""
        super().__init__(data, auto_id="place-%s", initial=initial)
        self.fields["level"].choices = levels  # type: ignore[attr-defined]  # a choice field
        self.fields["department"].choices = [("", "—"), *departments]  # type: ignore[attr-defined]  # as above
        self.fields["owner"].choices = people  # type: ignore[attr-defined]  # as above
        self.fields["manager"].choices = [("", pgettext_lazy("goal", "the manager")), *people]  # type: ignore[attr-defined]  # as above


class FilterForm(forms.Form):
    """Which goals of the cascade are looked for."""

    q = forms.CharField(
        label=pgettext_lazy("goal", "Find"),
        max_length=100,
        required=False,
        widget=forms.TextInput(
            attrs=CONTROL | {"type": "search", "placeholder": gettext_lazy("Result, target or name")}
        ),
    )
    level = forms.ChoiceField(
        label=pgettext_lazy("goal", "Goal of"), required=False, widget=forms.Select(attrs=CONTROL)
    )
    state = forms.ChoiceField(label=pgettext_lazy("goal", "State"), required=False, widget=forms.Select(attrs=CONTROL))
    department = choice(pgettext_lazy("goal", "Department"))

    def __init__(self, data: Any, *, departments: Choices) -> None:
        """Take the departments of the cycle."""
        super().__init__(data, auto_id="find-%s")
        every = [("", pgettext_lazy("goals", "all"))]
        offered: dict[str, Choices] = {
            "level": [(key.value, labels.LEVELS[key]) for key in GoalLevel],
            "state": [(key.value, labels.STATES[key]) for key in GoalState],
            "department": departments,
        }
        for name, choices in offered.items():
            self.fields[name].choices = [*every, *choices]  # type: ignore[attr-defined]  # a choice field


def measures() -> list[tuple[str, str]]:
    """Offer the measures of the record by name."""
    return [(key, measure_title(key)) for key in library.KEYS]


def measure_title(key: str) -> str:
    """Name a measure by its key; a key that nobody knows stands for itself."""
    try:
        return shown.title(*library.find(key))
    except BadInputError:
        return key


def step_rows(data: Any, steps: Sequence[GoalStep] = (), *, more: int = 0) -> list[StepForm]:
    """Give the rows of steps: as they were sent, else those of a version and some empty ones."""
    if data is not None:
        sent = str(data.get("count", ""))
        count = min(int(sent) if sent.isdecimal() else FEW_STEPS, MOST_STEPS) + more
        return [StepForm(data, number) for number in range(min(count, MOST_STEPS))]
    initial: list[dict[str, Any] | None] = [{"text": step.text, "due_on": step.due_on} for step in steps]
    empty = max(FEW_STEPS - len(initial), 1)
    return [StepForm(None, number, told) for number, told in enumerate([*initial, *[None] * empty][:MOST_STEPS])]


def of_version(content: GoalContent) -> dict[str, Any]:
    """Give what a form shows of a version."""
    names = ("result", "measure", "measure_key", "target", "target_value", "deadline", "responsible", "method")
    return {name: getattr(content, name) for name in (*names, "support")}


def blame(error: LiuxinError, *found: forms.Form) -> bool:
    """Let the sentence of an error stand beside its field; tell whether there was one."""
    for form in found:
        if error.field in form.fields:
            form.add_error(error.field, labels.said(error))
            return True
    return False
