"""Kappa: agreement on categories beyond what chance would give, of two raters or of many."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from liuxin.engines.ratings.agreement.tables import PAIR, counts_of, share_of, table_of
from liuxin.engines.ratings.telling import CannotTell, Floats, Ints, Reason, same_length, whole_numbers
from liuxin.kernel.errors import BadInputError

NOISE: Final = 1e-12
"""Which part of a variance is rounding error and counts as none."""


class Weights(StrEnum):
    """What a disagreement costs by the distance of two ordered categories: the distance, or its square."""

    LINEAR = "linear"
    QUADRATIC = "quadratic"


@dataclass(frozen=True, slots=True)
class Kappa:
    """Kappa of two raters: 1 is agreement, 0 chance; `error` and the interval are those of large samples.

    `disagreement` and `by_chance` are the mean costs found and expected, `z` and `p` (two-sided) test against 0.
    Without any disagreement the interval has no width: look at the number of `subjects`.
    """

    value: float
    error: float
    low: float
    high: float
    z: float
    p: float
    disagreement: float
    by_chance: float
    subjects: int


@dataclass(frozen=True, slots=True)
class FleissKappa:
    """Kappa of many raters, and of each category against all others (NaN where a category was never or always said)."""

    value: float
    error: float
    low: float
    high: float
    z: float
    p: float
    categories: Floats
    subjects: int
    raters: int


def crosstable(one: ArrayLike, other: ArrayLike, categories: int) -> Ints:
    """Count how often one rater said a category (rows) and the other another (columns).

    `one`, `other`: (subjects,) codes from 0 to `categories` - 1. Raises `BadInputError`: "ratings.off_scale",
    "ratings.lengths_differ", and as `telling.whole_numbers`.
    """
    first, second = (_codes(each, name, categories) for each, name in ((one, "one"), (other, "other")))
    same_length(one=first, other=second)
    return np.bincount(categories * first + second, minlength=categories**2).reshape(categories, categories)


def tally(ratings: ArrayLike, categories: int) -> Ints:
    """Count how often each category was said of each subject: (subjects, categories), as `fleiss_kappa` takes it.

    `ratings`: (subjects, raters) codes from 0 to `categories` - 1. Raises as `crosstable`, and "ratings.wrong_shape".
    """
    codes = _codes(table_of(ratings, "ratings"), "ratings", categories)
    places = codes + categories * np.arange(len(codes))[:, None]
    return np.bincount(places.ravel(), minlength=len(codes) * categories).reshape(len(codes), categories)


def kappa(table: ArrayLike, confidence: float = 0.95) -> Kappa | CannotTell:
    """Give Cohen's kappa of a `table` of counts: (categories, categories), rows one rater, columns the other.

    κ = (p_o - p_e) / (1 - p_e) (Cohen 1960, Educational and Psychological Measurement 20:37). All else as
    `weighted_kappa`, of which it is the case that every disagreement costs 1.
    """
    counts = _square(table)
    return _weighted(counts, 1.0 - np.eye(len(counts)), confidence)


def weighted_kappa(table: ArrayLike, weights: Weights | ArrayLike, confidence: float = 0.95) -> Kappa | CannotTell:
    """Give weighted kappa of a `table` of counts: (categories, categories).

    `weights`: `Weights`, or (categories, categories) costs d of each disagreement, 0 for agreement; only their ratios
    matter. κ_w = 1 - Σ d p_ij / Σ d p_i. p_.j (Cohen 1968, Psychological Bulletin 70:213); the standard error
    with the interval, and that under chance with z, are those of Fleiss, Cohen & Everitt 1969, ibid. 72:323.

    Cannot tell: NOTHING, ONE_CATEGORY (all costs nothing by chance too), ONLY_CHANCE (the levels used leave nothing
    else, as where a rater gave one level to all). Raises `BadInputError`: "ratings.not_square", "ratings.bad_weights",
    "ratings.not_a_share" (confidence), and as `telling.whole_numbers`.
    """
    counts = _square(table)
    if isinstance(weights, Weights):
        apart = np.abs(np.subtract.outer(np.arange(len(counts)), np.arange(len(counts)))).astype(np.float64)
        return _weighted(counts, apart if weights is Weights.LINEAR else apart**2, confidence)
    costs = table_of(weights, "weights")
    if costs.shape != counts.shape or (costs < 0).any() or costs.diagonal().any():
        raise BadInputError("ratings.bad_weights", field="weights")
    return _weighted(counts, costs, confidence)


def fleiss_kappa(counts: ArrayLike, confidence: float = 0.95) -> FleissKappa | CannotTell:
    """Give Fleiss' kappa of `counts`: (subjects, categories), how many of the n raters said each category.

    κ = (P - Σ p_j²) / (1 - Σ p_j²) with P the mean share of agreeing pairs, and κ_j of each category against all others
    (Fleiss 1971, Psychological Bulletin 76:378); z by the variance under chance of Fleiss, Nee & Landis 1979, ibid.
    86:974; the interval by the variance over the subjects of Gwet 2008, British Journal of Mathematical and Statistical
    Psychology 61:29.

    Cannot tell: NOTHING, ONE_RATER, ONE_SUBJECT, ONE_CATEGORY. Raises `BadInputError`: "ratings.unequal_raters" (for
    missing ratings take `alpha`), "ratings.wrong_shape", "ratings.not_a_share", and as `telling.whole_numbers`.
    """
    said, quantile = counts_of(counts, "counts"), _quantile(confidence)
    too_little = _too_little(said)
    if too_little:
        return too_little
    subjects, raters = len(said), int(said[0].sum())
    share = said.sum(axis=0) / said.sum()
    agreed = ((said**2).sum(axis=1) - raters) / (raters * (raters - 1))
    beyond = 1 - float((share**2).sum())
    value = 1 - (1 - float(agreed.mean())) / beyond
    by_subject = (agreed - agreed.mean()) / beyond - 2 * (1 - value) / beyond * ((said / raters - share) @ share)
    error = float(np.sqrt((by_subject**2).sum() / (subjects * (subjects - 1))))
    odd = share * (1 - share)
    chance = 2 * (beyond**2 - (odd * (1 - 2 * share)).sum()) / (subjects * raters * (raters - 1) * beyond**2)
    apart = (said * (raters - said)).sum(axis=0) / (subjects * raters * (raters - 1))
    each = 1 - np.divide(apart, odd, out=np.full(len(odd), np.nan), where=odd > 0)
    z = value / float(np.sqrt(chance))
    low, high = value - quantile * error, min(1.0, value + quantile * error)
    return FleissKappa(value, error, low, high, z, _two_sided(z), each, subjects, raters)


def _too_little(said: Ints) -> CannotTell | None:
    if not said.any():
        return CannotTell(Reason.NOTHING)
    if len(np.unique(said.sum(axis=1))) > 1:
        raise BadInputError("ratings.unequal_raters", field="counts")
    if len(said) < PAIR:
        return CannotTell(Reason.ONE_SUBJECT, has=1, needs=PAIR)
    if said[0].sum() < PAIR:
        return CannotTell(Reason.ONE_RATER, has=1, needs=PAIR)
    return CannotTell(Reason.ONE_CATEGORY) if said.any(axis=0).sum() < PAIR else None


def _weighted(counts: Ints, costs: Floats, confidence: float) -> Kappa | CannotTell:
    quantile, subjects = _quantile(confidence), int(counts.sum())
    if not subjects:
        return CannotTell(Reason.NOTHING)
    share = counts / subjects
    chance = np.outer(share.sum(axis=1), share.sum(axis=0))
    found, expected = float((share * costs).sum()), float((chance * costs).sum())
    if expected <= 0:
        return CannotTell(Reason.ONE_CATEGORY)
    mean = (costs @ share.sum(axis=0))[:, None] + share.sum(axis=1) @ costs
    by_chance = float((chance * (mean - costs - expected) ** 2).sum())
    if by_chance <= NOISE * expected**2:
        return CannotTell(Reason.ONLY_CHANCE)
    value = 1 - found / expected
    moved = (mean - 2 * expected) * (1 - value) - (costs - found)
    error = float(np.sqrt((share * moved**2).sum() / subjects)) / expected
    z = value / (float(np.sqrt(by_chance / subjects)) / expected)
    low, high = value - quantile * error, min(1.0, value + quantile * error)
    return Kappa(value, error, low, high, z, _two_sided(z), found, expected, subjects)


def _square(table: ArrayLike) -> Ints:
    counts = counts_of(table, "table")
    if counts.shape[0] != counts.shape[1]:
        raise BadInputError("ratings.not_square", field="table", has=counts.shape[1], needs=counts.shape[0])
    return counts


def _codes(values: ArrayLike, field: str, categories: int) -> Ints:
    found = whole_numbers(values, field)
    if (found >= categories).any():
        place = ", ".join(str(int(index) + 1) for index in np.argwhere(found >= categories)[0])
        raise BadInputError("ratings.off_scale", field=field, place=place, lowest=0, highest=categories - 1)
    return found


def _quantile(confidence: float) -> float:
    return float(special.ndtri((1 + share_of(confidence, "confidence")) / 2))


def _two_sided(z: float) -> float:
    return float(2 * special.ndtr(-abs(z)))
