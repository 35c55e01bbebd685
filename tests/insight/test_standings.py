"""Places: who is told apart, who shares, who has none and why; what must change them, and what must not."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuxin.engines import intervals
from liuxin.engines.measurement.library import MEASURES
from liuxin.engines.measurement.words import Direction, Measure, Reading
from liuxin.insight.standings import NoPlace, Place, estimates, standings, standings_of_points
from tests.insight.readings import NOTHING, share, value

KEPT, REOPENED = MEASURES["promises_kept"], MEASURES["reopened_within_14_days"]
MEAN, MEDIAN = MEASURES["csat_mean"], MEASURES["first_response_time"]
COUNT, RATE = MEASURES["cases_resolved"], MEASURES["repeat_contact_rate"]
SURELY_WORSE = [share(380, 400), share(384, 400), share(376, 400), share(300, 400)]


def places(measure: Measure, readings: list[Reading | None]) -> list[Place | None]:
    return [stand.place for stand in standings(measure, readings).stands]


def test_those_who_cannot_be_told_apart_share_places_and_whoever_is_surely_worse_does_not():
    assert places(KEPT, [*SURELY_WORSE]) == [Place(1, 3), Place(1, 3), Place(1, 3), Place(4, 4)]


def test_where_less_is_better_the_places_turn_round():
    assert places(REOPENED, [*SURELY_WORSE]) == [Place(2, 4), Place(2, 4), Place(2, 4), Place(1, 1)]


def test_whoever_has_too_little_has_no_place_and_takes_none():
    found = standings(KEPT, [share(9, 9), *SURELY_WORSE, None, NOTHING])
    assert [stand.place for stand in found.stands[1:5]] == places(KEPT, [*SURELY_WORSE])
    assert [found.stands[i].why for i in (0, 5, 6)] == [NoPlace.TOO_FEW, NoPlace.NOTHING, NoPlace.NOTHING]
    assert found.order == (2, 1, 3, 4, 0, 5, 6)


def test_a_measure_without_a_better_side_ranks_nobody_and_says_so():
    plain = replace(KEPT, direction=Direction.NONE)
    assert {(stand.place, stand.why) for stand in standings(plain, [*SURELY_WORSE]).stands} == {(None, NoPlace.NO_SIDE)}


def test_of_one_alone_nothing_is_told():
    assert standings(KEPT, [share(380, 400)]).stands[0].why is NoPlace.ALONE
    assert standings(KEPT, []).stands == ()


def test_an_interval_with_an_open_end_gives_no_place():
    open_end = replace(value(10.0), high=None)
    found = standings(MEDIAN, [open_end, value(20.0), value(40.0)])
    assert [stand.why for stand in found.stands] == [NoPlace.OPEN, None, None]


def test_two_neighbours_are_surely_apart_or_told_how_likely_it_is():
    found = standings(KEPT, [*SURELY_WORSE])
    best, second, third, last = (found.stands[i] for i in found.order)
    assert best.ahead == pytest.approx(0.76, abs=0.03)
    assert (best.surely, second.surely, third.surely, last.surely) == (False, False, True, None)
    assert third.ahead is not None
    assert third.ahead > 0.9999
    assert last.ahead is None


def test_the_order_goes_by_place_and_within_one_by_value():
    wide = share(39, 40)
    found = standings(KEPT, [share(300, 400), wide, share(396, 400), share(3800, 4000)])
    held = [found.stands[i].place for i in found.order]
    assert held == sorted(held, key=lambda place: place.first if place else 99)
    assert found.order == (2, 1, 3, 0)


def test_whoever_reached_everything_is_not_sure_of_it():
    assert places(KEPT, [share(30, 30), share(29, 30)]) == [Place(1, 2), Place(1, 2)]


def test_equal_answers_without_any_spread_are_no_certainty():
    even = replace(value(5.0, 0.0), n=6.0, rows=6)
    _values, errors = estimates(MEAN, [even, replace(value(4.0, 1.0), n=6.0, rows=6)])
    assert errors[0] == pytest.approx(errors[1])
    assert standings(MEAN, [even, replace(even, value=4.0, low=4.0, high=4.0)]).stands[0].why is NoPlace.OPEN


@pytest.mark.parametrize(
    ("measure", "reading", "expected", "error"),
    [
        (KEPT, share(45, 50), np.arcsin(np.sqrt(45.375 / 50.75)), 1 / np.sqrt(202)),
        (COUNT, replace(value(100.0), sum_value=100.0), np.sqrt(100.375), 0.5),
        (MEAN, value(4.0, 0.5), 4.0, 0.5 / intervals.t_quantile(49)),
        (MEDIAN, value(9.0, 3.0), -np.log(10), np.log(10 / 7) / intervals.Z),
    ],
)
def test_each_kind_stands_on_its_own_scale(measure: Measure, reading: Reading, expected: float, error: float):
    values, errors = estimates(measure, [reading])
    assert (values[0], errors[0]) == (pytest.approx(expected), pytest.approx(error))


def test_what_may_be_negative_stays_as_it_is():
    external = replace(MEDIAN, may_be_negative=True)
    values, errors = estimates(external, [value(-3.0, 1.96)])
    assert (values[0], errors[0]) == (pytest.approx(3.0), pytest.approx(1.0, abs=1e-4))


def test_scores_with_their_ends_stand_by_the_same_rule():
    apart = standings_of_points([(98.0, 97.0, 99.0), (80.0, 79.0, 81.0)])
    assert [stand.place for stand in apart.stands] == [Place(1, 1), Place(2, 2)]
    wide = standings_of_points([(98.0, 70.0, 110.0), (80.0, 60.0, 100.0)])
    assert [stand.place for stand in wide.stands] == [Place(1, 2), Place(1, 2)]
    exact = standings_of_points([(98.0, 98.0, 98.0), (80.0, 80.0, 80.0)])
    assert [stand.place for stand in exact.stands] == [Place(1, 1), Place(2, 2)]


SHARES = st.lists(
    st.tuples(st.integers(30, 500), st.floats(0, 1)).map(lambda each: share(round(each[0] * each[1]), each[0])),
    min_size=2,
    max_size=10,
)


@given(SHARES, st.randoms())
@settings(max_examples=40)
def test_in_which_order_people_are_given_changes_nobodys_place(readings: list[Reading], random: object):
    shuffled = list(range(len(readings)))
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # of hypothesis
    again = places(KEPT, [readings[i] for i in shuffled])
    assert again == [places(KEPT, [*readings])[i] for i in shuffled]


@given(SHARES)
@settings(max_examples=40)
def test_swapping_better_and_worse_mirrors_the_places(readings: list[Reading]):
    down = replace(KEPT, direction=Direction.LOWER)
    size = len(readings)
    for one, other in zip(places(KEPT, [*readings]), places(down, [*readings]), strict=True):
        assert one is not None
        assert other == Place(size + 1 - one.last, size + 1 - one.first)


@given(SHARES)
@settings(max_examples=40)
def test_ten_times_the_cases_with_the_same_shares_only_tell_more_apart(readings: list[Reading]):
    more = [share(10 * round(each.sum_value), 10 * each.rows) for each in readings]
    for few, many in zip(places(KEPT, [*readings]), places(KEPT, [*more]), strict=True):
        assert few is not None
        assert many is not None
        assert few.first <= many.first <= many.last <= few.last


@pytest.mark.parametrize("measure", [KEPT, REOPENED])
def test_people_who_do_not_differ_are_hardly_ever_ranked(measure: Measure):
    chance = np.random.default_rng(7)
    ranked = 0
    for _ in range(200):
        kept = chance.binomial(60, 0.9, size=12)
        held = places(measure, [share(int(each), 60) for each in kept])
        ranked += any(place != Place(1, 12) for place in held)
    assert ranked <= 12
