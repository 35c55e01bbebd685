"""Who works in departments and everything below them, in which position and under whom: for a whole cycle at once."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime

from django.db.models import Q

from liuxin.desk.organisation.models import Department, Membership, Person, ReportingLine, RoleGrant, TeamLead
from liuxin.desk.organisation.models.spans import in_force
from liuxin.desk.organisation.rules import tree
from liuxin.desk.organisation.words import Role, Seat


def roster(department_ids: Collection[int], at: datetime) -> tuple[Seat, ...]:
    """Give everybody whose team lies in these departments or below, with those who lead them, by person.

    The department of a seat is the nearest of those asked for. Whoever has several seats gets the one of the team
    joined last. The manager is whom the person reports to, else the lead of the team, else the head of the department.
    Systems, placeholders and those who left have no seat. Seven statements.
    """
    wanted = frozenset(department_ids)
    above = {key: _nearest(path, wanted) for key, path in Department.objects.values_list("pk", "path")}
    leads = dict(TeamLead.objects.filter(in_force(at)).values_list("team", "person"))
    heads = _heads(above, at)
    places = _places(above, leads, heads, at)
    here = Person.objects.filter(is_system=False, is_placeholder=False, erased_at__isnull=True)
    here = here.filter(Q(left_on__isnull=True) | Q(left_on__gt=at.date())).order_by("pk")
    lines = dict(ReportingLine.objects.filter(in_force(at)).values_list("person", "manager"))
    return tuple(
        Seat(
            person=person,
            department=places[person][0],
            position=position,
            manager=lines.get(person) or _above(person, *places[person], leads, heads),
        )
        for person, position in here.values_list("pk", "position")
        if person in places
    )


def _nearest(path: str, wanted: frozenset[int]) -> int | None:
    return next((key for key in reversed(tree.keys(path)) if key in wanted), None)


def _heads(above: dict[int, int | None], at: datetime) -> dict[int, list[int]]:
    heads: defaultdict[int, list[int]] = defaultdict(list)
    grants = RoleGrant.objects.filter(in_force(at), role=Role.MANAGER, department__isnull=False)
    for department, person in grants.order_by("start", "person").values_list("department", "person"):
        place = above.get(department)
        if place is not None:
            heads[place].append(person)
    return heads


def _places(
    above: dict[int, int | None], leads: dict[int, int], heads: dict[int, list[int]], at: datetime
) -> dict[int, tuple[int, int | None]]:
    """Give the department and the team of each person; a membership says more than leading does."""
    places: dict[int, tuple[int, int | None]] = {}
    for department, people in heads.items():
        places |= dict.fromkeys(people, (department, None))
    teams = dict(_teams(above))
    places |= {person: (teams[team], team) for team, person in sorted(leads.items()) if team in teams}
    times = Membership.objects.filter(in_force(at), team__department__isnull=False).order_by("start", "team")
    for person, team in times.values_list("person", "team"):
        if team in teams:
            places[person] = (teams[team], team)
    return places


def _teams(above: dict[int, int | None]) -> Iterator[tuple[int, int]]:
    rows = Department.objects.filter(teams__isnull=False).values_list("teams", "pk")
    for team, department in rows:
        place = above[department]
        if place is not None:
            yield team, place


def _above(
    person: int, department: int, team: int | None, leads: dict[int, int], heads: dict[int, list[int]]
) -> int | None:
    near = [leads[team]] if team in leads else []
    return next((one for one in [*near, *heads.get(department, ())] if one != person), None)
