"""From a measured value to points and to a verdict.

Floor is 60 points, target 100, stretch 120, straight lines between; under the floor the line goes on to 0, above the
stretch it goes on to the cap. A band gives 100 inside its targets and falls to 60 at the floor on either side.
"""

import math

from liuxin.engines.measurement.words import Direction, Reading, Why
from liuxin.kernel.errors import BadInputError
from liuxin.kernel.quantities import Score
from liuxin.performance.indicators.words import Band, Verdict, Yardstick

AT_FLOOR, AT_TARGET, AT_STRETCH = 60.0, 100.0, 120.0


def score(value: float, yardstick: Yardstick) -> Score:
    """Give the points of a value."""
    return Score(_points(value, yardstick))


def score_interval(low: float | None, high: float | None, yardstick: Yardstick) -> tuple[Score, Score]:
    """Give the least and the most points of any value from `low` to `high`; an open end reaches as far as it can."""
    least, most = _ends(low, high, yardstick)
    return Score(least), Score(most)


def points_between(
    value: float, low: float | None, high: float | None, yardstick: Yardstick
) -> tuple[float, float, float]:
    """Give the points of a value, the least and the most, as plain numbers: a crowd has a hundred thousand of them."""
    points, (least, most) = _points(value, yardstick), _ends(low, high, yardstick)
    if not math.isfinite(points + least + most):
        raise BadInputError("quantity.score_outside", field="score", value=str(value))
    return points, least, most


def _ends(low: float | None, high: float | None, yardstick: Yardstick) -> tuple[float, float]:
    bottom = -math.inf if low is None else low
    top = math.inf if high is None else high
    one, other = _points(bottom, yardstick), _points(top, yardstick)
    least, most = (one, other) if one < other else (other, one)
    if isinstance(yardstick, Band) and bottom <= yardstick.target_high and top >= yardstick.target_low:
        most = AT_TARGET
    return least, most


def verdict(reading: Reading, yardstick: Yardstick) -> Verdict:
    """Judge a reading against its target: only what its whole interval clears is called certain."""
    if reading.value is None or reading.why is not Why.MEASURED:
        return Verdict.CANNOT_TELL
    low = -math.inf if reading.low is None else reading.low
    high = math.inf if reading.high is None else reading.high
    if isinstance(yardstick, Band):
        return _verdict_in_band(reading.value, low, high, yardstick)
    if yardstick.direction is Direction.LOWER:
        return _verdict_upward(-reading.value, -high, -low, -yardstick.target, -yardstick.floor)
    return _verdict_upward(reading.value, low, high, yardstick.target, yardstick.floor)


def _points(value: float, yardstick: Yardstick) -> float:
    if isinstance(yardstick, Band):
        return _points_in_band(value, yardstick)
    if yardstick.direction is Direction.LOWER:
        return _points_upward(-value, -yardstick.floor, -yardstick.target, -yardstick.stretch, yardstick.cap)
    return _points_upward(value, yardstick.floor, yardstick.target, yardstick.stretch, yardstick.cap)


def _points_upward(value: float, floor: float, target: float, stretch: float, cap: float) -> float:
    if value >= target:
        points = AT_TARGET + (AT_STRETCH - AT_TARGET) * (value - target) / (stretch - target)
    else:
        points = AT_TARGET - (AT_TARGET - AT_FLOOR) * (target - value) / (target - floor)
    return min(max(points, 0.0), cap)


def _points_in_band(value: float, band: Band) -> float:
    if value < band.target_low:
        short = (band.target_low - value) / (band.target_low - band.floor_low)
    else:
        short = max(value - band.target_high, 0.0) / (band.floor_high - band.target_high)
    return max(AT_TARGET - (AT_TARGET - AT_FLOOR) * short, 0.0)


def _verdict_upward(value: float, low: float, high: float, target: float, floor: float) -> Verdict:
    if low > target:
        return Verdict.GOOD
    if high >= target:
        return Verdict.NONE
    return Verdict.BAD if value < floor else Verdict.WARN


def _verdict_in_band(value: float, low: float, high: float, band: Band) -> Verdict:
    if low >= band.target_low and high <= band.target_high:
        return Verdict.GOOD
    if high >= band.target_low and low <= band.target_high:
        return Verdict.NONE
    return Verdict.WARN if band.floor_low <= value <= band.floor_high else Verdict.BAD
