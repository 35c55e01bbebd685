"""What each effect tells of ratings made by hand, and that planted raters are found."""

import numpy as np
import pytest

from liuxin.engines.intervals import wilson
from liuxin.engines.ratings.rater_effects import Effect, Verdict, beside, effects
from liuxin.engines.ratings.rater_effects.fitting import fit
from liuxin.engines.ratings.rater_effects.halo import halo
from liuxin.engines.ratings.rater_effects.table import read
from liuxin.engines.ratings.telling import Reason
from tests.engines.ratings.rater_effects.tables import Grid, columns, grid, one, told
from tools.bench.ratings._worlds import auc, world

# Shrout & Fleiss (1979), Psychol. Bull. 86:420-428, Table 2: six targets by four judges; ICC(3,1) = .71 (Table 4).
SHROUT = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def spread_out(raters: int = 6, ratees: int = 12, criteria: int = 4) -> Grid:
    """Give raters who use the whole scale and differ by chance."""
    return grid(raters, ratees, criteria, seed=3, noise=0.4)


def test_who_stays_in_the_middle_is_found_central():
    levels = spread_out()
    levels[0] = np.where(np.abs(levels[0] - 3) == 1, 3, levels[0])
    found = one(levels, Effect.CENTRAL_TENDENCY)
    middle = levels == 3
    excess = middle[0].mean() - middle[1:].mean(axis=0).mean()

    assert found.verdict is Verdict.FOUND
    assert found.value == pytest.approx(excess)
    assert one(levels, Effect.CENTRAL_TENDENCY, 1).verdict is Verdict.NOT_FOUND


def test_an_even_scale_has_two_levels_in_its_middle():
    rows = columns(spread_out().clip(1, 4))
    found = effects(**rows, lowest=1, highest=4).of(0)[Effect.CENTRAL_TENDENCY]
    middle = np.isin(spread_out().clip(1, 4), (2, 3))

    assert found.value == pytest.approx(middle[0].mean() - middle[1:].mean(axis=0).mean())


def test_half_the_spread_of_the_others_is_a_restricted_range():
    draw = np.random.default_rng(4)
    seen = 50 + 10 * draw.normal(size=(1, 40, 1)) + 3 * draw.normal(size=(5, 40, 2))
    seen[0] = 50 + 0.5 * (seen[0] - 50)
    rows = columns(np.rint(seen).astype(np.int64))
    found = effects(**rows, lowest=0, highest=100)
    own, others = found.of(0)[Effect.RANGE_RESTRICTION], found.of(1)[Effect.RANGE_RESTRICTION]

    assert own.value == pytest.approx(0.5, abs=0.05)
    assert own.verdict is Verdict.FOUND
    assert own.threshold == pytest.approx(0.5**0.5)
    assert (own.low or 0) < 0.5 < (own.high or 0)
    assert others.verdict is Verdict.NOT_FOUND


def test_who_gives_everybody_the_same_has_no_range_at_all():
    levels = spread_out()
    levels[0] = 4
    found = told(levels).of(0)

    assert (found[Effect.RANGE_RESTRICTION].value, found[Effect.RANGE_RESTRICTION].verdict) == (0.0, Verdict.FOUND)
    assert found[Effect.HALO].reason is Reason.NO_VARIANCE


def test_criteria_go_together_as_in_the_published_example():
    rows = columns(np.array([SHROUT, SHROUT]))
    table = read(rows, 1, 10, None, None)

    assert halo(table, fit(table))[1] == pytest.approx(0.71, abs=0.005)


def test_raters_who_see_the_same_have_no_more_halo_than_each_other():
    levels = np.repeat(grid(1, 10, 4, noise=0), 3, axis=0)

    assert one(levels, Effect.HALO).value == pytest.approx(0, abs=1e-12)


def test_who_gives_each_person_one_level_throughout_shows_halo():
    levels = spread_out(6, 16, 5)
    levels[0] = np.rint(levels[0].mean(axis=1, keepdims=True))
    found = told(levels)

    assert found.of(0)[Effect.HALO].verdict is Verdict.FOUND
    assert found.of(0)[Effect.SAME_FORMS].verdict is Verdict.FOUND
    assert {found.of(rater)[Effect.HALO].verdict for rater in range(1, 6)} == {Verdict.NOT_FOUND}


def test_where_all_others_show_perfect_halo_it_is_no_mark_of_anybody():
    levels = np.repeat(grid(4, 10, 1, noise=0.4), 4, axis=2)

    assert one(levels, Effect.HALO).verdict is Verdict.NOT_FOUND


def test_the_share_of_the_favourite_level_is_told_with_its_interval():
    levels = spread_out()
    levels[0] = 4
    levels[0, 0, :2] = (2, 5)
    found = one(levels, Effect.STRAIGHT_LINING)

    assert (found.value, found.verdict) == (46 / 48, Verdict.FOUND)
    low, high = wilson(46, 48)
    assert (found.low or 1) <= float(low)
    assert (found.high or 0) >= float(high)


def test_who_agrees_with_all_others_on_one_level_lines_nothing_up():
    levels = np.full((5, 12, 4), 4)
    levels[:, 0, 0] = 3

    assert one(levels, Effect.STRAIGHT_LINING).value == pytest.approx(47 / 48)
    assert one(levels, Effect.STRAIGHT_LINING).verdict is Verdict.NOT_FOUND


def test_the_longest_run_is_counted_in_the_order_of_rating():
    levels = spread_out()
    levels[0] = 2
    levels[0, 3, 1] = 5
    backwards = -columns(levels)["ratees"]
    found = one(levels, Effect.LONGEST_RUN, order=backwards)

    # Rated from the last person to the first: 8 forms, then two criteria of the fourth person (0; then 1 is the break).
    assert found.value == pytest.approx((8 * 4 + 1) / 48)
    assert (found.verdict, found.low, found.high) == (Verdict.FOUND, None, None)
    assert one(levels, Effect.LONGEST_RUN, 1, order=backwards).verdict is Verdict.NOT_FOUND


def test_forms_of_one_level_are_counted_against_those_of_the_same_people():
    levels = spread_out()
    levels[0] = levels[0, :, :1]
    found = one(levels, Effect.SAME_FORMS)
    alike = (levels == levels[:, :, :1]).all(axis=2)

    assert found.value == pytest.approx(1 - alike[1:].mean())
    assert (found.verdict, found.n) == (Verdict.FOUND, 12)


def test_who_grows_stricter_drifts_by_as_many_levels():
    draw = np.random.default_rng(2)
    levels = draw.integers(40, 60, (1, 40, 2)) + draw.integers(-3, 4, (5, 40, 2))
    moments = np.array([draw.permutation(40) for _ in range(5)])
    levels[0] -= (20 * moments[0] / 39).round().astype(int)[:, None]
    found = effects(**columns(levels), lowest=0, highest=100, order=np.repeat(moments.ravel(), 2))

    assert found.of(0)[Effect.DRIFT].value == pytest.approx(20, abs=1.5)
    assert found.of(0)[Effect.DRIFT].verdict is Verdict.FOUND
    assert {found.of(rater)[Effect.DRIFT].verdict for rater in range(1, 5)} == {Verdict.NOT_FOUND}


def test_ratings_of_one_moment_show_no_drift():
    assert one(spread_out(), Effect.DRIFT, order=np.zeros(6 * 48)).reason is Reason.NO_ORDER


def test_haste_is_the_median_over_the_median_of_the_others():
    seconds = np.repeat([[10.0] * 11 + [3000.0], [80.0] * 12, [100.0] * 12, [120.0] * 12, [140.0] * 12, [90.0] * 12], 4)
    found = told(spread_out(), seconds=seconds)

    assert found.of(0)[Effect.HASTE].value == pytest.approx(10 / 100)
    assert found.of(2)[Effect.HASTE].value == pytest.approx(100 / 90)
    assert [found.of(rater)[Effect.HASTE].verdict for rater in range(6)] == [Verdict.FOUND, *[Verdict.NOT_FOUND] * 5]


def test_long_forms_take_their_time():
    """Rater 0 fills in half of the criteria in half of the time."""
    rows = columns(spread_out())
    keep = (rows["raters"] > 0) | (rows["criteria"] < 2)
    seconds = np.where(rows["raters"] > 0, 60.0, 30.0)
    found = effects(**{k: v[keep] for k, v in rows.items()}, lowest=1, highest=5, seconds=seconds[keep]).of(0)

    assert found[Effect.HASTE].value == pytest.approx(1)


def test_times_that_were_not_recorded_are_left_out():
    seconds = np.tile(np.repeat([30.0, np.nan], 24), 6)
    found = told(spread_out(), seconds=seconds).of(0)[Effect.HASTE]

    assert found.n == 6
    assert found.value == pytest.approx(1)


def test_whose_times_were_not_recorded_is_not_told():
    seconds = np.repeat([np.nan, 30.0, 30.0, 30.0, 30.0, 30.0], 48)
    found = told(spread_out(), seconds=seconds)

    assert (found.of(0)[Effect.HASTE].reason, found.of(1)[Effect.HASTE].reason) == (Reason.NO_TIMES, None)


def test_a_clock_of_no_seconds_is_haste():
    seconds = np.repeat([0.0, 60.0, 61.0, 62.0, 63.0, 64.0], 48)

    assert one(spread_out(), Effect.HASTE, seconds=seconds).verdict is Verdict.FOUND


def test_rare_levels_are_counted_alike_by_sorting(monkeypatch: pytest.MonkeyPatch):
    levels = spread_out()
    before = told(levels, order=np.arange(levels.size)).by_rater()
    monkeypatch.setattr(beside, "DENSE", 0)

    assert told(levels, order=np.arange(levels.size)).by_rater() == before


@pytest.mark.parametrize(("kind", "effect"), [("same", Effect.STRAIGHT_LINING), ("hasty", Effect.HASTE)])
def test_planted_raters_are_found_with_24_ratings_and_normal_ones_are_not(kind: str, effect: Effect):
    worlds = [world(400, 4, 6, seed=each, kinds=(kind,)) for each in range(2)]
    found = [(each, each.told().columns[effect].found) for each in worlds]

    assert np.concatenate([flags[each.kind >= 0] for each, flags in found]).mean() >= 0.9
    assert np.concatenate([flags[each.kind < 0] for each, flags in found]).mean() <= 0.05


def test_halo_is_told_apart_from_true_likeness_of_criteria():
    seen = world(400, 12, 6, seed=1, planted=0.2, kinds=("halo",))

    assert auc(seen.told().columns[Effect.HALO].value, seen.among("halo"), seen.kind < 0) >= 0.9


def test_where_nobody_is_planted_hardly_anybody_is_found():
    seen = world(400, 12, 5, seed=7, planted=0)
    found = seen.told()

    for effect in Effect:
        assert found.columns[effect].found.mean() <= 0.02
