"""The measures of a board: by group, as tiles beside the chosen one, as a list of all, and those not recorded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from liuxin.engines.measurement import library
from liuxin.engines.measurement.words import Measure
from liuxin.insight import searching
from liuxin.insight.comparing import Compared
from liuxin.insight.words import Board, Lacking, Tile
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.insight.pages import addresses, asked
from liuxin.interfaces.web.insight.pages.choices import Choice
from liuxin.interfaces.web.kit import figures
from liuxin.interfaces.wording import formats
from liuxin.performance.indicators.words import Band, Yardstick


@dataclass(frozen=True, slots=True)
class ComparedView:
    """A difference as it is written: the value of the other period, the difference with its interval, what is sure."""

    earlier: str
    difference: str
    interval: str
    state: str
    word: str


@dataclass(frozen=True, slots=True)
class TileView:
    """One number: in the strip of its group, or a line of the list of all."""

    url: str
    about: str
    name: str
    target: str
    value: str
    state: str
    word: str
    interval: str
    basis: str
    bare: bool
    answered: str
    path: str
    target_y: float | None
    chosen: bool
    compared: ComparedView | None
    behind: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group of the indicator library with its numbers."""

    name: str
    tiles: tuple[TileView, ...]


@dataclass(frozen=True, slots=True)
class LackingView:
    """A measure that the record cannot answer, and what would be needed."""

    name: str
    about: str
    note: str
    missing: str
    group: str


def target_of(yardstick: Yardstick | None) -> float | None:
    """Give the one target of a scale; a band has two and no line."""
    return None if yardstick is None or isinstance(yardstick, Band) else yardstick.target


def matches(measure: Measure, wanted: str) -> bool:
    """Tell whether a measure is meant by a few letters of its name, its definition or its code, in either language."""
    return searching.rank(measure, wanted) is not None


def group_order(groups: Iterable[str]) -> list[str]:
    """Put groups in the order of the library; one that it does not know comes last."""
    places = list(library.GROUPS)
    return sorted(groups, key=lambda group: places.index(group) if group in places else len(places))


def in_order(tiles: Sequence[Tile]) -> list[Tile]:
    """Put numbers in the order of their groups."""
    places = group_order({tile.number.measure.group for tile in tiles})
    return sorted(tiles, key=lambda tile: places.index(tile.number.measure.group))


def found(tiles: Sequence[Tile], wanted: str) -> list[Tile]:
    """Give the numbers that are meant: those found by name or code first, those by their definition after them."""
    ranked = [(searching.rank(tile.number.measure, wanted), tile) for tile in tiles]
    return [tile for wanted_rank in searching.RANKS for rank, tile in ranked if rank == wanted_rank]


def groups(board: Board, wanted: str) -> tuple[Choice, ...]:
    """Offer the groups that the record can answer, in the order of the library; each leads to its first number."""
    if wanted:
        return ()
    first: dict[str, Tile] = {}
    counts: dict[str, int] = {}
    for tile in in_order(usual(board)):
        group = tile.number.measure.group
        first.setdefault(group, tile)
        counts[group] = counts.get(group, 0) + 1
    chosen = board.chosen.number.measure.group
    return tuple(
        Choice(
            asked.address(board, measure=tile.number.key),
            shown.group(group),
            group == chosen,
            count=formats.number(counts[group]),
        )
        for group, tile in first.items()
    )


def usual(board: Board) -> list[Tile]:
    """Give one number of each measure: the chosen one, and of every other measure the usual one."""
    chosen = board.chosen.number
    return [
        tile
        for tile in board.tiles
        if tile.number.key == (chosen.key if tile.number.measure == chosen.measure else tile.number.measure.keys[0])
    ]


def variants(board: Board) -> tuple[Choice, ...]:
    """Offer the other numbers of the chosen measure, such as median and 90th percentile."""
    chosen = board.chosen.number
    same = [tile.number for tile in board.tiles if tile.number.measure == chosen.measure]
    if len(same) <= 1:
        return ()
    return tuple(
        Choice(asked.address(board, measure=each.key), shown.statistic_name(each.statistic), each.key == chosen.key)
        for each in same
    )


def strip(board: Board, wanted: str) -> tuple[TileView, ...]:
    """Lay out the tiles beside the chosen number: those of its group, or those that were searched for."""
    group = board.chosen.number.measure.group
    tiles = usual(board)
    some = found(tiles, wanted) if wanted else [tile for tile in tiles if tile.number.measure.group == group]
    return tuple(_tile(board, tile, wanted) for tile in some)


def listed(board: Board, wanted: str) -> tuple[GroupView, ...]:
    """Lay out every number by group."""
    by_group: dict[str, list[TileView]] = {}
    for tile in found(in_order(board.tiles), wanted):
        by_group.setdefault(tile.number.measure.group, []).append(_tile(board, tile, wanted))
    return tuple(GroupView(shown.group(group), tuple(tiles)) for group, tiles in by_group.items())


def lacking(some: Sequence[Lacking], wanted: str = "") -> tuple[LackingView, ...]:
    """Lay out what is not recorded, and what would be needed."""
    return tuple(
        LackingView(
            shown.text(each.measure.name),
            addresses.about(each.measure.code),
            shown.text(each.measure.needs_note),
            ", ".join(each.missing),
            shown.group(each.measure.group),
        )
        for each in some
        if matches(each.measure, wanted)
    )


def _tile(board: Board, tile: Tile, wanted: str) -> TileView:
    number = tile.number
    target = target_of(number.yardstick)
    path, target_y = figures.spark([step.value for step in tile.steps], target)
    unit = number.measure.unit
    team = asked.team_of(board)
    return TileView(
        url=asked.address(board, measure=number.key, view=None, q=wanted),
        about=addresses.about(number.key),
        name=shown.title(number.measure, number.statistic),
        target="" if target is None else shown.target(target, unit),
        value=shown.value(number.reading.value, unit),
        state=shown.STATES[number.verdict] if number.verdict else "",
        word=str(shown.VERDICTS[number.verdict]) if number.verdict else "",
        interval=shown.interval(number.reading, unit),
        basis=shown.basis_or_why(number.reading),
        bare=number.reading.value is None and not (number.reading.pending or number.reading.unanswered),
        answered=shown.answered(number.reading),
        path=path,
        target_y=target_y,
        chosen=number.key == board.chosen.number.key,
        compared=None if tile.compared is None else compared(tile.compared, number.measure),
        behind=addresses.behind(number.key, period=board.span.code, team=team) if team or board.sees_all else "",
    )


def compared(found: Compared, measure: Measure) -> ComparedView:
    """Write a comparison: the difference takes a word and, where it is sure, a colour."""
    unit = measure.unit
    moved = found.difference
    return ComparedView(
        earlier=shown.value(found.reading.value, unit),
        difference=shown.difference(moved, unit, near=found.reading.value) if moved else "",
        interval=shown.difference_interval(moved, unit, near=found.reading.value) if moved else "",
        state=shown.SURE_STATES[found.sure],
        word=str(shown.SURE[found.sure]),
    )
