"""One plain sentence for each of one's own numbers, made from the record: change the record and it changes.

What the sentence says follows from the kind of number and from its reading alone; where there is too little, it says
that nothing can be told.
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from liuxin.engines.measurement.words import Direction, Measure, Reading, Statistic, Why
from liuxin.insight.comparing import Middle
from liuxin.insight.rules import COUNTED as COUNTS
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.wording import formats

COUNTED: Mapping[Statistic, object] = {
    Statistic.COUNT: gettext_lazy("%(value)s in all."),
    Statistic.SHARE: gettext_lazy("%(top)s of %(of)s: %(counts)s."),
    Statistic.RATE: gettext_lazy("%(top)s on %(of)s cases."),
    Statistic.MEDIAN: gettext_lazy("Half of %(of)s lie at or under %(value)s."),
    Statistic.P90: gettext_lazy("Nine in ten of %(of)s lie at or under %(value)s."),
    Statistic.MEAN: gettext_lazy("%(value)s on average over %(of)s."),
    Statistic.GAP: gettext_lazy("One side lies %(value)s from the other."),
}


def sentence(measure: Measure, statistic: Statistic, reading: Reading) -> str:
    """Say what a reading means: what was counted, and how far chance alone could move it."""
    if reading.value is None:
        return _("Nothing of yours was counted here in this time, so nothing can be said.")
    return shown.joined(_counted(measure, statistic, reading), _uncertain(measure, reading))


def _counted(measure: Measure, statistic: Statistic, reading: Reading) -> str:
    return str(COUNTED[statistic]) % {
        "value": shown.value(reading.value, measure.unit),
        "top": shown.amount(reading.sum_value),
        "of": shown.amount(reading.n),
        "counts": shown.inside(measure.numerator_text),
    }


def _uncertain(measure: Measure, reading: Reading) -> str:
    """Say how far the true value may lie away; where an end is not bounded, that nothing can be told."""
    few = reading.why is Why.TOO_FEW
    if reading.low is None or reading.high is None:
        return _("With so few, nothing can be told from it.") if few or measure.kind not in COUNTS else ""
    if measure.kind in COUNTS:
        return ""
    ends = {
        "low": shown.value(reading.low, measure.unit, near=reading.value),
        "high": shown.value(reading.high, measure.unit, near=reading.value),
    }
    if few:
        return _("Too few to tell: the true value may lie anywhere between %(low)s and %(high)s.") % ends
    return _("Chance alone leaves room from %(low)s to %(high)s.") % ends


def beside(measure: Measure, reading: Reading, middle: Middle | None) -> str:
    """Say where one's own value lies beside the middle of the colleagues: only what the interval says."""
    if middle is None:
        return _("Middle of the team: too few colleagues to give one.")
    values = {
        "middle": shown.value(middle.value, measure.unit, near=reading.value),
        "others": formats.number(middle.others),
    }
    return shown.joined(_middle(values, middle.others), _side(measure, reading, middle))


def _middle(values: dict[str, str], others: int) -> str:
    return (
        ngettext("Middle of %(others)s colleague: %(middle)s.", "Middle of %(others)s colleagues: %(middle)s.", others)
        % values
    )


def _side(measure: Measure, reading: Reading, middle: Middle) -> str:
    if measure.kind in COUNTS or measure.direction not in {Direction.HIGHER, Direction.LOWER}:
        return ""
    if reading.value is None:
        return ""
    if reading.why is not Why.MEASURED or reading.low is None or reading.high is None:
        return _("Whether yours differs cannot be told.")
    if reading.low <= middle.value <= reading.high:
        return _("Yours can't be told apart from it.")
    better = (reading.low > middle.value) == (measure.direction is Direction.HIGHER)
    if better:
        return _("Yours is better, beyond chance at 95%.")
    return _("Yours falls short of it, beyond chance at 95%.")


def pending(reading: Reading, measure: Measure) -> str:
    """Say how many will count later, and when."""
    count = reading.pending
    if not count:
        return ""
    days = measure.window // 86_400
    said = {"count": formats.number(count), "days": formats.number(days)}
    if not days:
        return ngettext("%(count)s will count later.", "%(count)s will count later.", count) % said
    return (
        ngettext(
            "%(count)s will count later, when its %(days)s days are over.",
            "%(count)s will count later, when their %(days)s days are over.",
            count,
        )
        % said
    )
