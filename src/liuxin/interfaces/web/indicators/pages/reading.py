"""A set laid out for reading: its lines with their scales, what history says of them, what was frozen with it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from liuxin.desk.organisation.words import PersonName
from liuxin.engines.measurement import library
from liuxin.engines.measurement.library import Externals
from liuxin.engines.measurement.words import Measure, Unit
from liuxin.insight import periods
from liuxin.interfaces.imports.readings import unit_named
from liuxin.interfaces.web.indicators import labels
from liuxin.interfaces.web.indicators.pages.smart import LetterView, failing, letters
from liuxin.interfaces.web.indicators.pages.tester import NOTES, VERDICTS
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.kit import figures
from liuxin.interfaces.wording import formats
from liuxin.kernel.quantities import WHOLE
from liuxin.performance.evaluation.words import FrozenWith
from liuxin.performance.indicators.words import (
    IN_FORCE,
    Band,
    Checked,
    IndicatorView,
    SetLine,
    SetView,
    Trial,
    Yardstick,
)

NAMED = 12


@dataclass(frozen=True, slots=True)
class SetRow:
    """A set in the list."""

    url: str
    position: str
    name: str
    version: int
    status: str
    tag: str
    current: bool
    replaced: bool
    grain: str
    lines: int
    weights: str
    whole: bool
    since: str


@dataclass(frozen=True, slots=True)
class Reached:
    """How many of the earlier results reached a point of the scale."""

    point: str
    share: str


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of a set."""

    number: int
    name: str
    definition: str
    credit: str
    direction: str
    source: str
    weight: str
    unit: str
    strip: figures.Strip
    strip_label: str
    cap: str
    reached: tuple[Reached, ...]
    tried_on: str
    cannot_tell: str
    why_rated: str
    letters: tuple[LetterView, ...]
    failing: str
    tester: str
    verdict: str
    note: str


@dataclass(frozen=True, slots=True)
class FrozenView:
    """A period that was frozen with the set."""

    days: str
    at: str
    cards: int
    people: tuple[tuple[str, str], ...]
    more: int


def rows(lines: list[SetLine], zone: str) -> tuple[SetRow, ...]:
    """Lay out the list."""
    return tuple(_row(line, zone) for line in lines)


def _row(line: SetLine, zone: str) -> SetRow:
    in_force = line.status in IN_FORCE
    return SetRow(
        url=reverse("indicators:set", args=[line.id]),
        position=shown.text(line.position_name),
        name=shown.text(line.name),
        version=line.version,
        status=str(labels.STATUSES[line.status]),
        tag=labels.TAGS[line.status],
        current=line.is_current,
        replaced=not line.is_current and in_force,
        grain=str(labels.GRAINS[line.grain]),
        lines=line.lines,
        weights=formats.number(line.weight_total, places=None),
        whole=line.weight_total == WHOLE,
        since=formats.local_day(line.changed_at, zone) if in_force else "",
    )


def lines(found: SetView, checked: Mapping[str, Checked], externals: Externals) -> tuple[LineView, ...]:
    """Lay out the lines in order."""
    return tuple(
        _line(line, number, checked.get(line.measure), externals, found.id)
        for number, line in enumerate(found.indicators, start=1)
    )


def _line(line: IndicatorView, number: int, checked: Checked | None, externals: Externals, of: int) -> LineView:
    measure, statistic = library.find(line.measure, externals)
    trial = checked.trial if checked else None
    return LineView(
        number=number,
        name=shown.title(measure, statistic),
        definition=shown.text(measure.definition),
        credit=shown.text(measure.credit_text),
        direction=str(labels.DIRECTIONS[line.yardstick.direction]),
        source=measure.source,
        weight=formats.number(line.weight.value, places=None),
        unit=_unit(measure),
        strip=strip(line.yardstick, measure.unit),
        strip_label=strip_label(line.yardstick, measure.unit),
        cap="" if isinstance(line.yardstick, Band) else formats.points(line.yardstick.cap, places=0),
        reached=_reached(trial, line.yardstick),
        tried_on=formats.number(len(trial.results)) if trial and trial.points else "",
        cannot_tell=labels.said(trial.why, externals) if trial and trial.why and not trial.points else "",
        why_rated=shown.text(line.why_rated),
        letters=letters(checked, externals),
        failing=failing(checked),
        tester="" if isinstance(line.yardstick, Band) else reverse("indicators:tester", args=[of, line.id]),
        verdict=_verdict(trial, externals),
        note=NOTES[trial.standard] if trial else "",
    )


def _verdict(trial: Trial | None, externals: Externals) -> str:
    if trial is None or not trial.points:
        return ""
    why = labels.said(trial.why, externals) if trial.why else ""
    return shown.joined(str(VERDICTS[trial.standard]), why)


def _unit(measure: Measure) -> str:
    """Name the unit: a number of cases, unless it was brought in from elsewhere."""
    return unit_named(measure.unit, shown.language()) if measure.readings_of else str(shown.unit(measure))


def points(yardstick: Yardstick) -> tuple[float, ...]:
    """Give the points of a scale from its worse to its better end; of a band from low to high."""
    if isinstance(yardstick, Band):
        return (yardstick.floor_low, yardstick.target_low, yardstick.target_high, yardstick.floor_high)
    return (yardstick.floor, yardstick.target, yardstick.stretch)


def strip(yardstick: Yardstick, unit: Unit) -> figures.Strip:
    """Draw a scale with nobody's value on it."""
    is_band, marks = isinstance(yardstick, Band), points(yardstick)
    places = shown.scale_digits(unit, marks)
    return figures.strip(
        [(point, formats.number(point, places=places)) for point in marks],
        value=None,
        interval=(None, None),
        state="none",
        tall=frozenset({1, 2}) if is_band else frozenset({1}),
        zone=(1, 2) if is_band else None,
    )


def strip_label(yardstick: Yardstick, unit: Unit) -> str:
    """Say a scale in words."""
    written = [shown.value(point, unit) for point in points(yardstick)]
    if isinstance(yardstick, Band):
        return _("best from %(low)s to %(high)s; floors %(bottom)s and %(top)s") % {
            "low": written[1],
            "high": written[2],
            "bottom": written[0],
            "top": written[3],
        }
    floor, target, stretch = written
    return _("floor %(floor)s, target %(target)s, stretch %(stretch)s") % {
        "floor": floor,
        "target": target,
        "stretch": stretch,
    }


def _reached(trial: Trial | None, yardstick: Yardstick) -> tuple[Reached, ...]:
    if trial is None:
        return ()
    named = (_("floor"), _("target"), _("stretch"))
    if isinstance(yardstick, Band):
        named = (_("within the floors"), _("within the targets"), "")
    return tuple(
        Reached(point, formats.percent(100 * each.share, places=0))
        for point, each in zip(named, trial.points, strict=False)
    )


def frozen(found: list[FrozenWith], names: Mapping[int, PersonName], zone: str) -> tuple[FrozenView, ...]:
    """Lay out what was frozen; of many cards the first few are named."""
    return tuple(_frozen(each, names, zone) for each in found)


def named(found: list[FrozenWith]) -> list[int]:
    """Give the people whose cards are linked."""
    return [person for each in found for person in each.people[:NAMED]]


def _frozen(each: FrozenWith, names: Mapping[int, PersonName], zone: str) -> FrozenView:
    code = periods.code_of(each.period, zone)
    return FrozenView(
        days=shown.days(each.period, zone),
        at=formats.date_time(each.frozen_at, zone),
        cards=each.cards,
        people=tuple(
            (shown.name(names.get(person)), reverse("insight:scorecard", args=[person], query={"period": code}))
            for person in each.people[:NAMED]
        ),
        more=max(len(each.people) - NAMED, 0),
    )
