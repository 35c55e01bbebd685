"""Sharing a pool: by hand, and by law."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.kernel.errors import BadInputError, RuleBrokenError
from liuxin.performance.outcomes import rules
from liuxin.performance.outcomes.words import Candidate, Hold, Side, Terms
from tests.performance.outcomes.rules.candidates import AGENT, ONE, terms, who

pytestmark = pytest.mark.spec("P6.1")


def test_shares_follow_points_above_the_floor_base_and_presence():
    people = [who(1, 100), who(2, 80), who(3, 80, base=Decimal(2)), who(4, 80, presence="0.5")]
    assert rules.split(people, terms(110_000)).amounts == {1: 40_000, 2: 20_000, 3: 40_000, 4: 10_000}


def test_what_is_left_over_goes_to_whoever_was_cut_most():
    assert rules.payouts(100, {1: Fraction(1), 2: Fraction(1), 3: Fraction(1)}) == {1: 34, 2: 33, 3: 33}
    assert rules.payouts(10, {1: Fraction(1), 2: Fraction(2), 3: Fraction(4)}) == {1: 1, 2: 3, 3: 6}


def test_a_fen_that_is_left_over_among_tied_scores_goes_to_the_higher_one():
    assert rules.split([who(1, 89, 2), who(2, 90, 2)], terms(1)).amounts == {1: 0, 2: 1}


def test_scores_that_are_not_told_apart_count_as_one():
    done = rules.split([who(1, 100, 4), who(2, 97, 4), who(3, 90, 4)], terms(90_000))
    assert round(done.width, 3) == 5.657
    assert done.counted == {1: 98.5, 2: 98.5, 3: 90.0}
    assert done.amounts[1] == done.amounts[2] > done.amounts[3]


def test_the_same_scores_told_apart_are_no_tie():
    done = rules.split([who(1, 100, 1), who(2, 97, 1), who(3, 90, 1)], terms())
    assert done.counted == {1: 100.0, 2: 97.0, 3: 90.0}


def test_who_stands_within_the_error_of_the_floor_is_left_to_a_person():
    people = [who(1, 90, 5), who(2, 62, 5), who(3, 58, 5), who(4, 50, 5)]
    assert rules.split(people, terms()).sides == {1: Side.ABOVE, 2: Side.BORDER, 3: Side.BORDER, 4: Side.UNDER}
    assert rules.undecided(people, dict(rules.split(people, terms()).sides)) == (2, 3, 4)


def test_by_score_alone_only_who_is_above_the_floor_has_a_share_until_somebody_decides():
    people = [who(1, 90, 5), who(2, 62, 5), who(3, 58, 5)]
    assert set(rules.split(people, terms()).counted) == {1, 2}
    let_in = [people[0], replace(people[1], takes_part=False), replace(people[2], takes_part=True)]
    assert rules.split(let_in, terms()).counted == {1: 90.0, 3: 90.0}


def test_under_the_floor_nothing_is_withheld_while_the_managers_part_is_not_done():
    held = who(1, 40, 5, holds=(Hold.OBSTACLE_OPEN,))
    assert rules.side(held, 60) is Side.HELD
    assert rules.side(replace(held, holds=()), 60) is Side.UNDER


def test_without_a_total_there_is_no_rule():
    people = [who(1, 90), who(2, None), replace(who(3, None), has_result=False), who(4, 90, base=None)]
    done = rules.split(people, terms())
    assert done.sides == {1: Side.ABOVE, 2: Side.NO_TOTAL, 3: Side.NO_RESULT, 4: Side.NO_BASE}
    assert done.amounts == {1: 100_000}


def test_without_the_rule_the_pool_goes_by_base_and_presence():
    people = [who(1, 90), who(2, None), who(3, 20, base=Decimal(2))]
    assert rules.without_rule(people, 400) == {1: 100, 2: 100, 3: 200}


@pytest.mark.parametrize("pool", [0, -1, 10**15])
def test_a_pool_of_nothing_or_less_is_refused(pool: int):
    with pytest.raises(BadInputError, match=r"outcomes\.pool_not_positive") as caught:
        rules.split([who(1, 90)], terms(pool))
    assert caught.value.field == "pool"


def test_a_floor_above_everyone_is_refused_and_names_the_best():
    with pytest.raises(RuleBrokenError, match=r"outcomes\.floor_above_everyone") as caught:
        rules.split([who(1, 90), who(2, 80)], terms(floor=110))
    assert caught.value.params == {"floor": 110, "best": 90}


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (Terms(1, 121, {AGENT: ONE}), "floor_outside"),
        (Terms(1, float("nan"), {AGENT: ONE}), "floor_outside"),
        (Terms(1, 60, {}), "no_base"),
        (Terms(1, 60, {AGENT: Decimal(0)}), "base_not_positive"),
        (Terms(1, 60, {AGENT: Decimal("NaN")}), "base_not_positive"),
    ],
)
def test_terms_that_cannot_be_meant_are_refused(wrong: Terms, code: str):
    with pytest.raises(BadInputError, match=f"outcomes.{code}"):
        rules.check_terms(wrong)


people_of = st.lists(
    st.builds(
        who,
        st.just(0),
        st.integers(0, 1200).map(lambda tenths: tenths / 10),
        st.integers(0, 80).map(lambda tenths: tenths / 10),
        base=st.sampled_from([Decimal("0.8"), ONE, Decimal("1.35")]),
        presence=st.sampled_from(["1", "0.5", "0.2917"]),
        takes_part=st.sampled_from([None, True, False]),
    ),
    min_size=1,
    max_size=20,
).map(lambda some: [replace(each, person=key) for key, each in enumerate(some, start=1)])
pools = st.integers(1, 10**8)


def shared(people: list[Candidate], pool: int) -> dict[int, int]:
    try:
        return dict(rules.split(people, terms(pool)).amounts)
    except RuleBrokenError:
        return {}


@given(people_of, pools)
def test_what_is_paid_is_the_pool_to_the_fen(people: list[Candidate], pool: int):
    amounts = shared(people, pool)
    assert not amounts or sum(amounts.values()) == pool
    assert all(amount >= 0 for amount in amounts.values())


@given(people_of, pools, st.randoms())
def test_the_order_in_which_people_stand_changes_nothing(people: list[Candidate], pool: int, chance: Random):
    mixed = people[:]
    chance.shuffle(mixed)
    assert shared(mixed, pool) == shared(people, pool)


@given(people_of, pools)
def test_of_two_with_the_same_base_and_presence_the_higher_score_never_gets_less(people: list[Candidate], pool: int):
    same = [replace(each, base=ONE, presence=ONE, takes_part=None) for each in people]
    amounts = shared(same, pool)
    by_points = sorted(
        (each.score.points, amounts[each.person]) for each in same if each.score and each.person in amounts
    )
    for (low, less), (high, more) in pairwise(by_points):
        assert less <= more or (low == high and less - more == 1)


@given(people_of, pools, st.randoms())
def test_nobody_loses_by_what_the_others_are_called(people: list[Candidate], pool: int, chance: Random):
    others = [each.person for each in people[1:]]
    names = dict(zip(others, chance.sample(others, len(others)), strict=True))
    renamed = [people[0], *(replace(each, person=names[each.person]) for each in people[1:])]
    before, after = shared(people, pool), shared(renamed, pool)
    first = people[0].person
    # A fen that is left over goes by key among equals: no more than that ever hangs on a name.
    assert abs(before.get(first, 0) - after.get(first, 0)) <= 1
    assert sorted(before.values()) == sorted(after.values())
