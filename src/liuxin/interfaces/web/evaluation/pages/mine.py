"""My forms laid out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from liuxin.desk.organisation.words import PersonName
from liuxin.interfaces.web.evaluation import labels
from liuxin.interfaces.wording import formats
from liuxin.performance.evaluation.words import WAITS, FormState, MyForm

WHERE_TO_GO: Mapping[str, str] = {
    "evaluators.not_declared": "evaluators:declare",
    "evaluators.not_qualified": "evaluators:training",
    "evaluators.qualification_expired": "evaluators:training",
}
"""What a rater can do about it; for the rest only HR can."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """A form in the list; `url` leads to it where it waits."""

    ratee: PersonName | None
    kind: str
    state: str
    word: str
    due: str
    answered: int
    of: int
    why: str
    url: str
    go: str
    waits: bool


def rows(found: Iterable[MyForm], names: Mapping[int, PersonName], zone: str) -> tuple[FormRow, ...]:
    """Lay them out, those that wait first."""
    ordered = sorted(found, key=lambda each: (each.state not in WAITS, each.due_at is None, each.due_at))
    return tuple(row(each, names, zone) for each in ordered)


def row(each: MyForm, names: Mapping[int, PersonName], zone: str) -> FormRow:
    """Lay one out."""
    waits = each.state in WAITS
    return FormRow(
        ratee=names.get(each.assignment.ratee),
        kind=labels.kind(each.assignment.kind),
        state=labels.STATES[each.state],
        word=labels.said(f"evaluation.form.{each.state.value}"),
        due=formats.date_time(each.due_at, zone) if each.due_at and waits else "",
        answered=each.answered,
        of=each.of,
        why=labels.said(each.why) if each.why else "",
        url=reverse("evaluation:form", args=[each.assignment.id]) if waits else "",
        go=_go(each),
        waits=waits,
    )


def _go(each: MyForm) -> str:
    page = WHERE_TO_GO.get(each.why, "") if each.state is FormState.REFUSED else ""
    if page == "evaluators:declare":
        return reverse(page, args=[each.assignment.cycle])
    return reverse(page) if page else ""
