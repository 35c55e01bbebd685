"""Words of goals, in the language of the page."""

from collections.abc import Mapping

from django.utils.translation import get_language, pgettext_lazy

from liuxin.interfaces.wording.catalogue import sentence_of
from liuxin.kernel.errors import LiuxinError
from liuxin.kernel.text import Bilingual
from liuxin.performance.plan.words import GoalLevel, GoalState

LEVELS: Mapping[GoalLevel, object] = {
    GoalLevel.ORGANISATION: pgettext_lazy("goal", "Organisation"),
    GoalLevel.DEPARTMENT: pgettext_lazy("goal", "Department"),
    GoalLevel.PERSON: pgettext_lazy("goal", "Person"),
}
STATES: Mapping[GoalState, object] = {
    GoalState.DRAFT: pgettext_lazy("goal", "draft"),
    GoalState.OPEN: pgettext_lazy("goal", "under negotiation"),
    GoalState.BOUND: pgettext_lazy("goal", "signed by both"),
    GoalState.DROPPED: pgettext_lazy("goal", "given up"),
}
DECIDED = pgettext_lazy("goal", "decided formally")
TAGS: Mapping[GoalState, str] = {
    GoalState.DRAFT: "",
    GoalState.OPEN: "tag-link",
    GoalState.BOUND: "tag-good",
    GoalState.DROPPED: "tag-sim",
}


def language() -> str:
    """Give the language of the page."""
    return get_language() or "zh-hans"


def text(found: Bilingual) -> str:
    """Say a text in the language of the page."""
    return found.in_language(language())


def said(error: LiuxinError) -> str:
    """Say an error."""
    return sentence_of(error, language())
