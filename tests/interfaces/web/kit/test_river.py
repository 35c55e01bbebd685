"""The river draws the phase that it is told, and nothing where no phase is open."""

import pytest

from liuxin.interfaces.web.kit import river
from liuxin.interfaces.web.kit.navigation import Part, Place

PLACES = tuple(Place(f"/{n}", "dots", str(n), current=False, part=Part.CYCLE, phase=n) for n in range(1, 7))


@pytest.mark.parametrize(
    ("phase", "states"),
    [
        (0, ["next"] * 6),
        (1, ["now", "next", "next", "next", "next", "next"]),
        (4, ["past", "past", "past", "now", "next", "next"]),
        (7, ["past"] * 6),
    ],
)
def test_stones_are_past_now_or_next(phase: int, states: list[str]):
    drawn = river.upright(PLACES, "2026 Q3", phase)
    assert [stone.state for stone in drawn.stones] == states
    assert [stone.place for stone in drawn.stones] == list(PLACES)


def test_water_has_run_as_far_as_the_open_phase():
    assert river.upright(PLACES, "", 0).run == ""
    assert river.upright(PLACES, "", 1).run == "M6 15"
    assert river.upright(PLACES, "", 2).run == "M6 15C6 30 15 30 15 45"
    assert river.upright(PLACES, "", 7).run == river.upright(PLACES, "", 6).bed
