"""A card from readings: scores, weights after the missing rule, total with its interval."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

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
    scored = [
        _without_score(each, readings.get(each.measure), LineState.LEFT_OUT)
        if each.measure in left_out
        else _line(each, readings.get(each.measure), rule, carried.get(each.measure))
        for each in lines
    ]
    present = _present(scored)
    blocks = rule is MissingRule.BLOCK and any(line.state is LineState.MISSING for line in scored)
    factor = 1.0 if blocks or present < LEAST_WEIGHT else 100.0 / present
    weighted = tuple(_weighted(line, factor) for line in scored)
    return Card(weighted, _total(weighted, rule))


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


def _line(indicator: IndicatorView, reading: Reading | None, rule: MissingRule, carried: Carried | None) -> ScoredLine:
    line = _without_score(indicator, reading, LineState.MISSING)
    measured, verdict = line.measured, line.verdict
    if measured.why is Why.MEASURED and measured.value is not None:
        points = _points(measured.value, measured, indicator.yardstick)
        return ScoredLine(indicator, measured, verdict, LineState.MEASURED, points, 0.0)
    if rule is MissingRule.CARRY and carried is not None:
        return ScoredLine(indicator, measured, verdict, LineState.CARRIED, carried.points, 0.0, carried.reading)
    return line


def _without_score(indicator: IndicatorView, reading: Reading | None, state: LineState) -> ScoredLine:
    measured, verdict = Measured.of(reading), Verdict.CANNOT_TELL
    if reading is not None and measured.value is not None:
        verdict = indicators.verdict(reading, indicator.yardstick)
    return ScoredLine(indicator, measured, verdict, state, None, 0.0)


def _points(value: float, measured: Measured, yardstick: Yardstick) -> Points:
    low, high = indicators.score_interval(measured.low, measured.high, yardstick)
    score = indicators.score(value, yardstick).points
    # An interval computed at the edge of its range may miss its own value by the last digit.
    return Points(score, min(low.points, score), max(high.points, score))


def _weighted(line: ScoredLine, factor: float) -> ScoredLine:
    if line.points is None:
        return line
    weight = float(line.indicator.weight.value) * factor
    return ScoredLine(line.indicator, line.measured, line.verdict, line.state, line.points, weight, line.carried_from)


def _present(lines: Sequence[ScoredLine]) -> float:
    """Weight of the lines that have a score, of 100."""
    return math.fsum(float(line.indicator.weight.value) for line in lines if line.points)


def _total(lines: Sequence[ScoredLine], rule: MissingRule) -> Total:
    covered = math.fsum(float(line.indicator.weight.value) for line in lines if line.state is LineState.MEASURED)
    present = [(line.points, line.weight_applied / 100) for line in lines if line.points]
    if not present:
        return Total(None, covered, NoTotal.NOTHING_MEASURED)
    if rule is MissingRule.BLOCK and any(line.state is LineState.MISSING for line in lines):
        return Total(None, covered, NoTotal.BLOCKED)
    if _present(lines) < LEAST_WEIGHT:
        return Total(None, covered, NoTotal.TOO_LITTLE)
    points = math.fsum(each.score * weight for each, weight in present)
    # Independent errors, each side for itself, as the intervals are not symmetric: Zou & Donner 2008 (MOVER).
    below = math.sqrt(math.fsum((weight * (each.score - each.low)) ** 2 for each, weight in present))
    above = math.sqrt(math.fsum((weight * (each.high - each.score)) ** 2 for each, weight in present))
    return Total(Points(points, points - below, points + above), covered, NoTotal.HAS_ONE)
