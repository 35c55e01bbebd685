"""A card from readings: scores, weights after the missing rule, total with its interval."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from liuxin.engines.measurement.words import Reading, Statistic, Why
from liuxin.kernel.period import Period
from liuxin.performance.evaluation.words import (
    Card,
    Carried,
    LineState,
    Measured,
    NoTotal,
    Points,
    ScoredLine,
    Total,
)
from liuxin.performance.indicators import rules as indicators
from liuxin.performance.indicators.words import IndicatorView, MissingRule, SetView, Verdict, Yardstick

LEAST_WEIGHT = 50.0
NOTHING_CARRIED: Mapping[str, Carried] = {}


class _Part(NamedTuple):
    """What is known of a line before all of them are: only then is it known what each weighs."""

    measured: Measured
    state: LineState
    points: Points | None = None
    carried_from: int | None = None


def card(
    lines: Sequence[IndicatorView],
    readings: Mapping[str, Reading],
    rule: MissingRule,
    carried: Mapping[str, Carried] = NOTHING_CARRIED,
    left_out: Collection[str] = (),
) -> Card:
    """Score the lines of a set by the readings of one person, both by the key of the measure.

    A line without a reliable value is missing. Renormalise: the others share its weight. Carry: it takes the last
    frozen score, and where there is none the others share its weight. Block: there is no total. Nor is there one where
    the lines that have a score weigh less than half of the set. Lines `left_out` are shown, and the others share their
    weight under every rule.
    """
    parts = [
        _part(each, readings.get(each.measure), rule, carried.get(each.measure), left_out=each.measure in left_out)
        for each in lines
    ]
    weights = [float(each.weight.value) for each in lines]
    present = math.fsum(weight for weight, part in zip(weights, parts, strict=True) if part.points)
    blocks = rule is MissingRule.BLOCK and any(part.state is LineState.MISSING for part in parts)
    factor = 1.0 if blocks or present < LEAST_WEIGHT else 100.0 / present
    scored = tuple(
        ScoredLine(
            each,
            part.measured,
            _verdict(each, readings.get(each.measure), part.measured),
            part.state,
            part.points,
            weight * factor if part.points else 0.0,
            part.carried_from,
        )
        for each, part, weight in zip(lines, parts, weights, strict=True)
    )
    return Card(scored, _total(scored, weights, present, blocks=blocks))


def card_of_set(
    found: SetView,
    readings: Mapping[str, Reading],
    *,
    period: Period,
    zone: str,
    carried: Mapping[str, Carried] = NOTHING_CARRIED,
) -> Card:
    """Score the readings of one person by a set; over a period of another length counts and sums are not comparable."""
    if indicators.fits(found.grain, period, zone):
        return card(found.indicators, readings, found.missing_rule, carried)
    counts = {key: each for key, each in readings.items() if each.statistic is Statistic.COUNT}
    rest = {key: each for key, each in readings.items() if key not in counts}
    made = card(found.indicators, rest, found.missing_rule, carried)
    return replace(made, lines=tuple(_uncounted(line, counts.get(line.indicator.measure)) for line in made.lines))


def _uncounted(line: ScoredLine, count: Reading | None) -> ScoredLine:
    if count is None:
        return line
    return replace(line, measured=Measured.of(count), state=LineState.NOT_COMPARABLE)


def _part(
    indicator: IndicatorView, reading: Reading | None, rule: MissingRule, carried: Carried | None, *, left_out: bool
) -> _Part:
    measured = Measured.of(reading)
    if left_out:
        return _Part(measured, LineState.LEFT_OUT)
    if measured.why is Why.MEASURED and measured.value is not None:
        return _Part(measured, LineState.MEASURED, _points(measured.value, measured, indicator.yardstick))
    if rule is MissingRule.CARRY and carried is not None:
        return _Part(measured, LineState.CARRIED, carried.points, carried.reading)
    return _Part(measured, LineState.MISSING)


def _verdict(indicator: IndicatorView, reading: Reading | None, measured: Measured) -> Verdict:
    if reading is None or measured.value is None:
        return Verdict.CANNOT_TELL
    return indicators.verdict(reading, indicator.yardstick)


def _points(value: float, measured: Measured, yardstick: Yardstick) -> Points:
    score, low, high = indicators.points_between(value, measured.low, measured.high, yardstick)
    # An interval computed at the edge of its range may miss its own value by the last digit.
    return Points(score, min(score, low), max(score, high))


def _total(lines: Sequence[ScoredLine], weights: Sequence[float], weighed: float, *, blocks: bool) -> Total:
    """Add the lines up; `weights` are of 100, and the lines that have a score weigh `weighed` of them."""
    covered = math.fsum(weight for weight, line in zip(weights, lines, strict=True) if line.state is LineState.MEASURED)
    present = [(line.points, line.weight_applied / 100) for line in lines if line.points]
    if not present:
        return Total(None, covered, NoTotal.NOTHING_MEASURED)
    if blocks:
        return Total(None, covered, NoTotal.BLOCKED)
    if weighed < LEAST_WEIGHT:
        return Total(None, covered, NoTotal.TOO_LITTLE)
    points = math.fsum(each.score * weight for each, weight in present)
    # Independent errors, each side for itself, as the intervals are not symmetric: Zou & Donner 2008 (MOVER).
    below = math.sqrt(math.fsum((weight * (each.score - each.low)) ** 2 for each, weight in present))
    above = math.sqrt(math.fsum((weight * (each.high - each.score)) ** 2 for each, weight in present))
    return Total(Points(points, points - below, points + above), covered, NoTotal.HAS_ONE)
