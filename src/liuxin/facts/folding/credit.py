"""The credit of a promise, shared among the hands that held the case."""

import numpy as np

from liuxin.engines.measurement.schemas import WHOLE
from liuxin.facts.folding.segments import Ints, sums


def shares(case: Ints, worked: Ints, elapsed: Ints, holders: Ints) -> Ints:
    """Share one credit per case among its holdings, in units of which `WHOLE` make one.

    `case` ascends from 0 and every case has a holding. By business time; where none passed by calendar time; where no
    time passed at all it is whole and goes to the holding (by its place, one per case) in force at the limit. The units
    of a case sum to `WHOLE` exactly: what rounding leaves over goes to the heaviest holding, the first of several.
    """
    first = np.searchsorted(case, np.arange(holders.size))
    business, calendar = sums(worked, first), sums(elapsed, first)
    weights = np.where(business[case] > 0, worked, elapsed)
    total = np.where(business > 0, business, calendar)
    timeless = np.flatnonzero(total == 0)
    weights[holders[timeless]] = 1
    total[timeless] = 1
    units: Ints = np.floor(weights / total[case] * WHOLE).astype(np.int64)
    units[_heaviest(case, weights, first)] += WHOLE - sums(units, first)
    return units


def _heaviest(case: Ints, weights: Ints, first: Ints) -> Ints:
    """Give the place of the heaviest holding of every case, the first of several."""
    most = np.maximum.reduceat(weights, first) if first.size else weights
    heaviest = np.flatnonzero(weights == most[case])
    return heaviest[np.searchsorted(case[heaviest], np.arange(first.size))]
