"""From the rows of a measure to its numbers, in the plainest way."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from tests.engines.measurement.independent.rules import RULES, STOCKS, Record, Row

Span = tuple[int, int]
PENDING = {"window_open", "not_due", "still_held"}


class Number(NamedTuple):
    """A number and what it rests on; `value` is None where nothing was counted."""

    value: float | None
    n: float
    rows: int
    total: float
    pending: int
    unanswered: int


def cells(record: Record, code: str, spans: Sequence[Span], by: Sequence[str]) -> dict[tuple[object, ...], list[Row]]:
    """Give the rows of a measure by period and by person or team; nobody holds what a bot held."""
    found: defaultdict[tuple[object, ...], list[Row]] = defaultdict(list)
    record.counts_by = "person" if "person" in by else "team" if "team" in by else ""
    for place, (start, end) in enumerate(spans):
        for row in RULES[code](record, min(end, record.as_of + 1)):
            if code in STOCKS or start <= row.at < end:
                told = row if record.is_person(row.person) else row._replace(person=None)
                found[place, *(getattr(told, name) for name in by)].append(told)
    return dict(found)


def number(kind: str, statistic: str, rows: Iterable[Row]) -> Number:
    """Add rows up as the kind of the measure says."""
    rows = list(rows)
    counted = [row for row in rows if not row.why]
    weight = sum((row.weight for row in counted), Fraction(0))
    total = sum((row.weight * row.value for row in counted), Fraction(0))
    if kind == "rate":
        total = sum((row.value for row in counted), Fraction(0))
    return Number(
        _value(kind, statistic, counted, weight, total),
        float(weight),
        len(counted),
        float(total),
        sum(row.why in PENDING for row in rows),
        sum(row.why == "no_answer" for row in rows),
    )


def _value(kind: str, statistic: str, counted: list[Row], weight: Fraction, total: Fraction) -> float | None:
    if kind == "count":
        return float(total)
    if kind == "gap":
        sides = [_share([row for row in counted if row.side == side]) for side in (1, 0)]
        return None if sides[0] is None or sides[1] is None else 100 * float(sides[0] - sides[1])
    if not weight:
        return None
    match kind:
        case "share" | "rate":
            return 100 * float(total / weight)
        case "mean":
            return float(total / weight)
        case _:
            share = {"median": 0.5, "p90": 0.9}[statistic]
            return float(np.quantile([float(row.value) for row in counted], share))


def _share(rows: list[Row]) -> Fraction | None:
    weight = sum((row.weight for row in rows), Fraction(0))
    return sum((row.weight * row.value for row in rows), Fraction(0)) / weight if weight else None
