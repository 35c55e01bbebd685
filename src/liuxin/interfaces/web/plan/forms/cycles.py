"""What the pages of cycles and their tasks take in."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from liuxin.interfaces.web.plan import labels
from liuxin.interfaces.web.plan.forms import fields
from liuxin.kernel.text import Bilingual
from liuxin.performance.plan.words import LessonSource, NewLesson, NewTask, Phase

Choices = Sequence[tuple[int, str]]


class CycleForm(forms.Form):
    """A cycle to be opened: the period that it measures, who takes part, by when each phase is to be done."""

    code = fields.line(
        pgettext_lazy("cycle", "Code"), required=True, most=64, help_text=gettext_lazy("Such as 2027Q1.")
    )
    name_zh = fields.line(gettext_lazy("Chinese name"))
    name_en = fields.line(gettext_lazy("English name"))
    first = fields.day(gettext_lazy("First day that is measured"), required=True)
    last = fields.day(gettext_lazy("Last day that is measured"), required=True)
    departments = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Departments that take part"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    task_share = forms.IntegerField(
        label=gettext_lazy("Share of working time for its tasks, %"),
        widget=forms.NumberInput(attrs={"class": "ct num", "min": 1, "max": 100}),
        help_text=gettext_lazy("Hours of tasks are held against this share; who is asked for more is named."),
    )
    is_pilot = forms.BooleanField(
        label=gettext_lazy("Pilot: everything is computed and talked through, nothing is applied"), required=False
    )
    lessons = fields.area(
        gettext_lazy("What was learned before, one line each"),
        help_text=gettext_lazy("It stands on the page of the plan while the cycle runs."),
    )

    def __init__(self, data: Any, *, departments: Choices, initial: dict[str, object]) -> None:
        """Take the departments that may be chosen."""
        super().__init__(data, auto_id="cycle-%s", initial=initial)
        self.fields["departments"].choices = departments  # type: ignore[attr-defined]  # a choice field
        for phase in Phase:
            label = _("%(number)s %(phase)s done by") % {"number": phase.value, "phase": labels.PHASES[phase]}
            self.fields[f"due_{phase.value}"] = fields.day(label, required=True)

    def clean(self) -> dict[str, Any]:
        """Ask for a name in one language, and for a period that ends after it starts."""
        given = super().clean() or {}
        if not given.get("name_zh") and not given.get("name_en"):
            self.add_error("name_zh", _("Give the cycle a name, in Chinese or in English."))
        first, last = given.get("first"), given.get("last")
        if first and last and last < first:
            self.add_error("last", _("The period would end before it starts."))
        return given

    @property
    def dues(self) -> Sequence[forms.BoundField]:
        """Give the fields of the six days."""
        return [self[f"due_{phase.value}"] for phase in Phase]

    @property
    def phase_dues(self) -> dict[int, date]:
        """Give the six days that were read."""
        return {phase.value: self.cleaned_data[f"due_{phase.value}"] for phase in Phase}

    @property
    def carry(self) -> tuple[NewLesson, ...]:
        """Give the lessons that were typed, in the language of the page."""
        is_chinese = labels.language().startswith("zh")
        typed = [each.strip() for each in self.cleaned_data["lessons"].splitlines() if each.strip()]
        texts = [Bilingual(each, "") if is_chinese else Bilingual("", each) for each in typed]
        return tuple(NewLesson(LessonSource.PERSON, text=text) for text in texts)


class TaskForm(forms.Form):
    """A task of a cycle. What is left empty is named as vague until somebody fills it."""

    title_zh = fields.line(pgettext_lazy("task", "What, in Chinese"), most=300)
    title_en = fields.line(pgettext_lazy("task", "What, in English"), most=300)
    phase = forms.TypedChoiceField(
        label=pgettext_lazy("task", "Phase"),
        coerce=int,
        choices=[(phase.value, labels.PHASES[phase]) for phase in Phase],
        widget=forms.Select(attrs=fields.CONTROL),
    )
    department = fields.choice(pgettext_lazy("task", "Department"))
    owner = fields.choice(pgettext_lazy("task", "Who does it"))
    start_on = fields.day(pgettext_lazy("task", "From"))
    due_on = fields.day(pgettext_lazy("task", "Done by"))
    hours = fields.number(pgettext_lazy("task", "Hours of work"), max_digits=6, decimal_places=1)
    level_zh = fields.line(
        pgettext_lazy("task", "To what level, in Chinese"),
        most=300,
        help_text=gettext_lazy("When is it done well? Such as: every person has one signed goal."),
    )
    level_en = fields.line(pgettext_lazy("task", "To what level, in English"), most=300)

    def __init__(self, data: Any, *, departments: Choices, owners: Choices, initial: dict[str, object]) -> None:
        """Take the departments and people that may be chosen."""
        super().__init__(data, auto_id="task-%s", initial=initial)
        self.fields["department"].choices = departments  # type: ignore[attr-defined]  # a choice field
        self.fields["owner"].choices = [("", _("nobody yet")), *owners]  # type: ignore[attr-defined]  # as above

    @property
    def new(self) -> NewTask:
        """Give the task that was read."""
        given = self.cleaned_data
        return NewTask(
            title=fields.both(self, "title"),
            phase=Phase(given["phase"]),
            department=given["department"],
            owner=given["owner"],
            start_on=given["start_on"],
            due_on=given["due_on"],
            level=fields.both(self, "level"),
            hours=given["hours"],
        )
