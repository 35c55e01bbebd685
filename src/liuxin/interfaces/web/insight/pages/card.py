"""A scorecard laid out: the total among unnamed others, the ledger as a waterfall, what is shown and not scored."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from liuxin.engines.measurement.crediting import Credit
from liuxin.engines.measurement.words import Unit, Why
from liuxin.insight.words import Among, Changed, Number, Scorecard
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.insight.pages import addresses, fair, how_far, raters
from liuxin.interfaces.web.insight.pages.about import About, about
from liuxin.interfaces.web.insight.pages.choices import spans
from liuxin.interfaces.web.kit import figures
from liuxin.interfaces.wording import formats
from liuxin.performance.evaluation.words import LineState, NoTotal, Points, ScoredLine
from liuxin.performance.indicators.words import Band, MissingRule, Verdict, Yardstick, is_rated

HUNDRED = 100.0
ROUNDING = 0.05
MISSING_RULES: Mapping[MissingRule, object] = {
    MissingRule.RENORMALISE: gettext_lazy("the other lines share its weight"),
    MissingRule.CARRY: gettext_lazy("its last frozen score is carried"),
    MissingRule.BLOCK: gettext_lazy("there is no total"),
}
NO_TOTAL: Mapping[NoTotal, object] = {
    NoTotal.HAS_ONE: "",
    NoTotal.BLOCKED: gettext_lazy("A line has no value, and the set gives no total then."),
    NoTotal.NOTHING_MEASURED: gettext_lazy("Nothing was measured in this period."),
    NoTotal.TOO_LITTLE: gettext_lazy("What could be scored weighs less than half of the set: too little for a total."),
}


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of the ledger."""

    name: str
    explained: str
    weight: str
    value: str
    interval: str
    raw: str
    beside: str
    basis: str
    behind: str
    drawer: bool
    pending: str
    strip: figures.Strip
    strip_label: str
    score: str
    state: str
    word: str
    judged: bool
    contribution: str
    bar: figures.Bar | None
    bar_label: str
    bar_state: str
    difference: str
    missing: str


@dataclass(frozen=True, slots=True)
class TotalView:
    """The head of the sheet."""

    value: str
    interval: str
    why_none: str
    among: figures.Among | None
    label: str
    others: str
    verdict: str
    detail: str
    waterfall: figures.Total | None


@dataclass(frozen=True, slots=True)
class ShownView:
    """A number that is shown and not scored."""

    name: str
    value: str
    interval: str
    basis: str
    behind: str
    about: str
    why: str


def context(card: Scorecard) -> dict[str, object]:
    """Give the template everything."""
    frozen = card.frozen
    return {
        "card": card,
        "empty": card.as_of.at is None,
        "name": shown.name(card.person),
        "initials": shown.initials(card.person),
        "teams": shown.listed([shown.name(team) for team in card.teams]),
        "position": shown.text(card.set.position_name) if card.set else "",
        "set_name": shown.text(card.set.name) if card.set else "",
        "days": shown.span_days(card.span, card.zone),
        "spans": spans(card.span_codes, card.span.code),
        "as_of": formats.date_time(card.as_of.at, card.zone),
        "frozen_at": formats.date_time(frozen.stamp.at, card.zone) if frozen else "",
        "manifest": frozen.stamp.manifest_id if frozen else card.as_of.manifest_id,
        "live": frozen is None,
        "live_url": addresses.scorecard(card.person.id, period=card.span.code, view="live"),
        "frozen_url": addresses.scorecard(card.person.id, period=card.span.code),
        "lines": lines(card),
        "total": total(card),
        "missing_rule": missing_note(card),
        **how_far.context(card),
        "shown": tuple(_shown(card, number) for number in card.shown),
        "changed": tuple(_changed(card, change) for change in card.changed),
        "abouts": abouts(card),
        "exports": {form: _export(card, form) for form in ("csv", "xlsx")},
    }


def _export(card: Scorecard, form: str) -> str:
    view = None if card.frozen else "live"
    return addresses.scorecard_export(card.person.id, period=card.span.code, view=view, form=form)


def lines(card: Scorecard) -> tuple[LineView, ...]:
    """Lay out the ledger: each bar starts where the last one ended."""
    if card.card is None:
        return ()
    starts = {step.line.indicator.id: step.start for step in card.card.waterfall}
    return tuple(
        _line(card, line, starts.get(line.indicator.id), _behind_line(card, i))
        for i, line in enumerate(card.card.lines)
    )


def _behind_line(card: Scorecard, i: int) -> str:
    line = card.card.lines[i] if card.card else None
    key = line.indicator.measure if line else ""
    if card.frozen:
        return addresses.behind(key, person=card.person.id, frozen=card.lines[i])
    return addresses.behind(key, person=card.person.id, period=card.span.code)


def _line(card: Scorecard, line: ScoredLine, start: float | None, behind: str) -> LineView:
    measure, statistic = card.measures[line.indicator.measure]
    measured, unit = line.measured, measure.unit
    applied = line.weight_applied
    contribution = line.contribution
    bar = None if start is None or contribution is None else figures.bar(start, contribution, applied)
    return LineView(
        name=shown.title(measure, statistic),
        explained=_explained(line, measure.credit),
        weight=_weight(line),
        value=shown.value(measured.value, unit),
        interval=shown.interval(measured, unit),
        raw=raters.raw(line),
        beside=raters.in_short(line) or _fair(card, line),
        basis=shown.basis(measured, measure),
        behind=_behind_of(card, line, behind),
        drawer=not is_rated(line.indicator.measure),
        pending=_pending(measured.pending),
        strip=_strip(line, unit),
        strip_label=_strip_label(line, unit),
        score=formats.points(line.points.score if line.points else None),
        state=shown.STATES[line.verdict],
        word=str(shown.VERDICTS[line.verdict]) if line.state is LineState.MEASURED else _carried_or_missing(line),
        judged=line.state is LineState.MEASURED,
        contribution=formats.points(contribution),
        bar=bar,
        bar_label=_bar_label(start, contribution),
        bar_state=bar_state(line),
        difference=formats.signed(bar.difference) if bar else "",
        missing=_why(line),
    )


def _fair(card: Scorecard, line: ScoredLine) -> str:
    """Say the fair value beside a measured one, as the record stands; nothing where that moved since."""
    key = line.indicator.measure
    if key in {change.key for change in card.changed}:
        return ""
    return fair.in_short(card.fair.get(key), card.measures[key][0])


def _behind_of(card: Scorecard, line: ScoredLine, behind: str) -> str:
    """Lead to the cases behind a number, of what is rated to what may be told of the ratings, as far as open."""
    if is_rated(line.indicator.measure):
        return addresses.rated(card.result.cycle, card.result.person) if card.result and not card.on_appeal else ""
    return behind if card.opens(line.indicator.measure) and (line.measured.rows or line.measured.pending) else ""


def bar_state(line: ScoredLine) -> str:
    """Give the state that colours the excess or the gap of a bar: only what is certain takes colour."""
    return shown.STATES[line.verdict] if line.verdict is not Verdict.CANNOT_TELL else "none"


def _explained(line: ScoredLine, credit: Credit) -> str:
    del line
    return str(shown.CREDITS[credit])


def _weight(line: ScoredLine) -> str:
    weight = formats.number(line.indicator.weight.value, places=None)
    applied = line.weight_applied
    if line.points is None or abs(applied - float(line.indicator.weight.value)) < ROUNDING:
        return weight
    return f"{weight} → {formats.number(applied, places=1)}"


def _carried_or_missing(line: ScoredLine) -> str:
    if line.state is LineState.CARRIED:
        return _("carried from the last freeze")
    if line.state is LineState.NOT_COMPARABLE:
        return _("scale of another period length")
    if line.state is LineState.LEFT_OUT:
        return _("left out by a correction")
    return _why(line)


def _why(line: ScoredLine) -> str:
    """Say why there is no plain value: of what is rated, that nobody has rated yet, or too few to be told."""
    if is_rated(line.indicator.measure) and line.measured.why is Why.NO_CASES:
        return _("not rated yet")
    if is_rated(line.indicator.measure) and line.measured.why is Why.TOO_FEW:
        return _("fewer than three raters: not told, not counted")
    return shown.why(line.measured)


def _pending(count: int) -> str:
    if not count:
        return ""
    return ngettext("%(count)s not ripe yet", "%(count)s not ripe yet", count) % {"count": formats.number(count)}


def points_of(yardstick: Yardstick) -> tuple[float, ...]:
    """Give the points of a scale from its worse to its better end; of a band from low to high."""
    if isinstance(yardstick, Band):
        return (yardstick.floor_low, yardstick.target_low, yardstick.target_high, yardstick.floor_high)
    return (yardstick.floor, yardstick.target, yardstick.stretch)


def _strip(line: ScoredLine, unit: Unit) -> figures.Strip:
    yardstick = line.indicator.yardstick
    points = points_of(yardstick)
    is_band = isinstance(yardstick, Band)
    comparable = line.state is not LineState.NOT_COMPARABLE
    return figures.strip(
        [(point, formats.number(point, places=shown.scale_digits(unit, points))) for point in points],
        value=line.measured.value if comparable else None,
        interval=(line.measured.low, line.measured.high),
        state=shown.STATES[line.verdict],
        tall=frozenset({1, 2}) if is_band else frozenset({1}),
        zone=(1, 2) if is_band else None,
    )


def _strip_label(line: ScoredLine, unit: Unit) -> str:
    points = points_of(line.indicator.yardstick)
    written = [shown.value(point, unit) for point in points]
    if isinstance(line.indicator.yardstick, Band):
        return _("best from %(low)s to %(high)s; value %(value)s") % {
            "low": written[1],
            "high": written[2],
            "value": shown.value(line.measured.value, unit),
        }
    return _("floor %(floor)s, target %(target)s, stretch %(stretch)s; value %(value)s, %(word)s") % {
        "floor": written[0],
        "target": written[1],
        "stretch": written[2],
        "value": shown.value(line.measured.value, unit),
        "word": str(shown.VERDICTS[line.verdict]),
    }


def _bar_label(start: float | None, contribution: float | None) -> str:
    if start is None or contribution is None:
        return ""
    return _("from %(start)s to %(end)s") % {
        "start": formats.points(start),
        "end": formats.points(start + contribution),
    }


def total(card: Scorecard) -> TotalView | None:
    """Lay out the total: its interval among the unnamed totals of all others."""
    if card.card is None:
        return None
    points = card.card.total.points
    if points is None:
        return TotalView("—", "", str(NO_TOTAL[card.card.total.no_total]), None, "", "", "", "", None)
    among = card.among
    drawn = figures.among(points.score, points.low, points.high, among.others if among else ())
    return TotalView(
        value=formats.points(points.score),
        interval=formats.interval(points.low, points.high),
        why_none="",
        among=drawn,
        label=_("total %(total)s, 95%% interval %(interval)s")
        % {"total": formats.points(points.score), "interval": formats.interval(points.low, points.high)},
        others=_others(among),
        verdict=verdict(among),
        detail=detail(among, points),
        waterfall=figures.total(points.score, points.low, points.high),
    )


def _others(among: Among | None) -> str:
    count = len(among.others) if among else 0
    if not count:
        return ""
    return ngettext("%(count)s other, unnamed", "the other %(count)s, unnamed", count) % {"count": count}


def verdict(among: Among | None) -> str:
    """Say from how many of the others the total cannot be told apart."""
    if among is None or not among.others:
        return _("Fewer than three others are scored by this set: none is shown")
    count, of = among.not_told_apart, len(among.others)
    if not count:
        return _("Told apart from everybody else")
    return ngettext(
        "Not told apart from %(count)s of the other %(of)s",
        "Not told apart from %(count)s of the other %(of)s",
        count,
    ) % {"count": count, "of": of}


def detail(among: Among | None, points: Points) -> str:
    """Say which places are shared, and on which side of 100 the interval lies."""
    said = []
    if among and among.others and among.place:
        place = shown.place(among.place)
        said.append(
            _("Shares places %(place)s.") % {"place": place}
            if among.place.is_shared
            else _("Place %(place)s.") % {"place": place}
        )
    if points.low > HUNDRED:
        said.append(_("The whole interval lies above 100: the targets are passed, beyond chance at 95%."))
    elif points.high < HUNDRED:
        said.append(_("The whole interval lies below 100: the targets are not reached, beyond chance at 95%."))
    else:
        said.append(_("The interval holds 100: that the targets were missed cannot be said."))
    return shown.joined(*said)


def missing_note(card: Scorecard) -> str:
    """Say what the set does about a line without a value, and whether there is one."""
    if card.set is None or card.card is None:
        return ""
    count = sum(line.points is None for line in card.card.lines)
    rule = str(MISSING_RULES[card.set.missing_rule])
    if not count:
        return _("If a line has no value: %(rule)s. None is missing here.") % {"rule": rule}
    return ngettext(
        "If a line has no value: %(rule)s. %(count)s is missing here.",
        "If a line has no value: %(rule)s. %(count)s are missing here.",
        count,
    ) % {"rule": rule, "count": count}


def _shown(card: Scorecard, number: Number) -> ShownView:
    unit = number.measure.unit
    reading = number.reading
    why = (
        _("belongs to the team, never scored on a person")
        if number.measure.credit is Credit.UNIT_ONLY
        else _("not in the set of this position")
    )
    few = shown.why(reading)
    return ShownView(
        name=shown.title(number.measure, number.statistic),
        value=shown.value(reading.value, unit, near=shown.SHORT_SPAN),
        interval=shown.interval(reading, unit, near=shown.SHORT_SPAN),
        basis=shown.basis(reading, number.measure),
        behind=addresses.behind(number.key, person=card.person.id, period=card.span.code) if reading.rows else "",
        about=addresses.about(number.key),
        why=_("%(why)s; %(few)s") % {"why": why, "few": few} if few else why,
    )


def _changed(card: Scorecard, change: Changed) -> str:
    measure, statistic = card.measures[change.key]
    return _("%(name)s: frozen %(frozen)s, today %(today)s") % {
        "name": shown.title(measure, statistic),
        "frozen": shown.value(change.frozen, measure.unit),
        "today": shown.value(change.today, measure.unit),
    }


def abouts(card: Scorecard) -> tuple[About, ...]:
    """Tell how each scored number is computed, several of one measure once; every other number leads to its own."""
    keys = [line.indicator.measure for line in card.card.lines] if card.card else []
    first: dict[str, str] = {}
    for key in keys:
        first.setdefault(card.measures[key][0].code, key)
    return tuple(about(*card.measures[key]) for key in first.values())
