from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from liuxin.engines.ratings.agreement import Concordance, kendall_w
from liuxin.engines.ratings.telling import CannotTell, Reason
from liuxin.kernel.errors import BadInputError
from tests.engines.ratings.vectors import vectors

SIEGEL = vectors("agreement")["siegel_1956"]
tables = arrays(float, st.tuples(st.integers(2, 8), st.integers(2, 5)), elements=st.integers(1, 5).map(float))


def told(found: Concordance | CannotTell) -> Concordance:
    assert isinstance(found, Concordance)
    return found


def test_the_executives_are_as_siegel_printed_them():
    found, expected = told(kendall_w(np.transpose(SIEGEL["executives"]))), SIEGEL["executives_told"]

    assert found.squares == expected["squares"]
    assert found.value == pytest.approx(expected["value"], abs=1e-12)
    assert found.value == pytest.approx(expected["printed"], abs=0.005)
    assert found.ties == 0.0
    assert found.rho == pytest.approx((3 * expected["value"] - 1) / 2)


def test_ties_are_corrected_as_siegel_printed_it():
    found, expected = told(kendall_w(np.transpose(SIEGEL["tied"]))), SIEGEL["tied_told"]

    assert (found.squares, found.ties) == (expected["squares"], expected["ties"])
    assert found.value == pytest.approx(expected["printed"], abs=5e-4)
    assert found.chi2 == pytest.approx(3 * 9 * 591 / 714)
    assert found.df == 9
    assert found.p == pytest.approx(stats.chi2.sf(3 * 9 * 591 / 714, 9))


def test_the_same_order_is_one_and_two_opposite_ones_nought():
    assert told(kendall_w([[1, 10], [2, 20], [3, 30]])).value == 1.0
    assert told(kendall_w([[1, 3], [2, 2], [3, 1]])).value == 0.0


def test_one_rater_without_an_order_leaves_that_of_the_other():
    # ranks 1.5, 1.5 and 1, 2: s = 0.5, the squares of all ranks 0.5
    assert told(kendall_w([[1, 1], [1, 2]])).value == 0.5


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (np.zeros((0, 2)), CannotTell(Reason.NOTHING)),
        ([[1, 2]], CannotTell(Reason.ONE_SUBJECT, has=1, needs=2)),
        ([[1], [2]], CannotTell(Reason.ONE_RATER, has=1, needs=2)),
        ([[1, 2], [1, 2], [1, 2]], CannotTell(Reason.NO_VARIANCE)),
    ],
)
def test_too_little_is_told_with_its_reason(table: Any, reason: CannotTell):
    assert kendall_w(table) == reason


@pytest.mark.parametrize(
    ("table", "code"), [([[1, np.nan], [2, 3]], "ratings.not_a_number"), ([1, 2], "ratings.wrong_shape")]
)
def test_bad_input_is_named(table: Any, code: str):
    with pytest.raises(BadInputError) as caught:
        kendall_w(table)
    assert (caught.value.code, caught.value.field) == (code, "ratings")


@given(tables)
def test_w_is_kendalls_formula_with_his_correction_for_ties(table: np.ndarray):
    found, (n, k) = kendall_w(table), table.shape
    if isinstance(found, Concordance):
        ties = sum((each**3 - each) / 12 for column in table.T for each in np.unique(column, return_counts=True)[1])
        sums = np.sum([stats.rankdata(column) for column in table.T], axis=0)
        squares = ((sums - sums.mean()) ** 2).sum()
        assert (found.squares, found.ties) == pytest.approx((squares, ties))
        assert found.value == pytest.approx(squares / (k**2 * (n**3 - n) / 12 - k * ties))
        assert -1e-12 <= found.value <= 1 + 1e-12


@given(arrays(float, st.tuples(st.integers(3, 6), st.integers(2, 4)), elements=st.floats(0, 1), unique=True))
@settings(max_examples=40)
def test_rho_is_the_mean_of_all_pairs_of_raters(table: np.ndarray):
    pairs = [stats.spearmanr(one, other)[0] for one, other in combinations(table.T, 2)]

    assert told(kendall_w(table)).rho == pytest.approx(np.mean(pairs), abs=1e-9)


@given(tables, st.randoms(use_true_random=False))
def test_order_and_scale_do_not_matter(table: np.ndarray, chance: Any):
    rows = list(range(len(table)))
    chance.shuffle(rows)

    assert kendall_w(np.exp(table[rows][:, ::-1])) == kendall_w(table)
