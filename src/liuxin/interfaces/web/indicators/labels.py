"""Words of indicator sets, in the language of the page."""

from collections.abc import Mapping

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

from liuxin.engines.measurement import library
from liuxin.engines.measurement.external import ExternalKind
from liuxin.engines.measurement.library import NO_EXTERNALS, Externals
from liuxin.engines.measurement.words import Direction
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.wording.catalogue import sentence
from liuxin.kernel.errors import BadInputError, LiuxinError
from liuxin.performance.indicators.words import About, BatchState, Grain, MissingRule, SetStatus

STATUSES: Mapping[SetStatus, object] = {
    SetStatus.DRAFT: pgettext_lazy("indicator set", "draft"),
    SetStatus.PROPOSED: pgettext_lazy("indicator set", "in the vote"),
    SetStatus.EXAMPLE: pgettext_lazy("indicator set", "example"),
    SetStatus.AGREED: pgettext_lazy("indicator set", "agreed"),
}
TAGS: Mapping[SetStatus, str] = {
    SetStatus.DRAFT: "",
    SetStatus.PROPOSED: "tag-warn",
    SetStatus.EXAMPLE: "tag-sim",
    SetStatus.AGREED: "tag-good",
}
GRAINS: Mapping[Grain, object] = {
    Grain.MONTH: gettext_lazy("a month"),
    Grain.QUARTER: gettext_lazy("a quarter"),
    Grain.YEAR: gettext_lazy("a year"),
}
MISSING: Mapping[MissingRule, object] = {
    MissingRule.RENORMALISE: gettext_lazy("The other lines share its weight in proportion."),
    MissingRule.CARRY: gettext_lazy(
        "The last frozen score of the same person counts; where there is none, the other lines share its weight."
    ),
    MissingRule.BLOCK: gettext_lazy("There is no total until the line has a value."),
}
DIRECTIONS: Mapping[Direction, object] = {
    Direction.HIGHER: gettext_lazy("more is better"),
    Direction.LOWER: gettext_lazy("less is better"),
    Direction.BAND: gettext_lazy("best within a band"),
    Direction.NONE: gettext_lazy("neither is better"),
}
STARTERS: Mapping[str, object] = {
    "guards": gettext_lazy("guards, by imported attendance"),
    "sales": gettext_lazy("sales, by imported sales"),
    "office": gettext_lazy("office, rated only"),
}
"""Starters whose position the library does not name."""
KINDS: Mapping[ExternalKind, object] = {
    ExternalKind.MEAN: gettext_lazy("the mean of the readings, each by its weight"),
    ExternalKind.SUM: gettext_lazy("the sum of the readings"),
    ExternalKind.SHARE: gettext_lazy("a share of a whole: the weight says of how much"),
}
ABOUT: Mapping[About, object] = {
    About.PERSON: gettext_lazy("of people, by staff number"),
    About.TEAM: gettext_lazy("of teams, by code: shown, and scoring no person"),
}
ABOUT_SHORT: Mapping[About, object] = {
    About.PERSON: pgettext_lazy("external measure", "people"),
    About.TEAM: pgettext_lazy("external measure", "teams"),
}
STATES: Mapping[BatchState, object] = {
    BatchState.PROPOSED: pgettext_lazy("readings", "to be confirmed"),
    BatchState.CONFIRMED: pgettext_lazy("readings", "confirmed"),
    BatchState.REJECTED: pgettext_lazy("readings", "rejected"),
    BatchState.WITHDRAWN: pgettext_lazy("readings", "withdrawn"),
}
STATE_TAGS: Mapping[BatchState, str] = {
    BatchState.PROPOSED: "tag-warn",
    BatchState.CONFIRMED: "tag-good",
    BatchState.REJECTED: "tag-bad",
    BatchState.WITHDRAWN: "",
}
ORDERS: Mapping[str, object] = {
    "period": gettext_lazy("latest period first"),
    "name": pgettext_lazy("readings", "by name"),
    "value": gettext_lazy("lowest value first"),
    "-value": gettext_lazy("highest value first"),
}


def language() -> str:
    """Give the language of the page."""
    return get_language() or "zh-hans"


def measure_title(key: str, externals: Externals) -> str:
    """Name a measure by its key; a key that nobody knows stands for itself."""
    try:
        return shown.title(*library.find(key, externals))
    except BadInputError:
        return key


def said(error: LiuxinError, externals: Externals = NO_EXTERNALS) -> str:
    """Say an error with the names that readers know instead of keys; `externals` are those that it may name."""
    params = dict(error.params)
    if "measure" in params:
        params["measure"] = measure_title(str(params["measure"]), externals)
    direction = params.get("direction")
    if isinstance(direction, Direction):
        params["direction"] = str(DIRECTIONS[direction])
    if "known" in params:
        params["known"] = [measure_title(key, externals) for key in library.KEYS]
    return sentence(error.code, language(), **(params | {"field": error.field}))
