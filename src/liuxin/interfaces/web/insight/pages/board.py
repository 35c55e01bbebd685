"""The board laid out: tiles, the large chart, everyone with whiskers, the table."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from liuxin.engines.measurement.words import Credit, Measure, Reading, Unit, Why
from liuxin.insight import rules
from liuxin.insight.words import Board, Number, Tile
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.insight.pages import addresses
from liuxin.interfaces.web.insight.pages.about import about, why_unit_only
from liuxin.interfaces.web.insight.pages.choices import Choice, spans
from liuxin.interfaces.web.kit import figures
from liuxin.interfaces.wording import formats
from liuxin.performance.indicators.words import Band, Yardstick

NEAR_WHOLE = 95.0
FEW = 10.0
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "promises_kept": ("promises_kept",),
    "resolution_time": (
        "resolution_time_business",
        "resolution_time_business.p90",
        "resolution_time_calendar",
        "resolution_time_calendar.p90",
    ),
    "reopened_within_14_days": ("reopened_within_14_days",),
    "transfers_per_case": ("transfers_per_case",),
    "cases_resolved": ("cases_resolved",),
}


@dataclass(frozen=True, slots=True)
class TileView:
    """One of the five tiles."""

    url: str
    name: str
    target: str
    value: str
    state: str
    word: str
    interval: str
    basis: str
    path: str
    target_y: float | None
    chosen: bool


def target_of(yardstick: Yardstick | None) -> float | None:
    """Give the one target of a scale; a band has two and no line."""
    return None if yardstick is None or isinstance(yardstick, Band) else yardstick.target


def family_of(key: str) -> str:
    """Name the tile to which a number belongs."""
    return next(name for name, keys in FAMILIES.items() if key in keys)


def team_query(board: Board) -> dict[str, object]:
    """Give what every address of this board carries."""
    return {"period": board.span.code, "team": board.team.id if board.team else None}


def tiles(board: Board) -> tuple[TileView, ...]:
    """Lay out the five tiles; that of the chosen number shows it, the others their usual one."""
    by_key = {tile.number.key: tile for tile in board.tiles}
    chosen = board.chosen.number.key
    return tuple(
        _tile(board, by_key[chosen if chosen in keys else keys[0]], chosen=chosen in keys) for keys in FAMILIES.values()
    )


def _tile(board: Board, tile: Tile, *, chosen: bool) -> TileView:
    number = tile.number
    target = target_of(number.yardstick)
    path, target_y = figures.spark([month.value for month in tile.months], target)
    unit = number.measure.unit
    return TileView(
        url=addresses.board(board.team.id if board.team else None, period=board.span.code, measure=number.key),
        name=shown.short_title(number.measure, number.statistic),
        target="" if target is None else _("target %(value)s") % {"value": shown.bare(target, unit)},
        value=shown.value(number.reading.value, unit),
        state=shown.STATES[number.verdict] if number.verdict else "",
        word=str(shown.VERDICTS[number.verdict]) if number.verdict else "",
        interval=shown.interval(number.reading, unit),
        basis=shown.why(number.reading) if number.reading.value is None else f"n {shown.amount(number.reading.n)}",
        path=path,
        target_y=target_y,
        chosen=chosen,
    )


def has_value(number: Number) -> bool:
    """Tell whether there is a value to show."""
    return number.reading.value is not None


def variants(board: Board) -> tuple[Choice, ...]:
    """Offer the other numbers of the chosen tile, such as median and 90th percentile."""
    keys = FAMILIES[family_of(board.chosen.number.key)]
    if len(keys) == 1:
        return ()
    team = board.team.id if board.team else None
    names = {
        "resolution_time_business": _("business, median"),
        "resolution_time_business.p90": _("business, 90th"),
        "resolution_time_calendar": _("calendar, median"),
        "resolution_time_calendar.p90": _("calendar, 90th"),
    }
    return tuple(
        Choice(addresses.board(team, period=board.span.code, measure=key), names[key], key == board.chosen.number.key)
        for key in keys
    )


def span_of(reading: Reading) -> rules.Span | None:
    """Give what can be said of a reading beside others; nothing where there is no value."""
    if reading.value is None:
        return None
    return rules.Span(reading.value, reading.low, reading.high, firm=reading.why is Why.MEASURED)


def finding(board: Board) -> str:
    """Say which month is surely different from the one before it, and how the load moved: work before people."""
    months = [month for month in board.chosen.months if month.period_start < board.span.period.epoch[1]]
    measure = board.chosen.number.measure
    change = rules.latest_change([span_of(month) for month in months], measure.direction)
    if change is None:
        return _("No month can be told apart from the month before it.")
    before, after = months[change.before], months[change.after]
    said = _("%(month)s is surely different from the month before: %(before)s, then %(after)s.") % {
        "month": shown.month_of(after, board.zone),
        "before": shown.value(before.value, measure.unit),
        "after": shown.value(after.value, measure.unit),
    }
    inside = after.period_end > board.span.period.epoch[0]
    quiet = "" if inside else _("In the chosen period no month can be told apart from the one before it.")
    load = _load(board, change) if measure.code != "cases_resolved" else ""
    return shown.joined(quiet, said, load)


def _load(board: Board, change: rules.Change) -> str:
    resolved = next(tile for tile in board.tiles if tile.number.key == "cases_resolved").months
    before, after = resolved[change.before].value, resolved[change.after].value
    if not before or after is None:
        return ""
    return _("Cases resolved moved by %(share)s in the same month: look at the work before the people.") % {
        "share": formats.signed(100 * (after - before) / before, places=0) + "%"
    }


def chart(board: Board) -> dict[str, object]:
    """Give the large chart its data; `said` is what stands in the box at each month."""
    number, months = board.chosen.number, board.chosen.months
    unit = number.measure.unit
    bound = (0, 100) if unit is Unit.PERCENT else (0, None)
    ends = [value for month in months for value in (month.low, month.high, month.value) if value is not None]
    target = target_of(number.yardstick)
    return {
        "name": shown.title(number.measure, number.statistic),
        "x": [shown.month_of(month, board.zone) for month in months],
        "short": shown.short_months([shown.month_of(month, board.zone) for month in months]),
        "few": [month.why is Why.TOO_FEW for month in months],
        "n": [_axis_n(month) for month in months],
        "value": [_rounded(month.value) for month in months],
        "low": [_rounded(month.low) for month in months],
        "high": [_rounded(month.high) for month in months],
        "min": max(bound[0], _floor(min(ends, default=0.0), max(ends, default=1.0))),
        "max": bound[1] if bound[1] is not None and max(ends, default=0.0) > NEAR_WHOLE else None,
        "unit": "%" if unit is Unit.PERCENT else "",
        "target": target,
        "targetName": "" if target is None else _("target\n%(value)s") % {"value": shown.value(target, unit)},
        "chosen": _inside(board),
        "chosenName": shown.span_name(board.span.code),
        "said": [_said(month, number.measure, board.zone) for month in months],
    }


def _axis_n(reading: Reading) -> str:
    """Write n under a month: whole, but where it is little."""
    if reading.value is None:
        return formats.ABSENT
    return shown.amount(reading.n) if reading.n < FEW else formats.number(reading.n)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _floor(low: float, high: float) -> float:
    step = figures.round_step(max(high - low, 1e-9), 5)
    return low // step * step


def _inside(board: Board) -> list[str]:
    """Name the months of the chosen span; of the whole record none needs to be told apart."""
    if board.span.is_whole:
        return []
    start, end = board.span.period.epoch
    return [shown.month_of(month, board.zone) for month in board.chosen.months if start <= month.period_start < end]


def _said(reading: Reading, measure: Measure, zone: str) -> str:
    if reading.value is None:
        return f"{shown.month_of(reading, zone)}\n{_('no data')}"
    lines = [shown.month_of(reading, zone), shown.value(reading.value, measure.unit)]
    between = shown.interval(reading, measure.unit)
    return "\n".join([*lines, *([f"95%  {between}"] if between else []), shown.basis(reading, measure)])


def described(board: Board) -> str:
    """Say what the chart shows, in one sentence: first and last month, the lowest and the highest."""
    unit = board.chosen.number.measure.unit
    known = [month for month in board.chosen.months if month.value is not None]
    name = shown.title(board.chosen.number.measure, board.chosen.number.statistic)
    if not known:
        return _("%(name)s by month: no month has a value.") % {"name": name}
    lowest = min(known, key=lambda month: month.value or 0.0)
    highest = max(known, key=lambda month: month.value or 0.0)
    return _(
        "%(name)s by month, %(first)s to %(last)s: lowest %(low)s in %(low_at)s, highest %(high)s in %(high_at)s."
    ) % {
        "name": name,
        "first": shown.month_of(known[0], board.zone),
        "last": shown.month_of(known[-1], board.zone),
        "low": shown.value(lowest.value, unit),
        "low_at": shown.month_of(lowest, board.zone),
        "high": shown.value(highest.value, unit),
        "high_at": shown.month_of(highest, board.zone),
    }


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month in the table beside the chart."""

    month: str
    value: str
    interval: str
    basis: str
    url: str


def months(board: Board) -> tuple[MonthRow, ...]:
    """Lay out the months as a table, each with the way to its cases."""
    unit = board.chosen.number.measure.unit
    return tuple(
        MonthRow(
            shown.month_of(month, board.zone),
            shown.value(month.value, unit),
            shown.interval(month, unit),
            shown.basis(month, board.chosen.number.measure),
            _behind_month(board, month),
        )
        for month in board.chosen.months
    )


def _behind_month(board: Board, month: Reading) -> str:
    return addresses.behind(
        board.chosen.number.key,
        period=shown.month_of(month, board.zone),
        team=board.team.id if board.team else None,
    )


def context(board: Board) -> dict[str, object]:
    """Give the template everything but the people."""
    number = board.chosen.number
    return {
        "title": shown.name(board.team) if board.team else _("All teams"),
        "heading": _("Board of %(team)s") % {"team": shown.beside(shown.name(board.team))} if board.team else "",
        "team": board.team,
        "empty": board.as_of.at is None,
        "one_team": len(board.teams) == 1,
        "teams": tuple(Choice("", shown.name(team), team == board.team, str(team.id)) for team in board.teams),
        "spans": spans(board.span_codes, board.span.code),
        "days": shown.span_days(board.span, board.zone),
        "as_of": formats.date_time(board.as_of.at, board.zone),
        "set": board.set,
        "set_name": shown.text(board.set.name) if board.set else "",
        "tiles": tiles(board),
        "variants": variants(board),
        "measure": number.key,
        "about": about(number.measure, number.statistic),
        "number_name": shown.title(number.measure, number.statistic),
        "target": target_of(number.yardstick),
        "unit": shown.unit(number.measure) if number.measure.unit is Unit.HOURS else "",
        "chart": chart(board),
        "described": described(board),
        "finding": finding(board),
        "lacking": ", ".join(number.reading.missing),
        "months": months(board),
        "unit_only": why_unit_only() if board.team and number.measure.credit is Credit.UNIT_ONLY else "",
        "openable": board.team is not None or board.sees_all,
        "whole": addresses.behind(number.key, period=board.span.code, team=board.team.id if board.team else None),
        "exports": {
            form: addresses.board_export(board.team.id if board.team else None, period=board.span.code, form=form)
            for form in ("csv", "xlsx")
        },
    }
