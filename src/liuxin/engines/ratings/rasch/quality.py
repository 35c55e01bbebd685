"""How well measures are known, how far they spread, and how well the ratings fit them."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from liuxin.engines.ratings.rasch.categories import Moments
from liuxin.engines.ratings.rasch.design import tally
from liuxin.engines.ratings.rasch.words import Spread
from liuxin.engines.ratings.telling import Floats, Ints

TAIL = 9.9
"""Standard normal deviates beyond which a fit is not told apart (as Facets prints them)."""


@dataclass(frozen=True, slots=True)
class FitOf:
    """Mean squares of residuals and their standard normal deviates, arrays (elements,)."""

    infit: Floats
    infit_z: Floats
    outfit: Floats
    outfit_z: Floats


def fit_of(codes: Ints, size: int, levels: Ints, seen: Moments) -> FitOf:
    """Give infit and outfit of elements (Wright & Masters 1982, ch. 5, table 5.4a, with the fourth moment there).

    Infit is the sum of squared residuals over the sum of variances, outfit the mean of squared standardised residuals;
    the deviates are by the cube root of Wilson & Hilferty 1931. NaN for elements without ratings.
    """
    fourth = np.zeros(len(levels))
    for level, chance in enumerate(seen.chance):
        fourth += chance * np.square(np.square(level - seen.expected))
    variance = np.maximum(seen.variance, 1e-12)
    squares = np.square(levels - seen.expected)
    number, told = tally(codes, size), tally(codes, size, variance)
    with np.errstate(divide="ignore", invalid="ignore"):
        infit = tally(codes, size, squares) / told
        outfit = tally(codes, size, squares / variance) / number
        infit_spread = tally(codes, size, fourth - variance**2) / told**2
        outfit_spread = tally(codes, size, fourth / variance**2) / number**2 - 1 / number
    return FitOf(infit, _deviate(infit, infit_spread), outfit, _deviate(outfit, outfit_spread))


def _deviate(square: Floats, variance: Floats) -> Floats:
    spread = np.sqrt(np.maximum(variance, 1e-12))
    return np.clip((np.cbrt(square) - 1) * 3 / spread + spread / 3, -TAIL, TAIL)


def spread_of(measures: Floats, errors: Floats, *, less: int) -> Spread:
    """Give separation, strata and reliability of measures (Wright & Masters 1982, ch. 5, eq. 5.2 to 5.4).

    The true variance is the observed one less the mean square error, not below 0; separation is its root over that of
    the mean square error, strata are (4 × separation + 1) / 3, reliability is true over observed variance. `less` is 0
    to divide by the number of elements, 1 by one less. NaN with fewer than two elements.
    """
    if len(measures) < 2:  # noqa: PLR2004 -- one element has no spread
        return Spread(*(np.nan,) * 5)
    observed = float(np.var(measures, ddof=less))
    error = float(np.mean(errors**2))
    true = max(observed - error, 0.0)
    separation = float(np.sqrt(true / error))
    reliability = true / observed if observed > 0 else 0.0
    return Spread(float(np.sqrt(observed)), float(np.sqrt(true)), separation, (4 * separation + 1) / 3, reliability)


def alike(measures: Floats, errors: Floats) -> tuple[float, int, float]:
    """Give chi square, its degrees and p of the hypothesis that all elements are alike (Hedges & Olkin 1985, ch. 6)."""
    weights = 1 / errors**2
    chi2 = (
        float((weights * measures**2).sum() - (weights * measures).sum() ** 2 / weights.sum()) if len(errors) else 0.0
    )
    freedom = max(len(measures) - 1, 0)
    return chi2, freedom, float(special.chdtrc(freedom, chi2)) if freedom else np.nan
