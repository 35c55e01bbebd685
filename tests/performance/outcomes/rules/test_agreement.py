"""How far raters agree, as the review tells it: change what was rated and it changes; too little, and it says why."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuxin.performance.outcomes import rules
from liuxin.performance.outcomes.words import Figure

pytestmark = pytest.mark.spec("P4.6")


def told(table: list[list[int]]) -> Figure:
    """Give the figure of a table of people by raters; 0 is not rated."""
    levels = np.array(table)
    ratees, raters = np.nonzero(levels)
    return rules.agreement("dedication", ratees, raters, levels[ratees, raters])


def test_raters_who_see_the_same_differences_agree_and_those_who_see_none_do_not():
    alike = told([[1, 1, 2], [2, 2, 2], [3, 3, 3], [4, 4, 5], [5, 5, 5], [2, 3, 2]])
    mixed = told([[1, 5, 3], [5, 1, 3], [2, 4, 2], [4, 2, 5], [3, 3, 1], [1, 4, 4]])
    assert (alike.code, alike.whole) == ("raters_agree.dedication", 100)
    assert alike.value is not None
    assert mixed.value is not None
    assert mixed.value < 40
    assert alike.value > 85
    assert alike.low is not None
    assert alike.high is not None
    assert alike.low <= alike.value <= alike.high


def test_a_stricter_rater_lowers_the_agreement_of_single_ratings():
    table = [[2, 2, 2], [3, 3, 3], [4, 4, 4], [5, 5, 4], [3, 4, 3]]
    strict = [[*row[:2], max(1, row[2] - 2)] for row in table]
    one, other = told(table).value, told(strict).value
    assert one is not None
    assert other is not None
    assert one > other


@pytest.mark.parametrize(
    ("table", "missing"),
    [
        ([[3, 4, 5]] * 4, "outcomes.missing.too_few_ratings"),
        ([[3, 4]] * 6, "outcomes.missing.too_few_ratings"),
        ([[4, 4, 4]] * 6, "outcomes.missing.no_agreement"),
    ],
)
def test_too_little_says_why(table: list[list[int]], missing: str):
    found = told(table)
    assert (found.value, found.whole, found.missing) == (None, None, missing)


@given(st.permutations(range(6)))
@settings(max_examples=4)
def test_who_is_called_what_changes_nothing(order: list[int]):
    table = [[1, 1, 2], [2, 2, 2], [3, 3, 3], [4, 4, 5], [5, 5, 5], [2, 3, 2]]
    assert told([table[i] for i in order]) == told(table)
