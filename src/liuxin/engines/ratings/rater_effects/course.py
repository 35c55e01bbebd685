"""How a rater went about it: drift over the order of rating, and haste."""

import numpy as np
from scipy import special

from liuxin.engines.intervals import ALPHA
from liuxin.engines.ratings.rater_effects.fitting import Fit
from liuxin.engines.ratings.rater_effects.judging import Column, Told, judge, nobody, ratio
from liuxin.engines.ratings.rater_effects.levels import MEDIUM
from liuxin.engines.ratings.rater_effects.table import Table
from liuxin.engines.ratings.telling import Floats, Ints, Reason

LEAST_IN_ORDER = 30
"""A trend has the error of a mean times √12: below, only a change of more than a standard deviation could be seen."""

LEAST_FORMS = 4
"""Below, one interrupted form makes the median."""

OF_THE_OTHERS = 0.4
"""Of the others' median time: quicker is haste. Who takes a quarter stays under it with four forms already."""


def drift(table: Table, fit: Fit) -> Column:
    """Tell by how many levels a rater becomes stricter from his first rating to his last; negative is more lenient.

    The slope of what the additive model leaves over, by place in the order (Myford & Wolfe 2009, J. Educ. Meas.
    46:371, on raters over time); threshold half a standard deviation of ratings, as for severity. A rater's share in
    the mean of each cell is taken out of the place too (Frisch & Waugh 1933).
    """
    if not table.ordered:
        return nobody(table.raters, LEAST_IN_ORDER, Reason.NO_ORDER)
    weight = 1 - 1 / table.cell_size[table.cell]
    centre = ratio(table.of_rater(weight * table.position), table.of_rater(weight))
    place = table.position - centre[table.rater]
    squares = table.of_rater(weight * place**2)
    slope = -ratio(table.of_rater(place * fit.residual), squares)
    error = fit.noise * np.sqrt(ratio(fit.clustering, squares))
    half = special.stdtrit(fit.freedom, 1 - ALPHA / 2) * error
    told = Told(
        value=slope,
        low=slope - half,
        high=slope + half,
        threshold=np.full(table.raters, MEDIUM * fit.spread),
        p=2 * special.stdtr(fit.freedom, -np.where(slope == 0, 0.0, ratio(np.abs(slope), error))),
        beyond=np.abs(slope) >= MEDIUM * fit.spread,
        n=table.of_rater(weight > 0).astype(np.int64),
        needs=LEAST_IN_ORDER,
    )
    hindered = [(fit.alone, Reason.ONE_RATER), (fit.lost, Reason.NOT_CONVERGED), (squares == 0, Reason.NO_ORDER)]
    return judge(told, hindered, Reason.NO_SURPLUS)


def haste(table: Table) -> Column:
    """Tell a rater's median seconds per rating over the median of the other raters' medians.

    Response time against a norm of the others: Wise & Kong 2005, Appl. Meas. Educ. 18:163, for the idea of solution
    and rapid-guessing behaviour; Curran 2016 for surveys. The interval takes times as log-normal within a rater, with
    a spread pooled over raters by their median absolute deviation, and 1.2533 as the error of a median over a mean's.
    """
    if not table.timed:
        return nobody(table.raters, LEAST_FORMS, Reason.NO_TIMES)
    told = np.isfinite(table.seconds)
    logs = np.log(table.seconds[told] / table.form_size[told])
    rater = table.form_rater[told]
    count = np.bincount(rater, minlength=table.raters)
    middle = _medians(logs, rater, table.raters)
    away = _medians(np.abs(logs - middle[rater]), np.zeros(len(logs), np.int64), 1)[0] / special.ndtri(0.75)
    quotient = middle - _others_median(middle)
    error = np.sqrt(np.pi / 2) * away / np.sqrt(np.maximum(count, 1))
    with np.errstate(over="ignore"):
        low, high = (np.exp(quotient + sign * special.ndtri(1 - ALPHA / 2) * error) for sign in (-1, 1))
    column = Told(
        value=np.exp(quotient),
        low=low,
        high=high,
        threshold=np.full(table.raters, OF_THE_OTHERS),
        p=special.ndtr(np.where(quotient >= 0, 0.0, ratio(quotient, error))),
        beyond=np.exp(quotient) <= OF_THE_OTHERS,
        n=count,
        needs=LEAST_FORMS,
    )
    alone = np.full(table.raters, np.isfinite(middle).sum() < 2)  # noqa: PLR2004 -- oneself and one other
    return judge(column, [(count == 0, Reason.NO_TIMES), (alone, Reason.ONE_RATER)])


def _medians(values: Floats, group: Ints, groups: int) -> Floats:
    """Give the median of each group, NaN where it is empty."""
    by = np.lexsort((values, group))
    count = np.bincount(group, minlength=groups)
    first = np.cumsum(count) - count
    ordered = values[by]
    last = max(len(values) - 1, 0)
    low, high = (ordered[np.minimum(first + each, last)] for each in (np.maximum(count - 1, 0) // 2, count // 2))
    return np.where(count > 0, (low + high) / 2, np.nan)


def _others_median(middle: Floats) -> Floats:
    """Give to each the median of all the others that are known; NaN where there is none."""
    known = np.sort(middle[np.isfinite(middle)])
    others = len(known) - 1
    if others < 1:
        return np.full(len(middle), np.nan)
    own = np.searchsorted(known, middle)
    places = ((others - 1) // 2, others // 2)
    low, high = (known[np.minimum(place + (own <= place), others)] for place in places)
    return np.where(np.isfinite(middle), (low + high) / 2, np.nan)
