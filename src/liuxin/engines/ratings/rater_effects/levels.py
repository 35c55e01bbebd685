"""Where on the scale a rater stands: severity, central tendency, range restriction."""

import numpy as np
from scipy import special

from liuxin.engines.intervals import ALPHA
from liuxin.engines.ratings.rater_effects.beside import means, medium_excess, others_mean
from liuxin.engines.ratings.rater_effects.fitting import Fit
from liuxin.engines.ratings.rater_effects.judging import Column, Told, judge, ratio
from liuxin.engines.ratings.rater_effects.table import Table
from liuxin.engines.ratings.telling import Flags, Floats, Reason

LEAST_RATINGS = 20
"""Below, 95 % limits of a share or a mean of ratings are wider than the thresholds."""

LEAST_RATEES = 8
"""Below, a standard deviation is known no better than by a factor of two (chi-squared with 7 degrees of freedom)."""

LEAST_RATERS = 3
"""Of two raters who differ nobody can say which of them is off."""

MEDIUM = 0.5
"""In standard deviations: an effect that is visible to a careful eye (Cohen 1988, p. 26)."""

HALF_VARIANCE = float(np.sqrt(0.5))
"""A rater who spreads people by less than this share of the others' standard deviation has half their variance."""


def severity(table: Table, fit: Fit) -> Column:
    """Tell how many levels lower a rater rates than the average rater would rate the same people.

    Least squares of the two-way additive model (Saal, Downey & Lahey 1980, Psychol. Bull. 88:413: leniency and
    severity as the main effect of raters); threshold half a standard deviation of ratings (Cohen 1988).
    """
    half = special.stdtrit(fit.freedom, 1 - ALPHA / 2) * fit.error
    size = np.abs(fit.severity)
    told = Told(
        value=fit.severity,
        low=fit.severity - half,
        high=fit.severity + half,
        threshold=np.full(table.raters, MEDIUM * fit.spread),
        p=2 * special.stdtr(fit.freedom, -_over(size, fit.error)),
        beyond=size >= MEDIUM * fit.spread,
        n=table.of_rater((table.cell_size > 1)[table.cell]).astype(np.int64),
        needs=LEAST_RATINGS,
    )
    few = fit.subset_size < LEAST_RATERS
    hindered = [(fit.alone, Reason.ONE_RATER), (few, Reason.TOO_FEW_RATERS), (fit.lost, Reason.NOT_CONVERGED)]
    return judge(told, hindered, Reason.NO_SURPLUS)


def _over(size: Floats, error: Floats) -> Floats:
    """Divide by the error; no size at all is never odd, however small the error."""
    return np.where(size > 0, ratio(size, error), np.where(np.isnan(error), np.nan, 0.0))


def central_tendency(table: Table, fit: Fit) -> Column:
    """Tell by how much more of a rater's ratings stand in the middle of the scale than co-raters' of the same.

    The middle is the middle level, or the two in the middle of an even scale. Described by Saal, Downey & Lahey 1980
    and Myford & Wolfe 2003, J. Appl. Meas. 4:386; neither gives a cut, so a medium h is taken (Cohen 1988, p. 184).
    """
    inside = (np.abs(table.level - (table.levels - 1) / 2) < 1).astype(np.float64)
    expected, others = others_mean(table.cell, inside)
    beside = others > 0
    told = means(table, inside - expected, beside)
    half = special.stdtrit(told.freedom, 1 - ALPHA / 2) * told.error
    share = means(table, expected, beside).mean
    threshold = medium_excess(share)
    return judge(
        Told(
            value=told.mean,
            low=np.maximum(told.mean - half, -1),
            high=np.minimum(told.mean + half, 1),
            threshold=threshold,
            p=special.stdtr(told.freedom, -_over(np.maximum(told.mean, 0), told.error)),
            beyond=told.mean >= threshold,
            n=table.of_rater(beside).astype(np.int64),
            needs=LEAST_RATINGS,
        ),
        [(fit.alone, Reason.ONE_RATER), (np.full(table.raters, table.levels < 3), Reason.NO_MIDDLE)],  # noqa: PLR2004
        Reason.NO_SURPLUS,
    )


def range_restriction(table: Table, fit: Fit, agreeing: float) -> Column:
    """Tell how far a rater's ratings of different people lie apart, over how far co-raters' of the same people do.

    The ratio of standard deviations within criteria (Saal, Downey & Lahey 1980), interval from the F distribution;
    both variances have fewer degrees of freedom as criteria of one form go together (`agreeing`, their correlation).
    """
    beside = (table.cell_size > 1)[table.cell]
    own, freedom = _own_variance(table, beside)
    theirs, others = _their_variance(table, fit, beside)
    counted = table.of_rater(beside)
    per_form = counted / np.maximum(table.rater_of_form(table.of_form(beside) > 0), 1)
    freedom /= 1 + (np.maximum(per_form, 1) - 1) * agreeing**2
    quotient = ratio(own, np.where(theirs > 0, theirs, np.nan))
    below, above = (special.fdtri(freedom, freedom * others, p) for p in (ALPHA / 2, 1 - ALPHA / 2))
    told = Told(
        value=np.sqrt(quotient),
        low=np.sqrt(quotient / above),
        high=np.sqrt(quotient / below),
        threshold=np.full(table.raters, HALF_VARIANCE),
        p=special.fdtr(freedom, freedom * others, quotient),
        beyond=np.sqrt(quotient) <= HALF_VARIANCE,
        n=table.rater_of_form(table.of_form(beside) > 0).astype(np.int64),
        needs=LEAST_RATEES,
    )
    return judge(told, [(fit.alone, Reason.ONE_RATER), (fit.lost, Reason.NOT_CONVERGED)])


def _own_variance(table: Table, beside: Flags) -> tuple[Floats, Floats]:
    """Give each rater's variance within criteria, and its degrees of freedom."""
    count = np.bincount(table.pair, beside)
    total = np.bincount(table.pair, beside * table.level)
    centred = np.where(beside, table.level - (total / np.maximum(count, 1))[table.pair], 0.0)
    freedom = np.bincount(table.pair_rater, np.maximum(count - 1, 0), table.raters)
    return ratio(table.of_rater(centred**2), freedom), np.maximum(freedom, 1e-9)


def _their_variance(table: Table, fit: Fit, beside: Flags) -> tuple[Floats, Floats]:
    """Give co-raters' variance over the cells of each rater, and how many co-raters a cell has on the mean."""
    fair = table.level + fit.severity[table.rater]
    mean, others = others_mean(table.cell, fair)
    square, _ = others_mean(table.cell, fair**2)
    count = np.bincount(table.pair, beside)
    at = [np.bincount(table.pair, np.where(beside, each, 0.0)) / np.maximum(count, 1) for each in (mean, square)]
    squares = np.bincount(table.pair_rater, count * np.maximum(at[1] - at[0] ** 2, 0.0), table.raters)
    freedom = np.bincount(table.pair_rater, np.maximum(count - 1, 0), table.raters)
    number = table.of_rater(np.where(beside, others, 0.0)) / np.maximum(table.of_rater(beside), 1)
    return ratio(squares, freedom), np.maximum(number, 1)
