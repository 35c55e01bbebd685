"""The demo step by step, through the actions of each room; after breaking off, running again goes on from there."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from liuxin.desk.cases import queries as cases
from liuxin.desk.cases.words import CaseFilter
from liuxin.desk.organisation import actions as organisation
from liuxin.desk.organisation import queries
from liuxin.desk.organisation.words import Role
from liuxin.interfaces.imports.demo import organisation as made
from liuxin.interfaces.imports.demo.freezing import freeze_months
from liuxin.interfaces.imports.examples import example_set
from liuxin.interfaces.imports.loading import ImportResult, Wishes, import_log
from liuxin.interfaces.imports.loading.keys import PLACEHOLDER
from liuxin.interfaces.imports.loading.words import Tell
from liuxin.interfaces.imports.mapping import Mapping
from liuxin.interfaces.imports.shipped import SERVICENOW_LOG, servicenow_mapping
from liuxin.kernel.actor import Actor
from liuxin.performance.indicators.words import Grain

DEMO = Actor.system("demo")
PASSWORD_BYTES = 9


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the demo; the password is told once and kept nowhere."""

    username: str
    password: str
    person: int


@dataclass(frozen=True, slots=True)
class Filled:
    """What the demo made."""

    result: ImportResult
    accounts: tuple[DemoAccount, ...]
    teams_led: tuple[int, ...]
    agent: int


def is_filled() -> bool:
    """Tell whether the demo was filled to the end: its accounts come last."""
    return queries.has_demo_accounts()


def is_strange(at: datetime) -> bool:
    """Tell whether there are cases that aren't the demo's: then this is no place for a demo."""
    page = cases.case_list(queries.standing(DEMO, at), CaseFilter(), size=1)
    return bool(page.rows) and not queries.people_by_label(servicenow_mapping().name, [PLACEHOLDER])


def fill(*, at: datetime, catch_up: Callable[[], object], tell: Tell) -> Filled:
    """Fill an installation. `catch_up` seals the record and brings the facts up to it."""
    mapping = servicenow_mapping()
    with transaction.atomic():
        people = made.make_people(mapping, by=DEMO, at=at)
        departments = made.make_departments(by=DEMO, at=at)
        teams = made.make_teams(mapping, departments, by=DEMO, at=at)
    made.make_promises(by=DEMO, at=at)
    seen = made.Attendance()
    result = import_log(SERVICENOW_LOG, mapping, at=at, wishes=Wishes(tell=tell, watch=seen.watch))
    homes = seen.homes()
    with transaction.atomic():
        staff = made.make_staff(len(people), by=DEMO, at=at)
        if staff.director not in queries.people_with_role(Role.DIRECTOR, at):
            made.make_memberships(seen, people, teams, by=DEMO, at=at)
            made.make_duties(staff, departments, by=DEMO, at=at)
            made.make_lines(homes, people, teams, staff, by=DEMO, at=at)
    catch_up()
    example = example_set(position_id=_position(mapping, at), by=DEMO, at=at, grain=Grain.MONTH)
    catch_up()
    working = {month: {people[person] for person in labels} for month, labels in seen.working.items()}
    freeze_months(example, working, mapping.hours.zone, catch_up=catch_up, by=DEMO, at=at)
    agent = people[_agent(seen, homes)]
    parts = {"lead": staff.lead, "agent": agent, "director": staff.director, "hr": staff.hr, "auditor": staff.auditor}
    with transaction.atomic():
        accounts = _open_accounts(parts, at)
    catch_up()
    return Filled(result, accounts, tuple(teams[team] for team in made.LED_TEAMS), agent)


def _position(mapping: Mapping, at: datetime) -> int:
    post = mapping.people.position
    return organisation.add_position(code=post.code, name_zh=post.zh, name_en=post.en, by=DEMO, at=at)


def _agent(seen: made.Attendance, homes: dict[str, str]) -> str:
    """Choose whose account the demo opens: whoever was handed most cases at home in one of the lead's teams."""
    own = [(seen.times[person, team], person) for person, team in homes.items() if team == made.TEAM_OF_AGENT]
    return max(own)[1]


def _open_accounts(parts: dict[str, int], at: datetime) -> tuple[DemoAccount, ...]:
    accounts = []
    for username, person in parts.items():
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        organisation.open_account(username=username, password=password, person_id=person, is_demo=True, by=DEMO, at=at)
        accounts.append(DemoAccount(username, password, person))
    return tuple(accounts)
