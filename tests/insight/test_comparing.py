from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.engines.measurement.library import MEASURES
from liuxin.engines.measurement.words import Direction, Why
from liuxin.insight import comparing
from liuxin.insight.comparing import LEAST_OTHERS, Sure
from tests.insight.readings import NOTHING, share, value

KEPT, RESOLVED = MEASURES["promises_kept"], MEASURES["cases_resolved"]
REOPENED = MEASURES["reopened_within_14_days"]
LATE = 10_000
VALUES = st.floats(0, 100)
SPREADS = st.floats(0, 20)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [((56, 70), (48, 80), 5.24, 33.39), ((9, 10), (3, 10), 17.05, 80.90), ((10, 10), (0, 20), 67.91, 100.0)],
)
def test_the_difference_of_two_shares_is_newcombes_method_ten(one, other, low, high):
    # Newcombe 1998, Statistics in Medicine 17:873-890, table II, examples (a), (b) and (h).
    found = comparing.difference(share(*one), share(*other))
    assert found is not None
    assert found.value == pytest.approx(100 * (one[0] / one[1] - other[0] / other[1]))
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.01)


@given(VALUES, SPREADS, VALUES, SPREADS)
def test_turned_round_a_difference_only_changes_its_sign(one: float, wide: float, other: float, broad: float):
    there = comparing.difference(value(one, wide), value(other, broad))
    back = comparing.difference(value(other, broad), value(one, wide))
    assert there and back and there.low is not None and there.high is not None  # noqa: PT018 - all known
    assert (back.value, back.low, back.high) == pytest.approx((-there.value, -there.high, -there.low))


@given(VALUES, SPREADS, VALUES, SPREADS)
def test_the_difference_lies_inside_its_interval(one: float, wide: float, other: float, broad: float):
    found = comparing.difference(value(one, wide), value(other, broad))
    assert found and found.low is not None and found.high is not None  # noqa: PT018 - all known
    assert found.low <= found.value <= found.high


def test_an_end_that_is_not_bounded_leaves_the_difference_open_there():
    found = comparing.difference(value(5.0, low=None), value(3.0))
    assert found is not None
    assert (found.low, found.high is None) == (None, False)


def test_without_a_value_there_is_nothing_to_compare():
    assert comparing.difference(value(5.0), NOTHING) is None
    assert comparing.compare(KEPT, value(5.0), NOTHING, as_of=LATE).sure is Sure.ABSENT


@pytest.mark.parametrize(
    ("measure", "later", "earlier", "sure"),
    [
        (KEPT, share(95, 100), share(70, 100), Sure.BETTER),
        (KEPT, share(70, 100), share(95, 100), Sure.WORSE),
        (REOPENED, share(70, 100), share(95, 100), Sure.BETTER),
        (KEPT, share(90, 100), share(88, 100), Sure.SAME),
        (KEPT, share(19, 20), share(70, 100), Sure.TOO_FEW),
        (replace(KEPT, direction=Direction.NONE), share(95, 100), share(70, 100), Sure.MOVED),
    ],
)
def test_only_what_the_interval_says_is_sure(measure, later, earlier, sure: Sure):
    assert comparing.compare(measure, later, earlier, as_of=LATE).sure is sure


def test_a_count_of_a_period_that_is_not_over_is_not_compared():
    later, earlier = value(40.0, 1.0), value(90.0, 1.0)
    assert comparing.compare(RESOLVED, later, earlier, as_of=98).sure is Sure.NOT_OVER
    assert comparing.compare(RESOLVED, later, earlier, as_of=99).sure is Sure.MOVED
    assert comparing.compare(KEPT, later, earlier, as_of=98).sure is Sure.WORSE


@given(VALUES, SPREADS, VALUES, SPREADS)
def test_less_certain_readings_never_make_a_difference_surer(one: float, wide: float, other: float, broad: float):
    sure = {Sure.BETTER, Sure.WORSE}
    narrow = comparing.compare(KEPT, value(one, wide), value(other, broad), as_of=LATE).sure
    blurred = comparing.compare(KEPT, value(one, wide + 200), value(other, broad + 200), as_of=LATE).sure
    assert blurred is Sure.SAME
    assert narrow in sure | {Sure.SAME}


def test_the_middle_needs_enough_others_and_leaves_out_who_has_too_little():
    enough = [value(1.0), value(2.0), value(9.0)]
    assert comparing.middle(enough) == comparing.Middle(2.0, 3)
    assert comparing.middle(enough[: LEAST_OTHERS - 1]) is None
    assert comparing.middle([*enough[:2], value(9.0, why=Why.TOO_FEW), NOTHING]) is None


@given(st.lists(VALUES, min_size=1, max_size=40), st.lists(VALUES, max_size=40))
def test_everybody_with_enough_stands_in_the_distribution_once(own: list[float], others: list[float]):
    found = comparing.distribution([value(each) for each in own], [value(each) for each in others], bound=100.0)
    assert found is not None
    assert (found.own, found.others, found.left_out) == (len(own), len(others), 0)
    assert all(pile.low < pile.high for pile in found.piles)
    assert found.piles[-1].low < 100.0


def test_who_has_too_little_is_counted_and_not_drawn():
    found = comparing.distribution([value(5.0), NOTHING], [value(7.0, why=Why.TOO_FEW)], bound=None)
    assert found is not None
    assert (found.own, found.others, found.left_out) == (1, 0, 2)
    assert comparing.distribution([NOTHING], [], bound=None) is None


def test_a_share_of_a_hundred_belongs_to_the_last_step_below_it():
    found = comparing.distribution([value(100.0), value(50.0), value(52.0)], [], bound=100.0)
    assert found is not None
    assert found.piles[-1].high == 100.0


def test_a_few_who_lie_far_out_do_not_press_the_rest_into_one_step():
    near = [value(float(number)) for number in range(40)]
    found = comparing.distribution([], [*near, value(5_000.0)], bound=None)
    assert found is not None
    assert found.others == 41
    assert len(found.piles) > 10
    assert found.piles[-1].open
    assert not any(pile.open for pile in found.piles[:-1])
