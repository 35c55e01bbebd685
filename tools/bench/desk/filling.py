"""A desk of any size, simulated: one case is made by the product's own actions, then its rows are copied and varied.

The copies go straight into the tables, so that a million cases take minutes; every column that is not varied is as the
actions wrote it. Texts are drawn from a pool whose tokens are worked out once, by the product's own tokeniser.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from django.db import connection, transaction

from liuxin.desk.cases import actions as cases
from liuxin.desk.cases.words import Arriving, Channel, EntranceView, Kind, ServiceStage
from liuxin.desk.communication.words import Incoming, Sender
from liuxin.desk.customers import actions as customers
from liuxin.desk.customers.words import CustomerKind, NewCustomer
from liuxin.desk.organisation import actions as organisation
from liuxin.desk.organisation.rules import calendars
from liuxin.desk.organisation.words import NewPerson, NewTeam, Role
from liuxin.engines.language.tokens import tokens
from liuxin.kernel.actor import Actor
from liuxin.kernel.text import Bilingual

START, AT = datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
BY = Actor.system("bench")
PEOPLE, TEAMS, CUSTOMERS, TEXTS, BATCH = 400, 40, 20_000, 20_000, 5_000
PLACES, SECONDS = 2**20, 365 * 24 * 3600
CLOSED = 0.9
THINGS = ("地库", "电梯", "水管", "门禁", "车位", "空调", "外墙", "消防", "花园", "路灯", "lift", "boiler", "parking")
HAPPENED = ("漏水", "停运", "噪音", "破损", "收费", "投诉", "维修", "异味", "停电", "leak", "broken", "noise")
WORDS = ("业主", "反映", "已经", "三天", "没有", "处理", "尽快", "回复", "谢谢", "please", "again", "since", "today")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ground:
    """Who works at the desk and for whom, by key."""

    people: list[int]
    teams: list[int]
    customers: list[int]


def fill(count: int, messages: int, *, waiting: bool = False) -> Ground:
    """Fill an empty database with so many cases, and so many messages a case; or with cases that nobody holds yet."""
    ground = prepare()
    shapes = _shapes(arrive(0).case)
    draw = random.Random(20250101)  # noqa: S311 - drawn, not secret
    texts = [_text(draw) for _ in range(TEXTS)]
    titles = [f"{draw.choice(THINGS)}{draw.choice(HAPPENED)} {number % 997}" for number in range(TEXTS)]
    found = {text: " ".join(tokens(text)) for text in (*texts, *titles)}
    with connection.cursor() as cursor:
        last = {table: _last(cursor, table) for table in shapes}
        numbers = iter(range(count))
        while batch := list(islice(numbers, BATCH)):
            rows: dict[str, list[Row]] = {table: [] for table in shapes}
            for number in batch:
                one = _One(
                    number, draw, ground, draw.choice(titles), [draw.choice(texts) for _ in range(messages)], waiting
                )
                for table, row in one.rows(shapes, last, found):
                    rows[table].append(row)
            with transaction.atomic():
                for table, made in rows.items():
                    _insert(cursor, table, made)
    return ground


def prepare() -> Ground:
    """Make people, teams, customers and the way in by the product's own actions."""
    spec = calendars.weekdays("default", zone="Asia/Shanghai", first=date(2024, 1, 1), last=date(2027, 12, 31))
    organisation.add_calendar(spec=spec, by=BY, at=START)
    people = organisation.add_people(
        people=[NewPerson(staff_number=f"B{n}", name_en=f"Person {n}") for n in range(PEOPLE)], by=BY, at=START
    )
    teams = organisation.add_teams(
        teams=[NewTeam(code=f"T{n}", name_en=f"Team {n}") for n in range(TEAMS)], by=BY, at=START
    )
    owners = customers.add_customers(
        customers=[NewCustomer(f"客户{n} Customer", CustomerKind.EXTERNAL, f"C{n}") for n in range(CUSTOMERS)],
        source="bench",
        by=BY,
        at=START,
    )
    ground = Ground(list(people.values()), list(teams.values()), list(owners.values()))
    for place, team in enumerate(ground.teams):
        organisation.set_lead(team_id=team, person_id=ground.people[place], start=START, by=BY, at=START)
    for place, person in enumerate(ground.people):
        organisation.grant_role(person_id=person, role=Role.AGENT, start=START, by=BY, at=START)
        organisation.join_team(person_id=person, team_id=ground.teams[place % TEAMS], start=START, by=BY, at=START)
    organisation.grant_role(person_id=ground.people[-1], role=Role.DIRECTOR, start=START, by=BY, at=START)
    way = EntranceView(
        code="bench",
        name=Bilingual("邮箱", "Mailbox"),
        channel=Channel.EMAIL,
        team=ground.teams[0],
        kind=Kind.REQUEST,
        service_stage=ServiceStage.AFTERSALE,
        priority=3,
        minutes=480,
        is_open=True,
    )
    cases.set_entrance(entrance=way, by=BY, at=START)
    return ground


def arrive(number: int) -> Any:
    """Let a message come in as from outside: one transaction."""
    incoming = Incoming(
        Sender("somebody", f"s{number}@example.org"), f"地库漏水，请尽快处理 {number}", f"<{number}@bench>"
    )
    arriving = Arriving("K-000001", "bench", title=f"地库漏水 {number}", address=f"s{number}@example.org")
    return cases.receive_message(incoming=incoming, arriving=arriving, by=BY, at=AT)


def _text(draw: random.Random) -> str:
    words = "，".join(draw.choice(WORDS) for _ in range(draw.randint(4, 10)))
    return f"{draw.choice(THINGS)}{draw.choice(HAPPENED)}，{words} {draw.randrange(10**5)}"


def _shapes(code: str) -> dict[str, Row]:
    """Read the rows of the case that the actions made, one of each table."""
    where = {
        "cases_case": f"code = '{code}'",
        "cases_handover": "case_id = {case}",
        "communication_thread": "id IN (SELECT thread_id FROM cases_casethread WHERE case_id = {case})",
        "cases_casethread": "case_id = {case}",
        "communication_message": f"about_code = '{code}'",
        "search_casetext": '"case" = {case}',
        "history_event": f"subject = '{code}' AND code = 'case.opened'",
    }
    found: dict[str, Row] = {}
    with connection.cursor() as cursor:
        for table, condition in where.items():
            case = found["cases_case"]["id"] if "cases_case" in found else 0
            cursor.execute(f"SELECT * FROM {table} WHERE {condition.format(case=case)} LIMIT 1")  # noqa: S608 - ours
            names = [column[0] for column in cursor.description]
            found[table] = dict(zip(names, cursor.fetchone(), strict=True))
    return found


def _last(cursor: Any, table: str) -> int:
    cursor.execute(f"SELECT max(id) FROM {table}")  # noqa: S608 - names of ours
    return int(cursor.fetchone()[0])


def _insert(cursor: Any, table: str, rows: list[Row]) -> None:
    if not rows:
        return
    names = list(rows[0])
    columns = ", ".join(f'"{name}"' for name in names)
    places = ", ".join(["%s"] * len(names))
    cursor.executemany(
        f"INSERT INTO {table} ({columns}) VALUES ({places})",  # noqa: S608 - names of ours
        [[row[name] for name in names] for row in rows],
    )


@dataclass(frozen=True, slots=True)
class _Name:
    """A case's key and code, and when it was opened."""

    key: int
    code: str
    opened: datetime


@dataclass(frozen=True, slots=True)
class _One:
    """A case to be made, with its texts."""

    number: int
    draw: random.Random
    ground: Ground
    title: str
    texts: list[str]
    waiting: bool

    def rows(self, shapes: dict[str, Row], last: dict[str, int], found: dict[str, str]) -> Iterator[tuple[str, Row]]:
        """Give the rows of the case: copies of what the actions wrote, with other keys, words and times."""
        key, code = last["cases_case"] + 1 + self.number, f"B-{self.number:07}"
        opened = START + timedelta(seconds=self.draw.randrange(SECONDS))
        name = _Name(key, code, opened)
        yield from self._of_case(shapes, name, last)
        yield from self._of_texts(shapes, name, last, found)

    def _of_case(self, shapes: dict[str, Row], name: _Name, last: dict[str, int]) -> Iterator[tuple[str, Row]]:
        draw, key, code, opened = self.draw, name.key, name.code, name.opened
        at, ended = _said(opened), _said(opened + timedelta(hours=draw.randint(1, 200)))
        team = draw.randrange(TEAMS)
        person = self.ground.people[team + TEAMS * draw.randrange(PEOPLE // TEAMS)]
        hands: Row = {"team_id": self.ground.teams[team], "holder_id": person, "accountable_id": person}
        if self.waiting:
            hands |= {"holder_id": None, "accountable_id": self.ground.people[team]}
        over: Row = {"status": "open", "next_due": _said(AT + timedelta(hours=draw.randint(1, 900)))}
        if draw.random() < CLOSED and not self.waiting:
            over = {"status": "closed", "next_due": None, "next_action": "", "resolved_at": ended, "closed_at": ended}
            over |= {"outcome": "answered", "outcome_text": f"已答复 {self.title}"}
        told = {"title": self.title, "category": f"类别{draw.randrange(30)}", "priority": draw.randint(1, 4)}
        told |= {"customer_id": draw.choice(self.ground.customers), "kind": draw.choice(list(Kind)).value}
        times = {"opened_at": at, "status_since": ended, "last_at": ended}
        yield "cases_case", {**shapes["cases_case"], "id": key, "code": code, **told, **times, **hands, **over}
        place = last["cases_handover"] + 1 + self.number
        yield "cases_handover", {**shapes["cases_handover"], "id": place, "case_id": key, "at": at, **hands}
        event = {"id": last["history_event"] + 1 + self.number, "subject": code, "at": int(opened.timestamp() * 10**6)}
        yield "history_event", {**shapes["history_event"], **event}

    def _of_texts(
        self, shapes: dict[str, Row], name: _Name, last: dict[str, int], found: dict[str, str]
    ) -> Iterator[tuple[str, Row]]:
        key, code, opened = name.key, name.code, name.opened
        thread = last["communication_thread"] + 1 + self.number
        yield "communication_thread", {**shapes["communication_thread"], "id": thread, "key": f"b{self.number:07}"}
        tie = {"id": last["cases_casethread"] + 1 + self.number, "case_id": key, "thread_id": thread}
        yield "cases_casethread", {**shapes["cases_casethread"], **tie}
        own = {"id": key * PLACES, "case": key, "source": "case", "key": key}
        tokens_of_code = " ".join(tokens(code))
        yield "search_casetext", {**shapes["search_casetext"], **own, "tokens": f"{found[self.title]} {tokens_of_code}"}
        for place, text in enumerate(self.texts, 1):
            message = last["communication_message"] + self.number * len(self.texts) + place
            said = {"id": message, "thread_id": thread, "text": text, "external": f"<{message}@b>", "about_code": code}
            said["at"] = _said(opened + timedelta(hours=place))
            yield "communication_message", {**shapes["communication_message"], **said}
            where = {"id": key * PLACES + place, "case": key, "source": "message", "key": message}
            yield "search_casetext", {**shapes["search_casetext"], **where, "tokens": found[text]}


def _said(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}"
