"""How a number is computed, in sentences made from its definition, so that they never say something else."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liuxin.engines.measurement.words import Credit, IntervalMethod, Kind, Measure, Statistic, Unit
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.wording import formats

OF_THE_TEAM = gettext_lazy(
    "Belongs to the team: queues, transfers and waiting for others are all in it, so it is shown for a person and "
    "never scored."
)
METHODS: Mapping[Kind, object] = {
    Kind.COUNT: gettext_lazy("Interval (95%): exact for a count (Garwood)."),
    Kind.SHARE: gettext_lazy("Interval (95%): Wilson, on the sum of the shares."),
    Kind.QUANTILE: gettext_lazy("Interval (95%): from the order of the values themselves."),
    Kind.MEAN: gettext_lazy("Interval (95%): Student's t."),
}
METHOD_NAMES: Mapping[IntervalMethod, object] = {
    IntervalMethod.NONE: "",
    IntervalMethod.WILSON: gettext_lazy("Wilson"),
    IntervalMethod.GARWOOD: gettext_lazy("Garwood"),
    IntervalMethod.ORDER_STATISTICS: gettext_lazy("order of values"),
    IntervalMethod.STUDENT_T: gettext_lazy("Student's t"),
}


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a measure."""

    name: str
    definition: str
    told: str
    source: str


def about(measure: Measure, statistic: Statistic) -> About:
    """Tell how a number is computed."""
    lines = [str(OF_THE_TEAM)] if measure.credit is Credit.UNIT_ONLY else []
    lines.append(str(METHODS[measure.kind]))
    if measure.least_sample:
        lines.append(_("Under %(count)s it is shown and not judged.") % {"count": formats.number(measure.least_sample)})
    return About(shown.title(measure, statistic), shown.text(measure.definition), shown.joined(*lines), measure.source)


def why_unit_only() -> str:
    """Say why a number is not broken down to people."""
    return _(
        "This number belongs to the team: queues, transfers and waiting for others are all in it. "
        "Broken down to people it would mislead, so it is shown for the team only."
    )


def in_words(unit: Unit) -> str:
    """Name a unit."""
    return str(shown.UNITS[unit])
