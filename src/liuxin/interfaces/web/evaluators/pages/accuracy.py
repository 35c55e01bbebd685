"""Accuracy laid out: one sentence of verdict, then by criterion, by component and by case, and how to mend it."""

from collections.abc import Mapping
from dataclasses import dataclass

from liuxin.interfaces.web.evaluators import labels
from liuxin.interfaces.wording import formats
from liuxin.performance.evaluators import rules
from liuxin.performance.evaluators.words import (
    Component,
    ComponentLine,
    CriterionLine,
    Judged,
    Practice,
    QualificationView,
    Said,
    Verdict,
)

STATES: Mapping[Judged, str] = {
    Judged.WITHIN: "good",
    Judged.HIGH: "warn",
    Judged.LOW: "warn",
    Judged.FAR_HIGH: "bad",
    Judged.FAR_LOW: "bad",
}
LOWEST, SPAN = 1, 4
"""The scale runs from one to five."""


@dataclass(frozen=True, slots=True)
class PairRow:
    """A mean beside that of the reference; `x` and `ref` are places on the scale in percent."""

    name: str
    x: str
    ref: str
    state: str
    own: str
    reference: str
    off: str
    word: str


@dataclass(frozen=True, slots=True)
class PartRow:
    """A component against its limit; `width` and `line` in percent of one level."""

    name: str
    asks: str
    width: str
    line: str
    value: str
    limit: str
    state: str
    word: str


def page_of(held: QualificationView, found: Verdict, practice: Practice, zone: str) -> dict[str, object]:
    """Lay out the page."""
    names = {each.code: labels.text(each.name) for each in practice.criteria}
    titles = {each.code: labels.text(each.title) for each in practice.cases}
    return {
        "found": held,
        "passed": found.passed,
        "headline": _said(rules.headline(found), names),
        "beside": " ".join(_said(each, names) for each in rules.beside(found)),
        "sureness": [_said(each, names) for each in rules.sureness(found, practice)],
        "mending": [_said(each, names) for each in rules.mending(found)],
        "criteria": [_criterion(line, names) for line in found.criteria],
        "components": [_component(line) for line in found.components],
        "cases": [_pair(titles[line.case], line.given, line.reference) for line in found.cases],
        "n_cases": found.accuracy.cases,
        "n_criteria": found.accuracy.criteria,
        "n_ratings": found.accuracy.cases * found.accuracy.criteria,
        "at": formats.local_day(held.at, zone),
        "until": formats.local_day(held.until, zone),
        "note": labels.text(practice.note),
        "left": len(practice.cases) - held.cases,
    }


def _said(told: Said, names: Mapping[str, str]) -> str:
    """Say a sentence; whole numbers as they are, others with one decimal, a correlation with two, a criterion named."""
    params: dict[str, str] = {}
    for name, value in told.params.items():
        if isinstance(value, str):
            params[name] = names.get(value, value)
        else:
            params[name] = formats.number(value, places=0 if isinstance(value, int) else 2 if name == "r" else 1)
    return labels.said(told.code, **params)


def _criterion(line: CriterionLine, names: Mapping[str, str]) -> PairRow:
    word = labels.said(f"evaluators.judged.{line.judged.value}")
    return _pair(names[line.criterion], line.given, line.reference, STATES[line.judged], word)


def _pair(name: str, given: float, reference: float, state: str = "plain", word: str = "") -> PairRow:
    return PairRow(
        name=name,
        x=_place(given),
        ref=_place(reference),
        state=state,
        own=formats.number(given, places=1),
        reference=formats.number(reference, places=1),
        off=formats.signed(given - reference, places=1),
        word=word,
    )


def _place(value: float) -> str:
    return f"{100 * (value - LOWEST) / SPAN:.2f}%"


def _component(line: ComponentLine) -> PartRow:
    least = line.component is Component.CORRELATION
    signed = line.component is Component.ELEVATION
    shown = "" if line.value is None else (formats.signed if signed else formats.number)(line.value, places=2)
    return PartRow(
        name=labels.said(f"evaluators.component.{line.component.value}"),
        asks=labels.said(f"evaluators.asks.{line.component.value}"),
        width=f"{100 * min(abs(line.value or 0), 1):.2f}%",
        line=f"{100 * line.limit:.2f}%",
        value=shown or "—",
        limit=f"{'≥' if least else '≤'} {formats.number(line.limit, places=2)}",
        state="good" if line.within else "bad",
        word=labels.said("evaluators.part.within" if line.within else "evaluators.part.beyond"),
    )
