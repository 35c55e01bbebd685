"""What a set may hold."""

import math
from collections.abc import Iterable, Sequence
from decimal import Decimal

from liuxin.engines.measurement import library
from liuxin.engines.measurement.crediting import Credit
from liuxin.engines.measurement.library import Externals
from liuxin.engines.measurement.rated import is_rated
from liuxin.engines.measurement.words import Direction, Kind, Measure, Unit
from liuxin.kernel.errors import BadInputError, LiuxinError, RuleBrokenError
from liuxin.kernel.quantities import WHOLE, Percent, total_percent
from liuxin.performance.indicators.words import (
    Band,
    Fault,
    IndicatorKind,
    NewIndicator,
    Scale,
    SetStatus,
    Subject,
    Yardstick,
)

_LEAST_CAP, _MOST_CAP = 100.0, 200.0


def check_line(indicator: NewIndicator, *, subject: Subject, externals: Externals, held: Iterable[str] = ()) -> str:
    """Give the key of the measure once the line has passed every rule beside the lines already `held`.

    `externals` are the definitions of the external measures that a line may name, by code.
    """
    measure, statistic = library.find(indicator.measure, externals)
    key = measure.key(statistic)
    check_no_duplicate(held, key)
    check_weight(indicator.weight, measure=key)
    check_yardstick(indicator.yardstick, measure=key)
    check_fit(measure, indicator.yardstick, key=key, subject=subject)
    check_why_rated(indicator, key=key)
    return key


def check_lines(
    indicators: Iterable[NewIndicator], *, subject: Subject, externals: Externals
) -> dict[str, NewIndicator]:
    """Give the lines by the key of their measure, in order; raises for the first that breaks a rule."""
    held: dict[str, NewIndicator] = {}
    for indicator in indicators:
        held[check_line(indicator, subject=subject, externals=externals, held=held)] = indicator
    return held


def faults(indicators: Sequence[NewIndicator], *, subject: Subject, externals: Externals) -> tuple[Fault, ...]:
    """Give what is wrong with each line, so that a form can say it all at once."""
    held: set[str] = set()
    found: list[Fault] = []
    for number, indicator in enumerate(indicators):
        try:
            held.add(check_line(indicator, subject=subject, externals=externals, held=held))
        except LiuxinError as error:
            found.append(Fault(number, error))
    return tuple(found)


def check_yardstick(yardstick: Yardstick, *, measure: str) -> None:
    """Refuse a scale whose points are out of order, naming the point."""
    if isinstance(yardstick, Band):
        _check_band(yardstick, measure)
    else:
        _check_scale(yardstick, measure)


def _check_scale(scale: Scale, measure: str) -> None:
    _check_finite((scale.floor, scale.target, scale.stretch), measure)
    sign = -1.0 if scale.direction is Direction.LOWER else 1.0
    if scale.direction not in {Direction.HIGHER, Direction.LOWER}:
        raise BadInputError("indicators.scale_without_direction", field="direction", measure=measure)
    if sign * scale.floor >= sign * scale.target:
        raise BadInputError(
            "indicators.floor_beyond_target", field="floor", measure=measure, floor=scale.floor, target=scale.target
        )
    if sign * scale.target >= sign * scale.stretch:
        raise BadInputError(
            "indicators.target_beyond_stretch",
            field="target",
            measure=measure,
            target=scale.target,
            stretch=scale.stretch,
        )
    if not _LEAST_CAP <= scale.cap <= _MOST_CAP:
        raise BadInputError("indicators.cap_outside", field="cap", measure=measure, cap=scale.cap)


def _check_band(band: Band, measure: str) -> None:
    points = (band.floor_low, band.target_low, band.target_high, band.floor_high)
    _check_finite(points, measure)
    if not band.floor_low < band.target_low <= band.target_high < band.floor_high:
        raise BadInputError("indicators.band_out_of_order", field="target_low", measure=measure, points=points)


def _check_finite(points: Iterable[float], measure: str) -> None:
    if not all(math.isfinite(point) for point in points):
        raise BadInputError("indicators.point_not_a_number", field="target", measure=measure)


def check_fit(measure: Measure, yardstick: Yardstick, *, key: str, subject: Subject) -> None:
    """Refuse a measure that may not score, a scale turned against it, and points that its unit cannot reach."""
    if measure.direction is Direction.NONE:
        raise RuleBrokenError("indicators.shown_never_scored", field="measure", measure=key)
    if subject is Subject.PERSON and measure.credit is Credit.UNIT_ONLY:
        raise RuleBrokenError("indicators.unit_only", field="measure", measure=key)
    if is_rated(key) and isinstance(yardstick, Band):
        raise BadInputError("indicators.rated_without_band", field="direction", measure=key)
    if yardstick.direction not in {measure.direction, Direction.BAND}:
        raise BadInputError("indicators.direction_turned", field="direction", measure=key, direction=measure.direction)
    bottom, top = _bounds(measure)
    outside = [point for point in _reached(yardstick) if not bottom <= point <= top]
    if outside:
        raise BadInputError("indicators.outside_unit", field="target", measure=key, point=outside[0])


def _bounds(measure: Measure) -> tuple[float, float]:
    """Give the least and the most that a measure can be: marks run from 1 to 5.

    What is brought in from elsewhere may fall below nothing or rise above a hundred, unless it is a share of a whole.
    """
    if measure.unit is Unit.SCALE_1_5:
        return 1.0, 5.0
    is_bounded = not measure.may_be_negative or measure.kind is Kind.SHARE
    top = 100.0 if is_bounded and measure.unit is Unit.PERCENT else math.inf
    return (0.0 if is_bounded else -math.inf), top


def check_why_rated(indicator: NewIndicator, *, key: str) -> None:
    """Ask of a rated line why it is rated and not measured; a measured one has no such reason."""
    said = bool(indicator.why_rated.zh.strip() or indicator.why_rated.en.strip())
    if indicator.kind is IndicatorKind.RATED and not said:
        raise BadInputError("indicators.why_rated_missing", field="why_rated", measure=key)
    if indicator.kind is IndicatorKind.MEASURED and said:
        raise BadInputError("indicators.measured_needs_no_reason", field="why_rated", measure=key)


def _reached(yardstick: Yardstick) -> tuple[float, ...]:
    """Points that somebody is to reach; the outer floors of a band may lie past what the unit allows."""
    if isinstance(yardstick, Band):
        return (yardstick.target_low, yardstick.target_high)
    return (yardstick.floor, yardstick.target, yardstick.stretch)


def check_no_duplicate(held: Iterable[str], measure: str) -> None:
    """Refuse the same number twice in one set: it would count twice."""
    if measure in set(held):
        raise BadInputError("indicators.measure_twice", field="measure", measure=measure)


def check_weight(weight: Percent, *, measure: str) -> None:
    """Refuse a line that counts for nothing."""
    if weight.value <= 0:
        raise BadInputError("indicators.weight_of_nothing", field="weight", measure=measure)


def check_draft(status: str, *, version: int) -> None:
    """Refuse to change a set in force or in a vote: people are held to it, so a change is a new version."""
    if status == SetStatus.PROPOSED:
        raise RuleBrokenError("indicators.set_proposed", version=version)
    if status != SetStatus.DRAFT:
        raise RuleBrokenError("indicators.set_in_force", status=status, version=version)


def equal_weights(count: int) -> tuple[Percent, ...]:
    """Part 100 among lines as evenly as whole percents go; the first ones carry what is left over."""
    share, over = divmod(int(WHOLE), count) if count else (0, 0)
    return tuple(Percent(Decimal(share + (place < over))) for place in range(count))


def check_complete(weights: Iterable[Percent]) -> Decimal:
    """Give the total of the weights, which must be 100 exactly before a set leaves draft."""
    total = total_percent(weights)
    if total != WHOLE:
        raise RuleBrokenError(
            "indicators.weights_not_hundred", field="weight", total=total, difference=abs(WHOLE - total)
        )
    return total
