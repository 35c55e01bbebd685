"""Geometry of lines over time and of piles of values: plain numbers in, percent coordinates out, gaps left open."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from liuxin.interfaces.web.kit.figures import FULL, Line, clipped, percent, round_step

LABELS, FEW_LABELS = 12, 6
SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Point:
    """A value of one step; `few` is drawn pale, `chosen` larger. `title` is what it says, `url` where it leads."""

    x: str
    y: str
    few: bool
    chosen: bool
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A label on an axis; `wide` ones stand only where there is room, `below` is a second line under it."""

    at: str
    label: str
    below: str = ""
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Plot:
    """A line with its band. `line` and `bands` are paths in a square of 100 x 100, the rest are percentages."""

    line: str
    bands: tuple[str, ...]
    points: tuple[Point, ...]
    steps: tuple[Mark, ...]
    ticks: tuple[Mark, ...]
    target: str
    shade: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a line: its value with the ends of its interval, and what is written at it."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    few: bool = False
    chosen: bool = False
    below: str = ""
    title: str = ""
    url: str = ""


def scale(steps: Sequence[Step], *, floor: float | None, ceiling: float | None, also: Sequence[float] = ()) -> Line:
    """Give the one upright scale for steps: round ends around everything that is drawn, inside what is possible."""
    seen = [
        end for step in steps for end in (step.value, step.low, step.high) if end is not None and step.value is not None
    ]
    seen += also
    if not seen:
        return Line(1.0, 0.0, 0.0, FULL)
    low, high = min(seen), max(seen)
    step = round_step(high - low or abs(high) or 1.0, 5)
    bottom, top = math.floor(low / step + SAME) * step, math.ceil(high / step - SAME) * step
    bottom = bottom if floor is None else max(bottom, floor)
    top = top if ceiling is None else min(top, ceiling)
    return Line(top if top > bottom else bottom + step, bottom, 0.0, FULL)


def plot(
    steps: Sequence[Step], upright: Line, *, ticks: Sequence[tuple[float, str]], target: float | None = None
) -> Plot:
    """Lay out a line over time on a given upright scale."""
    width = FULL / max(len(steps), 1)
    xs = [width * (i + 0.5) for i in range(len(steps))]
    chosen = [i for i, step in enumerate(steps) if step.chosen]
    return Plot(
        line=_line(steps, xs, upright),
        bands=tuple(_bands(steps, xs, upright)),
        points=tuple(
            Point(percent(x), percent(upright.at(step.value)), step.few, step.chosen, step.title, step.url)
            for step, x in zip(steps, xs, strict=True)
            if step.value is not None
        ),
        steps=tuple(_labels(steps, xs)),
        ticks=tuple(Mark(percent(upright.at(value)), label) for value, label in ticks),
        target="" if target is None else percent(upright.at(target)),
        shade=(percent(width * chosen[0]), percent(width * len(chosen))) if chosen else None,
    )


def _line(steps: Sequence[Step], xs: Sequence[float], upright: Line) -> str:
    path, pen = "", "M"
    for step, x in zip(steps, xs, strict=True):
        if step.value is None:
            pen = "M"
            continue
        path += f"{pen}{x:.2f} {upright.at(step.value):.2f}"
        pen = "L"
    return path


def _bands(steps: Sequence[Step], xs: Sequence[float], upright: Line) -> Iterator[str]:
    """Draw the interval as an area for every run of steps that have both ends; a single step gets a thin upright."""
    run: list[tuple[float, float, float]] = []
    for step, x in [*zip(steps, xs, strict=True), (Step("", None), 0.0)]:
        if step.value is not None and step.low is not None and step.high is not None:
            run.append((x, upright.at(step.low), upright.at(step.high)))
            continue
        if run:
            yield _area(run)
        run = []


def _area(run: Sequence[tuple[float, float, float]]) -> str:
    if len(run) == 1:
        x, low, high = run[0]
        run = [(clipped(x - 0.4), low, high), (clipped(x + 0.4), low, high)]
    upper = [f"{x:.2f} {high:.2f}" for x, _low, high in run]
    lower = [f"{x:.2f} {low:.2f}" for x, low, _high in reversed(run)]
    return "M" + "L".join([*upper, *lower]) + "Z"


def _labels(steps: Sequence[Step], xs: Sequence[float]) -> Iterator[Mark]:
    """Label as many steps as fit, counted from the last; on a narrow screen half of them."""
    every = -(-len(steps) // LABELS)
    for i, (step, x) in enumerate(zip(steps, xs, strict=True)):
        back = len(steps) - 1 - i
        if back % every == 0:
            yield Mark(percent(x), step.label, step.below, wide=len(steps) > FEW_LABELS and back % (2 * every) != 0)


def ticks(upright: Line, most: int = 5) -> list[float]:
    """Give the round values at which an upright scale is labelled, from its bottom to its top."""
    bottom, top = upright.right, upright.left
    step = round_step(top - bottom, most)
    first = math.ceil(bottom / step - SAME)
    places = 1 - math.floor(math.log10(step))  # 17 × 0.2 is 3.4000000000000004 in binary
    return [value for i in range(most + 2) if (value := round((first + i) * step, places)) <= top + step * SAME]


@dataclass(frozen=True, slots=True)
class PileBar:
    """One step of a distribution: where it stands, how high it is, and how much of that is one's own."""

    x: str
    width: str
    y: str
    height: str
    own_y: str
    own_height: str
    title: str


def piles(counts: Sequence[tuple[int, int, str]]) -> tuple[PileBar, ...]:
    """Lay out a distribution: for each step one's own, all others, and what it says."""
    most = max((own + others for own, others, _title in counts), default=0) or 1
    width = FULL / max(len(counts), 1)
    return tuple(
        PileBar(
            x=percent(width * i + width * 0.06),
            width=percent(width * 0.88),
            y=percent(FULL * (1 - (own + others) / most)),
            height=percent(FULL * (own + others) / most),
            own_y=percent(FULL * (1 - own / most)),
            own_height=percent(FULL * own / most),
            title=title,
        )
        for i, (own, others, title) in enumerate(counts)
    )
