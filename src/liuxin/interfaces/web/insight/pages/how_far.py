"""How far the result of a cycle is, on its scorecard."""

from django.urls import reverse
from django.utils.translation import gettext_lazy

from liuxin.insight.words import Scorecard
from liuxin.interfaces.web.insight.pages import addresses
from liuxin.performance.evaluation.words import ResultState

RESULT_STATES = {ResultState.PROVISIONAL: "warn", ResultState.TALKED: "none", ResultState.FINAL: "good"}
RESULT_WORDS = {
    ResultState.PROVISIONAL: gettext_lazy("provisional: to be talked through first"),
    ResultState.TALKED: gettext_lazy("talked through, not final yet"),
    ResultState.FINAL: gettext_lazy("final"),
}


def context(card: Scorecard) -> dict[str, object]:
    """Say how far the result of a cycle is, and where its rated part stands."""
    found = card.result
    if found is None:
        return {"result": None}
    return {
        "result": found,
        "result_state": RESULT_STATES[found.state],
        "result_word": str(RESULT_WORDS[found.state]),
        "rated_url": "" if card.on_appeal else addresses.rated(found.cycle, found.person),
        "came_url": reverse("insight:came-about", args=[found.person, found.cycle]),
    }
