"""How accurate ratings are against reference ratings: Cronbach's components and Borman's correlation.

Cronbach (1955, Psychological Bulletin 52:177-193) takes the mean squared distance between the ratings x and the
references t of n ratees (i) on k dimensions (j) apart into four:

    D²  = Σ_ij (x_ij - t_ij)² / nk = E² + DE² + SA² + DA²
    E   = x_.. - t_..                                                        elevation
    DE² = Σ_i ((x_i. - x_..) - (t_i. - t_..))² / n                           differential elevation
    SA² = Σ_j ((x_.j - x_..) - (t_.j - t_..))² / k                           stereotype accuracy
    DA² = Σ_ij ((x_ij - x_i. - x_.j + x_..) - (t_ij - t_i. - t_.j + t_..))² / nk    differential accuracy

Borman (1977, Organizational Behavior and Human Performance 20:238-252) correlates ratings with references over the
ratees, dimension by dimension: r_j = cov(x_j, t_j) / sqrt(var(x_j) var(t_j)). As collected by Sulsky & Balzer 1988,
Journal of Applied Psychology 73:497-506. Every sum is one of whole numbers where ratings are, so nothing is rounded
before the last division.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from liuxin.engines.ratings.agreement.tables import table_of
from liuxin.engines.ratings.telling import Floats, Ints, Reason
from liuxin.kernel.errors import BadInputError

NOISE: Final = 1e-12
"""Which part of a sum of squares is rounding error and counts as none."""
_WHYS: Final = np.array([Reason.NOTHING, None], dtype=object)


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How ratings differ from reference ratings, an entry a rater; all in units of the scale, but for correlations.

    `elevation` keeps its sign: above 0 is too high. `differential_elevation`, `stereotype_accuracy`,
    `differential_accuracy` and `distance` are roots of mean squares: 0 is best. `correlation` is the plain mean of
    Borman's r_j over the dimensions, `by_fisher` that by Fisher's z (NaN where some r_j is 1 or -1, which has no z).
    `by_dimension`: (raters, dimensions), r_j; NaN where the references are all alike, 0 where only the ratings are.
    `ratees` counts the rated ones. A rater without any has NaN throughout and a `why`; else that is None.
    """

    ratees: Ints
    elevation: Floats
    differential_elevation: Floats
    stereotype_accuracy: Floats
    differential_accuracy: Floats
    distance: Floats
    correlation: Floats
    by_fisher: Floats
    by_dimension: Floats
    why: NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Profiles:
    """Correlations of the three parts in which a rater may follow the reference, an entry a rater.

    `ratees`: of the ratees' means (r_DE), `dimensions`: of the dimensions' means (r_SA), `pattern`: of what is left
    (r_DA). NaN where the reference does not vary, 0 where only the ratings don't. `spread` and `reference_spread` are
    the standard deviations of the ratees' means.
    """

    ratees: Floats
    dimensions: Floats
    pattern: Floats
    spread: Floats
    reference_spread: Floats


def accuracy(ratings: ArrayLike, reference: ArrayLike) -> Accuracy:
    """Take the distance of `ratings` (raters, ratees, dimensions) from `reference` (ratees, dimensions) apart.

    A ratee that a rater did not rate is NaN on every dimension. The formulas stand above.

    Raises `BadInputError`: "ratings.not_a_number", "ratings.wrong_shape", "ratings.lengths_differ" (another number of
    ratees or dimensions), "ratings.partly_rated" (a ratee with some dimensions only).
    """
    given, true, rated = _read(ratings, reference)
    n, k = rated.sum(axis=1), true.shape[1]
    off = np.where(rated[:, :, None], given - true, 0.0)
    by_ratee, by_dimension, total = off.sum(axis=2), off.sum(axis=1), off.sum(axis=(1, 2))
    cells = n * k
    ratee_off = np.where(rated, n[:, None] * by_ratee - total[:, None], 0.0)
    dimension_off = k * by_dimension - total[:, None]
    both = n[:, None, None] * by_ratee[:, :, None] + k * by_dimension[:, None, :] - total[:, None, None]
    left = np.where(rated[:, :, None], cells[:, None, None] * off - both, 0.0)
    each = _correlations(given, true, rated)
    with np.errstate(invalid="ignore", divide="ignore"):
        return Accuracy(
            ratees=n,
            elevation=total / cells,
            differential_elevation=np.sqrt((ratee_off**2).sum(axis=1) / (n * cells**2)),
            stereotype_accuracy=np.sqrt((dimension_off**2).sum(axis=1) / (k * cells**2)),
            differential_accuracy=np.sqrt((left**2).sum(axis=(1, 2)) / (cells * cells**2)),
            distance=np.sqrt((off**2).sum(axis=(1, 2)) / cells),
            correlation=_mean(each),
            by_fisher=_by_fisher(each),
            by_dimension=each,
            why=_WHYS[np.minimum(n, 1)],
        )


def profiles(ratings: ArrayLike, reference: ArrayLike) -> Profiles:
    """Correlate each part of `ratings` with that of `reference`; shapes and errors as `accuracy`.

    Cronbach's correlations by part (1955; Sulsky & Balzer 1988, table 1): of x_i. with t_i., of x_.j with t_.j, and of
    x_ij - x_i. - x_.j + x_.. with the same of t.
    """
    given, true, rated = _read(ratings, reference)
    there = rated[:, :, None]
    mine, its = (_parts(np.where(there, each, 0.0), rated) for each in (given, np.broadcast_to(true, given.shape)))
    ratees, dimensions, pattern = (_correlated(one, other) for one, other in zip(mine, its, strict=True))
    with np.errstate(invalid="ignore", divide="ignore"):
        spread, reference_spread = (np.sqrt((each[0] ** 2).sum(axis=1) / rated.sum(axis=1)) for each in (mine, its))
    return Profiles(ratees, dimensions, pattern, spread, reference_spread)


def _read(ratings: ArrayLike, reference: ArrayLike) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Check both, and move the scale by a whole number so that squares lose no digits."""
    given, true = table_of(ratings, "ratings", missing=True, axes=3), table_of(reference, "reference")
    for axis in (0, 1):
        if given.shape[axis + 1] != true.shape[axis]:
            raise BadInputError(
                "ratings.lengths_differ", field="ratings", has=given.shape[axis + 1], needs=true.shape[axis]
            )
    missing = np.isnan(given)
    partly = missing.any(axis=2) & ~missing.all(axis=2)
    if partly.any():
        place = ", ".join(str(int(index) + 1) for index in np.argwhere(partly)[0])
        raise BadInputError("ratings.partly_rated", field="ratings", place=place)
    origin = np.floor(true.mean()) if true.size else 0.0
    return given - origin, true - origin, np.asarray(~missing.any(axis=2) & bool(true.size))


def _correlations(given: Floats, true: Floats, rated: NDArray[np.bool_]) -> Floats:
    """Correlate over the ratees: (raters, dimensions); NaN where the references are all alike, 0 where the ratings."""
    there = rated[:, :, None]
    x, t, n = np.where(there, given, 0.0), np.where(there, true, 0.0), rated.sum(axis=1)[:, None]
    together = n * (x * t).sum(axis=1) - x.sum(axis=1) * t.sum(axis=1)
    own, its = (n * (each**2).sum(axis=1) - each.sum(axis=1) ** 2 for each in (x, t))
    own, its = (np.where(_noise(each, n, of), 0.0, each) for each, of in ((own, x), (its, t)))
    below = np.sqrt(own * its / np.maximum(n, 1) ** 2)
    found = np.divide(together / np.maximum(n, 1), below, out=np.zeros(below.shape), where=below > 0)
    return np.where(its > 0, found, np.nan)


def _noise(squares: Floats, n: Ints, values: Floats) -> NDArray[np.bool_]:
    return np.asarray(squares <= NOISE * n * (values**2).sum(axis=1))


def _mean(each: Floats) -> Floats:
    """Give the mean over the dimensions that have a number, added up in their order."""
    told = ~np.isnan(each)
    total = np.cumsum(np.pad(np.where(told, each, 0.0), ((0, 0), (1, 0))), axis=1)[:, -1]
    found: Floats = np.divide(total, told.sum(axis=1), out=np.full(len(each), np.nan), where=told.any(axis=1))
    return found


def _by_fisher(each: Floats) -> Floats:
    bounded = np.abs(each) < 1 - NOISE
    found = np.tanh(_mean(np.arctanh(np.where(bounded, each, np.nan))))
    return np.where((bounded | np.isnan(each)).all(axis=1), found, np.nan)


def _parts(values: Floats, rated: NDArray[np.bool_]) -> tuple[Floats, Floats, Floats]:
    """Give the deviations of ratees' means, of dimensions' means, and what is left of each cell (0 where unrated)."""
    n, k = np.maximum(rated.sum(axis=1), 1)[:, None], max(values.shape[2], 1)
    mean = values.sum(axis=(1, 2))[:, None] / (n * k)
    ratees = np.where(rated, values.sum(axis=2) / k - mean, 0.0)
    dimensions = values.sum(axis=1) / n - mean
    left = np.where(rated[:, :, None], values - mean[:, :, None] - ratees[:, :, None] - dimensions[:, None, :], 0.0)
    return ratees, dimensions, left.reshape(len(values), -1)


def _correlated(one: Floats, other: Floats) -> Floats:
    """Correlate rows of deviations."""
    own, its = (one**2).sum(axis=1), (other**2).sum(axis=1)
    below = np.sqrt(own * its)
    found = np.divide((one * other).sum(axis=1), below, out=np.zeros(len(below)), where=below > NOISE)
    return np.where(its > NOISE, found, np.nan)
