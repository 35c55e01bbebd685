"""Keys that other rooms compute with: who is never ranked, who holds which position, where a team belongs."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Case, Q, QuerySet, Value, When

from liuxin.desk.organisation.models import Calendar, Membership, Person, Position, Team
from liuxin.desk.organisation.models.spans import in_force
from liuxin.desk.organisation.queries.house import DEFAULT_CALENDAR, house
from liuxin.desk.organisation.queries.names import team_name_of
from liuxin.desk.organisation.queries.statement import Statement
from liuxin.desk.organisation.words import TeamName
from liuxin.kernel.text import Bilingual

NO_ZONE = "UTC"


def unranked_people() -> frozenset[int]:
    """Give system actors and placeholders: what they held is credited to nobody."""
    return frozenset(Person.objects.filter(Q(is_system=True) | Q(is_placeholder=True)).values_list("pk", flat=True))


def ranked_or_not(person_ids: Iterable[int]) -> dict[int, bool]:
    """Tell of each of these people whether there may be figures of theirs; a key that nobody has is left out."""
    rows = Person.objects.filter(pk__in=set(person_ids)).values_list("pk", "is_system", "is_placeholder")
    return {key: not (is_system or is_placeholder) for key, is_system, is_placeholder in rows}


def positions_of(person_ids: Iterable[int]) -> dict[int, int]:
    """Give the key of each person's position; whoever has none is left out."""
    rows = Person.objects.filter(pk__in=set(person_ids), position__isnull=False).values_list("pk", "position")
    return dict(rows)


def teams_of(person_id: int, at: datetime) -> tuple[TeamName, ...]:
    """Give the teams that a person belongs to, by code."""
    teams = Team.objects.filter(in_force(at, "memberships__"), memberships__person=person_id).distinct()
    return tuple(map(team_name_of, teams.order_by("code")))


def position_keys() -> dict[str, int]:
    """Give the keys of all positions by code."""
    return dict(Position.objects.order_by("code").values_list("code", "pk"))


def positions() -> dict[int, Bilingual]:
    """Give the names of all positions by key, in the order of their codes."""
    rows = Position.objects.order_by("code").values_list("pk", "name_zh", "name_en")
    return {key: Bilingual(zh, en) for key, zh, en in rows}


def departments_of(team_ids: Iterable[int]) -> dict[int, int]:
    """Give the key of each team's department; a team without one is left out."""
    rows = Team.objects.filter(pk__in=set(team_ids), department__isnull=False).values_list("pk", "department")
    return dict(rows)


def people_of_departments(department_ids: Iterable[int], at: datetime) -> frozenset[int]:
    """Give the keys of all who belong to a team of the departments at a time."""
    times = Membership.objects.filter(in_force(at), team__department__in=set(department_ids))
    return frozenset(times.values_list("person", flat=True))


def default_calendar() -> str:
    """Give the code of the calendar that holds where nothing else is said, or nothing where there is none."""
    read = house()
    if read is not None:
        return DEFAULT_CALENDAR if read.code == DEFAULT_CALENDAR else ""
    return DEFAULT_CALENDAR if Calendar.objects.filter(code=DEFAULT_CALENDAR).exists() else ""


def zone() -> str:
    """Give the zone in which the organisation counts its days: of its default calendar, else of the first by code."""
    read = house()
    if read is not None:
        return read.zone
    return next(iter(_ZONE.rows()), NO_ZONE)


def _zone() -> QuerySet[Calendar, str]:
    default_first = Case(When(code=DEFAULT_CALENDAR, then=Value(0)), default=Value(1))
    return Calendar.objects.order_by(default_first, "code").values_list("zone", flat=True)[:1]


_ZONE = Statement(_zone)
