"""Writing the lines of frozen cards: tens of thousands at once, and never anything but new rows."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

from django.db import connection

from liuxin.performance.evaluation.models import Freeze
from liuxin.performance.evaluation.words import Card, ScoredLine

ROWS: Final = 5_000
# executemany of plain rows: a quarter of the time that bulk_create of models takes.
_INSERT: Final = (
    "INSERT INTO evaluation_frozenreading (total_id, indicator_id, value, low, high, n, rows, pending, why, method,"
    " verdict, state, score, score_low, score_high, weight_applied, contribution, carried_from_id, evidence_sha256,"
    " rated_id)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)

_INSERT_TOTAL: Final = (
    "INSERT INTO evaluation_frozentotal (freeze_id, person_id, set_id, period_start, period_end, points, low, high,"
    " covered, no_total, reason, supersedes_id) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)

NewLine = tuple[int, ScoredLine, str, int | None]


def insert_totals(act: Freeze, cards: Mapping[int, Card], already: Mapping[int, int], reason: str) -> None:
    """Write the cards of a freeze, by person; `already` are the cards that are replaced, with the reason."""
    period = [connection.ops.adapt_datetimefield_value(each) for each in (act.period_start, act.period_end)]
    rows = (
        (act.pk, person, act.set_id, *period, *_total(card), reason.strip() if person in already else "", before)
        for person, card in cards.items()
        for before in [already.get(person)]
    )
    _insert(_INSERT_TOTAL, rows)


def _total(card: Card) -> tuple[float | str | None, ...]:
    points = card.total.points
    told = (points.score, points.low, points.high) if points else (None, None, None)
    return (*told, card.total.covered, card.total.no_total.value)


def insert_lines(lines: Iterable[NewLine]) -> None:
    """Write lines, each with the key of its card, the name of its file of cases and the key of its rated part."""
    _insert(_INSERT, map(_row, lines))


def _insert(statement: str, rows: Iterator[tuple[int | float | str | None, ...]]) -> None:
    with connection.cursor() as cursor:
        while batch := list(islice(rows, ROWS)):
            cursor.executemany(statement, batch)


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
