import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.engines.measurement import intervals


# Newcombe (1998), Statistics in Medicine 17:857-872, Table I: Wilson limits of 95 %, as printed.
@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_is_as_newcombe_printed_it(successes: float, trials: float, low: float, high: float):
    found = intervals.wilson(successes, trials)

    assert found == pytest.approx((low, high), abs=5e-5)


# The same four, computed to full precision with statsmodels 0.14.
@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (81, 263, 0.2552885198782742, 0.36620957698280004),
        (15, 148, 0.06238639953073628, 0.16048724172330803),
        (0, 20, 0.0, 0.1611251580528194),
        (1, 29, 0.006113214292762667, 0.17175521879320294),
    ],
)
def test_wilson_agrees_with_statsmodels(successes: float, trials: float, low: float, high: float):
    assert intervals.wilson(successes, trials) == pytest.approx((low, high), abs=1e-12)


@given(st.floats(0.01, 5000), st.floats(0, 1))
def test_wilson_holds_the_share_and_stays_between_nought_and_one(trials: float, share: float):
    low, high = intervals.wilson(share * trials, trials)

    assert 0 <= low <= share + 1e-9
    assert share - 1e-9 <= high <= 1


# Garwood (1936), Biometrika 28:437-442, limits of 95 % for an observed count.
@pytest.mark.parametrize(
    ("count", "low", "high"), [(0, 0.0, 3.689), (1, 0.0253, 5.572), (5, 1.623, 11.668), (10, 4.795, 18.390)]
)
def test_garwood_is_as_printed(count: float, low: float, high: float):
    assert intervals.garwood(count) == pytest.approx((low, high), abs=1e-3)


# Conover, Practical Nonparametric Statistics: ranks that enclose the median with at least 95 %.
@pytest.mark.parametrize(
    ("size", "ranks"), [(5, (None, None)), (6, (1, 6)), (9, (2, 8)), (20, (6, 15)), (100, (40, 61))]
)
def test_ranks_around_a_median_are_the_known_ones(size: int, ranks: tuple[int | None, int | None]):
    assert intervals.order_ranks(size, 0.5) == ranks


def test_a_high_quantile_of_a_small_sample_has_no_upper_bound():
    assert intervals.order_ranks(30, 0.9) == (23, None)


@given(st.integers(1, 300), st.sampled_from([0.5, 0.9]))
def test_ranks_cover_at_least_95_per_cent(size: int, quantile: float):
    low, high = intervals.order_ranks(size, quantile)

    reached = [math.comb(size, k) * quantile**k * (1 - quantile) ** (size - k) for k in range(size + 1)]
    assert sum(reached[(low or 0) : (high or size + 1)]) >= 0.95 - 1e-12


def test_a_mean_has_the_interval_of_student():
    # 1, 2, 3, 4: mean 2.5, s = 1.2909944, t(3, 0.975) = 3.1824463
    low, high = intervals.student_t(10.0, 30.0, 4)

    assert low == pytest.approx(2.5 - 3.182446305 * 1.290994449 / 2)
    assert high == pytest.approx(2.5 + 3.182446305 * 1.290994449 / 2)


def test_a_single_value_bounds_nothing():
    assert intervals.student_t(3.0, 9.0, 1) == (None, None)


def test_a_mean_of_what_cannot_be_negative_is_bounded_at_nought():
    assert intervals.student_t(1.0, 1.0, 2)[0] == 0.0
