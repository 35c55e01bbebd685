from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from liuxin.engines.ratings.agreement import (
    FleissKappa,
    Kappa,
    Level,
    Weights,
    alpha,
    crosstable,
    fleiss_kappa,
    kappa,
    tally,
    weighted_kappa,
)
from liuxin.engines.ratings.telling import CannotTell, Reason
from liuxin.kernel.errors import BadInputError
from tests.engines.ratings.vectors import vectors

COHEN = vectors("agreement")["cohen_1968"]
FLEISS = vectors("agreement")["fleiss_1971"]
squares = st.integers(2, 4).flatmap(lambda size: arrays(np.int64, (size, size), elements=st.integers(0, 9)))
ratings = arrays(np.int64, st.tuples(st.integers(2, 7), st.integers(2, 5)), elements=st.integers(0, 3))


def told(found: Kappa | CannotTell) -> Kappa:
    assert isinstance(found, Kappa)
    return found


def of_many(found: FleissKappa | CannotTell) -> FleissKappa:
    assert isinstance(found, FleissKappa)
    return found


def numbers_of(found: Kappa | FleissKappa) -> tuple[float, ...]:
    return found.value, found.error, found.low, found.high, found.z, found.p


# --- two raters


@pytest.mark.parametrize("which", ["kappa", "weighted"])
def test_kappa_is_as_cohen_printed_it(which: str):
    found = told(kappa(COHEN["table"]) if which == "kappa" else weighted_kappa(COHEN["table"], COHEN["costs"]))
    numbers = [COHEN[which][name] for name in ("value", "error", "low", "high", "z", "p")]

    assert numbers_of(found) == pytest.approx(numbers, rel=1e-9)
    assert found.subjects == 200


# The worked examples of the public encyclopedia's article on Cohen's kappa: fifty grants, then two tables with the same
# raw agreement of 60 %.
@pytest.mark.parametrize(
    ("table", "value"), [([[20, 5], [10, 15]], 0.4), ([[45, 15], [25, 15]], 0.1304), ([[25, 35], [5, 35]], 0.2593)]
)
def test_kappa_is_as_in_the_encyclopedia(table: list[list[int]], value: float):
    assert told(kappa(table)).value == pytest.approx(value, abs=5e-5)


def test_what_disagreement_costs_is_told_beside_what_it_would_by_chance():
    found = told(weighted_kappa(COHEN["table"], COHEN["costs"]))

    assert (found.disagreement, found.by_chance) == pytest.approx((0.9, 1.38))


def test_linear_and_quadratic_costs_are_those_of_the_distance():
    table = COHEN["table"]
    linear, quadratic = [[0, 1, 2], [1, 0, 1], [2, 1, 0]], [[0, 1, 4], [1, 0, 1], [4, 1, 0]]

    assert weighted_kappa(table, Weights.LINEAR) == weighted_kappa(table, linear)
    assert weighted_kappa(table, Weights.QUADRATIC) == weighted_kappa(table, quadratic)
    assert told(weighted_kappa(table, Weights.LINEAR)).value == pytest.approx(9 / 19)
    assert told(weighted_kappa(table, Weights.QUADRATIC)).value == pytest.approx(5 / 11)


def test_full_agreement_is_one_without_a_width_and_opposition_below_nought():
    same, opposed = told(kappa([[3, 0], [0, 5]])), told(kappa([[0, 4], [4, 0]]))

    assert (same.value, same.error, same.low, same.high) == (1.0, 0.0, 1.0, 1.0)
    assert opposed.value == -1.0


def test_an_interval_ends_at_one():
    found = told(kappa([[9, 1], [0, 9]]))

    assert found.value + 1.959963984540054 * found.error > 1
    assert found.high == 1.0
    assert found.low == pytest.approx(found.value - 1.959963984540054 * found.error)


def test_more_confidence_makes_a_wider_interval():
    wide = told(kappa(COHEN["table"], 0.99))

    assert wide.high - wide.value == pytest.approx(2.5758293035489004 * wide.error)


def test_ratings_become_a_table_and_counts():
    assert crosstable([0, 0, 1, 2], [0, 1, 1, 2], 3).tolist() == [[1, 1, 0], [0, 1, 0], [0, 0, 1]]
    assert crosstable([0], [0], 3).tolist() == [[1, 0, 0], [0, 0, 0], [0, 0, 0]]
    assert tally([[0, 0, 2], [1, 1, 1]], 3).tolist() == [[2, 0, 1], [0, 3, 0]]
    assert tally([[0, 0]], 3).tolist() == [[2, 0, 0]]


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ([[0, 0], [0, 0]], Reason.NOTHING),
        (np.zeros((0, 0)), Reason.NOTHING),
        ([[7, 0], [0, 0]], Reason.ONE_CATEGORY),
        ([[5, 2], [0, 0]], Reason.ONLY_CHANCE),
        ([[0, 5], [0, 2]], Reason.ONLY_CHANCE),
    ],
)
def test_too_little_is_told_with_its_reason(table: object, reason: Reason):
    assert kappa(table) == CannotTell(reason)  # type: ignore[arg-type]


@pytest.mark.parametrize("unit", [1e-9, 1e9])
def test_costs_may_be_as_small_or_large_as_they_like(unit: float):
    costs = unit * np.array(COHEN["costs"], float)

    assert told(weighted_kappa(COHEN["table"], costs)).value == pytest.approx(COHEN["weighted"]["value"])
    assert weighted_kappa([[5, 2], [0, 0]], unit * (1 - np.eye(2))) == CannotTell(Reason.ONLY_CHANCE)


def test_categories_that_cost_nothing_to_mix_up_are_one():
    assert weighted_kappa([[5, 2], [1, 4]], np.zeros((2, 2))) == CannotTell(Reason.ONE_CATEGORY)


@pytest.mark.parametrize(
    ("table", "weights", "confidence", "code", "field"),
    [
        ([[1, 2, 3], [4, 5, 6]], Weights.LINEAR, 0.95, "ratings.not_square", "table"),
        ([1, 2], Weights.LINEAR, 0.95, "ratings.wrong_shape", "table"),
        ([[1, np.nan], [1, 1]], Weights.LINEAR, 0.95, "ratings.not_a_number", "table"),
        ([[1, 0.5], [1, 1]], Weights.LINEAR, 0.95, "ratings.not_whole", "table"),
        ([[1, -1], [1, 1]], Weights.LINEAR, 0.95, "ratings.too_small", "table"),
        ([[1, 2], [1, 1]], [[0, 1]], 0.95, "ratings.bad_weights", "weights"),
        ([[1, 2], [1, 1]], [[0, np.nan], [1, 0]], 0.95, "ratings.not_a_number", "weights"),
        ([[1, 2], [1, 1]], [[0, -1], [1, 0]], 0.95, "ratings.bad_weights", "weights"),
        ([[1, 2], [1, 1]], [[0, 1], [1, 1]], 0.95, "ratings.bad_weights", "weights"),
        ([[1, 2], [1, 1]], Weights.LINEAR, 1.0, "ratings.not_a_share", "confidence"),
    ],
)
def test_bad_tables_are_named(table: Any, weights: Any, confidence: float, code: str, field: str):
    with pytest.raises(BadInputError) as caught:
        weighted_kappa(table, weights, confidence)
    assert (caught.value.code, caught.value.field) == (code, field)


def test_a_table_says_how_it_is_not_square():
    with pytest.raises(BadInputError) as caught:
        kappa([[1, 2, 3], [4, 5, 6]])
    assert caught.value.params == {"has": 3, "needs": 2}


def test_codes_off_the_scale_and_columns_of_other_lengths_are_named():
    with pytest.raises(BadInputError) as caught:
        crosstable([0, 1], [0, 2], 2)
    assert (caught.value.code, caught.value.field) == ("ratings.off_scale", "other")
    assert caught.value.params == {"place": "2", "lowest": 0, "highest": 1}
    with pytest.raises(BadInputError) as caught:
        crosstable([0, 1], [0, 0.5], 2)
    assert (caught.value.code, caught.value.field) == ("ratings.not_whole", "other")
    with pytest.raises(BadInputError) as caught:
        crosstable([0, 1, 1], [0, 1], 2)
    assert (caught.value.code, caught.value.field) == ("ratings.lengths_differ", "other")
    with pytest.raises(BadInputError) as caught:
        crosstable([0, 2], [0, 2], 2)
    assert (caught.value.code, caught.value.field) == ("ratings.off_scale", "one")
    with pytest.raises(BadInputError) as caught:
        tally([[0, 1], [3, 1]], 3)
    assert (caught.value.code, caught.value.field) == ("ratings.off_scale", "ratings")
    assert caught.value.params == {"place": "2, 1", "lowest": 0, "highest": 2}
    with pytest.raises(BadInputError) as caught:
        tally([0, 1], 3)
    assert (caught.value.code, caught.value.field) == ("ratings.wrong_shape", "ratings")


def costs_of(size: int) -> np.ndarray:
    return np.abs(np.subtract.outer(np.arange(size), np.arange(size))).astype(float)


def spread_of(table: np.ndarray, costs: np.ndarray, shares: np.ndarray) -> float:
    """Give the variance of weighted kappa as Fleiss, Cohen and Everitt write it: with weights of agreement, by cell."""
    p, w = table / table.sum(), 1 - costs / costs.max()
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    size = range(len(p))
    po = sum(p[i, j] * w[i, j] for i in size for j in size)
    pe = sum(rows[i] * columns[j] * w[i, j] for i in size for j in size)
    value = (po - pe) / (1 - pe)
    by_row = [sum(columns[j] * w[i, j] for j in size) for i in size]
    by_column = [sum(rows[i] * w[i, j] for i in size) for j in size]
    if np.array_equal(shares, p):
        found = sum(p[i, j] * (w[i, j] - (by_row[i] + by_column[j]) * (1 - value)) ** 2 for i in size for j in size)
        return float((found - (value - pe * (1 - value)) ** 2) / (table.sum() * (1 - pe) ** 2))
    found = sum(shares[i, j] * (w[i, j] - (by_row[i] + by_column[j])) ** 2 for i in size for j in size)
    return float((found - pe**2) / (table.sum() * (1 - pe) ** 2))


@given(squares)
def test_errors_are_those_of_fleiss_cohen_and_everitt_cell_by_cell(table: np.ndarray):
    costs = costs_of(len(table))
    found = weighted_kappa(table, Weights.LINEAR)
    if isinstance(found, Kappa):
        p = table / table.sum()
        chance = np.outer(p.sum(axis=1), p.sum(axis=0))
        assert found.error**2 == pytest.approx(spread_of(table, costs, p), abs=1e-9)
        if not np.array_equal(chance, p):
            assert (found.value / found.z if found.z else 0) ** 2 == pytest.approx(
                spread_of(table, costs, chance) if found.z else 0, abs=1e-9
            )


@given(squares)
def test_the_raters_may_change_places_and_costs_their_unit(table: np.ndarray):
    one, other = weighted_kappa(table, Weights.QUADRATIC), weighted_kappa(table.T, 7 * costs_of(len(table)) ** 2)

    assert type(one) is type(other)
    if isinstance(one, Kappa) and isinstance(other, Kappa):
        assert numbers_of(one) == pytest.approx(numbers_of(other), abs=1e-9)


@given(squares, st.randoms(use_true_random=False))
def test_the_names_of_categories_do_not_matter_to_kappa(table: np.ndarray, chance: Any):
    order = list(range(len(table)))
    chance.shuffle(order)
    one, other = kappa(table), kappa(table[order][:, order])

    assert type(one) is type(other)
    if isinstance(one, Kappa) and isinstance(other, Kappa):
        assert numbers_of(one) == pytest.approx(numbers_of(other), abs=1e-9)


@given(squares)
def test_kappa_lies_within_its_interval_and_one_more_agreement_never_lowers_it(table: np.ndarray):
    found = kappa(table)
    if isinstance(found, Kappa):
        assert -1 - 1e-9 <= found.low - 1e-9 + found.value - found.low <= found.value <= found.high + 1e-12 <= 1 + 1e-9
        assert found.low <= found.value
        # the marginals stay as they are where two crossed disagreements become two agreements
        crossed = min(table[0, 1], table[1, 0])
        better = kappa(table + crossed * np.pad([[1, -1], [-1, 1]], (0, len(table) - 2)))
        assert isinstance(better, Kappa)
        assert better.value >= found.value - 1e-12


@given(squares, st.integers(2, 30))
def test_the_same_again_leaves_kappa_and_narrows_the_interval(table: np.ndarray, times: int):
    one, many = kappa(table), kappa(table * times)
    if isinstance(one, Kappa) and isinstance(many, Kappa):
        assert many.value == pytest.approx(one.value)
        assert many.error * np.sqrt(times) == pytest.approx(one.error)


# --- many raters


def test_the_diagnoses_are_as_fleiss_printed_them():
    found = of_many(fleiss_kappa(FLEISS["counts"]))

    assert found.value == pytest.approx(FLEISS["kappa"], abs=5e-4)
    assert found.categories.tolist() == pytest.approx(FLEISS["categories"], abs=5e-4)
    assert found.z == pytest.approx(FLEISS["z"], abs=0.05)
    assert found.p < 1e-60
    assert (found.subjects, found.raters) == (30, 6)


# The worked example of the public encyclopedia's article on Fleiss' kappa: ten subjects, fourteen raters.
def test_fourteen_raters_are_as_in_the_encyclopedia():
    counts = [
        [0, 0, 0, 0, 14],
        [0, 2, 6, 4, 2],
        [0, 0, 3, 5, 6],
        [0, 3, 9, 2, 0],
        [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0],
        [3, 2, 6, 3, 0],
        [2, 5, 3, 2, 2],
        [6, 5, 2, 1, 0],
        [0, 2, 2, 3, 7],
    ]

    assert of_many(fleiss_kappa(counts)).value == pytest.approx(0.210, abs=5e-4)


def test_the_error_of_the_diagnoses_is_close_to_that_of_leaving_each_patient_out():
    counts = np.array(FLEISS["counts"])
    left = np.array([of_many(fleiss_kappa(np.delete(counts, out, axis=0))).value for out in range(30)])
    found = of_many(fleiss_kappa(counts))

    assert found.error == pytest.approx(np.sqrt(29 / 30 * ((left - left.mean()) ** 2).sum()), rel=0.05)
    assert (found.low, found.high) == pytest.approx(
        (found.value - 1.959963984540054 * found.error, found.value + 1.959963984540054 * found.error)
    )


def test_the_error_is_the_exact_slope_in_the_weight_of_each_subject():
    counts = np.array([[3, 0, 0], [1, 2, 0], [0, 2, 1], [0, 0, 3], [2, 1, 0]])
    slopes = []
    for subject in range(5):
        moved = [_weighted(counts, subject, step) for step in (1e-5, -1e-5)]
        slopes.append((moved[0] - moved[1]) / 2e-5)

    assert of_many(fleiss_kappa(counts)).error == pytest.approx(np.sqrt(np.sum(np.square(slopes)) / 20), rel=1e-4)


def _weighted(counts: np.ndarray, subject: int, step: float) -> float:
    """Compute Fleiss' kappa where one subject weighs a little more."""
    weights = np.full(len(counts), 1 / len(counts))
    weights = (weights + step * (np.arange(len(counts)) == subject)) / (1 + step)
    n = counts.sum(axis=1)[0]
    agreed = weights @ ((counts * (counts - 1)).sum(axis=1) / (n * (n - 1)))
    chance = ((weights @ counts / n) ** 2).sum()
    return float((agreed - chance) / (1 - chance))


def test_two_raters_are_many_enough():
    # P = 2/3; shares 1/2, 1/2: (2/3 - 1/2) / (1/2)
    assert of_many(fleiss_kappa([[2, 0], [0, 2], [1, 1]])).value == pytest.approx(1 / 3)


def test_full_agreement_of_many_is_one():
    found = of_many(fleiss_kappa([[3, 0], [0, 3], [3, 0]]))

    assert (found.value, found.low, found.high) == (1.0, 1.0, 1.0)
    assert found.categories.tolist() == [1.0, 1.0]


def test_the_upper_end_of_many_raters_is_one_at_most():
    found = of_many(fleiss_kappa([[3, 0], [0, 3], [3, 0], [0, 3], [0, 3], [2, 1], [3, 0], [3, 0]]))

    assert found.value + 1.96 * found.error > 1
    assert found.high == 1.0


def test_a_category_never_said_has_no_kappa_of_its_own():
    found = of_many(fleiss_kappa([[2, 0, 1], [0, 0, 3], [3, 0, 0]]))

    assert np.isnan(found.categories).tolist() == [False, True, False]
    assert found.value == pytest.approx(of_many(fleiss_kappa([[2, 1], [0, 3], [3, 0]])).value)


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        (np.zeros((0, 2)), CannotTell(Reason.NOTHING)),
        ([[0, 0], [0, 0]], CannotTell(Reason.NOTHING)),
        ([[2, 1]], CannotTell(Reason.ONE_SUBJECT, has=1, needs=2)),
        ([[0, 1], [1, 0]], CannotTell(Reason.ONE_RATER, has=1, needs=2)),
        ([[3, 0], [3, 0]], CannotTell(Reason.ONE_CATEGORY)),
    ],
)
def test_too_little_of_many_raters_is_told_with_its_reason(counts: object, reason: CannotTell):
    assert fleiss_kappa(counts) == reason  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("counts", "confidence", "code", "field"),
    [
        ([[2, 1], [1, 1]], 0.95, "ratings.unequal_raters", "counts"),
        ([2, 1], 0.95, "ratings.wrong_shape", "counts"),
        ([[2, np.nan], [1, 1]], 0.95, "ratings.not_a_number", "counts"),
        ([[2, -1], [1, 0]], 0.95, "ratings.too_small", "counts"),
        ([[2, 1], [1, 2]], 2.0, "ratings.not_a_share", "confidence"),
    ],
)
def test_bad_counts_are_named(counts: Any, confidence: float, code: str, field: str):
    with pytest.raises(BadInputError) as caught:
        fleiss_kappa(counts, confidence)
    assert (caught.value.code, caught.value.field) == (code, field)


# Alpha corrects for few values: 1 - alpha = (1 - kappa) (1 - 1/n) of n values (Krippendorff 2019, ch. 12).
@given(ratings)
@settings(max_examples=60)
def test_fleiss_kappa_is_nominal_alpha_but_for_the_number_of_values(table: np.ndarray):
    found, other = fleiss_kappa(tally(table, 4)), alpha(table.T.astype(float), Level.NOMINAL, resamples=0)
    if isinstance(found, FleissKappa) and not isinstance(other, CannotTell):
        assert 1 - other.value == pytest.approx((1 - found.value) * (1 - 1 / table.size))


@given(ratings, st.permutations(range(4)))
@settings(max_examples=60)
def test_the_names_of_categories_and_the_order_of_subjects_do_not_matter(table: np.ndarray, names: list[int]):
    one, other = fleiss_kappa(tally(table, 4)), fleiss_kappa(tally(np.array(names)[table][::-1, ::-1], 4))

    assert type(one) is type(other)
    if isinstance(one, FleissKappa) and isinstance(other, FleissKappa):
        assert numbers_of(one) == pytest.approx(numbers_of(other), abs=1e-9)
        assert one.categories.tolist() == pytest.approx(other.categories[names].tolist(), nan_ok=True)


def test_under_chance_z_is_a_standard_normal_number():
    chance = np.random.default_rng(3)
    found = [of_many(fleiss_kappa(tally(chance.choice(3, size=(40, 4), p=[0.5, 0.3, 0.2]), 3))).z for _ in range(400)]

    assert np.mean(found) == pytest.approx(0, abs=0.25)
    assert np.std(found) == pytest.approx(1, abs=0.12)
