"""Everyone of a board: whiskers on one shared line, places, and the table beneath."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from liuxin.desk.organisation.words import PersonName
from liuxin.engines.measurement import library
from liuxin.engines.measurement.words import Direction, Kind, Reading, Unit, Why
from liuxin.insight.words import Board, Number, Standout
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.insight.pages import addresses
from liuxin.interfaces.web.insight.pages.board import target_of
from liuxin.interfaces.web.kit import figures

COLUMNS = (
    "cases_resolved",
    "promises_kept",
    "resolution_time_business",
    "reopened_within_14_days",
    "transfers_per_case",
)
LEFT, WIDE = 3.0, 94.0
WHOLE = 100.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of the table, with the way to its cases."""

    text: str
    url: str
    few: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One person or team among the others; `url` is empty where the reader may not go there."""

    name: str
    initials: str
    url: str
    place: str
    whisker: figures.Whisker | None
    value: str
    interval: str
    basis: str
    behind: str
    word: str
    few: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A sortable head of the table."""

    key: str
    label: str
    url: str
    order: str
    css: str


@dataclass(frozen=True, slots=True)
class Everyone:
    """The panel and the table."""

    rows: tuple[Row, ...]
    nobody: Row | None
    columns: tuple[Column, ...]
    sorted_rows: tuple[Row, ...]
    axis: str
    name_head: str
    few: int
    folded: bool
    unfold: str


def lay_out(board: Board, *, sort: str, unfold: bool) -> Everyone:
    """Lay out everyone: the panel from best to worst, the table as it was asked to be sorted.

    Those with too little of everything are folded away until they are asked for.
    """
    line = _line(board)
    rows = tuple(_row(board, each, line) for each in board.rows)
    few = [not _enough(board, each) for each in board.rows]
    folded = not unfold and any(few) and not all(few)
    kept = [i for i in range(len(rows)) if not (folded and few[i])]
    order = [i for i in _sorted(board, sort) if i in set(kept)]
    keys = columns(board)
    team = board.team.id if board.team else None
    query = {"period": board.span.code, "measure": board.chosen.number.key, "sort": sort}
    return Everyone(
        rows=tuple(rows[i] for i in kept),
        nobody=_nobody(board, line) if board.nobody else None,
        columns=tuple(_column(board, key, sort) for key in ("name", *keys)),
        sorted_rows=tuple(rows[i] for i in order),
        axis=_axis(board, line),
        name_head=name_head(board),
        few=sum(few),
        folded=folded,
        unfold=addresses.board(team, **query, all="1" if folded else "") + "#everyone",
    )


def _enough(board: Board, row: Standout) -> bool:
    """Tell whether anybody may judge by one of the numbers; a bare count is no such number."""
    return any(
        reading.why is Why.MEASURED and library.find(key)[0].kind is not Kind.COUNT
        for key, reading in row.readings.items()
        if key in board.keys
    )


def columns(board: Board) -> tuple[str, ...]:
    """Give the numbers of the table: of people, none that belongs to a unit only."""
    return tuple(key for key in COLUMNS if key in board.keys)


def _ends(board: Board) -> Iterable[float]:
    for row in board.rows:
        if row.number is not None and row.number.reading.why is Why.MEASURED:
            reading = row.number.reading
            yield from (end for end in (reading.low, reading.value, reading.high) if end is not None)
            target = target_of(row.number.yardstick)
            if target is not None:
                yield target


def _line(board: Board) -> figures.Line | None:
    """Give the one line of all rows: round ends around what is measured, turned so that right is better."""
    ends = list(_ends(board))
    if not ends:
        return None
    step = figures.round_step(max(max(ends) - min(ends), 1e-9), 8)
    low, high = max(min(ends) // step * step, 0.0), -(-max(ends) // step) * step
    measure = board.chosen.number.measure
    if measure.unit is Unit.PERCENT:
        high = min(high, WHOLE)
    left, right = (high, low) if measure.direction is Direction.LOWER else (low, high)
    return figures.Line(left, right, LEFT, WIDE)


def _axis(board: Board, line: figures.Line | None) -> str:
    if line is None:
        return ""
    unit = board.chosen.number.measure.unit
    return _("%(left)s – %(right)s, right is better") % {
        "left": shown.end_of_axis(line.left, unit),
        "right": shown.end_of_axis(line.right, unit),
    }


def _row(board: Board, row: Standout, line: figures.Line | None) -> Row:
    is_person = isinstance(row.name, PersonName)
    who = {"person" if is_person else "team": row.id}
    number = row.number
    common = {"period": board.span.code, "team": board.team.id if board.team else None} | who
    return Row(
        name=shown.name(row.name),
        initials=shown.initials(row.name),
        url=_page(board, row),
        place=shown.place(row.place),
        whisker=_whisker(number, line),
        **_number_texts(number),
        behind=addresses.behind(board.chosen.number.key, **common),
        few=number is not None and number.reading.why is Why.TOO_FEW,
        cells=_cells(board, row.readings, common),
    )


def _page(board: Board, row: Standout) -> str:
    if isinstance(row.name, PersonName):
        return addresses.scorecard(row.id, period=board.span.code) if row.openable else ""
    return addresses.board(row.id, period=board.span.code, measure=board.chosen.number.key)


def _number_texts(number: Number | None) -> dict[str, str]:
    if number is None:
        return {"value": "", "interval": "", "basis": "", "word": ""}
    unit = number.measure.unit
    few = number.reading.why is Why.TOO_FEW
    word = _("too few to tell") if few else str(shown.VERDICTS[number.verdict]) if number.verdict else ""
    return {
        "value": shown.value(number.reading.value, unit),
        "interval": shown.interval(number.reading, unit),
        "basis": shown.basis(number.reading, number.measure),
        "word": word,
    }


def _whisker(number: Number | None, line: figures.Line | None) -> figures.Whisker | None:
    if number is None or line is None or number.reading.value is None:
        return None
    reading = number.reading
    return figures.whisker(
        line,
        value=reading.value or 0.0,
        interval=(reading.low, reading.high),
        target=target_of(number.yardstick),
        state=shown.STATES[number.verdict] if number.verdict else "none",
    )


def _cells(board: Board, readings: Mapping[str, Reading], query: Mapping[str, object]) -> tuple[Cell, ...]:
    near = {tile.number.key: tile.number.reading.value for tile in board.tiles}
    return tuple(_cell(key, readings.get(key), query, near[key]) for key in columns(board))


def _cell(key: str, reading: Reading | None, query: Mapping[str, object], near: float | None) -> Cell:
    if reading is None or reading.value is None:
        return Cell("—", "", few=False)
    text = shown.value(reading.value, library.find(key)[0].unit, near=near)
    return Cell(text, addresses.behind(key, **query), few=reading.why is Why.TOO_FEW)


def _nobody(board: Board, line: figures.Line | None) -> Row:
    del line
    who = addresses.NOBODY
    query = {"period": board.span.code, "team": board.team.id if board.team else who}
    if board.team:
        query["person"] = who
    key = board.chosen.number.key
    reading = board.nobody.get(key)
    number = None if reading is None else Number(key, *library.find(key), reading)
    return Row(
        name=_("no person recorded") if board.team else _("no team recorded"),
        initials="",
        url="",
        place="—",
        whisker=None,
        **_number_texts(number),
        behind=addresses.behind(key, **query),
        few=False,
        cells=_cells(board, board.nobody, query),
    )


def _sorted(board: Board, sort: str) -> Sequence[int]:
    key, down = sort.removeprefix("-"), sort.startswith("-")
    places = range(len(board.rows))
    if key == "name":
        return sorted(places, key=lambda i: shown.name(board.rows[i].name), reverse=down)
    if key not in columns(board):
        return places

    def rank(i: int) -> tuple[bool, float]:
        reading = board.rows[i].readings.get(key)
        missing = reading is None or reading.value is None
        amount = 0.0 if reading is None or reading.value is None else reading.value
        return missing, -amount if down else amount

    return sorted(places, key=rank)


def name_head(board: Board) -> str:
    """Name the first column."""
    return _("Name") if board.team else _("Team")


def _column(board: Board, key: str, sort: str) -> Column:
    label = name_head(board) if key == "name" else shown.head(library.find(key)[0])
    order = {key: "ascending", f"-{key}": "descending"}.get(sort, "")
    following = key if order == "descending" or (key == "name" and not order) else f"-{key}"
    url = addresses.board(
        board.team.id if board.team else None,
        period=board.span.code,
        measure=board.chosen.number.key,
        sort=following,
    )
    return Column(key, label, url + "#table", order, "" if key == "name" else "r")
