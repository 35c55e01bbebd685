"""Words of evaluators in the language of the page."""

from collections.abc import Mapping

from django.utils.translation import get_language

from liuxin.interfaces.wording.catalogue import sentence
from liuxin.kernel.text import Bilingual
from liuxin.performance.evaluators.words import AssignmentView, Kind, State

TAGS: Mapping[State, str] = {State.PROPOSED: "tag-warn", State.CONFIRMED: "tag-good", State.DROPPED: ""}
CODED = "evaluators."
LACKS: Mapping[str, str] = {
    "evaluators.not_declared": "evaluators.lacks.declaration",
    "evaluators.not_qualified": "evaluators.lacks.qualification",
    "evaluators.qualification_expired": "evaluators.lacks.renewal",
    "evaluators.rater_left": "evaluators.lacks.presence",
}


def language() -> str:
    """Give the language of the page."""
    return get_language() or "zh-hans"


def said(code: str, **params: object) -> str:
    """Say a code of the wording."""
    return sentence(code, language(), **params)


def text(both: Bilingual) -> str:
    """Give a text in the language of the page."""
    return both.in_language(language())


def kind(word: Kind) -> str:
    """Name a type of evaluator."""
    return said(f"evaluators.kind.{word.value}")


def reason(row: AssignmentView) -> str:
    """Say why somebody is to rate somebody, with the number of cases where the record tells it."""
    told = said(f"evaluators.reason.{row.reason.value}", cases=row.cases)
    beside = row.cases and row.reason.value in {"reports_to", "leads"}
    return f"{told} · {said('evaluators.reason.cases_too', cases=row.cases)}" if beside else told


def lacks(code: str) -> str:
    """Say to others why a rater may not rate yet; of a declared conflict nobody but HR is told."""
    return said(LACKS.get(code, "evaluators.lacks.not_ready"))


def note(row: AssignmentView) -> str:
    """Give what somebody wrote when adding or dropping, or say the code that stands there."""
    return said(row.note) if row.note.startswith(CODED) else row.note
