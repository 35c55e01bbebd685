"""A target tried on what was reached before: how many would have reached it, and whether it is too tight or too loose.

The people are those whom the target binds, not a sample of others: what is uncertain is how their next periods turn
out. Each result of a person in a period is one trial, and the share has the score interval of Wilson (1927).
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from math import fsum

from liuxin.engines.intervals import wilson
from liuxin.engines.measurement.words import Direction
from liuxin.kernel.errors import CannotTellError
from liuxin.performance.indicators.rules.proposing import LEAST_HISTORY
from liuxin.performance.indicators.words import (
    Band,
    Mean,
    Point,
    Result,
    Share,
    Standard,
    Step,
    Trial,
    Wanted,
    Yardstick,
)

TIGHT, LOOSE = 0.3, 0.9
"""Under three in ten most give up; over nine in ten it points nowhere any more."""
LEAST_PEOPLE = 3
WANTED = (0.4, 0.5, 0.6, 0.7)


def try_standard(results: Sequence[Result], yardstick: Yardstick, *, measure: str, digits: int) -> Trial:
    """Try a yardstick on results; with fewer than 20 of them, or of fewer than three people, nothing is told."""
    given = tuple(sorted(results, key=lambda each: (each.period_start, each.person)))
    why = too_little(given, measure=measure)
    if why is not None:
        return Trial(measure, yardstick, Standard.CANNOT_TELL, why, given)
    points = tuple(share(given, reach) for reach in _reaches(yardstick))
    standard = judge(points[1])
    told = Trial(
        measure=measure,
        yardstick=yardstick,
        standard=standard,
        why=_border(points[1], measure) if standard is Standard.CANNOT_TELL else None,
        results=given,
        people=people(given),
        points=points,
        steps=steps(given, yardstick),
    )
    if isinstance(yardstick, Band):
        return told
    return replace(told, wanted=tuple(Wanted(each, target_for(given, each, yardstick, digits)) for each in WANTED))


def too_little(results: Sequence[Result], *, measure: str) -> CannotTellError | None:
    """Say why so few results tell nothing, if they are too few."""
    if len(results) < LEAST_HISTORY:
        return CannotTellError("indicators.too_little_history", measure=measure, have=len(results), need=LEAST_HISTORY)
    some = len({each.person for each in results})
    if some < LEAST_PEOPLE:
        return CannotTellError("indicators.too_few_people", measure=measure, have=some, need=LEAST_PEOPLE)
    return None


def judge(reached: Share) -> Standard:
    """Call a target tight, moderate or loose only where the whole interval says so."""
    if reached.high < TIGHT:
        return Standard.TOO_TIGHT
    if reached.low > LOOSE:
        return Standard.TOO_LOOSE
    if reached.low >= TIGHT and reached.high <= LOOSE:
        return Standard.MODERATE
    return Standard.CANNOT_TELL


def _border(reached: Share, measure: str) -> CannotTellError:
    """Say between which two the verdict lies."""
    if reached.low < TIGHT:
        return CannotTellError("indicators.moderate_or_tight", measure=measure)
    return CannotTellError("indicators.moderate_or_loose", measure=measure)


def share(results: Sequence[Result], reaches: Callable[[float], bool]) -> Share:
    """Give the share of results that reach something, with its interval."""
    count, of = sum(reaches(each.value) for each in results), len(results)
    low, high = wilson(count, of)
    return Share(count / of, float(low), float(high), count, of)


def reaches(value: float, point: float, direction: Direction) -> bool:
    """Tell whether a value is at least as good as a point."""
    return value <= point if direction is Direction.LOWER else value >= point


def _reaches(yardstick: Yardstick) -> list[Callable[[float], bool]]:
    if isinstance(yardstick, Band):
        return [
            lambda value: yardstick.floor_low <= value <= yardstick.floor_high,
            lambda value: yardstick.target_low <= value <= yardstick.target_high,
        ]
    scale = yardstick
    return [
        lambda value: reaches(value, scale.floor, scale.direction),
        lambda value: reaches(value, scale.target, scale.direction),
        lambda value: reaches(value, scale.stretch, scale.direction),
    ]


def curve(results: Sequence[Result], places: Sequence[float], direction: Direction) -> tuple[Point, ...]:
    """Give for each place the share that would reach a target set there; nothing where there are no results."""
    return tuple(Point(place, share(results, _at(place, direction))) for place in places) if results else ()


def _at(place: float, direction: Direction) -> Callable[[float], bool]:
    return lambda value: reaches(value, place, direction)


def target_for(results: Sequence[Result], wanted: float, yardstick: Yardstick, digits: int) -> float:
    """Give the tightest target, to so many decimals, that at least the wanted share of results reached."""
    direction, unit = yardstick.direction, 10.0**-digits
    ordered = sorted((each.value for each in results), reverse=direction is not Direction.LOWER)
    place = ordered[min(int(wanted * len(ordered) + 1 - 1e-9), len(ordered)) - 1]
    rounded = round(place, digits)
    if reaches(place, rounded, direction):
        return rounded
    return round(rounded + (unit if direction is Direction.LOWER else -unit), digits)


def people(results: Sequence[Result]) -> tuple[Mean, ...]:
    """Give each of the people the mean of the own results."""
    own: defaultdict[int, list[Result]] = defaultdict(list)
    for each in results:
        own[each.person].append(each)
    return tuple(
        Mean(person, fsum(each.value for each in some) / len(some), len(some), fsum(each.n for each in some))
        for person, some in sorted(own.items())
    )


def steps(results: Sequence[Result], yardstick: Yardstick) -> tuple[Step, ...]:
    """Give the share that reached the target in each period, the earliest first."""
    reach = _reaches(yardstick)[1]
    times: defaultdict[int, list[Result]] = defaultdict(list)
    for each in results:
        times[each.period_start].append(each)
    return tuple(Step(start, share(some, reach)) for start, some in sorted(times.items()))
