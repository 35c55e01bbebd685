from typing import Any

import numpy as np
import pytest

from liuxin.engines.ratings.rater_effects import Effect, Verdict, effects
from liuxin.engines.ratings.telling import Reason
from liuxin.kernel.errors import BadInputError
from tests.engines.ratings.rater_effects.tables import columns, grid, one, told

GOOD: dict[str, Any] = {"raters": [0, 1], "ratees": [0, 0], "criteria": [0, 0], "levels": [1, 5]}


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"levels": [1, float("nan")]}, "ratings.not_a_number", "levels"),
        ({"levels": [1, "good"]}, "ratings.not_a_number", "levels"),
        ({"levels": [1, 2.5]}, "ratings.not_whole", "levels"),
        ({"levels": [1, 6]}, "ratings.off_scale", "levels"),
        ({"levels": [0, 5]}, "ratings.off_scale", "levels"),
        ({"raters": [0, -1]}, "ratings.too_small", "raters"),
        ({"criteria": [0]}, "ratings.lengths_differ", "criteria"),
        ({"seconds": [1.0, -1.0]}, "ratings.too_small", "seconds"),
        ({"seconds": [1.0, float("inf")]}, "ratings.not_a_number", "seconds"),
        ({"seconds": [1.0]}, "ratings.lengths_differ", "seconds"),
        ({"order": [0, float("nan")]}, "ratings.not_a_number", "order"),
        ({"raters": [1, 1]}, "ratings.cell_rated_twice", "levels"),
    ],
)
def test_input_that_is_wrong_is_refused_by_name(wrong: dict[str, Any], code: str, field: str):
    with pytest.raises(BadInputError) as caught:
        effects(**{**GOOD, **wrong}, lowest=1, highest=5)

    assert (caught.value.code, caught.value.field) == (code, field)


def test_what_is_off_the_scale_is_named_with_its_place():
    with pytest.raises(BadInputError) as caught:
        effects([0, 1], [0, 0], [0, 0], [1, 6], 1, 5)

    assert caught.value.params == {"place": 2, "lowest": 1, "highest": 5}


def test_no_rating_tells_of_nobody():
    found = effects([], [], [], [], 1, 5)

    assert found.by_rater() == {}
    assert set(found.columns) == set(Effect)


def test_a_code_that_rated_nothing_is_no_rater():
    found = told(grid(3, 4, 2))
    for code in (3, 99):
        with pytest.raises(KeyError):
            found.of(code)


def test_codes_may_have_gaps():
    rows = columns(grid(3, 8, 3))
    found = effects(**{**rows, "raters": rows["raters"] * 10 + 5}, lowest=1, highest=5)

    assert found.raters.tolist() == [5, 15, 25]
    assert found.of(15) == told(grid(3, 8, 3)).of(1)


def test_one_rater_has_nobody_to_be_held_against():
    found = told(grid(1, 10, 4), seconds=np.full(40, 60.0), order=np.arange(40)).of(0)

    assert {effect: each.reason for effect, each in found.items()} == dict.fromkeys(Effect, Reason.ONE_RATER)
    assert {each.verdict for each in found.values()} == {Verdict.CANNOT_TELL}
    assert {each.value for each in found.values()} == {None}


def test_a_single_rating_tells_nothing():
    found = effects([0], [0], [0], [3], 1, 5).of(0)

    assert {each.verdict for each in found.values()} == {Verdict.CANNOT_TELL}


def test_few_ratings_tell_nothing_and_say_how_many_it_takes():
    found = told(grid(4, 3, 6), seconds=np.full(72, 60.0), order=np.arange(72)).of(2)

    assert {effect: (each.reason, each.n, each.needs) for effect, each in found.items()} == {
        Effect.SEVERITY: (Reason.TOO_FEW, 18, 20),
        Effect.CENTRAL_TENDENCY: (Reason.TOO_FEW, 18, 20),
        Effect.RANGE_RESTRICTION: (Reason.TOO_FEW, 3, 8),
        Effect.HALO: (Reason.TOO_FEW, 3, 8),
        Effect.STRAIGHT_LINING: (Reason.TOO_FEW, 18, 20),
        Effect.LONGEST_RUN: (Reason.TOO_FEW, 18, 20),
        Effect.SAME_FORMS: (Reason.TOO_FEW, 3, 5),
        Effect.DRIFT: (Reason.TOO_FEW, 18, 30),
        Effect.HASTE: (Reason.TOO_FEW, 3, 4),
    }


def test_without_times_and_order_what_needs_them_cannot_be_told():
    found = told(grid(4, 10, 4)).of(0)

    assert found[Effect.HASTE].reason is Reason.NO_TIMES
    assert (found[Effect.DRIFT].reason, found[Effect.LONGEST_RUN].reason) == (Reason.NO_ORDER, Reason.NO_ORDER)


def test_of_two_raters_nobody_can_say_who_is_off():
    assert one(grid(2, 10, 4), Effect.SEVERITY).reason is Reason.TOO_FEW_RATERS


def test_raters_who_share_nobody_have_nobody_beside_them():
    rows = columns(grid(3, 10, 4))
    found = effects(**{**rows, "ratees": rows["ratees"] + 100 * rows["raters"]}, lowest=1, highest=5).of(1)

    for effect in (Effect.SEVERITY, Effect.CENTRAL_TENDENCY, Effect.RANGE_RESTRICTION, Effect.HALO, Effect.SAME_FORMS):
        assert found[effect].reason is Reason.ONE_RATER


def test_one_criterion_shows_no_halo():
    found = told(grid(4, 30, 1)).of(0)

    assert (found[Effect.HALO].reason, found[Effect.SAME_FORMS].reason) == (
        Reason.ONE_CRITERION,
        Reason.ONE_CRITERION,
    )


def test_a_scale_of_two_levels_has_no_middle():
    rows = columns(np.minimum(grid(4, 10, 4), 2))
    found = effects(**rows, lowest=1, highest=2).of(0)

    assert found[Effect.CENTRAL_TENDENCY].reason is Reason.NO_MIDDLE


def test_where_all_levels_are_alike_nobody_is_found_and_spread_cannot_be_told():
    found = told(np.full((4, 10, 4), 3), order=np.arange(160), seconds=np.full(160, 30.0)).of(0)

    assert Verdict.FOUND not in {each.verdict for each in found.values()}
    assert {found[effect].reason for effect in (Effect.RANGE_RESTRICTION, Effect.HALO)} == {Reason.NO_VARIANCE}
    assert (found[Effect.SEVERITY].value, found[Effect.SEVERITY].low, found[Effect.SEVERITY].high) == (0, 0, 0)
