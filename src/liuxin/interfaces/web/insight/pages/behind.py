"""The cases behind a number laid out: the sum, its spread, what was left out and why, one page of the list."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liuxin.engines.measurement.words import Direction, Kind, Measure, Unit
from liuxin.insight.periods import from_epoch
from liuxin.insight.rules import Bin, Sum
from liuxin.insight.words import Behind, CaseRow, Show
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.insight.pages import addresses
from liuxin.interfaces.web.insight.pages.about import METHOD_NAMES, about
from liuxin.interfaces.web.insight.pages.choices import Choice
from liuxin.interfaces.web.kit import figures
from liuxin.interfaces.wording import formats

PAGE = 25
SMALL = 0.0005
SHOWS: Mapping[Show, object] = {
    Show.ALL: gettext_lazy("all"),
    Show.COUNTED: gettext_lazy("counted"),
    Show.WORSE: gettext_lazy("pull it to the worse side"),
    Show.LEFT_OUT: gettext_lazy("left out"),
}
SHARES: Mapping[str, tuple[object, object]] = {
    "promises_kept": (gettext_lazy("missed"), gettext_lazy("kept")),
    "reopened_within_14_days": (gettext_lazy("stayed done"), gettext_lazy("reopened")),
}
KEPT = ("period", "person", "team", "frozen")


@dataclass(frozen=True, slots=True)
class BinView:
    """One bar of the spread."""

    label: str
    width: str
    amount: str
    worse: bool


@dataclass(frozen=True, slots=True)
class RowView:
    """One case of the list."""

    code: str
    title: str
    url: str
    value: str
    share: str
    pull: str
    state: str
    day: str
    why_not: str


def context(behind: Behind, asked: Mapping[str, str]) -> dict[str, object]:
    """Give the template everything; `asked` is the query of the page, which its links carry on."""
    number = behind.number
    kept = {name: asked.get(name, "") for name in KEPT}
    last = behind.first + len(behind.rows)
    count = behind.counts[behind.show]
    return {
        "who": shown.name(behind.who) if behind.who else _("not recorded") if "none" in kept.values() else "",
        "team": shown.name(behind.team) if behind.team and behind.who is not behind.team else "",
        "days": shown.days(behind.period, behind.zone),
        "name": shown.title(number.measure, number.statistic),
        "value": shown.value(number.reading.value, number.measure.unit),
        "sum": written(behind.sum, number.measure),
        "sum_says": sum_says(number.measure),
        "interval": shown.interval(number.reading, number.measure.unit),
        "method": str(METHOD_NAMES[number.reading.method]),
        "key": number.key,
        "agrees": behind.agrees,
        "empty": not behind.counts[Show.ALL],
        "frozen": behind.frozen,
        "as_of": formats.date_time(behind.as_of.at, behind.zone),
        "bins": bins(behind) if behind.counts[Show.ALL] else (),
        "left_out": left_out(behind),
        "choices": choices(behind, kept),
        "rows": tuple(_row(row, behind) for row in behind.rows),
        "first": formats.number(behind.first + 1 if behind.rows else 0),
        "last": formats.number(last),
        "count": formats.number(count),
        "back": _part(behind, kept, behind.show, max(behind.first - PAGE, 0)) if behind.first else "",
        "on": _part(behind, kept, behind.show, last) if last < count else "",
        "exports": {form: addresses.behind_export(number.key, **kept, form=form) for form in ("csv", "xlsx")},
        "pull_unit": shown.pull_unit(number.measure),
        "about": about(number.measure, number.statistic),
        "shares": number.measure.kind is Kind.SHARE,
        "counts": number.measure.kind is not Kind.COUNT,
        "up": up(asked),
    }


def up(asked: Mapping[str, str]) -> str:
    """Give the page to which the list belongs: for whoever came without the drawer."""
    person, team, period = asked.get("person", ""), asked.get("team", ""), asked.get("period", "")
    if team and team != addresses.NOBODY:
        return addresses.board(int(team), period=period)
    if person and person != addresses.NOBODY:
        return addresses.scorecard(int(person), period=period)
    return reverse("insight:board")


def written(total: Sum, measure: Measure) -> str:
    """Write the sum out: `387.4 / 412.0 = 94.1%`."""
    value = shown.value(total.value, measure.unit)
    if measure.kind in {Kind.COUNT, Kind.QUANTILE}:
        return value
    top = shown.amount(round(total.top, 4))
    return f"{top} ÷ {shown.amount(round(total.bottom, 4))} = {value}"


def sum_says(measure: Measure) -> str:
    """Say what is divided by what."""
    words = {
        "cases_resolved": _("cases, each counted once"),
        "promises_kept": _("shares of kept promises ÷ shares of all judged promises"),
        "reopened_within_14_days": _("reopened resolutions ÷ all resolutions whose fourteen days are over"),
        "transfers_per_case": _("transfers ÷ cases"),
        "resolution_time_business": _("picked from the values in their order"),
        "resolution_time_calendar": _("picked from the values in their order"),
    }
    return words[measure.code]


def bins(behind: Behind) -> tuple[BinView, ...]:
    """Lay out the spread of the counted rows."""
    most = max((each.weight for each in behind.spread), default=0.0)
    measure = behind.number.measure
    return tuple(
        BinView(
            label=_label(each, measure, i),
            width=figures.percent(figures.FULL * each.weight / most if most else 0.0),
            amount=shown.amount(round(each.weight, 1)),
            worse=_is_worse(measure, i),
        )
        for i, each in enumerate(behind.spread)
    )


def _label(part: Bin, measure: Measure, i: int) -> str:
    if measure.kind is Kind.SHARE:
        return str(SHARES[measure.code][i])
    if measure.unit is Unit.HOURS:
        low, high = formats.number(part.low), formats.number(part.high)
        return (
            _("%(low)s – %(high)s h") % {"low": low, "high": high} if part.high else _("over %(low)s h") % {"low": low}
        )
    return formats.number(part.low) if part.high else _("%(low)s and more") % {"low": formats.number(part.low)}


def _is_worse(measure: Measure, i: int) -> bool:
    """Tell which bar of a share is the bad one; other spreads have no good or bad part."""
    return measure.kind is Kind.SHARE and (i == 1) is (measure.direction is Direction.LOWER)


def left_out(behind: Behind) -> tuple[str, ...]:
    """Say how many were not counted, and why."""
    return tuple(
        f"{shown.why_not(why)} {formats.number(count)}" for why, count in sorted(behind.left_out.items()) if count
    )


def choices(behind: Behind, kept: Mapping[str, str]) -> tuple[Choice, ...]:
    """Offer the parts of the list that hold something."""
    return tuple(
        Choice(_part(behind, kept, show, 0), str(label), show is behind.show, count=formats.number(behind.counts[show]))
        for show, label in SHOWS.items()
        if behind.counts[show] or show is behind.show
    )


def _part(behind: Behind, kept: Mapping[str, str], show: Show, first: int) -> str:
    return addresses.behind(behind.number.key, **kept, show="" if show is Show.ALL else show, first=first or "")


def _row(row: CaseRow, behind: Behind) -> RowView:
    measure = behind.number.measure
    evidence = row.evidence
    return RowView(
        code=evidence.case,
        title=row.title,
        url=addresses.case(evidence.case) if row.readable else "",
        value=_value(evidence.value, measure),
        share=formats.number(evidence.weight, places=2),
        pull=pulled(row, measure),
        state=_state(row.pull, measure),
        day=formats.local_day(from_epoch(evidence.at), behind.zone),
        why_not=shown.why_not(evidence.why_not),
    )


def _value(value: float, measure: Measure) -> str:
    if measure.kind is Kind.SHARE:
        return str(SHARES[measure.code][round(value)])
    return shown.bare(value, measure.unit)


def pulled(row: CaseRow, measure: Measure) -> str:
    """Write how far a case moves the number; a dash where it moves nothing."""
    if row.pull is None or measure.kind is Kind.COUNT:
        return formats.ABSENT
    return formats.signed(row.pull, places=2 if measure.kind is Kind.QUANTILE else 3)


def _state(pull: float | None, measure: Measure) -> str:
    """Colour what pulls to the worse side."""
    if pull is None or measure.kind is Kind.COUNT or abs(pull) < SMALL:
        return "two"
    worse = pull > 0 if measure.direction is Direction.LOWER else pull < 0
    return "st-bad" if worse else "two"
