"""The organisation around the log: what the log names stays as recorded, what it doesn't name is made up and marked."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pyarrow.parquet as pq

from liuxin.desk.cases import actions as cases
from liuxin.desk.cases.words import StepKind
from liuxin.desk.organisation import actions, queries
from liuxin.desk.organisation.rules import calendars
from liuxin.desk.organisation.words import NewMembership, NewPerson, NewTeam, Role
from liuxin.interfaces.imports.demo.names import some_names
from liuxin.interfaces.imports.folding import FoldedCase
from liuxin.interfaces.imports.mapping import Mapping
from liuxin.interfaces.imports.shipped import SERVICENOW_LOG
from liuxin.kernel.actor import Actor

SOURCE = "demo"
START = datetime(2016, 2, 1, tzinfo=UTC)
"""The organisation stands before the first case of the log."""

ROOT = ("IT-0", "信息技术服务中心", "IT Service Centre")
DEPARTMENTS = (
    ("IT-1", "一线服务部", "First Line"),
    ("IT-2", "应用支持部", "Application Support"),
    ("IT-3", "基础设施部", "Infrastructure"),
    ("IT-4", "现场服务部", "On-site Service"),
    ("IT-5", "业务系统部", "Business Systems"),
    ("IT-6", "账号与安全部", "Accounts and Security"),
)
LED_TEAMS = ("Group 24", "Group 25", "Group 39")
"""The teams of the demo's lead: middle-sized, each with several people who resolved dozens of cases a month."""

TEAM_OF_AGENT = "Group 25"
LED_DEPARTMENT = "IT-2"
MANAGER = ("service-manager", "客户服务经理", "Service manager")
LEAD = ("team-lead", "班组长", "Team lead")
CALENDAR = ("演示日历：周一至周五 9:00–18:00（虚构）", "Demo calendar: Mon–Fri 9:00–18:00 (made up)")
YEARS_AHEAD = 2
EXAMPLE_HOURS = {1: 4, 2: 9, 3: 18, 4: 45}
"""Example promises, agreed with nobody: working hours to the resolution by priority."""

AT_HAND = frozenset({StepKind.OPENED, StepKind.HANDED_OVER})
AT_WORK = AT_HAND | {StepKind.RESOLVED}


@dataclass(frozen=True, slots=True)
class Staff:
    """The people whom the demo makes up besides those of the log, by their part."""

    director: int
    heads: dict[str, int]
    lead: int
    hr: int
    auditor: int


@dataclass(slots=True)
class Attendance:
    """Who was handed cases in which team, how often, since when, and who worked in which month: read off the import."""

    times: Counter[tuple[str, str]] = field(default_factory=Counter)
    first: dict[tuple[str, str], datetime] = field(default_factory=dict)
    working: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def watch(self, case: FoldedCase) -> None:
        """Take in one case."""
        for move in case.moves:
            holder, team, _ = move.hands
            if holder and move.kind in AT_WORK:
                self.working[f"{move.at:%Y-%m}"].add(holder)
            if move.kind in AT_HAND and holder and team:
                pair = (holder, team)
                self.times[pair] += 1
                self.first[pair] = min(self.first.get(pair, move.at), move.at)

    def homes(self) -> dict[str, str]:
        """Give each person's home team: the one with the most hand-overs, of equals the first by name."""
        best: dict[str, tuple[int, str]] = {}
        for (person, team), times in sorted(self.times.items()):
            if times > best.get(person, (0, ""))[0]:
                best[person] = (times, team)
        return {person: team for person, (_, team) in best.items()}


def labels(column: str, missing: frozenset[str]) -> list[str]:
    """Give the labels of a column of the log, by their number."""
    found = set(pq.read_table(SERVICENOW_LOG, columns=[column]).column(0).unique().to_pylist()) - missing
    return sorted(found, key=lambda label: (len(label), label))


def make_people(mapping: Mapping, *, by: Actor, at: datetime) -> dict[str, int]:
    """Make the people of the log, each with a made-up name beside the label that stays as recorded."""
    post = mapping.people.position
    position = actions.add_position(code=post.code, name_zh=post.zh, name_en=post.en, by=by, at=at)
    found = labels(mapping.columns.holder[0], mapping.reading.missing)
    people = [
        NewPerson(
            staff_number=label,
            name_zh=zh,
            name_en=en,
            source=mapping.name,
            source_label=label,
            name_is_made_up=True,
            position=position,
        )
        for label, (zh, en) in zip(found, some_names(0, len(found)), strict=True)
    ]
    return actions.add_people(people=people, by=by, at=at)


def make_departments(*, by: Actor, at: datetime) -> dict[str, int]:
    """Make the departments, all made up, or give those that are there."""
    keys = {node.code: node.id for node in queries.departments() if node.id is not None}
    for code, zh, en in (ROOT, *DEPARTMENTS):
        if code not in keys:
            above = keys.get(ROOT[0])
            keys[code] = actions.add_department(
                code=code, name_zh=zh, name_en=en, parent=above, made_up=True, by=by, at=at
            )
    return keys


def make_promises(*, by: Actor, at: datetime) -> None:
    """Make a calendar that reaches beyond today and example promises on it, for cases received in the demo."""
    if queries.default_calendar():
        return
    spec = calendars.weekdays(
        queries.DEFAULT_CALENDAR, zone="UTC", first=date(START.year, 1, 1), last=date(at.year + YEARS_AHEAD, 12, 31)
    )
    actions.add_calendar(spec=spec, name_zh=CALENDAR[0], name_en=CALENDAR[1], by=by, at=at)
    for priority, hours in EXAMPLE_HOURS.items():
        cases.set_promise(kind=None, priority=priority, minutes=hours * 60, calendar=spec.code, by=by, at=at)


def department_of(team: str) -> str:
    """Say into which made-up department a group of the log goes."""
    if team in LED_TEAMS:
        return LED_DEPARTMENT
    number = int(team.rpartition(" ")[2])
    return DEPARTMENTS[number % len(DEPARTMENTS)][0]


def make_teams(mapping: Mapping, departments: dict[str, int], *, by: Actor, at: datetime) -> dict[str, int]:
    """Make the groups of the log as teams, named as recorded."""
    teams = [
        NewTeam(label, label, label, mapping.name, label, department=departments[department_of(label)])
        for label in labels(mapping.columns.team[0], mapping.reading.missing)
    ]
    return actions.add_teams(teams=teams, by=by, at=at)


def make_staff(first: int, *, by: Actor, at: datetime) -> Staff:
    """Make up those whom a log of cases doesn't show: director, heads, a lead, HR, an auditor."""
    manager, lead = (
        actions.add_position(code=code, name_zh=zh, name_en=en, by=by, at=at) for code, zh, en in (MANAGER, LEAD)
    )
    parts = ["director", *(code for code, _, _ in DEPARTMENTS), "lead", "hr", "auditor"]
    posts = {"lead": lead, "hr": None, "auditor": None}
    people = [
        NewPerson(
            staff_number=f"DEMO-{part}",
            name_zh=zh,
            name_en=en,
            source=SOURCE,
            source_label=part,
            name_is_made_up=True,
            position=posts.get(part, manager),
        )
        for part, (zh, en) in zip(parts, some_names(first, len(parts)), strict=True)
    ]
    keys = actions.add_people(people=people, by=by, at=at)
    heads = {code: keys[code] for code, _, _ in DEPARTMENTS}
    return Staff(keys["director"], heads, keys["lead"], keys["hr"], keys["auditor"])


def make_duties(staff: Staff, departments: dict[str, int], *, by: Actor, at: datetime) -> None:
    """Give the made-up staff their roles and whom they report to."""
    for person, role in ((staff.director, Role.DIRECTOR), (staff.hr, Role.HR), (staff.auditor, Role.AUDITOR)):
        actions.grant_role(person_id=person, role=role, start=START, by=by, at=at)
    for code, head in staff.heads.items():
        department = departments[code]
        actions.grant_role(person_id=head, role=Role.MANAGER, department=department, start=START, by=by, at=at)
        actions.set_manager(person_id=head, manager_id=staff.director, start=START, by=by, at=at)
    actions.set_manager(person_id=staff.lead, manager_id=staff.heads[LED_DEPARTMENT], start=START, by=by, at=at)


def make_memberships(
    seen: Attendance, people: dict[str, int], teams: dict[str, int], *, by: Actor, at: datetime
) -> None:
    """Let everybody be in the home team from the first hand-over there on; the log doesn't tell when one left."""
    memberships = [
        NewMembership(people[person], teams[team], seen.first[person, team])
        for person, team in sorted(seen.homes().items())
    ]
    actions.join_teams(memberships=memberships, by=by, at=at)


def make_lines(
    homes: dict[str, str], people: dict[str, int], teams: dict[str, int], staff: Staff, *, by: Actor, at: datetime
) -> None:
    """Let the lead lead, everyone report, and every person of the log be an agent."""
    for team in LED_TEAMS:
        actions.set_lead(team_id=teams[team], person_id=staff.lead, start=START, by=by, at=at)
    for person, team in sorted(homes.items()):
        manager = staff.lead if team in LED_TEAMS else staff.heads[department_of(team)]
        actions.set_manager(person_id=people[person], manager_id=manager, start=START, by=by, at=at)
    for key in sorted(people.values()):
        actions.grant_role(person_id=key, role=Role.AGENT, start=START, by=by, at=at)
