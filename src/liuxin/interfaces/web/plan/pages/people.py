"""Who takes part, as the pages show it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import PersonName, Seat
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.plan import labels
from liuxin.interfaces.wording.catalogue import sentence
from liuxin.performance.plan.rules import cycles as rules
from liuxin.performance.plan.words import ParticipantView, PhaseView


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody who takes part: kept as of the opening, or as of the day on which the person joined."""

    id: int
    who: PersonName | None
    department: str
    position: str
    manager: PersonName | None
    joined: date | None
    missed: tuple[str, ...]
    left: date | None


@dataclass(frozen=True, slots=True)
class Missed:
    """What whoever joins a department now misses, in words; nothing where it is too late to join."""

    department: str
    phase: object
    said: tuple[str, ...]
    is_too_late: bool


def rows(there: Sequence[ParticipantView], phases: Mapping[int, PhaseView], zone: str) -> list[Row]:
    """Lay out who takes part, by department and name. Two statements."""
    names = organisation.names({key for each in there for key in (each.person, each.manager) if key is not None})
    positions = organisation.positions()

    def day(at: datetime | None) -> date | None:
        return None if at is None else at.astimezone(ZoneInfo(zone)).date()

    laid = [
        Row(
            id=each.id,
            who=names.get(each.person),
            department=shown.text(phases[each.department].name),
            position=shown.text(positions[each.position]) if each.position in positions else "",
            manager=None if each.manager is None else names.get(each.manager),
            joined=day(each.joined_at),
            missed=told(each.from_phase),
            left=day(each.left_at),
        )
        for each in there
    ]
    return sorted(laid, key=lambda row: (row.department, row.left is not None, shown.name(row.who)))


def told(phase: int) -> tuple[str, ...]:
    """Say what somebody misses who joins while a phase is open."""
    return tuple(sentence(code, labels.language()) for code in rules.missed(phase))


def missed(phases: Mapping[int, PhaseView], own: Collection[int]) -> list[Missed]:
    """Say for each department what whoever joins now misses."""
    return [
        Missed(shown.text(each.name), labels.PHASES[each.now], told(each.now), rules.is_too_late(each.now))
        for key, each in phases.items()
        if key in own
    ]


def choices(seats: Sequence[Seat]) -> list[tuple[int, str]]:
    """Offer people by name."""
    return [(each.id, shown.name(each)) for each in names_of(seats)]


def names_of(seats: Sequence[Seat]) -> list[PersonName]:
    """Name people, in the order of their names."""
    return sorted(organisation.names(seat.person for seat in seats).values(), key=shown.name)


def name(person: int) -> str:
    """Name one."""
    return shown.name(organisation.names([person]).get(person))
