"""The fair value in words: what was to be expected of such cases, and how much so few of them can say.

Every sentence follows from the value alone: change the record and it changes; where the own cases say next to nothing,
that is said, and no value stands there.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liuxin.engines.measurement.words import Dimension, Direction, Measure
from liuxin.insight.fair import Fair, Mix, NoFair
from liuxin.insight.words import Board, Standout
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.insight.pages import cuts
from liuxin.interfaces.wording import formats

OWN, HALF, LEAST = 0.8, 0.5, 0.1
"""From so much weight of the own record on nothing is said of pulling; below the last nothing can be told."""
ALIKE = 0.02
"""Cases of which so small a part more or less is expected are cases as usual."""
NO_FAIR: Mapping[NoFair, object] = {
    NoFair.OTHER_KIND: gettext_lazy("No fair value: only shares, rates and means have one."),
    NoFair.NOTHING: gettext_lazy("No fair value: nothing was counted."),
    NoFair.FEW_PEOPLE: gettext_lazy("No fair value: it takes four to tell how much of a difference is chance."),
    NoFair.ALIKE: gettext_lazy("No fair value: all reached the same."),
}
USUAL, OTHER, HARDER, EASIER = "usual", "other", "harder", "easier"
_CASES: Mapping[str, object] = {
    USUAL: gettext_lazy("Cases as usual"),
    OTHER: gettext_lazy("Other cases than usual (mostly %(factor)s)"),
    HARDER: gettext_lazy("Harder cases than usual (mostly %(factor)s)"),
    EASIER: gettext_lazy("Easier cases than usual (mostly %(factor)s)"),
}
_KINDS_OF_CASES: Mapping[str, object] = {
    USUAL: "",
    OTHER: gettext_lazy("Other cases."),
    HARDER: gettext_lazy("Harder cases."),
    EASIER: gettext_lazy("Easier cases."),
}
FACTORS: Mapping[Dimension, object] = {
    Dimension.CATEGORY: gettext_lazy("category"),
    Dimension.PRIORITY: gettext_lazy("priority"),
    Dimension.STAGE: gettext_lazy("service stage"),
    Dimension.CASE_KIND: gettext_lazy("kind of case"),
    Dimension.CUSTOMER_KIND: gettext_lazy("kind of customer"),
    Dimension.CHANNEL: gettext_lazy("channel"),
    Dimension.AGE: gettext_lazy("age of the relation"),
}


@dataclass(frozen=True, slots=True)
class FairView:
    """Raw and fair side by side; `value` is empty where nothing can be told."""

    name: str
    raw: str
    raw_interval: str
    basis: str
    usual: str
    value: str
    interval: str
    why: str


@dataclass(frozen=True, slots=True)
class FairRows:
    """All rows, or the sentence why there are none."""

    rows: tuple[FairView, ...]
    none: str


def lay_out(board: Board, rows: tuple[Standout, ...]) -> FairRows:
    """Lay out raw and fair of the chosen number, for the rows that are shown."""
    if board.no_fair is not None:
        return FairRows((), str(NO_FAIR[board.no_fair]))
    return FairRows(tuple(_row(board, row) for row in rows if row.number is not None), "")


def _row(board: Board, row: Standout) -> FairView:
    measure = board.chosen.number.measure
    reading, found = (row.number.reading if row.number else None), row.fair
    mix = None if found is None else found.mix
    return FairView(
        name=cuts.name_of(board.cut, row.name),
        raw=formats.ABSENT if reading is None else shown.value(reading.value, measure.unit),
        raw_interval="" if reading is None else shown.interval(reading, measure.unit),
        basis="" if reading is None else shown.basis(reading, measure),
        usual=formats.ABSENT if mix is None else shown.value(mix.usual, measure.unit),
        value=value(found, measure),
        interval=interval(found, measure),
        why=why(found, measure),
    )


def tells(found: Fair | None) -> bool:
    """Tell whether the own cases say anything: else the value would be that of the others."""
    return found is not None and (found.weight >= LEAST or found.weight == 0)


def value(found: Fair | None, measure: Measure) -> str:
    """Write the fair value; nothing where none can be told."""
    return shown.value(found.value, measure.unit) if found is not None and tells(found) else ""


def interval(found: Fair | None, measure: Measure) -> str:
    """Write its interval."""
    if found is None or not tells(found):
        return ""
    places = shown.digits(measure.unit, found.value)
    return formats.interval(found.low, found.high, places=places)


def beside(found: Fair | None, measure: Measure) -> str:
    """Say the fair value in one sentence beside the raw one; nothing where there is none at all."""
    if found is None:
        return ""
    if not tells(found):
        return _("Fair beside it: %(why)s.") % {"why": why(found, measure)}
    said = {"value": value(found, measure), "interval": interval(found, measure)}
    return shown.joined(_("Fair beside it: %(value)s (%(interval)s).") % said, why(found, measure))


def in_short(found: Fair | None, measure: Measure) -> str:
    """Say the fair value with its reason in two words, where a column is narrow."""
    if found is None:
        return ""
    if not tells(found):
        return _("fair value: cannot tell")
    said = {"value": value(found, measure), "interval": interval(found, measure)}
    few = _("Few cases.") if found.middle is not None and 0 < found.weight < OWN else ""
    cases = "" if found.mix is None else str(_KINDS_OF_CASES[_side(found.mix, measure)])
    return shown.joined(_("fair value: %(value)s (%(interval)s).") % said, cases, few)


def why(found: Fair | None, measure: Measure) -> str:
    """Say what makes the fair value another than the raw one, or why there is none."""
    if found is None:
        return _("cannot tell: nobody else has such cases")
    if not tells(found):
        return _("cannot tell: so few cases say next to nothing")
    return shown.joined(_cases(found.mix, measure), _pulled(found, measure))


def _cases(mix: Mix | None, measure: Measure) -> str:
    if mix is None:
        return _("Not adjusted for its cases.")
    said = {
        "cases": _harder(mix, measure),
        "usual": shown.value(mix.usual, measure.unit),
        "raw": shown.value(mix.raw, measure.unit),
    }
    return shown.joined(_("%(cases)s: expected %(usual)s, reached %(raw)s.") % said, _left_out(mix))


def _harder(mix: Mix, measure: Measure) -> str:
    return str(_CASES[_side(mix, measure)]) % {"factor": str(FACTORS[mix.factor]) if mix.factor else ""}


def _side(mix: Mix, measure: Measure) -> str:
    """Tell on which side the cases are: what is to be expected of them is worse than of all, better, or alike."""
    away = mix.usual - mix.overall
    if abs(away) < ALIKE * abs(mix.overall) or mix.factor is None:
        return USUAL
    if measure.direction not in {Direction.HIGHER, Direction.LOWER}:
        return OTHER
    return HARDER if (away < 0) == (measure.direction is Direction.HIGHER) else EASIER


def _left_out(mix: Mix) -> str:
    if not mix.left_out:
        return ""
    return _("%(count)s cases that nobody else has the like of are left out.") % {"count": shown.amount(mix.left_out)}


def _pulled(found: Fair, measure: Measure) -> str:
    if found.middle is None or found.weight >= OWN:
        return ""
    said = {"n": shown.amount(found.n), "middle": shown.value(found.middle, measure.unit)}
    if found.weight == 0:
        return _("Nobody differs beyond chance: the middle, %(middle)s, stands for everybody.") % said
    if found.weight < HALF:
        return _("Only %(n)s cases: pulled towards the middle, %(middle)s.") % said
    return _("%(n)s cases: pulled a little towards the middle, %(middle)s.") % said
