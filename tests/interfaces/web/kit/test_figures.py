from hypothesis import given
from hypothesis import strategies as st

from liuxin.interfaces.web.kit import figures

PROMISES = [(85.0, "85.0"), (93.0, "93.0"), (97.0, "97.0")]


def strip(points: list[tuple[float, str]], value: float, low: float | None, high: float | None) -> figures.Strip:
    return figures.strip(points, value=value, interval=(low, high), state="none", tall=frozenset({1}))


def at(place: str) -> float:
    return float(place.removesuffix("%"))


def test_the_strip_of_the_design():
    # scorecard.html of the design: promises kept 94.1 (91.4 - 96.0) on 85 / 93 / 97.
    drawn = strip(PROMISES, 94.1, 91.4, 96.0)
    assert [tick.x for tick in drawn.ticks] == ["15.28%", "61.57%", "84.72%"]
    assert [tick.tall for tick in drawn.ticks] == [False, True, False]
    assert drawn.x == "67.94%"


def test_less_is_better_runs_the_other_way_by_itself():
    # 2.9 % reopened (1.5 - 5.4) on 8 / 4 / 1.5: the best end of the interval lies on the right.
    drawn = strip([(8.0, "8.0"), (4.0, "4.0"), (1.5, "1.5")], 2.9, 1.5, 5.4)
    assert (drawn.low, drawn.x, drawn.high) == ("43.06%", "69.76%", "84.72%")


def test_an_open_end_reaches_to_the_edge_it_is_open_to():
    assert strip(PROMISES, 94.1, None, 96.0).low == "0.00%"
    assert strip([(8.0, ""), (4.0, ""), (1.5, "")], 2.9, None, 5.4).high == "100.00%"


def test_a_missing_value_draws_the_scale_alone():
    drawn = figures.strip(PROMISES, value=None, interval=(None, None), state="none", tall=frozenset({1}))
    assert (drawn.x, drawn.low, drawn.high) == ("", "", "")
    assert len(drawn.ticks) == 3


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6), st.floats(0, 1e6))
def test_nothing_is_drawn_outside_the_figure(value: float, down: float, up: float):
    drawn = strip(PROMISES, value, value - down, value + up)
    assert 0 <= at(drawn.low) <= at(drawn.x) <= at(drawn.high) <= 100


@given(st.floats(80, 99), st.floats(80, 99))
def test_right_is_never_worse(one: float, other: float):
    first, second = strip(PROMISES, one, None, None), strip(PROMISES, other, None, None)
    assert (one <= other) == (at(first.x) <= at(second.x)) or at(first.x) == at(second.x)


def test_a_bar_short_of_its_weight_leaves_the_rest_open():
    # Satisfaction in the design: 13.4 of 15 after 70.9.
    bar = figures.bar(70.9, 13.4, 15.0)
    assert (bar.start, bar.counted) == ("59.08%", "11.17%")
    assert (bar.rest_start, bar.rest) == ("70.25%", "1.33%")
    assert round(bar.difference, 1) == -1.6


def test_a_bar_beyond_its_weight_counts_to_the_weight_and_adds_the_rest():
    bar = figures.bar(0.0, 26.4, 25.0)
    assert (bar.counted, bar.rest_start, bar.rest, bar.end) == ("20.83%", "20.83%", "1.17%", "22.00%")
    assert bar.first


@given(st.lists(st.tuples(st.floats(0, 24), st.floats(1, 20)), min_size=2, max_size=5))
def test_each_bar_starts_where_the_last_ended(lines: list[tuple[float, float]]):
    total, ends, starts = 0.0, [], []
    for contribution, weight in lines:
        bar = figures.bar(total, contribution, weight)
        starts.append(bar.start)
        ends.append(bar.end)
        total += contribution
    assert starts[1:] == ends[:-1]


def test_the_line_of_a_hundred_stands_at_five_sixths():
    assert figures.total(98.5, 95.3, 101.6) == figures.Total("82.08%", "79.42%", "84.67%", "83.33%")


def test_a_total_stands_among_others_with_a_hundred_on_the_axis():
    drawn = figures.among(98.5, 95.3, 101.6, [91.0, 104.0])
    assert len(drawn.others) == 2
    assert at(drawn.low) < at(drawn.x) < at(drawn.hundred)
    assert "100" not in [tick.label for tick in drawn.ticks]


def test_a_gap_lifts_the_pen():
    path, target = figures.spark([1.0, None, 3.0], 2.0)
    assert path == "M3.0 27.0M177.0 3.0"
    assert target == 15.0


def test_nothing_known_draws_nothing():
    assert figures.spark([None, None], 2.0) == ("", None)


def test_labels_that_would_meet_lean_away_from_one_another():
    far = strip(PROMISES, 94.1, None, None)
    assert [tick.anchor for tick in far.ticks] == ["m", "m", "m"]
    near = strip([(3.8, "3.8"), (0.4, "0.4"), (0.0, "0.0")], 0.5, None, None)
    assert [tick.anchor for tick in near.ticks] == ["m", "e", ""]
