"""Geometry of drawn figures: plain numbers in, percent coordinates out. No rule is computed here."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

AXIS_START = 15.28
AXIS_SPAN = 69.44
WATERFALL_TOP = 120.0
LABEL_ROOM = 9.0
LABEL_ROOM_ON_SCALE = 14.0
AMONG_START, AMONG_SPAN = 22.0, 76.0
FULL = 100.0


def percent(share: float) -> str:
    """Write a coordinate as SVG wants it."""
    return f"{share:.2f}%"


def clipped(position: float) -> float:
    """Keep a coordinate inside the figure."""
    return min(max(position, 0.0), FULL)


@dataclass(frozen=True, slots=True)
class Line:
    """A linear way from values to percent of the width: `left` lies at `start`, `right` at `start + span`."""

    left: float
    right: float
    start: float = AXIS_START
    span: float = AXIS_SPAN

    def at(self, value: float) -> float:
        """Give the position of a value, clipped to the figure."""
        width = self.right - self.left
        return clipped(self.start + (value - self.left) / width * self.span if width else self.start)


@dataclass(frozen=True, slots=True)
class Tick:
    """A named place on an axis."""

    x: str
    label: str
    tall: bool = False
    anchor: str = "m"


@dataclass(frozen=True, slots=True)
class Strip:
    """A scale strip: ticks, the interval as a whisker, the mark; `zone` is the wanted band, if the scale has one."""

    ticks: tuple[Tick, ...]
    low: str
    high: str
    x: str
    state: str
    zone: tuple[str, str] | None = None


def strip(
    points: Sequence[tuple[float, str]],
    *,
    value: float | None,
    interval: tuple[float | None, float | None],
    state: str,
    tall: frozenset[int],
    zone: tuple[int, int] | None = None,
) -> Strip:
    """Lay out a scale from its first to its last point; where less is better it runs the other way by itself."""
    line = Line(points[0][0], points[-1][0])
    places = [line.at(number) for number, _ in points]
    anchors = _anchors(places)
    ticks = tuple(
        Tick(percent(place), label, i in tall, anchors[i])
        for i, (place, (_, label)) in enumerate(zip(places, points, strict=True))
    )
    if value is None:
        return Strip(ticks, "", "", "", state, _zone(places, zone))
    low, high = interval
    left_end, right_end = (0.0, FULL) if line.left < line.right else (FULL, 0.0)
    ends = sorted((left_end if low is None else line.at(low), right_end if high is None else line.at(high)))
    return Strip(ticks, percent(ends[0]), percent(ends[1]), percent(line.at(value)), state, _zone(places, zone))


def _anchors(places: Sequence[float]) -> list[str]:
    """Let labels that would meet lean away from one another: `m` stands in the middle, `e` ends there, "" begins."""
    anchors = ["m"] * len(places)
    for i, (one, other) in enumerate(pairwise(places)):
        if abs(other - one) < LABEL_ROOM_ON_SCALE:
            anchors[i], anchors[i + 1] = ("e", "") if one < other else ("", "e")
    return anchors


def _zone(places: Sequence[float], zone: tuple[int, int] | None) -> tuple[str, str] | None:
    """Give start and width of the wanted band."""
    if zone is None:
        return None
    start, end = places[zone[0]], places[zone[1]]
    return percent(min(start, end)), percent(abs(end - start))


@dataclass(frozen=True, slots=True)
class Whisker:
    """One row of a chart of people: interval, mark, and where the target stands."""

    low: str
    high: str
    x: str
    target: str
    state: str


def whisker(
    line: Line, *, value: float, interval: tuple[float | None, float | None], target: float | None, state: str
) -> Whisker:
    """Lay out one row on a line shared by all rows."""
    low, high = interval
    left_end, right_end = (0.0, FULL) if line.left < line.right else (FULL, 0.0)
    ends = sorted((left_end if low is None else line.at(low), right_end if high is None else line.at(high)))
    return Whisker(
        percent(ends[0]),
        percent(ends[1]),
        percent(line.at(value)),
        "" if target is None else percent(line.at(target)),
        state,
    )


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of the waterfall: what counts, what lies beyond or short of the full weight, where it ends."""

    start: str
    counted: str
    rest_start: str
    rest: str
    end: str
    difference: float
    label_x: str
    label_end: bool
    first: bool


def bar(start: float, contribution: float, weight: float) -> Bar:
    """Lay out one contribution after the sum `start`; the scale runs from 0 to 120."""
    scale = FULL / WATERFALL_TOP
    counted = min(contribution, weight)
    rest = abs(contribution - weight)
    outer = max(start + contribution, start + weight) * scale
    return Bar(
        percent(start * scale),
        percent(counted * scale),
        percent((start + counted) * scale),
        percent(rest * scale),
        percent((start + contribution) * scale),
        contribution - weight,
        percent(outer if outer < FULL - LABEL_ROOM else start * scale),
        outer >= FULL - LABEL_ROOM,
        start == 0,
    )


@dataclass(frozen=True, slots=True)
class Total:
    """The last row of the waterfall: the sum with its interval, and the line at 100."""

    end: str
    low: str
    high: str
    hundred: str


def total(value: float, low: float | None, high: float | None) -> Total:
    """Lay out the sum."""
    line = Line(0.0, WATERFALL_TOP, 0.0, FULL)
    ends = (line.at(value if low is None else low), line.at(value if high is None else high))
    return Total(percent(line.at(value)), percent(ends[0]), percent(ends[1]), percent(line.at(FULL)))


@dataclass(frozen=True, slots=True)
class Among:
    """One person's total among unnamed others, on an axis of round numbers."""

    others: tuple[str, ...]
    low: str
    width: str
    high: str
    x: str
    ticks: tuple[Tick, ...]
    hundred: str


def round_step(span: float, steps: int) -> float:
    """Give the round number (1, 2, 5 times a power of ten) that parts a span into at most `steps` parts."""
    power = 0.001
    while True:
        for factor in (1.0, 2.0, 5.0):
            if span / (factor * power) <= steps:
                return factor * power
        power *= 10


def among(value: float, low: float, high: float, others: Sequence[float]) -> Among:
    """Lay out a total among others; 100 is always on the axis."""
    seen = [value, low, high, FULL, *others]
    step = round_step(max(seen) - min(seen) or 1.0, 6)
    first = int(min(seen) // step) * step
    last = (int(max(seen) // step) + 1) * step
    line = Line(first, last, AMONG_START, AMONG_SPAN)
    count = round((last - first) / step)
    marks = [first + step * i for i in range(1, count)]
    ticks = tuple(Tick(percent(line.at(mark)), f"{mark:g}") for mark in marks if abs(mark - FULL) > step / 2)
    left, right = line.at(low), line.at(high)
    return Among(
        tuple(percent(line.at(other)) for other in others),
        percent(left),
        percent(right - left),
        percent(right),
        percent(line.at(value)),
        ticks,
        percent(line.at(FULL)),
    )


def spark(
    values: Sequence[float | None], target: float | None, *, width: float = 180.0, height: float = 30.0
) -> tuple[str, float | None]:
    """Give the path of a small line with gaps where nothing is known, and the height of the target line."""
    known = [value for value in values if value is not None]
    if not known:
        return "", None
    bounds = [*known, target] if target is not None else known
    low, high = min(bounds), max(bounds)
    step = (width - 6) / max(len(values) - 1, 1)

    def y(value: float) -> float:
        return height / 2 if high == low else 3 + (high - value) / (high - low) * (height - 6)

    path, pen = "", "M"
    for i, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        path += f"{pen}{3 + i * step:.1f} {y(value):.1f}"
        pen = "L"
    return path, None if target is None else round(y(target), 1)
