import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.interfaces.web.kit import lines
from liuxin.interfaces.web.kit.figures import Line
from liuxin.interfaces.web.kit.lines import Step

UPRIGHT = Line(100.0, 0.0, 0.0, 100.0)
VALUES = st.one_of(st.none(), st.floats(0, 100))


def steps(*values: float | None) -> list[Step]:
    return [Step(f"{i:02d}", value) for i, value in enumerate(values, start=1)]


def test_a_gap_in_the_values_is_a_gap_in_the_line():
    drawn = lines.plot(steps(100.0, 50.0, None, 0.0), UPRIGHT, ticks=())
    assert drawn.line == "M12.50 0.00L37.50 50.00M87.50 100.00"
    assert [point.x for point in drawn.points] == ["12.50%", "37.50%", "87.50%"]


def test_the_band_covers_each_run_of_known_intervals_and_no_other():
    some = [Step("", 50.0, 40.0, 60.0), Step("", 50.0, 40.0, 60.0), Step("", None), Step("", 50.0, None, 60.0)]
    drawn = lines.plot(some, UPRIGHT, ticks=())
    assert drawn.bands == ("M12.50 40.00L37.50 40.00L37.50 60.00L12.50 60.00Z",)


def test_a_single_step_has_a_thin_upright_for_its_interval():
    assert lines.plot([Step("", 50.0, 40.0, 60.0)], UPRIGHT, ticks=()).bands == (
        "M49.60 40.00L50.40 40.00L50.40 60.00L49.60 60.00Z",
    )


def test_the_chosen_steps_are_shaded():
    some = [Step("", 1.0), Step("", 1.0, chosen=True), Step("", 1.0, chosen=True), Step("", 1.0)]
    assert lines.plot(some, UPRIGHT, ticks=()).shade == ("25.00%", "50.00%")
    assert lines.plot(steps(1.0), UPRIGHT, ticks=()).shade is None


@pytest.mark.parametrize(
    ("values", "floor", "ceiling", "ends"),
    [
        ((90.0, 95.0), 0.0, 100.0, (90.0, 95.0)),
        ((99.5, 100.0), 0.0, 100.0, (99.5, 100.0)),
        ((3.0, 41.0), 0.0, None, (0.0, 50.0)),
        ((-3.0, 2.0), None, None, (-3.0, 2.0)),
    ],
)
def test_a_scale_has_round_ends_inside_what_is_possible(values, floor, ceiling, ends):
    found = lines.scale(steps(*values), floor=floor, ceiling=ceiling)
    assert (found.right, found.left) == pytest.approx(ends)


@given(st.lists(VALUES, min_size=1, max_size=40))
def test_every_value_lies_on_the_scale_and_so_do_its_labels(values: list[float | None]):
    found = lines.scale(steps(*values), floor=0.0, ceiling=100.0)
    known = [value for value in values if value is not None]
    assert all(found.right - 1e-6 <= value <= found.left + 1e-6 for value in known)
    assert found.left > found.right
    assert 2 <= len(lines.ticks(found)) <= 7


@given(st.integers(1, 80))
def test_no_more_labels_than_fit_and_always_the_last(count: int):
    drawn = lines.plot(steps(*[1.0] * count), UPRIGHT, ticks=())
    assert len(drawn.steps) <= lines.LABELS
    assert drawn.steps[-1].label == f"{count:02d}"
    assert sum(not mark.wide for mark in drawn.steps) <= lines.FEW_LABELS + 1


def test_ones_own_part_stands_at_the_foot_of_its_pile():
    full, half = lines.piles([(1, 3, "a"), (0, 2, "b")])
    assert (full.y, full.height, full.own_y, full.own_height) == ("0.00%", "100.00%", "75.00%", "25.00%")
    assert (half.y, half.height, half.own_height) == ("50.00%", "50.00%", "0.00%")


def test_round_values_stay_round():
    assert lines.ticks(Line(4.4, 3.5)) == [3.6, 3.8, 4.0, 4.2, 4.4]
