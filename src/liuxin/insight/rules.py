"""What may be said about numbers side by side: who can be told apart, what pulls a number, how it adds up."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from liuxin.engines.measurement.words import Credit, Direction, EvidenceRow, Kind, Measure

HOURS = (1.0, 4.0, 8.0, 24.0, 72.0, 168.0)
TIMES = (1.0, 2.0, 3.0, 4.0)


@dataclass(frozen=True, slots=True)
class Span:
    """A value with its interval; an end without a bound is None. `firm` is False where there is too little."""

    value: float
    low: float | None
    high: float | None
    firm: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """The places that somebody may truly hold: from `first` to `last`, both included."""

    first: int
    last: int

    @property
    def is_shared(self) -> bool:
        """Tell whether it is more than one place."""
        return self.first != self.last


def surely_better(one: Span, other: Span, direction: Direction) -> bool:
    """Tell whether the whole interval of one lies on the better side of the whole interval of the other."""
    if not (one.firm and other.firm):
        return False
    if direction is Direction.LOWER:
        return one.high is not None and other.low is not None and one.high < other.low
    if direction is Direction.HIGHER:
        return one.low is not None and other.high is not None and one.low > other.high
    return False


def places(spans: Sequence[Span], direction: Direction) -> tuple[Place | None, ...]:
    """Give each the places between those surely better and those surely worse; whoever has too little gets none.

    Those without a place are not counted among the others either: too little is neither better nor worse.
    """
    firm = [span for span in spans if span.firm]
    return tuple(_place(span, firm, direction) if span.firm else None for span in spans)


def _place(span: Span, firm: Sequence[Span], direction: Direction) -> Place:
    better = sum(surely_better(other, span, direction) for other in firm)
    worse = sum(surely_better(span, other, direction) for other in firm)
    return Place(better + 1, len(firm) - worse)


def not_told_apart(span: Span, others: Sequence[Span]) -> int:
    """Count the others whose interval meets this one."""
    return sum(
        other.firm
        and not surely_better(span, other, Direction.HIGHER)
        and not surely_better(other, span, Direction.HIGHER)
        for other in others
    )


def in_order(spans: Sequence[Span], direction: Direction) -> tuple[int, ...]:
    """Give the indices from best to worst value; whoever has too little stands last, whatever the value."""
    sign = 1.0 if direction is Direction.LOWER else -1.0
    return tuple(sorted(range(len(spans)), key=lambda i: (not spans[i].firm, sign * spans[i].value, i)))


def pull(measure: Measure, row: EvidenceRow, *, centre: float, weight: float) -> float | None:
    """Give how far one counted row moves the number, in the unit of the measure; None where it moves none.

    A share or mean moves by weight x (value - mean) / sum of weights. For a quantile it is the distance from it, which
    says on which side the case lies and how far; a count moves by the row itself.
    """
    if not row.counted:
        return None
    if measure.kind is Kind.COUNT:
        return row.value
    if measure.kind is Kind.QUANTILE:
        return row.value - centre
    if not weight:
        return None
    return row.weight * (row.value * measure.scale - centre) / weight


@dataclass(frozen=True, slots=True)
class Sum:
    """How a number adds up: `top / bottom = value` for shares and means, `top` alone for counts and quantiles."""

    kind: Kind
    top: float
    bottom: float
    value: float | None
    rows: int


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
    top = sum(row.weight * row.value for row in counted)
    bottom = sum(row.weight for row in counted)
    if measure.kind is Kind.COUNT:
        return Sum(measure.kind, top, bottom, top, len(counted))
    if measure.kind is Kind.QUANTILE:
        return Sum(measure.kind, top, bottom, value, len(counted))
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
    """Tell how the counted rows lie: two parts for a share, round spans for durations, one by one for times."""
    if measure.kind is Kind.COUNT:
        return ()
    edges = {Kind.SHARE: (1.0,), Kind.QUANTILE: HOURS, Kind.MEAN: TIMES}[measure.kind]
    weights = [0.0] * (len(edges) + 1)
    for row in rows:
        if row.counted:
            weights[bisect_right(edges, row.value)] += row.weight
    bounds = (0.0, *edges)
    return tuple(Bin(low, edges[i] if i < len(edges) else None, weights[i]) for i, low in enumerate(bounds))


def by_pull(measure: Measure, rows: Sequence[EvidenceRow], total: Sum) -> tuple[EvidenceRow, ...]:
    """Order rows: strongest pull to the worse side first, not counted last, the latest first among equals."""
    sign = -1.0 if measure.direction is Direction.LOWER else 1.0

    def rank(row: EvidenceRow) -> tuple[bool, float, int, str]:
        moved = pull(measure, row, centre=total.value or 0.0, weight=total.bottom)
        return not row.counted, sign * (moved or 0.0), -row.at, row.case

    return tuple(sorted(rows, key=rank))


def pulls_to_worse(measure: Measure, row: EvidenceRow, total: Sum) -> bool:
    """Tell whether a counted row moves the number to its worse side; of a count no row does."""
    moved = pull(measure, row, centre=total.value or 0.0, weight=total.bottom)
    if moved is None or measure.kind is Kind.COUNT:
        return False
    return moved > 0 if measure.direction is Direction.LOWER else moved < 0
