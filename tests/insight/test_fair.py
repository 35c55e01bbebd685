"""The fair value: harder cases lift it, few cases pull it, and it never goes beyond what it leans on."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuxin.engines.measurement.library import MEASURES
from liuxin.engines.measurement.words import Dimension, Measure
from liuxin.insight.fair import Cells, Fair, NoFair, fair_means, fair_values, outcome_of
from tests.insight.readings import value

KEPT, RATE = MEASURES["promises_kept"], MEASURES["escalation_rate"]
MEAN, COUNT = MEASURES["csat_mean"], MEASURES["cases_resolved"]
EASY, HARD = 0, 1
FACTS = (Dimension.PRIORITY,)


def cells(*rows: tuple[int, float, float, int], facts: tuple[Dimension, ...] = FACTS) -> Cells:
    """Give cells of (person, sum, n, level)."""
    people, total, n, level = (np.array(column) for column in zip(*rows, strict=True))
    factors = np.column_stack([level] * len(facts)) if facts else np.zeros((len(rows), 0), np.int64)
    return Cells(people, total.astype(float), n.astype(float), factors, facts)


def found(measure: Measure, some: Cells) -> dict[int, Fair]:
    told = fair_values(measure, some)
    assert not isinstance(told, NoFair)
    return dict(told)


# Four do the same on easy cases as on hard ones, but the fourth has hard ones only, where everybody keeps 60 of 100.
SAME = ((1, 180, 200, EASY), (1, 60, 100, HARD), (2, 180, 200, EASY), (2, 60, 100, HARD), (3, 179, 200, EASY))
MIXED = (*SAME, (3, 61, 100, HARD), (4, 180, 300, HARD))


def test_whoever_has_the_harder_cases_is_not_worse_for_it():
    told = found(KEPT, cells(*MIXED))
    hard = told[4]
    assert hard.mix is not None
    assert hard.mix.raw == pytest.approx(60.0)
    assert (hard.mix.factor, hard.mix.left_out) == (Dimension.PRIORITY, 0.0)
    assert hard.mix.usual == pytest.approx(61.0, abs=1.5)
    assert hard.mix.overall == pytest.approx(100 * 900 / 1200, abs=1.0)
    assert hard.value == pytest.approx(told[1].value, abs=1.5)
    assert hard.value > 70


def test_without_facts_that_differ_the_raw_value_stays():
    told = found(KEPT, cells(*MIXED, facts=()))
    assert told[4].mix is None
    assert told[4].value < 65


def test_few_cases_are_pulled_to_the_middle_and_many_are_not():
    many = [(person, 40 * person, 400, EASY) for person in range(5, 10)]
    told = found(KEPT, cells(*many, (1, 4, 4, EASY), facts=()))
    assert told[1].weight < told[5].weight
    assert told[9].weight > 0.9
    assert told[1].middle is not None
    assert told[1].middle < told[1].value < 100
    assert told[9].value == pytest.approx(90, abs=1)


def test_a_share_of_shared_cases_is_pulled_as_well():
    some = [(person, 40.5 * person, 400.5, EASY) for person in range(5, 10)]
    told = found(KEPT, cells(*some, facts=()))
    assert told[9].value == pytest.approx(100 * 40.5 * 9 / 400.5, abs=1)


def test_a_rate_is_adjusted_on_its_own_scale():
    some = [(person, 20, 400, EASY) for person in range(1, 6)]
    told = found(RATE, cells(*some, (6, 80, 400, HARD), (1, 20, 100, HARD), facts=FACTS))
    assert told[6].mix is not None
    assert told[6].mix.usual > told[2].mix.usual if told[2].mix else False
    plain = found(RATE, cells(*some, (6, 80, 400, HARD), facts=()))
    assert plain[6].value > told[6].value


def test_people_who_do_not_differ_all_get_the_middle():
    told = found(KEPT, cells(*[(person, 80, 100, EASY) for person in range(6)], facts=()))
    assert {each.weight for each in told.values()} == {0.0}
    assert {round(each.value, 6) for each in told.values()} == {80.0}


@pytest.mark.parametrize(
    ("some", "reason"),
    [
        (cells((1, 0, 0, EASY)), NoFair.NOTHING),
        (cells((1, 8, 10, EASY), (2, 9, 10, EASY), facts=()), NoFair.FEW_PEOPLE),
        (cells(*[(person, 10, 10, EASY) for person in range(6)]), NoFair.ALIKE),
        (cells(*[(person, 10.5, 10.5, EASY) for person in range(6)]), NoFair.ALIKE),
    ],
)
def test_what_cannot_be_told_says_why(some: Cells, reason: NoFair):
    assert fair_values(KEPT, some) is reason


def test_two_people_are_adjusted_and_not_pulled():
    told = found(KEPT, cells((1, 90, 100, EASY), (1, 50, 100, HARD), (2, 88, 100, EASY), (2, 52, 100, HARD)))
    assert {each.middle for each in told.values()} == {None}
    assert {each.weight for each in told.values()} == {1.0}


def test_cases_that_nobody_else_has_are_left_out_and_whoever_has_no_others_has_no_value():
    told = found(KEPT, cells(*MIXED, (4, 5, 10, 2), (5, 9, 10, 3)))
    assert told[4].mix is not None
    assert told[4].mix.left_out == 10
    assert 5 not in told


def test_a_plain_count_has_no_fair_value():
    assert outcome_of(COUNT) is None
    assert fair_values(COUNT, cells(*MIXED)) is NoFair.OTHER_KIND
    assert fair_means(COUNT, {}) is NoFair.OTHER_KIND


def test_means_lean_on_the_middle_of_those_given():
    given_ = {code: value(3.0 + code / 4, 0.2) for code in range(5)}
    given_[5] = value(5.0, 2.0)
    told = fair_means(MEAN, given_)
    assert not isinstance(told, NoFair)
    assert told[5].weight < told[0].weight
    assert told[5].middle is not None
    assert told[5].middle < told[5].value < 5.0
    assert (told[0].mix, told[0].n) == (None, 50.0)


def test_means_of_few_or_of_nobody_say_why_there_is_none():
    assert fair_means(MEAN, {1: value(4.0), 2: value(3.0)}) is NoFair.FEW_PEOPLE
    assert fair_means(MEAN, {1: replace(value(4.0), low=None, high=None)}) is NoFair.NOTHING


COUNTS = st.lists(st.tuples(st.integers(1, 300), st.floats(0, 1)), min_size=4, max_size=12)


@given(COUNTS)
@settings(max_examples=30)
def test_a_value_lies_between_its_own_and_the_middle(counts: list[tuple[int, float]]):
    rows = [(person, round(n * share), n, EASY) for person, (n, share) in enumerate(counts)]
    told = fair_values(KEPT, cells(*rows, facts=()))
    if isinstance(told, NoFair):
        return
    for person, kept, n, _level in rows:
        each, raw = told[person], 100 * kept / n
        assert each.middle is not None
        assert min(raw, each.middle) - 1e-6 <= each.value <= max(raw, each.middle) + 1e-6
        assert each.low <= each.value <= each.high


@given(COUNTS, st.randoms())
@settings(max_examples=20)
def test_names_and_order_change_nobodys_value(counts: list[tuple[int, float]], random: object):
    rows = [(person, round(n * share), n, person % 2) for person, (n, share) in enumerate(counts)]
    shuffled = rows[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # of hypothesis
    one, other = fair_values(KEPT, cells(*rows)), fair_values(KEPT, cells(*shuffled))
    if isinstance(one, NoFair) or isinstance(other, NoFair):
        assert one is other
        return
    for person, each in one.items():
        assert other[person].value == pytest.approx(each.value, abs=1e-6)
