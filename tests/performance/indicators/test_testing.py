"""A target tried on history: tight, moderate, loose, or it cannot be told; and what target a wanted share gives."""

from dataclasses import replace

import pytest

from liuxin.engines.measurement.words import Direction
from liuxin.performance.indicators import rules
from liuxin.performance.indicators.words import Band, Result, Scale, Standard, Trial, Yardstick

pytestmark = pytest.mark.spec("P2.3")
UP = Scale(Direction.HIGHER, 60, 80, 95)
DOWN = Scale(Direction.LOWER, 5, 2, 1)


def results(*values: float, people: int = 10) -> list[Result]:
    return [Result(i % people, i // people, value, 40) for i, value in enumerate(values)]


def tried(values: list[float], yardstick: Yardstick = UP, *, people: int = 10) -> Trial:
    return rules.try_standard(results(*values, people=people), yardstick, measure="m", digits=1)


def test_the_share_that_reached_each_point_stands_with_its_interval() -> None:
    found = tried([70.0] * 50 + [85.0] * 40 + [96.0] * 10)
    assert [(each.share, each.reached, each.of) for each in found.points] == [
        (1.0, 100, 100),
        (0.5, 50, 100),
        (0.1, 10, 100),
    ]
    at_target = found.at_target
    assert at_target is not None
    assert (round(at_target.low, 4), round(at_target.high, 4)) == (0.4038, 0.5962)


@pytest.mark.parametrize(
    ("reached", "standard"),
    [
        (10, Standard.TOO_TIGHT),
        (25, Standard.CANNOT_TELL),
        (50, Standard.MODERATE),
        (88, Standard.CANNOT_TELL),
        (98, Standard.TOO_LOOSE),
    ],
)
def test_only_what_the_whole_interval_says_is_called_tight_moderate_or_loose(reached: int, standard: Standard) -> None:
    assert tried([85.0] * reached + [70.0] * (100 - reached)).standard is standard


def test_between_two_verdicts_it_says_which() -> None:
    tight, loose = (tried([85.0] * reached + [70.0] * (100 - reached)).why for reached in (25, 88))
    assert [each.code for each in (tight, loose) if each] == [
        "indicators.moderate_or_tight",
        "indicators.moderate_or_loose",
    ]


def test_changing_the_record_changes_the_verdict_and_thinning_it_leaves_nothing_to_tell() -> None:
    before = tried([85.0] * 50 + [70.0] * 50)
    after = tried([85.0] * 98 + [70.0] * 2)
    assert (before.standard, after.standard) == (Standard.MODERATE, Standard.TOO_LOOSE)
    thin = tried([85.0] * 10 + [70.0] * 9)
    assert (thin.standard, thin.points, thin.wanted) == (Standard.CANNOT_TELL, (), ())
    assert thin.why is not None
    assert (thin.why.code, thin.why.params["have"]) == ("indicators.too_little_history", 19)
    of_two = tried([85.0] * 50 + [70.0] * 50, people=2)
    assert of_two.why is not None
    assert (of_two.standard, of_two.why.code) == (Standard.CANNOT_TELL, "indicators.too_few_people")


def test_moving_the_target_moves_the_verdict_on_the_same_record() -> None:
    values = [50.0 + i / 2 for i in range(100)]
    assert tried(values, replace(UP, target=94)).standard is Standard.TOO_TIGHT
    assert tried(values, replace(UP, floor=40, target=51)).standard is Standard.TOO_LOOSE


def test_the_target_for_a_wanted_share_is_the_tightest_that_so_many_reached() -> None:
    values = [float(value) for value in range(1, 101)]
    assert [(each.share, each.target) for each in tried(values, replace(UP, floor=0, target=50)).wanted] == [
        (0.4, 61.0),
        (0.5, 51.0),
        (0.6, 41.0),
        (0.7, 31.0),
    ]
    assert [each.target for each in tried(values, Scale(Direction.LOWER, 90, 50, 10)).wanted] == [40, 50, 60, 70]


@pytest.mark.parametrize("wanted", [0.4, 0.5, 0.7])
@pytest.mark.parametrize("scale", [UP, DOWN])
def test_the_target_offered_is_reached_by_the_wanted_share(wanted: float, scale: Scale) -> None:
    given = results(*(value * 0.377 for value in range(37)), people=7)
    target = rules.target_for(given, wanted, scale, 1)
    assert rules.share(given, lambda value: rules.reaches(value, target, scale.direction)).share >= wanted


def test_a_band_is_tried_within_its_floors_and_within_its_targets() -> None:
    found = tried([float(value) for value in range(20)], Band(1, 5, 9, 15))
    assert [each.share for each in found.points] == [0.75, 0.25]
    assert found.wanted == ()


def test_less_is_better_is_tried_from_the_other_side() -> None:
    found = tried([float(value) for value in range(20)], DOWN)
    assert [each.share for each in found.points] == [0.3, 0.15, 0.1]


def test_each_of_the_people_is_a_dot_and_each_period_a_share() -> None:
    found = tried([70.0] * 10 + [90.0] * 10)
    assert [(each.value, each.periods, each.n) for each in found.people] == [(80.0, 2, 80)] * 10
    assert [(each.period_start, each.share.share) for each in found.steps] == [(0, 0.0), (1, 1.0)]


def test_the_curve_falls_as_the_target_rises() -> None:
    given = results(*(float(value) for value in range(20)))
    shares = [each.share.share for each in rules.curve(given, [0, 10, 19, 20], Direction.HIGHER)]
    assert shares == [1.0, 0.5, 0.05, 0.0]
    assert rules.curve([], [1.0], Direction.HIGHER) == ()


def test_results_that_differ_by_person_are_told_from_those_that_differ_by_chance() -> None:
    by_person = [Result(i % 10, i // 10, float(i % 10 * 5 + i // 10 % 2), 40) for i in range(60)]
    by_chance = [Result(i % 10, i // 10, float((i * 7919) % 101), 40) for i in range(400)]
    people, chance = rules.between_people(by_person), rules.between_people(by_chance)
    assert people is not None
    assert chance is not None
    assert people.low > 0.9
    assert chance.low <= 0 < people.low
    assert rules.between_people(by_person[:10]) is None
    assert rules.between_people([Result(i % 2, i, float(i), 40) for i in range(30)]) is None


def test_the_spread_is_that_of_shrout_and_fleiss() -> None:
    table = [(9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7)]
    given = [
        Result(person, turn, float(value), 1) for person, row in enumerate(table) for turn, value in enumerate(row)
    ]
    found = rules.between_people(given)
    assert found is not None
    assert (round(found.value, 2), round(found.low, 2), round(found.high, 2)) == (0.17, -0.13, 0.72)
