"""Kendall's W: whether raters put the same subjects into the same order."""

from dataclasses import dataclass

from numpy.typing import ArrayLike
from scipy import special, stats

from liuxin.engines.ratings.agreement.tables import PAIR, table_of
from liuxin.engines.ratings.telling import CannotTell, Floats, Reason


@dataclass(frozen=True, slots=True)
class Concordance:
    """Kendall's W, from 0 (no order in common) to 1 (the same order).

    `squares` is Kendall's s; `ties` his Σ T; `rho` the mean of Spearman's correlations over all pairs of raters.
    `p` is that of chi² with `df` degrees of freedom, rough with 7 subjects or fewer (Siegel 1956, p. 236).
    """

    value: float
    squares: float
    ties: float
    chi2: float
    df: int
    p: float
    rho: float


def kendall_w(ratings: ArrayLike) -> Concordance | CannotTell:
    """Give Kendall's W of `ratings`: (subjects, raters), every cell filled; ranks or anything that orders.

    Each rater's values become ranks, equal ones their middle rank. Of n subjects and k raters with rank sums R_j:

        W = s / (k² (n³ - n) / 12 - k Σ T),  s = Σ (R_j - k (n+1) / 2)²,  T = Σ (t³ - t) / 12 over a rater's ties of t,

    chi² = k (n - 1) W with n - 1 degrees of freedom, rho = (k W - 1) / (k - 1) (Kendall 1948, Rank Correlation Methods,
    ch. 6; Siegel 1956, Nonparametric Statistics, p. 229-238).

    Cannot tell: NOTHING, ONE_SUBJECT, ONE_RATER, NO_VARIANCE (every rater gave the same to all). Raises
    `BadInputError`: "ratings.not_a_number", "ratings.wrong_shape".
    """
    table = table_of(ratings, "ratings")
    n, k = table.shape
    too_little = _too_little(table)
    if too_little:
        return too_little
    ranks = stats.rankdata(table, axis=0)
    squares = float(((ranks.sum(axis=1) - k * (n + 1) / 2) ** 2).sum())
    spread = float(((ranks - (n + 1) / 2) ** 2).sum())
    if spread <= 0:
        return CannotTell(Reason.NO_VARIANCE)
    value = squares / (k * spread)
    ties = k * (n**3 - n) / 12 - spread
    chi2 = k * (n - 1) * value
    return Concordance(value, squares, ties, chi2, n - 1, float(special.chdtrc(n - 1, chi2)), (k * value - 1) / (k - 1))


def _too_little(table: Floats) -> CannotTell | None:
    subjects, raters = table.shape
    if not table.size:
        return CannotTell(Reason.NOTHING)
    if subjects < PAIR:
        return CannotTell(Reason.ONE_SUBJECT, has=subjects, needs=PAIR)
    return CannotTell(Reason.ONE_RATER, has=raters, needs=PAIR) if raters < PAIR else None
