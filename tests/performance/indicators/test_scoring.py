"""From value to points and verdict."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.engines.measurement.words import Direction, IntervalMethod, Reading, Statistic, Why
from liuxin.kernel.errors import BadInputError
from liuxin.performance.indicators.rules import points_between, score, score_interval, verdict
from liuxin.performance.indicators.words import Band, Scale, Verdict, Yardstick

KEPT = Scale(Direction.HIGHER, 85, 93, 97)
REOPENED = Scale(Direction.LOWER, 5, 2, 1)
LOAD = Band(60, 75, 85, 95)


def reading(value: float | None, low: float | None, high: float | None, why: Why = Why.MEASURED) -> Reading:
    return Reading(
        measure="promises_kept",
        statistic=Statistic.SHARE,
        person=1,
        team=None,
        period_start=0,
        period_end=1,
        value=value,
        n=100,
        rows=100,
        low=low,
        high=high,
        sum_value=0,
        pending=0,
        why=why,
        method=IntervalMethod.WILSON,
    )


# The worked examples of the scorecard in the visual language of the house.
@pytest.mark.parametrize(
    ("value", "scale", "points"),
    [
        (94.1, (85, 93, 97), 105.5),
        (71.8, (60, 75, 85), 91.5),
        (4.31, (3.80, 4.50, 4.80), 89.1),
    ],
)
def test_it_gives_the_points_of_the_designed_scorecard(
    value: float, scale: tuple[float, float, float], points: float
) -> None:
    assert round(score(value, Scale(Direction.HIGHER, *scale)).points, 1) == points


@pytest.mark.parametrize(
    ("value", "points"),
    [(85, 60), (93, 100), (97, 120), (100, 120), (89, 80), (77, 20), (73, 0), (0, 0)],
)
def test_floor_target_and_stretch_are_60_100_and_120(value: float, points: float) -> None:
    assert score(value, KEPT).points == points


@pytest.mark.parametrize(("value", "points"), [(5, 60), (2, 100), (1, 120), (0, 120), (3.5, 80), (9.5, 0), (20, 0)])
def test_less_is_better_is_the_mirror(value: float, points: float) -> None:
    assert score(value, REOPENED).points == points


@pytest.mark.parametrize(("value", "points"), [(60, 60), (75, 100), (80, 100), (85, 100), (95, 60), (90, 80), (0, 0)])
def test_a_band_is_full_inside_and_falls_on_both_sides(value: float, points: float) -> None:
    assert score(value, LOAD).points == points


def test_the_line_goes_on_past_the_stretch_to_a_higher_cap() -> None:
    assert score(99, replace(KEPT, cap=150)).points == 130
    assert score(99, replace(KEPT, cap=110)).points == 110


def test_the_interval_of_a_score_is_the_measured_one_through_the_scale() -> None:
    low, high = score_interval(91.4, 96.0, KEPT)
    assert (round(low.points, 6), high.points) == (92, 115)


def test_the_ends_change_places_where_less_is_better() -> None:
    low, high = score_interval(1, 5, REOPENED)
    assert (low.points, high.points) == (60, 120)


def test_an_open_end_reaches_as_far_as_the_scale() -> None:
    assert [end.points for end in score_interval(93, None, KEPT)] == [100, 120]
    assert [end.points for end in score_interval(None, 93, KEPT)] == [0, 100]
    assert [end.points for end in score_interval(None, None, LOAD)] == [0, 100]


def test_an_interval_across_a_band_holds_its_best() -> None:
    assert [end.points for end in score_interval(60, 95, LOAD)] == [60, 100]


@pytest.mark.parametrize(
    ("value", "low", "high", "expected"),
    [
        (96, 94, 97, Verdict.GOOD),
        (94, 92, 96, Verdict.NONE),
        (93, 93, 93, Verdict.NONE),
        (90, 88, 92, Verdict.WARN),
        (85, 82, 88, Verdict.WARN),
        (84, 80, 88, Verdict.BAD),
        (84, 60, 95, Verdict.NONE),
        (96, 94, None, Verdict.GOOD),
        (96, None, 99, Verdict.NONE),
    ],
)
def test_a_verdict_is_certain_or_not_told_apart(
    value: float, low: float | None, high: float | None, expected: Verdict
) -> None:
    assert verdict(reading(value, low, high), KEPT) is expected


@pytest.mark.parametrize(
    ("value", "low", "high", "expected"),
    [
        (80, 76, 84, Verdict.GOOD),
        (80, 70, 84, Verdict.NONE),
        (70, 66, 74, Verdict.WARN),
        (92, 86, 97, Verdict.WARN),
        (58, 50, 70, Verdict.BAD),
        (97, 90, 99, Verdict.BAD),
    ],
)
def test_a_verdict_in_a_band(value: float, low: float, high: float, expected: Verdict) -> None:
    assert verdict(reading(value, low, high), LOAD) is expected


@pytest.mark.parametrize(
    "untold",
    [
        reading(None, None, None, Why.NOT_RECORDED),
        reading(None, None, None, Why.NO_CASES),
        reading(99, 98, 100, Why.TOO_FEW),
    ],
)
def test_it_cannot_tell_without_enough_on_record(untold: Reading) -> None:
    assert verdict(untold, KEPT) is Verdict.CANNOT_TELL


POINTS = st.floats(0, 100, allow_nan=False)
WORSE_TO_BETTER = (Verdict.BAD, Verdict.WARN, Verdict.NONE, Verdict.GOOD)


@st.composite
def scales(draw: st.DrawFn) -> Scale:
    floor, target, stretch = sorted(draw(st.lists(st.integers(0, 1000), min_size=3, max_size=3, unique=True)))
    points = (floor / 10, target / 10, stretch / 10)
    if draw(st.booleans()):
        return Scale(Direction.HIGHER, *points)
    return Scale(Direction.LOWER, *reversed(points))


@st.composite
def bands(draw: st.DrawFn) -> Band:
    points = sorted(draw(st.lists(st.integers(0, 1000), min_size=4, max_size=4, unique=True)))
    return Band(*(point / 10 for point in points))


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    low, value, high = sorted(draw(st.tuples(POINTS, POINTS, POINTS)))
    return reading(value, low, high)


def mirrored(one: Reading) -> Reading:
    assert one.value is not None
    assert one.low is not None
    assert one.high is not None
    return replace(one, value=-one.value, low=-one.high, high=-one.low)


@given(readings(), scales())
def test_turning_the_axis_changes_neither_points_nor_verdict(one: Reading, scale: Scale) -> None:
    turned = Direction.LOWER if scale.direction is Direction.HIGHER else Direction.HIGHER
    mirror = Scale(turned, -scale.floor, -scale.target, -scale.stretch)
    assert one.value is not None
    assert verdict(mirrored(one), mirror) is verdict(one, scale)
    assert score(-one.value, mirror) == score(one.value, scale)


@given(readings(), scales(), st.sampled_from([0.5, 2.0, 1024.0]))
def test_another_unit_changes_no_verdict(one: Reading, scale: Scale, factor: float) -> None:
    assert one.value is not None
    assert one.low is not None
    assert one.high is not None
    larger = replace(one, value=one.value * factor, low=one.low * factor, high=one.high * factor)
    points = (scale.floor * factor, scale.target * factor, scale.stretch * factor)
    assert verdict(larger, Scale(scale.direction, *points)) is verdict(one, scale)


@given(readings(), scales())
def test_more_certainty_never_turns_a_verdict_round(one: Reading, scale: Scale) -> None:
    wide, exact = verdict(one, scale), verdict(replace(one, low=one.value, high=one.value), scale)
    assert wide in {exact, Verdict.NONE}


@given(readings(), scales(), st.floats(0, 50))
def test_a_better_result_never_gets_a_worse_verdict_or_fewer_points(one: Reading, scale: Scale, step: float) -> None:
    assert one.value is not None
    assert one.low is not None
    assert one.high is not None
    shift = step if scale.direction is Direction.HIGHER else -step
    better = replace(one, value=one.value + shift, low=one.low + shift, high=one.high + shift)
    assert WORSE_TO_BETTER.index(verdict(better, scale)) >= WORSE_TO_BETTER.index(verdict(one, scale))
    assert score(one.value + shift, scale) >= score(one.value, scale)


@given(readings(), st.one_of(scales(), bands()))
def test_the_points_of_the_value_lie_inside_the_interval_of_points(one: Reading, yardstick: Yardstick) -> None:
    assert one.value is not None
    low, high = score_interval(one.low, one.high, yardstick)
    points = score(one.value, yardstick)
    assert low <= points <= high
    assert points_between(one.value, one.low, one.high, yardstick) == (points.points, low.points, high.points)


def test_no_number_has_no_points() -> None:
    with pytest.raises(BadInputError, match="score_outside"):
        points_between(float("nan"), None, None, KEPT)


@given(readings(), st.one_of(scales(), bands()))
def test_good_has_at_least_the_target_and_bad_less_than_the_floor_in_points(one: Reading, yardstick: Yardstick) -> None:
    assert one.value is not None
    told, points = verdict(one, yardstick), score(one.value, yardstick).points
    assert told is not Verdict.GOOD or points >= 100
    assert told is not Verdict.BAD or points < 60
