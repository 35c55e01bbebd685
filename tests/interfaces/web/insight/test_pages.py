import re

import pytest
from django.test import Client

from liuxin.desk.organisation.words import Role
from tests.factories.insight import World, make_world
from tests.factories.organisation import PASSWORD, make_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def lead(world: World, client: Client) -> Client:
    make_account("lead", person=world.desk.lead)
    assert client.post("/sign-in", {"username": "lead", "password": PASSWORD}).status_code == 302
    return client


def text(client: Client, path: str, *, language: str = "en", **headers: str) -> str:
    client.cookies["django_language"] = language
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_start_leads_a_lead_to_the_board(lead: Client, world: World):
    assert lead.get("/").headers["Location"] == "/board"
    assert lead.get("/board").headers["Location"] == f"/board/{world.desk.team}"


def test_the_board_shows_everyone_and_says_who_stands_last(lead: Client, world: World):
    page = text(lead, f"/board/{world.desk.team}?period=2016-06")
    assert "90.0%" in page
    assert "76.9 – 96.0" in page
    assert "1 with too few cases stands last" in page
    assert "no person recorded" in page
    assert "example set, not agreed" in page


def test_those_with_too_little_are_folded_until_asked_for(lead: Client, world: World):
    path = f"/board/{world.desk.team}?period=2016-06"
    assert "新人" not in text(lead, path, language="zh-hans")
    assert "新人" in text(lead, f"{path}&all=1", language="zh-hans")


def test_a_number_of_the_team_is_not_broken_down_and_says_why(lead: Client, world: World):
    page = text(lead, f"/board/{world.desk.team}?period=2016-06&measure=resolution_time_business")
    assert "Broken down to people it would mislead" in page


def test_what_the_source_lacks_names_the_events_it_needs(lead: Client, world: World):
    page = text(lead, f"/board/{world.desk.team}?period=2016-06&measure=transfers_per_case")
    assert "case.handed_over" in page
    assert "data-trend" not in page


@pytest.mark.parametrize(("sort", "first"), [("cases_resolved", "陈晓"), ("-cases_resolved", "周航")])
def test_the_table_is_sorted_as_asked(lead: Client, world: World, sort: str, first: str):
    page = text(lead, f"/board/{world.desk.team}?period=2016-06&view=table&sort={sort}", language="zh-hans")
    table = page[page.index('id="table"') :]
    assert table.index(first) < table.index({"陈晓": "周航", "周航": "陈晓"}[first])
    assert f'aria-sort="{"descending" if sort.startswith("-") else "ascending"}"' in table


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_board_can_be_taken_along(lead: Client, world: World, form: str):
    answer = lead.get(f"/board/{world.desk.team}/export?period=2016-06&form={form}")
    assert answer.status_code == 200
    content = b"".join(answer)
    assert content.startswith(b"\xef\xbb\xbf" if form == "csv" else b"PK")
    answer.close()


def test_the_scorecard_shows_total_ledger_and_what_is_not_scored(lead: Client, world: World):
    page = text(lead, f"/people/{world.desk.colleague}/scorecard?period=2016-06")
    assert re.search(r'class="big num">80\.0<', page)
    assert "Shown, not scored" in page
    assert "belongs to the team, never scored on a person" in page
    assert "example set, not agreed" in page


def test_no_other_person_is_named_on_a_scorecard(lead: Client, world: World):
    page = text(lead, f"/people/{world.desk.agent}/scorecard?period=2016-06", language="zh-hans")
    main = page[page.index("<main") :]
    assert "陈晓" in main
    assert "周航" not in main


def test_a_frozen_card_carries_its_seal_and_a_change_is_told(lead: Client, world: World):
    world.freeze()
    page = text(lead, f"/people/{world.desk.agent}/scorecard")
    assert "Numbers are frozen" in page
    assert "Changed since frozen" not in page
    assert "view=live" in page


def test_the_number_leads_to_its_cases_and_each_case_to_its_page(lead: Client, world: World):
    page = text(lead, f"/people/{world.desk.agent}/scorecard?period=2016-06")
    link = re.search(r'href="(/numbers/promises_kept/cases[^"]*)"', page)
    assert link is not None
    address = link[1].replace("&amp;", "&")
    whole, fragment = text(lead, address), text(lead, address, **{"hx-request": "true"})
    for shown in (whole, fragment):
        assert "36 ÷ 40 = 90.0%" in shown
        assert "equals the number on the page" in shown
    assert "<html" in whole
    assert "<html" not in fragment
    assert re.search(r'href="/cases/[^"]+"', fragment)


def test_the_list_goes_on_by_pages_and_parts(lead: Client, world: World):
    base = f"/numbers/promises_kept/cases?period=2016-06&person={world.desk.agent}"
    assert "1 – 25 of 40" in text(lead, base)
    assert "26 – 40 of 40" in text(lead, f"{base}&first=25")
    assert "1 – 4 of 4" in text(lead, f"{base}&show=worse")


def test_all_cases_can_be_taken_along(lead: Client, world: World):
    answer = lead.get(f"/numbers/promises_kept/cases/export?period=2016-06&person={world.desk.agent}&form=csv")
    assert len(b"".join(answer).decode().strip().splitlines()) == 41


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/numbers/made_up/cases", 400),
        ("/numbers/promises_kept/cases?person=x", 400),
        ("/numbers/promises_kept/cases?person=987654&show=x", 400),
        ("/numbers/promises_kept/cases?person=987654&period=2016-06", 404),
        ("/people/987654/scorecard", 404),
        ("/board/987654", 404),
        ("/board?team=x", 400),
    ],
)
def test_what_cannot_be_read_is_answered_with_what_to_do(lead: Client, path: str, status: int):
    answer = lead.get(path)
    assert answer.status_code == status
    assert 'role="alert"' in answer.content.decode()


def test_nobody_is_let_in_without_signing_in(client: Client, world: World):
    for path in (f"/board/{world.desk.team}", f"/people/{world.desk.agent}/scorecard", "/numbers/promises_kept/cases"):
        assert client.get(path).headers["Location"].startswith("/sign-in")


@pytest.mark.parametrize(("role", "path"), [(Role.DIRECTOR, "/board"), (Role.AGENT, "/me/numbers")])
def test_an_installation_without_cases_says_what_to_do(client: Client, role: Role, path: str):
    make_account("first", roles=(role,))
    client.post("/sign-in", {"username": "first", "password": PASSWORD})
    assert client.get("/").headers["Location"] == path
    answer = client.get("/", follow=True)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "No case is on record yet" in page
    assert "liuxin import" in page
    assert "1970" not in page
