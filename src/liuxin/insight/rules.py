"""What may be said about numbers side by side: who can be told apart, what pulls a number, how it adds up."""

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from liuxin.engines.measurement.crediting import Credit
from liuxin.engines.measurement.words import Direction, EvidenceRow, Kind, Measure, Unit

LOAD = "cases_resolved"
"""The measure of how much work there was, beside which a change is read."""
COUNTED = frozenset({Kind.COUNT, Kind.SUM})
"""Numbers that grow with the work there was."""
OF_THE_UNIT = frozenset({Credit.UNIT_ONLY, Credit.QUEUE_LEAD})
EDGES: Mapping[Unit, tuple[float, ...]] = {
    Unit.MINUTES: (0.0, 5.0, 15.0, 30.0, 60.0, 240.0, 480.0),
    Unit.HOURS: (0.0, 1.0, 4.0, 8.0, 24.0, 72.0, 168.0),
    Unit.DAYS: (0.0, 1.0, 3.0, 7.0, 30.0, 90.0),
    Unit.PER_CASE: (0.0, 1.0, 2.0, 3.0, 4.0),
    Unit.SCALE_1_5: (1.0, 2.0, 3.0, 4.0, 5.0),
}
PARTS, SAME = 6, 1e-9


@dataclass(frozen=True, slots=True)
class Span:
    """A value with its interval; an end without a bound is None. `firm` is False where there is too little."""

    value: float
    low: float | None
    high: float | None
    firm: bool = True


class Origin(StrEnum):
    """What a row behind a number is: a case, a matter of its own such as a talk, or an imported reading."""

    CASE = "case"
    MATTER = "matter"
    READING = "reading"


ORIGINS: Mapping[str, Origin] = {
    "readings": Origin.READING,
    **dict.fromkeys(("warnings", "obstacles", "talks", "recoveries"), Origin.MATTER),
}


def origin(measure: Measure) -> Origin:
    """Tell what the rows of a measure are, by its population."""
    return ORIGINS.get(measure.population.code, Origin.CASE)


def is_of_the_unit(measure: Measure) -> bool:
    """Tell whether a number belongs to a team as a whole, so that it is not broken down to people."""
    return measure.credit in OF_THE_UNIT


def round_step(least: float) -> float:
    """Give the smallest of 1, 2, 5 times a power of ten that is not under `least`; a thousandth where that is zero."""
    if least <= 0:
        return 0.001
    power = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in (1.0, 2.0, 5.0, 10.0) if factor * power >= least * (1 - SAME))


def surely_better(one: Span, other: Span, direction: Direction) -> bool:
    """Tell whether the whole interval of one lies on the better side of the whole interval of the other."""
    if not (one.firm and other.firm):
        return False
    if direction is Direction.LOWER:
        return one.high is not None and other.low is not None and one.high < other.low
    if direction is Direction.HIGHER:
        return one.low is not None and other.high is not None and one.low > other.high
    return False


@dataclass(frozen=True, slots=True)
class Sum:
    """How a number adds up: `scale * top / bottom = value` for shares, means and rates, `top` alone for the rest.

    A gap is the value of one side less that of the `other`.
    """

    kind: Kind
    top: float
    bottom: float
    value: float | None
    rows: int
    other: "Sum | None" = None


def pull(measure: Measure, row: EvidenceRow, total: Sum) -> float | None:
    """Give how far one counted row moves the number, in the unit of the measure; None where it moves none.

    A share or mean moves by weight x (value - mean) / sum of weights, a rate by (100 x value - rate x units) / sum of
    units, and a gap by what its side moves. For a quantile it is the distance from it, which says on which side the
    case lies and how far; a count moves by the row itself.
    """
    if not row.counted:
        return None
    match measure.kind:
        case Kind.COUNT | Kind.SUM:
            return row.value
        case Kind.QUANTILE:
            return row.value - (total.value or 0.0)
        case Kind.GAP:
            return _pull_of_a_side(measure, row, total)
        case Kind.RATE:
            moved = row.value * measure.scale - row.weight * (total.value or 0.0)
        case _:
            moved = row.weight * (row.value * measure.scale - (total.value or 0.0))
    return moved / total.bottom if total.bottom else None


def _pull_of_a_side(measure: Measure, row: EvidenceRow, total: Sum) -> float | None:
    side, sign = (total, 1.0) if row.side else (total.other, -1.0)
    if side is None or not side.bottom:
        return None
    share = measure.scale * side.top / side.bottom
    return sign * row.weight * (row.value * measure.scale - share) / side.bottom


def merged(measure: Measure, rows: Sequence[EvidenceRow]) -> tuple[EvidenceRow, ...]:
    """Put together what one case brought in several pieces: a promise is shared by person and by team."""
    if measure.credit is not Credit.TIME_SHARE:
        return tuple(rows)
    found: dict[str, EvidenceRow] = {}
    for row in rows:
        held = found.get(row.case)
        found[row.case] = row if held is None else replace(held, weight=held.weight + row.weight)
    return tuple(found.values())


def written_out(measure: Measure, rows: Sequence[EvidenceRow], value: float | None) -> Sum:
    """Add up the counted rows as the measure does; a quantile is picked, not added, and keeps its value."""
    counted = [row for row in rows if row.counted]
    if measure.kind is Kind.GAP:
        one, other = (_added(measure, [row for row in counted if bool(row.side) is side]) for side in (True, False))
        known = one.value is not None and other.value is not None
        gap = (one.value or 0.0) - (other.value or 0.0) if known else None
        return replace(one, value=gap, rows=len(counted), other=other)
    if measure.kind is Kind.QUANTILE:
        return replace(_added(measure, counted), value=value)
    return _added(measure, counted)


def _added(measure: Measure, counted: Sequence[EvidenceRow]) -> Sum:
    plain = measure.kind is Kind.RATE
    top = sum(row.value if plain else row.weight * row.value for row in counted)
    bottom = sum(row.weight for row in counted)
    if measure.kind in COUNTED:
        known = counted or measure.kind is Kind.COUNT
        return Sum(measure.kind, top, bottom, top if known else None, len(counted))
    return Sum(measure.kind, top, bottom, measure.scale * top / bottom if bottom else None, len(counted))


@dataclass(frozen=True, slots=True)
class Change:
    """Two neighbouring months that are told apart, and whether it got better (None: neither side is better)."""

    before: int
    after: int
    better: bool | None


def latest_change(spans: Sequence[Span | None], direction: Direction) -> Change | None:
    """Give the latest month that is surely different from the one right before it; a gap parts what it lies between."""
    for after in range(len(spans) - 1, 0, -1):
        one, other = spans[after - 1], spans[after]
        if one is None or other is None:
            continue
        up = surely_better(other, one, Direction.HIGHER)
        if up or surely_better(one, other, Direction.HIGHER):
            return Change(after - 1, after, _is_better(up=up, direction=direction))
    return None


def _is_better(*, up: bool, direction: Direction) -> bool | None:
    if direction is Direction.HIGHER:
        return up
    return not up if direction is Direction.LOWER else None


@dataclass(frozen=True, slots=True)
class Bin:
    """A part of a spread: the weight of the values from `low` up to, but not with, `high` (None: no end)."""

    low: float
    high: float | None
    weight: float


def spread(measure: Measure, rows: Sequence[EvidenceRow]) -> tuple[Bin, ...]:
    """Tell how the counted rows lie: two parts for a share, round spans for durations, one by one for what is counted.

    Of a count, a rate and a gap the rows are no values that could lie anywhere.
    """
    counted = [row for row in rows if row.counted]
    edges = _edges(measure, counted)
    if not edges:
        return ()
    weights = [0.0] * (len(edges) - 1)
    for row in counted:
        weights[min(max(bisect_right(edges, row.value) - 1, 0), len(weights) - 1)] += row.weight
    ends = (*edges[1:-1], None)
    return tuple(Bin(low, high, weight) for low, high, weight in zip(edges, ends, weights, strict=False))


def _edges(measure: Measure, rows: Sequence[EvidenceRow]) -> tuple[float, ...]:
    """Give where the parts begin, and the end of the last of them."""
    if measure.kind in {*COUNTED, Kind.RATE, Kind.GAP} or not rows:
        return ()
    if measure.kind is Kind.SHARE:
        return (0.0, 1.0, 2.0)
    if measure.unit in EDGES:
        return (*EDGES[measure.unit], math.inf)
    most = max(row.value for row in rows)
    step = round_step(most / PARTS)
    return (*(step * part for part in range(max(1, math.ceil(most / step - SAME)))), math.inf)


def by_pull(measure: Measure, rows: Sequence[EvidenceRow], total: Sum) -> tuple[EvidenceRow, ...]:
    """Order rows: strongest pull to the worse side first, not counted last, the latest first among equals.

    Where neither side is worse, the largest come first.
    """
    sign = 1.0 if measure.direction is Direction.HIGHER else -1.0

    def rank(row: EvidenceRow) -> tuple[bool, float, int, str]:
        return not row.counted, sign * (pull(measure, row, total) or 0.0), -row.at, row.case

    return tuple(sorted(rows, key=rank))


def pulls_to_worse(measure: Measure, row: EvidenceRow, total: Sum) -> bool:
    """Tell whether a counted row moves the number to its worse side; of a count no row does."""
    moved = pull(measure, row, total)
    if moved is None or measure.kind in COUNTED or measure.direction not in {Direction.HIGHER, Direction.LOWER}:
        return False
    return moved > 0 if measure.direction is Direction.LOWER else moved < 0
