"""Standard errors that count the estimation of everything else."""

import numpy as np
from scipy.linalg import lapack

from liuxin.engines.ratings.rasch.categories import moments
from liuxin.engines.ratings.rasch.design import Ground
from liuxin.engines.ratings.rasch.information import Information, Layout, information
from liuxin.engines.ratings.rasch.words import Design
from liuxin.engines.ratings.telling import Floats, Ints

MOST_INVERTED = 4_000
"""Unknowns beside the largest facet whose covariance is found; it takes the square of that in memory."""

PAIRS = 2_000_000

ALONE = 1e-9
"""Share of an unknown's information that no other one has: below it the two always go together."""


def full_errors(parts: Information, where: Layout, prior: float = 0.0) -> tuple[Floats, ...] | None:
    """Give per facet the errors (elements,) in logits from the inverse of the whole information matrix.

    Every facet but the first is held to a mean of 0. `prior` is one over the variance of the population from which the
    first facet's elements come, under marginal likelihood, its mean being estimated too; 0 where they are unknowns of
    their own. NaN for what no rating tells, and everywhere if there are too many unknowns for the inverse. None
    where there is no inverse.
    """
    variance = np.full(where.size, np.nan)
    if where.size - len(parts.own) > MOST_INVERTED:
        return split(variance, where)
    factors = [factored(parts, where, each) for each in dict.fromkeys((0.0, prior))]
    if factors[0] is None or factors[-1] is None:
        return None
    covariance = inverted(factors[-1], where)
    variance[where.others] = np.diag(covariance)
    variance[where.first] = 1 / parts.own + _passed_on(parts, covariance)
    return split(np.sqrt(np.where(where.kept, np.maximum(variance, 0.0), np.nan)), where)


def always_together(table: Design, on: Ground, where: Layout) -> bool:
    """Tell whether some unknowns go together in all ratings, whatever the levels given: asked of elements all alike."""
    even = moments(np.zeros(len(table.levels)), table.groups, np.where(on.used, 0.0, np.inf), table.levels)
    return factored(information(table, where, even), where, 0.0) is None


def split(values: Floats, where: Layout) -> tuple[Floats, ...]:
    """Give the values of each facet's elements."""
    return tuple(values[one:other] for one, other in zip(where.starts, where.starts[1:], strict=False))


def factored(parts: Information, where: Layout, prior: float) -> Floats | None:
    """Give Cholesky's factor of what is left after the elimination; None where unknowns always go together."""
    known = parts.own + prior
    scaled = parts.across.copy()
    scaled.data /= np.repeat(known, np.diff(scaled.indptr))
    left = parts.rest.toarray() - (parts.across.T @ scaled).toarray()
    if prior:
        of_mean = prior * (parts.own / known)[where.kept[where.first]].sum()
        with_mean = prior * np.asarray(scaled.sum(axis=0)).reshape(-1)
        left -= np.outer(with_mean, with_mean) / of_mean
    free = where.shifts[:, where.others]
    left += free.T @ free
    alone = ALONE * np.diag(left)
    factor, info = lapack.dpotrf(left, lower=1, overwrite_a=1)
    return None if info or (np.diag(factor) ** 2 < alone).any() else np.asarray(factor)


def inverted(factor: Floats, where: Layout) -> Floats:
    """Invert a factored matrix within what the ratings tell."""
    half, _ = lapack.dpotri(factor, lower=1, overwrite_c=1)
    free = where.shifts[:, where.others]
    return np.asarray(np.tril(half) + np.tril(half, -1).T - free.T @ free)


def _passed_on(parts: Information, covariance: Floats) -> Floats:
    """Give what the errors of all else add to the variance of the largest facet's elements."""
    starts, width = parts.across.indptr.astype(np.int64), np.diff(parts.across.indptr).astype(np.int64)
    scaled = parts.across.data / np.repeat(parts.own, width)
    column, found = parts.across.indices, np.zeros(len(parts.own))
    before = np.concatenate([[0], np.cumsum(width * width)])
    for start in range(0, int(before[-1]), PAIRS):
        rows = np.arange(*np.searchsorted(before, [start, min(start + PAIRS, before[-1])]))
        one, other = _pairs(starts[rows], width[rows])
        held = scaled[one] * scaled[other] * covariance[column[one], column[other]]
        found[rows] = np.add.reduceat(held, before[rows] - before[rows[0]]) if len(rows) else 0.0
    return found


def _pairs(starts: Ints, width: Ints) -> tuple[Ints, Ints]:
    """Give all pairs of entries within each row, row after row."""
    entries = np.repeat(np.repeat(starts, width), np.repeat(width, width))
    place = np.arange(len(entries)) - np.repeat(np.cumsum(width * width) - width * width, width * width)
    wide = np.repeat(width, width * width)
    return entries + place // wide, entries + place % wide
