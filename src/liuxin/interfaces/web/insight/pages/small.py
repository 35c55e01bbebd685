"""Many small charts: one number for every row on one scale, or every number of the team, each on its own."""

from dataclasses import dataclass

from liuxin.engines.measurement.words import Measure, Reading, Why
from liuxin.insight.words import Board, Small, Standout, Tile
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.insight.pages import asked, cuts, trend
from liuxin.interfaces.web.insight.pages.measures import matches
from liuxin.interfaces.web.kit import figures, lines
from liuxin.interfaces.wording import formats

FEW_TICKS = 3


@dataclass(frozen=True, slots=True)
class SmallChart:
    """One small chart, with what it says in words."""

    name: str
    url: str
    value: str
    interval: str
    plot: lines.Plot | None
    label: str


@dataclass(frozen=True, slots=True)
class SmallCharts:
    """All of them; `left_out` are those for which there was no room, `few` those with too little to be drawn first."""

    charts: tuple[SmallChart, ...]
    left_out: int = 0
    few: int = 0
    folded: bool = False
    unfold: str = ""


def lay_out(board: Board, wanted: str, *, unfold: bool) -> SmallCharts:
    """Lay out the small charts that are asked for; rows with too little are folded away until they are asked for."""
    if board.asked.small is Small.MEASURES:
        some = [tile for tile in board.tiles if matches(tile.number.measure, wanted)]
        return SmallCharts(tuple(_of_tile(board, tile) for tile in some))
    some_drawn = [row for row in board.rows if row.steps]
    firm = [row for row in some_drawn if row.stand.place is not None]
    folded = not unfold and 0 < len(firm) < len(some_drawn)
    drawn = firm if folded else some_drawn
    measure = board.chosen.number.measure
    rows = [[_step(board, step, measure) for step in row.steps] for row in drawn]
    upright = _scale(measure, [step for row in rows for step in row])
    charts = tuple(_of_row(board, row, each, upright) for row, each in zip(drawn, rows, strict=True))
    few = len(some_drawn) - len(firm) if firm else 0
    url = asked.address(board, all="1" if folded else "")
    return SmallCharts(charts, len(board.rows) - len(some_drawn), few, folded=folded, unfold=url)


def _scale(measure: Measure, steps: list[lines.Step]) -> figures.Line:
    """Give the scale on which all steps are drawn."""
    floor, ceiling = trend.bounds(measure.unit)
    return lines.scale(steps, floor=floor, ceiling=ceiling)


def _of_row(board: Board, row: Standout, steps: list[lines.Step], upright: figures.Line) -> SmallChart:
    measure = board.chosen.number.measure
    reading = None if row.number is None else row.number.reading
    name = cuts.name_of(board.cut, row.name)
    return _chart(measure, name, _page(board, row), reading, _plot(measure, steps, upright))


def _page(board: Board, row: Standout) -> str:
    from_cut = cuts.query(board.cut, row.id)
    team = asked.team_of(board)
    if team is None and not board.sees_all and "team" not in from_cut:
        return ""
    return cuts.behind(board, board.chosen.number.key, from_cut)


def _of_tile(board: Board, tile: Tile) -> SmallChart:
    number = tile.number
    steps = [_step(board, step, number.measure) for step in tile.steps]
    url = asked.address(board, measure=number.key, view=None)
    name = shown.title(number.measure, number.statistic)
    return _chart(
        number.measure, name, url, number.reading, _plot(number.measure, steps, _scale(number.measure, steps))
    )


def _plot(measure: Measure, steps: list[lines.Step], upright: figures.Line) -> lines.Plot | None:
    if all(step.value is None for step in steps):
        return None
    ticks = [(value, shown.end_of_axis(value, measure.unit)) for value in (upright.right, upright.left)]
    return lines.plot(steps, upright, ticks=ticks)


def _chart(measure: Measure, name: str, url: str, reading: Reading | None, plot: lines.Plot | None) -> SmallChart:
    value = formats.ABSENT if reading is None else shown.value(reading.value, measure.unit)
    between = "" if reading is None else shown.interval(reading, measure.unit)
    return SmallChart(name, url, value, between, plot, f"{name}: {value}")


def _step(board: Board, reading: Reading, measure: Measure) -> lines.Step:
    start, end = board.span.period.epoch
    few = reading.why is Why.TOO_FEW
    return lines.Step(
        label="",
        value=reading.value,
        low=None if few else reading.low,
        high=None if few else reading.high,
        few=few,
        chosen=not board.span.is_whole and start <= reading.period_start < end,
        title=trend.said(board, reading, measure),
    )
