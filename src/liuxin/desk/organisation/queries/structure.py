"""Departments and teams."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Prefetch, Q

from liuxin.desk.organisation import permissions
from liuxin.desk.organisation.models import Department, RoleGrant, Team, TeamLead
from liuxin.desk.organisation.models.spans import in_force
from liuxin.desk.organisation.queries.names import name_of, team_name_of, text_of
from liuxin.desk.organisation.rules import tree as tree_rules
from liuxin.desk.organisation.rules.names import natural
from liuxin.desk.organisation.words import DepartmentNode, PersonName, Role, Standing, TeamLine, TeamName
from liuxin.kernel.text import Bilingual


def tree(at: datetime) -> tuple[DepartmentNode, ...]:
    """Give departments and teams in the order in which a tree is drawn; teams without a department come last."""
    teams, heads = _team_lines(at), _heads(at)
    nodes = [_node(one, depth, teams[one.pk], heads[one.pk]) for one, depth in _ordered()]
    if teams[None]:
        nodes.append(DepartmentNode(None, "", Bilingual("", ""), made_up=False, depth=0, teams=tuple(teams[None])))
    return tuple(nodes)


def subtree(department_id: int) -> frozenset[int]:
    """Give the keys of a department and all below it; none for a key that no department has."""
    root = Department.objects.filter(pk=department_id).values("path")[:1]
    return frozenset(Department.objects.filter(path__startswith=root).values_list("pk", flat=True))


def departments() -> tuple[DepartmentNode, ...]:
    """Give the departments in the order of the tree, without teams: for a choice."""
    return tuple(_node(one, depth) for one, depth in _ordered())


def teams_visible(standing: Standing) -> tuple[TeamName, ...]:
    """Give the teams whose work the standing may look at: all, or those led, belonged to or looked after."""
    teams = Team.objects.all()
    if not (standing.is_system or standing.sees_everything or standing.hr_everywhere or standing.has(Role.REVIEWER)):
        teams = teams.filter(Q(pk__in=standing.teams | standing.teams_led) | Q(department__in=standing.hr_departments))
    return tuple(map(team_name_of, sorted(teams, key=_team_place)))


def teams_listed(standing: Standing) -> tuple[TeamName, ...]:
    """Give the teams by which the standing may narrow the list of people, by code."""
    teams = Team.objects.all()
    if not permissions.sees_all_people(standing):
        teams = teams.filter(Q(pk__in=standing.teams | standing.teams_led) | Q(department__in=standing.hr_departments))
    return tuple(map(team_name_of, sorted(teams, key=_team_place)))


def teams_led(standing: Standing) -> tuple[TeamName, ...]:
    """Give the teams that the standing leads, by code."""
    return tuple(map(team_name_of, sorted(Team.objects.filter(pk__in=standing.teams_led), key=_team_place)))


def teams_by_label(source: str, labels: Iterable[str]) -> dict[str, int]:
    """Give the keys of the teams of an import by the labels of its source."""
    return dict(Team.objects.filter(source=source, source_label__in=set(labels)).values_list("source_label", "pk"))


def department_names(department_ids: Iterable[int]) -> dict[int, Bilingual]:
    """Give the names of departments by key."""
    found = {department.pk: text_of(department) for department in Department.objects.filter(pk__in=set(department_ids))}
    return {key: text for key, text in found.items() if text is not None}


def _team_lines(at: datetime) -> defaultdict[int | None, list[TeamLine]]:
    current = TeamLead.objects.filter(in_force(at)).select_related("person")
    teams = Team.objects.annotate(size=Count("memberships", filter=in_force(at, "memberships__"))).prefetch_related(
        Prefetch("leads", queryset=current, to_attr="current_leads")
    )
    lines: defaultdict[int | None, list[TeamLine]] = defaultdict(list)
    for team in sorted(teams, key=_team_place):
        lead = next((name_of(lead.person) for lead in team.current_leads), None)
        lines[team.department_id].append(TeamLine(team=team_name_of(team), lead=lead, members=team.size))
    return lines


def _heads(at: datetime) -> defaultdict[int | None, list[PersonName]]:
    heads: defaultdict[int | None, list[PersonName]] = defaultdict(list)
    grants = RoleGrant.objects.filter(in_force(at), role=Role.MANAGER, department__isnull=False)
    for grant in grants.select_related("person").order_by("person__name_key", "person"):
        heads[grant.department_id].append(name_of(grant.person))
    return heads


def _ordered() -> list[tuple[Department, int]]:
    """Give the departments parents first, sisters by code, each with its depth."""
    known = {department.pk: department for department in Department.objects.all()}

    def place(department: Department) -> list[tuple[tuple[int, str], ...]]:
        return [natural(known[key].code) for key in tree_rules.keys(department.path)]

    return [(one, tree_rules.depth(one.path)) for one in sorted(known.values(), key=place)]


def _node(
    department: Department, depth: int, teams: Iterable[TeamLine] = (), heads: Iterable[PersonName] = ()
) -> DepartmentNode:
    return DepartmentNode(
        id=department.pk,
        code=department.code,
        name=Bilingual(department.name_zh, department.name_en),
        made_up=department.name_is_made_up,
        depth=depth,
        teams=tuple(teams),
        heads=tuple(heads),
    )


def _team_place(team: Team) -> tuple[tuple[int, str], ...]:
    return natural(team.code)
