"""The rated part of a person from the forms about that person.

The rule of the least number, in the order in which it is applied:

1. The supervisor and the person are known, so theirs is told apart. All other kinds are anonymous.
2. An anonymous kind with at least three raters who cannot open the result stands alone.
3. Kinds with fewer are told together as one group.
4. Where that group is still too few, it joins the smallest kind that stands alone; where none does, it is left out of
   everything, the value too: it could be had by taking the parts from the whole.
5. Of a group only those hearts are told that three of its raters saw. The level of a group is the mean of the hearts
   told, and the value is the mean of the groups by weight: so the value says nothing that the cells do not say.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from liuxin.engines.intervals import t_quantile
from liuxin.engines.measurement.words import IntervalMethod, Reading, Statistic, Why
from liuxin.kernel.period import Period
from liuxin.performance.evaluation.words import (
    ANONYMOUS,
    HIGHEST,
    KIND_WEIGHTS,
    LOWEST,
    Cell,
    K,
    Rated,
    RatedGroup,
    RatedValue,
    RaterKind,
    Rating,
)

Kinds = tuple[RaterKind, ...]
Seen = Mapping[RaterKind, Sequence[Rating]]


def rated(ratings: Iterable[Rating]) -> Rated:
    """Bring the ratings of one person together; the self-rating stands beside them and counts nothing."""
    seen = _seen(ratings)
    told, left_out = grouping({kind: _hidden_from_readers(seen[kind]) for kind in ANONYMOUS if kind in seen})
    made = [_group((RaterKind.SUPERVISOR,), seen, least=1), *(_group(kinds, seen, least=K) for kinds in told)]
    groups = _weighted([group for group in made if group is not None])
    empty = {kind for kinds in told for kind in kinds} - {kind for group in groups for kind in group.kinds}
    own = _group((RaterKind.SELF,), seen, least=1)
    left = tuple(kind for kind in ANONYMOUS if kind in left_out or kind in empty)
    return _valued(groups, seen, own, left)


def rated_reading(measure: str, person: int, part: RatedValue, period: Period) -> Reading:
    """Give the reading of a rated line, fair where that is told: n and rows are the raters behind the value."""
    start, end = period.epoch
    is_fair = part.fair.value is not None
    return Reading(
        measure=measure,
        statistic=Statistic.MEAN,
        person=person,
        team=None,
        period_start=start,
        period_end=end,
        value=part.counted,
        n=float(part.raters),
        rows=part.raters,
        low=part.fair.low if is_fair else part.low,
        high=part.fair.high if is_fair else part.high,
        sum_value=(part.counted or 0.0) * part.raters,
        pending=0,
        why=part.why,
        method=part.method,
    )


def grouping(raters: Mapping[RaterKind, int]) -> tuple[tuple[Kinds, ...], Kinds]:
    """Say which anonymous kinds are told together, and which are left out, by the number of raters of each."""
    alone = [(kind,) for kind in ANONYMOUS if raters.get(kind, 0) >= K]
    few = tuple(kind for kind in ANONYMOUS if kind in raters and raters[kind] < K)
    if not few:
        return tuple(alone), ()
    if sum(raters[kind] for kind in few) >= K:
        return (*alone, few), ()
    if not alone:
        return (), few
    smallest = min(alone, key=lambda kinds: raters[kinds[0]])
    joined = tuple(kind for kind in ANONYMOUS if kind in few or kind in smallest)
    return tuple(joined if kinds == smallest else kinds for kinds in alone), ()


def told_to_rater(groups: Sequence[RatedGroup], kinds: Collection[RaterKind]) -> tuple[RatedGroup, ...]:
    """Give the groups that may be told to somebody who rated as one of some kinds: with three others in every cell.

    What corrects a group is told to one of its raters where the severities of three others stand behind it.
    """
    mine = frozenset(kinds) & frozenset(ANONYMOUS)
    return tuple(
        group if mine.isdisjoint(group.kinds) else _without_own(group)
        for group in groups
        if mine.isdisjoint(group.kinds) or min(cell.raters for cell in group.cells) - 1 >= K
    )


def is_as_kept(groups: Sequence[RatedGroup], told: Sequence[RatedGroup]) -> bool:
    """Tell whether the groups told are all there are, with their corrections: only then a fair value tells no more."""
    return tuple(groups) == tuple(told)


def _without_own(group: RatedGroup) -> RatedGroup:
    return group if group.judged - 1 >= K else replace(group, correction=None, judged=0)


def _seen(ratings: Iterable[Rating]) -> Seen:
    found: defaultdict[RaterKind, list[Rating]] = defaultdict(list)
    for rating in ratings:
        if rating.level is not None:
            found[rating.kind].append(rating)
    return found


def _hidden_from_readers(ratings: Iterable[Rating]) -> int:
    """Count the raters who cannot open the result."""
    return len({rating.form for rating in ratings if not rating.reads_results})


def _group(kinds: Kinds, seen: Seen, *, least: int) -> RatedGroup | None:
    """Make the cells of a group; none where no heart has enough raters."""
    by_heart: defaultdict[str, list[Rating]] = defaultdict(list)
    for kind in kinds:
        for rating in seen.get(kind, ()):
            by_heart[rating.heart].append(rating)
    cells = tuple(
        Cell(heart, len(some), math.fsum(float(each.level or 0) for each in some) / len(some))
        for heart, some in sorted(by_heart.items())
        if _enough(some, least)
    )
    if not cells:
        return None
    told = {cell.heart for cell in cells}
    raters = len({rating.form for heart in told for rating in by_heart[heart]})
    return RatedGroup(kinds, raters, 0.0, math.fsum(cell.level for cell in cells) / len(cells), cells)


def _enough(some: Sequence[Rating], least: int) -> bool:
    return _hidden_from_readers(some) >= least if least > 1 else bool(some)


def _weighted(groups: Sequence[RatedGroup]) -> tuple[RatedGroup, ...]:
    """Give each group the weight of its kinds, in proportion to all that are there."""
    weights = [math.fsum(KIND_WEIGHTS[kind] for kind in group.kinds) for group in groups]
    whole = math.fsum(weights)
    return tuple(replace(group, weight=100 * weight / whole) for group, weight in zip(groups, weights, strict=True))


def _valued(groups: tuple[RatedGroup, ...], seen: Seen, own: RatedGroup | None, left: Kinds) -> Rated:
    raters = sum(group.raters for group in groups)
    if not groups:
        why = Why.TOO_FEW if left else Why.NO_CASES
        return Rated((), own, left, None, None, None, 0, why, IntervalMethod.NONE)
    value = math.fsum(group.level * group.weight for group in groups) / 100
    half = _half_width(groups, seen)
    if half is None:
        return Rated(groups, own, left, value, None, None, raters, Why.MEASURED, IntervalMethod.NONE)
    low, high = max(LOWEST, value - half), min(HIGHEST, value + half)
    return Rated(groups, own, left, value, low, high, raters, Why.MEASURED, IntervalMethod.STUDENT_T)


def _half_width(groups: Sequence[RatedGroup], seen: Seen) -> float | None:
    """Give half the interval: Student's t over the raters, their spread within groups pooled; None without a spread."""
    squares, freedom = 0.0, 0
    for group in groups:
        means = _means_of_raters(group, seen)
        if len(means) >= K:
            middle = math.fsum(means) / len(means)
            squares += math.fsum((mean - middle) ** 2 for mean in means)
            freedom += len(means) - 1
    if not freedom:
        return None
    share = math.fsum((group.weight / 100) ** 2 / group.raters for group in groups)
    return t_quantile(freedom) * math.sqrt(squares / freedom * share)


def _means_of_raters(group: RatedGroup, seen: Seen) -> list[float]:
    told = {cell.heart for cell in group.cells}
    by_form: defaultdict[int, list[float]] = defaultdict(list)
    for kind in group.kinds:
        for rating in seen.get(kind, ()):
            if rating.heart in told:
                by_form[rating.form].append(float(rating.level or 0))
    return [math.fsum(levels) / len(levels) for levels in by_form.values()]
