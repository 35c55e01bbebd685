"""What joint maximum likelihood gets wrong, and how it is mended."""

from dataclasses import replace

import numpy as np

from liuxin.engines.ratings.rasch.alone import alone
from liuxin.engines.ratings.rasch.categories import Moments
from liuxin.engines.ratings.rasch.design import Ground, tally
from liuxin.engines.ratings.rasch.extreme import but_one
from liuxin.engines.ratings.rasch.words import Design
from liuxin.engines.ratings.telling import Floats


def correction(table: Design, seen: Moments) -> tuple[Floats, Floats]:
    """Give what is added to each residual (ratings,) and to each level's surplus (sets, levels) against the bias.

    Measures of the largest facet rest on few ratings each, and their estimation biases all others (Neyman & Scott
    1948). The modified profile likelihood adds half the log of each such element's information; in an exponential
    family that is the likelihood given the elements' total scores, but for the error of a saddlepoint
    (Barndorff-Nielsen 1983, Biometrika 70:343; Severini 2000, Likelihood Methods in Statistics, ch. 9). With v and m
    the variance and third central moment of a rating, V and M their sums over the element, its slope adds
    (m / V - v × M / V²) / 2 to the residual. The sums over an element are 0: its own measure follows the others.
    """
    first = table.first
    codes, size = table.codes[first], table.sizes[first]
    told = np.maximum(tally(codes, size, seen.variance), 1e-12)
    lean = (tally(codes, size, seen.third) / told**2)[codes] / 2
    share = (1 / told)[codes] / 2
    added = share * seen.third - lean * seen.variance
    more = np.empty((table.sets, table.width))
    for level, chance in enumerate(seen.chance):
        off = level - seen.expected
        each = chance * (share * (off * off - seen.variance) - lean * off)
        more[:, level] = tally(table.groups, table.sets, each)
    return added, more


def weighted(table: Design, on: Ground, measures: tuple[Floats, ...], taus: Floats) -> tuple[Floats, ...]:
    """Give the measures with those of the largest facet weighted against their own bias, all others held."""
    first = table.first
    everything = but_one(table, np.arange(len(table.levels)), first, measures, taus)
    known = everything.rest + (table.signs[first] * measures[first])[everything.cells]
    told = alone(replace(everything, rest=known), weighted=True)
    mine = np.where(on.kept[first], measures[first] + table.signs[first] * told.value, measures[first])
    return tuple(mine if place == first else each for place, each in enumerate(measures))
