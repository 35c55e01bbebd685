"""Tables that leave the house: plain numbers under named heads."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from liuxin.engines.measurement import library
from liuxin.insight import periods
from liuxin.insight.words import Behind, Board, Scorecard
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.kit.export import Cell


def board_header(board: Board) -> list[str]:
    """Name the columns: each number with its interval and basis."""
    heads = [_("Name")]
    for key in board.keys:
        measure, statistic = library.find(key)
        name = f"{shown.title(measure, statistic)} ({shown.unit(measure)})"
        heads += [name, f"{name} · 95% ↓", f"{name} · 95% ↑", f"{name} · n"]
    return heads


def board_rows(board: Board) -> Iterator[list[Cell]]:
    """Give everyone, and what nobody is recorded for."""
    nobody = _("no person recorded") if board.team else _("no team recorded")
    lines = [(shown.name(row.name), row.readings) for row in board.rows]
    for name, readings in [*lines, *([(nobody, board.nobody)] if board.nobody else [])]:
        row: list[Cell] = [name]
        for key in board.keys:
            reading = readings.get(key)
            row += [reading.value, reading.low, reading.high, reading.n] if reading else [None] * 4
        yield row


def card_header() -> list[str]:
    """Name the columns of a scorecard."""
    return [
        _("Indicator"),
        _("Unit"),
        _("Weight"),
        _("Weight applied"),
        _("Value"),
        "95% ↓",
        "95% ↑",
        "n",
        _("Score"),
        _("Verdict"),
        _("Contribution"),
    ]


def card_rows(card: Scorecard) -> Iterator[list[Cell]]:
    """Give the lines of a scorecard and its total."""
    if card.card is None:
        return
    for line in card.card.lines:
        measure, statistic = library.find(line.indicator.measure)
        measured = line.measured
        yield [
            shown.title(measure, statistic),
            shown.unit(measure),
            float(line.indicator.weight.value),
            line.weight_applied,
            measured.value,
            measured.low,
            measured.high,
            measured.n,
            line.points.score if line.points else None,
            str(shown.VERDICTS[line.verdict]),
            line.contribution,
        ]
    points = card.card.total.points
    low, high = (points.low, points.high) if points else (None, None)
    yield [_("Total"), "", 100.0, None, None, low, high, None, None, "", points.score if points else None]


def behind_header(behind: Behind) -> list[str]:
    """Name the columns of the cases behind a number."""
    return [
        _("Case"),
        _("When"),
        f"{_('Value')} ({shown.unit(behind.number.measure)})",
        _("Share"),
        _("Counted"),
        _("Why not"),
        _("Pull"),
    ]


def behind_rows(behind: Behind) -> Iterator[list[Cell]]:
    """Give every case behind a number, counted or not."""
    for row in behind.rows:
        evidence = row.evidence
        yield [
            evidence.case,
            periods.from_epoch(evidence.at),
            evidence.value,
            evidence.weight,
            _("yes") if evidence.counted else _("no"),
            shown.why_not(evidence.why_not),
            row.pull,
        ]
