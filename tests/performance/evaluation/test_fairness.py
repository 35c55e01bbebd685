"""A rated value as raters of average severity would have given it: worked out, and when it is not told."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuxin.performance.evaluation.rules import (
    is_as_kept,
    made_fair,
    rated,
    rated_fairly,
    severities,
    told_table,
    told_to_rater,
)
from liuxin.performance.evaluation.rules.severity import drawn_in
from liuxin.performance.evaluation.words import FairWhy, K, RaterKind, Rating, Severities, Severity

SUPERVISOR, PEER, SELF, RECIPIENT = RaterKind.SUPERVISOR, RaterKind.PEER, RaterKind.SELF, RaterKind.RECIPIENT
HEARTS = ("attention", "care", "honesty", "love", "persistence", "thought")


def of(kind: RaterKind, levels: Mapping[int, int], *, hearts: int = 2, readers: Sequence[int] = ()) -> list[Rating]:
    """Give what raters of a kind said, by code: the same level for every heart."""
    return [
        Rating(form=code, kind=kind, heart=heart, level=level, reads_results=code in readers, rater=code)
        for code, level in levels.items()
        for heart in HEARTS[:hearts]
    ]


def known(**severe: float) -> Severities:
    """Give raters of known severity, by code: `r3=0.6`."""
    return Severities({int(code[1:]): Severity(value, 0.1) for code, value in severe.items()})


BOSS_AND_PEERS = [*of(SUPERVISOR, {1: 3}), *of(PEER, {11: 3, 12: 3, 13: 3})]


@pytest.mark.spec("P4.3")
def test_strict_raters_raise_the_fair_value_and_leave_the_raw_one() -> None:
    found = rated_fairly(BOSS_AND_PEERS, known(r1=0.5, r11=0.6, r12=0.6, r13=0.3))
    assert [(group.code, group.correction, group.fair, group.judged) for group in found.groups] == [
        ("supervisor", 0.5, 3.5, 1),
        ("peer", 0.5, 3.5, 3),
    ]
    assert (found.value, found.fair.value, found.fair.why) == (3.0, 3.5, FairWhy.TOLD)


def test_a_rater_counts_in_the_correction_as_much_as_in_the_level() -> None:
    """Of two hearts one rater saw one only: he is a quarter of the level, and the three others share the rest."""
    some = [*of(PEER, {1: 4, 2: 4, 3: 4}), *of(PEER, {4: 4}, hearts=1)]
    found = rated_fairly(some, known(r1=0.0, r2=0.0, r3=0.0, r4=0.8))
    assert found.groups[0].correction == 0.1
    assert rated_fairly(some, known(r1=0.8, r2=0.0, r3=0.0, r4=0.0)).groups[0].correction == round(0.8 * 7 / 24, 1)


def test_a_fair_value_stays_on_the_scale() -> None:
    found = rated_fairly(of(SUPERVISOR, {1: 5}), known(r1=0.7))
    assert (found.groups[0].fair, found.fair.value) == (5.0, 5.0)


@pytest.mark.spec("P4.3")
@pytest.mark.parametrize(
    ("severe", "readers", "why"),
    [
        ({}, (), FairWhy.FEW_RATINGS),
        ({"r11": 0.4, "r12": 0.4}, (), FairWhy.FEW_RATERS),
        ({"r11": 0.4, "r12": 0.4, "r14": 0.4}, (14,), FairWhy.FEW_RATERS),
    ],
)
def test_an_anonymous_group_is_corrected_only_with_three_severities(
    severe: Mapping[str, float], readers: Sequence[int], why: FairWhy
) -> None:
    some = of(PEER, {11: 3, 12: 4, 13: 5, 14: 4}, readers=readers)
    found = rated_fairly(some, known(**severe))
    assert (found.groups[0].correction, found.groups[0].judged) == (None, 0)
    assert (found.value, found.fair.value, found.fair.why) == (4.0, None, why)


def test_a_value_is_fair_only_where_corrected_groups_carry_half_of_the_weight() -> None:
    peers, clients = of(PEER, {11: 3, 12: 3, 13: 3}), of(RECIPIENT, {21: 4, 22: 4, 23: 4})
    boss = of(SUPERVISOR, {1: 3})
    found = rated_fairly([*boss, *peers, *clients], known(r1=0.6))
    assert (found.fair.value, found.fair.why) == (None, FairWhy.TOO_LITTLE)
    told = rated_fairly([*boss, *peers, *clients], known(r1=0.6, r11=0.3, r12=0.3, r13=0.3))
    assert told.fair.value == pytest.approx((40 * 3.6 + 25 * 3.3 + 25 * 4) / 90)


def test_without_a_value_there_is_no_fair_one() -> None:
    found = rated_fairly(of(PEER, {11: 1, 12: 2}), known(r11=0.5, r12=0.5))
    assert (found.value, found.fair.value, found.fair.why) == (None, None, FairWhy.NO_VALUE)
    assert found.groups == ()


def test_the_reason_is_that_of_the_heaviest_group() -> None:
    found = made_fair(rated(BOSS_AND_PEERS), BOSS_AND_PEERS, Severities({}, FairWhy.APART))
    assert (found.fair.value, found.fair.why) == (None, FairWhy.APART)


def test_the_interval_is_the_raw_one_widened_by_what_is_unsure_of_the_correction() -> None:
    some = of(PEER, {11: 2, 12: 3, 13: 4, 14: 3})
    found = rated_fairly(some, known(r11=0.2, r12=0.2, r13=0.2, r14=0.2))
    assert found.low is not None
    assert found.fair.low is not None
    raw, fair = 3.0 - found.low, 3.2 - found.fair.low
    assert fair == pytest.approx((raw**2 + (1.959964 * 0.05) ** 2) ** 0.5)
    assert rated_fairly(of(SUPERVISOR, {1: 3}), known(r1=0.5)).fair.low is None


@pytest.mark.spec("P4.3")
def test_a_reader_who_rated_is_told_a_correction_only_with_three_others_behind_it() -> None:
    four = rated_fairly(of(PEER, {11: 3, 12: 3, 13: 3, 14: 3}), known(r11=0.5, r12=0.5, r13=0.5))
    told = told_to_rater(four.groups, [PEER])
    assert (told[0].level, told[0].correction) == (3.0, None)
    assert not is_as_kept(four.groups, told)
    all_known = rated_fairly(of(PEER, {11: 3, 12: 3, 13: 3, 14: 3}), known(r11=0.5, r12=0.5, r13=0.5, r14=0.5))
    assert told_to_rater(all_known.groups, [PEER]) == all_known.groups
    assert is_as_kept(all_known.groups, told_to_rater(all_known.groups, [RECIPIENT]))


# What severity is learned from.


def cycle(seed: int = 1, *, ratees: int = 12, raters: int = 6, each: int = 4) -> dict[int, list[Rating]]:
    """Plant people whom peers of different severity rate: rater 0 is a level stricter than all others."""
    chance = np.random.default_rng(seed)
    found = {}
    for ratee in range(ratees):
        better = chance.normal(0, 0.5)
        who = [(ratee + step) % raters for step in range(each)]
        found[ratee] = [
            Rating(
                form=ratee * raters + rater,
                kind=PEER,
                heart=heart,
                level=int(np.clip(round(3.4 + better - (rater == 0) + chance.normal(0, 0.5)), 1, 5)),
                rater=rater,
            )
            for rater in who
            for heart in HEARTS
        ]
    return found


def test_the_strict_rater_is_found_and_whoever_had_him_rises() -> None:
    ratings = cycle()
    learned = severities(told_table(ratings), ratings)
    assert learned.of[0].value == pytest.approx(0.8, abs=0.2)
    assert all(abs(learned.of[rater].value) < 0.4 for rater in range(1, 6))
    for some in ratings.values():
        found = rated_fairly(some, learned)
        assert found.value is not None
        assert found.fair.value is not None
        assert (found.fair.value > found.value) is any(each.rater == 0 for each in some)


def test_parts_that_share_no_rater_are_each_held_to_their_own_average() -> None:
    one, other = cycle(1), cycle(2)
    moved = {
        100 + ratee: [replace(each, rater=100 + each.rater, level=max(1, (each.level or 0) - 1)) for each in some]
        for ratee, some in other.items()
    }
    both = severities(told_table(one | moved), one | moved)
    alone = severities(told_table(one), one)
    assert {rater: both.of[rater] for rater in alone.of} == alone.of
    assert both.of[100].value > 0.5
    assert severities(told_table(one | moved), one).of == alone.of


def test_few_ratings_and_nothing_at_all_tell_nobody() -> None:
    few = cycle(ratees=3, raters=4, each=4)
    assert severities(told_table(few), few) == Severities({}, FairWhy.FEW_RATINGS)
    assert severities(told_table({}), []) == Severities({}, FairWhy.FEW_RATINGS)
    same = {ratee: [replace(each, level=4) for each in some] for ratee, some in cycle().items()}
    assert severities(told_table(same), same) == Severities({}, FairWhy.NO_FIT)


def test_managers_of_their_own_people_alone_cannot_be_compared() -> None:
    some = {
        ratee: [
            Rating(ratee, SUPERVISOR, heart, 2 + (ratee + place) % 3, rater=ratee // 6)
            for place, heart in enumerate(HEARTS)
        ]
        for ratee in range(12)
    }
    learned = severities(told_table(some), some)
    assert learned == Severities({}, FairWhy.APART)
    assert rated_fairly(some[0], learned).fair.why is FairWhy.APART


@pytest.mark.spec("P4.3")
def test_severity_is_learned_only_from_what_is_told_anyway() -> None:
    """Two peers, a heart that two saw, a reader who would make three, the self-rating: none of it is looked at."""
    told = {1: of(PEER, {1: 3, 2: 3, 3: 3}), 2: of(SUPERVISOR, {9: 4}, hearts=1)}
    hidden = {
        1: [Rating(7, SELF, HEARTS[0], 5, rater=7), Rating(1, PEER, HEARTS[5], 1, rater=1), *told[1]],
        2: [*told[2], *of(RECIPIENT, {1: 1, 2: 1, 3: 1}, readers=[3]), *of(PEER, {1: 5})],
        3: of(PEER, {1: 1, 2: 1}),
    }
    for one, other in zip(_rows(told_table(told)), _rows(told_table(hidden)), strict=True):
        assert one == other


def _rows(table: object) -> list[tuple[int, ...]]:
    columns = (getattr(table, name).tolist() for name in ("ratees", "raters", "hearts", "levels"))
    return sorted(zip(*columns, strict=True))


# Drawing in.


def test_a_severity_that_is_unsure_is_drawn_towards_zero() -> None:
    values, errors = drawn_in(np.array([0.6, 0.6, -0.6, -0.6]), np.array([0.1, 0.6, 0.1, 0.6]))
    apart = 0.36 - (0.01 + 0.36) / 2
    sure, unsure = apart / (apart + 0.01), apart / (apart + 0.36)
    assert values.tolist() == pytest.approx([0.6 * sure, 0.6 * unsure, -0.6 * sure, -0.6 * unsure])
    assert errors.tolist() == pytest.approx([0.1 * sure**0.5, 0.6 * unsure**0.5] * 2)


def test_raters_who_differ_by_chance_alone_are_all_taken_as_average() -> None:
    values, errors = drawn_in(np.array([0.1, -0.1, 0.05]), np.array([0.3, 0.3, 0.3]))
    assert values.tolist() == [0.0, 0.0, 0.0]
    assert errors.tolist() == [0.0, 0.0, 0.0]


@given(
    st.lists(st.tuples(st.floats(-2, 2), st.floats(0.01, 1)), min_size=1, max_size=8),
)
@settings(max_examples=50)
def test_law_drawing_in_never_crosses_zero_and_never_goes_further(some) -> None:
    given_values, given_errors = (np.array(column) for column in zip(*some, strict=True))
    values, errors = drawn_in(given_values, given_errors)
    assert (np.abs(values) <= np.abs(given_values) + 1e-12).all()
    assert (values * given_values >= 0).all()
    assert (errors <= given_errors + 1e-12).all()


LEVELS = st.one_of(st.none(), st.integers(1, 5))
RATERS = st.lists(
    st.tuples(
        st.sampled_from(list(RaterKind)), st.booleans(), st.floats(-1, 1), st.lists(LEVELS, min_size=2, max_size=2)
    ),
    max_size=10,
)


@pytest.mark.spec("P4.3")
@given(RATERS)
@settings(max_examples=60)
def test_law_no_correction_speaks_of_fewer_than_three_and_hearts_share_it(raters) -> None:
    some = [
        Rating(code, kind, heart, level, reads, code)
        for code, (kind, reads, _, levels) in enumerate(raters)
        for heart, level in zip(HEARTS, levels, strict=False)
    ]
    severe = Severities({code: Severity(value, 0.2) for code, (_, _, value, _) in enumerate(raters) if value > 0})
    found = rated_fairly(some, severe)
    assert replace(found, groups=(), fair=rated(some).fair) == replace(rated(some), groups=())
    for group in found.groups:
        behind = {each.rater for each in some if each.kind in group.kinds and not each.reads_results} & severe.of.keys()
        if group.correction is not None:
            assert round(group.correction, 1) == group.correction
            assert SUPERVISOR in group.kinds or K <= group.judged <= len(behind)
    if found.fair.value is not None:
        assert 1 <= found.fair.value <= 5
