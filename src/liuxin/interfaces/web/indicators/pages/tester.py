"""The standard tester laid out: results as bars, people as dots, the curve under them, three rods, the verdict."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from liuxin.engines.measurement.words import Direction, Unit
from liuxin.insight.periods import from_epoch
from liuxin.insight.rules import round_step
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.wording import formats
from liuxin.performance.indicators import rules
from liuxin.performance.indicators.words import Band, Scale, Share, Standard, Trial

WIDTH, LEFT, RIGHT = 860.0, 46.0, 842.0
DOTS, CURVE_TOP, CURVE_BASE, HIGHEST = 264.0, 304.0, 420.0, 168.0
BINS, PLACES, STACK, DOT = 38, 90, 12, 14.0
LABELLED = 8
LEVELS: Final = (0.0, rules.TIGHT, 0.5, rules.LOOSE)
VERDICTS: Mapping[Standard, object] = {
    Standard.TOO_TIGHT: gettext_lazy("Too tight: under three in ten would reach it. Most give up rather than try."),
    Standard.MODERATE: gettext_lazy("Moderate: a stretch, and within reach."),
    Standard.TOO_LOOSE: gettext_lazy("Too loose: over nine in ten are there already. It points nowhere any more."),
    Standard.CANNOT_TELL: gettext_lazy("Cannot tell."),
}
NOTES: Mapping[Standard, str] = {
    Standard.TOO_TIGHT: "bad",
    Standard.MODERATE: "good",
    Standard.TOO_LOOSE: "warn",
    Standard.CANNOT_TELL: "link",
}
POINTS: Mapping[str, object] = {
    "floor": pgettext_lazy("scale", "Floor"),
    "target": pgettext_lazy("scale", "Target"),
    "stretch": pgettext_lazy("scale", "Stretch"),
}


@dataclass(frozen=True, slots=True)
class Axis:
    """The way from values to the picture."""

    low: float
    high: float
    step: float
    unit: Unit

    def at(self, value: float) -> float:
        """Give the place of a value."""
        share = (value - self.low) / (self.high - self.low)
        return round(LEFT + min(max(share, 0.0), 1.0) * (RIGHT - LEFT), 1)

    def written(self, value: float) -> str:
        """Write a value as the axis does."""
        return shown.end_of_axis(value, self.unit)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with a name or without."""

    x: float
    y: float
    width: float
    height: float
    kind: str = ""
    name: str = ""

    @property
    def middle(self) -> float:
        """The place of its name."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Dot:
    """One of the people, who has no name here."""

    x: float
    y: float
    reached: bool


@dataclass(frozen=True, slots=True)
class Rod:
    """A point of the scale as it stands in the picture; `shift` keeps its name apart from the next one."""

    code: str
    name: object
    value: str
    x: float
    shift: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A name on an axis."""

    at: float
    name: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """The picture."""

    zones: tuple[Box, ...]
    bands: tuple[Box, ...]
    bars: tuple[Box, ...]
    dots: tuple[Dot, ...]
    ticks: tuple[Mark, ...]
    levels: tuple[Mark, ...]
    band: str
    curve: str
    rods: tuple[Rod, ...]
    cross: Mark
    label: str


@dataclass(frozen=True, slots=True)
class Reached:
    """How many reach a point."""

    code: str
    name: object
    value: str
    share: str
    interval: str


@dataclass(frozen=True, slots=True)
class Month:
    """The share that reached the target in one period, with its interval, in percent."""

    name: str
    share: str
    interval: str
    at: str
    low: str
    high: str


def points_of(scale: Scale | Band) -> tuple[tuple[str, float], ...]:
    """Name the points of a scale; of a band there are two."""
    if isinstance(scale, Band):
        return ()
    return (("floor", scale.floor), ("target", scale.target), ("stretch", scale.stretch))


def axis(trial: Trial, unit: Unit, digits: int) -> Axis:
    """Give an axis that holds every result and every point."""
    values = [each.value for each in trial.results] + [point for _code, point in points_of(trial.yardstick)]
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    spread = (high - low) or abs(high) or 1.0
    tick = round_step(spread / LABELLED)
    bottom, top = floor((low - spread * 0.03) / tick) * tick, ceil((high + spread * 0.03) / tick) * tick
    if unit is Unit.PERCENT:
        bottom, top = max(bottom, 0.0), min(top, 100.0)
    if unit is Unit.SCALE_1_5:
        bottom, top = max(bottom, 1.0), min(top, 5.0)
    return Axis(bottom, top, 10.0**-digits if digits else max(1.0, round(tick / 20)), unit)


def picture(trial: Trial, drawn_on: Axis) -> Drawn | None:
    """Draw a trial of a scale; nothing where nothing can be told."""
    scale, at_target = trial.yardstick, trial.at_target
    if isinstance(scale, Band) or at_target is None:
        return None
    places = [drawn_on.low + (drawn_on.high - drawn_on.low) * i / PLACES for i in range(PLACES + 1)]
    curve = rules.curve(trial.results, places, scale.direction)
    zones = _zones(trial, scale, drawn_on)
    return Drawn(
        zones=tuple(Box(zone.x, 56, zone.width, CURVE_BASE - 56, zone.kind) for zone in zones if zone.kind != "ok"),
        bands=zones,
        bars=_bars(trial, drawn_on),
        dots=_dots(trial, scale, drawn_on),
        ticks=_ticks(drawn_on),
        levels=tuple(Mark(_level(share), formats.percent(100 * share, places=0)) for share in LEVELS),
        band=_band([(drawn_on.at(each.at), each.share) for each in curve]),
        curve=_path([(drawn_on.at(each.at), _level(each.share.share)) for each in curve]),
        rods=_rods(scale, drawn_on),
        cross=Mark(_level(at_target.share), formats.percent(100 * at_target.share, places=0)),
        label=label(trial, drawn_on.unit),
    )


def label(trial: Trial, unit: Unit) -> str:
    """Say in words what the picture shows."""
    scale, at_target = trial.yardstick, trial.at_target
    if isinstance(scale, Band) or at_target is None:
        return ""
    return _("%(people)s people, %(results)s results; at a target of %(target)s %(share)s reach it (%(interval)s)") % {
        "people": formats.number(len(trial.people)),
        "results": formats.number(len(trial.results)),
        "target": shown.value(scale.target, unit),
        "share": formats.percent(100 * at_target.share, places=0),
        "interval": interval(at_target),
    }


def interval(share: Share) -> str:
    """Write the interval of a share in percent."""
    return f"{formats.percent(100 * share.low, places=0)}–{formats.percent(100 * share.high, places=0)}"


def _level(share: float) -> float:
    return round(CURVE_BASE - share * (CURVE_BASE - CURVE_TOP - 8), 1)


def _zones(trial: Trial, scale: Scale, drawn_on: Axis) -> tuple[Box, ...]:
    """Part the axis by where nine in ten and three in ten of the results stand."""
    many, few = (drawn_on.at(rules.target_for(trial.results, share, scale, 6)) for share in (rules.LOOSE, rules.TIGHT))
    ends = (LEFT, many, few, RIGHT) if scale.direction is Direction.HIGHER else (LEFT, few, many, RIGHT)
    kinds = ("loose", "ok", "tight") if scale.direction is Direction.HIGHER else ("tight", "ok", "loose")
    names = {
        "loose": _("too loose · over nine in ten"),
        "ok": _("moderate"),
        "tight": _("too tight · under three in ten"),
    }
    return tuple(
        Box(left + 1, 446, max(right - left - 2, 0), 22, kind, names[kind] if right - left > 90 else "")  # noqa: PLR2004
        for kind, left, right in zip(kinds, ends, ends[1:], strict=False)
    )


def _bars(trial: Trial, drawn_on: Axis) -> tuple[Box, ...]:
    width = (RIGHT - LEFT) / BINS
    counts = Counter(min(int((drawn_on.at(each.value) - LEFT) / width), BINS - 1) for each in trial.results)
    most = max(counts.values(), default=1)
    return tuple(
        Box(
            round(LEFT + place * width + 1, 1),
            round(DOTS - HIGHEST * count / most, 1),
            round(width - 2, 1),
            round(HIGHEST * count / most, 1),
        )
        for place, count in sorted(counts.items())
    )


def _dots(trial: Trial, scale: Scale, drawn_on: Axis) -> tuple[Dot, ...]:
    stacks: Counter[int] = Counter()
    dots = []
    for each in sorted(trial.people, key=lambda one: one.value):
        place = round((drawn_on.at(each.value) - LEFT) / DOT)
        stacks[place] += 1
        y = DOTS - 8 - (min(stacks[place], STACK) - 1) * DOT
        dots.append(Dot(LEFT + place * DOT, y, rules.reaches(each.value, scale.target, scale.direction)))
    return tuple(dots)


def _ticks(drawn_on: Axis) -> tuple[Mark, ...]:
    step = round_step((drawn_on.high - drawn_on.low) / LABELLED)
    first, last = ceil(drawn_on.low / step - 1e-9), floor(drawn_on.high / step + 1e-9)
    return tuple(Mark(drawn_on.at(n * step), drawn_on.written(n * step)) for n in range(first, last + 1))


def _path(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{'L' if i else 'M'}{x} {y}" for i, (x, y) in enumerate(points))


def _band(points: Sequence[tuple[float, Share]]) -> str:
    up = [(x, _level(share.high)) for x, share in points]
    down = [(x, _level(share.low)) for x, share in reversed(points)]
    return f"{_path([*up, *down])} Z"


def _rods(scale: Scale, drawn_on: Axis) -> tuple[Rod, ...]:
    middle = drawn_on.at(scale.target)
    rods = []
    for code, point in points_of(scale):
        x = drawn_on.at(point)
        apart = x - middle
        shift = 0.0 if code == "target" or abs(apart) >= 70 else (70.0 - abs(apart)) * (1 if apart > 0 else -1)  # noqa: PLR2004
        rods.append(Rod(code, POINTS[code], shown.value(point, drawn_on.unit), x, round(shift, 1)))
    return tuple(rods)


def reached(trial: Trial, unit: Unit) -> tuple[Reached, ...]:
    """Say how many reach each point."""
    if isinstance(trial.yardstick, Band):
        named: tuple[tuple[str, object, str], ...] = (
            ("floor", _("within the floors"), ""),
            ("target", _("within the targets"), ""),
        )
    else:
        named = tuple((code, POINTS[code], shown.value(point, unit)) for code, point in points_of(trial.yardstick))
    return tuple(
        Reached(code, name, value, formats.percent(100 * share.share, places=0), interval(share))
        for (code, name, value), share in zip(named, trial.points, strict=False)
    )


def months(trial: Trial, zone: str) -> tuple[Month, ...]:
    """Lay out the share of each period that reached the target."""
    return tuple(
        Month(
            name=shown.month(from_epoch(step.period_start), zone),
            share=formats.percent(100 * step.share.share, places=0),
            interval=interval(step.share),
            at=f"{100 * step.share.share:.1f}",
            low=f"{100 * step.share.low:.1f}",
            high=f"{100 * step.share.high:.1f}",
        )
        for step in trial.steps
    )
