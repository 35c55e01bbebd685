"""Intraclass correlation where not every rater rated every subject: a mixed model with subjects and raters crossed.

The model is y = μ + s_subject + r_rater + e, all independent and normal, with variances S, R and E estimated by
restricted maximum likelihood (Patterson & Thompson 1971, Biometrika 58:545). Elements of the larger factor have one
term each, so they are eliminated in closed form; what is left is one small dense matrix (Bates et al. 2015, Journal of
Statistical Software 67(1), section 3). Where the design is complete and no component is negative, the estimates are
those of the analysis of variance: `agreement` is ICC(2,1) and `consistency` ICC(3,1).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import ArrayLike
from scipy import linalg, optimize, sparse, special
from scipy.sparse import csgraph

from liuxin.engines.ratings.agreement.tables import PAIR, share_of
from liuxin.engines.ratings.telling import CannotTell, Floats, Reason, numbers, same_length, whole_numbers
from liuxin.kernel.errors import BadInputError

MOST: Final = 1e9
"""The largest variance that is tried, in units of that of the error."""
FAR: Final = float(np.log(MOST))
"""Where a search for an upper bound ends, as -log (1 - share)."""
NO_ERROR: Final = 1e6
"""From here a variance, in units of that of the error, leaves nothing to chance: the latter cannot be told from 0."""
START: Final = ((1.0, 1.0), (0.3, 1.0), (1.0, 0.3))
"""Where the search begins: roots of the variances of subjects and raters, in units of the error."""
TINY: Final = 1e-300
"""In place of no error at all, of which there is no logarithm."""
CLOSE: Final = 1e-4
"""How closely a bound is searched, and the least deviance over the other variance."""
STEPS: Final = 400
"""How many steps the search for the largest likelihood may take."""
Fit = Callable[[float, float], tuple[float, float]]
"""From the variances of subjects and raters, in units of that of the error, to -2 log likelihood and to the latter."""


@dataclass(frozen=True, slots=True)
class UnbalancedIcc:
    """How much of the differences is of the subjects, with its variances (in squared units of the scale).

    `agreement` = S / (S + R + E) of one rating by any rater, `consistency` = S / (S + E) once severity is taken off.
    Their intervals are those of the profile likelihood; with few raters that of `agreement` is wide, and rightly so.
    `mean` is the reliability of the subjects' plain means as they were collected, G(q,k) = S / (S + q R + E / k) with
    the harmonic mean `k` of ratings a subject and `q`, which is 0 where all have the same raters and 1 / k where none
    are shared (Putka, Le, McCloy & Diaz 2008, Journal of Applied Psychology 93:959).
    """

    agreement: float
    agreement_low: float
    agreement_high: float
    consistency: float
    consistency_low: float
    consistency_high: float
    mean: float
    subject: float
    rater: float
    error: float
    k: float
    q: float
    ratings: int
    subjects: int
    raters: int


@dataclass(frozen=True, slots=True)
class _Sums:
    """What the likelihood needs: the larger factor by its m different numbers of ratings, the smaller one's q elements.

    `size`, `many`: (m,) each number of ratings and how many have it. `together`: (m, q, q) how often two elements of
    the smaller factor meet in one of that size; `through`: (m, q, 2) sums of ones and of scores that reach them there;
    `within`: (m, 2, 2) products of those sums. `counts`: (q,), `own`: (q, 2) and `whole`: (2, 2) the same of the
    smaller factor by itself and of all ratings.
    """

    size: Floats
    many: Floats
    together: Floats
    through: Floats
    within: Floats
    counts: Floats
    own: Floats
    whole: Floats

    @classmethod
    def of(cls, counts: sparse.csr_array, sums: sparse.csr_array, squares: float) -> Self:
        """Add up tables of (larger, smaller): who met whom, and the scores; `squares` is Σ y²."""
        sizes = np.asarray(counts.sum(axis=1))
        mine = np.column_stack([sizes, sums.sum(axis=1)])
        own = np.column_stack([counts.sum(axis=0), sums.sum(axis=0)])
        size, many = np.unique(sizes, return_counts=True)
        rows = [sizes == each for each in size]
        total = float(own[:, 1].sum())
        return cls(
            size=size,
            many=many.astype(np.float64),
            together=np.array([(counts[row].T @ counts[row]).toarray() for row in rows]),
            through=np.array([counts[row].T @ mine[row] for row in rows]),
            within=np.array([mine[row].T @ mine[row] for row in rows]),
            counts=own[:, 0],
            own=own,
            whole=np.array([[sizes.sum(), total], [total, squares]]),
        )

    def fit(self, larger: float, smaller: float) -> tuple[float, float]:
        """Give -2 log restricted likelihood and the variance of the error, at variances in units of the latter.

        With W = (I + larger Z Z')⁻¹ of the larger factor and B = X' W X of the smaller one's columns X:
        log |V| = Σ log(1 + larger n) + log |I + smaller B|, V⁻¹ = W - smaller W X (I + smaller B)⁻¹ X' W.
        """
        shrunk = larger / (1 + larger * self.size)
        between = np.diag(smaller * self.counts + 1) - smaller * np.tensordot(shrunk, self.together, 1)
        root = np.linalg.cholesky(between)
        half = linalg.solve_triangular(root, self.own - np.tensordot(shrunk, self.through, 1), lower=True)
        (ones, cross), (_, squares) = self.whole - np.tensordot(shrunk, self.within, 1) - smaller * half.T @ half
        freedom = float(self.whole[0, 0]) - 1
        left = max(float(squares - cross**2 / ones), TINY) / freedom
        size = float(self.many @ np.log1p(larger * self.size)) + 2 * float(np.log(root.diagonal()).sum())
        return freedom * float(np.log(left)) + size + float(np.log(ones)), left


def icc_unbalanced(
    subjects: ArrayLike, raters: ArrayLike, scores: ArrayLike, confidence: float = 0.95
) -> UnbalancedIcc | CannotTell:
    """Give intraclass correlations of `scores`, one a rating, by `subjects` and `raters`: three columns of one length.

    `subjects` and `raters` are whole numbers that name them. The interval of a share x holds all x0 where the profile
    deviance min D(x = x0) - min D is at most the quantile of chi² with one degree of freedom (Venzon & Moolgavkar 1988,
    Applied Statistics 37:87).

    Cannot tell: NOTHING, ONE_SUBJECT, ONE_RATER, TOO_FEW (no more ratings than subjects and raters take up),
    NO_VARIANCE, NO_ERROR (raters differ by severity alone or not at all), NOT_CONVERGED. Raises `BadInputError`:
    "ratings.lengths_differ", "ratings.rated_twice" (a subject twice by the same rater), "ratings.not_a_share", and as
    `telling.whole_numbers` and `telling.numbers`.
    """
    rise = float(special.chdtri(1, 1 - share_of(confidence, "confidence")))
    who, by, given = whole_numbers(subjects, "subjects"), whole_numbers(raters, "raters"), numbers(scores, "scores")
    same_length(subjects=who, raters=by, scores=given)
    (_, who), (_, by) = (np.unique(each, return_inverse=True) for each in (who, by))
    met = sparse.csr_array((np.ones(len(given)), (who, by)), shape=(who.max(initial=-1) + 1, by.max(initial=-1) + 1))
    too_little = _too_little(met, given)
    if too_little:
        return too_little
    scale = float(given.std())
    centred = (given - given.mean()) / scale
    sums = sparse.csr_array((centred, (who, by)), shape=met.shape)
    fit = _fitting(met, sums, float(centred @ centred))
    best = optimize.minimize(
        lambda root: fit(*_variances(root))[0],
        (1.0, 1.0),
        method="Nelder-Mead",
        options={"initial_simplex": START, "xatol": 1e-7, "fatol": 1e-9, "maxiter": STEPS},
    )
    at = _variances(best.x)
    if max(at) >= NO_ERROR:
        return CannotTell(Reason.NO_ERROR)
    if not best.success:
        return CannotTell(Reason.NOT_CONVERGED)
    return _told(met, fit, at, rise, scale)


def _variances(root: Floats) -> tuple[float, float]:
    """Turn any two numbers into variances in units of the error: so 0 is no border for the search, and neither is 1."""
    subject, rater = np.minimum(root**2, MOST).tolist()
    return subject, rater


def _too_little(met: sparse.csr_array, given: Floats) -> CannotTell | None:
    subjects, raters = met.shape
    if not len(given):
        return CannotTell(Reason.NOTHING)
    if met.nnz < len(given) or met.max() > 1:
        raise BadInputError("ratings.rated_twice", field="subjects")
    if subjects < PAIR:
        return CannotTell(Reason.ONE_SUBJECT, has=subjects, needs=PAIR)
    if raters < PAIR:
        return CannotTell(Reason.ONE_RATER, has=raters, needs=PAIR)
    links = sparse.block_array([[None, met], [met.T, None]])
    taken = subjects + raters - int(csgraph.connected_components(links, directed=False, return_labels=False))
    if len(given) <= taken:
        return CannotTell(Reason.TOO_FEW, has=len(given), needs=taken + 1)
    return CannotTell(Reason.NO_VARIANCE) if (given == given[0]).all() else None


def _fitting(met: sparse.csr_array, sums: sparse.csr_array, squares: float) -> Fit:
    """Give the likelihood as a function of the variances of subjects and raters, whichever factor is the larger."""
    if met.shape[0] >= met.shape[1]:
        return _Sums.of(met, sums, squares).fit
    turned = _Sums.of(met.T.tocsr(), sums.T.tocsr(), squares)
    return lambda subject, rater: turned.fit(rater, subject)


def _told(met: sparse.csr_array, fit: Fit, at: tuple[float, float], rise: float, scale: float) -> UnbalancedIcc:
    """Put the estimates and their intervals together; `at` holds S / E and R / E."""
    subject, rater = at
    error = fit(subject, rater)[1] * scale**2
    agreement, consistency = subject / (subject + rater + 1), subject / (subject + 1)
    k, q = _overlap(met)
    return UnbalancedIcc(
        agreement,
        *_around(lambda share, other: fit(_odds(share) * (1 + other), other)[0], (agreement, np.sqrt(rater)), rise),
        consistency,
        *_around(lambda share, other: fit(_odds(share), other)[0], (consistency, np.sqrt(rater)), rise),
        mean=subject / (subject + q * rater + 1 / k),
        subject=subject * error,
        rater=rater * error,
        error=error,
        k=k,
        q=q,
        ratings=int(met.nnz),
        subjects=met.shape[0],
        raters=met.shape[1],
    )


def _around(deviance: Callable[[float, float], float], at: tuple[float, float], rise: float) -> tuple[float, float]:
    """Give where the deviance, least over the other variance, has risen by `rise` below and above a share.

    `at` holds the share and the root of the other variance where it is least. The root of the rise is nearly a straight
    line in the logarithm of one less the share, so that few steps find its height.
    """
    share, other = at
    least = deviance(share, other**2)

    def beyond(z: float) -> float:
        found = optimize.minimize_scalar(
            lambda root: deviance(1 - np.exp(-z), min(root**2, MOST)), (0.9 * other, 1.1 * other + 0.1), tol=CLOSE
        )
        return float(np.sqrt(max(found.fun - least, 0.0)) - np.sqrt(rise))

    middle = -float(np.log1p(-share))
    low, high = (
        end if beyond(end) <= 0 else float(optimize.brentq(beyond, middle, end, xtol=CLOSE, rtol=CLOSE))
        for end in (0.0, FAR)
    )
    return -float(np.expm1(-low)), -float(np.expm1(-high))


def _overlap(met: sparse.csr_array) -> tuple[float, float]:
    """Give the harmonic mean of ratings a subject, and Putka's q: how far subjects have different raters (eq. 7)."""
    subjects = met.shape[0]
    shares = sparse.diags_array(1 / met.sum(axis=1)) @ met
    alone = float((shares.data**2).sum())
    k = subjects / float((1 / met.sum(axis=1)).sum())
    shared = float((shares.sum(axis=0) ** 2).sum()) - alone
    return k, 1 / k - shared / (subjects * (subjects - 1))


def _odds(share: float) -> float:
    """Turn a share of x in x + error into x in units of the error."""
    return share / (1 - share)
