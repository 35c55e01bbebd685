"""Accuracy: derived vectors, exact fractions beside it, and the laws that Cronbach's components obey."""

from fractions import Fraction
from math import sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from liuxin.engines.ratings.accuracy import accuracy, profiles
from liuxin.engines.ratings.telling import Reason
from liuxin.kernel.errors import BadInputError
from tests.engines.ratings.vectors import vectors

DERIVED = vectors("agreement")["cronbach_derived"]
TRUE, RATER, TOLD = np.array(DERIVED["true"]), np.array(DERIVED["rater"]), DERIVED["told"]
NAN: float = np.nan
level = st.integers(1, 5).map(float)


@st.composite
def drawn(draw: st.DrawFn, least: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Draw ratings of some raters and the references."""
    ratees, dimensions = draw(st.integers(least, 6)), draw(st.integers(least, 4))
    ratings = draw(arrays(float, (draw(st.integers(1, 3)), ratees, dimensions), elements=level))
    return ratings, draw(arrays(float, (ratees, dimensions), elements=level))


def test_the_components_are_those_derived_from_the_formulas():
    found = accuracy([RATER], TRUE)

    assert found.elevation[0] ** 2 == TOLD["E2"]
    assert found.differential_elevation[0] ** 2 == pytest.approx(TOLD["DE2"], abs=1e-12)
    assert found.stereotype_accuracy[0] ** 2 == pytest.approx(TOLD["SA2"], abs=1e-12)
    assert found.differential_accuracy[0] ** 2 == pytest.approx(TOLD["DA2"], abs=1e-12)
    assert found.distance[0] ** 2 == pytest.approx(TOLD["D2"], abs=1e-12)
    assert (found.ratees.tolist(), found.why.tolist()) == ([4], [None])


def test_bormans_correlations_are_those_derived_from_the_formulas():
    found = accuracy([RATER], TRUE)

    assert found.by_dimension[0].tolist() == pytest.approx(TOLD["borman_r_per_dimension"], abs=1e-12)
    assert np.arctanh(found.by_fisher[0]) == pytest.approx(TOLD["borman_DA_mean_fisher_z"], abs=1e-9)
    assert found.by_fisher[0] == pytest.approx(TOLD["borman_DA_r"], abs=1e-12)
    assert found.correlation[0] == pytest.approx(np.mean(TOLD["borman_r_per_dimension"]))


def test_each_part_correlates_with_that_of_the_reference():
    found = profiles([RATER], TRUE)

    assert found.ratees[0] == pytest.approx(TOLD["r_DE"], abs=1e-12)
    assert found.dimensions[0] == pytest.approx(TOLD["r_SA"], abs=1e-12)
    assert found.pattern[0] == pytest.approx(TOLD["r_DA"], abs=1e-12)
    assert found.spread[0] == pytest.approx(TOLD["sd_r_person"], abs=1e-12)
    assert found.reference_spread[0] == pytest.approx(TOLD["sd_t_person"], abs=1e-12)


def test_what_was_not_rated_does_not_count():
    two = np.array([RATER, RATER])
    two[0, 2] = NAN
    kept = [0, 1, 3]
    found, alone = accuracy(two, TRUE), accuracy([RATER[kept]], TRUE[kept])

    assert found.ratees.tolist() == [3, 4]
    for name in ("elevation", "differential_elevation", "stereotype_accuracy", "differential_accuracy", "distance"):
        assert getattr(found, name)[0] == getattr(alone, name)[0]
        assert getattr(found, name)[1] == getattr(accuracy([RATER], TRUE), name)[0]
    assert found.by_dimension[0].tolist() == pytest.approx(alone.by_dimension[0].tolist())
    assert profiles(two, TRUE).pattern[0] == pytest.approx(profiles([RATER[kept]], TRUE[kept]).pattern[0])
    assert profiles(two, TRUE).spread[0] == pytest.approx(profiles([RATER[kept]], TRUE[kept]).spread[0])


def test_who_rated_nobody_has_no_accuracy_and_a_reason():
    found = accuracy([np.full((4, 3), NAN), RATER], TRUE)

    assert found.why.tolist() == [Reason.NOTHING, None]
    assert found.ratees.tolist() == [0, 4]
    numbers = (found.elevation, found.differential_elevation, found.stereotype_accuracy, found.differential_accuracy)
    for each in (*numbers, found.distance, found.correlation, found.by_fisher):
        assert np.isnan(each).tolist() == [True, False]
    assert np.isnan(profiles([np.full((4, 3), NAN), RATER], TRUE).spread).tolist() == [True, False]


def test_a_reference_of_nothing_tells_nothing():
    found = accuracy(np.zeros((2, 0, 0)), np.zeros((0, 0)))

    assert found.why.tolist() == [Reason.NOTHING] * 2
    assert np.isnan(found.elevation).all()
    assert np.isnan(profiles(np.zeros((2, 0, 0)), np.zeros((0, 0))).ratees).all()
    assert accuracy(np.zeros((1, 3, 0)), np.zeros((3, 0))).why.tolist() == [Reason.NOTHING]
    assert accuracy(np.zeros((0, 4, 3)), TRUE).elevation.tolist() == []


def test_references_all_alike_tell_nothing_and_ratings_all_alike_no_one_apart():
    reference = np.array([[1.0, 3.0], [2.0, 3.0], [3.0, 3.0]])
    found = accuracy([[[3, 1], [3, 2], [3, 3]], [[1, 5], [2, 5], [3, 4]]], reference)

    assert found.by_dimension[:, 0].tolist() == [0.0, 1.0]
    assert np.isnan(found.by_dimension[:, 1]).all()
    assert found.correlation.tolist() == [0.0, 1.0]
    assert found.by_fisher[0] == 0.0
    assert np.isnan(found.by_fisher[1])  # a correlation of 1 has no z


def test_profiles_of_flat_ratings_are_nought_and_of_a_flat_reference_none():
    flat = np.full((4, 3), 3.0)

    assert [profiles([flat], TRUE).ratees[0], profiles([flat], TRUE).dimensions[0]] == [0.0, 0.0]
    assert profiles([flat], TRUE).pattern[0] == 0.0
    assert np.isnan([profiles([RATER], flat).ratees[0], profiles([RATER], flat).pattern[0]]).all()


@pytest.mark.parametrize(
    ("ratings", "reference", "code", "params"),
    [
        ([[[1, np.inf]]], [[1, 2]], "ratings.not_a_number", {"place": "1, 1, 2"}),
        ([[[1, 2]]], [[1, NAN]], "ratings.not_a_number", {"place": "1, 2"}),
        ([[1, 2]], [[1, 2]], "ratings.wrong_shape", {"has": 2, "needs": 3}),
        ([[[1, 2]]], [1, 2], "ratings.wrong_shape", {"has": 1, "needs": 2}),
        ([[[1, 2], [1, 2]]], [[1, 2]], "ratings.lengths_differ", {"has": 2, "needs": 1}),
        ([[[1, 2]]], [[1, 2, 3]], "ratings.lengths_differ", {"has": 2, "needs": 3}),
        ([[[1, 2], [NAN, 2]]], [[1, 2], [3, 4]], "ratings.partly_rated", {"place": "1, 2"}),
    ],
)
@pytest.mark.parametrize("function", [accuracy, profiles])
def test_bad_input_is_named(function: Any, ratings: Any, reference: Any, code: str, params: dict[str, Any]):
    with pytest.raises(BadInputError) as caught:
        function(ratings, reference)
    assert (caught.value.code, caught.value.params) == (code, params)
    assert caught.value.field in {"ratings", "reference"}


def exact(x: np.ndarray, t: np.ndarray) -> tuple[float, ...]:
    """Compute all of it in fractions, one number at a time."""
    off = [[Fraction(int(a)) - Fraction(int(b)) for a, b in zip(*rows, strict=True)] for rows in zip(x, t, strict=True)]
    whole = mean([mean(row) for row in off])
    ratees, dimensions = [mean(row) - whole for row in off], [mean(column) - whole for column in zip(*off, strict=True)]
    left = [d - whole - i - j for row, i in zip(off, ratees, strict=True) for d, j in zip(row, dimensions, strict=True)]
    return float(whole), root(ratees), root(dimensions), root(left), root([d for row in off for d in row])


def mean(values: Any) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def root(values: list[Fraction]) -> float:
    return sqrt(mean([each * each for each in values]))


@given(drawn())
def test_every_number_is_the_exact_one_of_fractions_to_the_last_digit(pair: tuple[np.ndarray, np.ndarray]):
    found = accuracy(*pair)
    for rater, ratings in enumerate(pair[0]):
        numbers = (found.elevation, found.differential_elevation, found.stereotype_accuracy)
        assert [each[rater] for each in (*numbers, found.differential_accuracy, found.distance)] == list(
            exact(ratings, pair[1])
        )


def pearson(x: np.ndarray, t: np.ndarray) -> float | None:
    """Correlate in fractions; None where the references are all alike."""
    x_off, t_off = ([Fraction(int(v)) - mean([Fraction(int(w)) for w in each]) for v in each] for each in (x, t))
    spread = sum(a * a for a in x_off) * sum(b * b for b in t_off)
    together = float(sum(a * b for a, b in zip(x_off, t_off, strict=True)))
    return (together / sqrt(spread) if spread else 0.0) if any(t_off) else None


@pytest.mark.parametrize("seed", range(20))
def test_the_mean_correlation_is_the_exact_one_to_the_last_digit_too(seed: int):
    chance = np.random.default_rng(seed)
    shape = chance.integers(1, 12, 2)
    ratings, reference = chance.integers(1, 6, (2, *shape)), chance.integers(1, 6, shape)
    found = accuracy(ratings, reference).correlation
    for rater in (0, 1):
        each = [pearson(*pair) for pair in zip(ratings[rater].T, reference.T, strict=True)]
        told = [r for r in each if r is not None]
        total = 0.0
        for r in told:
            total += r
        assert found[rater] == pytest.approx(total / len(told) if told else NAN, abs=0, rel=0, nan_ok=True)


@given(drawn(2))
def test_correlations_are_those_of_numpy(pair: tuple[np.ndarray, np.ndarray]):
    found = accuracy(*pair)
    for rater, ratings in enumerate(pair[0]):
        for dimension in range(ratings.shape[1]):
            x, t = ratings[:, dimension], pair[1][:, dimension]
            if np.ptp(t) == 0:
                assert np.isnan(found.by_dimension[rater, dimension])
            elif np.ptp(x) == 0:
                assert found.by_dimension[rater, dimension] == 0.0
            else:
                assert found.by_dimension[rater, dimension] == pytest.approx(np.corrcoef(x, t)[0, 1], abs=1e-9)


@given(drawn())
def test_the_four_components_add_up_to_the_whole_distance(pair: tuple[np.ndarray, np.ndarray]):
    found = accuracy(*pair)
    parts = (found.elevation, found.differential_elevation, found.stereotype_accuracy, found.differential_accuracy)

    assert sum(each**2 for each in parts) == pytest.approx(found.distance**2, abs=1e-12)


@given(drawn(), st.floats(-3, 3))
def test_rating_everything_higher_moves_the_elevation_alone(pair: tuple[np.ndarray, np.ndarray], by: float):
    before, after = accuracy(*pair), accuracy(pair[0] + by, pair[1])

    assert after.elevation == pytest.approx(before.elevation + by, abs=1e-9)
    for name in ("differential_elevation", "stereotype_accuracy", "differential_accuracy"):
        assert getattr(after, name) == pytest.approx(getattr(before, name), abs=1e-9)
    assert after.correlation == pytest.approx(before.correlation, abs=1e-6, nan_ok=True)


@given(drawn(), st.randoms(use_true_random=False))
def test_the_order_of_ratees_dimensions_and_raters_does_not_matter(pair: tuple[np.ndarray, np.ndarray], chance: Any):
    ratings, reference = pair
    rows, columns = list(range(reference.shape[0])), list(range(reference.shape[1]))
    chance.shuffle(rows)
    chance.shuffle(columns)
    one, other = accuracy(*pair), accuracy(ratings[::-1, rows][:, :, columns], reference[rows][:, columns])

    for name in ("elevation", "differential_elevation", "stereotype_accuracy", "differential_accuracy", "distance"):
        assert getattr(one, name).tolist() == getattr(other, name)[::-1].tolist()
    assert one.correlation.tolist() == pytest.approx(other.correlation[::-1].tolist(), abs=1e-12, nan_ok=True)


def test_values_far_from_nought_lose_no_digits():
    far, near = accuracy([RATER + 1e6 + 0.1], TRUE + 1e6), accuracy([RATER + 0.1], TRUE)

    assert far.correlation[0] == pytest.approx(near.correlation[0], abs=1e-6)
    assert far.differential_accuracy[0] == pytest.approx(near.differential_accuracy[0], abs=1e-6)
