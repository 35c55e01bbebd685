"""Who is named when something of a team may wait no longer: its lead, then the heads above, then the directors."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from liuxin.desk.organisation.models import Person, RoleGrant, Team, TeamLead
from liuxin.desk.organisation.models.spans import in_force
from liuxin.desk.organisation.rules import tree
from liuxin.desk.organisation.words import Ladder, Role


def ladders(team_ids: Iterable[int], at: datetime) -> dict[int, Ladder]:
    """Give, for each team, its lead, the heads of its department and those above, and the directors: four statements.

    Only people who work here; who left is not named, and the next one stands in that place.
    """
    wanted = set(team_ids)
    leads = dict(TeamLead.objects.filter(in_force(at), team__in=wanted).values_list("team", "person"))
    paths = dict(Team.objects.filter(pk__in=wanted).values_list("pk", "department__path"))
    heads, directors = _granted(at)
    above = {
        team: [head for key in reversed(tree.keys(path or "")) for head in heads[key]] for team, path in paths.items()
    }
    named = {*leads.values(), *directors, *(head for some in above.values() for head in some)}
    here = employed(named, at)
    return {
        team: Ladder(
            lead=leads[team] if leads.get(team) in here else None,
            heads=tuple(dict.fromkeys(head for head in above[team] if head in here)),
            directors=tuple(person for person in directors if person in here),
        )
        for team in paths
    }


def employed(person_ids: Iterable[int], at: datetime) -> frozenset[int]:
    """Give those people who work here: no systems, no placeholders, nobody who left or was erased."""
    people = Person.objects.filter(
        Q(left_on__isnull=True) | Q(left_on__gt=at.date()),
        pk__in=set(person_ids),
        is_system=False,
        is_placeholder=False,
        erased_at__isnull=True,
    )
    return frozenset(people.values_list("pk", flat=True))


def _granted(at: datetime) -> tuple[defaultdict[int, list[int]], list[int]]:
    heads: defaultdict[int, list[int]] = defaultdict(list)
    directors: list[int] = []
    grants = RoleGrant.objects.filter(in_force(at), role__in=(Role.MANAGER, Role.DIRECTOR)).order_by("start", "person")
    for role, department, person in grants.values_list("role", "department", "person"):
        if role == Role.DIRECTOR:
            directors.append(person)
        elif department is not None:
            heads[department].append(person)
    return heads, directors
