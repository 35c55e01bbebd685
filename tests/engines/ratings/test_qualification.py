from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from liuxin.engines.ratings.qualification import Inaccuracy, Passing, Qualification, passing, qualification
from liuxin.engines.ratings.telling import CannotTell, Reason
from liuxin.kernel.errors import BadInputError

LIMITS = Inaccuracy(0.4, 0.5, 0.45, 0.7)
FREE = Inaccuracy(9.0, 9.0, 9.0, 9.0)
CASES = np.random.default_rng(1).integers(1, 6, size=(8, 5))
WIDE = np.random.default_rng(2).integers(40, 60, size=(8, 5))
HUNDRED = (1, 100)
FIVE = {"lowest": 1, "highest": 5}


def told(found: Passing | CannotTell) -> Passing:
    assert isinstance(found, Passing)
    return found


def decided(found: Qualification | CannotTell) -> Qualification:
    assert isinstance(found, Qualification)
    return found


# On a scale so wide that nothing is cut off, each component follows a known distribution (Scheffé 1959, The Analysis of
# Variance, ch. 4), with rounding as part of the error: the drawn share has to agree.
def test_the_elevation_is_within_its_limit_as_often_as_a_normal_number():
    rater = Inaccuracy(1.0, 2.0, 1.0, 3.0)
    spread = np.sqrt(2.0**2 / 8 + 3.0**2 / 40)
    expected = stats.norm.cdf(1.5, 1.0, spread) - stats.norm.cdf(-1.5, 1.0, spread)
    limits = Inaccuracy(1.5, 99, 99, 99)

    found = told(passing(WIDE, limits, -1, rater, HUNDRED, draws=8_000))
    assert found.value == pytest.approx(expected, abs=0.018)


def test_differential_elevation_is_within_its_limit_as_often_as_a_chi_square():
    rater = Inaccuracy(1.0, 2.0, 1.0, 3.0)
    expected = stats.chi2.cdf(8 * 2.2**2 / (2.0**2 + 3.0**2 / 5), 7)

    found = told(passing(WIDE, Inaccuracy(99, 2.2, 99, 99), -1, rater, HUNDRED, draws=8_000))
    assert found.value == pytest.approx(expected, abs=0.018)


def test_stereotype_accuracy_is_within_its_limit_as_often_as_a_shifted_chi_square():
    rater = Inaccuracy(1.0, 2.0, 1.0, 3.0)
    expected = stats.ncx2.cdf(5 * 8 * 1.4**2 / 3.0**2, 4, 5 * 8 * 1.0**2 / 3.0**2)

    found = told(passing(WIDE, Inaccuracy(99, 99, 1.4, 99), -1, rater, HUNDRED, draws=8_000))
    assert found.value == pytest.approx(expected, abs=0.018)


def test_differential_accuracy_is_within_its_limit_as_often_as_a_chi_square():
    rater = Inaccuracy(1.0, 2.0, 1.0, 3.0)
    expected = stats.chi2.cdf(40 * 2.6**2 / 3.0**2, 28)

    found = told(passing(WIDE, Inaccuracy(99, 99, 99, 2.6), -1, rater, HUNDRED, draws=8_000))
    assert found.value == pytest.approx(expected, abs=0.018)


def test_the_correlation_counts_too():
    noisy = Inaccuracy(0, 0, 0, 2.0)

    assert told(passing(CASES, FREE, -1, noisy, (1, 5))).value == 1.0
    assert told(passing(CASES, FREE, 0.99, noisy, (1, 5))).value == 0.0
    assert 0.1 < told(passing(CASES, FREE, 0.6, noisy, (1, 5))).value < 0.9


def test_who_is_right_always_passes_and_who_is_far_off_never():
    assert told(passing(CASES, LIMITS, 0.7, Inaccuracy(0, 0, 0, 0), (1, 5))).value == 1.0
    assert told(passing(CASES, LIMITS, 0.7, Inaccuracy(4, 0, 0, 0), (1, 5))).value == 0.0


def test_the_interval_is_that_of_the_draws():
    found = told(passing(CASES, LIMITS, 0.7, LIMITS, (1, 5), draws=400))

    assert found.draws == 400
    assert 0 < found.low < found.value < found.high < 1
    assert found.high - found.low == pytest.approx(2 * 1.96 * np.sqrt(found.value * (1 - found.value) / 400), rel=0.05)
    assert told(passing(CASES, LIMITS, 0.7, LIMITS, (1, 5))).draws == 2000


def test_a_seed_fixes_the_draws():
    one = passing(CASES, LIMITS, 0.7, LIMITS, (1, 5), seed=1)

    assert passing(CASES, LIMITS, 0.7, LIMITS, (1, 5), seed=1) == one
    assert passing(CASES, LIMITS, 0.7, LIMITS, (1, 5), seed=2) != one
    assert passing(CASES, LIMITS, 0.7, LIMITS, (1, 5)) == passing(CASES, LIMITS, 0.7, LIMITS, (1, 5), seed=0)


def test_levels_stay_on_the_scale():
    # five levels hold nobody further off than the ends of the scale
    top = np.array([[5, 5], [4, 5], [5, 4]])

    assert told(passing(top, Inaccuracy(9, 9, 9, 9), -1, Inaccuracy(3, 0, 0, 0), (1, 5))).value == 1.0
    # half of the raters are too high by 3: where 5 is the highest level, that is cut to less than 1
    found = told(passing(top, Inaccuracy(1, 9, 9, 9), -1, Inaccuracy(3, 0, 0, 0), (1, 5)))
    assert found.value == pytest.approx(0.5, abs=0.04)
    assert told(passing(top, Inaccuracy(1, 9, 9, 9), -1, Inaccuracy(3, 0, 0, 0), (1, 9))).value == 0.0


def test_both_errors_are_those_of_the_rater_who_should_and_who_should_not_pass():
    found = decided(qualification(CASES, LIMITS, 0.7, LIMITS, (1, 5), fit=0.8, unfit=1.2, draws=500, seed=3))
    unfit = told(passing(CASES, LIMITS, 0.7, LIMITS.times(1.2), (1, 5), draws=500, seed=3))
    fit = told(passing(CASES, LIMITS, 0.7, LIMITS.times(0.8), (1, 5), draws=500, seed=3))

    assert found.cases == 8
    assert found.again == passing(CASES, LIMITS, 0.7, LIMITS, (1, 5), draws=500, seed=3)
    assert found.unfit_pass == unfit
    assert found.fit_fail == Passing(1 - fit.value, 1 - fit.high, 1 - fit.low, 500)
    assert found.fit_fail.low <= found.fit_fail.value <= found.fit_fail.high


def test_three_quarters_and_five_quarters_of_the_limits_are_held_apart_unless_told():
    assert qualification(CASES, LIMITS, 0.7, LIMITS, (1, 5)) == qualification(
        CASES, LIMITS, 0.7, LIMITS, (1, 5), fit=0.75, unfit=1.25, draws=2000, seed=0
    )


def test_more_cases_make_both_errors_rarer():
    many = np.random.default_rng(4).integers(1, 6, size=(60, 5))
    few, more = (decided(qualification(many[:n], LIMITS, 0.5, LIMITS, (1, 5))) for n in (5, 60))

    assert more.unfit_pass.value < few.unfit_pass.value
    assert more.fit_fail.value < few.fit_fail.value


@given(st.floats(0.1, 2.0), st.floats(1.05, 2.0))
@settings(max_examples=25)
def test_wider_limits_never_pass_fewer(factor: float, wider: float):
    rater = LIMITS.times(factor)
    one, other = (told(passing(CASES, LIMITS.times(by), 0.5, rater, (1, 5), draws=200)) for by in (1.0, wider))

    assert other.value >= one.value


def test_so_many_times_an_inaccuracy_is_so_many_times_each_part():
    assert Inaccuracy(1, 2, 3, 4).times(0.5) == Inaccuracy(0.5, 1, 1.5, 2)


@pytest.mark.parametrize(
    ("reference", "reason"),
    [
        (np.zeros((0, 0)), CannotTell(Reason.NOTHING)),
        ([[1, 2, 3]], CannotTell(Reason.TOO_FEW, has=1, needs=2)),
        ([[1], [2]], CannotTell(Reason.TOO_FEW, has=1, needs=2)),
        ([[1, 2], [1, 2]], CannotTell(Reason.NO_VARIANCE)),
    ],
)
def test_too_little_is_told_with_its_reason(reference: Any, reason: CannotTell):
    assert passing(reference, LIMITS, 0.7, LIMITS, (1, 5)) == reason
    assert qualification(reference, LIMITS, 0.7, LIMITS, (1, 5)) == reason


@pytest.mark.parametrize(
    ("change", "code", "field", "params"),
    [
        ({"reference": [[1, np.nan], [2, 3]]}, "ratings.not_a_number", "reference", {"place": "1, 2"}),
        ({"reference": [1, 2]}, "ratings.wrong_shape", "reference", {"has": 1, "needs": 2}),
        (
            {"reference": [[1, 6], [1, 1]]},
            "ratings.off_scale",
            "reference",
            {"place": "1, 2", "lowest": 1, "highest": 5},
        ),
        (
            {"reference": [[1, 1], [0, 1]]},
            "ratings.off_scale",
            "reference",
            {"place": "2, 1", "lowest": 1, "highest": 5},
        ),
        ({"scale": (5, 5)}, "ratings.no_scale", "scale", {"lowest": 5, "highest": 5}),
        ({"draws": 0}, "ratings.too_small", "draws", {"place": "1", "least": 1}),
        ({"rater": Inaccuracy(-1, 0, 0, 0)}, "ratings.too_small", "rater", {"place": "1", "least": 0}),
        ({"rater": Inaccuracy(0, 0, 0, np.nan)}, "ratings.too_small", "rater", {"place": "1", "least": 0}),
    ],
)
@pytest.mark.parametrize("function", [passing, qualification])
def test_bad_input_is_named(function: Any, change: dict[str, Any], code: str, field: str, params: dict[str, Any]):
    given_ = {"reference": CASES, "limits": LIMITS, "correlation": 0.7, "rater": LIMITS, "scale": (1, 5)} | change
    with pytest.raises(BadInputError) as caught:
        function(**given_)
    assert (caught.value.code, caught.value.field, caught.value.params) == (code, field, params)


def test_a_multiple_of_the_limits_below_nought_is_refused():
    with pytest.raises(BadInputError) as caught:
        qualification(CASES, LIMITS, 0.7, LIMITS, (1, 5), fit=-0.5)
    assert caught.value.code == "ratings.too_small"
