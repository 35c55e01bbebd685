"""What a set may hold."""

from dataclasses import replace
from decimal import Decimal

import pytest

from liuxin.engines.measurement.library.promise import PROMISES_KEPT
from liuxin.engines.measurement.library.times import RESOLUTION_TIME_BUSINESS
from liuxin.engines.measurement.library.workload import CASES_RESOLVED
from liuxin.engines.measurement.words import Direction, Measure
from liuxin.kernel.errors import BadInputError, LiuxinError, RuleBrokenError
from liuxin.kernel.quantities import Percent
from liuxin.performance.indicators import rules
from liuxin.performance.indicators.words import Band, Scale, SetStatus, Subject, Yardstick

UP = Scale(Direction.HIGHER, 85, 93, 97)
DOWN = Scale(Direction.LOWER, 48, 24, 12)
INSIDE = Band(40, 50, 70, 90)


def refusal(yardstick: Yardstick) -> tuple[str, str]:
    with pytest.raises(BadInputError) as caught:
        rules.check_yardstick(yardstick, measure="promises_kept")
    return caught.value.code, caught.value.field


@pytest.mark.parametrize("yardstick", [UP, DOWN, INSIDE, replace(INSIDE, target_high=50), replace(UP, cap=100)])
def test_points_in_order_pass(yardstick: Yardstick) -> None:
    rules.check_yardstick(yardstick, measure="promises_kept")


@pytest.mark.parametrize("scale", [replace(UP, floor=94), replace(UP, floor=93), replace(DOWN, floor=20)])
def test_a_floor_beyond_the_target_is_refused(scale: Scale) -> None:
    assert refusal(scale) == ("indicators.floor_beyond_target", "floor")


@pytest.mark.parametrize("scale", [replace(UP, target=98), replace(UP, target=97), replace(DOWN, stretch=30)])
def test_a_target_beyond_the_stretch_is_refused(scale: Scale) -> None:
    assert refusal(scale) == ("indicators.target_beyond_stretch", "target")


@pytest.mark.parametrize(
    "band",
    [
        replace(INSIDE, floor_low=50),
        replace(INSIDE, target_low=71),
        replace(INSIDE, floor_high=70),
        replace(INSIDE, floor_high=0),
    ],
)
def test_a_band_out_of_order_is_refused(band: Band) -> None:
    assert refusal(band) == ("indicators.band_out_of_order", "target_low")


@pytest.mark.parametrize("cap", [99.9, 200.1, float("nan")])
def test_a_cap_under_the_target_or_beyond_reason_is_refused(cap: float) -> None:
    assert refusal(replace(UP, cap=cap)) == ("indicators.cap_outside", "cap")


@pytest.mark.parametrize(
    "yardstick",
    [replace(UP, target=float("nan")), replace(UP, stretch=float("inf")), replace(INSIDE, floor_low=float("nan"))],
)
def test_a_point_that_is_no_number_is_refused(yardstick: Yardstick) -> None:
    assert refusal(yardstick) == ("indicators.point_not_a_number", "target")


def test_a_scale_must_say_which_way_is_better() -> None:
    assert refusal(replace(UP, direction=Direction.NONE)) == ("indicators.scale_without_direction", "direction")


def unfit(measure: Measure, yardstick: Yardstick, subject: Subject = Subject.PERSON) -> LiuxinError:
    with pytest.raises(LiuxinError) as caught:
        rules.check_fit(measure, yardstick, key=measure.code, subject=subject)
    return caught.value


@pytest.mark.spec("P2.4")
def test_what_belongs_to_a_unit_is_refused_in_a_persons_set() -> None:
    error = unfit(RESOLUTION_TIME_BUSINESS, DOWN)
    assert (error.code, error.params) == ("indicators.unit_only", {"measure": "resolution_time_business"})


def test_what_belongs_to_a_unit_may_stand_in_the_set_of_its_lead() -> None:
    rules.check_fit(RESOLUTION_TIME_BUSINESS, DOWN, key="resolution_time_business", subject=Subject.UNIT)


def test_a_measure_that_is_only_shown_is_refused() -> None:
    assert unfit(replace(CASES_RESOLVED, direction=Direction.NONE), UP).code == "indicators.shown_never_scored"


def test_a_scale_turned_against_its_measure_is_refused() -> None:
    assert unfit(PROMISES_KEPT, DOWN).code == "indicators.direction_turned"


@pytest.mark.parametrize(
    "yardstick", [replace(UP, stretch=101), Scale(Direction.HIGHER, -1, 93, 97), Band(0, 90, 101, 120)]
)
def test_a_share_cannot_be_asked_for_beyond_its_ends(yardstick: Yardstick) -> None:
    assert unfit(PROMISES_KEPT, yardstick).code == "indicators.outside_unit"


def test_a_band_fits_any_measure() -> None:
    rules.check_fit(CASES_RESOLVED, Band(-10, 150, 300, 500), key="cases_resolved", subject=Subject.PERSON)


def test_the_same_number_twice_is_refused() -> None:
    rules.check_no_duplicate(["resolution_time_business"], "resolution_time_business.p90")
    with pytest.raises(BadInputError, match=r"indicators\.measure_twice"):
        rules.check_no_duplicate(["promises_kept"], "promises_kept")


def test_a_weight_of_nothing_is_refused() -> None:
    with pytest.raises(BadInputError, match=r"indicators\.weight_of_nothing"):
        rules.check_weight(Percent(Decimal(0)), measure="promises_kept")


@pytest.mark.parametrize(("weights", "total"), [((60, 39), 99), ((60, 41), 101), ((), 0), (("33.33",) * 3, "99.99")])
def test_weights_that_do_not_add_to_a_hundred_are_refused_with_the_difference(
    weights: tuple[int | str, ...], total: int | str
) -> None:
    with pytest.raises(RuleBrokenError) as caught:
        rules.check_complete([Percent(Decimal(weight)) for weight in weights])
    assert caught.value.code == "indicators.weights_not_hundred"
    assert caught.value.params == {"total": Decimal(total), "difference": abs(100 - Decimal(total))}


def test_weights_of_a_hundred_pass() -> None:
    assert rules.check_complete([Percent(Decimal("33.34")), *[Percent(Decimal("33.33"))] * 2]) == 100


@pytest.mark.parametrize("status", [SetStatus.EXAMPLE, SetStatus.AGREED])
def test_a_set_in_force_is_not_changed(status: SetStatus) -> None:
    rules.check_draft("draft", version=2)
    with pytest.raises(RuleBrokenError, match=r"indicators\.set_in_force"):
        rules.check_draft(status, version=2)
