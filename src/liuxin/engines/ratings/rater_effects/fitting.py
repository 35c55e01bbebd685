"""Who is stricter than whom, with the same people and criteria rated: the two-way additive model by least squares."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph
from scipy.sparse.linalg import cg

from liuxin.engines.ratings.rater_effects.table import Table
from liuxin.engines.ratings.telling import Flags, Floats, Ints

EXACT_UP_TO = 1500
"""With more raters the variances come from a series instead of an inverse, and the severities from iterations."""

MOST_ROUNDS = 2000
"""Of conjugate gradients; a design that needs more hangs on a thread, and nothing is told of it."""


@dataclass(frozen=True, slots=True)
class Fit:
    """The additive model: `severity` (R,) in levels, positive is stricter, 0 the average rater of the same subset.

    `error` (R,) its standard error; `subset` (R,) which raters can be compared, `subset_size` (R,) how many they are;
    `residual` (N,) in levels; `spread` the standard deviation of ratings without severity, within criteria;
    `noise` the residual standard deviation; `clustering` (R,) by how much ratings of one form tell less than apart.
    """

    severity: Floats
    error: Floats
    subset: Ints
    subset_size: Ints
    residual: Floats
    spread: float
    noise: float
    freedom: float
    clustering: Floats
    converged: bool

    @property
    def alone(self) -> Flags:
        """Who has nobody to be held against, (R,)."""
        return self.subset_size < 2  # noqa: PLR2004 -- oneself and one other

    @property
    def lost(self) -> Flags:
        """Of whom nothing is known that needs the model, as it was not solved, (R,)."""
        return np.full(len(self.severity), not self.converged)


def fit(table: Table) -> Fit:
    """Fit level = cell + rater + residual, by least squares over all cells rated by two or more.

    Cells are eliminated, so that what is solved is a Laplacian of raters: (D - A'W⁻¹A) b = A'(y - cell means)
    (Searle 1987, Linear Models for Unbalanced Data: normal equations with one factor absorbed).
    """
    laplacian, shared = _laplacian(table)
    parts, subset = csgraph.connected_components(shared, directed=False)
    level = table.level.astype(np.float64)
    pull = table.of_rater(level - _cell_means(table, level)[table.cell])
    effect, unit, converged = _solved(laplacian, shared, pull, subset)
    fair = level - effect[table.rater]
    residual = fair - _cell_means(table, fair)[table.cell]
    free = len(level) - len(table.cell_size) - table.raters + parts
    noise = float(np.sqrt((residual**2).sum() / free)) if free > 0 else np.nan
    clustering = _clustering(table, residual, free, parts)
    return Fit(
        severity=-effect,
        error=noise * np.sqrt(unit * clustering),
        subset=subset.astype(np.int64),
        subset_size=np.bincount(subset)[subset],
        residual=residual,
        spread=_spread(table, fair),
        noise=noise,
        freedom=max(1.0, free * len(table.form_rater) / len(level)),
        clustering=clustering,
        converged=converged,
    )


def _laplacian(table: Table) -> tuple[Floats, sparse.csr_matrix]:
    """Give each rater's information (R,), and what each pair of raters shares: ratings of a cell over its size."""
    weight = 1 / table.cell_size[table.cell]
    rows = (table.cell, table.rater)
    shape = (len(table.cell_size), table.raters)
    plain = sparse.csr_matrix((np.ones(len(weight)), rows), shape)
    shared = (plain.T @ sparse.csr_matrix((weight, rows), shape)).tocsr()
    own = shared.diagonal()
    return table.of_rater() - own, shared


def _solved(information: Floats, shared: sparse.csr_matrix, pull: Floats, subset: Ints) -> tuple[Floats, Floats, bool]:
    """Give effects, centred in each subset, their variances over that of a rating, and whether it converged."""
    if len(pull) <= EXACT_UP_TO:
        return _inverted(information, shared, pull, subset)
    off = shared - sparse.diags(shared.diagonal())
    laplacian = sparse.diags(information) - off
    scale = np.where(information > 0, information, 1.0)
    effect, left = cg(laplacian, pull, rtol=1e-9, maxiter=MOST_ROUNDS, M=sparse.diags(1 / scale))
    centred = effect - (np.bincount(subset, effect) / np.bincount(subset))[subset]
    return centred, _series(scale, off, subset), left == 0


def _inverted(
    information: Floats, shared: sparse.csr_matrix, pull: Floats, subset: Ints
) -> tuple[Floats, Floats, bool]:
    size = np.bincount(subset)[subset]
    matrix = -shared.toarray() + (subset[:, None] == subset) / size
    np.fill_diagonal(matrix, information + 1 / size)
    inverse = np.linalg.inv(matrix)
    return inverse @ pull, np.maximum(np.diag(inverse) - 1 / size, 0.0), True


def _series(scale: Floats, off: sparse.csr_matrix, subset: Ints) -> Floats:
    """Give the diagonal of the generalised inverse by its Neumann series up to the second power.

    (I - P)⁺ = Σ (Pᵏ - vv'), P = D^-½ A D^-½, v = D^½1 / |D^½1|; every subset has a v of its own.
    """
    root = sparse.diags(1 / np.sqrt(scale))
    walk = (root @ off @ root).tocsr()
    steady = scale / np.bincount(subset, scale)[subset]
    twice = np.asarray(walk.multiply(walk).sum(axis=1)).ravel()
    found: Floats = np.maximum(1 - 3 * steady + twice, 0.0) / scale
    return found


def _cell_means(table: Table, values: Floats) -> Floats:
    return np.bincount(table.cell, values) / table.cell_size


def _clustering(table: Table, residual: Floats, free: int, parts: int) -> Floats:
    """Give the design effect of each rater: 1 + (m - 1)ρ (Kish 1965), ρ the correlation of residuals of one form.

    ρ comes from the variance of sums of forms over that of ratings, each by its own degrees of freedom.
    """
    size = table.form_size
    mean_size = table.rater_of_form(size.astype(np.float64) ** 2) / table.of_rater()
    usual = float((size**2).sum() / size.sum())
    free_forms = len(size) - len(np.unique(table.form_ratee)) - table.raters + parts
    if usual == 1 or free_forms < 1 or not residual.any():
        return mean_size
    sums = (table.of_form(residual) ** 2).sum() / (usual * free_forms)
    rho = float(np.clip((sums * free / (residual**2).sum() - 1) / (usual - 1), 0.0, 1.0))
    found: Floats = 1 + (mean_size - 1) * rho
    return found


def _spread(table: Table, fair: Floats) -> float:
    count = np.bincount(table.criterion)
    centred = fair - (np.bincount(table.criterion, fair) / count)[table.criterion]
    return float(np.sqrt((centred**2).sum() / max(len(fair) - len(count), 1)))
