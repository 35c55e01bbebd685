"""Practice laid out: the prepared cases, one to be rated, and one beside its reference."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from liuxin.interfaces.web.evaluators import labels
from liuxin.performance.evaluators.rules import LEAST_CASES
from liuxin.performance.evaluators.words import Behaviour, Case, Criterion, Practice, PracticeState, Training
from liuxin.performance.evaluators.words.practice import LEVELS

LEVEL = "level-"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A prepared case in the list."""

    url: str
    number: int
    title: str
    rated: bool


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of a transcript."""

    number: int
    by_customer: bool
    time: str
    text: str


@dataclass(frozen=True, slots=True)
class AnchorsView:
    """What the levels of a behaviour look like."""

    name: str
    levels: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class CriterionView:
    """A criterion to be rated, or rated: `own` beside `reference`, and why."""

    field: str
    name: str
    meaning: str
    anchors: tuple[AnchorsView, ...]
    levels: tuple[tuple[int, bool], ...]
    own: int
    reference: int
    off: str
    state: str
    why: str


def overview(practice: Practice, training: Training) -> dict[str, object]:
    """Lay out the cases and where one stands."""
    stands = training.practice
    looked_at = stands.outcome.cases if stands.outcome else 0
    rows = tuple(
        CaseRow(
            url=reverse("evaluators:practice-case", args=[each.code]),
            number=number,
            title=labels.text(each.title),
            rated=each.code in stands.ratings,
        )
        for number, each in enumerate(practice.cases, start=1)
    )
    return {
        "rows": rows,
        "rated": stands.rated,
        "all": len(rows),
        "least": LEAST_CASES,
        "left": max(LEAST_CASES - stands.rated, 0),
        "round": stands.round,
        "following": next((row.url for row in rows if not row.rated), ""),
        "may_look": stands.rated >= LEAST_CASES and stands.rated > looked_at,
        "courses_passed": training.courses_passed,
        "looked_at": looked_at,
        "how": labels.text(practice.how),
        "note": labels.text(practice.note),
    }


def case(practice: Practice, found: Case, stands: PracticeState, given: Mapping[str, int]) -> dict[str, object]:
    """Lay out a case: to be rated, or rated and beside the reference."""
    own = stands.ratings.get(found.code)
    unrated = (each.code for each in practice.cases if each.code not in stands.ratings)
    following = next(unrated, "")
    return {
        "code": found.code,
        "title": labels.text(found.title),
        "setting": labels.text(found.setting),
        "lines": [
            LineView(line.number, line.by_customer, labels.text(line.time), labels.text(line.text))
            for line in found.lines
        ],
        "criteria": [_criterion(each, found, own, given) for each in practice.criteria],
        "is_rated": own is not None,
        "rated": stands.rated,
        "all": len(practice.cases),
        "least": LEAST_CASES,
        "following": reverse("evaluators:practice-case", args=[following]) if following else "",
        "how": labels.text(practice.how),
        "note": labels.text(practice.note),
    }


def _criterion(each: Criterion, found: Case, own: Mapping[str, int] | None, given: Mapping[str, int]) -> CriterionView:
    reference = found.reference[each.code]
    level = own[each.code] if own else given.get(each.code, 0)
    off = level - reference.level
    return CriterionView(
        field=f"{LEVEL}{each.code}",
        name=labels.text(each.name),
        meaning=labels.text(each.meaning),
        anchors=tuple(map(_anchors, each.behaviours)),
        levels=tuple((number, number == level) for number in LEVELS),
        own=level,
        reference=reference.level if own else 0,
        off=f"{off:+d}".replace("-", "−").replace("+0", "0"),
        state="good" if not off else "warn" if abs(off) == 1 else "bad",
        why=labels.text(reference.why) if own else "",
    )


def _anchors(each: Behaviour) -> AnchorsView:
    return AnchorsView(
        labels.text(each.name), tuple((level, labels.text(text)) for level, text in sorted(each.anchors.items()))
    )
