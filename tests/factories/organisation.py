"""People, teams, accounts and calendars for tests; made by the room's own actions, as the system."""

from datetime import UTC, date, datetime
from itertools import count

from liuxin.desk.organisation import actions, queries
from liuxin.desk.organisation.models import (
    Account,
    Calendar,
    Department,
    Membership,
    Person,
    ReportingLine,
    RoleGrant,
    SignIn,
    Team,
    TeamLead,
)
from liuxin.desk.organisation.rules import calendars
from liuxin.desk.organisation.words import NewPerson, NewTeam, Role, Standing
from liuxin.kernel.actor import Actor
from liuxin.kernel.business_time import CalendarSpec

SYSTEM = Actor.system("tests")
LONG_AGO = datetime(2015, 1, 1, tzinfo=UTC)
NOW = datetime(2016, 6, 1, 8, tzinfo=UTC)
PASSWORD = "a long made-up password"

_numbers = count(1)

__all__ = [
    "LONG_AGO",
    "NOW",
    "PASSWORD",
    "SYSTEM",
    "Account",
    "Calendar",
    "Department",
    "Membership",
    "Person",
    "ReportingLine",
    "RoleGrant",
    "SignIn",
    "Team",
    "TeamLead",
    "join",
    "make_account",
    "make_bare_account",
    "make_calendar",
    "make_department",
    "make_lead",
    "make_manager",
    "make_person",
    "make_position",
    "make_team",
    "standing_of",
]


def make_person(
    name_zh: str = "",
    *,
    name_en: str = "",
    staff_number: str = "",
    roles: tuple[Role, ...] = (),
    teams: tuple[int, ...] = (),
    position: int | None = None,
    source: str = "",
    source_label: str = "",
    name_is_made_up: bool = False,
    is_placeholder: bool = False,
    is_system: bool = False,
    left_on: date | None = None,
) -> int:
    """Make a person who holds the roles and belongs to the teams since long ago, and give the key."""
    number = next(_numbers)
    new = NewPerson(
        staff_number=staff_number or f"T{number:05d}",
        name_zh=name_zh or f"测试{number}",
        name_en=name_en or f"Test Person {number}",
        source=source,
        source_label=source_label,
        name_is_made_up=name_is_made_up,
        is_placeholder=is_placeholder,
        is_system=is_system,
        position=position,
        left_on=left_on,
    )
    person = actions.add_person(new=new, by=SYSTEM, at=LONG_AGO)
    for role in roles:
        actions.grant_role(person_id=person, role=role, start=LONG_AGO, by=SYSTEM, at=LONG_AGO)
    for team in teams:
        join(person, team)
    return person


def make_team(
    code: str = "", *, name_zh: str = "", name_en: str = "", department: int | None = None, lead: int | None = None
) -> int:
    """Make a team, with a lead since long ago where one is named, and give the key."""
    code = code or f"team-{next(_numbers)}"
    new = NewTeam(
        code=code, name_zh=name_zh or f"班组 {code}", name_en=name_en or f"Team {code}", department=department
    )
    team = actions.add_teams(teams=[new], by=SYSTEM, at=LONG_AGO)[code]
    if lead is not None:
        make_lead(lead, team)
    return team


def make_department(code: str = "", *, parent: int | None = None, head: int | None = None) -> int:
    """Make a department, with a head since long ago where one is named, and give the key."""
    code = code or f"department-{next(_numbers)}"
    made = actions.add_department(
        code=code, name_zh=f"部门 {code}", name_en=f"Department {code}", parent=parent, by=SYSTEM, at=LONG_AGO
    )
    if head is not None:
        actions.grant_role(person_id=head, role=Role.MANAGER, department=made, start=LONG_AGO, by=SYSTEM, at=LONG_AGO)
    return made


def make_position(code: str = "", *, name_zh: str = "客服员", name_en: str = "Agent") -> int:
    """Make a position and give the key."""
    return actions.add_position(
        code=code or f"position-{next(_numbers)}", name_zh=name_zh, name_en=name_en, by=SYSTEM, at=LONG_AGO
    )


def join(person: int, team: int, start: datetime = LONG_AGO, end: datetime | None = None) -> None:
    """Let a person belong to a team."""
    actions.join_team(person_id=person, team_id=team, start=start, end=end, by=SYSTEM, at=LONG_AGO)


def make_lead(person: int, team: int, start: datetime = LONG_AGO, end: datetime | None = None) -> None:
    """Let a person lead a team."""
    actions.set_lead(team_id=team, person_id=person, start=start, end=end, by=SYSTEM, at=LONG_AGO)


def make_manager(person: int, manager: int, start: datetime = LONG_AGO, end: datetime | None = None) -> None:
    """Let a person report to a manager."""
    actions.set_manager(person_id=person, manager_id=manager, start=start, end=end, by=SYSTEM, at=LONG_AGO)


def make_account(
    username: str = "",
    *,
    person: int | None = None,
    roles: tuple[Role, ...] = (),
    teams: tuple[int, ...] = (),
    language: str = "en",
    is_demo: bool = False,
) -> Account:
    """Open an account for a person, a new one unless named, who holds the roles; the password is `PASSWORD`."""
    person = make_person(roles=roles, teams=teams) if person is None else person
    key = actions.open_account(
        username=username or f"user{next(_numbers)}",
        password=PASSWORD,
        person_id=person,
        language=language,
        is_demo=is_demo,
        by=SYSTEM,
        at=LONG_AGO,
    )
    return Account.objects.get(pk=key)


def make_bare_account(username: str) -> Account:
    """Open an account that no person stands behind."""
    key = actions.open_account(username=username, password=PASSWORD, language="en", by=SYSTEM, at=LONG_AGO)
    return Account.objects.get(pk=key)


def standing_of(person: int, at: datetime = NOW) -> Standing:
    """Give the standing of a person."""
    return queries.standing(Actor.person(person), at)


def make_calendar(code: str = "plain", *, spec: CalendarSpec | None = None) -> str:
    """Keep a calendar and give its code; unless given, Monday to Friday from nine to six in Shanghai, 2015 to 2017."""
    made = spec or calendars.weekdays(code, zone="Asia/Shanghai", first=date(2015, 1, 1), last=date(2017, 12, 31))
    actions.add_calendar(spec=made, by=SYSTEM, at=LONG_AGO)
    return made.code
