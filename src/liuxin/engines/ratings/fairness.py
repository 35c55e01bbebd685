"""Whether a rule hits one group harder: rates side by side, the four-fifths rule, tests, differences of means."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from liuxin.engines import intervals
from liuxin.engines.intervals import Bounds, Z
from liuxin.engines.ratings.telling import CannotTell, Flags, Floats, Ints, Reason, numbers, part_of, whys

LEAST_GROUP: Final = 5
"""The fewest people of a group of which anything is told: with fewer a rate points at persons."""

SAME: Final = 1e-7
"""Tables whose chance differs by less than this part are as unlikely as one another (R's fisher.test)."""


@dataclass(frozen=True, slots=True)
class Selection:
    """How the groups fare, one entry a group in the order given; NaN, False and SMALL_GROUP where a group is too small.

    `rate` is the share selected with `low` and `high` (Wilson, 95 %), `best` the place of the group with the highest
    rate. `ratio` is a rate over the best one with `ratio_low` and `ratio_high`; `below` tells that it is under four
    fifths, reckoned on whole numbers so that exactly 0.8 is kept. `z` with `z_p` and `fisher_p` (both two-sided) test a
    group against the best; of the best itself they are 0, 1 and 1.
    """

    rate: Floats
    low: Floats
    high: Floats
    best: int
    ratio: Floats
    ratio_low: Floats
    ratio_high: Floats
    below: Flags
    z: Floats
    z_p: Floats
    fisher_p: Floats
    why: tuple[Reason | None, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """How far two means lie apart, in pooled standard deviations.

    `d` is Cohen's, `g` the same without its bias for few people (Hedges), with `error` and `low` to `high` (95 %).
    """

    d: float
    g: float
    error: float
    low: float
    high: float


def selection(selected: ArrayLike, total: ArrayLike, *, least: int = LEAST_GROUP) -> Selection | CannotTell:
    """Compare how often each group is selected; `selected` out of `total` people, whole numbers, both (groups,).

    Four-fifths rule: Uniform Guidelines on Employee Selection Procedures (1978), 29 CFR 1607.4 D. The interval of the
    ratio is put together from both Wilson intervals (MOVER-R: Donner & Zou 2012, Stat. Methods Med. Res. 21:347;
    Newcombe 2016, ibid. 25:1774); z is that of two shares with the pooled rate (Fleiss 1981); Fisher's
    test adds up all tables that are as unlikely as the one seen, or more (Fisher 1935). The best group is the one with
    the highest rate, the larger of two.

    Groups with fewer than `least` people take no part and show nothing. One group only is `CannotTell(ONE_GROUP)`, all
    but one too small `CannotTell(SMALL_GROUP)`, nobody or everybody selected `CannotTell(NO_VARIANCE)`. Raises
    `BadInputError("ratings.not_a_number" | "ratings.not_whole" | "ratings.too_small" | "ratings.lengths_differ" |
    "ratings.more_than_all")`.
    """
    told, size = part_of(selected, total, ("selected", "total"))
    shown = size >= least
    if len(size) < 2:  # noqa: PLR2004 -- it takes two to compare
        return CannotTell(Reason.ONE_GROUP, len(size), 2)
    if shown.sum() < 2:  # noqa: PLR2004 -- as above
        return CannotTell(Reason.SMALL_GROUP, int(size[~shown].max()), least)
    if told[shown].sum() in {0, size[shown].sum()}:
        return CannotTell(Reason.NO_VARIANCE)
    return _selection(told, size, shown)


def _selection(told: Ints, size: Ints, shown: Flags) -> Selection:
    some, of = told[shown], size[shown]
    best = int(np.lexsort((of, some / of))[-1])
    top, out_of = int(some[best]), int(of[best])
    low, high = intervals.wilson(some, of)
    ratio_low, ratio_high = _ratio_bounds(some, of, best)
    z = _pooled_z(some, of, best)

    def spread(found: Floats) -> Floats:
        whole = np.full(len(size), np.nan)
        whole[shown] = found
        return whole

    return Selection(
        rate=spread(some / of),
        low=spread(low),
        high=spread(high),
        best=int(np.flatnonzero(shown)[best]),
        ratio=spread(some / of / (top / out_of)),
        ratio_low=spread(ratio_low),
        ratio_high=spread(ratio_high),
        below=shown & (5 * told * out_of < 4 * top * size),
        z=spread(z),
        z_p=spread(2 * special.ndtr(-np.abs(z))),
        fisher_p=spread(fisher(some, of - some, np.full(len(of), top), np.full(len(of), out_of - top))),
        why=whys(~shown, Reason.SMALL_GROUP),
    )


def _ratio_bounds(some: Ints, of: Ints, best: int) -> Bounds:
    """Give the interval of each rate over the best one; of the best over itself it is 1 to 1.

    MOVER-R, its lower end written without the difference of two numbers that are nearly alike.
    """
    rate = some / of
    low, high = intervals.wilson(some, of)
    top, top_low, top_high = rate[best], low[best], high[best]
    own = low * (2 * rate - low)
    under = rate * top + np.sqrt(np.maximum((rate * top) ** 2 - own * top_high * (2 * top - top_high), 0.0))
    root = np.sqrt(np.maximum((rate * top) ** 2 - high * (2 * rate - high) * top_low * (2 * top - top_low), 0.0))
    lower = np.divide(own, under, out=np.zeros(len(own)), where=under > 0)
    upper = (rate * top + root) / (top_low * (2 * top - top_low))
    lower[best] = upper[best] = 1.0
    return lower, upper


def _pooled_z(some: Ints, of: Ints, best: int) -> Floats:
    """Give how many standard errors the best rate lies above each, had both the same one."""
    pooled = (some + some[best]) / (of + of[best])
    error = np.sqrt(pooled * (1 - pooled) * (1 / of + 1 / of[best]))
    gap = some[best] / of[best] - some / of
    return np.asarray(np.divide(gap, error, out=np.zeros(len(of)), where=error > 0))


def fisher(a: Ints, b: Ints, c: Ints, d: Ints) -> Floats:
    """Give the two-sided p of Fisher's exact test for tables ((a, b), (c, d)), each an array with one entry a table.

    The chances of all tables with the same margins that are no likelier than the one seen (Fisher 1935; Agresti 2013,
    Categorical Data Analysis, section 3.5.1).
    """
    return np.array([_fisher(*table) for table in zip(*(each.tolist() for each in (a, b, c, d)), strict=True)], float)


def _fisher(a: int, b: int, c: int, d: int) -> float:
    row, column, whole = a + b, a + c, a + b + c + d
    can = np.arange(max(0, row + column - whole), min(row, column) + 1)
    ways = (_chosen(column, can) + _chosen(whole - column, row - can) - _chosen(whole, np.array([row]))).astype(float)
    chance = np.exp(ways)
    seen = chance[a - can[0]]
    return float(min(1.0, chance[chance <= seen * (1 + SAME)].sum()))


def _chosen(out_of: int, some: Ints) -> Floats:
    """Give the logarithm of the number of ways to choose so many."""
    left = out_of - some
    return np.asarray(special.gammaln(out_of + 1) - special.gammaln(some + 1) - special.gammaln(left + 1))


def standardised_difference(
    values: ArrayLike, others: ArrayLike, *, least: int = LEAST_GROUP
) -> Difference | CannotTell:
    """Give how far the mean of `values` (people,) lies above that of `others`, in pooled standard deviations.

    d = (x̄ - ȳ) / s; g = (1 - 3 / (4 df - 1)) d, df = n + m - 2; its variance (1 - 3 / (4 df - 1))² ((n + m) / (n m) +
    d² / (2 (n + m))) (Hedges & Olkin 1985; Borenstein et al. 2009, Introduction to Meta-Analysis, equations 4.18-4.24).
    By custom 0.2 is small, 0.5 medium, 0.8 large (Cohen 1988).

    A group with fewer than `least` people is `CannotTell(SMALL_GROUP)`, both without spread `CannotTell(NO_VARIANCE)`.
    Raises `BadInputError("ratings.not_a_number")`.
    """
    one, other = np.atleast_1d(numbers(values, "values")), np.atleast_1d(numbers(others, "others"))
    fewest, n, m = min(len(one), len(other)), len(one), len(other)
    if fewest < least:
        return CannotTell(Reason.SMALL_GROUP, fewest, least)
    spread = float(((one - one.mean()) ** 2).sum() + ((other - other.mean()) ** 2).sum())
    if spread <= 0:
        return CannotTell(Reason.NO_VARIANCE)
    d = float(one.mean() - other.mean()) / float(np.sqrt(spread / (n + m - 2)))
    fair = 1 - 3 / (4 * (n + m - 2) - 1)
    error = fair * float(np.sqrt((n + m) / (n * m) + d * d / (2 * (n + m))))
    return Difference(d, fair * d, error, fair * d - Z * error, fair * d + Z * error)
