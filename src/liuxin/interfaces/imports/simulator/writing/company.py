"""The company of a simulation through the actions of organisation and customers: everything marked as made up."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import cycle, islice
from typing import Final

from django.db import transaction

from liuxin.desk.cases import actions as cases
from liuxin.desk.cases.words import Terms
from liuxin.desk.customers import actions as customers
from liuxin.desk.customers.words import CustomerKind, NewCustomer, NewSite, SiteKind
from liuxin.desk.organisation import actions, queries
from liuxin.desk.organisation.words import NewMembership, NewPerson, NewTeam, Role
from liuxin.interfaces.imports.demo.names import made_up_names
from liuxin.interfaces.imports.simulator.catalogue import (
    BUILDINGS,
    FIRST_MINUTES,
    HEAD_OFFICE,
    NEXT_MINUTES,
    OFFICE_CALENDAR,
    POSITIONS,
    PROJECT_NAMES,
    PROMISED_HOURS,
    ROOT,
    TEAMS,
    UNITS,
    Named,
    Trade,
)
from liuxin.interfaces.imports.simulator.people import FAR
from liuxin.interfaces.imports.simulator.standing import founded
from liuxin.interfaces.imports.simulator.words import SOURCE, day_of
from liuxin.interfaces.imports.simulator.world import CUSTOMER_KINDS, World
from liuxin.interfaces.imports.simulator.writing.histories import instant
from liuxin.interfaces.imports.simulator.writing.keys import Keys, numbered
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import RuleBrokenError

CALENDAR_NAMES: Final = (
    ("办公日历：中国工作日 9:00–18:00（模拟）", "Office calendar: China's working days 9:00–18:00 (simulated)"),
    ("服务日历：每天 8:00–20:00（模拟）", "Service calendar: every day 8:00–20:00 (simulated)"),
)
_STAGE: Final = "owner"
Times = dict[int, list[int]]


@transaction.atomic
def write_company(world: World, *, by: Actor, at: datetime) -> Keys:
    """Write people, teams, sites, customers and calendars, each at the time since which it is there; give their keys.

    All of it or nothing. Where the same company stands already, only its keys are given; where another simulated one
    does, `RuleBrokenError("simulator.other_company")`. `at` is the time of writing, for what has no time of its own.
    """
    start = instant(founded(world))
    known = company_stands(world)
    if not known:
        _write_calendars(world, by=by, at=start)
    departments = _write_departments(world, by=by, at=start)
    teams = _write_teams(world, departments, by=by, at=start)
    positions = _write_positions(by=by, at=start)
    people = _write_people(world, positions, by=by)
    if not known:
        _write_memberships(world, people, teams, by=by)
        _write_lines(world, people, teams, departments, by=by)
    sites = _write_sites(world, by=by, at=start)
    callers = _write_customers(world, sites, by=by, at=at)
    return Keys(people, teams, callers, sites, dict(enumerate(departments, 1)), positions)


def person_label(world: World, place: int) -> str:
    """Give the label by which a person of this simulation is known again."""
    scenario = world.scenario
    return f"{scenario.seed}-{scenario.people}-P{place + 1}"


def staff_number(place: int) -> str:
    """Give the staff number of a person by place."""
    return f"SIM-{place + 1:05d}"


def company_stands(world: World) -> bool:
    """Tell whether this company is there.

    Raises `RuleBrokenError("simulator.other_company")` where another simulated one is.
    """
    if ROOT.code not in {node.code for node in queries.departments()}:
        return False
    label = person_label(world, 0)
    if label not in queries.people_by_label(SOURCE, [label]):
        raise RuleBrokenError("simulator.other_company")
    return True


def _write_calendars(world: World, *, by: Actor, at: datetime) -> None:
    for spec, (zh, en) in zip(world.specs, CALENDAR_NAMES, strict=True):
        actions.add_calendar(spec=spec, name_zh=zh, name_en=en, by=by, at=at)
    for priority, hours in enumerate(PROMISED_HOURS, 1):
        first, following = dict(enumerate(FIRST_MINUTES, 1)), dict(enumerate(NEXT_MINUTES, 1))
        terms = Terms(
            priority=priority,
            first_minutes=first.get(priority),
            next_minutes=following.get(priority),
            minutes=hours * 60,
            calendar=OFFICE_CALENDAR,
        )
        cases.add_promise(terms=terms, by=by, at=at)


def project_name(place: int) -> Named:
    """Name a project; after the last name they begin anew with a number behind them."""
    zh, en = PROJECT_NAMES[place % len(PROJECT_NAMES)]
    turn = place // len(PROJECT_NAMES)
    behind = f"{turn + 1}" if turn else ""
    return Named(f"SIM-{place + 2}", f"{zh}{behind}", f"{en} {behind}".strip())


def _write_departments(world: World, *, by: Actor, at: datetime) -> list[int]:
    """Give the keys of the company, of head office and of projects."""
    keys = {node.code: node.id for node in queries.departments() if node.id is not None}

    def add(named: Named, parent: int | None) -> int:
        if named.code not in keys:
            keys[named.code] = actions.add_department(
                code=named.code, name_zh=named.zh, name_en=named.en, parent=parent, made_up=True, by=by, at=at
            )
        return keys[named.code]

    root = add(ROOT, None)
    return [root, add(HEAD_OFFICE, root), *(add(project_name(place), root) for place in range(world.projects))]


def _write_teams(world: World, departments: list[int], *, by: Actor, at: datetime) -> dict[int, int]:
    new = []
    for place in range(world.teams.count):
        named, project = TEAMS[Trade(int(world.teams.trade[place]))], int(world.teams.project[place])
        of = project_name(project) if project >= 0 else Named("", "", "")
        code = f"SIM-{project + 2}-{named.code}" if project >= 0 else f"SIM-1-{named.code}"
        new.append(
            NewTeam(
                code=code,
                name_zh=of.zh + named.zh,
                name_en=f"{of.en} {named.en}".strip(),
                source=SOURCE,
                source_label=f"T{place + 1}",
                name_is_made_up=True,
                department=departments[project + 2],
            )
        )
    return numbered([team.source_label for team in new], actions.add_teams(teams=new, by=by, at=at))


def _write_positions(*, by: Actor, at: datetime) -> dict[int, int]:
    return {
        number: actions.add_position(code=each.code, name_zh=each.zh, name_en=each.en, by=by, at=at)
        for number, each in enumerate(POSITIONS, 1)
    }


def _write_people(world: World, positions: dict[int, int], *, by: Actor) -> dict[int, int]:
    """Write everybody at the time of joining, the automatic actor last."""
    start = instant(founded(world))
    keys: dict[str, int] = {}
    for joined, places in sorted(_by_time(world.people.joined_at.tolist(), founded(world)).items()):
        new = [_person(world, place, positions) for place in places]
        keys |= actions.add_people(people=new, by=by, at=instant(joined))
    bot = NewPerson(
        staff_number=staff_number(world.people.bot), name_zh="自动回复", name_en="Automatic receipt", source=SOURCE,
        source_label=person_label(world, world.people.bot), name_is_made_up=True, is_system=True,
    )  # fmt: skip
    keys |= actions.add_people(people=[bot], by=by, at=start)
    return numbered([person_label(world, place) for place in range(world.people.count + 1)], keys)


def _by_time(times: Iterable[int], least: int) -> Times:
    found: Times = defaultdict(list)
    for place, at in enumerate(times):
        found[max(at, least)].append(place)
    return found


def _person(world: World, place: int, positions: dict[int, int]) -> NewPerson:
    names = _names(place)
    left = int(world.people.left_at[place])
    return NewPerson(
        staff_number=staff_number(place),
        name_zh=names[0],
        name_en=names[1],
        source=SOURCE,
        source_label=person_label(world, place),
        name_is_made_up=True,
        position=positions[int(world.people.position[place]) + 1],
        left_on=day_of(left) if left < FAR else None,
    )


_ALL_NAMES: Final = tuple(made_up_names())


def _names(place: int) -> tuple[str, str]:
    return _ALL_NAMES[place % len(_ALL_NAMES)]


def _write_memberships(world: World, people: dict[int, int], teams: dict[int, int], *, by: Actor) -> None:
    """Let everybody join, move and leave when they did."""
    staff = world.people
    for start, places in sorted(_by_time(staff.joined_at.tolist(), founded(world)).items()):
        joining = [
            NewMembership(people[place + 1], teams[int(staff.team[place]) + 1], instant(start))
            for place in places
            if staff.team[place] >= 0
        ]
        actions.join_teams(memberships=joining, by=by, at=instant(start))
    for place in range(staff.handlers):
        person, team = people[place + 1], teams[int(staff.team[place]) + 1]
        moves, left = int(staff.moves_at[place]), int(staff.left_at[place])
        if moves < FAR:
            later = teams[int(staff.later[place]) + 1]
            actions.leave_team(person_id=person, team_id=team, end=instant(moves), by=by, at=instant(moves))
            actions.join_team(person_id=person, team_id=later, start=instant(moves), by=by, at=instant(moves))
        elif left < FAR:
            actions.leave_team(person_id=person, team_id=team, end=instant(left), by=by, at=instant(left))


def _write_lines(
    world: World, people: dict[int, int], teams: dict[int, int], departments: list[int], *, by: Actor
) -> None:
    """Let teams be led, everybody report, and everybody have the role of their post."""
    staff, start = world.people, instant(founded(world))
    for team, lead in enumerate(world.teams.lead.tolist(), 1):
        actions.set_lead(team_id=teams[team], person_id=people[lead + 1], start=start, by=by, at=start)
    for place, manager in enumerate(staff.manager.tolist()):
        since = instant(max(int(staff.joined_at[place]), founded(world)))
        if manager >= 0:
            actions.set_manager(
                person_id=people[place + 1], manager_id=people[manager + 1], start=since, by=by, at=since
            )
        for role, department in _roles(world, place, departments):
            actions.grant_role(
                person_id=people[place + 1], role=role, department=department, start=since, by=by, at=since
            )
        moves = int(staff.moves_at[place])
        if moves < FAR:
            lead = people[int(world.teams.lead[int(staff.later[place])]) + 1]
            actions.set_manager(
                person_id=people[place + 1], manager_id=lead, start=instant(moves), by=by, at=instant(moves)
            )


def _roles(world: World, place: int, departments: list[int]) -> Iterator[tuple[Role, int | None]]:
    last = world.people.count
    if place >= last - 3:
        yield (Role.DIRECTOR, Role.HR, Role.REVIEWER)[place - last + 3], None
        return
    yield Role.AGENT, None
    if place >= last - 3 - world.projects:
        yield Role.MANAGER, departments[place - (last - 3 - world.projects) + 2]


def _write_sites(world: World, *, by: Actor, at: datetime) -> dict[int, int]:
    """Write projects, their buildings and the homes in these, in the order of the simulation's keys."""
    keys: dict[int, int] = {}
    count = world.projects

    def add(first: int, sites: list[NewSite]) -> None:
        found = customers.add_sites(sites=sites, source=SOURCE, by=by, at=at)
        keys.update({first + place: found[site.source_label] for place, site in enumerate(sites)})

    add(1, [NewSite(project_name(place).zh, SiteKind.PROJECT, f"L{place + 1}") for place in range(count)])
    first = count + 1
    add(first, [
        NewSite(f"{place % BUILDINGS + 1}栋", SiteKind.BUILDING, f"L{first + place}", keys[place // BUILDINGS + 1])
        for place in range(count * BUILDINGS)
    ])  # fmt: skip
    home = first + count * BUILDINGS
    add(home, [
        NewSite(f"{place % UNITS // 2 + 1}0{place % 2 + 1}", SiteKind.UNIT, f"L{home + place}",
                keys[first + place // UNITS])
        for place in range(count * BUILDINGS * UNITS)
    ])  # fmt: skip
    return keys


def _write_customers(world: World, sites: dict[int, int], *, by: Actor, at: datetime) -> dict[int, int]:
    told = world.customers
    names = islice(cycle(_ALL_NAMES), world.people.count + 1, None)
    new = []
    for place, name in zip(range(told.count), names, strict=False):
        kind, site = CUSTOMER_KINDS[int(told.kind[place])], int(told.site[place])
        new.append(
            NewCustomer(
                name=_called(kind, name[0], place),
                kind=kind,
                source_label=f"C{place + 1}",
                name_is_made_up=True,
                site=sites.get(site + 1),
                stage=_STAGE if kind is CustomerKind.EXTERNAL else "",
                known_since=instant(int(told.known_since[place])),
            )
        )
    keys = customers.add_customers(customers=new, source=SOURCE, by=by, at=at)
    return numbered([each.source_label for each in new], keys)


def _called(kind: CustomerKind, name: str, place: int) -> str:
    return {
        CustomerKind.EXTERNAL: name,
        CustomerKind.INTERNAL: f"{name}（同事）",
        CustomerKind.PARTNER: f"合作单位 {place + 1}",
    }[kind]
