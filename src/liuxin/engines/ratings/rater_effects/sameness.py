"""Ratings that do not differ: straight-lining, the longest run, forms with one level throughout."""

import numpy as np
from scipy import special

from liuxin.engines.intervals import newcombe, wilson
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
    counted = number / means(table, same - expected, everywhere).clustering
    told = Told(
        share,
        *wilson(share * counted, counted),
        threshold=np.full(table.raters, SAME_LEVEL),
        p=_at_least(share, counted, table.of_rater(expected) / number),
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
    criteria or more count. Threshold: a medium h (Cohen 1988, p. 184); the chance is that of h, whose variance is
    1/n + 1/m in forms of his own and of the others (Anscombe 1948, Biometrika 35:246); the interval Newcombe's.
    """
    counts = table.form_size >= SEVERAL
    alike, rest, others = _alike(table, counts)
    beside = counts & (others > 0)
    number, theirs = (table.rater_of_form(np.where(beside, each, 0.0)) for each in (beside, others))
    number, theirs = (np.where(number > 0, each, np.nan) for each in (number, theirs))
    share = ratio(table.rater_of_form(beside * alike), number)
    usual = ratio(table.rater_of_form(np.where(beside, rest / np.maximum(others, 1), 0.0)), number)
    low, high = newcombe((share * number, number), (usual * theirs, theirs))
    told = Told(
        value=share - usual,
        low=low,
        high=high,
        threshold=medium_excess(usual),
        p=special.ndtr(
            -ratio(_angle(share, number) - _angle(usual, theirs), np.sqrt(ratio(1, number) + ratio(1, theirs)))
        ),
        beyond=share - usual >= medium_excess(usual),
        n=np.nan_to_num(number).astype(np.int64),
        needs=LEAST_FORMS,
    )
    few = np.full(table.raters, not counts.any())
    return judge(told, [(few, Reason.ONE_CRITERION), (fit.alone, Reason.ONE_RATER)])


def _alike(table: Table, counts: Flags) -> tuple[Floats, Floats, Floats]:
    """Tell per form whether it has one level, how many of the others' of the same ratee have, and of how many."""
    size = table.form_size
    first = table.level[np.cumsum(size) - size]
    alike = (table.of_form(table.level != first[table.form]) == 0).astype(np.float64)
    others = (np.bincount(table.form_ratee, counts)[table.form_ratee] - counts).astype(np.float64)
    rest = np.bincount(table.form_ratee, counts * alike)[table.form_ratee] - counts * alike
    return alike, rest, others


def _angle(share: Floats, number: Floats) -> Floats:
    """Give the angle of a share, steadied for small numbers (Anscombe 1948)."""
    found: Floats = 2 * np.arcsin(np.sqrt((share * number + 3 / 8) / (number + 3 / 4)))
    return found


def _at_least(share: Floats, number: Floats, chance: Floats) -> Floats:
    """Give the binomial probability of this share or more (regularised incomplete beta function)."""
    met, missed = np.maximum(share * number, 1e-9), (1 - share) * number + 1
    found: Floats = special.betainc(met, missed, np.clip(chance, 1e-12, 1.0))
    return found


def _nobody_else(table: Table) -> list[tuple[Flags, Reason]]:
    return [(np.full(table.raters, table.raters < 2), Reason.ONE_RATER)]  # noqa: PLR2004 -- oneself and one other
