"""How far something is reached: exact values, and what cannot be told."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.engines.measurement.words import Direction, Why
from liuxin.insight.attaining import Attained, attained
from tests.factories.evaluation import reading

KEPT = reading(value=81.5, low=80.0, high=83.0)


@pytest.mark.parametrize(
    ("direction", "target", "baseline", "expected"),
    [
        (Direction.HIGHER, 81.5, None, Attained(100.0, 80.0 / 81.5 * 100, 83.0 / 81.5 * 100)),
        (Direction.HIGHER, 86.0, 76.0, Attained(55.0, 40.0, 70.0)),
        (Direction.LOWER, 40.75, None, Attained(50.0, 40.75 / 83 * 100, 40.75 / 80 * 100)),
        (Direction.LOWER, 71.5, 91.5, Attained(50.0, 42.5, 57.5)),
    ],
)
def test_attainment_is_the_ratio_or_the_share_of_the_way(
    direction: Direction, target: float, baseline: float | None, expected: Attained
):
    found = attained(KEPT, direction=direction, target=target, baseline=baseline)
    assert found is not None
    assert (found.percent, found.low, found.high) == pytest.approx((expected.percent, expected.low, expected.high))


@pytest.mark.parametrize(
    ("one", "direction", "target", "baseline"),
    [
        (None, Direction.HIGHER, 90.0, None),
        (KEPT, Direction.HIGHER, None, None),
        (KEPT, Direction.BAND, 90.0, None),
        (KEPT, Direction.HIGHER, 0.0, None),
        (KEPT, Direction.HIGHER, 90.0, 90.0),
        (replace(KEPT, value=None, why=Why.NO_CASES), Direction.HIGHER, 90.0, None),
        (replace(KEPT, why=Why.TOO_FEW), Direction.HIGHER, 90.0, None),
    ],
)
def test_what_cannot_be_told_is_none_and_never_nought(one, direction, target, baseline):
    assert attained(one, direction=direction, target=target, baseline=baseline) is None


def test_a_verdict_is_given_only_where_the_interval_clears_the_target():
    assert Attained(103.0, 100.0, 106.0).state == "good"
    assert Attained(97.0, 94.0, 99.9).state == "warn"
    assert Attained(103.0, 99.9, 106.0).state == "none"


@given(st.floats(1, 99), st.floats(1, 99), st.floats(1, 99))
def test_a_better_value_is_never_further_from_the_target(value: float, better: float, target: float):
    low, high = sorted((value, better))
    ends = [
        attained(reading(value=each, low=each, high=each), direction=Direction.HIGHER, target=target)
        for each in (low, high)
    ]
    assert ends[0] is not None
    assert ends[1] is not None
    assert ends[0].percent <= ends[1].percent
