"""Declared conflicts of interest laid out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from liuxin.desk.organisation.words import PersonName
from liuxin.interfaces.web.evaluators import labels
from liuxin.interfaces.wording import formats
from liuxin.performance.evaluators.words import Decision, DeclarationView

STATES: Mapping[Decision | None, str] = {None: "warn", Decision.CLEARED: "good", Decision.STANDS_ASIDE: "none"}


@dataclass(frozen=True, slots=True)
class Row:
    """A declaration."""

    url: str
    rater: PersonName | None
    about: PersonName | None
    text: str
    at: str
    state: str
    word: str
    decided_by: PersonName | None
    is_open: bool


def rows(found: Iterable[DeclarationView], names: Mapping[int, PersonName], zone: str) -> tuple[Row, ...]:
    """Lay them out in order."""
    return tuple(_row(each, names, zone) for each in found)


def _row(each: DeclarationView, names: Mapping[int, PersonName], zone: str) -> Row:
    none = each.about is None
    code = "none" if none else each.decision.value if each.decision else "undecided"
    return Row(
        url=reverse("evaluators:decide", args=[each.id]),
        rater=names.get(each.rater),
        about=names.get(each.about or 0),
        text=each.text,
        at=formats.local_day(each.declared_at, zone),
        state="good" if none else STATES[each.decision],
        word=labels.said(f"evaluators.declared.{code}"),
        decided_by=names.get(each.decided_by or 0),
        is_open=not none and each.decision is None,
    )
