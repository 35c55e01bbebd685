"""What the model does not expect: single ratings, and pairs of elements that get more or less than they should."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from liuxin.engines.ratings.rasch.alone import Ratings, alone
from liuxin.engines.ratings.rasch.averages import place_of
from liuxin.engines.ratings.rasch.design import coded_as_places, tally
from liuxin.engines.ratings.rasch.joint import eta_of
from liuxin.engines.ratings.rasch.words import Fit
from liuxin.engines.ratings.telling import Flags, Floats, Ints, Reason

UNEXPECTED = 3.0
"""Standardised residuals from which a rating is unexpected: 3 in 1,000 by chance (Linacre, Facets manual, table 4)."""

LEAST_TOGETHER = 10
"""Ratings of a pair below which no interaction is told: the t that it is tested with is too coarse."""

FALSE_FOUND = 0.05
"""Share of the pairs called notable that may be so by chance."""


@dataclass(frozen=True, slots=True)
class Unexpected:
    """Ratings that the model does not expect, the most unexpected first; all arrays are (found,).

    `rows` are their places in the table that was fitted, `residual` is in standard deviations (positive: higher than
    expected), `score` and `expected` in rating points.
    """

    rows: Ints
    score: Ints
    expected: Floats
    residual: Floats


@dataclass(frozen=True, slots=True)
class Interactions:
    """Pairs of elements of two facets that meet; all arrays are (pairs,).

    `one`, `other` are their codes, `count` how often they meet, `observed` and `expected` the mean ratings, `value`
    what the pair adds in logits (positive: rated higher than either leads to expect) with `error` and Student's `t` on
    `count` - 1 degrees and its `p`. `notable` marks pairs that stand out among all of them at 5 % false discoveries
    (Benjamini & Hochberg 1995). `extreme` marks pairs rated at one end only, their score moved off it. All NaN and
    never notable where `why` says why.
    """

    one: Ints
    other: Ints
    count: Ints
    observed: Floats
    expected: Floats
    value: Floats
    error: Floats
    t: Floats
    p: Floats
    notable: Flags
    extreme: Flags
    why: tuple[Reason | None, ...]


def unexpected(fit: Fit, least: float = UNEXPECTED) -> Unexpected:
    """Find ratings at least so many standard deviations from what is expected of them (Wright & Masters 1982, eq. 5.1).

    The residual is (score - expected) / the root of the variance under the model. Ratings of extreme elements are left
    out: they are what was expected of them by making.
    """
    scores = fit.design.levels + fit.design.lowest
    with np.errstate(invalid="ignore"):
        residual = np.where(fit.calibrated, (scores - fit.expected) / np.sqrt(fit.variance), 0.0)
    rows = np.flatnonzero(np.abs(residual) >= least)
    rows = rows[np.argsort(-np.abs(residual[rows]), kind="stable")]
    return Unexpected(rows, scores[rows], fit.expected[rows], residual[rows])


def interactions(fit: Fit, one: str, other: str) -> Interactions:
    """Give what each pair of elements of two facets adds, all measures held (Linacre 1989, ch. 9: bias analysis).

    Only ratings from which the model was found count. Raises `BadInputError("ratings.no_such_facet")`.
    """
    table, rows = fit.design, np.flatnonzero(fit.calibrated)
    a, b = place_of(table, one), place_of(table, other)
    pairs, cells = coded_as_places(table.codes[a][rows] * table.sizes[b] + table.codes[b][rows])
    eta = eta_of(table, tuple(fit.facets[name].measure for name in table.names))[rows]
    told = alone(Ratings(cells, len(pairs), eta, table.groups[rows], table.levels[rows], fit.taus))
    count = np.bincount(cells, minlength=len(pairs))
    few = count < LEAST_TOGETHER
    value, error = np.where(few, np.nan, told.value), np.where(few, np.nan, told.error)
    t = value / error
    p = 2 * special.stdtr(np.maximum(count - 1, 1), -np.abs(t))
    return Interactions(
        one=table.elements[a][pairs // table.sizes[b]],
        other=table.elements[b][pairs % table.sizes[b]],
        count=count,
        observed=tally(cells, len(pairs), table.levels[rows].astype(np.float64)) / count + table.lowest,
        expected=tally(cells, len(pairs), fit.expected[rows]) / count,
        value=value,
        error=error,
        t=t,
        p=p,
        notable=_notable(p),
        extreme=told.extreme != 0,
        why=tuple(Reason.TOO_FEW if each else None for each in few.tolist()),
    )


def _notable(p: Floats) -> Flags:
    """Mark what stands out among many at a share of false ones (Benjamini & Hochberg 1995, JRSS B 57:289)."""
    told = np.flatnonzero(np.isfinite(p))
    order = told[np.argsort(p[told])]
    under = np.flatnonzero(p[order] <= FALSE_FOUND * np.arange(1, len(order) + 1) / max(len(order), 1))
    found = np.zeros(len(p), np.bool_)
    found[order[: under.max(initial=-1) + 1]] = True
    return found
