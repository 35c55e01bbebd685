"""One's own numbers laid out: narrow first, one number under the other, each with what it means."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from liuxin.engines.measurement.words import Reading, Unit, Why
from liuxin.insight.comparing import Middle
from liuxin.insight.periods import from_epoch, month_of
from liuxin.insight.words import OwnNumber, OwnNumbers
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.insight.pages import addresses, fair, measures, sentences
from liuxin.interfaces.web.insight.pages.choices import spans
from liuxin.interfaces.web.insight.pages.measures import LackingView
from liuxin.interfaces.web.insight.pages.trend import bounds
from liuxin.interfaces.web.kit import lines
from liuxin.interfaces.wording import formats


@dataclass(frozen=True, slots=True)
class Figure:
    """A value of one time, with its interval, what it rests on, and the way to its cases."""

    value: str
    interval: str
    basis: str
    behind: str
    middle: str
    answered: str


@dataclass(frozen=True, slots=True)
class OwnView:
    """One number: this month, the last twelve, the months as a small chart, and what it means in words."""

    key: str
    name: str
    about: str
    month: Figure
    year: Figure
    said: str
    beside: str
    fair: str
    pending: str
    plot: lines.Plot | None
    label: str


@dataclass(frozen=True, slots=True)
class OwnGroup:
    """The numbers of one group."""

    name: str
    numbers: tuple[OwnView, ...]


def context(found: OwnNumbers) -> dict[str, object]:
    """Give the template everything."""
    return {
        "empty": found.as_of.at is None,
        "held": found.held,
        "no_persons": found.no_persons,
        "name": shown.name(found.person),
        "made_up": found.person.made_up,
        "teams": shown.listed([shown.name(team) for team in found.teams]),
        "month": shown.span_name(found.month.code),
        "year": shown.span_days(found.year, found.zone),
        "as_of": formats.date_time(found.as_of.at, found.zone),
        "spans": spans(found.month_codes, found.month.code),
        "groups": groups(found),
        "lacking": lacking(found),
        "unit_only": tuple(shown.text(measure.name) for measure in found.unit_only),
        "exports": {form: addresses.own_export(period=found.month.code, form=form) for form in ("csv", "xlsx")},
        "scorecard": addresses.scorecard(found.person.id),
    }


def groups(found: OwnNumbers) -> tuple[OwnGroup, ...]:
    """Lay out the numbers of which there is anything, by group."""
    by_group: dict[str, list[OwnView]] = {}
    for own in found.numbers:
        if _says_something(own):
            by_group.setdefault(own.number.measure.group, []).append(view(found, own))
    return tuple(OwnGroup(shown.group(group), tuple(by_group[group])) for group in measures.group_order(by_group))


def _says_something(own: OwnNumber) -> bool:
    both = (own.number.reading, own.year)
    return any(reading.rows or reading.pending or reading.unanswered for reading in both)


def lacking(found: OwnNumbers) -> tuple[LackingView, ...]:
    """Lay out what is not recorded."""
    return measures.lacking(found.lacking)


def view(found: OwnNumbers, own: OwnNumber) -> OwnView:
    """Lay out one number; its sentence speaks of the month, where there is nothing of the twelve months."""
    number = own.number
    month = number.reading
    spoken, middle = (month, own.middle) if month.value is not None else (own.year, own.year_middle)
    said = sentences.sentence(number.measure, number.statistic, spoken)
    return OwnView(
        key=number.key,
        name=shown.title(number.measure, number.statistic),
        about=addresses.about(number.key),
        month=_figure(found, own, month, own.middle, found.month.code),
        year=_figure(found, own, own.year, own.year_middle, found.year.code),
        said=said if spoken is month else shown.joined(_("Over the twelve months:"), said),
        beside=sentences.beside(number.measure, spoken, middle),
        fair=fair.beside(own.fair, number.measure),
        pending=sentences.pending(month, number.measure) or sentences.pending(own.year, number.measure),
        plot=_plot(found, own),
        label=shown.title(number.measure, number.statistic),
    )


def _figure(found: OwnNumbers, own: OwnNumber, reading: Reading, middle: Middle | None, period: str) -> Figure:
    measure, near = own.number.measure, own.year.value
    open_to = reading.rows or reading.pending or reading.unanswered
    return Figure(
        value=shown.value(reading.value, measure.unit, near=near),
        interval=shown.interval(reading, measure.unit, near=near),
        basis=shown.basis(reading, measure),
        behind=addresses.behind(own.number.key, person=found.person.id, period=period) if open_to else "",
        middle="" if middle is None else shown.value(middle.value, measure.unit, near=near),
        answered=shown.answered(reading),
    )


def _plot(found: OwnNumbers, own: OwnNumber) -> lines.Plot | None:
    """Draw the months without their intervals: of a few cases a month these would press the line flat."""
    if sum(step.value is not None for step in own.months) <= 1:
        return None
    unit = own.number.measure.unit
    steps = [_step(found, reading, unit) for reading in own.months]
    floor, ceiling = bounds(unit)
    return lines.plot(steps, lines.scale(steps, floor=floor, ceiling=ceiling), ticks=())


def _step(found: OwnNumbers, reading: Reading, unit: Unit) -> lines.Step:
    code = month_of(from_epoch(reading.period_start), found.zone)
    return lines.Step(
        label=code[-2:],
        value=reading.value,
        few=reading.why is Why.TOO_FEW,
        chosen=code == found.month.code,
        title=f"{shown.span_name(code)}: {shown.value(reading.value, unit)}",
    )
