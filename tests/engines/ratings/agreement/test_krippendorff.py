from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from liuxin.engines.ratings.agreement import Alpha, Level, alpha
from liuxin.engines.ratings.telling import CannotTell, Reason
from liuxin.kernel.errors import BadInputError
from tests.engines.ratings.vectors import vectors

CANON = vectors("agreement")["krippendorff_2011"]
TABLE = np.array(CANON["values"], float)
NAN = np.nan
judged = st.one_of(st.just(NAN), st.integers(0, 4).map(float))
tables = arrays(float, st.tuples(st.integers(2, 4), st.integers(2, 6)), elements=judged)


def told(found: Alpha | CannotTell) -> Alpha:
    assert isinstance(found, Alpha)
    return found


@pytest.mark.parametrize("level", Level)
def test_the_canonical_example_has_its_printed_alphas(level: Level):
    found = told(alpha(TABLE, level, resamples=0))

    assert found.value == pytest.approx(CANON[level.value], abs=1e-10)
    assert (found.units, found.values) == (11, 40)


# Krippendorff 2011, example A (two observers, binary, 10 units: alpha .095) and B (two observers, nominal with five
# values, 12 units: alpha .692).
def test_two_observers_and_binary_data_are_as_printed():
    one = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    other = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]

    assert told(alpha([one, other], Level.NOMINAL)).value == pytest.approx(0.095, abs=5e-4)


def test_two_observers_and_nominal_data_are_as_printed():
    one = [1, 1, 2, 2, 4, 3, 3, 3, 5, 4, 4, 1]
    other = [2, 1, 2, 2, 2, 3, 3, 3, 5, 4, 4, 4]

    assert told(alpha([one, other], Level.NOMINAL)).value == pytest.approx(0.692, abs=5e-4)


# Binary data have one distance only: every level says the same.
def test_of_two_values_every_level_says_the_same():
    table = np.array([[0, 1, 1, 0, 1], [0, 1, 0, 0, 1], [NAN, 1, 1, 1, 1]])
    found = [told(alpha(table, level)).value for level in Level]

    assert found == pytest.approx([found[0]] * 4, abs=1e-12)


def test_full_agreement_is_one_and_agreement_by_chance_nought():
    assert told(alpha([[1, 2, 3], [1, 2, 3]], Level.ORDINAL)).value == 1.0
    # of 4 values in 2 units half of all 12 ordered pairs differ 2/3 of the time; every pair within differs
    assert told(alpha([[1, 2], [2, 1]], Level.NOMINAL)).value == pytest.approx(1 - 3 * 4 / 8)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        (np.zeros((0, 0)), CannotTell(Reason.NOTHING)),
        ([[NAN, NAN], [NAN, NAN]], CannotTell(Reason.NOTHING)),
        ([[1, 2, 3]], CannotTell(Reason.ONE_RATER, has=1, needs=2)),
        ([[1], [2]], CannotTell(Reason.ONE_SUBJECT, has=1, needs=2)),
        ([[1, NAN, 2], [NAN, 2, NAN]], CannotTell(Reason.TOO_FEW, has=0, needs=2)),
        ([[1, NAN, 2], [1, 2, NAN]], CannotTell(Reason.TOO_FEW, has=1, needs=2)),
        ([[3, 3, 1], [3, 3, NAN]], CannotTell(Reason.ONE_CATEGORY)),
    ],
)
@pytest.mark.parametrize("level", Level)
def test_too_little_is_told_with_its_reason(values: object, reason: CannotTell, level: Level):
    assert alpha(values, level) == reason  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "more", "code", "field"),
    [
        ([[1, np.inf], [2, 3]], {}, "ratings.not_a_number", "values"),
        ([1, 2, 3], {}, "ratings.wrong_shape", "values"),
        ([[1, -2], [2, 3]], {}, "ratings.too_small", "values"),
        ([[1, 2], [2, 3]], {"resamples": -1}, "ratings.too_small", "resamples"),
        ([[1, 2], [2, 3]], {"confidence": 1.5}, "ratings.not_a_share", "confidence"),
    ],
)
def test_bad_input_is_named(values: object, more: dict[str, int], code: str, field: str):
    with pytest.raises(BadInputError) as caught:
        alpha(values, Level.RATIO, **more)  # type: ignore[arg-type]
    assert (caught.value.code, caught.value.field) == (code, field)


def test_values_far_from_nought_lose_no_digits():
    table = noisy(30, 6)
    near, far = told(alpha(table, Level.INTERVAL)), told(alpha(table + 1e8, Level.INTERVAL))

    assert (far.value, far.low) == pytest.approx((near.value, near.low), abs=1e-9)


def test_below_nought_is_fine_on_the_interval_level():
    assert told(alpha([[1, -2], [2, -3]], Level.INTERVAL)).value == pytest.approx(
        told(alpha([[11, 8], [12, 7]], Level.INTERVAL)).value
    )


def distance(level: Level, v: float, w: float, said: np.ndarray) -> float:
    """Give δ² as Krippendorff prints it, with his sum of frequencies on the ordinal level."""
    if v == w:
        return 0.0
    if level is Level.NOMINAL:
        return 1.0
    if level is Level.INTERVAL:
        return (v - w) ** 2
    if level is Level.RATIO:
        return ((v - w) / (v + w)) ** 2
    low, high = min(v, w), max(v, w)
    between = ((said >= low) & (said <= high)).sum()
    return float(between - ((said == low).sum() + (said == high).sum()) / 2) ** 2


def by_pairs(table: np.ndarray, level: Level) -> float:
    """Compute alpha pair by pair."""
    units = [column[~np.isnan(column)] for column in table.T]
    units = [unit for unit in units if len(unit) > 1]
    said = np.concatenate(units)
    n = len(said)
    observed = sum(
        distance(level, unit[i], unit[j], said) / (len(unit) - 1)
        for unit in units
        for i in range(len(unit))
        for j in range(len(unit))
        if i != j
    )
    expected = sum(distance(level, said[i], said[j], said) for i in range(n) for j in range(n) if i != j)
    return float(1 - (n - 1) * observed / expected)


@given(tables, st.sampled_from(Level))
@settings(max_examples=100)
def test_alpha_is_what_all_pairs_one_by_one_give(table: np.ndarray, level: Level):
    found = alpha(table, level, resamples=0)
    if isinstance(found, Alpha):
        assert found.value == pytest.approx(by_pairs(table, level), abs=1e-9)


@given(
    st.lists(st.tuples(*[st.floats(-9, 9)] * 2), min_size=30, max_size=45),
    st.sampled_from([1e-3, 0.1, 1.0]),
    st.sampled_from([0, 3]),
)
@settings(max_examples=25)
def test_ratios_of_many_different_values_are_as_exact_as_all_pairs(
    drawn: list[tuple[float, float]], spread: float, zeros: int
):
    table = np.exp(spread * np.array(drawn).T)
    table[0, :zeros] = 0.0
    found = alpha(table, Level.RATIO, resamples=0)
    if isinstance(found, Alpha):
        assert found.value == pytest.approx(by_pairs(table, Level.RATIO), rel=1e-9, abs=1e-9)


@given(tables, st.sampled_from(Level), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_of_observers_and_units_does_not_matter(table: np.ndarray, level: Level, chance):
    rows, columns = list(range(table.shape[0])), list(range(table.shape[1]))
    chance.shuffle(rows)
    chance.shuffle(columns)

    assert alpha(table[rows][:, columns], level, resamples=20) == alpha(table, level, resamples=20)


@given(tables, st.permutations(range(5)))
@settings(max_examples=40)
def test_the_names_of_categories_do_not_matter(table: np.ndarray, names: list[int]):
    renamed = np.where(np.isnan(table), NAN, np.array(names, float)[np.nan_to_num(table).astype(int)])
    one, other = alpha(table, Level.NOMINAL, resamples=0), alpha(renamed, Level.NOMINAL, resamples=0)

    assert type(one) is type(other)
    if isinstance(one, Alpha) and isinstance(other, Alpha):
        assert one.value == pytest.approx(other.value, abs=1e-12)


@given(tables)
@settings(max_examples=40)
def test_any_increasing_change_of_an_ordinal_scale_does_not_matter(table: np.ndarray):
    assert alpha(table**3 + table, Level.ORDINAL, resamples=0) == alpha(table, Level.ORDINAL, resamples=0)


@given(tables, st.floats(0.5, 20), st.floats(-50, 50))
@settings(max_examples=40)
def test_the_unit_does_not_matter_nor_the_origin_of_an_interval_scale(table: np.ndarray, times: float, shift: float):
    for level, changed in ((Level.RATIO, table * times), (Level.INTERVAL, table * times + shift)):
        one, other = alpha(table, level, resamples=0), alpha(changed, level, resamples=0)
        assert type(one) is type(other)
        if isinstance(one, Alpha) and isinstance(other, Alpha):
            assert one.value == pytest.approx(other.value, abs=1e-8)


# --- the interval


def noisy(units: int, seed: int, levels: int = 5) -> np.ndarray:
    chance = np.random.default_rng(seed)
    true = chance.normal(size=units)
    table = np.clip(np.round(true + chance.normal(scale=0.7, size=(3, units)) + 3), 1, levels)
    table[chance.random(table.shape) < 0.15] = NAN
    return table


@pytest.mark.parametrize("level", Level)
def test_a_draw_is_alpha_of_the_units_that_it_took(level: Level, monkeypatch: pytest.MonkeyPatch):
    table, drawn = noisy(12, 3), []
    told(alpha(table, level, resamples=0))
    kept = table[:, (~np.isnan(table)).sum(axis=0) > 1]
    chance = np.random.default_rng(5)
    for _ in range(40):
        took = chance.integers(kept.shape[1], size=kept.shape[1])
        found = alpha(in_order(kept)[:, took], level, resamples=0)
        drawn.append(found.value if isinstance(found, Alpha) else NAN)
    found = told(alpha(table, level, resamples=40, seed=5))

    assert found.resamples == np.isfinite(drawn).sum() == 40
    assert (found.low, found.high) == pytest.approx(tuple(np.quantile(drawn, [0.025, 0.975])), abs=1e-9)


def in_order(table: np.ndarray) -> np.ndarray:
    """Bring units into the order in which they are drawn: by their values in order, the missing first."""
    columns = [sorted(column, key=lambda each: -1.0 if np.isnan(each) else each) for column in table.T]
    return np.array(sorted(columns, key=lambda column: [-1.0 if np.isnan(each) else each for each in column])).T


@pytest.mark.parametrize("level", Level)
def test_the_interval_holds_alpha_and_narrows_with_more_units(level: Level):
    few, many = told(alpha(noisy(40, 1), level)), told(alpha(noisy(640, 1), level))

    assert few.low < few.value < few.high
    assert 0.1 < (many.high - many.low) / (few.high - few.low) < 0.5


def test_a_seed_fixes_the_interval_and_more_confidence_widens_it():
    table = noisy(40, 2)
    one = told(alpha(table, Level.ORDINAL, seed=1))

    assert told(alpha(table, Level.ORDINAL, seed=1)) == one
    assert told(alpha(table, Level.ORDINAL, seed=2)).low != one.low
    assert told(alpha(table, Level.ORDINAL, seed=1, confidence=0.99)).low < one.low
    assert told(alpha(table, Level.ORDINAL)) == told(alpha(table, Level.ORDINAL, seed=0, resamples=1000))


def test_draws_are_the_same_however_many_are_worked_on_at_once(monkeypatch: pytest.MonkeyPatch):
    table = noisy(40, 4)
    one = told(alpha(table, Level.INTERVAL, resamples=50))
    for at_once in (1, 90, 125, 10_000):
        monkeypatch.setattr("liuxin.engines.ratings.agreement.krippendorff.AT_ONCE", at_once)
        found = told(alpha(table, Level.INTERVAL, resamples=50))
        assert (found.low, found.high) == pytest.approx((one.low, one.high), abs=1e-12)
        assert found.resamples == 50


def test_fewer_than_ten_units_or_no_draws_have_no_interval():
    nine, ten = told(alpha(noisy(12, 8)[:, :9], Level.NOMINAL)), told(alpha(noisy(13, 8), Level.NOMINAL))

    assert nine.units < 10 <= ten.units
    assert np.isnan([nine.low, nine.high]).all()
    assert nine.resamples == 0
    assert not np.isnan([ten.low, ten.high]).any()
    assert np.isnan(told(alpha(noisy(13, 8), Level.NOMINAL, resamples=0)).low)


def test_draws_without_a_value_are_not_counted_and_too_many_of_them_leave_no_interval():
    # one unit of thirty differs: about e^-1 of all draws miss it
    lone = np.ones((2, 30))
    lone[:, 0] = 2
    found = told(alpha(lone, Level.NOMINAL))

    assert found.value == 1.0
    assert 550 < found.resamples < 720
    assert np.isnan([found.low, found.high]).all()


def test_ten_units_exactly_are_enough():
    table = np.array([[1.0, 2, 3, 1, 2, 3, 1, 2, 3, 1], [1.0, 2, 3, 1, 2, 3, 1, 2, 1, 1]])

    assert told(alpha(table, Level.NOMINAL)).high == 1.0
    assert np.isnan(told(alpha(table[:, :9], Level.NOMINAL)).high)


def test_every_level_orders_agreement_alike():
    chance = np.random.default_rng(7)
    true = chance.integers(1, 6, size=200).astype(float)
    worse = [np.array([true, np.clip(true + chance.integers(-by, by + 1, size=200), 1, 5)]) for by in (0, 1, 2, 4)]
    for level in Level:
        found = [told(alpha(table, level, resamples=0)).value for table in worse]
        assert all(one > other for one, other in pairwise(found))
