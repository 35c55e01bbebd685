"""Intervals of 95 %: which one for which kind of number, and why, stands in docs/statistics/intervals.md."""

import math
from functools import lru_cache

from scipy import special

ALPHA = 0.05
Z = float(special.ndtri(1 - ALPHA / 2))

Bounds = tuple[float | None, float | None]


def wilson(successes: float, trials: float) -> tuple[float, float]:
    """Give the score interval of a share (Wilson 1927); fractional counts are allowed."""
    share = successes / trials
    middle = share + Z * Z / (2 * trials)
    half = Z * math.sqrt(max(share * (1 - share), 0.0) / trials + Z * Z / (4 * trials * trials))
    below = 1 + Z * Z / trials
    low = 0.0 if successes <= 0 else max(0.0, (middle - half) / below)
    high = 1.0 if successes >= trials else min(1.0, (middle + half) / below)
    return low, high


def garwood(count: float) -> tuple[float, float]:
    """Give the exact interval of a count of independent events (Garwood 1936)."""
    low = float(special.gammaincinv(count, ALPHA / 2)) if count > 0 else 0.0
    return low, float(special.gammaincinv(count + 1, 1 - ALPHA / 2))


@lru_cache(maxsize=65_536)
def order_ranks(size: int, quantile: float) -> tuple[int | None, int | None]:
    """Give the ranks (from 1) of the two observations that enclose a quantile; None where the sample is too small.

    The number of observations below the quantile is binomial, so no shape of the distribution is assumed.
    """
    low = _first_rank_reaching(size, quantile, ALPHA / 2)
    high = _first_rank_reaching(size, quantile, 1 - ALPHA / 2) + 1
    return (low if low >= 1 else None, high if high <= size else None)


def _first_rank_reaching(size: int, quantile: float, probability: float) -> int:
    below, above = -1, size
    while above - below > 1:
        middle = (below + above) // 2
        if special.bdtr(middle, size, quantile) >= probability:
            above = middle
        else:
            below = middle
    return above


def student_t(total: float, squares: float, size: float) -> Bounds:
    """Give the interval of a mean of `size` values of 0 or more; unbounded with fewer than two."""
    if size < 2:  # noqa: PLR2004 -- a spread needs two values
        return None, None
    mean = total / size
    spread = max(squares - total * mean, 0.0) / (size - 1)
    half = float(special.stdtrit(size - 1, 1 - ALPHA / 2)) * math.sqrt(spread / size)
    return max(0.0, mean - half), mean + half
