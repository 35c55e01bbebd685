"""A rated value as raters of average severity would have given it, and when that is not told.

Decision 9 says why it is made so. In short:

1. Severity is learned only from ratings of which something is told anyway, so nothing untold shows through it.
2. A group is corrected as a whole, by one number for all its hearts: two hearts that other raters saw cannot be set
   against one another to find what one rater is like.
3. An anonymous group is corrected only where three of its raters, who cannot open the result, have a severity. Every
   correction is kept to a tenth of a level.
4. The value is fair where corrected groups carry at least half of the weight; else the raw one counts.
5. The interval is the raw one, widened by what is unsure of the correction. Nothing is computed from ratings corrected
   one by one: beside the raw interval it would tell more of them than their mean.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from liuxin.engines.intervals import Z
from liuxin.performance.evaluation.rules.rated import rated
from liuxin.performance.evaluation.words import (
    ANONYMOUS,
    HIGHEST,
    LOWEST,
    Fair,
    FairWhy,
    K,
    Rated,
    RatedGroup,
    Rating,
    Severities,
)

LEAST_WEIGHT: Final = 50.0
"""So much of the weight must be corrected, or the value would be called fair for what nobody could compare."""

PLACES: Final = 1
"""A correction is kept to a tenth of a level: what is finer than that is chance, and would help to solve for raters."""

Shares = Mapping[int, float]


@dataclass(frozen=True, slots=True)
class _Corrected:
    """A group with what is unsure of its correction, and why it has none."""

    group: RatedGroup
    error: float
    why: FairWhy


def rated_fairly(ratings: Sequence[Rating], known: Severities) -> Rated:
    """Bring the ratings of one person together, raw and fair."""
    return made_fair(rated(ratings), ratings, known)


def made_fair(found: Rated, ratings: Sequence[Rating], known: Severities) -> Rated:
    """Give the rated part with what its groups and its value would be with raters of average severity.

    Raw values are as they were.
    """
    if found.value is None:
        return replace(found, fair=Fair(None, None, None, FairWhy.NO_VALUE))
    corrected = [_corrected(group, ratings, known) for group in found.groups]
    groups = tuple(each.group for each in corrected)
    return replace(found, groups=groups, fair=_valued(found, corrected))


def _corrected(group: RatedGroup, ratings: Sequence[Rating], known: Severities) -> _Corrected:
    shares = _shares(group, ratings)
    severe = {rater: known.of[rater] for rater in shares if rater in known.of}
    if not severe:
        return _Corrected(group, 0.0, known.why)
    readers = {rating.rater for rating in ratings if rating.reads_results}
    behind = len(severe.keys() - readers)
    if behind < K and set(group.kinds) & set(ANONYMOUS):
        return _Corrected(group, 0.0, FairWhy.FEW_RATERS)
    told = round(math.fsum(shares[rater] * each.value for rater, each in severe.items()), PLACES)
    error = math.sqrt(math.fsum((shares[rater] * each.error) ** 2 for rater, each in severe.items()))
    return _Corrected(replace(group, correction=told + 0.0, judged=behind), error, FairWhy.TOLD)


def _shares(group: RatedGroup, ratings: Sequence[Rating]) -> Shares:
    """Tell how much of the level of a group each of its raters is: the level is the mean of the means of its hearts."""
    found: defaultdict[int, float] = defaultdict(float)
    raters = {cell.heart: cell.raters for cell in group.cells}
    for rating in _in(group, ratings):
        found[rating.rater] += 1.0 / (len(raters) * raters[rating.heart])
    return found


def _in(group: RatedGroup, ratings: Sequence[Rating]) -> Iterator[Rating]:
    hearts = {cell.heart for cell in group.cells}
    return (each for each in ratings if each.kind in group.kinds and each.heart in hearts and each.level is not None)


def _valued(found: Rated, corrected: Sequence[_Corrected]) -> Fair:
    weight = math.fsum(each.group.weight for each in corrected if each.group.correction is not None)
    if weight < LEAST_WEIGHT:
        return Fair(None, None, None, _why_not(corrected, weight))
    value = math.fsum(
        each.group.weight * (each.group.level if each.group.fair is None else each.group.fair) for each in corrected
    )
    value = min(HIGHEST, max(LOWEST, value / 100))
    if found.low is None or found.high is None or found.value is None:
        return Fair(value, None, None, FairWhy.TOLD)
    error = math.sqrt(math.fsum((each.group.weight / 100 * each.error) ** 2 for each in corrected))
    half = math.hypot(max(found.value - found.low, found.high - found.value), Z * error)
    return Fair(value, max(LOWEST, value - half), min(HIGHEST, value + half), FairWhy.TOLD)


def _why_not(corrected: Sequence[_Corrected], weight: float) -> FairWhy:
    if weight > 0:
        return FairWhy.TOO_LITTLE
    heaviest = max(corrected, key=lambda each: each.group.weight)
    return heaviest.why
