from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from liuxin.engines.ratings.agreement import Icc, IccForm, UnbalancedIcc, icc, icc_unbalanced, mixed
from liuxin.engines.ratings.telling import CannotTell, Reason
from liuxin.kernel.errors import BadInputError
from tests.engines.ratings.vectors import vectors

SIX = np.array(vectors("agreement")["shrout_fleiss_1979"]["ratings"], float)
Columns = tuple[np.ndarray, np.ndarray, np.ndarray]


def told(found: UnbalancedIcc | CannotTell) -> UnbalancedIcc:
    assert isinstance(found, UnbalancedIcc)
    return found


def of_table(table: np.ndarray) -> Columns:
    """Write a table of (subjects, raters) as columns, without what is missing."""
    subjects, raters = np.nonzero(~np.isnan(table))
    return subjects, raters, table[subjects, raters]


def drawn(seed: int, *, subjects: int = 12, raters: int = 5, missing: float = 0.3, severity: float = 0.7) -> Columns:
    chance = np.random.default_rng(seed)
    table = chance.normal(size=(subjects, 1)) + severity * chance.normal(size=(1, raters))
    table = table + chance.normal(size=(subjects, raters))
    table[chance.random(table.shape) < missing] = np.nan
    return of_table(table)


def dense(columns: Columns, subject: float, rater: float, error: float) -> float:
    """Compute -2 log restricted likelihood from the whole covariance matrix, constants left out."""
    who, by, given_ = columns
    cover = subject * (who[:, None] == who) + rater * (by[:, None] == by) + error * np.eye(len(who))
    inverse, ones = np.linalg.inv(cover), np.ones(len(who))
    mean = (ones @ inverse @ given_) / (ones @ inverse @ ones)
    off = given_ - mean
    return float(np.linalg.slogdet(cover)[1] + np.log(ones @ inverse @ ones) + off @ inverse @ off)


def least(columns: Columns, where: Any = None) -> tuple[np.ndarray, float]:
    """Find the variances of least deviance by another search; `where` turns free numbers into variances."""
    where = where or np.exp
    starts = ([0.0, 0.0, 0.0], [-2.0, -2.0, 0.0]) if where is np.exp else ([0.0, 0.0], [-2.0, 0.0])
    found = [
        optimize.minimize(
            lambda at: dense(columns, *where(at)),
            start,
            method="Nelder-Mead",
            options={"xatol": 1e-7, "fatol": 1e-9, "maxiter": 4000},
        )
        for start in starts
    ]
    best = min(found, key=lambda each: each.fun)
    return np.asarray(where(best.x)), float(best.fun)


def test_of_a_complete_table_it_is_what_shrout_and_fleiss_printed():
    found = told(icc_unbalanced(*of_table(SIX)))
    two, three, mean = (icc(SIX, form) for form in (IccForm.ICC_2_1, IccForm.ICC_3_1, IccForm.ICC_3_K))

    assert isinstance(two, Icc)
    assert isinstance(three, Icc)
    assert isinstance(mean, Icc)
    assert found.agreement == pytest.approx(two.value, abs=1e-6)
    assert found.consistency == pytest.approx(three.value, abs=1e-6)
    assert found.mean == pytest.approx(mean.value, abs=1e-6)
    assert (found.k, found.q) == pytest.approx((4.0, 0.0), abs=1e-12)
    assert (found.ratings, found.subjects, found.raters) == (24, 6, 4)
    # the mean squares of the paper: (B - E) / 4, (J - E) / 6 and E
    assert found.subject == pytest.approx((11.2416667 - 1.0194444) / 4, abs=1e-5)
    assert found.rater == pytest.approx((32.4861111 - 1.0194444) / 6, abs=1e-5)
    assert found.error == pytest.approx(1.0194444, abs=1e-5)


def test_more_raters_than_subjects_are_eliminated_instead():
    found, turned = (told(icc_unbalanced(*of_table(table))) for table in (SIX, SIX.T))

    assert (turned.subject, turned.rater, turned.error) == pytest.approx(
        (found.rater, found.subject, found.error), rel=1e-5
    )
    assert (turned.subjects, turned.raters, turned.k) == (4, 6, 6.0)


@pytest.mark.parametrize("seed", range(4))
def test_estimates_are_those_of_the_whole_covariance_matrix(seed: int):
    columns = drawn(seed)
    found = told(icc_unbalanced(*columns))
    (subject, rater, error), deviance = least(columns)

    assert (found.subject, found.rater, found.error) == pytest.approx((subject, rater, error), rel=1e-3, abs=1e-3)
    assert dense(columns, found.subject, found.rater, found.error) <= deviance + 1e-6
    assert found.agreement == pytest.approx(found.subject / (found.subject + found.rater + found.error))
    assert found.consistency == pytest.approx(found.subject / (found.subject + found.error))


@pytest.mark.parametrize("confidence", [0.8, 0.95])
def test_at_the_bounds_the_profile_deviance_has_risen_by_the_quantile(confidence: float):
    columns = drawn(3)
    found = told(icc_unbalanced(*columns, confidence=confidence))
    rise = stats.chi2.ppf(confidence, 1)
    lowest = dense(columns, found.subject, found.rater, found.error)

    for bound in (found.agreement_low, found.agreement_high):

        def of_agreement(at: np.ndarray, share: float = bound) -> tuple[float, float, float]:
            rater, error = np.exp(at)
            return share / (1 - share) * (rater + error), rater, error

        assert least(columns, of_agreement)[1] - lowest == pytest.approx(rise, abs=0.01)
    for bound in (found.consistency_low, found.consistency_high):

        def of_consistency(at: np.ndarray, share: float = bound) -> tuple[float, float, float]:
            rater, error = np.exp(at)
            return share / (1 - share) * error, rater, error

        assert least(columns, of_consistency)[1] - lowest == pytest.approx(rise, abs=0.01)


def test_ninety_five_per_cent_is_meant_unless_told():
    assert icc_unbalanced(*drawn(3)) == icc_unbalanced(*drawn(3), confidence=0.95)
    assert told(icc_unbalanced(*drawn(3), confidence=0.5)).agreement_low > told(icc_unbalanced(*drawn(3))).agreement_low


def test_without_differences_of_the_subjects_all_begins_at_nought():
    # subjects differ less than chance lets expect: the component stays at 0 and does not go below
    table = np.array([[1.0, 5.0, 3.0], [5.0, 1.0, 3.0], [3.0, 3.0, 2.9], [2.0, 4.0, 3.1]])
    found = told(icc_unbalanced(*of_table(table)))

    assert found.agreement == pytest.approx(0.0, abs=1e-6)
    assert found.consistency == pytest.approx(0.0, abs=1e-6)
    assert (found.agreement_low, found.consistency_low) == (0.0, 0.0)
    assert found.mean == pytest.approx(0.0, abs=1e-6)


def test_raters_alike_in_severity_make_agreement_and_consistency_one():
    found = told(icc_unbalanced(*drawn(3, subjects=30, severity=0.0, missing=0.1)))

    assert found.agreement == pytest.approx(found.consistency, abs=0.03)


def overlap(columns: Columns) -> tuple[float, float]:
    """Compute k and q as Putka and his colleagues print them, pair by pair of subjects."""
    who, by, _ = columns
    raters = {each: set(by[who == each].tolist()) for each in np.unique(who).tolist()}
    k = len(raters) / sum(1 / len(each) for each in raters.values())
    shared = sum(len(a & b) / (len(a) * len(b)) for a, b in combinations(raters.values(), 2))
    return k, 1 / k - 2 * shared / (len(raters) * (len(raters) - 1))


@pytest.mark.parametrize("seed", range(3))
def test_the_mean_of_ratings_knows_how_far_raters_are_shared(seed: int):
    columns = drawn(seed)
    found = told(icc_unbalanced(*columns))

    assert (found.k, found.q) == pytest.approx(overlap(columns))
    assert found.mean == pytest.approx(
        found.subject / (found.subject + found.q * found.rater + found.error / found.k), rel=1e-6
    )


def test_groups_with_raters_of_their_own_share_less():
    # eight subjects, four of them with one pair of raters and four with another
    who, by, given_ = drawn(2, subjects=8, raters=4, missing=0.0)
    kept = (who < 4) == (by < 2)
    found = told(icc_unbalanced(who[kept], by[kept], given_[kept]))

    assert (found.k, found.q) == pytest.approx((2.0, 0.5 - 2 * 12 * 2 / 4 / 56))


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        (([], [], []), CannotTell(Reason.NOTHING)),
        (([1, 1, 1], [1, 2, 3], [1, 2, 3]), CannotTell(Reason.ONE_SUBJECT, has=1, needs=2)),
        (([1, 2, 3], [1, 1, 1], [1, 2, 3]), CannotTell(Reason.ONE_RATER, has=1, needs=2)),
        (([1, 1, 2, 2], [1, 2, 1, 3], [1, 2, 3, 5]), CannotTell(Reason.TOO_FEW, has=4, needs=5)),
        (([1, 1, 2], [1, 2, 1], [1, 2, 3]), CannotTell(Reason.TOO_FEW, has=3, needs=4)),
        (([1, 1, 2, 2, 3, 3], [1, 2, 1, 2, 3, 4], [1, 2, 3, 4, 5, 6]), CannotTell(Reason.NO_ERROR)),
        (([1, 1, 2, 2], [1, 2, 1, 2], [3, 3, 3, 3]), CannotTell(Reason.NO_VARIANCE)),
        (([1, 1, 2, 2, 3, 3], [1, 2, 1, 2, 1, 2], [1, 2, 3, 4, 7, 8]), CannotTell(Reason.NO_ERROR)),
        (([1, 1, 2, 2, 3, 3], [1, 2, 1, 2, 1, 2], [1, 1, 3, 3, 7, 7]), CannotTell(Reason.NO_ERROR)),
    ],
)
def test_too_little_is_told_with_its_reason(columns: Any, reason: CannotTell):
    assert icc_unbalanced(*columns) == reason


def test_a_search_that_does_not_end_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(mixed, "STEPS", 2)

    assert icc_unbalanced(*drawn(3)) == CannotTell(Reason.NOT_CONVERGED)


@pytest.mark.parametrize(
    ("columns", "confidence", "code", "field"),
    [
        (([1, 2], [1, 2], [1, np.nan]), 0.95, "ratings.not_a_number", "scores"),
        (([1, 2], [1, 1.5], [1, 2]), 0.95, "ratings.not_whole", "raters"),
        (([-1, 2], [1, 1], [1, 2]), 0.95, "ratings.too_small", "subjects"),
        (([1, 2], [1, 1], [1, 2, 3]), 0.95, "ratings.lengths_differ", "scores"),
        (([1, 2], [1, 1, 2], [1, 2]), 0.95, "ratings.lengths_differ", "raters"),
        (([1, 1, 2, 2], [1, 1, 1, 2], [1, 2, 3, 4]), 0.95, "ratings.rated_twice", "subjects"),
        (([1, 2], [1, 1], [1, 2]), 1.2, "ratings.not_a_share", "confidence"),
    ],
)
def test_bad_input_is_named(columns: Any, confidence: float, code: str, field: str):
    with pytest.raises(BadInputError) as caught:
        icc_unbalanced(columns[0], columns[1], columns[2], confidence)
    assert (caught.value.code, caught.value.field) == (code, field)


@given(st.integers(0, 50), st.floats(-50, 50), st.floats(0.2, 20), st.randoms(use_true_random=False))
@settings(max_examples=6)
def test_order_names_origin_and_unit_do_not_matter(seed: int, shift: float, times: float, chance: Any):
    who, by, given_ = drawn(seed, subjects=6, raters=4)
    order = list(range(len(who)))
    chance.shuffle(order)
    one = icc_unbalanced(who, by, given_)
    other = icc_unbalanced(7 * (who.max() - who)[order], 3 * by[order] + 1, (times * given_ + shift)[order])

    assert type(one) is type(other)
    if isinstance(one, UnbalancedIcc) and isinstance(other, UnbalancedIcc):
        assert (other.agreement, other.consistency, other.mean) == pytest.approx(
            (one.agreement, one.consistency, one.mean), abs=1e-4
        )
        assert (other.subject, other.error) == pytest.approx(
            (times**2 * one.subject, times**2 * one.error), rel=1e-3, abs=1e-4 * times**2
        )


@given(st.integers(0, 200))
@settings(max_examples=8)
def test_each_share_lies_within_its_interval_and_that_within_nought_and_one(seed: int):
    found = icc_unbalanced(*drawn(seed, subjects=8, raters=4))
    if isinstance(found, UnbalancedIcc):
        assert 0 <= found.agreement_low <= found.agreement + 1e-6 <= found.agreement_high + 2e-6 <= 1 + 2e-6
        assert 0 <= found.consistency_low <= found.consistency + 1e-6 <= found.consistency_high + 2e-6 <= 1 + 2e-6
        assert found.agreement <= found.consistency + 1e-9


@pytest.mark.scale
def test_intervals_hold_the_truth_about_95_times_in_100():
    # 40 subjects, 12 raters, 3 in 10 cells filled: agreement 1 / 2.49, consistency 1 / 2
    agreed, consistent = [], []
    for seed in range(300):
        found = told(icc_unbalanced(*drawn(seed, subjects=40, raters=12, missing=0.7)))
        agreed.append(found.agreement_low <= 1 / 2.49 <= found.agreement_high)
        consistent.append(found.consistency_low <= 1 / 2 <= found.consistency_high)

    assert 0.91 <= np.mean(agreed) <= 0.985
    assert 0.91 <= np.mean(consistent) <= 0.985
