"""Writing the lines of frozen cards: tens of thousands at once, and never anything but new rows."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db import connection

from liuxin.kernel.rows import write_rows
from liuxin.performance.evaluation.models import Freeze
from liuxin.performance.evaluation.words import Card, ScoredLine, Total

_LINE: Final = (
    *("total_id", "indicator_id", "value", "low", "high", "n", "rows", "pending", "why", "method", "verdict", "state"),
    *("score", "score_low", "score_high", "weight_applied", "contribution", "carried_from_id", "evidence_sha256"),
    "rated_id",
)
_TOTAL: Final = (
    *("freeze_id", "person_id", "set_id", "period_start", "period_end", "points", "low", "high", "covered"),
    *("no_total", "reason", "supersedes_id"),
)

Row = tuple[int | float | str | None, ...]


@dataclass(frozen=True, slots=True)
class NewCard:
    """A card as it is written: its total, and a plain row for each line, without the key of the card.

    Rows of plain values, for a hundred thousand objects of each kind cost a second in the collector of garbage.
    """

    total: Total
    lines: tuple[Row, ...]


def new_card(card: Card, files: Mapping[str, str], of_raters: Collection[str], rated: int | None) -> NewCard:
    """Lay a card out; `files` of cases by measure, `rated` the key of the person's rated part."""
    return NewCard(
        card.total,
        tuple(
            _row(line, files[measure], rated if measure in of_raters else None)
            for line in card.lines
            for measure in [line.indicator.measure]
        ),
    )


def insert_totals(act: Freeze, cards: Mapping[int, NewCard], already: Mapping[int, int], reason: str) -> None:
    """Write the cards of a freeze, by person; `already` are the cards that are replaced, with the reason."""
    period = [connection.ops.adapt_datetimefield_value(each) for each in (act.period_start, act.period_end)]
    rows = (
        (act.pk, person, act.set_id, *period, *_total(card.total), reason.strip() if person in already else "", before)
        for person, card in cards.items()
        for before in [already.get(person)]
    )
    write_rows(connection, "evaluation_frozentotal", _TOTAL, rows)


def _total(total: Total) -> Row:
    points = total.points
    told = (points.score, points.low, points.high) if points else (None, None, None)
    return (*told, total.covered, total.no_total.value)


def insert_lines(lines: Iterable[tuple[int, Row]]) -> None:
    """Write lines, each with the key of its card."""
    write_rows(connection, "evaluation_frozenreading", _LINE, ((card, *line) for card, line in lines))


def _row(line: ScoredLine, kept: str, rated: int | None) -> Row:
    measured, points = line.measured, line.points
    return (
        *(line.indicator.id, measured.value, measured.low, measured.high),
        *(measured.n, measured.rows, measured.pending, measured.why.value, measured.method.value),
        *(line.verdict.value, line.state.value),
        *((points.score, points.low, points.high) if points else (None, None, None)),
        *(line.weight_applied, line.contribution, line.carried_from, kept, rated),
    )
