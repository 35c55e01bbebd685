import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from liuxin.engines import intervals
from liuxin.engines.intervals import Bounds
from tests.engines.measurement import reference
from tests.engines.ratings.vectors import vectors

SHARES = vectors("proportion_intervals_newcombe")


def _both(found: Bounds) -> tuple[float, float]:
    return float(found[0]), float(found[1])


# Newcombe (1998), Statistics in Medicine 17:857-872, Table I: Wilson limits of 95 %, as printed.
@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_is_as_newcombe_printed_it(successes: float, trials: float, low: float, high: float):
    assert _both(intervals.wilson(successes, trials)) == pytest.approx((low, high), abs=5e-5)


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
    assert _both(intervals.wilson(successes, trials)) == pytest.approx((low, high), abs=1e-12)


# The same four under Jeffreys' prior (statsmodels 0.14), but for the lower end of 0 out of 20, which Brown, Cai and
# DasGupta (2001, Statistical Science 16:101-133) put at 0.
@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (81, 263, 0.2545219349910236, 0.36564749917408235),
        (15, 148, 0.06044851700929642, 0.15764314347874112),
        (0, 20, 0.0, 0.11663898290487545),
        (1, 29, 0.003746173649057073, 0.15007768600223176),
    ],
)
def test_jeffreys_agrees_with_statsmodels(successes: float, trials: float, low: float, high: float):
    assert _both(intervals.jeffreys(successes, trials)) == pytest.approx((low, high), abs=1e-12)


# The same four by Clopper and Pearson, as Newcombe (1998, Table I) printed them and as statsmodels 0.14 computes them.
@pytest.mark.parametrize(
    ("successes", "trials", "printed", "low", "high"),
    [
        (81, 263, (0.2527, 0.3676), 0.25273674558527137, 0.36762192260135135),
        (15, 148, (0.0578, 0.1617), 0.05784401008344857, 0.161650490349479),
        (0, 20, (0.0, 0.1684), 0.0, 0.16843347098308534),
        (1, 29, (0.0009, 0.1776), 0.000872646883579922, 0.17764429548872293),
    ],
)
def test_clopper_and_pearson_are_as_published(
    successes: float, trials: float, printed: tuple[float, float], low: float, high: float
):
    assert _both(intervals.clopper_pearson(successes, trials)) == pytest.approx(printed, abs=5e-5)
    assert _both(intervals.clopper_pearson(successes, trials)) == pytest.approx((low, high), abs=1e-12)


@pytest.mark.parametrize("share", SHARES["data"])
@pytest.mark.parametrize("around", ["wilson", "clopper_pearson", "jeffreys"])
def test_the_shared_numbers_are_met(around: str, share: str):
    successes, trials = map(int, share.split("/"))
    low, high = SHARES["expected"]["values"][share][around]
    # Brown, Cai and DasGupta put the lower end of no success at 0; statsmodels, whose numbers these are, does not.
    low = 0.0 if successes == 0 else low

    assert _both(getattr(intervals, around)(successes, trials)) == pytest.approx((low, high), abs=SHARES["tolerance"])


def test_where_all_succeeded_the_exact_interval_reaches_one():
    # 0.025 to the power of 1/20
    assert _both(intervals.clopper_pearson(20, 20)) == pytest.approx((0.83156653, 1.0), abs=1e-8)


@given(
    st.integers(1, 60).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials))), st.floats(0.01, 0.99)
)
def test_the_exact_interval_holds_every_share_that_makes_the_count_likely_enough(drawn: tuple[int, int], share: float):
    successes, trials = drawn
    low, high = _both(intervals.clopper_pearson(successes, trials))
    fewer = float(special.bdtr(successes, trials, share))
    more = float(special.bdtrc(successes - 1, trials, share)) if successes else 1.0
    if min(abs(fewer - 0.025), abs(more - 0.025)) > 1e-9:
        assert (low <= share <= high) is (min(fewer, more) > 0.025)


# Newcombe (1998), Statistics in Medicine 17:873-890, Table II, method 10, limits of 95 % as printed.
@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_the_gap_of_two_shares_is_as_newcombe_printed_it(
    one: tuple[int, int], other: tuple[int, int], low: float, high: float
):
    assert _both(intervals.newcombe(one, other)) == pytest.approx((low, high), abs=5e-5)


# Garwood (1936), Biometrika 28:437-442, limits of 95 % for an observed count.
@pytest.mark.parametrize(
    ("count", "low", "high"), [(0, 0.0, 3.689), (1, 0.0253, 5.572), (5, 1.623, 11.668), (10, 4.795, 18.390)]
)
def test_garwood_is_as_printed(count: float, low: float, high: float):
    assert _both(intervals.garwood(count)) == pytest.approx((low, high), abs=1e-3)


# Conover, Practical Nonparametric Statistics: ranks that enclose the median with at least 95 %; 0 is none.
@pytest.mark.parametrize(("size", "ranks"), [(5, (0, 0)), (6, (1, 6)), (9, (2, 8)), (20, (6, 15)), (100, (40, 61))])
def test_ranks_around_a_median_are_the_known_ones(size: int, ranks: tuple[int, int]):
    low, high = intervals.order_ranks([size], 0.5)

    assert (low.tolist(), high.tolist()) == ([ranks[0]], [ranks[1]])


@pytest.mark.parametrize(("size", "high"), [(35, 0), (36, 36)])
def test_the_upper_end_of_a_p90_needs_thirty_six(size: int, high: int):
    assert intervals.order_ranks([size], 0.9)[1].tolist() == [high]


def test_a_mean_has_the_interval_of_student():
    # 1, 2, 3, 4: mean 2.5, s = 1.2909944, t(3, 0.975) = 3.1824463
    low, high = intervals.student_t([10.0], [30.0], [4])

    assert low.tolist() == pytest.approx([2.5 - 3.182446305 * 1.290994449 / 2])
    assert high.tolist() == pytest.approx([2.5 + 3.182446305 * 1.290994449 / 2])


def test_a_single_value_bounds_nothing():
    assert np.isnan(intervals.student_t([3.0], [9.0], [1])).tolist() == [[True], [True]]


shares = st.tuples(st.integers(1, 3000), st.floats(0, 1))


@given(shares)
def test_a_share_lies_within_its_interval_and_that_within_nought_and_one(drawn: tuple[int, float]):
    trials, share = drawn
    for around in (intervals.wilson, intervals.jeffreys):
        low, high = _both(around(round(share * trials), trials))

        assert 0 <= low <= round(share * trials) / trials + 1e-9
        assert round(share * trials) / trials - 1e-9 <= high <= 1


@given(st.integers(2, 500), st.integers(0, 500))
def test_one_more_success_moves_an_interval_up(trials: int, successes: int):
    successes = min(successes, trials - 1)
    for around in (intervals.wilson, intervals.jeffreys):
        low, high = around([successes, successes + 1], [trials, trials])

        assert low[0] <= low[1]
        assert high[0] <= high[1]


@given(st.integers(1, 300), st.integers(0, 300), st.integers(2, 20))
def test_an_interval_shrinks_as_its_sample_grows(trials: int, successes: int, times: int):
    successes = min(successes, trials)
    low, high = intervals.wilson([successes, successes * times], [trials, trials * times])

    assert high[1] - low[1] < high[0] - low[0]


@given(st.integers(0, 5000))
def test_a_count_lies_within_its_interval_and_the_next_one_lies_higher(count: int):
    low, high = intervals.garwood([count, count + 1])

    assert low[0] <= count < high[0]
    assert low[0] < low[1]
    assert high[0] < high[1]


@given(shares, shares)
def test_a_gap_lies_within_its_interval_and_turns_with_its_sides(one: tuple[int, float], other: tuple[int, float]):
    told, of = ((round(share * trials), trials) for trials, share in (one, other))
    low, high = _both(intervals.newcombe(told, of))
    back_low, back_high = _both(intervals.newcombe(of, told))
    gap = told[0] / told[1] - of[0] / of[1]

    assert -1 - 1e-9 <= low <= gap + 1e-9
    assert gap - 1e-9 <= high <= 1 + 1e-9
    assert (back_low, back_high) == pytest.approx((-high, -low), abs=1e-12)


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=50), st.integers(2, 9))
def test_the_interval_of_a_mean_holds_it_and_shrinks_as_the_same_is_seen_again(values: list[int], times: int):
    total, squares = sum(values), sum(value * value for value in values)
    low, high = intervals.student_t(
        [total, total * times], [squares, squares * times], [len(values), len(values) * times]
    )

    assert low[0] <= total / len(values) + 1e-9
    assert high[0] >= total / len(values) - 1e-9
    assert high[1] - low[1] <= high[0] - low[0] + 1e-9


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(1, 9)), min_size=2, max_size=30))
def test_weights_count_as_cochran_has_them(drawn: list[tuple[int, int]]):
    values, weights = [float(value) for value, _ in drawn], [float(weight) for _, weight in drawn]
    mean = sum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights)
    squares = sum((w * (v - mean)) ** 2 for w, v in zip(weights, values, strict=True))
    low, high = intervals.weighted_t([mean], [squares], [sum(weights)], [len(values)])

    assert [low[0], high[0]] == pytest.approx([*reference.mean_interval(values, weights)])


@given(st.lists(st.tuples(st.integers(0, 80), st.integers(1, 80)), min_size=1, max_size=20))
def test_all_cells_at_once_are_as_each_by_itself(drawn: list[tuple[int, int]]):
    told, of = [min(one, other) for one, other in drawn], [other for _, other in drawn]
    pairs = list(zip(told, of, strict=True))

    _are_as(intervals.wilson(told, of), [reference.wilson(*pair) for pair in pairs])
    _are_as(intervals.jeffreys(told, of), [reference.jeffreys(*pair) for pair in pairs])
    _are_as(intervals.garwood(told), [reference.garwood(one) for one in told])


def _are_as(found: Bounds, expected: list[tuple[float, float]]) -> None:
    assert found[0].tolist() == pytest.approx([low for low, _ in expected], abs=1e-8)
    assert found[1].tolist() == pytest.approx([high for _, high in expected], abs=1e-8)


@given(st.lists(st.integers(1, 200), min_size=1, max_size=20), st.sampled_from([0.5, 0.9]))
def test_ranks_are_the_narrowest_that_cover_95_per_cent(sizes: list[int], quantile: float):
    low, high = intervals.order_ranks(sizes, quantile)

    assert list(zip(low.tolist(), high.tolist(), strict=True)) == [
        tuple(rank or 0 for rank in reference.ranks(size, quantile)) for size in sizes
    ]
