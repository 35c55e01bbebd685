"""A number over time: the line with its band, what it says in a sentence, and the same as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from liuxin.engines.measurement.words import Measure, Reading, Unit, Why
from liuxin.insight import rules, steps
from liuxin.insight.words import Board, Tile
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.insight.pages import addresses, asked
from liuxin.interfaces.web.insight.pages.measures import target_of
from liuxin.interfaces.web.kit import lines
from liuxin.interfaces.wording import formats

FEW = 10.0
HUNDRED = 100.0


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step in the table beside the chart."""

    label: str
    value: str
    interval: str
    basis: str
    url: str


def bounds(unit: Unit) -> tuple[float | None, float | None]:
    """Give what the values of a unit can never pass."""
    if unit is Unit.PERCENT:
        return 0.0, HUNDRED
    if unit is Unit.SCALE_1_5:
        return 1.0, 5.0
    return (None, None) if unit is Unit.POINTS else (0.0, None)


def plot(board: Board, tile: Tile) -> lines.Plot | None:
    """Draw the chosen number over time; nothing where no step has a value."""
    if all(step.value is None for step in tile.steps):
        return None
    unit = tile.number.measure.unit
    target = target_of(tile.number.yardstick)
    drawn = [_step(board, step, tile.number.measure) for step in _labelled(board, tile.steps)]
    floor, ceiling = bounds(unit)
    upright = lines.scale(drawn, floor=floor, ceiling=ceiling, also=() if target is None else (target,))
    ticks = [(value, shown.end_of_axis(value, unit)) for value in lines.ticks(upright)]
    return lines.plot(drawn, upright, ticks=ticks, target=target)


def _labelled(board: Board, some: Sequence[Reading]) -> list[tuple[Reading, str]]:
    labels = shown.short_steps([code(board, step) for step in some])
    return list(zip(some, labels, strict=True))


def _step(board: Board, labelled: tuple[Reading, str], measure: Measure) -> lines.Step:
    reading, label = labelled
    start, end = board.span.period.epoch
    return lines.Step(
        label=label,
        value=reading.value,
        low=reading.low,
        high=reading.high,
        few=reading.why is Why.TOO_FEW,
        chosen=not board.span.is_whole and start <= reading.period_start < end,
        below=_n(reading),
        title=said(board, reading, measure),
        url=behind(board, reading) if reading.rows else "",
    )


def _n(reading: Reading) -> str:
    """Write n under a step: whole, but where it is little."""
    if reading.value is None:
        return formats.ABSENT
    return shown.amount(reading.n) if reading.n < FEW else formats.number(reading.n)


def code(board: Board, reading: Reading) -> str:
    """Name the step of a reading as an address does."""
    return steps.code(shown.period_of(reading), board.grain, board.zone)


def is_running(board: Board, reading: Reading) -> bool:
    """Tell whether the record does not reach to the end of a step yet."""
    return board.as_of.at is not None and reading.period_end > board.as_of.at.timestamp() + 1


def named(board: Board, reading: Reading) -> str:
    """Name a step, and say where it is not over."""
    name = shown.span_name(code(board, reading))
    return _("%(step)s (running)") % {"step": name} if is_running(board, reading) else name


def said(board: Board, reading: Reading, measure: Measure) -> str:
    """Say what stands at a step."""
    name = named(board, reading)
    if reading.value is None:
        return f"{name}: {_('no data')}"
    between = shown.interval(reading, measure.unit)
    parts = [
        shown.value(reading.value, measure.unit),
        f"95% {between}" if between else "",
        shown.basis(reading, measure),
    ]
    return f"{name}: {' · '.join(filter(None, parts))}"


def behind(board: Board, reading: Reading) -> str:
    """Give the address of the cases behind a step, where they are open to the reader."""
    team = asked.team_of(board)
    if team is None and not board.sees_all:
        return ""
    return addresses.behind(board.chosen.number.key, period=code(board, reading), team=team)


def rows(board: Board) -> tuple[StepRow, ...]:
    """Lay the steps out as a table, each with the way to its cases."""
    measure = board.chosen.number.measure
    return tuple(
        StepRow(
            named(board, step),
            shown.value(step.value, measure.unit),
            shown.interval(step, measure.unit),
            shown.basis(step, measure),
            behind(board, step),
        )
        for step in board.chosen.steps
    )


def span_of(reading: Reading) -> rules.Span | None:
    """Give what can be said of a reading beside others; nothing where there is no value."""
    if reading.value is None:
        return None
    return rules.Span(reading.value, reading.low, reading.high, firm=reading.why is Why.MEASURED)


def finding(board: Board) -> str:
    """Say which step differs beyond chance from the one before it, and how the load moved: work before people."""
    some = [step for step in board.chosen.steps if step.period_start < board.span.period.epoch[1]]
    measure = board.chosen.number.measure
    change = rules.latest_change([span_of(step) for step in some], measure.direction)
    running = _running(board)
    if change is None:
        return shown.joined(_("None of them can be told apart from the one before it."), running)
    before, after = some[change.before], some[change.after]
    told = _("%(step)s differs from the one before, beyond chance at 95%%: %(before)s, then %(after)s.") % {
        "step": shown.span_name(code(board, after)),
        "before": shown.value(before.value, measure.unit),
        "after": shown.value(after.value, measure.unit),
    }
    inside = after.period_end > board.span.period.epoch[0]
    quiet = "" if inside else _("In the chosen period none can be told apart from the one before it.")
    load = _load(board, change) if measure.code != rules.LOAD else ""
    return shown.joined(quiet, told, load, running)


def _running(board: Board) -> str:
    steps_open = [step for step in board.chosen.steps if is_running(board, step)]
    if not steps_open:
        return ""
    return _("%(step)s is not over: it holds what is on record so far.") % {
        "step": shown.span_name(code(board, steps_open[0]))
    }


def _load(board: Board, change: rules.Change) -> str:
    tile = board.tile(rules.LOAD)
    if tile is None or len(tile.steps) != len(board.chosen.steps):
        return ""
    before, after = tile.steps[change.before].value, tile.steps[change.after].value
    if not before or after is None:
        return ""
    share = formats.signed(HUNDRED * (after - before) / before, places=0) + "%"
    return _("Cases resolved moved by %(share)s at the same time: look at the work before the people.") % {
        "share": share
    }


def described(board: Board) -> str:
    """Say what the chart shows, in one sentence: first and last step, the lowest and the highest."""
    number = board.chosen.number
    known = [step for step in board.chosen.steps if step.value is not None]
    name = shown.title(number.measure, number.statistic)
    if not known:
        return _("%(name)s over time: nothing has a value.") % {"name": name}
    lowest = min(known, key=lambda step: step.value or 0.0)
    highest = max(known, key=lambda step: step.value or 0.0)
    return _("%(name)s, %(first)s to %(last)s: lowest %(low)s in %(low_at)s, highest %(high)s in %(high_at)s.") % {
        "name": name,
        "first": shown.span_name(code(board, known[0])),
        "last": shown.span_name(code(board, known[-1])),
        "low": shown.value(lowest.value, number.measure.unit),
        "low_at": shown.span_name(code(board, lowest)),
        "high": shown.value(highest.value, number.measure.unit),
        "high_at": shown.span_name(code(board, highest)),
    }
