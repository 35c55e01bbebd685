"""A scale proposed from what was reached before: a starting point for the talk about it, never a decision."""

from collections.abc import Sequence
from statistics import median, quantiles

from liuxin.engines.measurement.words import Direction
from liuxin.kernel.errors import CannotTellError
from liuxin.performance.indicators.words import Proposal, Scale

LEAST_HISTORY = 20


def propose_scale(
    values: Sequence[float], *, direction: Direction, usual: float, digits: int, measure: str
) -> Proposal:
    """Propose floor, target and stretch from values that people reached in earlier periods.

    Target is the median: half of them reached it. Floor is what nine in ten reached, stretch what one in ten did.
    Where so many reached the best there is that median and stretch are the same (most people have no case reopened),
    the target is the `usual` value of all cases together; there, and where the floor is no worse than the target,
    the floor lies at least as far below it as the stretch lies above. Raises `CannotTellError` for fewer than 20
    values or no spread at all.
    """
    if len(values) < LEAST_HISTORY:
        raise CannotTellError("indicators.too_little_history", measure=measure, have=len(values), need=LEAST_HISTORY)
    sign = -1.0 if direction is Direction.LOWER else 1.0
    tenths = quantiles((sign * value for value in values), n=10, method="inclusive")
    floor, target, stretch = (
        round(point, digits) for point in (tenths[0], median(sign * value for value in values), tenths[-1])
    )
    most_reached_the_best = target >= stretch
    if most_reached_the_best:
        target = round(sign * usual, digits)
    if target >= stretch:
        raise CannotTellError("indicators.history_without_spread", measure=measure)
    if most_reached_the_best or floor >= target:
        floor = min(floor, round(target - (stretch - target), digits))
    scale = Scale(direction, sign * floor + 0.0, sign * target + 0.0, sign * stretch + 0.0)
    return Proposal(measure, scale, len(values), *(_reached(values, sign, point) for point in (floor, target, stretch)))


def _reached(values: Sequence[float], sign: float, point: float) -> float:
    return sum(sign * value >= point for value in values) / len(values)
