"""Words of evaluation in the language of the page."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from liuxin.desk.surveys.queries import shipped
from liuxin.desk.surveys.words import SIX_HEARTS
from liuxin.interfaces.web.evaluators.labels import kind, said, text
from liuxin.performance.evaluation.words import FormState, RaterKind, ResultState

STATES: Mapping[FormState, str] = {
    FormState.NOT_OPEN: "none",
    FormState.FRESH: "warn",
    FormState.BEGUN: "warn",
    FormState.HANDED_IN: "good",
    FormState.LATE: "bad",
    FormState.CLOSED: "none",
    FormState.REFUSED: "bad",
}
RESULTS: Mapping[ResultState, str] = {
    ResultState.PROVISIONAL: "warn",
    ResultState.TALKED: "none",
    ResultState.FINAL: "good",
}


def hearts() -> dict[str, str]:
    """Name the hearts by code, in the order in which they are asked."""
    return {question.code: text(question.name) for question in shipped(SIX_HEARTS)[1]}


def kinds(several: Iterable[RaterKind]) -> str:
    """Name a group by its kinds."""
    return _(" and ").join(kind(each) for each in several)


def listed(names: Iterable[str]) -> str:
    """Put names beside one another."""
    return _(", ").join(names)


def result(state: ResultState) -> str:
    """Name how far a result is."""
    return said(f"evaluation.state.{state.value}")


__all__ = ["RESULTS", "STATES", "hearts", "kind", "kinds", "listed", "result", "said", "text"]
