"""What each unit brings to observed and expected disagreement, so that any weighting of units is a product of matrices.

A resample of units is a row of weights w_u. Every level writes

    alpha = 1 - (n - 1) O / E,   O = Σ_u w_u o_u,   E = Σ over ordered pairs of all weighted values of δ²,

without a loop over pairs: squared distances by moments (Σ_{i≠j} (v_i - v_j)² = 2 (m Σ v² - (Σ v)²)), categories by
counts, and the ratio level, whose distance is that of logarithms, by few places on the logarithmic scale.
"""

from dataclasses import dataclass
from typing import Final, Protocol, Self

import numpy as np
from scipy import sparse

from liuxin.engines.ratings.telling import Floats, Ints

NOISE: Final = 1e-12
"""Which part of the numbers in a difference is rounding error and counts as none."""
DIGITS: Final = 33.0
"""How small e^-DIGITS the error of interpolation is: below the precision of floats."""


@dataclass(frozen=True, slots=True)
class Pairable:
    """Different units, what was said of each in cells (`unit`, `category`), and how many are like it (`times`).

    `categories` holds the different values in order, `size` the number of values of each different unit.
    """

    unit: Ints
    category: Ints
    categories: Floats
    size: Ints
    times: Ints

    @classmethod
    def of(cls, table: Floats) -> Self:
        """Read a table of (units, observers), NaN where nothing was said; each unit holds two values or more."""
        there = ~np.isnan(table)
        categories, category = np.unique(table[there], return_inverse=True)
        codes = np.full(table.shape, -1, np.int64)
        codes[there] = category
        different, times = np.unique(np.sort(codes, axis=1), axis=0, return_counts=True)
        unit, _ = cells = np.nonzero(different >= 0)
        return cls(unit, different[cells], categories, np.bincount(unit), times)

    @property
    def different(self) -> int:
        """Count the different units."""
        return len(self.size)

    @property
    def units(self) -> int:
        """Count the units."""
        return int(self.times.sum())

    @property
    def values(self) -> int:
        """Count the values."""
        return int(self.times @ self.size)

    def counts(self) -> sparse.csr_array:
        """Give how often each category was said of each different unit: (different, categories)."""
        cells = (np.ones(len(self.unit)), (self.unit, self.category))
        return sparse.csr_array(sparse.coo_array(cells, shape=(self.different, len(self.categories))))

    def sums(self, values: Floats) -> Floats:
        """Add up a number for each cell within its unit."""
        return np.bincount(self.unit, values, self.different).astype(np.float64)


class Parts(Protocol):
    """Alpha of any weighting of the units: (draws, units) of weights in, one alpha a draw out."""

    @property
    def width(self) -> int:
        """Say how many numbers a draw takes besides the units."""
        ...

    def alpha(self, weights: Floats) -> Floats:
        """Give alpha of each row of weights; NaN where all values of a draw are alike."""
        ...


@dataclass(frozen=True, slots=True)
class ByMoments:
    """The interval level: four sums a unit (values, Σ v, Σ v², observed) say everything."""

    each: Floats
    width: int = 1

    def alpha(self, weights: Floats) -> Floats:
        """As `Parts`."""
        n, total, squares, observed = (weights @ self.each).T
        return _alpha(n, observed, 2 * (n * squares - total**2), 2 * n * squares)


@dataclass(frozen=True, slots=True)
class ByCounts:
    """The nominal level: of n values n_c say c, so that n² - Σ n_c² ordered pairs differ."""

    size: Ints
    observed: Floats
    counts: sparse.csr_array

    @property
    def width(self) -> int:
        """As `Parts`."""
        return int(self.counts.shape[1])

    def alpha(self, weights: Floats) -> Floats:
        """As `Parts`."""
        n, said = weights @ self.size, (self.counts.T @ weights.T).T
        return _alpha(n, weights @ self.observed, n**2 - (said**2).sum(axis=1), n**2)


@dataclass(frozen=True, slots=True)
class ByRanks:
    """The ordinal level: the interval level on the middle ranks, which every draw makes anew."""

    size: Ints
    counts: sparse.csr_array
    by_category: sparse.csr_array

    @property
    def width(self) -> int:
        """As `Parts`."""
        return int(self.counts.shape[1])

    def alpha(self, weights: Floats) -> Floats:
        """As `Parts`."""
        taken = np.ascontiguousarray(weights.T)
        scaled = taken / (self.size - 1)[:, None]
        said, within = self.by_category @ taken, self.by_category @ (scaled * self.size[:, None])
        n, ranks = said.sum(axis=0), np.cumsum(said, axis=0)
        ranks -= said / 2
        ranks -= n / 2
        sums = self.counts @ ranks
        observed = 2 * (np.einsum("cd,cd,cd->d", within, ranks, ranks) - np.einsum("ud,ud,ud->d", scaled, sums, sums))
        return _alpha(n, observed, 2 * n * np.einsum("cd,cd,cd->d", said, ranks, ranks), n**4)


@dataclass(frozen=True, slots=True)
class ByPlaces:
    """The ratio level: values spread over few places, and the distances between those."""

    size: Ints
    zeros: Floats
    observed: Floats
    spread: Floats
    distances: Floats

    @property
    def width(self) -> int:
        """As `Parts`."""
        return len(self.distances)

    def alpha(self, weights: Floats) -> Floats:
        """As `Parts`; a 0 is at distance 1 from all above it."""
        n, nought, spread = weights @ self.size, weights @ self.zeros, weights @ self.spread
        above = ((spread @ self.distances) * spread).sum(axis=1)
        return _alpha(n, weights @ self.observed, above + 2 * nought * (n - nought), self.distances.max() * n**2)


def _alpha(n: Floats, observed: Floats, expected: Floats, largest: Floats) -> Floats:
    """Put both together; what is expected is none where it is rounding error of the largest number in it."""
    there = expected > NOISE * largest
    return np.where(there, 1 - (n - 1) * observed / np.where(there, expected, 1.0), np.nan)


def interval(found: Pairable) -> Parts:
    """Prepare the interval level; the values are centred first, so that squares lose no digits."""
    values = found.categories[found.category]
    values = values - values.mean()
    total, squares = found.sums(values), found.sums(values**2)
    observed = 2 * (found.size * squares - total**2) / (found.size - 1)
    return ByMoments(np.column_stack([found.size, total, squares, observed]))


def nominal(found: Pairable) -> Parts:
    """Prepare the nominal level."""
    counts = found.counts()
    alike = np.asarray(counts.multiply(counts).sum(axis=1)).ravel()
    return ByCounts(found.size, (found.size**2 - alike) / (found.size - 1), counts)


def ordinal(found: Pairable) -> Parts:
    """Prepare the ordinal level."""
    counts = found.counts()
    return ByRanks(found.size, counts, counts.T.tocsr())


def ratio(found: Pairable) -> Parts:
    """Prepare the ratio level: (v - w) / (v + w) is tanh((ln v - ln w) / 2), smooth on the logarithmic scale.

    So a few places there hold every distance by interpolation, to the precision of floats; where there are fewer
    different values, these are the places.
    """
    values, above = found.categories[found.category], found.categories > 0
    logs = np.log(found.categories[above])
    places = _places(logs)
    shares = np.zeros((len(above), len(places)))
    shares[above] = _interpolated(logs, places)
    return ByPlaces(
        size=found.size,
        zeros=found.sums((values == 0).astype(float)),
        observed=_pairs(found, values) / (found.size - 1),
        spread=found.counts() @ shares,
        distances=np.tanh((places[:, None] - places) / 2) ** 2,
    )


def _places(logs: Floats) -> Floats:
    """Give Chebyshev's places over the range of the logarithms: tanh is smooth as far as pi away from the real line.

    Their number follows from the largest ellipse without a pole (Trefethen 2013, Approximation Theory, theorem 8.2).
    """
    half = (logs[-1] - logs[0]) / 2
    number = int(DIGITS / np.arcsinh(np.pi / half)) + 5 if half else 1
    if len(logs) <= number:
        return logs
    found: Floats = logs[0] + half * (1 - np.cos(np.pi * np.arange(number) / (number - 1)))
    return found


def _interpolated(logs: Floats, places: Floats) -> Floats:
    """Give the share of each place in each value: the barycentric formula (Trefethen 2013, theorem 5.2)."""
    if logs is places:
        return np.eye(len(logs))
    weights = (-1.0) ** np.arange(len(places))
    weights[[0, -1]] /= 2
    apart = logs[:, None] - places
    there = (apart == 0).any(axis=1)
    shares = weights / np.where(apart == 0, 1.0, apart)
    shares[there] = apart[there] == 0
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def _pairs(found: Pairable, values: Floats) -> Floats:
    """Add up ((v - w) / (v + w))² over the ordered pairs within each unit, one distance within the unit at a time."""
    total: Floats = np.zeros(found.different)
    for apart in range(1, int(found.size.max())):
        one, other = np.arange(len(values) - apart), np.arange(apart, len(values))
        same = found.unit[one] == found.unit[other]
        v, w = values[one[same]], values[other[same]]
        off = np.divide(v - w, v + w, out=np.zeros(len(v)), where=v + w > 0)
        total += 2 * np.bincount(found.unit[one[same]], off**2, found.different)
    return total
