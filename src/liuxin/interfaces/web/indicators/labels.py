"""Words of indicator sets, in the language of the page."""

from collections.abc import Mapping

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

from liuxin.engines.measurement import library
from liuxin.engines.measurement.words import Credit, Direction
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.wording.catalogue import sentence
from liuxin.kernel.errors import BadInputError, LiuxinError
from liuxin.performance.indicators.words import Grain, MissingRule, SetStatus

STATUSES: Mapping[SetStatus, object] = {
    SetStatus.DRAFT: pgettext_lazy("indicator set", "draft"),
    SetStatus.EXAMPLE: pgettext_lazy("indicator set", "example"),
    SetStatus.AGREED: pgettext_lazy("indicator set", "agreed"),
}
TAGS: Mapping[SetStatus, str] = {
    SetStatus.DRAFT: "",
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
CREDITS: Mapping[Credit, object] = {
    Credit.RESOLVER: gettext_lazy("Credited to the one who resolved."),
    Credit.TIME_SHARE: gettext_lazy("Shared among those who held the case, by the business time each held it."),
    Credit.UNIT_ONLY: gettext_lazy("Belongs to the unit: shown for a person, never scored."),
}


def language() -> str:
    """Give the language of the page."""
    return get_language() or "zh-hans"


def measure_title(key: str) -> str:
    """Name a measure by its key; a key that nobody knows stands for itself."""
    try:
        return shown.title(*library.find(key))
    except BadInputError:
        return key


def said(error: LiuxinError) -> str:
    """Say an error with the names that readers know instead of keys."""
    params = dict(error.params)
    if "measure" in params:
        params["measure"] = measure_title(str(params["measure"]))
    direction = params.get("direction")
    if isinstance(direction, Direction):
        params["direction"] = str(DIRECTIONS[direction])
    if "known" in params:
        params["known"] = [measure_title(key) for key in library.KEYS]
    return sentence(error.code, language(), **(params | {"field": error.field}))
