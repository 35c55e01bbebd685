"""What a page asks: fair averages, severities, and when neither can be told."""

import numpy as np
import pytest

from liuxin.engines.ratings import rasch
from liuxin.engines.ratings.telling import CannotTell, Reason
from liuxin.kernel.errors import BadInputError
from tools.bench.ratings._drawing import Drawn, drawn


def _fair(table: Drawn) -> rasch.Fair:
    return rasch.fair(table.ratees, table.raters, table.criteria, table.levels, 1, 5)


@pytest.fixture(scope="module")
def table() -> Drawn:
    return drawn(ratees=60, raters=10, each=4, criteria=5, seed=1)


@pytest.fixture(scope="module")
def told(table: Drawn) -> rasch.Fair:
    return _fair(table)


def test_raw_means_and_counts_are_plain_ones(table: Drawn, told: rasch.Fair):
    assert told.ratees.codes.tolist() == list(range(60))
    assert told.ratees.raw.tolist() == pytest.approx([table.levels[table.ratees == n].mean() for n in range(60)])
    assert set(told.ratees.ratings.tolist()) == {20}
    assert set(told.ratees.raters.tolist()) == {4}
    assert told.raters.ratings.tolist() == [int((table.raters == j).sum()) for j in range(10)]


def test_the_stricter_rater_has_the_higher_severity(table: Drawn, told: rasch.Fair):
    assert told.raters.why == (None,) * 10
    assert np.corrcoef(told.raters.value, table.severity)[0, 1] > 0.98
    assert told.raters.value[table.severity.argmax()] > 0.5
    assert told.raters.value[table.severity.argmin()] < -0.5


def test_who_met_strict_raters_is_rated_higher_than_his_raw_mean(table: Drawn, told: rasch.Fair):
    met = np.array([table.severity[table.raters[table.ratees == n]].mean() for n in range(60)])

    assert np.corrcoef(told.ratees.value - told.ratees.raw, met)[0, 1] > 0.9


def test_a_value_lies_within_its_interval_and_that_on_the_scale(told: rasch.Fair):
    for found in (told.ratees, told.raters):
        assert (found.low < found.value).all()
        assert (found.value < found.high).all()
    assert told.ratees.low.min() > 1
    assert told.ratees.high.max() < 5


def test_levels_used_in_order_are_said_to_be(told: rasch.Fair):
    assert told.thresholds_rise is True
    assert told.subsets.connected


def test_a_rater_of_few_has_no_severity(table: Drawn):
    few = np.flatnonzero(table.raters == 3)[25:]
    kept = np.delete(np.arange(len(table.levels)), few)
    told = rasch.fair(table.ratees[kept], table.raters[kept], table.criteria[kept], table.levels[kept], 1, 5)

    assert told.raters.why[3] is Reason.TOO_FEW
    assert np.isnan([told.raters.value[3], told.raters.low[3], told.raters.high[3]]).all()
    assert told.raters.why[4] is None


def test_departments_without_a_common_rating_are_not_compared():
    one, other = (drawn(ratees=30, raters=6, each=4, criteria=3, seed=seed) for seed in (2, 3))
    told = rasch.fair(
        np.concatenate([one.ratees, other.ratees + 30]),
        np.concatenate([one.raters, other.raters + 6]),
        np.concatenate([one.criteria, other.criteria]),
        np.concatenate([one.levels, other.levels]),
        1,
        5,
    )

    assert set(told.ratees.why) == {Reason.DISCONNECTED}
    assert told.ratees.subset.tolist() == [0] * 30 + [1] * 30
    assert len(told.subsets.links) == 1
    assert told.fit is None


def test_a_few_strays_do_not_hide_the_others():
    table = drawn(ratees=30, raters=6, each=4, criteria=3, seed=2)
    told = rasch.fair(
        np.append(table.ratees, [99, 99]),
        np.append(table.raters, [99, 99]),
        np.append(table.criteria, [0, 1]),
        np.append(table.levels, [2, 3]),
        1,
        5,
    )

    assert told.ratees.why[-1] is Reason.DISCONNECTED
    assert told.raters.why[-1] is Reason.DISCONNECTED
    assert np.isnan(told.ratees.value[-1])
    assert told.ratees.raw[-1] == 2.5
    assert told.ratees.value[:-1].tolist() == _fair(table).ratees.value.tolist()


def test_where_joint_likelihood_has_no_end_the_ratees_are_a_population():
    table = drawn(ratees=8, raters=4, each=3, criteria=3, seed=13)
    levels = np.minimum(table.levels + 1, 5)
    told = rasch.fair(table.ratees, table.raters, table.criteria, levels, 1, 5)

    assert rasch.fit(table.facets, levels, lowest=1, highest=5) == CannotTell(Reason.NOT_CONVERGED)
    assert told.fit is not None
    assert told.fit.method is rasch.Method.MARGINAL
    assert set(told.ratees.why) == {None}


def test_nothing_is_told_of_nothing():
    told = rasch.fair([], [], [], [], 1, 5)

    assert told.ratees.why == ()
    assert told.raters.why == ()
    assert told.thresholds_rise is None


def test_one_level_only_tells_nothing_but_the_raw_mean(table: Drawn):
    told = rasch.fair(table.ratees, table.raters, table.criteria, np.full(len(table.levels), 3), 1, 5)

    assert set(told.ratees.why) == {Reason.ONE_CATEGORY}
    assert set(told.ratees.raw.tolist()) == {3.0}
    assert np.isnan(told.ratees.value).all()


def test_ratings_off_the_scale_are_refused():
    with pytest.raises(BadInputError) as caught:
        rasch.fair([0, 1], [0, 1], [0, 0], [3, 6], 1, 5)

    assert (caught.value.code, caught.value.field) == ("ratings.off_scale", "levels")
    assert caught.value.params == {"place": 2, "lowest": 1, "highest": 5}


def _more(table: Drawn, ratee: int, raters: list[int], criteria: list[int], levels: list[int]) -> rasch.Fair:
    """The table with ratings of one more ratee."""
    return rasch.fair(
        np.append(table.ratees, [ratee] * len(levels)),
        np.append(table.raters, raters),
        np.append(table.criteria, criteria),
        np.append(table.levels, levels),
        1,
        5,
    )


def test_who_was_rated_by_one_only_has_no_fair_average(table: Drawn):
    told = _more(table, 60, [0] * 10, [0, 1, 2, 3, 4] * 2, [2, 3, 4, 3, 2] * 2)

    assert told.ratees.why[60] is Reason.ONE_RATER
    assert np.isnan([told.ratees.value[60], told.ratees.low[60], told.ratees.high[60]]).all()
    assert told.ratees.raw[60] == pytest.approx(2.8)
    assert told.ratees.raters[60] == 1


def test_who_was_rated_seldom_has_no_fair_average(table: Drawn):
    told = _more(table, 60, [0, 1, 2, 3, 4, 5, 6], [0, 1, 2, 3, 4, 0, 1], [2, 3, 4, 3, 2, 3, 4])

    assert told.ratees.why[60] is Reason.TOO_FEW
    assert _more(table, 60, [0, 1, 2, 3] * 2, [0, 1, 2, 3, 4, 0, 1, 2], [2, 3, 4, 3] * 2).ratees.why[60] is None


def test_who_was_rated_highest_by_all_is_flagged_and_highest(table: Drawn):
    told = _more(table, 60, [0, 1] * 5, [0, 1, 2, 3, 4] * 2, [5] * 10)

    assert told.ratees.extreme.tolist() == [False] * 60 + [True]
    assert told.ratees.raw[60] == 5
    assert 4.5 < told.ratees.value[60] < 5
    assert told.ratees.low[60] < told.ratees.value[60] < told.ratees.high[60] <= 5


def test_a_rater_who_gives_the_highest_level_only_is_flagged_and_mildest():
    table = drawn(ratees=40, raters=6, each=4, criteria=3, seed=4)
    told = rasch.fair(table.ratees, table.raters, table.criteria, np.where(table.raters == 2, 5, table.levels), 1, 5)

    assert told.raters.extreme.tolist() == [False, False, True, False, False, False]
    assert told.raters.value.argmin() == 2
    assert told.raters.low[2] < told.raters.value[2] < told.raters.high[2]


def test_one_rater_of_all_tells_nothing_but_the_raw_means():
    told = rasch.fair([0, 0, 1, 1], [7, 7, 7, 7], [0, 1, 0, 1], [1, 2, 3, 4], 1, 5)

    assert told.ratees.why == (Reason.ONE_RATER,) * 2
    assert told.raters.why == (Reason.ONE_RATER,)
    assert told.ratees.raw.tolist() == [1.5, 3.5]


def test_one_ratee_tells_nothing_but_the_raw_mean():
    told = rasch.fair([4, 4], [0, 1], [0, 0], [1, 2], 1, 5)

    assert told.ratees.why == (Reason.ONE_SUBJECT,)


@pytest.mark.parametrize(
    ("levels", "code", "field"),
    [
        ([3, float("nan")], "ratings.not_a_number", "levels"),
        (["good", "bad"], "ratings.not_a_number", "levels"),
        ([3, 2.5], "ratings.not_whole", "levels"),
        ([3], "ratings.lengths_differ", "levels"),
    ],
)
def test_wrong_levels_are_refused(levels: list[float], code: str, field: str):
    with pytest.raises(BadInputError) as caught:
        rasch.fair([0, 1], [0, 1], [0, 0], levels, 1, 5)

    assert (caught.value.code, caught.value.field) == (code, field)
