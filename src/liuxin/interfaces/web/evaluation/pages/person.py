"""The rated part of a person laid out: hearts down, groups across, the self-rating beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liuxin.interfaces.web.evaluation import labels
from liuxin.interfaces.wording import fairness, formats
from liuxin.performance.evaluation.words import KNOWN, RatedGroup, RatedView, ResultView


@dataclass(frozen=True, slots=True)
class Told:
    """A mean level with its number of raters, or why it is not told."""

    level: str
    raters: str
    place: str
    why_not: str


@dataclass(frozen=True, slots=True)
class HeartRow:
    """A heart across the groups."""

    name: str
    cells: tuple[Told, ...]
    own: str


@dataclass(frozen=True, slots=True)
class GroupHead:
    """A group at the head of a column."""

    name: str
    raters: int
    weight: str
    level: str
    agreement: str


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the result."""

    number: int
    at: str
    total: str
    state: str
    word: str
    reason: str
    counts: bool


def page_of(view: RatedView, zone: str) -> dict[str, object]:
    """Lay out the rated part."""
    fair = view.fair
    return {
        "groups": [_head(group) for group in view.groups],
        "hearts": [_heart(code, name, view) for code, name in labels.hearts().items()],
        "own": view.own is not None,
        "value": formats.number(view.value, places=2) if view.value is not None else "",
        "interval": formats.interval(view.low, view.high, places=2) if view.low is not None else "",
        "fair": formats.number(fair.value, places=2) if fair.value is not None else "",
        "fair_interval": formats.interval(fair.low, fair.high, places=2) if fair.low is not None else "",
        "beside": fairness.beside(get_language() or "zh-hans", raw=view.value, fair=fair.value, why=fair.why.value),
        "raters": view.raters,
        "left_out": labels.kinds(view.left_out),
        "hidden": view.hidden,
        "none": view.value is None and not view.hidden,
        "sealed": formats.local_day(view.sealed_at, zone),
    }


def versions(found: Sequence[ResultView], zone: str) -> tuple[Version, ...]:
    """Lay out the versions, the latest first."""
    return tuple(
        Version(
            number=each.version,
            at=formats.local_day(each.at, zone),
            total=formats.points(each.total.points.score) if each.total.points else "—",
            state=labels.RESULTS[each.state],
            word=labels.result(each.state),
            reason=each.reason,
            counts=each.counts,
        )
        for each in reversed(found)
    )


def _head(group: RatedGroup) -> GroupHead:
    return GroupHead(
        name=labels.kinds(group.kinds),
        raters=group.raters,
        weight=formats.percent(group.weight, places=0),
        level=formats.number(group.level, places=2),
        agreement=labels.said(f"evaluation.agreement.{group.agreement.value}") if group.agreement else "",
    )


def _heart(code: str, name: str, view: RatedView) -> HeartRow:
    own = next((cell.level for cell in view.own.cells if cell.heart == code), None) if view.own else None
    return HeartRow(name, tuple(_cell(group, code) for group in view.groups), "—" if own is None else f"{own:.0f}")


def _cell(group: RatedGroup, code: str) -> Told:
    cell = next((each for each in group.cells if each.heart == code), None)
    if cell is None:
        known = KNOWN.issuperset(group.kinds)
        return Told("", "", "", _("not seen") if known else _("seen by fewer than three: not shown apart"))
    return Told(formats.number(cell.level, places=1), str(cell.raters), f"{100 * (cell.level - 1) / 4:.1f}%", "")
