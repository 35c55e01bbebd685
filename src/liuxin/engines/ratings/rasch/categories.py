"""The chances of the levels of a rating, and their moments.

A rating with the sum of measures `eta` is at level k with chance proportional to exp(k × eta - tau_k), where tau_k sums
the thresholds up to k (Andrich 1978, Psychometrika 43:561; Masters 1982, Psychometrika 47:149; facets: Linacre 1989).
"""

from dataclasses import dataclass

import numpy as np

from liuxin.engines.ratings.telling import Flags, Floats, Ints

LEAST = 1e-300
"""The least chance of what was seen anyway: its logarithm has an end."""

BLOCK = 32_768
"""Ratings at a time: what one step holds stays in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Moments:
    """Of each rating: chances (levels, ratings), and expected level, variance, third central moment (ratings,)."""

    chance: Floats
    expected: Floats
    variance: Floats
    third: Floats
    log_likelihood: float


def moments(eta: Floats, groups: Ints, taus: Floats, levels: Ints) -> Moments:
    """Give the moments of ratings and the log-likelihood of the levels given; `taus` (sets, levels)."""
    size, width = len(eta), taus.shape[1]
    chance = np.empty((width, size))
    expected, variance, third = (np.empty(size) for _ in range(3))
    likelihood = 0.0
    for start in range(0, size, BLOCK):
        part = slice(start, start + BLOCK)
        held = chances(eta[part], taus.T[:, groups[part]] if len(taus) > 1 else taus.T)
        chance[:, part] = held
        expected[part], variance[part], third[part] = central(held)
        given = held[levels[part], np.arange(held.shape[1])]
        likelihood += float(np.log(np.maximum(given, LEAST)).sum())
    return Moments(chance, expected, variance, third, likelihood)


def chances(eta: Floats, taus: Floats) -> Floats:
    """Give the chances (levels, ratings) of ratings with `eta` (ratings,) and `taus` (levels, ratings or 1)."""
    logits = np.arange(len(taus), dtype=np.float64)[:, None] * eta - taus
    logits -= logits.max(axis=0)
    np.exp(logits, out=logits)
    logits /= logits.sum(axis=0)
    return logits


def central(chance: Floats) -> tuple[Floats, Floats, Floats]:
    """Give the expected level, the variance and the third central moment of chances (levels, ...)."""
    steps = np.arange(len(chance), dtype=np.float64)
    first, second, third = np.tensordot(np.vander(steps, 4, increasing=True)[:, 1:].T, chance, 1)
    variance = second - first * first
    return first, variance, third - first * (3 * variance + first * first)


def thresholds(taus: Floats) -> Floats:
    """Give where each used level and the used one below it are equally likely (sets, levels - 1); NaN elsewhere."""
    found = np.full((len(taus), taus.shape[1] - 1), np.nan)
    for place, row in enumerate(taus):
        used = np.flatnonzero(np.isfinite(row))
        found[place, used[1:] - 1] = np.diff(row[used]) / np.diff(used)
    return found


def disordered(found: Floats) -> Flags:
    """Mark the sets whose thresholds do not rise: a level that is nowhere the likeliest (Andrich 1978)."""
    return np.array([bool((np.diff(row[np.isfinite(row)]) <= 0).any()) for row in found], np.bool_)
