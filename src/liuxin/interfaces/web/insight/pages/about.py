"""How a number is computed, in sentences made from its definition, so that they never say something else."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from liuxin.engines.measurement.crediting import Credit
from liuxin.engines.measurement.words import Direction, IntervalMethod, Kind, Measure, Statistic, Timing, Unit
from liuxin.insight.words import Definition
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.insight.pages import addresses
from liuxin.interfaces.wording import formats
from liuxin.performance.indicators.words import is_rated

DAY = 86_400
OF_THE_TEAM = gettext_lazy(
    "Belongs to the team: queues, transfers and waiting for others are all in it, so it is shown for a person and "
    "never scored."
)
USUAL_METHODS: Mapping[Kind, IntervalMethod] = {
    Kind.COUNT: IntervalMethod.GARWOOD,
    Kind.SUM: IntervalMethod.NONE,
    Kind.SHARE: IntervalMethod.WILSON,
    Kind.QUANTILE: IntervalMethod.ORDER_STATISTICS,
    Kind.MEAN: IntervalMethod.STUDENT_T,
    Kind.RATE: IntervalMethod.GARWOOD,
    Kind.GAP: IntervalMethod.NEWCOMBE,
}
METHODS: Mapping[IntervalMethod, object] = {
    IntervalMethod.NONE: gettext_lazy("It has no interval."),
    IntervalMethod.WILSON: gettext_lazy("Interval (95%): Wilson, on the sum of the shares."),
    IntervalMethod.JEFFREYS: gettext_lazy("Interval (95%): Jeffreys."),
    IntervalMethod.NEWCOMBE: gettext_lazy("Interval (95%): Newcombe 1998, from the intervals of the two shares."),
    IntervalMethod.GARWOOD: gettext_lazy("Interval (95%): exact for a count (Garwood)."),
    IntervalMethod.ORDER_STATISTICS: gettext_lazy("Interval (95%): from the order of the values themselves."),
    IntervalMethod.STUDENT_T: gettext_lazy("Interval (95%): Student's t."),
}
FORMULAS: Mapping[IntervalMethod, object] = {
    IntervalMethod.NONE: "",
    IntervalMethod.WILSON: gettext_lazy(
        "Ends: (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) ÷ (1 + z²/n), with p the share, n what it rests on and z = 1.96."
    ),
    IntervalMethod.JEFFREYS: gettext_lazy(
        "Ends: the 0.025 and 0.975 points of the distribution Beta(x + ½, n − x + ½), with x of n counted."
    ),
    IntervalMethod.NEWCOMBE: gettext_lazy(
        "Ends: d − √((p₁ − l₁)² + (u₂ − p₂)²) and d + √((u₁ − p₁)² + (p₂ − l₂)²), with d = p₁ "
        "− p₂ and l, u the Wilson ends of each share."
    ),
    IntervalMethod.GARWOOD: gettext_lazy(
        "Ends: half the 0.025 point of χ² with 2x degrees and half the 0.975 point with 2x + "
        "2, with x counted; of a rate both are divided by its base."
    ),
    IntervalMethod.ORDER_STATISTICS: gettext_lazy(
        "Ends: the two values in order whose ranks the binomial distribution puts around the "
        "quantile at least 95 times in 100."
    ),
    IntervalMethod.STUDENT_T: gettext_lazy(
        "Ends: mean ± t·s ÷ √n, with t the 0.975 point at n − 1 degrees and s the spread; by "
        "weight, the variance takes squared weights."
    ),
}
METHOD_NAMES: Mapping[IntervalMethod, object] = {
    IntervalMethod.NONE: "",
    IntervalMethod.WILSON: gettext_lazy("Wilson"),
    IntervalMethod.JEFFREYS: gettext_lazy("Jeffreys"),
    IntervalMethod.NEWCOMBE: gettext_lazy("Newcombe"),
    IntervalMethod.GARWOOD: gettext_lazy("Garwood"),
    IntervalMethod.ORDER_STATISTICS: gettext_lazy("order of values"),
    IntervalMethod.STUDENT_T: gettext_lazy("Student's t"),
}
KINDS: Mapping[Kind, object] = {
    Kind.COUNT: gettext_lazy("a count"),
    Kind.SUM: gettext_lazy("a sum: everything added"),
    Kind.SHARE: gettext_lazy("a share: what counts, divided by everything looked at"),
    Kind.QUANTILE: gettext_lazy("picked from all values in their order: the middle one, or that of nine in ten"),
    Kind.MEAN: gettext_lazy("a mean: everything added, divided by how many"),
    Kind.RATE: gettext_lazy("a rate: how often it happened, per hundred"),
    Kind.GAP: gettext_lazy("a gap: the share on one side less the share on the other"),
}
DIRECTIONS: Mapping[Direction, object] = {
    Direction.HIGHER: gettext_lazy("higher is better"),
    Direction.LOWER: gettext_lazy("lower is better"),
    Direction.BAND: gettext_lazy("best inside a band"),
    Direction.NONE: gettext_lazy("shown, never scored"),
}


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a measure in a few lines."""

    name: str
    definition: str
    told: str
    source: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the whole account: what it is about, and what is said."""

    label: str
    text: str
    mono: bool = False


def about(measure: Measure, statistic: Statistic) -> About:
    """Tell how a number is computed."""
    parts = [str(OF_THE_TEAM)] if measure.credit is Credit.UNIT_ONLY else [shown.text(measure.credit_text)]
    parts += [method(measure), least(measure)]
    return About(
        shown.title(measure, statistic),
        shown.text(measure.definition),
        shown.joined(*parts),
        measure.source,
        addresses.about(measure.key(statistic)),
    )


def method(measure: Measure) -> str:
    """Say which interval stands beside it."""
    return str(METHODS[_method(measure)])


def _method(measure: Measure) -> IntervalMethod:
    return measure.interval or USUAL_METHODS[measure.kind]


def uncertainty(measure: Measure) -> str:
    """Say which interval stands beside it, and how its ends are computed."""
    return shown.joined(method(measure), str(FORMULAS[_method(measure)]))


def least(measure: Measure) -> str:
    """Say from how many cases on it is judged."""
    if not measure.least_sample:
        return ""
    return _("Under %(count)s it is shown and not judged.") % {"count": formats.number(measure.least_sample)}


def lines(found: Definition) -> tuple[Line, ...]:
    """Tell the whole account of a number, line by line, from its definition alone."""
    measure = found.measure
    told = (
        Line(_("Definition"), shown.text(measure.definition)),
        Line(_("What is looked at"), shown.joined(shown.text(measure.population_text), _timing(measure))),
        Line(_("What counts"), shown.text(measure.numerator_text)),
        Line(_("Kind of number"), str(KINDS[measure.kind])),
        Line(_("Credited to"), shown.text(measure.credit_text)),
        Line(_("Window"), _window(measure)),
        Line(_("Least sample"), least(measure) or _("Any number of cases is enough.")),
        Line(_("Uncertainty"), uncertainty(measure)),
        Line(_("Unit and direction"), f"{in_words(measure.unit)} · {DIRECTIONS[measure.direction]}"),
        Line(_("Group"), shown.group(measure.group)),
        Line(_("Source"), measure.source),
        Line(_("Key"), found.key, mono=True),
    )
    return tuple(line for line in told if line.text)


def _timing(measure: Measure) -> str:
    if measure.population.timing is Timing.STOCK:
        return _("Counted is how things stand at the end of the period.")
    return _("Counted is what falls in the period.")


def _window(measure: Measure) -> str:
    if not measure.window:
        return ""
    days = measure.window // DAY
    return ngettext(
        "Whatever is not yet %(days)s day old waits: it is named beside the number and counts later.",
        "Whatever is not yet %(days)s days old waits: it is named beside the number and counts later.",
        days,
    ) % {"days": formats.number(days)}


def verdict(found: Definition) -> str:
    """Say whether this record has what the number needs."""
    if is_rated(found.key):
        return _("People rate it against described behaviours; no record gives the number.")
    if not found.has_record:
        return _("There is no record yet, so nothing can be computed.")
    if found.missing:
        return _("This record cannot answer it: it lacks %(missing)s.") % {"missing": ", ".join(found.missing)}
    return _("This record has everything that it needs.")


def why_unit_only() -> str:
    """Say why a number is not broken down to people."""
    return _(
        "This number belongs to the team: queues, transfers and waiting for others are all in it. "
        "Broken down to people it would mislead, so it is shown for the team only."
    )


def in_words(unit: Unit) -> str:
    """Name a unit."""
    return str(shown.UNITS[unit])
