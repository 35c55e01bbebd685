"""Pages at 100,000 cases, beside a page of the same shell with nothing in it."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from http import HTTPStatus
from secrets import token_urlsafe
from statistics import median

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import path, reverse

from liuxin.config.urls import urlpatterns as addresses
from liuxin.desk.cases import actions as cases
from liuxin.desk.cases.words import CaseHistory, Channel, Kind, Outcome, ServiceStage, Step, StepKind
from liuxin.desk.customers import actions as customers
from liuxin.desk.customers.words import CustomerKind, NewCustomer
from liuxin.desk.organisation import actions as organisation
from liuxin.desk.organisation.words import NewPerson, NewTeam, Role
from liuxin.interfaces.web.kit.views import page
from liuxin.kernel.actor import Actor
from tools.bench.figure import Figure, seconds
from tools.bench.queries import beside
from tools.places import fail, say

CASES, PEOPLE, TEAMS, CUSTOMERS = 100_000, 200, 40, 5_000
START, AT = datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
BY = Actor.system("bench")
ROUNDS = 31
CLOSED = 0.9


def empty(request: HttpRequest) -> HttpResponse:
    """Give a page of the shell with nothing in it."""
    return page(request, "kit/shell.html")


urlpatterns = [path("bench/empty", empty), *addresses]


def scene() -> list[Figure]:
    """Fill a database, sign in as a director, ask for pages in turn."""
    call_command("collectstatic", interactive=False, verbosity=0)
    say(f"  {CASES:,} cases")
    people: list[int] = []
    (filled,) = seconds(lambda: people.extend(_fill()))
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(get_user_model().objects.get(), "django.contrib.auth.backends.ModelBackend")
    say("  pages")
    with override_settings(ROOT_URLCONF=__name__):
        figures = [Figure(f"{CASES:,} cases recorded in bulk", filled, "s"), *_compared(client)]
    say("  the same numbers by queries and by facts")
    return [*figures, *beside(people, START.year, AT)]


def _compared(client: Client) -> list[Figure]:
    """Ask in turn, so that what else the machine does hits both alike."""
    listed, blank = reverse("cases:list"), "/bench/empty"
    for address in (listed, blank):
        answer = client.get(address)
        if answer.status_code != HTTPStatus.OK:
            fail(f"{address} answers {answer.status_code}")
    with CaptureQueriesContext(connection) as queries:
        client.get(listed)
        asked = len(queries)  # the next request empties the log
    times: dict[str, list[float]] = {listed: [], blank: []}
    for _ in range(ROUNDS):
        for address, taken in times.items():
            taken.extend(seconds(partial(client.get, address)))
    case_list, nothing = (median(taken) * 1000 for taken in times.values())
    return [
        Figure("case list, queries", asked, "queries", 10),
        Figure("case list", case_list, "ms"),
        Figure("an empty signed-in page", nothing, "ms"),
        Figure("case list ÷ empty page", case_list / nothing, "×", 3),
    ]


def _fill() -> list[int]:
    people = organisation.add_people(
        people=[NewPerson(staff_number=f"B{n}", name_en=f"Person {n}") for n in range(PEOPLE)], by=BY, at=START
    )
    teams = organisation.add_teams(
        teams=[NewTeam(code=f"T{n}", name_en=f"Team {n}") for n in range(TEAMS)], by=BY, at=START
    )
    owners = customers.add_customers(
        customers=[
            NewCustomer(name=f"Customer {n}", kind=CustomerKind.EXTERNAL, source_label=f"C{n}")
            for n in range(CUSTOMERS)
        ],
        source="bench",
        by=BY,
        at=START,
    )
    ids = (list(people.values()), list(teams.values()), list(owners.values()))
    cases.record_histories(_histories(*ids), by=BY, at=AT)
    organisation.grant_role(person_id=ids[0][0], role=Role.DIRECTOR, start=START, by=BY, at=START)
    organisation.open_account(username="director", password=token_urlsafe(), person_id=ids[0][0], by=BY, at=START)
    return ids[0]


def _histories(people: list[int], teams: list[int], owners: list[int]) -> Iterator[CaseHistory]:
    draw = random.Random(20250101)  # noqa: S311  drawn, not secret
    for number in range(CASES):
        opened = START + timedelta(minutes=draw.randrange(365 * 24 * 60))
        is_closed = draw.random() < CLOSED
        yield CaseHistory(
            code=f"B{number:06}",
            title=f"Case {number}",
            kind=draw.choice(list(Kind)),
            service_stage=draw.choice(list(ServiceStage)),
            channel=draw.choice(list(Channel)),
            priority=draw.randint(1, 4),
            category=f"category {draw.randrange(30)}",
            customer=draw.choice(owners),
            site=None,
            calendar="",
            promise_due=None,
            promise_kept=None,
            outcome=Outcome.NOT_RECORDED if is_closed else None,
            outcome_text="",
            source="bench",
            steps=tuple(_steps(draw, opened, draw.choice(people), draw.choice(teams), is_closed=is_closed)),
        )


def _steps(draw: random.Random, opened: datetime, holder: int, team: int, *, is_closed: bool) -> Iterator[Step]:
    yield Step(kind=StepKind.OPENED, at=opened, by=BY, holder=holder, team=team, accountable=holder)
    if is_closed:
        resolved = opened + timedelta(minutes=draw.randrange(1, 3000))
        yield Step(kind=StepKind.RESOLVED, at=resolved, by=BY)
        yield Step(kind=StepKind.CLOSED, at=resolved + timedelta(days=3), by=BY)
