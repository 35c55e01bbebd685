"""How a number is computed, in sentences made from its definition, so that they never say something else."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from liuxin.engines.measurement.words import Credit, IntervalMethod, Kind, Measure, Statistic, Unit
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.wording import formats

CREDITS: Mapping[Credit, object] = {
    Credit.RESOLVER: later("Credited to whoever held the case at that resolution."),
    Credit.TIME_SHARE: later(
        "One credit per case, split by the business time that each person held it up to the deadline or the resolution."
    ),
    Credit.UNIT_ONLY: later(
        "Belongs to the team: queues, transfers and waiting for others are all in it, so it is shown for a person and "
        "never scored."
    ),
}
METHODS: Mapping[Kind, object] = {
    Kind.COUNT: later("95% interval: exact for a count (Garwood)."),
    Kind.SHARE: later("95% interval: Wilson, on the sum of the shares."),
    Kind.QUANTILE: later("95% interval: from the order of the values themselves."),
    Kind.MEAN: later("95% interval: Student's t."),
}
METHOD_NAMES: Mapping[IntervalMethod, object] = {
    IntervalMethod.NONE: "",
    IntervalMethod.WILSON: later("Wilson"),
    IntervalMethod.GARWOOD: later("Garwood"),
    IntervalMethod.ORDER_STATISTICS: later("order of values"),
    IntervalMethod.STUDENT_T: later("Student's t"),
}


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a measure."""

    name: str
    definition: str
    lines: tuple[str, ...]
    source: str


def about(measure: Measure, statistic: Statistic) -> About:
    """Tell how a number is computed."""
    lines = [str(CREDITS[measure.credit]), str(METHODS[measure.kind])]
    if measure.least_sample:
        lines.append(_("Under %(count)s it is shown and not judged.") % {"count": formats.number(measure.least_sample)})
    return About(shown.title(measure, statistic), shown.text(measure.definition), tuple(lines), measure.source)


def why_unit_only() -> str:
    """Say why a number is not broken down to people."""
    return _(
        "This number belongs to the team: queues, transfers and waiting for others are all in it. "
        "Broken down to people it would mislead, so it is shown for the team only."
    )


def in_words(unit: Unit) -> str:
    """Name a unit."""
    return str(shown.UNITS[unit])
