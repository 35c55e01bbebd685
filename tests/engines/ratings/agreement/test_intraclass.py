import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from liuxin.engines.ratings.agreement import Icc, IccForm, icc, icc_all
from liuxin.engines.ratings.telling import CannotTell, Reason
from liuxin.kernel.errors import BadInputError
from tests.engines.ratings.vectors import vectors

SIX = vectors("agreement")["shrout_fleiss_1979"]
TABLE = np.array(SIX["ratings"], float)
tables = arrays(float, st.tuples(st.integers(2, 7), st.integers(2, 5)), elements=st.integers(1, 5).map(float))


def told(found: Icc | CannotTell) -> Icc:
    assert isinstance(found, Icc)
    return found


@pytest.mark.parametrize("form", IccForm)
def test_all_six_forms_are_as_shrout_and_fleiss_printed_them(form: IccForm):
    expected, found = SIX[form.value], told(icc(TABLE, form))

    assert found.form is form
    assert found.value == pytest.approx(expected["value"], abs=1e-9)
    assert found.value == pytest.approx(expected["printed"], abs=0.005)
    assert (found.low, found.high) == pytest.approx((expected["low"], expected["high"]), abs=1e-9)
    assert (found.df1, found.df2) == tuple(expected["df"])
    assert (found.f, found.p) == pytest.approx((expected["f"], expected["p"]), rel=1e-9)


# McGraw & Wong 1996, Psychological Methods 1:30-46, table 6: the exact interval of one consistency coefficient, turned
# round: at its ends the F of the table lies on the quantiles of F.
@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.99])
def test_the_exact_limits_put_f_on_its_quantiles(confidence: float):
    found = told(icc(TABLE, IccForm.ICC_3_1, confidence))
    tail = (1 - confidence) / 2
    ratio = [(1 + 3 * each) / (1 - each) for each in (found.low, found.high)]

    assert found.f / ratio[0] == pytest.approx(stats.f.ppf(1 - tail, 5, 15))
    assert found.f / ratio[1] == pytest.approx(stats.f.ppf(tail, 5, 15))


def test_raters_who_only_differ_in_severity_are_consistent_and_do_not_agree():
    table = np.array([[1.0, 3.0], [2.0, 4.0], [4.0, 6.0]])

    assert told(icc(table, IccForm.ICC_3_1)).value == 1.0
    # B = 14/3, J = 6, E = 0: (14/3) / (14/3 + 2 * 6 / 3)
    assert told(icc(table, IccForm.ICC_2_1)).value == pytest.approx((14 / 3) / (14 / 3 + 4))
    assert told(icc(table, IccForm.ICC_1_1)).value < told(icc(table, IccForm.ICC_2_1)).value


def test_rounding_error_is_no_disagreement():
    # 0.3 apart throughout, but not to the last binary digit
    found = told(icc([[0.1, 0.4], [0.2, 0.5], [0.7, 1.0]], IccForm.ICC_3_1))

    assert (found.value, found.f, found.p, found.low) == (1.0, np.inf, 0.0, 1.0)


@pytest.mark.parametrize("unit", [1e-9, 1e9])
def test_the_unit_may_be_as_small_or_large_as_it_likes(unit: float):
    for one, other in zip(icc_all(TABLE).values(), icc_all(unit * TABLE).values(), strict=True):
        assert (told(other).value, told(other).low) == pytest.approx((told(one).value, told(one).low), rel=1e-9)
    twisted = unit * np.array([[1.0, 3.0], [3.0, 1.0], [2.0, 2.0]])
    assert icc(twisted, IccForm.ICC_2_1) == CannotTell(Reason.CONTRADICTING)


@pytest.mark.parametrize("form", IccForm)
def test_without_disagreement_all_is_one_and_the_interval_has_no_width(form: IccForm):
    found = told(icc([[1, 1, 1], [3, 3, 3], [4, 4, 4]], form))

    assert (found.value, found.low, found.high, found.p) == (1.0, 1.0, 1.0, 0.0)
    assert found.f == np.inf


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (np.zeros((0, 3)), CannotTell(Reason.NOTHING)),
        (np.zeros((3, 0)), CannotTell(Reason.NOTHING)),
        ([[1, 2, 3]], CannotTell(Reason.ONE_SUBJECT, has=1, needs=2)),
        ([[1], [2], [3]], CannotTell(Reason.ONE_RATER, has=1, needs=2)),
        ([[4, 4], [4, 4]], CannotTell(Reason.NO_VARIANCE)),
        ([[1, 3], [3, 1], [2, 2]], CannotTell(Reason.CONTRADICTING)),
    ],
)
@pytest.mark.parametrize("form", IccForm)
def test_too_little_is_told_with_its_reason(table: object, reason: CannotTell, form: IccForm):
    assert icc(table, form) == reason  # type: ignore[arg-type]


def test_raters_against_one_another_have_no_mean_to_speak_of():
    # B = 0.125, E = 24.5: two raters who turn the order round leave (J - E)/n below -B
    table = [[1.0, 6.5], [8.0, 0.0]]

    assert icc(table, IccForm.ICC_2_K) == CannotTell(Reason.CONTRADICTING)
    assert told(icc(table, IccForm.ICC_2_1)).value < 0


def test_a_bound_that_the_mean_of_ratings_does_not_have_is_not_made_up():
    # By the formula of p. 424 the lower limit for one rating is below -1, from where no step leads to the mean of two.
    table = [[3.0, 4.0], [5.0, 4.0], [4.0, 3.0]]
    one, mean = told(icc(table, IccForm.ICC_2_1)), told(icc(table, IccForm.ICC_2_K))

    assert one.low == pytest.approx(-76 / 41)
    assert np.isnan(mean.low)
    assert mean.high == pytest.approx(2 * one.high / (1 + one.high))


@pytest.mark.parametrize(
    ("table", "confidence", "code", "field"),
    [
        ([[1, np.nan], [2, 3]], 0.95, "ratings.not_a_number", "ratings"),
        ([1, 2, 3], 0.95, "ratings.wrong_shape", "ratings"),
        ([[1, 2], [2, 3]], 1.0, "ratings.not_a_share", "confidence"),
        ([[1, 2], [2, 3]], 0.0, "ratings.not_a_share", "confidence"),
    ],
)
def test_bad_input_is_named(table: object, confidence: float, code: str, field: str):
    with pytest.raises(BadInputError) as caught:
        icc_all(table, confidence)  # type: ignore[arg-type]
    assert (caught.value.code, caught.value.field) == (code, field)


def by_hand(table: np.ndarray, form: IccForm) -> float:
    """Compute the coefficient from sums over cells, one at a time."""
    n, k = table.shape
    mean = table.mean()
    b = k * sum((table[i].mean() - mean) ** 2 for i in range(n)) / (n - 1)
    w = sum((table[i, j] - table[i].mean()) ** 2 for i in range(n) for j in range(k)) / (n * (k - 1))
    v = n * sum((table[:, j].mean() - mean) ** 2 for j in range(k)) / (k - 1)
    e = (n * (k - 1) * w - (k - 1) * v) / ((n - 1) * (k - 1))
    found: dict[IccForm, float] = {
        IccForm.ICC_1_1: (b - w) / (b + (k - 1) * w),
        IccForm.ICC_2_1: (b - e) / (b + (k - 1) * e + k * (v - e) / n),
        IccForm.ICC_3_1: (b - e) / (b + (k - 1) * e),
        IccForm.ICC_1_K: (b - w) / b,
        IccForm.ICC_2_K: (b - e) / (b + (v - e) / n),
        IccForm.ICC_3_K: (b - e) / b,
    }
    return found[form]


@given(tables)
def test_each_form_is_its_formula_and_lies_within_its_interval(table: np.ndarray):
    for form, found in icc_all(table).items():
        if isinstance(found, Icc):
            assert found.value == pytest.approx(by_hand(table, form), abs=1e-9)
            assert np.isnan(found.low) or found.low <= found.value + 1e-9
            assert np.isnan(found.high) or found.high >= found.value - 1e-9
            assert found.value <= 1
            assert 0 <= found.p <= 1


@given(tables, st.floats(-100, 100), st.floats(0.1, 10))
def test_unit_and_origin_of_the_scale_do_not_matter(table: np.ndarray, shift: float, times: float):
    for one, other in zip(icc_all(table).values(), icc_all(table * times + shift).values(), strict=True):
        assert type(one) is type(other)
        if isinstance(one, Icc) and isinstance(other, Icc):
            assert other.value == pytest.approx(one.value, abs=1e-6)


@given(tables, st.randoms(use_true_random=False))
def test_the_order_of_subjects_and_raters_does_not_matter(table: np.ndarray, chance):
    rows, columns = list(range(table.shape[0])), list(range(table.shape[1]))
    chance.shuffle(rows)
    chance.shuffle(columns)
    for one, other in zip(icc_all(table).values(), icc_all(table[rows][:, columns]).values(), strict=True):
        assert type(one) is type(other)
        if isinstance(one, Icc) and isinstance(other, Icc):
            assert (one.value, one.low, one.high) == pytest.approx(
                (other.value, other.low, other.high), abs=1e-6, nan_ok=True
            )


@given(tables)
def test_a_mean_of_ratings_is_the_spearman_brown_step_from_one(table: np.ndarray):
    found = icc_all(table)
    k = table.shape[1]
    for one, mean in ((IccForm.ICC_1_1, IccForm.ICC_1_K), (IccForm.ICC_3_1, IccForm.ICC_3_K)):
        single, whole = found[one], found[mean]
        assume(isinstance(single, Icc) and isinstance(whole, Icc))
        assert told(whole).value == pytest.approx(
            k * told(single).value / (1 + (k - 1) * told(single).value), rel=1e-6, abs=1e-9
        )


@given(tables)
@settings(max_examples=40)
def test_more_confidence_makes_a_wider_interval(table: np.ndarray):
    for one, other in zip(icc_all(table, 0.8).values(), icc_all(table, 0.95).values(), strict=True):
        if isinstance(one, Icc) and isinstance(other, Icc) and not np.isnan([other.low, other.high]).any():
            assert other.low <= one.low + 1e-9
            assert other.high >= one.high - 1e-9
