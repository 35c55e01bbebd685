"""A funnel laid out: each by how many cases and what was reached, the limits of chance, and what follows in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liuxin.insight.funnels import CHANCE, Funnelled, funnelled
from liuxin.insight.words import Board, Standout
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.insight.pages import cuts, trend
from liuxin.interfaces.web.kit import figures, lines
from liuxin.interfaces.wording import formats

OUTER, TICKS = 2, 5
ZONES: Mapping[int, object] = {
    -2: gettext_lazy("far below the limits of chance"),
    -1: gettext_lazy("below the limits of chance"),
    0: gettext_lazy("within the limits of chance"),
    1: gettext_lazy("above the limits of chance"),
    2: gettext_lazy("far above the limits of chance"),
}


@dataclass(frozen=True, slots=True)
class FunnelRow:
    """One dot in words."""

    name: str
    value: str
    n: str
    word: str


@dataclass(frozen=True, slots=True)
class FunnelView:
    """The picture, what it says, the middle line, and its table."""

    plot: lines.Plot
    said: str
    middle: str
    rows: tuple[FunnelRow, ...]


def lay_out(board: Board, rows: Sequence[Standout]) -> FunnelView | None:
    """Lay out the funnel of the chosen share; nothing for other numbers, or where there are too few to draw one."""
    measure = board.chosen.number.measure
    found = funnelled(measure, [None if row.number is None else row.number.reading for row in rows])
    if found is None or not found.limits:
        return None
    dots = [
        FunnelRow(
            cuts.name_of(board.cut, row.name),
            shown.value(row.number.reading.value, measure.unit),
            shown.amount(row.number.reading.n),
            str(ZONES[zone]),
        )
        for row, zone in zip(rows, found.zones, strict=True)
        if row.number is not None and zone is not None
    ]
    middle = _("all together %(value)s") % {"value": shown.value(found.middle, measure.unit)}
    return FunnelView(_plot(board, rows, found, dots), said(found), middle, tuple(dots))


def said(found: Funnelled) -> str:
    """Say how many lie where chance alone hardly takes them, beside how many it would take there."""
    told = {
        "outside": formats.number(found.outside),
        "all": formats.number(found.all),
        "chance": formats.number(CHANCE * found.all, places=1),
    }
    if not found.outside:
        return _("All %(all)s lie within the limits: chance alone could make these differences.") % told
    return (
        _("%(outside)s of %(all)s lie outside the limits of 95%%; chance alone would put about %(chance)s there.")
        % told
    )


def _plot(board: Board, rows: Sequence[Standout], found: Funnelled, dots: Sequence[FunnelRow]) -> lines.Plot:
    measure = board.chosen.number.measure
    readings = [row.number.reading for row in rows if row.number is not None]
    floor, ceiling = trend.bounds(measure.unit)
    steps = [lines.Step("", reading.value) for reading in readings if reading.value is not None]
    upright = lines.scale(steps, floor=floor, ceiling=ceiling, also=[found.middle])
    most = found.limits[-1].n
    across = figures.Line(0.0, most, 0.0, figures.FULL)
    told = [row for row, zone in zip(rows, found.zones, strict=True) if row.number is not None and zone is not None]
    zones = [zone for zone in found.zones if zone is not None]
    points = tuple(
        lines.Point(
            figures.percent(across.at(row.number.reading.n)),
            figures.percent(upright.at(row.number.reading.value or 0.0)),
            few=not zone,
            chosen=abs(zone) == OUTER,
            title=f"{dot.name}: {dot.value}, n {dot.n}, {dot.word}",
            url="",
        )
        for row, zone, dot in zip(told, zones, dots, strict=True)
        if row.number is not None
    )
    return lines.Plot(
        line="",
        bands=(_band(found, across, upright, outer=True), _band(found, across, upright, outer=False)),
        points=points,
        steps=tuple(
            lines.Mark(figures.percent(across.at(value)), f"n {formats.number(value)}")
            for value in lines.ticks(figures.Line(most, 0.0, 0.0, figures.FULL), TICKS)
            if value
        ),
        ticks=tuple(
            lines.Mark(figures.percent(upright.at(value)), shown.end_of_axis(value, measure.unit))
            for value in lines.ticks(upright)
        ),
        target=figures.percent(upright.at(found.middle)),
        shade=None,
    )


def _band(found: Funnelled, across: figures.Line, upright: figures.Line, *, outer: bool) -> str:
    """Draw one pair of limits as an area: along the upper ends and back along the lower ones."""
    ends = [(each.n, *((each.low998, each.high998) if outer else (each.low95, each.high95))) for each in found.limits]
    there = [f"{across.at(n):.2f} {upright.at(high):.2f}" for n, _low, high in ends]
    back = [f"{across.at(n):.2f} {upright.at(low):.2f}" for n, low, _high in reversed(ends)]
    return "M" + "L".join([*there, *back]) + "Z"
