"""Places in words: who shares one, why somebody has none, and what is sure of two neighbours."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liuxin.insight.standings import NoPlace, Stand
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.wording import formats

HUNDRED = 100
NO_PLACE: Mapping[NoPlace, object] = {
    NoPlace.NOTHING: gettext_lazy("no place: nothing was counted"),
    NoPlace.TOO_FEW: gettext_lazy("no place: too few to tell"),
    NoPlace.NO_SIDE: gettext_lazy("no place: neither more nor less is better"),
    NoPlace.OPEN: gettext_lazy("no place: how far chance reaches is not known"),
    NoPlace.ALONE: gettext_lazy("no place: there is nobody to compare with"),
}


def why_none(stand: Stand) -> str:
    """Say why there is no place; nothing where there is one."""
    return "" if stand.why is None else str(NO_PLACE[stand.why])


def beside_next(stand: Stand) -> str:
    """Say what is sure of somebody and the next one in order."""
    if stand.ahead is None:
        return ""
    if stand.surely:
        return _("surely better than the next")
    in_hundred = min(max(round(HUNDRED * stand.ahead), 1), HUNDRED - 1)
    return _("not told apart · %(chance)s in 100") % {"chance": in_hundred}


def finding(stands: Sequence[Stand]) -> str:
    """Say of all places together what they tell: whether anybody is truly ahead of anybody."""
    held = [stand.place for stand in stands if stand.place is not None]
    shared = sum(each.is_shared for each in held)
    if not held:
        return ""
    said = {"shared": formats.number(shared), "all": formats.number(len(held))}
    if all(each.first == 1 for each in held):
        return shown.joined(
            _("Nobody is told apart from anybody else: the differences below could be chance."), _under_each_bar()
        )
    if not shared:
        return _("Everybody is told apart from everybody else, beyond chance at 95%.")
    return shown.joined(
        _("%(shared)s of %(all)s share places: where the places of two overlap, their difference could be chance.")
        % said,
        _under_each_bar(),
    )


def _under_each_bar() -> str:
    return _("Under each bar stands how sure it is to be better than the next.")
