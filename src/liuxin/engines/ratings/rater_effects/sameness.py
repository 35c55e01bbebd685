"""Ratings that do not differ: straight-lining, the longest run, forms with one level throughout."""

import numpy as np
from scipy import special

from liuxin.engines.intervals import ALPHA, wilson
from liuxin.engines.ratings.rater_effects.beside import means, medium_excess, others_share
from liuxin.engines.ratings.rater_effects.fitting import Fit
from liuxin.engines.ratings.rater_effects.judging import Column, Told, judge, nobody, ratio
from liuxin.engines.ratings.rater_effects.levels import LEAST_RATINGS
from liuxin.engines.ratings.rater_effects.table import Table
from liuxin.engines.ratings.telling import Flags, Floats, Ints, Reason

SAME_LEVEL = 0.8
"""Who in truth gives one level nine times in ten shows at least this share in 24 ratings with probability 0.91."""

HALF_OF_ALL = 0.5
"""A run over half of all that was rated is taken as careless (Curran 2016, J. Exp. Soc. Psychol. 66:4)."""

LEAST_FORMS = 5
"""Below, one form more or less moves the share by a quarter."""

SEVERAL = 3
"""Criteria that a form must have: two are alike too often by chance."""


def straight_lining(table: Table) -> Column:
    """Tell the share of a rater's ratings in the one level that he gives most; found if the others gave it less.

    Invariant responding, as Meade & Craig 2012, Psychol. Methods 17:437, and Curran 2016 describe it. The chance is
    the binomial one of so many ratings in that level where co-raters of the same give it with their own share; the
    number of ratings is taken as smaller by as much as ratings of one form go together.
    """
    level = _favourite(table)[table.rater]
    same = (table.level == level).astype(np.float64)
    expected = others_share(table, level)
    everywhere = np.ones(len(same), bool)
    number, share = table.of_rater(), table.of_rater(same) / table.of_rater()
    chance = np.clip(table.of_rater(expected) / number, 1e-12, 1.0)
    counted = number / means(table, same - expected, everywhere).clustering
    told = Told(
        share,
        *wilson(share * counted, counted),
        threshold=np.full(table.raters, SAME_LEVEL),
        p=np.asarray(special.betainc(np.maximum(share * counted, 1e-9), (1 - share) * counted + 1, chance)),
        beyond=share >= SAME_LEVEL,
        n=number.astype(np.int64),
        needs=LEAST_RATINGS,
    )
    return judge(told, _nobody_else(table))


def _favourite(table: Table) -> Ints:
    """Give the level that each rater gives most, the lowest of several, (R,)."""
    keys, count = np.unique(table.rater * table.levels + table.level, return_counts=True)
    rater = keys // table.levels
    by = np.lexsort((keys, -count, rater))
    first = np.flatnonzero(np.diff(rater[by], prepend=-1))
    found: Ints = keys[by][first] % table.levels
    return found


def longest_run(table: Table) -> Column:
    """Tell the longest run of one level in the order of rating, as a share of all his ratings.

    The long string of Meade & Craig 2012 and Curran 2016, whose conservative rule is half of the scale. The chance is
    bounded by the number of places where such a run can start, times the chance that co-raters of the same would
    give that level to each of the run. A run is counted, not estimated: it has no interval.
    """
    if not table.ordered:
        return nobody(table.raters, LEAST_RATINGS, Reason.NO_ORDER)
    by = np.lexsort((table.criterion, table.form, table.position, table.rater))
    rater, level = table.rater[by], table.level[by]
    starts = (np.diff(rater, prepend=-1) != 0) | (np.diff(level, prepend=-1) != 0)
    run = np.cumsum(starts) - 1
    length, whose = np.bincount(run), rater[starts]
    logs = np.bincount(run, np.log(np.maximum(others_share(table, table.level)[by], 1e-12)))
    longest = np.zeros(table.raters, np.int64)
    np.maximum.at(longest, whose, length)
    likeliest = np.full(table.raters, -np.inf)
    np.maximum.at(likeliest, whose, np.where(length == longest[whose], logs, -np.inf))
    number = table.of_rater()
    none = np.full(table.raters, np.nan)
    told = Told(
        value=longest / number,
        low=none,
        high=none,
        threshold=np.full(table.raters, HALF_OF_ALL),
        p=np.minimum(1.0, number * np.exp(likeliest)),
        beyond=longest / number >= HALF_OF_ALL,
        n=number.astype(np.int64),
        needs=LEAST_RATINGS,
    )
    return judge(told, _nobody_else(table))


def same_forms(table: Table, fit: Fit) -> Column:
    """Tell by how much more of a rater's forms have one level throughout than co-raters' forms of the same people.

    Identical ratings across criteria (Myford & Wolfe 2004, J. Appl. Meas. 5:189, beside halo); forms of three
    criteria or more count. Threshold: a medium h (Cohen 1988, p. 184).
    """
    size = table.form_size
    counts = size >= SEVERAL
    first = table.level[np.cumsum(size) - size]
    alike = (table.of_form(table.level != first[table.form]) == 0).astype(np.float64)
    number = np.bincount(table.form_ratee, counts)[table.form_ratee] - counts
    rest = np.bincount(table.form_ratee, counts * alike)[table.form_ratee] - counts * alike
    beside = counts & (number > 0)
    expected = rest / np.maximum(number, 1)
    error, freedom = _error(table, np.where(beside, alike - expected, 0.0), beside.astype(np.float64))
    count = np.maximum(table.rater_of_form(beside), 1)
    usual = table.rater_of_form(np.where(beside, expected, 0.0)) / count
    excess = table.rater_of_form(np.where(beside, alike, 0.0)) / count - usual
    half = special.stdtrit(freedom, 1 - ALPHA / 2) * error
    told = Told(
        value=excess,
        low=np.maximum(excess - half, -1),
        high=np.minimum(excess + half, 1),
        threshold=medium_excess(usual),
        p=special.stdtr(freedom, -np.where(excess > 0, ratio(excess, error), 0.0)),
        beyond=excess >= medium_excess(usual),
        n=table.rater_of_form(beside).astype(np.int64),
        needs=LEAST_FORMS,
    )
    few = np.full(table.raters, not counts.any())
    return judge(told, [(few, Reason.ONE_CRITERION), (fit.alone, Reason.ONE_RATER)])


def _error(table: Table, excess: Floats, beside: Floats) -> tuple[Floats, float]:
    """Give the standard error of each rater's mean over forms, with the variance pooled over raters."""
    count = table.rater_of_form(beside)
    mean = table.rater_of_form(excess) / np.maximum(count, 1)
    squares = (beside * (excess - mean[table.form_rater]) ** 2).sum()
    freedom = max(float(np.maximum(count - 1, 0).sum()), 1.0)
    return np.sqrt(squares / freedom / np.maximum(count, 1)), freedom


def _nobody_else(table: Table) -> list[tuple[Flags, Reason]]:
    return [(np.full(table.raters, table.raters < 2), Reason.ONE_RATER)]  # noqa: PLR2004 -- oneself and one other
