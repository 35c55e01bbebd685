"""Solve with an information matrix: the largest facet, whose own block is a diagonal, is eliminated first."""

import numpy as np
from scipy.sparse import linalg

from liuxin.engines.ratings.rasch.information import Information, Layout
from liuxin.engines.ratings.telling import Floats

PRECISION = 1e-6
"""Of a step, relative to its own length: the next step mends what is left."""

STEPS = 2_000


def solved(parts: Information, where: Layout, right: Floats) -> Floats:
    """Solve for a right side by conjugate gradients on what is left after the elimination (Schur's complement).

    The shifts that no rating tells are held at 0. What has run away to infinity tells nothing, and comes out as NaN.
    """
    others, own, across = where.others, parts.own, parts.across
    back = across.T.tocsr()
    slope = right[others] - back @ (right[where.first] / own)
    left = parts.rest.diagonal() - back.power(2) @ (1 / own)
    scale = 1 / np.where(left > 0, left, 1.0)
    free, weight = where.shifts[:, others], float(left.mean())

    def times(vector: Floats) -> Floats:
        known = parts.rest @ vector - back @ ((across @ vector) / own)
        return np.asarray(known + weight * (free.T @ (free @ vector)))

    size = len(slope)
    operator = linalg.LinearOperator((size, size), times, dtype=np.float64)
    preconditioner = linalg.LinearOperator((size, size), lambda vector: scale * vector, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        found, _ = linalg.cg(operator, slope, rtol=PRECISION, maxiter=STEPS, M=preconditioner)
    step = np.empty_like(right)
    step[others] = found
    step[where.first] = (right[where.first] - across @ found) / own
    return step
