"""The sums over co-raters, done at once, against the same done one by one."""

from collections.abc import Callable
from statistics import mean, median

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuxin.engines.ratings.rater_effects import course
from liuxin.engines.ratings.rater_effects.beside import means, medium_excess, others_mean, others_share
from liuxin.engines.ratings.rater_effects.table import Table, read
from tests.engines.ratings.rater_effects.tables import columns, grid


def _table(seed: int, raters: int, ratees: int, share: float) -> Table:
    draw = np.random.default_rng(seed)
    rows = columns(grid(raters, ratees, 2, seed=seed))
    keep = draw.random(len(rows["levels"])) < share
    keep[0] = True
    moments = draw.integers(0, 4, int(keep.sum()))
    return read({name: column[keep] for name, column in rows.items()}, 1, 5, None, moments)


tables = st.builds(_table, st.integers(0, 10**6), st.integers(1, 5), st.integers(1, 4), st.floats(0.3, 1))


def _others(table: Table, row: int, same: Callable[[int], bool]) -> list[int]:
    return [other for other in range(len(table.rater)) if table.rater[other] != table.rater[row] and same(other)]


@settings(max_examples=60)
@given(tables)
def test_the_mean_of_the_others_is_theirs(table: Table):
    found, number = others_mean(table.cell, table.level.astype(float))

    for row in range(len(table.rater)):
        others = _others(table, row, lambda other, row=row: bool(table.cell[other] == table.cell[row]))  # type: ignore[misc]
        assert number[row] == len(others)
        assert found[row] == pytest.approx(mean(table.level[others].tolist()) if others else float("nan"), nan_ok=True)


@settings(max_examples=60)
@given(tables, st.integers(0, 4))
def test_the_share_of_a_level_counts_the_criterion_at_large_as_one_more_co_rater(table: Table, level: int):
    found = others_share(table, np.full(len(table.rater), level))

    for row in range(len(table.rater)):
        wide = _others(table, row, lambda other, row=row: bool(table.criterion[other] == table.criterion[row]))  # type: ignore[misc]
        beside = [other for other in wide if table.cell[other] == table.cell[row]]
        at_large = mean((table.level[wide] == level).tolist()) if wide else 1 / 5
        expected = (sum((table.level[beside] == level).tolist()) + at_large) / (len(beside) + 1)
        assert found[row] == pytest.approx(expected)


@settings(max_examples=60)
@given(tables)
def test_places_run_from_first_to_last_and_ties_share_theirs(table: Table):
    for rater in range(table.raters):
        places = table.position[table.rater == rater]
        assert places.min() >= 0
        assert places.max() <= 1
        assert places.sum() == pytest.approx(0.5 * len(places) if len(places) > 1 else 0)


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=12))
def test_the_median_of_the_others_is_theirs(values: list[float]):
    found = course._others_median(np.array(values))

    for place, one in enumerate(found.tolist()):
        others = [*values[:place], *values[place + 1 :]]
        assert one == pytest.approx(median(others) if others else float("nan"), nan_ok=True)


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(-5, 5)), min_size=1, max_size=20))
def test_medians_of_groups_are_those_of_each(rows: list[tuple[int, float]]):
    found = course._medians(np.array([value for _, value in rows]), np.array([group for group, _ in rows]), 4)

    for group in range(4):
        values = [value for one, value in rows if one == group]
        assert found[group] == pytest.approx(median(values) if values else float("nan"), nan_ok=True)


def test_errors_of_means_are_those_of_forms():
    """Two raters, two forms of two ratings each, alike within a form: half as much is known as of four ratings."""
    rows = {"raters": [0] * 4 + [1] * 4, "ratees": [0, 0, 1, 1] * 2, "criteria": [0, 1] * 4, "levels": [1] * 8}
    table = read(rows, 1, 5, None, None)
    found = means(table, np.array([0.0, 0, 1, 1, 0, 0, 1, 1]), np.ones(8, bool))

    # Sums of forms lie 1 from their mean, 4 squared over all; of 2 × 4 ratings half are left: variance 1, error √¼.
    assert found.mean.tolist() == [0.5, 0.5]
    assert found.error.tolist() == pytest.approx([0.5, 0.5])
    assert (found.freedom, found.clustering) == (2.0, 2.0)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9])
def test_a_medium_effect_is_half_a_unit_of_the_angle(share: float):
    # Cohen (1988), p. 181: h is the difference of 2 arcsin √p; beyond the end of the scale there is nothing.
    above = share + float(medium_excess(np.array([share]))[0])
    angle = 2 * np.arcsin(np.sqrt(above)) - 2 * np.arcsin(np.sqrt(share))

    assert angle == pytest.approx(0.5)


def test_nothing_lies_beyond_the_whole():
    assert medium_excess(np.array([1.0])).tolist() == pytest.approx([0.0])
