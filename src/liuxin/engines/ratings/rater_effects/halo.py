"""Halo: criteria that a rater keeps apart less than co-raters do in the same people."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from liuxin.engines.ratings.rater_effects.fitting import Fit
from liuxin.engines.ratings.rater_effects.judging import Column, Told, judge, ratio
from liuxin.engines.ratings.rater_effects.table import Table
from liuxin.engines.ratings.telling import Flags, Floats, Reason

Z = float(special.ndtri(0.975))

LEAST_FORMS = 8
"""Below, the limits of a correlation reach over almost the whole scale."""

MEDIUM = 0.3
"""Of Fisher's z between two correlations: a medium effect, Cohen's q (1988, p. 115)."""


@dataclass(frozen=True, slots=True)
class Squares:
    """Mean squares between and within forms of each rater (R,), with their degrees of freedom."""

    between: Floats
    within: Floats
    between_freedom: Floats
    within_freedom: Floats
    size: Floats
    """Criteria of a form, on the mean."""

    def z(self) -> Floats:
        """Give Fisher's z of the intraclass correlation: half the logarithm of F (Fisher 1925, ch. 7)."""
        with np.errstate(divide="ignore"):
            found: Floats = np.log(ratio(self.between, self.within)) / 2
        return found


def halo(table: Table, fit: Fit) -> tuple[Column, float]:
    """Tell by how much a rater's criteria correlate more, over the people he rated, than co-raters' of the same.

    The mean correlation between criteria is the intraclass correlation (MSB - MSW) / (MSB + (k - 1) MSW) of forms by
    criteria, each criterion about the rater's own mean; the difference of Fisher's z has the variance of ½ ln F. High
    correlations and small spread within ratees are the marks of halo in Saal, Downey & Lahey 1980 and Myford & Wolfe
    2003; against co-raters of the same people, so that true likeness of criteria is no halo (Cooper 1981, Psychol.
    Bull. 90:218). Gives the column, and the correlation of criteria over all raters.
    """
    used = _used(table)
    own = _own(table, used)
    theirs = _theirs(table, fit, used, own)
    z, usual = own.z(), theirs.z()
    error = np.sqrt((1 / own.between_freedom + 1 / own.within_freedom + 1 / theirs.within_freedom) / 2)
    expected = _correlation(usual, own.size)
    told = Told(
        value=_correlation(z, own.size) - expected,
        low=_correlation(z - Z * error, own.size) - expected,
        high=_correlation(z + Z * error, own.size) - expected,
        threshold=_correlation(usual + MEDIUM, own.size) - expected,
        p=special.ndtr(-_minus(z, usual) / error),
        beyond=_minus(z, usual) >= MEDIUM,
        n=table.rater_of_form(used).astype(np.int64),
        needs=LEAST_FORMS,
    )
    single = np.full(table.raters, not (table.form_size > 1).any())
    hindered = [(single, Reason.ONE_CRITERION), (fit.alone, Reason.ONE_RATER), (fit.lost, Reason.NOT_CONVERGED)]
    return judge(told, hindered), _together(own)


def _minus(one: Floats, other: Floats) -> Floats:
    """Subtract; where both are endless there is no difference."""
    with np.errstate(invalid="ignore"):
        return np.where(one == other, 0.0, one - other)


def _correlation(z: Floats, size: Floats) -> Floats:
    """Give the intraclass correlation from Fisher's z: (F - 1) / (F + k - 1), F = exp 2z."""
    less = np.exp(-2 * z)
    return ratio(1 - less, 1 + (size - 1) * less)


def _together(own: Squares) -> float:
    """Give the correlation of criteria over all raters at once."""
    told = ~(np.isnan(own.between) | np.isnan(own.within))
    between, within = (
        (each[told] * free[told]).sum() / max(free[told].sum(), 1)
        for each, free in ((own.between, own.between_freedom), (own.within, own.within_freedom))
    )
    size = own.size[told].mean() if told.any() else 1.0
    below = between + (size - 1) * within
    return float(np.clip((between - within) / below, 0, 1)) if below > 0 else 0.0


def _used(table: Table) -> Flags:
    """Give the forms that tell: two criteria or more, of somebody whom others rated likewise."""
    several = table.form_size > 1
    return several & (np.bincount(table.form_ratee, several)[table.form_ratee] > 1)


def _own(table: Table, used: Flags) -> Squares:
    mean, within = _parts(table, _centred(table, used[table.form]))
    size = np.where(used, table.form_size, 0).astype(np.float64)
    forms = table.rater_of_form(used)
    criteria = _criteria(table, used)
    between_freedom = np.maximum(forms - 1, 1e-9)
    within_freedom = np.maximum(table.rater_of_form(np.maximum(size - 1, 0)) - (criteria - 1), 1e-9)
    enough = (forms > 1) & (within_freedom >= 1)
    return Squares(
        between=np.where(enough, table.rater_of_form(size * mean**2) / between_freedom, np.nan),
        within=np.where(enough, table.rater_of_form(np.where(used, within, 0.0)) / within_freedom, np.nan),
        between_freedom=between_freedom,
        within_freedom=within_freedom,
        size=np.maximum(table.rater_of_form(size) / np.maximum(forms, 1), 1.0),
    )


def _theirs(table: Table, fit: Fit, used: Flags, own: Squares) -> Squares:
    """Give the mean squares of co-raters' forms, over the people of each rater."""
    mean, _ = _parts(table, table.level + fit.severity[table.rater])
    _, within = _parts(table, _centred(table, used[table.form]))
    size = table.form_size.astype(np.float64)
    naive = table.rater_of_form(np.where(used, size - 1, 0.0))
    unbiased = within / np.maximum(size - 1, 1) * (naive / own.within_freedom)[table.form_rater]
    told = used & ~np.isnan(own.within)[table.form_rater]
    first, second, spread = (_beside(table, told, each) for each in (mean, mean**2, unbiased))
    counted = used & ~np.isnan(first)
    count = table.rater_of_form(counted)
    at = [table.rater_of_form(np.where(counted, each, 0.0)) / np.maximum(count, 1) for each in (first, second, spread)]
    variance = ratio(np.maximum(at[1] - at[0] ** 2, 0.0) * count, np.maximum(count - 1, 0))
    others = table.rater_of_form(np.where(counted, _number(table, told), 0.0)) / np.maximum(count, 1)
    return Squares(
        between=variance * own.size,
        within=np.where(count > 1, at[2], np.nan),
        between_freedom=np.maximum(count - 1, 1e-9),
        within_freedom=np.maximum(others, 1) * own.within_freedom,
        size=own.size,
    )


def _beside(table: Table, told: Flags, values: Floats) -> Floats:
    """Give per form the mean over the other forms of the same ratee that tell; NaN where there is none."""
    number = _number(table, told)
    known = np.where(told, values, 0.0)
    rest = np.bincount(table.form_ratee, known)[table.form_ratee] - known
    return np.where(number > 0, rest / np.maximum(number, 1), np.nan)


def _number(table: Table, told: Flags) -> Floats:
    return (np.bincount(table.form_ratee, told)[table.form_ratee] - told).astype(np.float64)


def _centred(table: Table, used: Flags) -> Floats:
    """Give ratings about the mean of their rater in their criterion."""
    count, total = np.bincount(table.pair, used), np.bincount(table.pair, used * table.level)
    return table.level - (total / np.maximum(count, 1))[table.pair]


def _criteria(table: Table, used: Flags) -> Floats:
    """Count the criteria that each rater used."""
    seen = np.bincount(table.pair, used[table.form]) > 0
    return np.bincount(table.pair_rater, seen, table.raters).astype(np.float64)


def _parts(table: Table, values: Floats) -> tuple[Floats, Floats]:
    """Give the mean of each form, and the sum of squares about it."""
    mean = table.of_form(values) / table.form_size
    return mean, table.of_form((values - mean[table.form]) ** 2)
