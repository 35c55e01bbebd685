"""Solve with an information matrix: the largest facet, whose own block is a diagonal, is eliminated first."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse import linalg

from liuxin.engines.ratings.telling import Floats

PRECISION = 1e-8
STEPS = 2_000


@dataclass(frozen=True, slots=True)
class Halved:
    """An information matrix in parts: `own` of the eliminated facet, `across`, and `rest` of all other unknowns."""

    first: slice
    others: Floats
    own: Floats
    across: sparse.csr_array
    rest: sparse.csr_array


def halved(matrix: sparse.csr_array, first: slice) -> Halved:
    """Take a matrix apart at the facet that stands at `first`; unknowns without information are left alone."""
    others = np.ones(matrix.shape[0], np.bool_)
    others[first] = False
    diagonal = matrix.diagonal()
    below = matrix[others]
    rest = below[:, others] + sparse.diags_array((diagonal[others] <= 0).astype(np.float64))
    own = np.where(diagonal[first] > 0, diagonal[first], 1.0)
    return Halved(first, others, own, matrix[first][:, others].tocsr(), rest.tocsr())


def solved(parts: Halved, right: Floats, shifts: Floats) -> Floats:
    """Solve for a right side by conjugate gradients on what is left after the elimination (Schur's complement).

    `shifts` (directions, unknowns) are those that no rating tells: they are held at 0.
    """
    slope = right[parts.others] - parts.across.T @ (right[parts.first] / parts.own)
    size = len(slope)
    left = parts.rest.diagonal() - (parts.across.power(2).T @ (1 / parts.own))
    scale = 1 / np.where(left > PRECISION, left, 1.0)

    free, weight = shifts[:, parts.others], float(left.mean())

    def times(vector: Floats) -> Floats:
        known = parts.rest @ vector - parts.across.T @ ((parts.across @ vector) / parts.own)
        return np.asarray(known + weight * (free.T @ (free @ vector)))

    operator = linalg.LinearOperator((size, size), times, dtype=np.float64)
    preconditioner = linalg.LinearOperator((size, size), lambda vector: scale * vector, dtype=np.float64)
    found, _ = linalg.cg(operator, slope, rtol=PRECISION, maxiter=STEPS, M=preconditioner)
    step = np.empty_like(right)
    step[parts.others] = found
    step[parts.first] = (right[parts.first] - parts.across @ found) / parts.own
    return step
