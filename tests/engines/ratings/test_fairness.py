from fractions import Fraction
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuxin.engines import intervals
from liuxin.engines.ratings.fairness import Difference, Selection, fisher, selection, standardised_difference
from liuxin.engines.ratings.telling import CannotTell, Reason
from liuxin.kernel.errors import BadInputError
from tests.engines.ratings.vectors import vectors

GUIDELINES = vectors("adverse_impact_ugesp")


def compared(selected: list[int], total: list[int], *, least: int = 5) -> Selection:
    found = selection(selected, total, least=least)
    assert isinstance(found, Selection)
    return found


def test_the_four_groups_of_the_guidelines_have_their_ratios():
    rates, wanted = GUIDELINES["data"]["rates"], GUIDELINES["expected"]
    found = compared([round(100 * rate) for rate in rates.values()], [100] * 4)

    assert found.ratio.tolist() == pytest.approx([*wanted["ratios"].values()], abs=GUIDELINES["tolerance"])
    assert [name for name, flag in zip(rates, found.below, strict=True) if flag] == wanted["flag_below_0_8"]
    assert found.best == 0
    assert found.rate.tolist() == pytest.approx([*rates.values()])


def test_the_two_groups_of_the_guidelines_have_their_tests():
    data, wanted = GUIDELINES["data"]["two_group"], GUIDELINES["expected"]["two_group"]
    (white, of_white), (black, of_black) = data["white"], data["black"]
    found = compared([white, black], [of_white, of_black])

    assert found.ratio[1] == pytest.approx(wanted["ratio"], abs=GUIDELINES["tolerance"])
    assert found.z[1] == pytest.approx(wanted["pooled_z"], abs=GUIDELINES["tolerance"])
    assert found.z_p[1] == pytest.approx(wanted["p"], abs=GUIDELINES["tolerance"])
    assert found.fisher_p[1] == pytest.approx(wanted["fisher_two_sided"], abs=GUIDELINES["tolerance"])
    assert found.below.tolist() == [False, True]


def test_the_best_group_is_held_against_itself():
    found = compared([48, 12], [80, 40])

    assert (found.ratio[0], found.ratio_low[0], found.ratio_high[0]) == (1, 1, 1)
    assert (found.z[0], found.z_p[0], found.fisher_p[0]) == (0, 1, 1)


# Fisher's tea, 3 and 1 of 4 and 4 (Agresti 2013, Categorical Data Analysis, 3.5.2: two-sided P = 0.486); Hodgkin's
# disease and tonsillectomy is left to R 4.3 fisher.test: ((10, 2), (3, 15)) gives 0.0005367241.
@pytest.mark.parametrize(
    ("table", "p"),
    [((3, 1, 1, 3), 0.4857142857), ((10, 2, 3, 15), 0.0005367241), ((0, 5, 0, 9), 1.0), ((4, 0, 0, 4), 2 / 70)],
)
def test_fishers_test_is_as_published(table: tuple[int, int, int, int], p: float):
    a, b, c, d = (np.array([each]) for each in table)

    assert fisher(a, b, c, d).tolist() == pytest.approx([p], abs=1e-9)


def test_exactly_four_fifths_is_kept_and_one_person_fewer_is_not():
    assert compared([60, 48], [100, 100]).below.tolist() == [False, False]
    assert compared([60, 47], [100, 100]).below.tolist() == [False, True]


def test_of_equal_rates_the_larger_group_is_the_best():
    assert compared([5, 50, 40], [10, 100, 100]).best == 1


def test_a_rate_stands_in_its_wilson_interval():
    found = compared([48, 12], [80, 40])
    low, high = intervals.wilson([48, 12], [80, 40])

    assert (found.low.tolist(), found.high.tolist()) == (low.tolist(), high.tolist())


def test_a_group_without_anybody_selected_has_an_interval():
    found = compared([0, 10], [20, 20])

    assert (found.ratio[0], found.ratio_low[0]) == (0, 0)
    assert 0 < found.ratio_high[0] < 1
    assert found.below.tolist() == [True, False]


def test_a_small_group_shows_nothing_and_takes_no_part():
    found = compared([4, 30, 20], [4, 60, 60])

    assert np.isnan(
        [found.rate[0], found.low[0], found.high[0], found.ratio[0], found.ratio_low[0], found.ratio_high[0]]
    ).all()
    assert np.isnan([found.z[0], found.z_p[0], found.fisher_p[0]]).all()
    assert found.why == (Reason.SMALL_GROUP, None, None)
    assert (found.best, found.below.tolist()) == (1, [False, False, True])


def test_five_people_are_enough():
    assert compared([3, 30], [5, 60]).why == (None, None)


@pytest.mark.parametrize(
    ("selected", "total", "answer"),
    [
        ([5], [10], CannotTell(Reason.ONE_GROUP, 1, 2)),
        ([], [], CannotTell(Reason.ONE_GROUP, 0, 2)),
        ([2, 5], [4, 10], CannotTell(Reason.SMALL_GROUP, 4, 5)),
        ([2, 1, 5], [4, 3, 10], CannotTell(Reason.SMALL_GROUP, 4, 5)),
        ([0, 0], [10, 10], CannotTell(Reason.NO_VARIANCE)),
        ([10, 9], [10, 9], CannotTell(Reason.NO_VARIANCE)),
    ],
)
def test_what_cannot_be_compared_says_why(selected: list[int], total: list[int], answer: CannotTell):
    assert selection(selected, total) == answer


@pytest.mark.parametrize(
    ("selected", "total", "code", "field"),
    [
        ([1, float("nan")], [10, 10], "ratings.not_a_number", "selected"),
        ([1, 2.5], [10, 10], "ratings.not_whole", "selected"),
        ([1, -1], [10, 10], "ratings.too_small", "selected"),
        ([1, 2], [10, 10, 10], "ratings.lengths_differ", "total"),
        ([1, 11], [10, 10], "ratings.more_than_all", "selected"),
    ],
)
def test_counts_that_cannot_be_are_refused(selected: list[float], total: list[float], code: str, field: str):
    with pytest.raises(BadInputError) as caught:
        selection(selected, total)
    assert (caught.value.code, caught.value.field) == (code, field)


groups = st.lists(
    st.integers(5, 60).flatmap(lambda size: st.tuples(st.integers(0, size), st.just(size))), min_size=2, max_size=6
).filter(lambda drawn: 0 < sum(some for some, _ in drawn) < sum(size for _, size in drawn))


@settings(max_examples=40)
@given(groups)
def test_the_four_fifths_are_those_of_exact_fractions(drawn: list[tuple[int, int]]):
    found = compared(*map(list, zip(*drawn, strict=True)))
    rates = [Fraction(some, size) for some, size in drawn]

    assert found.below.tolist() == [rate / max(rates) < Fraction(4, 5) for rate in rates]
    assert rates[found.best] == max(rates)


@settings(max_examples=40)
@given(groups)
def test_a_ratio_ends_where_the_interval_of_the_difference_touches_nought(drawn: list[tuple[int, int]]):
    found = compared(*map(list, zip(*drawn, strict=True)))
    top, top_low, top_high = found.rate[found.best], found.low[found.best], found.high[found.best]
    for place in range(len(drawn)):
        rate, low, high = found.rate[place], found.low[place], found.high[place]
        down, up = found.ratio_low[place], found.ratio_high[place]

        assert down <= found.ratio[place] + 1e-12
        assert up >= found.ratio[place] - 1e-12
        if place != found.best:
            # Newcombe (2016): p - θ q less or plus the hypotenuse of the distances to the ends is nought.
            assert rate - down * top == pytest.approx(np.hypot(rate - low, down * (top_high - top)), abs=1e-6)
            assert up * top - rate == pytest.approx(np.hypot(high - rate, up * (top - top_low)), abs=1e-6)


@settings(max_examples=40)
@given(groups, st.randoms(use_true_random=False))
def test_the_order_of_the_groups_does_not_matter(drawn: list[tuple[int, int]], shuffle):
    order = list(range(len(drawn)))
    shuffle.shuffle(order)
    one = compared(*map(list, zip(*drawn, strict=True)))
    other = compared(*map(list, zip(*(drawn[place] for place in order), strict=True)))

    assert other.ratio.tolist() == pytest.approx(one.ratio[order].tolist())
    assert other.below.tolist() == one.below[order].tolist()


@settings(max_examples=40)
@given(*(st.integers(0, 12) for _ in range(4)))
def test_fishers_test_counts_every_table_with_these_margins(a: int, b: int, c: int, d: int):
    column, whole = a + c, a + b + c + d
    ways = {x: comb(a + b, x) * comb(c + d, column - x) for x in range(max(0, column - c - d), min(a + b, column) + 1)}
    wanted = sum(each for each in ways.values() if each <= ways[a]) / comb(whole, column)

    assert fisher(*(np.array([each]) for each in (a, b, c, d))).tolist() == pytest.approx([wanted])


def spread_out(mean: float, deviation: float, people: int) -> list[float]:
    """Half of them below, half above, so that mean and sample deviation are exactly these."""
    far = deviation * np.sqrt((people - 1) / people)
    return [mean - far, mean + far] * (people // 2)


def test_the_difference_is_that_of_borenstein():
    # Borenstein, Hedges, Higgins & Rothstein (2009), Introduction to Meta-Analysis, pp. 27-28: d = 0.5970, J = 0.9923,
    # g = 0.5924, variance of g 0.0411.
    found = standardised_difference(spread_out(103, 5.5, 50), spread_out(100, 4.5, 50))
    assert isinstance(found, Difference)

    assert found.d == pytest.approx(0.5970, abs=5e-5)
    assert found.g == pytest.approx(0.5924, abs=5e-5)
    assert found.error**2 == pytest.approx(0.0411, abs=5e-5)
    assert (found.low, found.high) == pytest.approx((0.5924 - 1.96 * 0.2028, 0.5924 + 1.96 * 0.2028), abs=2e-4)


@settings(max_examples=40)
@given(*(st.lists(st.integers(0, 9).map(float), min_size=5, max_size=30) for _ in range(2)), st.integers(1, 9))
def test_a_difference_turns_with_its_sides_and_knows_no_unit(one: list[float], other: list[float], unit: int):
    found = standardised_difference(one, other)
    turned = standardised_difference([unit * value + 3 for value in other], [unit * value + 3 for value in one])
    if isinstance(found, CannotTell) or isinstance(turned, CannotTell):
        assert found == turned == CannotTell(Reason.NO_VARIANCE)
        return
    assert (turned.d, turned.g, turned.error) == pytest.approx((-found.d, -found.g, found.error))
    assert (turned.low, turned.high) == pytest.approx((-found.high, -found.low))


def test_a_small_group_has_no_difference():
    assert standardised_difference([1, 2, 3, 4], [1, 2, 3, 4, 5]) == CannotTell(Reason.SMALL_GROUP, 4, 5)
    assert standardised_difference([1, 2, 3, 4, 5], [1]) == CannotTell(Reason.SMALL_GROUP, 1, 5)
    assert standardised_difference([1] * 5, [2] * 5) == CannotTell(Reason.NO_VARIANCE)


def test_a_difference_of_no_numbers_is_refused():
    with pytest.raises(BadInputError) as caught:
        standardised_difference([1, float("nan")], [1])
    assert (caught.value.code, caught.value.field) == ("ratings.not_a_number", "values")
    with pytest.raises(BadInputError) as caught:
        standardised_difference([1], [float("inf")])
    assert (caught.value.code, caught.value.field) == ("ratings.not_a_number", "others")
