"""How far raters agree, in words; how a round went; who cannot be compared, and what would join them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuxin.performance.evaluation.rules import joined, rated, round_figures, told_table, with_agreement
from liuxin.performance.evaluation.words import Agreement, Link, RaterKind, Rating, Severities, Severity

PEER, SUPERVISOR = RaterKind.PEER, RaterKind.SUPERVISOR
HEARTS = ("care", "love", "sincerity")


def peers(*rows: tuple[int, int, int], start: int = 1) -> list[Rating]:
    """Give what peers said of three hearts, one row a rater."""
    return [
        Rating(code, PEER, heart, level, rater=code)
        for code, row in enumerate(rows, start)
        for heart, level in zip(HEARTS, row, strict=True)
    ]


def word_of(*rows: tuple[int, int, int]) -> Agreement:
    some = peers(*rows)
    return with_agreement({1: rated(some)}, {1: some})[1].groups[0].agreement


@pytest.mark.spec("P4.3")
def test_raters_who_say_the_same_largely_agree_and_change_with_the_ratings() -> None:
    assert word_of((4, 3, 5), (4, 3, 5), (4, 4, 5)) is Agreement.STRONG
    assert word_of((4, 3, 5), (3, 3, 3), (2, 4, 4)) is Agreement.MODERATE
    assert word_of((4, 2, 5), (3, 4, 3), (2, 3, 4)) is Agreement.WEAK
    assert word_of((1, 5, 1), (5, 1, 5), (3, 3, 3)) is Agreement.WEAK


def test_of_a_manager_alone_nothing_is_said_of_agreement() -> None:
    some = [Rating(1, SUPERVISOR, heart, 4, rater=1) for heart in HEARTS]
    assert with_agreement({1: rated(some)}, {1: some})[1].groups[0].agreement is Agreement.NOT_TOLD
    assert with_agreement({}, {}) == {}
    assert with_agreement({2: rated(())}, {})[2].groups == ()


def test_many_people_are_worded_at_once_as_one_by_one() -> None:
    rows = {1: peers((4, 3, 5), (4, 3, 5), (4, 4, 5)), 2: peers((1, 5, 1), (5, 1, 5), (3, 3, 3), (2, 4, 1))}
    together = with_agreement({key: rated(some) for key, some in rows.items()}, rows)
    for key, some in rows.items():
        assert together[key] == with_agreement({key: rated(some)}, rows)[key]


# The round.


def planted(noise: float, *, ratees: int = 12, raters: int = 6) -> dict[int, list[Rating]]:
    chance = np.random.default_rng(5)
    return {
        ratee: [
            Rating(rater * 100 + ratee, PEER, heart, int(level), rater=rater)
            for better in [chance.normal(0, 1)]
            for rater in range(raters)
            for heart, level in zip(
                HEARTS, np.clip(np.rint(3 + better + chance.normal(0, noise, 3)), 1, 5), strict=True
            )
        ]
        for ratee in range(ratees)
    }


@pytest.mark.spec("P4.3")
def test_agreement_of_a_round_falls_with_noise() -> None:
    near, far = (round_figures(1, told_table(some), some, Severities({})) for some in (planted(0.2), planted(1.5)))
    assert near.alpha is not None
    assert far.alpha is not None
    assert near.alpha > 0.75
    assert far.alpha < 0.5
    assert (near.units, near.why) == (36, "")
    assert near.low is not None
    assert near.high is not None
    assert near.low < near.alpha < near.high


def test_without_ratings_or_with_one_level_agreement_cannot_be_told() -> None:
    empty = round_figures(1, told_table({}), [], Severities({}))
    assert (empty.alpha, empty.why, empty.judged, empty.sure) == (None, "nothing", 0, None)
    same = {1: peers((4, 4, 4), (4, 4, 4), (4, 4, 4))}
    assert round_figures(1, told_table(same), same, Severities({})).why == "one_category"


@pytest.mark.spec("P4.3")
@pytest.mark.parametrize(("sure", "told"), [(3, 3), (2, None), (4, None), (0, None)])
def test_severities_are_counted_where_three_are_sure_and_three_are_not(sure: int, told: int | None) -> None:
    some = planted(0.5)
    known = Severities({rater: Severity(0.5, 0.1, rater < sure) for rater in range(6)})
    found = round_figures(1, told_table(some), some, known)
    assert (found.judged, found.sure) == (6, told)


# What can be compared.


@pytest.mark.spec("P4.4")
def test_parts_that_share_no_rater_are_named_with_the_one_rating_that_joins_them() -> None:
    pairs = {(1, 10), (1, 11), (2, 11), (3, 20), (3, 21)}
    found = joined(5, pairs, {10, 11, 20, 21})
    assert found.parts == ((10, 11), (20, 21))
    assert found.links == (Link(rated=10, too=20),)
    assert joined(5, pairs | {(1, 20)}, {10, 11, 20, 21}).links == ()
    assert joined(5, set(), set()).parts == ()


def test_raters_of_another_department_join_too_and_its_people_are_not_named() -> None:
    pairs = {(1, 10), (1, 90), (2, 90), (2, 11)}
    assert joined(5, pairs, {10, 11}).parts == ((10, 11),)
    assert joined(5, {(1, 10), (2, 90)}, {10}).parts == ((10,),)


@given(st.sets(st.tuples(st.integers(0, 8), st.integers(20, 28)), max_size=14))
@settings(max_examples=60)
def test_law_the_links_join_everybody(pairs) -> None:
    people = {ratee for _, ratee in pairs}
    found = joined(1, pairs, people)
    assert sorted(person for part in found.parts for person in part) == sorted(people)
    assert len(found.links) == max(0, len(found.parts) - 1)
    more = {(next(rater for rater, ratee in pairs if ratee == each.rated), each.too) for each in found.links}
    assert len(joined(1, pairs | more, people).parts) <= 1
