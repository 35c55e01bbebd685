"""Measures found one by one, all else held: of extreme elements, of elements against their own bias, of pairs."""

from dataclasses import dataclass

import numpy as np

from liuxin.engines.ratings.rasch.categories import Moments, moments
from liuxin.engines.ratings.rasch.design import tally
from liuxin.engines.ratings.telling import Floats, Ints

STEPS = 60
LONGEST = 1.0
CLOSE = 1e-5
SETTLED = 1e-3

MOVED = 0.3
"""Rating points by which a score is moved off the end of the scale (Linacre, Facets manual, Xtreme=)."""


@dataclass(frozen=True, slots=True)
class Ratings:
    """Ratings of `size` cells: each one's cell (ratings,), what is known of its eta, its set of thresholds, its level.

    `taus` are (sets, levels).
    """

    cells: Ints
    size: int
    rest: Floats
    groups: Ints
    levels: Ints
    taus: Floats

    def sum(self, weights: Floats) -> Floats:
        """Sum over the ratings of each cell."""
        return tally(self.cells, self.size, weights)

    def seen(self, at: Floats) -> Moments:
        """Give the moments of the ratings with what each cell adds to eta (cells,)."""
        return moments(self.rest + at[self.cells], self.groups, self.taus, self.levels)


@dataclass(frozen=True, slots=True)
class Alone:
    """What each cell adds to eta, its standard error in logits (cells,), and which ones are extreme.

    NaN for cells without ratings, and where no end of the steps was found.
    """

    value: Floats
    error: Floats
    extreme: Floats


def alone(ratings: Ratings, *, weighted: bool = False) -> Alone:
    """Find what each cell adds to eta, so that its ratings sum to what is expected, all cells at once.

    Where all of a cell's ratings are at one end of their scale the sum is moved off it by `MOVED`. `weighted` makes it
    the weighted likelihood of Warm (1989, Psychometrika 54:427, eq. 8; Penfield & Bergeron 2005 for more than two
    levels): half the third central moment of the sum, over its variance, is added.
    """
    total = ratings.sum(ratings.levels.astype(np.float64))
    end = at_the_ends(ratings)
    target = total - MOVED * end
    at, told, step = np.zeros(ratings.size), np.ones(ratings.size), np.zeros(ratings.size)
    for _ in range(STEPS):
        seen = ratings.seen(at)
        told = np.maximum(ratings.sum(seen.variance), 1e-9)
        lean = ratings.sum(seen.third) / told / 2 if weighted else 0.0
        step = np.clip((target - ratings.sum(seen.expected) + lean) / told, -LONGEST, LONGEST)
        at += step
        if np.abs(step).max(initial=0.0) < CLOSE:
            break
    here = (tally(ratings.cells, ratings.size) > 0) & (np.abs(step) < SETTLED)
    return Alone(np.where(here, at, np.nan), np.where(here, 1 / np.sqrt(told), np.nan), np.where(here, end, 0.0))


def at_the_ends(ratings: Ratings) -> Floats:
    """Give 1 for cells with all ratings at the highest level of their sets, -1 at the lowest, 0 for all others."""
    used = np.isfinite(ratings.taus)
    low = used.argmax(axis=1)[ratings.groups]
    high = (used.shape[1] - 1 - used[:, ::-1].argmax(axis=1))[ratings.groups]
    number = tally(ratings.cells, ratings.size)
    top = ratings.sum((ratings.levels >= high).astype(np.float64)) == number
    bottom = ratings.sum((ratings.levels <= low).astype(np.float64)) == number
    return np.where(number > 0, top * 1.0 - bottom, 0.0)
