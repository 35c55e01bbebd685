"""Geometry of a timeline of days: plain days in, percent coordinates out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from liuxin.interfaces.web.kit.figures import FULL, percent
from liuxin.interfaces.wording import formats

STEPS = (1, 2, 7, 14, 28, 56, 91, 182, 364)
MOST_TICKS = 6


@dataclass(frozen=True, slots=True)
class Tick:
    """A day that is named on the axis."""

    x: str
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """The days that a timeline spans, both included."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Give the place of the start of a day, clipped to the axis."""
        span = (self.last - self.first).days + 1
        return min(max((day - self.first).days / span * FULL, 0.0), FULL)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """Give the days that are named, evenly spaced from the first on."""
        span = (self.last - self.first).days + 1
        step = next((step for step in STEPS if span / step <= MOST_TICKS), STEPS[-1])
        days = (self.first + timedelta(days=step * number) for number in range(span // step + 1))
        return tuple(Tick(percent(self.at(day)), formats.short_day(day)) for day in days if day <= self.last)


@dataclass(frozen=True, slots=True)
class Bar:
    """One task on the axis: where it starts, how long it is, and its colour."""

    x: str
    width: str
    tone: str


def axis(days: Sequence[date]) -> Axis | None:
    """Give the axis around all days; None where there are none."""
    return Axis(min(days), max(days)) if days else None


def bar(along: Axis, start: date, due: date, tone: str) -> Bar:
    """Lay out a task from its first to its last day, both included."""
    left, right = along.at(start), along.at(due + timedelta(days=1))
    return Bar(percent(left), percent(right - left), tone)
