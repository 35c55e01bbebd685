from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from liuxin.engines.ratings.agreement import r_wg, r_wg_j
from liuxin.engines.ratings.telling import Reason
from liuxin.kernel.errors import BadInputError

NAN = np.nan
level = st.one_of(st.just(NAN), st.integers(1, 5).map(float))


# James, Demaree & Wolf 1984: five levels have an expected variance of 2, seven of 4.
def test_r_wg_is_one_less_the_share_of_chance_in_the_variance():
    assert r_wg([[3, 3, 4, 4]], 1, 5).value.tolist() == pytest.approx([1 - (1 / 3) / 2])
    assert r_wg([[3, 3, 4, 4]], 1, 7).value.tolist() == pytest.approx([1 - (1 / 3) / 4])
    assert r_wg([[3, 3, 4, 4]], 0, 4).value.tolist() == pytest.approx([1 - (1 / 3) / 2])


def test_several_items_step_up_as_spearman_and_brown_have_it():
    # both items have a variance of 1/3: q = 5/6, 2 q / (2 q + 1/6)
    found = r_wg_j([[[3, 4], [3, 4], [4, 5], [4, 5]]], 1, 5)

    assert found.value.tolist() == pytest.approx([(10 / 6) / (10 / 6 + 1 / 6)])
    assert (found.raters.tolist(), found.items.tolist(), found.why.tolist()) == ([4], [2], [None])


# LeBreton & Senter 2008, table 2: of five levels the slightly skewed distribution has a variance of 1.34.
def test_another_distribution_of_chance_may_be_taken():
    assert r_wg([[3, 3, 4, 4]], 1, 5, variance=1.34).value.tolist() == pytest.approx([1 - (1 / 3) / 1.34])
    assert r_wg([[3, 3, 4, 4]], 1, 5, variance=0.44).value.tolist() == pytest.approx([1 - (1 / 3) / 0.44])
    one_item = [[[3], [3], [4], [4]]]
    assert r_wg_j(one_item, 1, 5, variance=0.44).value.tolist() == pytest.approx([1 - (1 / 3) / 0.44])


def test_full_agreement_is_one_and_more_spread_than_chance_nought_and_marked():
    found = r_wg(np.array([[4, 4, 4], [1, 5, 1], [1, 3, NAN]]), 1, 5)

    assert found.value.tolist() == [1.0, 0.0, 0.0]
    assert found.beyond.tolist() == [False, True, False]  # 1 and 3 spread exactly as chance: a variance of 2


def test_a_little_more_spread_than_chance_is_marked_too():
    assert r_wg([[1, 3, 4]], 1, 5).beyond.tolist() == [True]  # a variance of 7/3


def test_several_items_beyond_chance_are_nought_too():
    found = r_wg_j([[[1, 1], [5, 5]]], 1, 5)

    assert (found.value.tolist(), found.beyond.tolist()) == ([0.0], [True])


def test_who_cannot_be_told_has_a_reason():
    found = r_wg(np.array([[4, 5, NAN], [4, NAN, NAN], [NAN, NAN, NAN]]), 1, 5)

    assert np.isnan(found.value).tolist() == [False, True, True]
    assert found.why.tolist() == [None, Reason.ONE_RATER, Reason.NOTHING]
    assert found.raters.tolist() == [2, 1, 0]
    assert found.items.tolist() == [1, 0, 0]
    assert found.beyond.tolist() == [False, False, False]


def test_an_item_that_one_rated_does_not_count():
    found = r_wg_j(np.array([[[3, 1, 4], [3, NAN, 4], [4, NAN, NAN]]]), 1, 5)
    alone = r_wg_j(np.array([[[3, 4], [3, 4], [4, NAN]]]), 1, 5)

    assert found.value.tolist() == alone.value.tolist()
    assert (found.raters.tolist(), found.items.tolist()) == ([2], [2])


def test_nobody_and_nothing_are_fine():
    assert r_wg(np.zeros((0, 3)), 1, 5).value.tolist() == []
    assert r_wg(np.zeros((2, 0)), 1, 5).why.tolist() == [Reason.NOTHING] * 2
    assert r_wg_j(np.zeros((1, 3, 0)), 1, 5).why.tolist() == [Reason.NOTHING]


@pytest.mark.parametrize(
    ("ratings", "lowest", "highest", "variance", "code", "field", "params"),
    [
        ([[1, 6]], 1, 5, None, "ratings.off_scale", "ratings", {"place": "1, 2, 1", "lowest": 1, "highest": 5}),
        ([[0, 4]], 1, 5, None, "ratings.off_scale", "ratings", {"place": "1, 1, 1", "lowest": 1, "highest": 5}),
        ([[1, 1]], 1, 1, None, "ratings.no_scale", "highest", {"lowest": 1, "highest": 1}),
        ([[1, 1]], 1, 5, 0.0, "ratings.not_positive", "variance", {}),
        ([[1, 1]], 1, 5, np.inf, "ratings.not_positive", "variance", {}),
        ([[1, np.inf]], 1, 5, None, "ratings.not_a_number", "ratings", {"place": "1, 2"}),
        ([1, 2], 1, 5, None, "ratings.wrong_shape", "ratings", {"has": 1, "needs": 2}),
    ],
)
def test_bad_input_is_named(
    *, ratings: Any, lowest: int, highest: int, variance: float | None, code: str, field: str, params: dict[str, Any]
):
    with pytest.raises(BadInputError) as caught:
        r_wg(ratings, lowest, highest, variance=variance)
    assert (caught.value.code, caught.value.field, caught.value.params) == (code, field, params)


def test_items_need_a_third_direction():
    with pytest.raises(BadInputError) as caught:
        r_wg_j([[1, 2]], 1, 5)
    assert (caught.value.code, caught.value.params) == ("ratings.wrong_shape", {"has": 2, "needs": 3})
    assert caught.value.field == "ratings"


@given(arrays(float, st.tuples(st.integers(1, 4), st.integers(1, 4), st.integers(1, 3)), elements=level))
def test_all_subjects_at_once_are_as_each_by_hand(cube: np.ndarray):
    found = r_wg_j(cube, 1, 5)
    for subject, table in enumerate(cube):
        items = [item[~np.isnan(item)] for item in table.T]
        items = [item for item in items if len(item) > 1]
        if not items:
            assert np.isnan(found.value[subject])
            assert found.why[subject] is not None
            continue
        ratio = np.mean([np.var(item, ddof=1) for item in items]) / 2
        by_hand = len(items) * (1 - ratio) / (len(items) * (1 - ratio) + ratio)
        assert found.value[subject] == pytest.approx(by_hand if ratio <= 1 else 0.0, abs=1e-9)
        assert found.raters[subject] == min(map(len, items))
        assert found.why[subject] is None


@given(arrays(float, st.tuples(st.integers(1, 4), st.integers(1, 5)), elements=level))
def test_turning_the_scale_round_and_the_order_of_raters_do_not_matter(table: np.ndarray):
    one, other = r_wg(table, 1, 5), r_wg(6 - table[:, ::-1], 1, 5)

    assert one.value.tolist() == pytest.approx(other.value.tolist(), nan_ok=True)
