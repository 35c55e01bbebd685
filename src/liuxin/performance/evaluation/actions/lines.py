"""Writing the lines of frozen cards: tens of thousands at once, and never anything but new rows."""

from collections.abc import Iterable
from itertools import islice
from typing import Final

from django.db import connection

from liuxin.performance.evaluation.words import ScoredLine

ROWS: Final = 5_000
# executemany of plain rows: a quarter of the time that bulk_create of models takes.
_INSERT: Final = (
    "INSERT INTO evaluation_frozenreading (total_id, indicator_id, value, low, high, n, rows, pending, why, method,"
    " verdict, state, score, score_low, score_high, weight_applied, contribution, carried_from_id, evidence_sha256,"
    " rated_id)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)

NewLine = tuple[int, ScoredLine, str, int | None]


def insert_lines(lines: Iterable[NewLine]) -> None:
    """Write lines, each with the key of its card, the name of its file of cases and the key of its rated part."""
    rows = map(_row, lines)
    with connection.cursor() as cursor:
        while batch := list(islice(rows, ROWS)):
            cursor.executemany(_INSERT, batch)


def _row(new: NewLine) -> tuple[int | float | str | None, ...]:
    card, line, kept, rated = new
    measured, points = line.measured, line.points
    return (
        *(card, line.indicator.id, measured.value, measured.low, measured.high),
        *(measured.n, measured.rows, measured.pending, measured.why.value, measured.method.value),
        *(line.verdict.value, line.state.value),
        *((points.score, points.low, points.high) if points else (None, None, None)),
        *(line.weight_applied, line.contribution, line.carried_from, kept, rated),
    )
