"""A large desk: list, search and the page of a case, by queries and under load; messages that come in."""

import random
from collections.abc import Callable
from email.message import EmailMessage
from functools import partial
from secrets import token_urlsafe
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from liuxin.desk.communication import actions as mail
from liuxin.desk.communication import queries as posts
from liuxin.desk.communication.words import MailboxPlan, Route, Security
from liuxin.desk.organisation import actions as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.interfaces.jobs.mail import intake
from tools.bench.desk import asking, filling
from tools.bench.desk.size import CASES, MESSAGES, SECONDS
from tools.bench.figure import Figure, seconds, size
from tools.places import fail, say

INTAKE, AGENT = 500, 50
MOST = 150.0
SEARCHED = ("漏水", "电梯投诉", "lift broken", "客户1234 漏水", "B-0001234", "不存在的词", "停电 please")
Pages = Callable[[random.Random], tuple[str, str]]


def scene() -> list[Figure]:
    """Fill, ask, let messages come in."""
    call_command("collectstatic", interactive=False, verbosity=0)
    say(f"  {CASES:,} cases, {CASES * MESSAGES:,} messages")
    grounds: list[filling.Ground] = []
    (filled,) = seconds(lambda: grounds.append(filling.fill(CASES, MESSAGES)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    say(f"  filled in {filled:.0f} s")
    ground = grounds[0]
    made = [
        Figure(f"{CASES:,} cases with {CASES * MESSAGES:,} messages made and indexed", filled, "s"),
        Figure("database with them", size(settings.HOME) / 2**20, "MB"),
    ]
    clients = {"director": client_of(ground.people[-1], "director"), "agent": client_of(ground.people[AGENT], "agent")}
    return [*made, *_queries(clients["agent"], ground), *_load(clients, ground.people[AGENT]), *_intake()]


def client_of(person: int, name: str) -> Client:
    """Open an account and give a browser that is signed in."""
    organisation.open_account(
        username=name, password=token_urlsafe(), person_id=person, by=filling.BY, at=filling.START
    )
    client = Client(headers={"host": "127.0.0.1"})
    account = get_user_model().objects.get(username=name)
    client.force_login(account, "django.contrib.auth.backends.ModelBackend")
    return client


def _queries(client: Client, ground: filling.Ground) -> list[Figure]:
    """Count the statements of each page."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT code FROM cases_case WHERE holder_id = %s LIMIT 1", [ground.people[AGENT]])
        (code,) = cursor.fetchone()
    pages = {"case list": "/cases", "search": f"/search?q={quote('漏水')}", "a case's page": f"/cases/{code}"}
    found = []
    for name, path in pages.items():
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
        if answer.status_code != asking.OK:
            fail(f"{path} answers {answer.status_code}")
        found.append(Figure(f"{name} of {CASES:,} cases, queries", len(queries), "queries", 10))
    return found


def _load(clients: dict[str, Client], agent: int) -> list[Figure]:
    found = []
    with asking.served() as port:
        for name, client in clients.items():
            cookie = "; ".join(f"{each.key}={each.value}" for each in client.cookies.values())
            pages = partial(_page, _codes(None if name == "director" else agent))
            asking.saturated(port, cookie, pages, 2)
            if name == "director":
                say(f"  {asking.RATE} requests a second for {SECONDS} s")
                found += asking.figures(asking.steady(port, cookie, pages, SECONDS), MOST)
            rate = asking.saturated(port, cookie, pages, max(5, SECONDS // 3))
            found.append(Figure(f"as many requests as can be, as {name}", rate, "a second"))
    return found


def _codes(person: int | None) -> list[str]:
    """Give the codes of some cases that the reader may see: all, or those of the teams of a person."""
    of_team = "WHERE team_id IN (SELECT team_id FROM organisation_membership WHERE person_id = %s)"
    sql = f"SELECT code FROM cases_case {of_team if person else ''} ORDER BY id DESC LIMIT 2000"  # noqa: S608 - ours
    with connection.cursor() as cursor:
        cursor.execute(sql, [person] if person else [])
        return [row[0] for row in cursor.fetchall()]


def _page(codes: list[str], draw: random.Random) -> tuple[str, str]:
    """Draw a page: four lists, three searches, three cases in ten."""
    place = draw.random()
    if place < 0.4:  # noqa: PLR2004
        asked = draw.choice(("", "?status=not_closed", "?sort=due", "?priority=1", f"?q={quote('电梯')}"))
        return "lists", f"/cases{asked}"
    if place < 0.7:  # noqa: PLR2004
        return "searches", f"/search?q={quote(draw.choice(SEARCHED))}"
    return "pages of a case", f"/cases/{draw.choice(codes)}"


def _intake() -> list[Figure]:
    """Let letters come in by a mailbox one by one, each in a transaction of its own, as the worker takes them."""
    comes_in = Route("127.0.0.1", 143, Security.NONE)
    plan = MailboxPlan("bench", "Bench", "desk@example.org", "bench", comes_in, Route(), per_hour=100_000)
    mail.set_mailbox(plan=plan, by=filling.BY, at=filling.AT)
    (box,) = posts.mailboxes(Standing(is_system=True))
    letters = [_letter(number) for number in range(1, INTAKE + 1)]

    def take() -> None:
        for uid, raw in enumerate(letters, 1):
            intake.take_numbered(raw, mailbox=box, uid_validity=1, uid=uid, at=filling.AT)

    (taken,) = seconds(take)
    note = f"{INTAKE / taken:,.0f} letters a second, each opens a case"
    return [Figure("a letter that comes in, one transaction each", taken / INTAKE * 1000, "ms", 20, note)]


def _letter(number: int) -> bytes:
    made = EmailMessage()
    made["From"], made["To"] = f"s{number % 50}@example.org", "desk@example.org"
    made["Subject"], made["Message-ID"] = f"地库漏水 {number}", f"<{number}@bench>"
    made["Date"] = "Thu, 01 Jan 2026 08:00:00 +0800"
    made.set_content(f"地库漏水，请尽快处理 {number}")
    return made.as_bytes()
