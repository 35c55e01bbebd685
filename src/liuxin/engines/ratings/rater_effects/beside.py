"""What the others said of the same: sums over co-raters, and means with errors that mind the form they stand in."""

from dataclasses import dataclass

import numpy as np

from liuxin.engines.ratings.rater_effects.table import Table
from liuxin.engines.ratings.telling import Flags, Floats, Ints

DENSE = 10
"""Keys up to so many times their number are counted in one array; beyond, by sorting."""


def others_mean(group: Ints, values: Floats) -> tuple[Floats, Floats]:
    """Give per row the mean of the other rows of its group, NaN where there is none, and how many they are."""
    others = (np.bincount(group)[group] - 1).astype(np.float64)
    rest = np.bincount(group, values)[group] - values
    return np.where(others > 0, rest / np.maximum(others, 1), np.nan), others


def others_share(table: Table, levels: Ints) -> Floats:
    """Give per rating the share in which co-raters gave the level named, in the same cell.

    The share in the criterion at large among all others joins as one more co-rater, so that a few who agree do not
    make a certainty (a prior of one rating).
    """
    others = table.cell_size[table.cell] - 1
    same = (table.level == levels).astype(np.float64)
    beside = _counts(table.cell * table.levels + table.level, table.cell * table.levels + levels) - same
    found: Floats = (beside + _at_large(table, levels)) / (others + 1)
    return found


def _at_large(table: Table, levels: Ints) -> Floats:
    """Give the share of a level among all other ratings of the criterion; an even share where there are none."""
    wide = table.levels
    of_level = _counts(table.criterion * wide + table.level, table.criterion * wide + levels)
    of_level -= _counts(table.pair * wide + table.level, table.pair * wide + levels)
    of_all = np.bincount(table.criterion)[table.criterion] - np.bincount(table.pair)[table.pair]
    return np.where(of_all > 0, of_level / np.maximum(of_all, 1), 1 / wide)


def _counts(keys: Ints, wanted: Ints) -> Floats:
    """Count how often each wanted key occurs among the keys."""
    if keys.max() < DENSE * len(keys):
        return np.bincount(keys, minlength=int(wanted.max()) + 1)[wanted].astype(np.float64)
    known, count = np.unique(keys, return_counts=True)
    place = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return np.where(known[place] == wanted, count[place], 0).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Means:
    """Means of a number per rater (R,), their standard errors (R,), and the degrees of freedom of the errors."""

    mean: Floats
    error: Floats
    freedom: float
    clustering: float


def means(table: Table, values: Floats, counted: Flags) -> Means:
    """Give each rater's mean of what counts; forms are drawn, not ratings (Cochran 1977, ch. 9: cluster sampling).

    The variance is that of sums of forms about their rater's mean, pooled over all raters: a rater with few forms has
    no variance of his own that could be relied on. `clustering` is that variance over the one of unrelated ratings.
    """
    count = table.of_rater(counted)
    mean = table.of_rater(np.where(counted, values, 0.0)) / np.maximum(count, 1)
    centred = np.where(counted, values - mean[table.rater], 0.0)
    forms = table.rater_of_form(table.of_form(counted) > 0)
    freedom = np.maximum(forms - 1, 0)
    sums, rows = (table.of_form(centred) ** 2).sum(), (centred**2).sum()
    expected = (count * freedom / np.maximum(forms, 1)).sum()
    variance = sums / expected if expected else np.nan
    return Means(
        mean=np.where(count > 0, mean, np.nan),
        error=np.sqrt(variance / np.maximum(count, 1)),
        freedom=max(float(freedom.sum()), 1.0),
        clustering=max(1.0, float(sums / rows)) if rows else 1.0,
    )


def medium_excess(share: Floats) -> Floats:
    """Give by how much a share must lie above another to be a medium effect: h = 0.5 (Cohen 1988, p. 184)."""
    angle = np.minimum(np.arcsin(np.sqrt(np.clip(share, 0, 1))) + 0.25, np.pi / 2)
    found: Floats = np.sin(angle) ** 2 - share
    return found
