"""The six phases as a river: upright in the side bar, lying down on the pages of the cycle."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from liuxin.interfaces.web.kit.navigation import Place

PHASES = 6
STEP, FIRST = 30, 15
LEFT, RIGHT = 6, 15
AFAR, HIGH, LOW = 60, 9, 19
KEPT = "river"


@dataclass(frozen=True, slots=True)
class Stone:
    """A phase in the river: where it lies, and whether it is `past`, `now` or `next`."""

    x: int
    y: int
    state: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class River:
    """A river: its bed, the water that has run, the stones. `name` is the cycle's, empty where none is known."""

    bed: str
    run: str
    stones: tuple[Stone, ...]
    name: str


def remember(request: HttpRequest, name: str, phase: int) -> None:
    """Keep which cycle the reader is in and which phase is open, so that no page has to ask."""
    request.session[KEPT] = [name, phase]


def kept(request: HttpRequest) -> tuple[str, int]:
    """Give what was kept: the name of the cycle and the open phase, 0 where none is."""
    name, phase = request.session.get(KEPT, ["", 0])
    return str(name), int(phase)


def upright(places: Sequence[Place], name: str, phase: int) -> River:
    """Draw the river of the side bar; with phase 0 nothing has run, with 7 all of it."""
    points = [(RIGHT if number % 2 else LEFT, FIRST + STEP * number) for number in range(PHASES)]
    stones = tuple(
        Stone(x, y, state(number, phase), place)
        for number, ((x, y), place) in enumerate(zip(points, places, strict=True), start=1)
    )
    return River(_path(points), _path(points[: min(max(phase, 0), PHASES)]), stones, name)


def lying(phase: int) -> River:
    """Draw the river of one department on a page, in a box of 360 by 28; with phase 7 all of it has run."""
    points = [(AFAR // 2 + AFAR * number, (HIGH, LOW)[number % 2]) for number in range(PHASES)]
    stones = tuple(Stone(x, y, state(number, phase)) for number, (x, y) in enumerate(points, start=1))
    run = points[: min(max(phase, 0), PHASES)]
    return River(_lying_path(points), _lying_path(run), stones, "")


def state(number: int, phase: int) -> str:
    """Tell whether a phase is past, now or still to come."""
    if number == phase:
        return "now"
    return "past" if number < phase else "next"


def _path(points: Sequence[tuple[int, int]]) -> str:
    if not points:
        return ""
    (x, y), *rest = points
    drawn = [f"M{x} {y}"]
    for to_x, to_y in rest:
        drawn.append(f"C{x} {y + STEP // 2} {to_x} {to_y - STEP // 2} {to_x} {to_y}")
        x, y = to_x, to_y
    return "".join(drawn)


def _lying_path(points: Sequence[tuple[int, int]]) -> str:
    if not points:
        return ""
    (x, y), *rest = points
    drawn = [f"M{x} {y}"]
    for to_x, to_y in rest:
        drawn.append(f"C{x + AFAR // 2} {y} {to_x - AFAR // 2} {to_y} {to_x} {to_y}")
        x, y = to_x, to_y
    return "".join(drawn)
