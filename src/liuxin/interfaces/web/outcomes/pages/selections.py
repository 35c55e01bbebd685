"""How the groups of a trial fare side by side, in words: each against the one that fares best."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from liuxin.desk.organisation.words import PersonName
from liuxin.engines.ratings.telling import Reason
from liuxin.interfaces.web.kit.figures import FULL, Line, Whisker, whisker
from liuxin.interfaces.web.outcomes import labels
from liuxin.interfaces.wording import formats
from liuxin.performance.outcomes.words import FairVerdict, Selected, Selections

HUNDRED = 100
RATIO, FOUR_FIFTHS = Line(0.0, 2.0, 0.0, FULL), 0.8
TENURES = {0: gettext_lazy("Here for less than a year"), 1: gettext_lazy("Here for a year or more")}
KINDS: Mapping[str, object] = {
    "department": pgettext_lazy("fairness", "By department"),
    "position": pgettext_lazy("fairness", "By position"),
    "manager": pgettext_lazy("fairness", "By manager"),
    "tenure": pgettext_lazy("fairness", "By time here"),
}
WHY: Mapping[Reason, object] = {
    Reason.ONE_GROUP: gettext_lazy("There is only one group, so there is nothing to hold it against."),
    Reason.SMALL_GROUP: gettext_lazy("Fewer than two groups have five people: nothing is told of the others."),
    Reason.NO_VARIANCE: gettext_lazy("All fare alike, so no group fares worse."),
}


@dataclass(frozen=True, slots=True)
class SelectedShown:
    """One group: how many fare well, the ratio to the best group, and the sentence that this makes."""

    name: str
    size: str
    good: str
    interval: str
    ratio: str
    ratio_interval: str
    whisker: Whisker | None
    state: str
    word: str
    said: str


@dataclass(frozen=True, slots=True)
class KindShown:
    """The groups of one kind, or why they are not held against one another."""

    title: object
    groups: tuple[SelectedShown, ...]
    why: str


def lay_out(
    found: Sequence[Selections],
    departments: Mapping[int, str],
    positions: Mapping[int, str],
    names: Mapping[int, PersonName],
) -> tuple[KindShown, ...]:
    """Lay out the groups of every kind."""
    called: Mapping[str, Mapping[int, str]] = {
        "department": departments,
        "position": positions,
        "manager": {key: labels.text(name.text) for key, name in names.items()},
        "tenure": {key: str(name) for key, name in TENURES.items()},
    }
    return tuple(
        KindShown(
            KINDS[each.kind],
            tuple(_shown(one, called[each.kind]) for one in each.groups),
            str(WHY[each.why]) if each.why else "",
        )
        for each in found
    )


def _shown(each: Selected, called: Mapping[int, str]) -> SelectedShown:
    state, word = _word(each)
    return SelectedShown(
        name=called.get(each.group) or formats.ABSENT,
        size=formats.number(each.size),
        good=formats.ABSENT if each.good is None else formats.number(each.good),
        interval="" if each.rate is None else _percent(each.rate, each.low, each.high),
        ratio="" if each.ratio is None or each.is_best else formats.number(each.ratio, places=2),
        ratio_interval="" if each.is_best else formats.interval(each.ratio_low, each.ratio_high, places=2),
        whisker=_whisker(each, state),
        state=state,
        word=word,
        said=said(each),
    )


def _whisker(each: Selected, state: str) -> Whisker | None:
    """Draw the ratio with its interval on 0 to 2; what lies beyond is drawn at the end."""
    if each.is_best or each.ratio is None or each.ratio_low is None or each.ratio_high is None:
        return None
    value, low, high = (min(RATIO.right, end) for end in (each.ratio, each.ratio_low, each.ratio_high))
    return whisker(RATIO, value=value, interval=(low, high), target=FOUR_FIFTHS, state=state)


def _percent(rate: float, low: float | None, high: float | None) -> str:
    ends = formats.interval(HUNDRED * (low or 0.0), HUNDRED * (high or 0.0), places=0)
    return f"{formats.percent(HUNDRED * rate, places=0)} ({ends})"


def _word(each: Selected) -> tuple[str, str]:
    if each.verdict is None:
        return ("none", _("fares best")) if each.is_best else ("none", "")
    state, word = labels.FAIR[each.verdict]
    return state, str(word)


def said(each: Selected) -> str:
    """Say what follows from the figures of a group: what is little enough to be chance is never held against a rule."""
    if each.verdict is FairVerdict.TOO_SMALL:
        return _("fewer than 5 people: nothing is told of it")
    if each.verdict is None or each.p is None:
        return ""
    chance = {"p": formats.number(each.p, places=3)}
    if each.verdict is FairVerdict.AGAINST:
        return _("Under four fifths of the best group, and hardly by chance (Fisher p = %(p)s).") % chance
    if each.is_below:
        return _("Under four fifths of the best group, but chance alone could do that (Fisher p = %(p)s).") % chance
    if each.verdict is FairVerdict.FAIR:
        return _("Surely at least four fifths of the best group.")
    return _("At least four fifths of the best group as counted, but not surely (Fisher p = %(p)s).") % chance
