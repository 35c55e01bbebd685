"""Accuracy against reference ratings: values worked by hand, and the laws that Cronbach's components obey."""

from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.kernel.errors import BadInputError
from liuxin.performance.evaluators.rules import accuracy
from liuxin.performance.evaluators.words import Ratings

CRITERIA = ("care", "love")
REFERENCE = {"a": {"care": 4, "love": 3}, "b": {"care": 2, "love": 3}}
GIVEN = {"a": {"care": 5, "love": 3}, "b": {"care": 4, "love": 2}}


def close(one: float, two: float) -> bool:
    return isclose(one, two, abs_tol=1e-12)


@st.composite
def tables(draw: st.DrawFn, least: int = 1) -> tuple[Ratings, Ratings]:
    """Draw ratings and references of the same cases on the same criteria."""
    criteria = [f"c{number}" for number in range(draw(st.integers(least, 4)))]
    cases = [f"case{number}" for number in range(draw(st.integers(least, 6)))]
    level = st.integers(1, 5)
    given_, reference = ({case: {name: draw(level) for name in criteria} for case in cases} for _ in range(2))
    return given_, reference


def shifted(ratings: Ratings, by: int, *, case: str = "", criterion: str = "") -> Ratings:
    """Add to all levels, or to those of one case or criterion; the law holds off the scale too."""
    return {
        name: {
            code: level + (by if case in {"", name} and criterion in {"", code} else 0) for code, level in row.items()
        }
        for name, row in ratings.items()
    }


@pytest.mark.spec("P3.3")
def test_the_components_are_those_worked_by_hand():
    # x.. = 3.5, t.. = 3; case means 4, 3 against 3.5, 2.5; criterion means 4.5, 2.5 against 3, 3.
    found = accuracy(GIVEN, REFERENCE)

    assert (found.cases, found.criteria) == (2, 2)
    assert found.elevation == 0.5
    assert found.differential_elevation == 0.0
    assert found.stereotype_accuracy == 1.0
    assert found.differential_accuracy == 0.5
    assert found.distance == sqrt(1.5)
    assert found.correlation == 1.0  # of care; the reference of love tells no cases apart


def test_the_order_of_cases_is_what_the_correlation_tells():
    reference = {"a": {"care": 1}, "b": {"care": 2}, "c": {"care": 3}}

    turned = accuracy({"a": {"care": 3}, "b": {"care": 2}, "c": {"care": 1}}, reference)
    mixed = accuracy({"a": {"care": 2}, "b": {"care": 1}, "c": {"care": 3}}, reference)

    assert turned.correlation == -1.0
    assert mixed.correlation == 0.5  # cov 1 over spread 2


def test_ratings_all_alike_tell_no_case_from_another_and_references_all_alike_tell_nothing():
    flat = {"a": {"care": 3, "love": 3}, "b": {"care": 3, "love": 3}}

    assert accuracy(flat, REFERENCE).correlation == 0.0
    assert accuracy(GIVEN, flat).correlation is None


def test_a_criterion_counts_once_in_the_mean_of_correlations():
    reference = {"a": {"care": 1, "love": 1}, "b": {"care": 5, "love": 5}}
    given_ = {"a": {"care": 2, "love": 5}, "b": {"care": 3, "love": 4}}

    assert accuracy(given_, reference).correlation == 0.0  # 1 and -1


def test_nothing_rated_has_no_accuracy():
    with pytest.raises(BadInputError) as problem:
        accuracy({}, REFERENCE)
    assert problem.value.code == "evaluators.nothing_rated"


def test_only_the_cases_that_were_rated_count():
    assert accuracy({"a": GIVEN["a"]}, REFERENCE).cases == 1
    assert accuracy({"a": GIVEN["a"]}, REFERENCE).elevation == 0.5


@given(tables())
def test_the_four_components_add_up_to_the_whole_distance(pair: tuple[Ratings, Ratings]):
    found = accuracy(*pair)
    parts = (found.elevation, found.differential_elevation, found.stereotype_accuracy, found.differential_accuracy)

    assert close(sum(part * part for part in parts), found.distance**2)


@given(tables())
def test_who_rates_as_the_reference_does_is_off_by_nothing(pair: tuple[Ratings, Ratings]):
    found = accuracy(pair[1], pair[1])

    assert (found.elevation, found.distance) == (0.0, 0.0)
    assert found.correlation is None or close(found.correlation, 1.0)


@given(tables(), st.integers(-4, 4))
def test_rating_everything_higher_moves_the_elevation_and_nothing_else(pair: tuple[Ratings, Ratings], by: int):
    before, after = accuracy(*pair), accuracy(shifted(pair[0], by), pair[1])

    assert close(after.elevation, before.elevation + by)
    assert close(after.differential_elevation, before.differential_elevation)
    assert close(after.stereotype_accuracy, before.stereotype_accuracy)
    assert close(after.differential_accuracy, before.differential_accuracy)
    assert after.correlation == before.correlation


@given(tables(2), st.integers(-4, 4))
def test_one_case_rated_higher_leaves_criteria_and_pattern_as_they_were(pair: tuple[Ratings, Ratings], by: int):
    before, after = accuracy(*pair), accuracy(shifted(pair[0], by, case="case0"), pair[1])

    assert close(after.stereotype_accuracy, before.stereotype_accuracy)
    assert close(after.differential_accuracy, before.differential_accuracy)


@given(tables(2), st.integers(-4, 4))
def test_one_criterion_rated_higher_leaves_cases_and_pattern_as_they_were(pair: tuple[Ratings, Ratings], by: int):
    before, after = accuracy(*pair), accuracy(shifted(pair[0], by, criterion="c0"), pair[1])

    assert close(after.differential_elevation, before.differential_elevation)
    assert close(after.differential_accuracy, before.differential_accuracy)
    assert after.correlation == before.correlation


@given(tables())
def test_the_order_of_rows_does_not_matter(pair: tuple[Ratings, Ratings]):
    turned = dict(reversed(list(pair[0].items())))

    assert accuracy(turned, pair[1]) == accuracy(*pair)


@given(tables())
def test_every_component_lies_in_its_range(pair: tuple[Ratings, Ratings]):
    found = accuracy(*pair)

    assert abs(found.elevation) <= found.distance + 1e-12
    assert min(found.differential_elevation, found.stereotype_accuracy, found.differential_accuracy) >= 0
    assert found.correlation is None or -1 - 1e-12 <= found.correlation <= 1 + 1e-12
