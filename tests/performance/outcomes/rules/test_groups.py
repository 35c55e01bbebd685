"""How groups fare under a rule: change who gets what and it changes; few people, and nothing is told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuxin.engines.ratings.telling import Reason
from liuxin.performance.outcomes import rules
from liuxin.performance.outcomes.words import FairVerdict, Selections

pytestmark = pytest.mark.spec("P6.1")


def held(*groups: tuple[int, int]) -> Selections:
    """Give the groups as (good, people), numbered from 1."""
    people: dict[int, int] = {}
    amounts: dict[int, int] = {}
    for number, (good, size) in enumerate(groups, 1):
        for place in range(size):
            person = len(people)
            people[person], amounts[person] = number, 12 if place < good else 8
    return rules.selections("department", people, amounts, dict.fromkeys(people, 10))


def test_a_group_that_hardly_by_chance_fares_worse_is_named():
    best, worse = held((48, 80), (12, 40)).groups
    assert (best.is_best, best.verdict, best.good) == (True, None, 48)
    assert (worse.is_below, worse.verdict) == (True, FairVerdict.AGAINST)
    assert worse.ratio == pytest.approx(0.5)
    assert worse.p == pytest.approx(0.0034092217678491827, abs=1e-9)


def test_the_same_shares_among_few_are_not_held_against_the_rule():
    worse = held((6, 10), (3, 10)).groups[1]
    assert (worse.is_below, worse.verdict) == (True, FairVerdict.NOT_SURE)


def test_exactly_four_fifths_is_no_less_than_four_fifths():
    worse = held((60, 100), (48, 100)).groups[1]
    assert (worse.is_below, worse.verdict) == (False, FairVerdict.NOT_SURE)
    many = held((5000, 10_000), (4900, 10_000)).groups[1]
    assert many.verdict is FairVerdict.FAIR


def test_a_group_of_fewer_than_five_shows_its_size_alone():
    found = held((6, 10), (3, 10), (0, 4))
    small = found.groups[2]
    assert (small.size, small.good, small.rate, small.verdict) == (4, None, None, FairVerdict.TOO_SMALL)
    assert found.why is None


@pytest.mark.parametrize(
    ("groups", "reason"),
    [
        ([(6, 10)], Reason.ONE_GROUP),
        ([(6, 10), (1, 4)], Reason.SMALL_GROUP),
        ([(10, 10), (10, 10)], Reason.NO_VARIANCE),
    ],
)
def test_groups_that_cannot_be_held_against_one_another_say_why(groups: list[tuple[int, int]], reason: Reason):
    found = held(*groups)
    assert found.why is reason
    assert all(each.ratio is None and each.verdict in {None, FairVerdict.TOO_SMALL} for each in found.groups)
    assert [each.good for each in found.groups] == [good if size > 4 else None for good, size in groups]


def test_whoever_no_rule_would_pay_anything_is_in_no_group():
    found = rules.selections("tenure", {1: 0, 2: 1}, {1: 5, 2: 5}, {})
    assert (found.groups, found.why) == ((), Reason.ONE_GROUP)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(5, 30)).map(lambda pair: (min(pair), pair[1])), min_size=2))
@settings(max_examples=40)
def test_the_best_group_has_the_highest_share_and_the_sizes_add_up(groups: list[tuple[int, int]]):
    found = held(*groups)
    assert sum(each.size for each in found.groups) == sum(size for _good, size in groups)
    rates = [each.rate for each in found.groups if each.rate is not None]
    assert all(each.rate == max(rates) for each in found.groups if each.is_best)
