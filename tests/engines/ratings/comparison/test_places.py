import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special

from liuxin.engines.ratings.comparison import Places, probability_better, shared_places
from liuxin.engines.ratings.telling import CannotTell, Reason
from liuxin.kernel.errors import BadInputError


def placed(values: list[float], errors: list[float], *, higher_is_better: bool = True) -> Places:
    found = shared_places(values, errors, higher_is_better=higher_is_better)
    assert isinstance(found, Places)
    return found


def test_the_probability_is_that_of_the_distance_in_standard_errors():
    # Two apart with errors 3 and 4: 2 / 5 of a standard error, Φ(0.4) = 0.6554217 (any table of the normal
    # distribution).
    assert float(probability_better(12.0, 3.0, 10.0, 4.0)) == pytest.approx(0.6554217, abs=1e-7)
    assert float(probability_better(12.0, 3.0, 10.0, 4.0, higher_is_better=False)) == pytest.approx(0.3445783, abs=1e-7)


def test_of_two_alike_nobody_knows():
    assert float(probability_better(5, 1, 5, 2)) == 0.5


def test_all_pairs_come_at_once():
    values, errors = np.array([3.0, 1.0, 2.0]), np.array([1.0, 2.0, 0.5])
    table = probability_better(values[:, None], errors[:, None], values[None, :], errors[None, :])

    assert table + table.T == pytest.approx(np.ones((3, 3)))
    assert table[0, 1] == pytest.approx(special.ndtr(2 / np.sqrt(5)))


@pytest.mark.parametrize(
    ("given_", "code", "field"),
    [
        (([float("nan")], [1], [1], [1]), "ratings.not_a_number", "values"),
        (([1], [0], [1], [1]), "ratings.not_above_zero", "errors"),
        (([1], [1], [float("inf")], [1]), "ratings.not_a_number", "others"),
        (([1], [1], [1], [-1]), "ratings.not_above_zero", "other_errors"),
    ],
)
def test_what_cannot_be_compared_is_refused(given_: tuple[list[float], ...], code: str, field: str):
    with pytest.raises(BadInputError) as caught:
        probability_better(*given_)
    assert (caught.value.code, caught.value.field) == (code, field)


def test_those_who_cannot_be_told_apart_share_a_place():
    found = placed([10.0, 10.1, 5.0, 5.1, 0.0], [0.2, 0.2, 0.2, 0.2, 0.2])

    assert found.place.tolist() == [1, 1, 3, 3, 5]
    assert found.last.tolist() == [2, 2, 4, 4, 5]
    assert found.better.tolist() == [0, 0, 2, 2, 4]
    assert found.worse.tolist() == [3, 3, 1, 1, 0]


def test_unless_said_otherwise_higher_is_better():
    found = shared_places([10.0, 0.0], [0.2, 0.2])
    assert isinstance(found, Places)
    assert found.place.tolist() == [1, 2]
    assert float(probability_better(1, 1, 0, 1)) > 0.5


def test_how_often_a_null_record_may_rank_can_be_chosen():
    assert placed([2.2, 0.0], [0.7, 0.7]).place.tolist() == [1, 2]
    strict = shared_places([2.2, 0.0], [0.7, 0.7], family=0.01)
    assert isinstance(strict, Places)
    assert (strict.place.tolist(), strict.sure) == ([1, 1], 1 - 0.01 / 2)


def test_counts_are_whole_numbers():
    found = placed([10.0, 0.0], [0.2, 0.2])
    assert {column.dtype.kind for column in (found.place, found.last, found.better, found.worse)} == {"i"}


def test_where_lower_is_better_the_places_turn_round():
    found = placed([10.0, 10.1, 5.0, 5.1, 0.0], [0.2] * 5, higher_is_better=False)

    assert found.place.tolist() == [4, 4, 2, 2, 1]
    assert found.last.tolist() == [5, 5, 3, 3, 1]


def test_a_value_of_which_little_is_known_spans_many_places():
    found = placed([10.0, 5.0, 0.0, 4.0], [0.1, 0.1, 0.1, 9.0])

    assert (found.place[3], found.last[3]) == (1, 4)
    assert found.place.tolist()[:3] == [1, 2, 3]


def test_sure_is_five_per_cent_shared_among_both_directions_of_all_pairs():
    # Five people: 20 directed pairs; the two-sided critical value of Dunn (1961, table 1) for 10 comparisons is 2.81.
    found = placed([0.0, 1.0, 2.0, 3.0, 4.0], [1.0] * 5)

    assert found.sure == 1 - 0.05 / 20
    assert special.ndtri(found.sure) == pytest.approx(2.81, abs=0.005)


@pytest.mark.parametrize(("gap", "places"), [(2.806, [1, 1, 1, 1, 1]), (2.808, [1, 1, 1, 1, 2])])
def test_a_gap_counts_from_the_critical_distance_on(gap: float, places: list[int]):
    # z(1 - 0.0025) = 2.8070; the first and the last are apart, nobody else is.
    values = [gap * np.sqrt(2), 2.0, 2.0, 2.0, 0.0]

    assert placed(values, [1.0] * 5).place.tolist() == places


def test_one_person_has_no_place():
    assert shared_places([3.0], [1.0]) == CannotTell(Reason.ONE_SUBJECT, 1, 2)
    assert shared_places([], []) == CannotTell(Reason.ONE_SUBJECT, 0, 2)


@pytest.mark.parametrize(
    ("values", "errors", "code", "field"),
    [
        ([1, float("nan")], [1, 1], "ratings.not_a_number", "values"),
        ([1, 2], [1, 0], "ratings.not_above_zero", "errors"),
        ([1, 2], [1, 1, 1], "ratings.lengths_differ", "errors"),
    ],
)
def test_values_without_an_error_are_refused(values: list[float], errors: list[float], code: str, field: str):
    with pytest.raises(BadInputError) as caught:
        shared_places(values, errors)
    assert (caught.value.code, caught.value.field) == (code, field)


people = st.lists(
    st.tuples(st.integers(-50, 50).map(float), st.sampled_from([0.1, 0.5, 1.0, 3.0, 10.0])), min_size=2, max_size=90
)


@settings(max_examples=40)
@given(people)
def test_places_are_as_counting_pair_by_pair(drawn: list[tuple[float, float]]):
    values, errors = zip(*drawn, strict=True)
    found = placed([*values], [*errors])
    sure = [[float(probability_better(a, e, b, f)) > found.sure for b, f in drawn] for a, e in drawn]

    assert found.better.tolist() == [sum(row[place] for row in sure) for place in range(len(drawn))]
    assert found.worse.tolist() == [sum(row) for row in sure]
    assert found.place.tolist() == [1 + better for better in found.better]
    assert found.last.tolist() == [len(drawn) - worse for worse in found.worse]


@settings(max_examples=40)
@given(people, st.randoms(use_true_random=False))
def test_the_order_in_which_people_come_does_not_matter(drawn: list[tuple[float, float]], shuffle):
    order = list(range(len(drawn)))
    shuffle.shuffle(order)
    one = placed(*map(list, zip(*drawn, strict=True)))
    other = placed(*map(list, zip(*(drawn[place] for place in order), strict=True)))

    assert other.place.tolist() == one.place[order].tolist()
    assert other.last.tolist() == one.last[order].tolist()


@settings(max_examples=40)
@given(people)
def test_turning_the_scale_round_turns_the_places_round(drawn: list[tuple[float, float]]):
    values, errors = zip(*drawn, strict=True)
    one, other = placed([*values], [*errors]), placed([*values], [*errors], higher_is_better=False)

    assert other.better.tolist() == one.worse.tolist()
    assert other.worse.tolist() == one.better.tolist()


@settings(max_examples=40)
@given(people, st.integers(0, 89), st.integers(1, 30))
def test_a_better_value_never_costs_a_place(drawn: list[tuple[float, float]], who: int, more: int):
    who %= len(drawn)
    values, errors = map(list, zip(*drawn, strict=True))
    before = placed(values, errors).place[who]
    values[who] += more

    assert placed(values, errors).place[who] <= before


def test_a_null_record_ranks_nobody_in_ninety_five_of_a_hundred():
    # 1000 records of 20 people who don't differ, of whom much or little is known; seed 20261128.
    random = np.random.default_rng(20261128)
    errors = random.choice([0.2, 1.0, 5.0], (1000, 20))
    values = 7.0 + errors * random.standard_normal((1000, 20))
    ranked = sum(placed([*value], [*error]).place.max() > 1 for value, error in zip(values, errors, strict=True))

    assert ranked / 1000 <= 0.05


def test_more_people_than_a_block_are_all_counted():
    values = np.arange(1000.0)
    found = placed([*values], [0.01] * 1000)

    assert found.place.tolist() == list(range(1000, 0, -1))
