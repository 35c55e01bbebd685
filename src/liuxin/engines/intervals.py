"""Intervals of 95 %: which one for which kind of number, and why, stands in docs/statistics/intervals.md.

Every function takes arrays, one number a cell, and gives arrays; a bound that does not exist is NaN.
"""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

ALPHA = 0.05
Z = float(special.ndtri(1 - ALPHA / 2))

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bounds = tuple[Floats, Floats]


def wilson(successes: ArrayLike, trials: ArrayLike) -> Bounds:
    """Give the score interval of a share (Wilson 1927); fractional counts are allowed."""
    told, size = np.asarray(successes, float), np.asarray(trials, float)
    share = told / size
    middle = share + Z * Z / (2 * size)
    half = Z * np.sqrt(np.maximum(share * (1 - share), 0.0) / size + Z * Z / (4 * size * size))
    below = 1 + Z * Z / size
    low = np.where(told <= 0, 0.0, np.maximum(0.0, (middle - half) / below))
    high = np.where(told >= size, 1.0, np.minimum(1.0, (middle + half) / below))
    return low, high


def jeffreys(successes: ArrayLike, trials: ArrayLike) -> Bounds:
    """Give the equal-tailed interval of a share under Jeffreys' prior (Brown, Cai & DasGupta 2001, section 4.1).

    As they propose, the lower bound is 0 where there is no success, and the upper one 1 where there is no failure.
    """
    told, size = np.asarray(successes, float), np.asarray(trials, float)
    failed = size - told
    low = np.where(told <= 0, 0.0, special.betaincinv(told + 0.5, failed + 0.5, ALPHA / 2))
    high = np.where(failed <= 0, 1.0, special.betaincinv(told + 0.5, failed + 0.5, 1 - ALPHA / 2))
    return low, high


def clopper_pearson(successes: ArrayLike, trials: ArrayLike) -> Bounds:
    """Give the exact interval of a share (Clopper & Pearson 1934): it holds the truth at least 95 times in 100.

    Its ends are those shares at which so many successes or more, or so few or fewer, have a chance of 2.5 %.
    """
    told, size = np.asarray(successes, float), np.asarray(trials, float)
    failed = size - told
    low = np.where(told <= 0, 0.0, special.betaincinv(np.maximum(told, 1e-9), failed + 1, ALPHA / 2))
    high = np.where(failed <= 0, 1.0, special.betaincinv(told + 1, np.maximum(failed, 1e-9), 1 - ALPHA / 2))
    return low, high


def newcombe(one: tuple[ArrayLike, ArrayLike], other: tuple[ArrayLike, ArrayLike]) -> Bounds:
    """Give the interval of the share of `one` less that of `other`, each (successes, trials).

    Newcombe 1998, Stat. Med. 17:873, method 10: the Wilson limits of both, put together at right angles.
    """
    (share1, low1, high1), (share0, low0, high0) = (
        (np.asarray(successes, float) / np.asarray(trials, float), *wilson(successes, trials))
        for successes, trials in (one, other)
    )
    gap = share1 - share0
    return gap - np.hypot(share1 - low1, high0 - share0), gap + np.hypot(high1 - share1, share0 - low0)


def garwood(count: ArrayLike) -> Bounds:
    """Give the exact interval of a count of independent events (Garwood 1936)."""
    different, places = np.unique(np.asarray(count, float), return_inverse=True)
    low = np.where(different > 0, special.gammaincinv(np.maximum(different, 1e-9), ALPHA / 2), 0.0)
    high = special.gammaincinv(different + 1, 1 - ALPHA / 2)
    return low[places], high[places]


def order_ranks(size: ArrayLike, quantile: float) -> tuple[Ints, Ints]:
    """Give the ranks (from 1) of the two observations that enclose a quantile; 0 where the sample is too small.

    The number of observations below the quantile is binomial, so no shape of the distribution is assumed.
    """
    different, places = np.unique(np.asarray(size, np.int64), return_inverse=True)
    ranks = np.array([_ranks(each, quantile) for each in different.tolist()], np.int64).reshape(-1, 2)
    return ranks[places, 0], ranks[places, 1]


@lru_cache(maxsize=65_536)
def _ranks(size: int, quantile: float) -> tuple[int, int]:
    low = _first_rank_reaching(size, quantile, ALPHA / 2)
    high = _first_rank_reaching(size, quantile, 1 - ALPHA / 2) + 1
    return low, high if high <= size else 0


def _first_rank_reaching(size: int, quantile: float, probability: float) -> int:
    below, above = -1, size
    while above - below > 1:
        middle = (below + above) // 2
        if special.bdtr(middle, size, quantile) >= probability:
            above = middle
        else:
            below = middle
    return above


def student_t(total: ArrayLike, squares: ArrayLike, size: ArrayLike) -> Bounds:
    """Give the interval of a mean of `size` values; unbounded with fewer than two."""
    added, number = np.asarray(total, float), np.asarray(size, float)
    mean = added / number
    spread = np.maximum(np.asarray(squares, float) - added * mean, 0.0) / np.maximum(number - 1, 1)
    return _around(mean, np.sqrt(spread / number), number)


def weighted_t(mean: ArrayLike, squares: ArrayLike, weight: ArrayLike, size: ArrayLike) -> Bounds:
    """Give the interval of a mean of `size` values by weight; `squares` is the sum of (weight × distance to it)².

    Cochran 1977, Sampling Techniques, 6.4, for a ratio of sums; with equal weights it is Student's.
    """
    number = np.asarray(size, float)
    spread = np.maximum(np.asarray(squares, float), 0.0) * number / np.maximum(number - 1, 1)
    return _around(np.asarray(mean, float), np.sqrt(spread) / np.asarray(weight, float), number)


def t_quantile(freedom: float) -> float:
    """Give how many standard errors half an interval is, by the degrees of freedom."""
    return float(special.stdtrit(freedom, 1 - ALPHA / 2))


def _around(mean: Floats, error: Floats, size: Floats) -> Bounds:
    different, places = np.unique(size, return_inverse=True)
    spreads = different >= 2  # noqa: PLR2004 -- a spread needs two values
    times = np.where(spreads, special.stdtrit(np.where(spreads, different - 1, 1), 1 - ALPHA / 2), np.nan)
    half: Any = times[places] * error
    return mean - half, mean + half
