"""What the pages of jobs and duties take in: rows with one line each, of which empty ones are left out."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from liuxin.interfaces.web.plan.forms import fields
from liuxin.kernel.text import Bilingual
from liuxin.performance.plan.words import DutyView, JobView, NewDuty, NewJob, NewJobTask

MOST_ROWS = 20
MORE = 3
Choices = Sequence[tuple[int, str]]


class JobForm(forms.Form):
    """The texts of a job analysis, and the version that was on the page."""

    purpose_zh = fields.area(gettext_lazy("What the position is for, in Chinese"), rows=2)
    purpose_en = fields.area(gettext_lazy("What the position is for, in English"), rows=2)
    duties_zh = fields.area(gettext_lazy("Duties, in Chinese"))
    duties_en = fields.area(gettext_lazy("Duties, in English"))
    skills_zh = fields.area(gettext_lazy("Skills, in Chinese"))
    skills_en = fields.area(gettext_lazy("Skills, in English"))
    conditions_zh = fields.area(gettext_lazy("Conditions, in Chinese"))
    conditions_en = fields.area(gettext_lazy("Conditions, in English"))
    works_with_zh = fields.area(gettext_lazy("Whom one works with, in Chinese"))
    works_with_en = fields.area(gettext_lazy("Whom one works with, in English"))
    expect = forms.IntegerField(widget=forms.HiddenInput)

    def job(self, rows: Iterable["JobTaskForm"]) -> NewJob:
        """Give the job that was read."""
        return NewJob(
            purpose=fields.both(self, "purpose"),
            tasks=tuple(row.new for row in rows),
            duties=fields.both(self, "duties"),
            skills=fields.both(self, "skills"),
            conditions=fields.both(self, "conditions"),
            works_with=fields.both(self, "works_with"),
        )


class RowForm(forms.Form):
    """One row: a text in two languages under a code that nobody has to type."""

    code = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    text_zh = fields.line(gettext_lazy("In Chinese"), most=1000)
    text_en = fields.line(gettext_lazy("In English"), most=1000)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was typed."""
        return not any(str(self[name].value() or "").strip() for name in self.fields if name != "code")

    @property
    def text(self) -> Bilingual:
        """Give the text that was read."""
        return fields.both(self, "text")


class DutyRowForm(RowForm):
    """A duty of a department."""

    @property
    def new(self) -> NewDuty:
        """Give the duty that was read."""
        return NewDuty(self.cleaned_data["code"], self.text)


class JobTaskForm(RowForm):
    """A task of a job with its share of the working time."""

    share = fields.number(pgettext_lazy("job", "Share of time, %"), max_digits=5, decimal_places=2)
    duty = fields.choice(pgettext_lazy("job", "Duty that it serves"))

    def __init__(self, data: Any, *, duties: Choices, **more: Any) -> None:
        """Take the duties that may be chosen."""
        super().__init__(data, **more)
        self.fields["duty"].choices = [("", _("none")), *duties]  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        """Ask for both the text and the share."""
        given = super().clean() or {}
        if not self.is_empty and not (given.get("text_zh") or given.get("text_en")):
            self.add_error("text_zh", _("Say what is done."))
        if not self.is_empty and "share" in given and given["share"] is None:
            self.add_error("share", _("Write a number here."))
        return given

    @property
    def new(self) -> NewJobTask:
        """Give the task that was read."""
        given = self.cleaned_data
        return NewJobTask(given["code"], self.text, given["share"] or Decimal(0), given["duty"])


def job_initial(found: JobView | None) -> dict[str, object]:
    """Give what stands in the form of a job."""
    if found is None:
        return {"expect": 0}
    names = ("purpose", "duties", "skills", "conditions", "works_with")
    texts = {name: getattr(found, name) for name in names}
    spoken = {f"{name}_zh": text.zh for name, text in texts.items()} | {
        f"{name}_en": text.en for name, text in texts.items()
    }
    return {"expect": found.latest, **spoken}


def task_initials(found: JobView | None) -> list[dict[str, object]]:
    """Give what stands in the rows of a job."""
    rows = () if found is None else found.tasks
    return [
        {
            "code": row.code,
            "text_zh": row.text.zh,
            "text_en": row.text.en,
            "share": row.share.normalize() if row.share % 1 else int(row.share),
            "duty": row.duty,
        }
        for row in rows
    ]


def duty_initials(found: Iterable[DutyView]) -> list[dict[str, object]]:
    """Give what stands in the rows of the duties."""
    return [{"code": each.code, "text_zh": each.text.zh, "text_en": each.text.en} for each in found]


def how_many(data: Mapping[str, str] | None, held: int) -> int:
    """Tell how many rows to show: those that are there and some more."""
    if data is None:
        return min(held + MORE, MOST_ROWS)
    typed = str(data.get("count", ""))
    count = int(typed) if typed.isdecimal() else 0
    return min(count + (MORE if data.get("do") == "more" else 0), MOST_ROWS)


def numbered(rows: Sequence[RowForm], data: Mapping[str, str]) -> dict[str, str]:
    """Give what was sent, with a free code for every row that has none."""
    taken = {data.get(row.add_prefix("code"), "") for row in rows}
    free = (f"t{number}" for number in range(1, 1000) if f"t{number}" not in taken)
    missing = [row.add_prefix("code") for row in rows if not data.get(row.add_prefix("code"), "").strip()]
    return {**data, **dict(zip(missing, free, strict=False))}
