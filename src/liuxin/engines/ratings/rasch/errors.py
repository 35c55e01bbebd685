"""Standard errors that count the estimation of everything else."""

import numpy as np

from liuxin.engines.ratings.rasch.categories import Moments
from liuxin.engines.ratings.rasch.design import Ground
from liuxin.engines.ratings.rasch.information import Layout, information
from liuxin.engines.ratings.rasch.joint import centred, largest
from liuxin.engines.ratings.rasch.solving import Halved, halved
from liuxin.engines.ratings.rasch.words import Design
from liuxin.engines.ratings.telling import Floats

MOST_INVERTED = 4_000
"""Unknowns beside the largest facet whose covariance is found; it takes the square of that in memory."""

ROWS = 4_096


def full_errors(table: Design, on: Ground, where: Layout, seen: Moments) -> tuple[Floats, ...] | None:
    """Give per facet the errors (elements,) in logits from the inverse of the whole information matrix.

    Every facet but the largest is held to a mean of 0. None where there are too many unknowns for it.
    """
    first = largest(table)
    here = slice(*where.starts[first : first + 2])
    parts = halved(information(table, where, seen), here)
    if len(parts.rest.indptr) - 1 > MOST_INVERTED:
        return None
    covariance = inverted(parts, centred(table, on, where))
    variance = np.empty(where.size)
    variance[parts.others] = np.diag(covariance)
    variance[here] = 1 / parts.own + _passed_on(parts, covariance)
    errors = np.sqrt(variance)
    return tuple(
        np.where(flags, errors[one:other], np.nan)
        for flags, one, other in zip(on.kept, where.starts, where.starts[1:], strict=False)
    )


def inverted(parts: Halved, shifts: Floats) -> Floats:
    """Invert what is left after the elimination, within what the ratings tell."""
    passed = parts.across.T @ parts.across.multiply(1 / parts.own[:, None])
    left = np.asarray((parts.rest - passed).toarray(), np.float64)
    free = shifts[:, parts.others]
    return np.asarray(np.linalg.inv(left + free.T @ free) - free.T @ free)


def _passed_on(parts: Halved, covariance: Floats) -> Floats:
    """Give what the errors of all else add to the variance of the eliminated facet's elements."""
    scaled = (parts.across.multiply(1 / parts.own[:, None])).tocsr()
    found = np.empty(len(parts.own))
    for start in range(0, len(found), ROWS):
        rows = scaled[start : start + ROWS]
        found[start : start + ROWS] = (rows @ covariance * rows.toarray()).sum(axis=1)
    return found
