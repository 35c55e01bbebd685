"""Intraclass correlation: how much of the differences between ratings is of those rated, and not of the raters.

Shrout & Fleiss 1979, Psychological Bulletin 86:420-428, for tables in which every rater rated every subject. Which of
the six forms answers which question stands in docs/statistics/agreement.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from liuxin.engines.ratings.agreement.tables import PAIR, share_of, table_of
from liuxin.engines.ratings.telling import CannotTell, Floats, Reason

NOISE: Final = 1e-12
"""Which part of the whole variation is rounding error and counts as none."""


class IccForm(StrEnum):
    """The six forms of Shrout & Fleiss: the model, and whether one rating or the mean of all k is meant."""

    ICC_1_1 = "icc_1_1"
    ICC_2_1 = "icc_2_1"
    ICC_3_1 = "icc_3_1"
    ICC_1_K = "icc_1_k"
    ICC_2_K = "icc_2_k"
    ICC_3_K = "icc_3_k"


@dataclass(frozen=True, slots=True)
class Icc:
    """An intraclass correlation, its F test against 0, and its interval.

    Without any disagreement `f` is infinite and the interval has no width: look at the number of subjects. A bound that
    does not exist (of a mean of ratings that hardly tell the subjects apart) is NaN.
    """

    form: IccForm
    value: float
    f: float
    df1: int
    df2: int
    p: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Squares:
    """Mean squares of a table of n subjects by k raters: between subjects, within them, between raters, what is left.

    In the paper's words BMS, WMS, JMS and EMS.
    """

    n: int
    k: int
    between: float
    within: float
    raters: float
    error: float


def icc(ratings: ArrayLike, form: IccForm, confidence: float = 0.95) -> Icc | CannotTell:
    """Give one form of the intraclass correlation of `ratings`: (subjects, raters), every cell filled.

    With the mean squares B (subjects), W (within), J (raters) and E (left) of n subjects and k raters (p. 423):

        ICC(1,1) = (B - W) / (B + (k-1) W)                        ICC(1,k) = (B - W) / B
        ICC(2,1) = (B - E) / (B + (k-1) E + k (J - E) / n)        ICC(2,k) = (B - E) / (B + (J - E) / n)
        ICC(3,1) = (B - E) / (B + (k-1) E)                        ICC(3,k) = (B - E) / B

    F is B/W for the first model and B/E for the others; the intervals of models 1 and 3 are exact, that of model 2
    Satterthwaite's approximation (p. 424 f.), those of means of k the Spearman-Brown step from the single ones.

    Cannot tell: NOTHING, ONE_SUBJECT, ONE_RATER, NO_VARIANCE (all ratings alike), CONTRADICTING (subjects' means all
    alike, or rater against rater so far that the formula has no meaning). Raises `BadInputError` for what is no number
    ("ratings.not_a_number"), no table ("ratings.wrong_shape"), and a confidence outside 0 to 1 ("ratings.not_a_share").
    """
    return icc_all(ratings, confidence)[form]


def icc_all(ratings: ArrayLike, confidence: float = 0.95) -> Mapping[IccForm, Icc | CannotTell]:
    """Give all six forms of `icc` at once; raises as it does."""
    table, tail = table_of(ratings, "ratings"), (1 - share_of(confidence, "confidence")) / 2
    found = squares(table)
    if isinstance(found, CannotTell):
        return dict.fromkeys(IccForm, found)
    return {form: _of_form(found, form, tail) for form in IccForm}


def squares(table: Floats) -> Squares | CannotTell:
    """Take the variation of a complete table apart (two-way analysis of variance); what is rounding error is 0."""
    too_little = _too_little(table)
    if too_little:
        return too_little
    n, k = table.shape
    off = table - table.mean()
    subjects, raters = off.mean(axis=1), off.mean(axis=0)
    whole = float((off**2).sum())
    between, judges = k * float((subjects**2).sum()), n * float((raters**2).sum())
    within = float(((off - subjects[:, None]) ** 2).sum())
    error = float(((off - subjects[:, None] - raters) ** 2).sum())
    sums = [each if each > NOISE * whole else 0.0 for each in (between, within, judges, error)]
    return Squares(n, k, sums[0] / (n - 1), sums[1] / (n * (k - 1)), sums[2] / (k - 1), sums[3] / ((n - 1) * (k - 1)))


def _too_little(table: Floats) -> CannotTell | None:
    subjects, raters = table.shape
    if not table.size:
        return CannotTell(Reason.NOTHING)
    if subjects < PAIR:
        return CannotTell(Reason.ONE_SUBJECT, has=subjects, needs=PAIR)
    if raters < PAIR:
        return CannotTell(Reason.ONE_RATER, has=raters, needs=PAIR)
    if (table == table[0, 0]).all():
        return CannotTell(Reason.NO_VARIANCE)
    return None


def _of_form(found: Squares, form: IccForm, tail: float) -> Icc | CannotTell:
    model, mean = form.value[4], form.value.endswith("k")
    left, df2 = (found.within, found.n * (found.k - 1)) if model == "1" else (found.error, _residual(found))
    spread = (found.raters - found.error) / found.n if model == "2" else 0.0
    below = found.between + spread + (0.0 if mean else (found.k - 1) * (left + spread))
    if found.between <= 0 or below <= NOISE * (found.between + left):
        return CannotTell(Reason.CONTRADICTING)
    low, high = _of_two(found, tail) if model == "2" else _exact(found, left, df2, tail)
    if mean:
        low, high = (_stepped(each, found.k) for each in (low, high))
    f = found.between / left if left else np.inf
    p = float(special.fdtrc(found.n - 1, df2, f))
    return Icc(form, (found.between - left) / below, f, found.n - 1, df2, p, low, high)


def _residual(found: Squares) -> int:
    return (found.n - 1) * (found.k - 1)


def _exact(found: Squares, left: float, df2: int, tail: float) -> tuple[float, float]:
    """Give the limits of models 1 and 3: (F - q) / (F + (k-1) q) with the quantile q of F on either side."""
    df1 = found.n - 1
    ratios = (left / found.between * q for q in (_quantile(df1, df2, 1 - tail), _quantile(df1, df2, tail)))
    low, high = ((1 - ratio) / (1 + (found.k - 1) * ratio) for ratio in ratios)
    return low, high


def _of_two(found: Squares, tail: float) -> tuple[float, float]:
    """Give the limits of model 2 (p. 424): Satterthwaite's degrees of freedom, written without a division by E."""
    n, k, b, j, e = found.n, found.k, found.between, found.raters, found.error
    value = (b - e) / (b + (k - 1) * e + k * (j - e) / n)
    own = k * value * j
    others = (n * (1 + (k - 1) * value) - k * value) * e
    spread = (n - 1) * own**2 + others**2
    freedom = _residual(found) * (own + others) ** 2 / spread if spread else float(_residual(found))
    many, few = _quantile(n - 1, freedom, 1 - tail), 1 / _quantile(n - 1, freedom, tail)
    rest = k * j + (k * n - k - n) * e
    low = n * (b - many * e) / (many * rest + n * b)
    return low, n * (few * b - e) / (rest + n * few * b)


def _stepped(single: float, k: int) -> float:
    """Step from one rating to the mean of k (Spearman-Brown); below -1/(k-1) there is no such number."""
    below = 1 + (k - 1) * single
    return k * single / below if below > NOISE else np.nan


def _quantile(df1: float, df2: float, probability: float) -> float:
    return float(special.fdtri(df1, df2, probability))
