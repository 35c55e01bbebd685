"""Every address × every role × own, team, other, none: as docs/roles.md says."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings as product
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker, Settings

from liuxin.desk.organisation.words import Role
from tests.factories.feedback import AppealDecider
from tests.factories.organisation import NOW
from tests.interfaces.web.roles.asking import answer, asked
from tests.interfaces.web.roles.table import (
    NOBODYS,
    PAGE,
    ROLES,
    Address,
    Row,
    TableError,
    addresses,
    opened_by_appeal,
    rows,
)
from tests.interfaces.web.roles.world import ALL, World, browser_of, build, newcomer

TABLE = rows(PAGE.read_text(encoding="utf-8"))
METHODS = ("GET", "POST")


@pytest.fixture(scope="module")
def standing_world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[World, Path]]:
    """Build the organisation once; every question takes back what it changed."""
    facts, kept = tmp_path_factory.mktemp("facts"), product.FACTS_ROOT
    product.FACTS_ROOT = facts
    with django_db_blocker.unblock(), transaction.atomic():
        yield build(), facts
        transaction.set_rollback(True)
    product.FACTS_ROOT = kept


@pytest.fixture
def world(standing_world: tuple[World, Path], db: None, settings: Settings) -> World:
    found, settings.FACTS_ROOT = standing_world
    settings.ALLOWED_HOSTS = ["testserver"]
    return found


def address_of(page: str) -> Address:
    return next(address for address in addresses() if address.page == page)


def differences(world: World, row: Row, subjects: Callable[[Row, str], Iterable[str]]) -> list[str]:
    address = address_of(row.page)
    found = []
    for role, relation in ((one, each) for one in ROLES for each in subjects(row, one)):
        expected = row.expected(role, relation)
        subject = world.subject(role, relation if row.of != "–" else "own")
        wanted = asked(world, address, row.method, subject)
        got = answer(world.browsers[role], address, row.method, wanted, expected=expected)
        if got != expected:
            found.append(f"{role}, {relation}: {got}, not {expected}")
    return found


def test_every_address_stands_in_the_table():
    assert {row.page for row in TABLE} == {address.page for address in addresses()}


def test_no_address_stands_there_twice():
    keys = [(row.page, row.method) for row in TABLE]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.method} {row.page}")
def test_an_address_answers_every_role_as_the_table_says(world: World, row: Row):
    assert differences(world, row, Row.borders) == []


@pytest.mark.long
@pytest.mark.parametrize("row", [row for row in TABLE if row.of != NOBODYS], ids=lambda row: f"{row.method} {row.page}")
def test_it_answers_so_for_subjects_that_lie_at_no_border_too(world: World, row: Row):
    assert differences(world, row, Row.within) == []


def test_it_bites_on_a_page_that_is_more_or_less_open_than_the_table_says(world: World):
    row = next(row for row in TABLE if row.page == "organisation:person")
    wrong = replace(row, cells={**row.cells, "agent": "own", "audit_admin": "all"})
    assert differences(world, wrong, lambda row, _role: row.relations) == [
        "agent, team: 200, not 404",
        "audit_admin, team: 404, not 200",
        "audit_admin, other: 404, not 200",
    ]


@pytest.mark.parametrize("address", addresses(), ids=lambda address: address.page)
def test_a_method_that_the_table_does_not_name_is_refused(world: World, address: Address):
    named = {row.method for row in TABLE if row.page == address.page}
    subject = world.subject(ALL, "own")
    for method in set(METHODS) - named:
        assert answer(world.browsers[ALL], address, method, asked(world, address, method, subject)) == 405


OWN_TOKEN = {"portal:write", "portal:embed"}
"""Forms for guests act in nobody's name, stand in frames without cookies, and bear a signed token of their own."""


@pytest.mark.parametrize("page", sorted({row.page for row in TABLE if row.method == "POST"} - OWN_TOKEN))
def test_a_form_from_another_site_is_refused(world: World, page: str):
    address = address_of(page)
    wanted = asked(world, address, "POST", world.subject(ALL, "own"))
    stranger = Client(enforce_csrf_checks=True)
    stranger.cookies.load({name: morsel.value for name, morsel in world.browsers[ALL].cookies.items()})
    assert stranger.post(reverse(address.name, kwargs=wanted.path or None), wanted.form).status_code == 403


ALL_PAGES = {"organisation:person": 200, "insight:team": 200, "insight:scorecard": 200}


@pytest.mark.parametrize(
    ("role", "open_to"),
    [
        (Role.HR, ALL_PAGES),
        (Role.MANAGER, ALL_PAGES | {"insight:scorecard": 404}),
    ],
)
def test_a_role_for_one_department_opens_its_people_and_no_others(world: World, role: Role, open_to: dict[str, int]):
    browser = browser_of(role, department=world.near)
    inside, outside = world.subject("agent", "team"), world.subject("agent", "other")
    for page, status in open_to.items():
        address = address_of(page)
        assert (page, answer(browser, address, "GET", asked(world, address, "GET", inside))) == (page, status)
        assert (page, answer(browser, address, "GET", asked(world, address, "GET", outside))) == (page, 404)


OPENED = opened_by_appeal(PAGE.read_text(encoding="utf-8"))
OF_SOMEBODY = sorted({row.page for row in TABLE if row.method == "GET" and row.of == "person"} | set(OPENED))


@pytest.mark.spec("P5.6")
def test_an_appeal_opens_to_its_decider_what_the_table_says_and_nothing_else(world: World):
    """The stranger's appeal is given to somebody without a role, who then asks every page that is of a person."""
    theirs, others = world.subject("agent", "other"), world.subject("agent", "team")
    decider, browser = newcomer()
    held = theirs.part("feedback:checks", "talk")
    appeal = AppealDecider.objects.create(
        appeal_id=int(str(theirs.things["appeal"])), person_id=decider, order=2, named_at=NOW
    ).appeal
    AppealDecider.objects.filter(appeal=appeal).exclude(person=decider).delete()
    AppealDecider.objects.filter(appeal=appeal).update(order=1)
    contested = {"feedback:talk talk": held, "insight:came-about cycle": appeal.talk.round.cycle_id}
    theirs = replace(theirs, things={**theirs.things, **contested})
    usual = {row.page: row.expected("no role", "other") for row in TABLE if row.method == "GET"}
    expected = {page: OPENED.get(page, (usual[page], usual[page])) for page in OF_SOMEBODY}
    found = {}
    for page in OF_SOMEBODY:
        address = address_of(page)
        found[page] = tuple(
            answer(browser, address, "GET", asked(world, address, "GET", subject)) for subject in (theirs, others)
        )
    assert found == expected


def test_every_word_of_the_table_is_read():
    cells = " | ".join(["sign in", "no", "–", "own", "own team", "all", *["no"] * 5])
    [row] = rows(
        f"| page | method | of | answer | {' | '.join(ROLES)} |\n|---|\n| `x` | GET | person | 200 | {cells} |"
    )
    assert [row.expected(role, "team") for role in ROLES[:6]] == ["sign in", 403, 404, 404, 200, 200]
    assert [row.expected(role, "none") for role in ROLES[:6]] == ["sign in", 403, 404, 404, 404, 404]


def test_the_borders_of_a_role_are_where_its_answer_changes():
    cells = " | ".join(["sign in", "no", "–", "own", "own team", "all", "!own team", *["no"] * 4])
    [row] = rows(
        f"| page | method | of | answer | {' | '.join(ROLES)} |\n|---|\n| `x` | GET | person | 200 | {cells} |"
    )
    assert [(row.borders(role), row.within(role)) for role in ROLES[2:7]] == [
        (("own",), ("team", "other", "none")),
        (("own", "team"), ("other", "none")),
        (("team", "other"), ("own", "none")),
        (("other", "none"), ("own", "team")),
        (("own", "team", "other"), ("none",)),
    ]


@pytest.mark.parametrize(("of", "word"), [("–", "own"), ("person", "yes"), ("person", "mine")])
def test_a_word_that_does_not_fit_is_named_with_its_line(of: str, word: str):
    cells = " | ".join([word] * len(ROLES))
    with pytest.raises(TableError, match="line 2: "):
        rows(f"| page | method | of | answer | {' | '.join(ROLES)} |\n| x | GET | {of} | 200 | {cells} |")
