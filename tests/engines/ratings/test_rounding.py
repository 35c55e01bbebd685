import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.engines.ratings.rounding import largest_remainder
from liuxin.kernel.errors import BadInputError

shares = st.lists(st.integers(0, 1000), min_size=1, max_size=8).filter(any)


# The worked example of the largest remainder method in the public encyclopedia: 100,000 votes, 10 seats.
def test_votes_become_seats_as_in_the_worked_example():
    assert largest_remainder([47000, 16000, 15800, 12000, 6100, 3100], 10).tolist() == [5, 2, 1, 1, 1, 0]


# Hamilton's bill of 1792 for a house of 120 by the census of 1790 (Balinski & Young 1982, Fair Representation, ch. 2).
def test_the_states_get_what_hamilton_proposed():
    people = [630560, 475327, 432879, 353523, 331589, 278514, 236841, 206236, 179570, 141822, 85533, 70835, 68705]
    people += [68446, 55540]

    assert largest_remainder(people, 120).tolist() == [21, 16, 14, 12, 11, 9, 8, 7, 6, 5, 3, 2, 2, 2, 2]


def test_nineteen_people_get_nineteen_places_where_shares_by_themselves_give_sixteen_or_twenty():
    percent = np.array([10, 25, 50, 15])
    quota = percent * 19 / 100

    assert np.floor(quota).sum() == 16
    assert np.round(quota).sum() == 20
    assert largest_remainder(percent, 19).tolist() == [2, 5, 9, 3]


def test_of_equal_remainders_the_earlier_category_comes_first():
    assert largest_remainder([1, 1, 1], 2).tolist() == [1, 1, 0]
    assert largest_remainder([1, 1, 1], 1).tolist() == [1, 0, 0]


def test_binary_fractions_take_no_place_from_anybody():
    # 0.1 + 0.2 is a little more than 0.3 in binary: no remainder is larger for that
    assert largest_remainder([0.1, 0.2, 0.3], 5).tolist() == [1, 2, 2]
    assert largest_remainder([0.7, 0.2, 0.1], 10).tolist() == [7, 2, 1]


def test_a_category_without_a_share_has_no_place_and_nobody_needs_none():
    assert largest_remainder([0, 1], 7).tolist() == [0, 7]
    assert largest_remainder([3, 1], 0).tolist() == [0, 0]


def test_many_groups_are_rounded_at_once():
    assert largest_remainder([[1, 1], [3, 1]], [3, 4]).tolist() == [[2, 1], [3, 1]]
    assert largest_remainder([3, 1], [4, 8]).tolist() == [[3, 1], [6, 2]]
    assert largest_remainder([3, 1], [4, 8, 0]).tolist() == [[3, 1], [6, 2], [0, 0]]
    assert largest_remainder([[1, 1], [3, 1]], 4).tolist() == [[2, 2], [3, 1]]


@pytest.mark.parametrize(
    ("given_shares", "places", "code", "field", "params"),
    [
        ([1, np.nan], 3, "ratings.not_a_number", "shares", {"place": "2"}),
        ([1, -1], 3, "ratings.too_small", "shares", {"place": "2", "least": 0}),
        ([[0, 1], [1, -1]], 3, "ratings.too_small", "shares", {"place": "2, 2", "least": 0}),
        ([0, 0], 3, "ratings.no_shares", "shares", {}),
        ([[1, 1], [0, 0]], 3, "ratings.no_shares", "shares", {}),
        ([], 3, "ratings.no_shares", "shares", {}),
        (1, 3, "ratings.no_shares", "shares", {}),
        ([1, 1], 2.5, "ratings.not_whole", "places", {"place": "1"}),
        ([1, 1], -1, "ratings.too_small", "places", {"place": "1", "least": 0}),
        ([[1, 1], [1, 2]], [3, 3, 3], "ratings.lengths_differ", "places", {"has": 3, "needs": 2}),
    ],
)
def test_bad_input_is_named(given_shares: object, places: object, code: str, field: str, params: dict[str, object]):
    with pytest.raises(BadInputError) as caught:
        largest_remainder(given_shares, places)  # type: ignore[arg-type]
    assert (caught.value.code, caught.value.field, caught.value.params) == (code, field, params)


@given(shares, st.integers(0, 2000))
def test_places_add_up_and_each_is_its_quota_cut_or_raised(parts: list[int], places: int):
    found = largest_remainder(parts, places)
    quota = np.array(parts) * places / sum(parts)

    assert found.sum() == places
    assert (np.abs(found - quota) < 1 + 1e-9).all()


@given(shares, st.integers(0, 2000))
def test_a_larger_share_never_has_fewer_places(parts: list[int], places: int):
    found = largest_remainder(parts, places)

    assert all(x >= y for x, a in zip(found, parts, strict=True) for y, b in zip(found, parts, strict=True) if a > b)


@given(shares, st.integers(0, 2000), st.integers(2, 9))
def test_the_unit_of_shares_does_not_matter(parts: list[int], places: int, times: int):
    assert largest_remainder([each * times for each in parts], places).tolist() == (
        largest_remainder(parts, places).tolist()
    )


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=8, unique=True).filter(any), st.integers(0, 2000), st.data())
def test_the_order_of_different_shares_does_not_matter(parts: list[int], places: int, data: st.DataObject):
    order = data.draw(st.permutations(range(len(parts))))
    quota = np.array(parts) * places / sum(parts)
    remainders = np.round(quota % 1, 9)
    found = dict(zip(parts, largest_remainder(parts, places).tolist(), strict=True))

    if len(set(remainders.tolist())) == len(parts):
        assert largest_remainder([parts[each] for each in order], places).tolist() == [
            found[parts[each]] for each in order
        ]
