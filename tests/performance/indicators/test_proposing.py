"""A scale proposed from history."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.engines.measurement.words import Direction
from liuxin.kernel.errors import CannotTellError
from liuxin.performance.indicators import rules
from liuxin.performance.indicators.words import Proposal, Scale

HUNDRED = [float(value) for value in range(101)]


def propose(values: list[float], direction: Direction = Direction.HIGHER, usual: float = 50.0) -> Proposal:
    return rules.propose_scale(values, direction=direction, usual=usual, digits=1, measure="promises_kept")


@pytest.mark.spec("P2.3")
def test_half_reached_the_target_nine_in_ten_the_floor_and_one_in_ten_the_stretch() -> None:
    made = propose(HUNDRED)
    assert made.scale == Scale(Direction.HIGHER, 10, 50, 90)
    assert (made.tried_on, made.reached_floor, made.reached_target, made.reached_stretch) == (
        101,
        91 / 101,
        51 / 101,
        11 / 101,
    )


def test_less_is_better_is_the_mirror() -> None:
    assert propose(HUNDRED, Direction.LOWER).scale == Scale(Direction.LOWER, 90, 50, 10)


def test_where_most_reached_the_best_the_target_is_the_usual_value_of_all_cases() -> None:
    made = propose([0.0] * 17 + [1.0, 4.0, 6.0], Direction.LOWER, usual=1.1)
    assert made.scale == Scale(Direction.LOWER, 2.2, 1.1, 0)
    assert (made.reached_floor, made.reached_target, made.reached_stretch) == (0.9, 0.9, 0.85)


def test_too_little_history_and_history_without_spread_say_so() -> None:
    with pytest.raises(CannotTellError) as caught:
        propose(HUNDRED[:19])
    assert caught.value.params == {"measure": "promises_kept", "have": 19, "need": 20}
    with pytest.raises(CannotTellError, match=r"indicators\.history_without_spread"):
        propose([50.0] * 40)


@given(
    st.lists(st.integers(0, 100).map(float), min_size=20, max_size=60),
    st.sampled_from([Direction.HIGHER, Direction.LOWER]),
)
def test_whatever_is_proposed_is_a_scale_in_order(values: list[float], direction: Direction) -> None:
    with suppress(CannotTellError):
        made = propose(values, direction, usual=sum(values) / len(values))
        rules.check_yardstick(made.scale, measure="promises_kept")
        assert made.reached_floor >= made.reached_target >= made.reached_stretch
