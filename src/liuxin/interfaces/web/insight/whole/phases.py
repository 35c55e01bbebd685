"""The six phases in words, and the river lying down."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from liuxin.insight.whole import Standpoint
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.kit import river
from liuxin.interfaces.wording import formats

NAMES: Final = {
    1: gettext_lazy("Plan"),
    2: gettext_lazy("Write indicators"),
    3: gettext_lazy("Train evaluators"),
    4: gettext_lazy("Evaluate"),
    5: gettext_lazy("Feedback talks"),
    6: gettext_lazy("Use of results"),
}
WIDE, FIRST_X = 60, 30
HIGH, LOW = 9, 19


@dataclass(frozen=True, slots=True)
class StandpointView:
    """Where the reader's department is in the cycle, in words."""

    cycle: int
    name: str
    department: str
    phase: int
    phase_name: str
    due: str
    late: str


@dataclass(frozen=True, slots=True)
class Flat:
    """A river lying down: 360 by 28."""

    bed: str
    run: str
    stones: tuple[river.Stone, ...]


def name(phase: int) -> str:
    """Name a phase; 7 is over, 0 has not begun."""
    if phase in NAMES:
        return str(NAMES[phase])
    return _("all six phases are done") if phase > river.PHASES else pgettext("phase", "not begun")


def standpoint(found: Standpoint, today: date) -> StandpointView:
    """Say where the department is, and how late."""
    over = (today - found.due_on).days if found.due_on else 0
    return StandpointView(
        cycle=found.cycle,
        name=shown.text(found.name),
        department=shown.text(found.department),
        phase=found.phase,
        phase_name=name(found.phase),
        due=formats.day(found.due_on),
        late=ngettext("%(days)s day late", "%(days)s days late", over) % {"days": over} if over > 0 else "",
    )


def flat(phase: int) -> Flat:
    """Draw the river of one department."""
    points = [(FIRST_X + WIDE * place, LOW if place % 2 else HIGH) for place in range(river.PHASES)]
    stones = tuple(river.Stone(x, y, river.state(number, phase)) for number, (x, y) in enumerate(points, start=1))
    return Flat(_path(points), _path(points[: min(max(phase, 0), river.PHASES)]), stones)


def _path(points: list[tuple[int, int]]) -> str:
    if not points:
        return ""
    (x, y), *rest = points
    drawn = [f"M{x} {y}"]
    for to_x, to_y in rest:
        drawn.append(f"C{x + WIDE // 2} {y} {to_x - WIDE // 2} {to_y} {to_x} {to_y}")
        x, y = to_x, to_y
    return "".join(drawn)
