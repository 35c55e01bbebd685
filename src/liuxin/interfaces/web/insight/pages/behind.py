"""The cases behind a number laid out: the sum, its spread, what was left out and why, one page of the list."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from liuxin.engines.measurement.words import Direction, Kind, Measure, Unit
from liuxin.insight import rules
from liuxin.insight.periods import from_epoch
from liuxin.insight.rules import Bin, Origin, Sum
from liuxin.insight.words import Behind, CaseRow, Cut, Show
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.insight.pages import addresses, cuts
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
YES_OR_NO = (pgettext_lazy("what counts", "no"), pgettext_lazy("what counts", "yes"))
WHAT: Mapping[Origin, object] = {
    Origin.CASE: gettext_lazy("Case"),
    Origin.MATTER: gettext_lazy("Matter"),
    Origin.READING: gettext_lazy("Reading"),
}
DIVIDED = frozenset({Kind.SHARE, Kind.MEAN, Kind.RATE})
KEPT = ("period", "person", "team", "cut", "is", "frozen")


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
    closed: bool
    value: str
    share: str
    pull: str
    state: str
    day: str
    why_not: str


def context(behind: Behind, asked: Mapping[str, str]) -> dict[str, object]:
    """Give the template everything; `asked` is the query of the page, which its links carry on."""
    kept = {name: asked.get(name, "") for name in KEPT}
    return _whose(behind, asked, kept) | _number(behind) | _list(behind, kept) | {"up": up(asked)}


def _whose(behind: Behind, asked: Mapping[str, str], kept: Mapping[str, str]) -> dict[str, object]:
    """Say whose number it is, of which part and time, and as of when."""
    nobody = addresses.NOBODY in {kept["person"], kept["team"]}
    return {
        "who": shown.name(behind.who) if behind.who else _("not recorded") if nobody else "",
        "team": shown.name(behind.team) if behind.team and behind.who is not behind.team else "",
        "part": part(behind, asked),
        "days": shown.days(behind.period, behind.zone),
        "frozen": behind.frozen,
        "as_of": formats.date_time(behind.as_of.at, behind.zone),
    }


def _number(behind: Behind) -> dict[str, object]:
    """Lay out the number, how it adds up, and what its rows mean."""
    number, measure, reading = behind.number, behind.number.measure, behind.number.reading
    return {
        "name": shown.title(measure, number.statistic),
        "value": shown.value(reading.value, measure.unit),
        "sum": written(behind.sum, measure),
        "sum_says": sum_says(measure),
        "interval": shown.interval(reading, measure.unit),
        "method": str(METHOD_NAMES[reading.method]),
        "key": number.key,
        "agrees": behind.agrees,
        "missing": ", ".join(reading.missing),
        "pull_unit": shown.pull_unit(measure),
        "about": about(measure, number.statistic),
        "shares": _is_yes_or_no(measure),
        "yes_means": yes_means(measure),
        "answered": shown.answered(reading),
        "counts": measure.kind not in rules.COUNTED,
        "order": order(measure),
    }


def _list(behind: Behind, kept: Mapping[str, str]) -> dict[str, object]:
    """Lay out one page of the rows, and how all of them lie."""
    last, count = behind.first + len(behind.rows), behind.counts[behind.show]
    export = {form: addresses.behind_export(behind.number.key, **kept, form=form) for form in ("csv", "xlsx")}
    return {
        "empty": not behind.counts[Show.ALL],
        "what": str(WHAT[behind.origin]),
        "bins": bins(behind) if behind.counts[Show.ALL] else (),
        "left_out": left_out(behind),
        "choices": choices(behind, kept),
        "rows": tuple(_row(row, behind) for row in behind.rows),
        "first": formats.number(behind.first + 1 if behind.rows else 0),
        "last": formats.number(last),
        "count": formats.number(count),
        "back": _part(behind, kept, behind.show, max(behind.first - PAGE, 0)) if behind.first else "",
        "on": _part(behind, kept, behind.show, last) if last < count else "",
        "exports": export,
    }


def up(asked: Mapping[str, str]) -> str:
    """Give the page to which the list belongs: for whoever came without the drawer."""
    person, team, period = asked.get("person", ""), asked.get("team", ""), asked.get("period", "")
    if team and team != addresses.NOBODY:
        return addresses.board(int(team), period=period)
    if person and person != addresses.NOBODY:
        return addresses.scorecard(int(person), period=period)
    return reverse("insight:board")


def part(behind: Behind, asked: Mapping[str, str]) -> str:
    """Name the part of the number that is opened: a category, a site; nothing where it is the whole of it."""
    return "" if behind.cut is None else cuts.part(Cut(asked["cut"]), behind.cut)


def written(total: Sum, measure: Measure) -> str:
    """Write the sum out: `387.4 / 412.0 = 94.1%`."""
    value = shown.value(total.value, measure.unit)
    if total.other is not None:
        return f"{_divided(total, measure)} − {_divided(total.other, measure)} → {value}"
    if measure.kind not in DIVIDED:
        return value
    return f"{_fraction(total, measure)} = {value}"


def _divided(side: Sum, measure: Measure) -> str:
    share = measure.scale * side.top / side.bottom if side.bottom else None
    return f"{_fraction(side, measure)} = {formats.percent(share)}"


def _fraction(total: Sum, measure: Measure) -> str:
    # A percentage that was brought in is no whole number of cases: 0.97 of 1.
    write = partial(formats.number, places=None) if measure.readings_of else shown.amount
    top = f"{write(round(total.top, 4))} ÷ {write(round(total.bottom, 4))}"
    return f"{top} × 100" if measure.kind is Kind.RATE else top


def sum_says(measure: Measure) -> str:
    """Say what is divided by what, or how else the number comes about, in the words of its definition."""
    counts, of = (shown.without_stop(text) for text in (measure.numerator_text, measure.population_text))
    match measure.kind:
        case Kind.QUANTILE:
            return _("picked from the values in their order: %(counts)s") % {"counts": counts}
        case Kind.COUNT | Kind.SUM:
            return counts
        case Kind.GAP:
            return _("the share on one side less the share on the other: %(counts)s") % {"counts": counts}
        case _:
            return f"{counts} ÷ {of}"


def order(measure: Measure) -> str:
    """Say in which order the cases stand."""
    if measure.direction in {Direction.HIGHER, Direction.LOWER}:
        return _("strongest pull to the worse side first")
    return _("the largest first")


def yes_means(measure: Measure) -> str:
    """Say what "yes" means beside a case of a share."""
    if not _is_yes_or_no(measure):
        return ""
    return _("yes: %(counts)s") % {"counts": shown.inside(measure.numerator_text)}


def _is_yes_or_no(measure: Measure) -> bool:
    """Tell whether each row is a yes or a no; a percentage that was brought in from elsewhere is neither."""
    return measure.kind in {Kind.SHARE, Kind.GAP} and not measure.readings_of


def bins(behind: Behind) -> tuple[BinView, ...]:
    """Lay out the spread of the counted rows; of percentages brought in there is none."""
    most = max((each.weight for each in behind.spread), default=0.0)
    measure = behind.number.measure
    if measure.kind is Kind.SHARE and measure.readings_of:
        return ()
    return tuple(
        BinView(
            label=label(each, measure, i),
            width=figures.percent(figures.FULL * each.weight / most if most else 0.0),
            amount=shown.amount(round(each.weight, 1)),
            worse=_is_worse(measure, i),
        )
        for i, each in enumerate(behind.spread)
    )


def label(part: Bin, measure: Measure, i: int) -> str:
    """Name a bar of the spread: of a scale the last one is its last point, of a count it goes on."""
    if measure.kind is Kind.SHARE:
        return str(YES_OR_NO[i])
    unit = measure.unit
    low = shown.end_of_axis(part.low, unit)
    if unit in shown.SPANS or unit is Unit.CURRENCY:
        beside = f"\u00a0{shown.BESIDE[unit]}" if unit in shown.BESIDE else ""
        if part.high is None:
            return _("over %(low)s") % {"low": f"{low}{beside}"}
        return f"{low} – {shown.end_of_axis(part.high, unit)}{beside}"
    ends = part.high is not None or unit is Unit.SCALE_1_5
    return low if ends else _("%(low)s and more") % {"low": low}


def _is_worse(measure: Measure, i: int) -> bool:
    """Tell which bar of a share is the bad one; other spreads have no good or bad part."""
    if measure.kind is not Kind.SHARE or measure.direction not in {Direction.HIGHER, Direction.LOWER}:
        return False
    return (i == 1) is (measure.direction is Direction.LOWER)


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
        title=_title(row),
        url=_url(row),
        closed=not row.readable and behind.origin is Origin.CASE,
        value=_value(evidence.value, measure),
        share=formats.number(evidence.weight, places=2),
        pull=pulled(row, measure),
        state=_state(row.pull, measure),
        day=formats.local_day(from_epoch(evidence.at), behind.zone),
        why_not=shown.why_not(evidence.why_not),
    )


def _title(row: CaseRow) -> str:
    """Name a row: a case by its title, a reading by the file, the row of it, who imported and who confirmed it."""
    found = row.imported
    if found is None:
        return row.title
    return _("%(file)s, row %(row)s, source %(source)s, imported by %(who)s, confirmed by %(second)s") % {
        "file": found.file_name,
        "row": formats.number(found.row),
        "source": found.source,
        "who": shown.name(row.importer),
        "second": shown.name(row.confirmer),
    }


def _url(row: CaseRow) -> str:
    if row.imported is not None:
        return addresses.imported(row.imported.batch, row.imported.row)
    return addresses.case(row.evidence.case) if row.readable else ""


def _value(value: float, measure: Measure) -> str:
    if _is_yes_or_no(measure):
        return str(YES_OR_NO[round(value)])
    if measure.kind is Kind.SHARE:
        return formats.percent(100 * value)
    return shown.bare(value, measure.unit)


def pulled(row: CaseRow, measure: Measure) -> str:
    """Write how far a case moves the number; a dash where it moves nothing."""
    if row.pull is None or measure.kind in rules.COUNTED:
        return formats.ABSENT
    return formats.signed(row.pull, places=2 if measure.kind is Kind.QUANTILE else 3)


def _state(pull: float | None, measure: Measure) -> str:
    """Colour what pulls to the worse side."""
    if pull is None or measure.kind in rules.COUNTED or abs(pull) < SMALL:
        return "two"
    if measure.direction not in {Direction.HIGHER, Direction.LOWER}:
        return "two"
    worse = pull > 0 if measure.direction is Direction.LOWER else pull < 0
    return "st-bad" if worse else "two"
