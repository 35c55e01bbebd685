"""Everyone of a board: whiskers on one shared line, places, how people lie among all others, and the table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from liuxin.engines.measurement.words import Direction, Reading, Unit, Why
from liuxin.insight import rules
from liuxin.insight.comparing import Compared
from liuxin.insight.words import Board, Cut, CutName, Number, Standout
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.insight.pages import addresses, asked, cuts, fair, places
from liuxin.interfaces.web.insight.pages.measures import ComparedView, compared, target_of
from liuxin.interfaces.web.insight.pages.spreading import SpreadView, spread
from liuxin.interfaces.web.kit import figures
from liuxin.interfaces.wording import formats

LEFT, WIDE = 3.0, 94.0
WHOLE = 100.0
STEPS = 8
PLACE, FAIR = "place", "fair"
CSS = {"name": "", PLACE: "c", FAIR: "r"}
"""Columns that are not one of the numbers that were chosen for the table."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of the table, with the way to its cases, and how it moved."""

    text: str
    url: str
    few: bool
    compared: ComparedView | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One person or part among the others; `url` is empty where the reader may not go there."""

    name: str
    initials: str
    url: str
    place: str
    stands: str
    fair: str
    fair_why: str
    whisker: figures.Whisker | None
    value: str
    interval: str
    basis: str
    behind: str
    word: str
    few: bool
    compared: ComparedView | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A sortable head of the table."""

    key: str
    label: str
    url: str
    order: str
    css: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Everyone:
    """The panel and the table."""

    rows: tuple[Row, ...]
    nobody: Row | None
    columns: tuple[Column, ...]
    placed: bool
    fairly: bool
    axis: str
    finding: str
    name_head: str
    few: int
    folded: bool
    unfold: str
    spread: SpreadView | None


def lay_out(board: Board, *, sort: str, unfold: bool) -> Everyone:
    """Lay out everyone, from best to worst or as it was asked to be sorted.

    Those with too little are folded away until they are asked for.
    """
    line = _line(board)
    few = [not _enough(board, each) for each in board.rows]
    folded = not unfold and any(few) and not all(few)
    kept = [i for i in _sorted(board, sort) if not (folded and few[i])]
    return Everyone(
        rows=tuple(_row(board, board.rows[i], line) for i in kept),
        nobody=_nobody(board) if board.nobody else None,
        columns=tuple(_column(board, key, sort) for key in ("name", *_placed(board), *board.columns)),
        placed=PLACE in _placed(board),
        fairly=FAIR in _placed(board),
        axis=_axis(board, line),
        finding=places.finding([row.stand for row in board.rows]),
        name_head=name_head(board),
        few=sum(few),
        folded=folded,
        unfold=asked.address(board, sort=sort, all="1" if folded else "") + "#everyone",
        spread=spread(board),
    )


def shown_rows(board: Board, *, unfold: bool) -> tuple[Standout, ...]:
    """Give the rows that are not folded away, in the order of the board."""
    few = [not _enough(board, each) for each in board.rows]
    folded = not unfold and any(few) and not all(few)
    return tuple(row for row, is_few in zip(board.rows, few, strict=True) if not (folded and is_few))


def _placed(board: Board) -> tuple[str, ...]:
    """Give the columns of the chosen number, where it was read for the rows: places, and the fair value if any."""
    if board.chosen.number.key not in board.offered:
        return ()
    return (PLACE, FAIR) if any(row.fair is not None for row in board.rows) else (PLACE,)


def _enough(board: Board, row: Standout) -> bool:
    """Tell whether anybody may judge by one of the numbers; a bare count is no such number, but where it is alone."""
    kinds = {key: board.measures[key][0].kind for key in row.readings}
    judged = [key for key, kind in kinds.items() if kind not in rules.COUNTED] or list(kinds)
    return any(row.readings[key].why is Why.MEASURED for key in judged)


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
    step = figures.round_step(max(max(ends) - min(ends), 1e-9), STEPS)
    low, high = min(ends) // step * step, -(-max(ends) // step) * step
    measure = board.chosen.number.measure
    if measure.unit is not Unit.POINTS:
        low = max(low, 0.0)
    if measure.unit is Unit.PERCENT:
        high = min(high, WHOLE)
    left, right = (high, low) if measure.direction is Direction.LOWER else (low, high)
    return figures.Line(left, right, LEFT, WIDE)


def _axis(board: Board, line: figures.Line | None) -> str:
    if line is None:
        return ""
    measure = board.chosen.number.measure
    ends = {"left": shown.end_of_axis(line.left, measure.unit), "right": shown.end_of_axis(line.right, measure.unit)}
    if measure.direction not in {Direction.HIGHER, Direction.LOWER}:
        return _("%(left)s – %(right)s") % ends
    return _("%(left)s – %(right)s, right is better") % ends


def _row(board: Board, row: Standout, line: figures.Line | None) -> Row:
    number = row.number
    of = cuts.query(board.cut, row.id)
    open_to = board.team is not None or board.sees_all or board.cut is Cut.TEAM
    chosen = board.chosen.number
    moved = row.compared.get(chosen.key)
    return Row(
        name=cuts.name_of(board.cut, row.name),
        initials=cuts.initials(row.name) if board.cut is Cut.PERSON else "",
        url=_page(board, row),
        place=shown.place(row.stand.place),
        stands=places.beside_next(row.stand) or places.why_none(row.stand),
        fair=fair.value(row.fair, chosen.measure) or formats.ABSENT,
        fair_why=fair.why(row.fair, chosen.measure),
        whisker=_whisker(number, line),
        **_number_texts(number),
        behind=cuts.behind(board, chosen.key, of) if open_to else "",
        few=number is not None and number.reading.why is Why.TOO_FEW,
        compared=None if moved is None else compared(moved, chosen.measure),
        cells=_cells(board, row.readings, row.compared, of if open_to else None),
    )


def _page(board: Board, row: Standout) -> str:
    if board.cut is Cut.PERSON and isinstance(row.id, int):
        return addresses.scorecard(row.id, period=board.span.code) if row.openable else ""
    if board.cut is Cut.TEAM and isinstance(row.id, int):
        return addresses.board(row.id, **asked.query_of(board, by=None))
    return ""


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
        state=state_of(number),
    )


def state_of(number: Number) -> str:
    """Give the mark of a row: pale with too little, plain without a target, else what the verdict says."""
    if number.reading.why is Why.TOO_FEW:
        return "few"
    return shown.STATES[number.verdict] if number.verdict else "plain"


def _cells(
    board: Board,
    readings: Mapping[str, Reading],
    moved: Mapping[str, Compared],
    of: Mapping[str, object] | None,
) -> tuple[Cell, ...]:
    near = {tile.number.key: tile.number.reading.value for tile in board.tiles}
    return tuple(
        _cell(board, readings.get(key), moved.get(key), of, near.get(key))
        if key in readings
        else Cell(formats.ABSENT, "", few=False)
        for key in board.columns
    )


def _cell(
    board: Board, reading: Reading | None, moved: Compared | None, of: Mapping[str, object] | None, near: float | None
) -> Cell:
    if reading is None or reading.value is None:
        return Cell(formats.ABSENT, "", few=False)
    measure = board.measures[reading.key][0]
    return Cell(
        shown.value(reading.value, measure.unit, near=near),
        "" if of is None else cuts.behind(board, reading.key, of),
        few=reading.why is Why.TOO_FEW,
        compared=None if moved is None else compared(moved, measure),
    )


def _nobody(board: Board) -> Row:
    """Lay out what the record names nothing for."""
    of = cuts.query(board.cut, addresses.NOBODY)
    open_to = board.team is not None or board.sees_all
    key = board.chosen.number.key
    reading = board.nobody.get(key)
    number = None if reading is None else Number(key, *board.measures[key], reading)
    names = {Cut.PERSON: _("no person recorded"), Cut.TEAM: _("no team recorded")}
    return Row(
        name=names.get(board.cut) or cuts.part(board.cut, CutName("")),
        initials="",
        url="",
        place=formats.ABSENT,
        stands="",
        fair=formats.ABSENT,
        fair_why="",
        whisker=None,
        **_number_texts(number),
        behind=cuts.behind(board, key, of) if open_to else "",
        few=False,
        compared=None,
        cells=_cells(board, board.nobody, {}, of if open_to else None),
    )


def _sorted(board: Board, sort: str) -> Sequence[int]:
    key, down = sort.removeprefix("-"), sort.startswith("-")
    rows = range(len(board.rows))
    if key == "name":
        return sorted(rows, key=lambda i: cuts.name_of(board.cut, board.rows[i].name), reverse=down)
    if key == PLACE:
        return sorted(rows, key=lambda i: _place_rank(board.rows[i], down=down))
    if key == FAIR:
        return sorted(rows, key=lambda i: _fair_rank(board.rows[i], down=down))
    if key not in board.columns:
        return rows

    def rank(i: int) -> tuple[bool, float]:
        reading = board.rows[i].readings.get(key)
        missing = reading is None or reading.value is None
        amount = 0.0 if reading is None or reading.value is None else reading.value
        return missing, -amount if down else amount

    return sorted(rows, key=rank)


def _place_rank(row: Standout, *, down: bool) -> tuple[bool, int, int]:
    """Rank by the places that are held; who has none stands last either way."""
    place = row.stand.place
    if place is None:
        return True, 0, 0
    return False, -place.first if down else place.first, -place.last if down else place.last


def _fair_rank(row: Standout, *, down: bool) -> tuple[bool, float]:
    """Rank by the fair value; whose cannot be told stands last either way."""
    if row.fair is None or not fair.tells(row.fair):
        return True, 0.0
    return False, -row.fair.value if down else row.fair.value


def name_head(board: Board) -> str:
    """Name the first column."""
    return _("Name") if board.cut is Cut.PERSON else shown.capital(str(cuts.NAMES[board.cut]))


def _column(board: Board, key: str, sort: str) -> Column:
    order = {key: "ascending", f"-{key}": "descending"}.get(sort, "")
    best_first = key in {"name", PLACE}
    following = key if order == "descending" or (best_first and not order) else f"-{key}"
    about = "" if key in CSS else addresses.about(key)
    return Column(key, _label(board, key), asked.address(board, sort=following), order, CSS.get(key, "r"), about)


def _label(board: Board, key: str) -> str:
    if key == "name":
        return name_head(board)
    if key == FAIR:
        number = board.chosen.number
        return _("Fair value · %(number)s") % {"number": shown.title(number.measure, number.statistic)}
    if key == PLACE:
        number = board.chosen.number
        return _("Shared places · %(number)s") % {"number": shown.title(number.measure, number.statistic)}
    return shown.title(*board.measures[key])


def is_of_the_unit(board: Board) -> bool:
    """Tell whether the chosen number is not broken down as the rows are cut."""
    return board.chosen.number.key not in board.offered and rules.is_of_the_unit(board.chosen.number.measure)
