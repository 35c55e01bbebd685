import csv
import html
import io
import re
from urllib.parse import unquote, urlencode

import pytest
from django.test import Client

from liuxin.desk.organisation.words import Role
from tests.factories.insight import Work, World, add_people, on_record
from tests.factories.organisation import PASSWORD, make_account, make_person

pytestmark = pytest.mark.django_db


def text(client: Client, path: str, *, language: str = "en", **headers: str) -> str:
    client.cookies["django_language"] = language
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_start_leads_to_my_day_and_the_board_to_the_own_team(lead: Client, world: World):
    assert lead.get("/").headers["Location"] == "/day"
    assert lead.get("/board").headers["Location"] == f"/board/{world.desk.team}"


def test_the_board_shows_everyone_and_says_who_stands_last(lead: Client, world: World):
    page = text(lead, f"/board/{world.desk.team}?period=2016-06")
    assert "90.0%" in page
    assert "76.9 – 96.0" in page
    assert "1 with too few cases stands last" in page
    avatars = re.findall(r'<span class="av[^>]*>', page)
    assert avatars
    assert all('aria-hidden="true"' in avatar for avatar in avatars)
    assert "no person recorded" in page
    assert "example set, not agreed" in page


def test_those_with_too_little_are_folded_until_asked_for(lead: Client, world: World):
    path = f"/board/{world.desk.team}?period=2016-06"
    assert "新人" not in text(lead, path, language="zh-hans")
    assert "新人" in text(lead, f"{path}&all=1", language="zh-hans")


def test_a_step_that_is_not_over_says_so(lead: Client, world: World):
    page = text(lead, f"/board/{world.desk.team}?period=2016-06")
    assert "June 2016 (running)" in page
    assert "June 2016 is not over: it holds what is on record so far." in page


def test_hollow_says_not_told_apart_and_pale_says_too_few(lead: Client, world: World):
    page = text(lead, f"/board/{world.desk.team}?period=2016-06&all=1")
    everyone = page[page.index('id="everyone"') :]
    assert page.count("pale: too few to tell") == 2
    assert everyone.count('class="g-few k-none"') == 1
    assert "g-hol" not in page[: page.index('id="everyone"')]
    untargeted = text(lead, f"/board/{world.desk.team}?period=2016-06&measure=own_handling_time")
    assert "g-hol" not in untargeted


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
    assert '<g lang="zh-Hans" aria-hidden="true"><text x="16" y="15">已</text>' in page
    assert "Changed since frozen" not in page
    assert "view=live" in page


def test_frappe_helpdesk_2372_and_libredesk_514_the_number_leads_to_its_cases_and_each_case_to_its_page(
    lead: Client, world: World
):
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


def test_chatwoot_6887_and_9621_all_cases_can_be_taken_along(lead: Client, world: World):
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


def board(world: World, **query: str) -> str:
    return f"/board/{world.desk.team}?{urlencode({'period': '2016-06', **query})}"


def test_numbers_lie_in_groups_and_what_is_not_recorded_is_folded_away(lead: Client, world: World):
    page = text(lead, board(world))
    assert re.search(r'class="chip on"[^>]*>Promise <b', page)
    assert len(re.findall(r'class="ms"', page)) < 8
    folded = page[page.index("Not recorded here:") :]
    assert "Customer satisfaction mean" in folded
    assert "survey.answered" in folded
    assert "Customer satisfaction mean" not in page[: page.index("Not recorded here:")]


def test_a_number_is_searched_for_and_the_search_stays_in_the_address(lead: Client, world: World):
    page = text(lead, board(world, q="reopened_within"))
    names = re.findall(r'class="ms-n">([^<]+)', page)
    assert names == ["Reopened within 14 days"]
    assert 'value="reopened_within"' in page
    assert "No number of this record goes by these words" in text(lead, board(world, q="pigeon"))


def test_a_search_opens_with_its_first_hit_and_lets_another_be_chosen(lead: Client, world: World):
    page = text(lead, board(world, q="resol"))
    names = re.findall(r'class="ms-n">([^<]+)', page)
    named = ["resol" in name.casefold() for name in names]
    assert named == sorted(named, reverse=True)
    assert any(named)
    assert not all(named)
    assert f'id="trend-h">{names[0]} ' in page
    form = page[page.index('role="search"') : page.index("</form>", page.index('role="search"'))]
    assert 'name="measure"' not in form
    other = text(lead, board(world, q="resol", measure="reopened_within_14_days"))
    assert 'id="trend-h">Reopened within 14 days' in other


def test_chatwoot_13440_no_number_is_hidden_all_stand_in_a_list_with_the_way_to_their_cases(lead: Client, world: World):
    page = text(lead, board(world, view="list"))
    for address in ("/numbers/cases_resolved/about", "/numbers/resolution_time_business.p90/about"):
        assert f'href="{address}"' in page
    assert "/numbers/promises_kept/cases?period=2016-06" in page
    assert len(re.findall(r"<h2 id=\"group-", page)) >= 3


def test_what_was_chosen_stays_in_every_address_of_the_page(lead: Client, world: World):
    page = text(lead, board(world, measure="cases_resolved", grain="week", against="year", by="channel"))
    links = [unquote(link) for link in re.findall(r'href="(/board/\d+\?[^"]+)"', page)]
    assert links
    for link in links:
        assert "against=year" in link, link
        assert "by=channel" in link, link
    assert any("grain=day" in link for link in links)


def test_a_period_held_against_another_says_what_is_sure(lead: Client, world: World):
    page = text(lead, board(world, period="2016-06-03", against="before"))
    assert 'Against <b class="num">2016-06-02' in page
    assert re.search(r"can&#x27;t be told apart|(better|worse), beyond chance|too few to tell", page)
    early = text(lead, board(world, against="year"))
    assert "begins before the record does, so nothing is compared" in early


@pytest.mark.parametrize(
    "address",
    [
        "/me/numbers?period=xx",
        "/me/numbers/export?period=-1",
        f"/numbers/promises_kept/cases?period=2016-06&person={2**63}",
        f"/numbers/promises_kept/cases?period=2016-06&person={'9' * 20}",
    ],
)
def test_an_address_that_says_nothing_readable_is_told_so(lead: Client, address: str):
    assert lead.get(address).status_code == 400


def test_a_person_with_a_number_that_no_row_can_have_is_nobody(lead: Client):
    assert lead.get(f"/people/{2**63}/scorecard").status_code == 404


def test_the_line_is_drawn_by_the_server_and_its_points_lead_to_their_cases(lead: Client, world: World):
    page = text(lead, board(world))
    figure = page[page.index('class="plot"') :]
    assert "June 2016 (running): 65.2% · 95% 56.0 – 73.4 · n 112.0" in figure
    assert re.search(r'<a href="/numbers/promises_kept/cases\?period=2016-06&amp;team=\d+" data-drawer', figure)


def test_a_board_is_cut_by_what_was_chosen(lead: Client, world: World):
    page = text(lead, board(world, by="channel"))
    everyone = page[page.index('id="everyone"') :]
    assert "Phone" in everyone
    assert "cut=channel&amp;is=phone" in everyone
    assert "not recorded" in text(lead, board(world, by="product"))


def test_a_part_of_a_number_opens_its_cases(lead: Client, world: World):
    page = text(lead, f"/numbers/promises_kept/cases?period=2016-06&team={world.desk.team}&cut=channel&is=phone")
    assert "Phone" in page
    assert "73 ÷ 112 = 65.2%" in page
    unknown = text(lead, f"/numbers/cases_resolved/cases?period=2016-06&team={world.desk.team}&cut=product&is=none")
    assert "not recorded" in unknown


def test_small_charts_stand_side_by_side(lead: Client, world: World):
    rows = text(lead, board(world, view="small"), language="zh-hans")
    assert rows.count('class="sm-n"') == 2
    assert text(lead, board(world, view="small", all="1")).count('class="sm-n"') == 3
    numbers = text(lead, board(world, view="small", small="measures"))
    assert numbers.count('class="sm-n"') > 5


def test_columns_are_chosen_and_sparse_cells_say_so(lead: Client, world: World):
    page = text(lead, board(world, view="table", all="1") + "&columns=promises_kept&columns=reopened_within_14_days")
    table = page[page.index('id="table"') :]
    assert re.findall(r'<th scope="col"[^>]*><a[^>]*>([^<]+)', table) == [
        "Name",
        "Shared places · Promises kept",
        "Fair value · Promises kept",
        "Promises kept",
        "Reopened within 14 days",
    ]
    assert "too few" in table


@pytest.mark.parametrize("query", ["view=list", "view=table", "view=small", "view=small&small=measures", "view=one"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_shown_can_be_taken_along(lead: Client, world: World, query: str, form: str):
    answer = lead.get(f"/board/{world.desk.team}/export?period=2016-06&against=before&{query}&form={form}")
    assert answer.status_code == 200
    assert b"".join(answer).startswith(b"\xef\xbb\xbf" if form == "csv" else b"PK")


def test_the_export_of_one_number_holds_its_steps(lead: Client, world: World):
    lead.cookies["django_language"] = "en"
    answer = lead.get(f"/board/{world.desk.team}/export?period=2016-06&form=csv")
    lines = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert [(line["From"], line["To"], round(float(line["Value"]), 1)) for line in lines] == [
        ("2016-06-01", "2016-06-30", 65.2)
    ]


@pytest.fixture
def agent(world: World) -> Client:
    browser = Client()
    make_account("agent", person=world.desk.agent)
    assert browser.post("/sign-in", {"username": "agent", "password": PASSWORD}).status_code == 302
    return browser


def test_an_agent_reads_the_own_numbers_each_in_a_sentence(agent: Client, world: World):
    page = text(agent, "/me/numbers")
    main = html.unescape(page[page.index("<main") :])
    assert "36 of 40: " in main
    assert "Chance alone leaves room from 76.9% to 96.0%." in main
    assert "Middle of the team: too few colleagues to give one." in main
    assert f"/numbers/promises_kept/cases?person={world.desk.agent}&period=2016-06" in main
    assert "/numbers/promises_kept/about" in main


def test_no_colleague_is_named_beside_the_own_numbers(agent: Client, world: World):
    add_people(world, 3)
    page = text(agent, "/me/numbers", language="zh-hans")
    main = page[page.index("<main") :]
    assert "4 位同事的中位：50.0%" in main
    assert "陈晓" in main
    for key in (world.desk.colleague, world.newcomer, world.desk.lead):
        assert f"person={key}" not in main
    assert "周航" not in main


def test_the_record_moves_the_sentence(agent: Client, world: World):
    on_record(world.desk, Work(world.desk.agent, world.desk.team, cases=40, kept=0))
    assert "36 of 80: " in text(agent, "/me/numbers")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_own_numbers_can_be_taken_along(agent: Client, world: World, form: str):
    answer = agent.get(f"/me/numbers/export?form={form}")
    assert answer.status_code == 200
    assert b"".join(answer).startswith(b"\xef\xbb\xbf" if form == "csv" else b"PK")


def test_whoever_holds_no_case_is_told_so(client: Client, world: World):
    make_account("idle", person=make_person(roles=(Role.AGENT,)))
    client.post("/sign-in", {"username": "idle", "password": PASSWORD})
    assert "No case of yours is on record in the last two years" in text(client, "/me/numbers")


def test_how_a_number_is_computed_is_a_page_and_a_drawer(agent: Client, world: World):
    whole = text(agent, "/numbers/promises_kept/about")
    drawer = text(agent, "/numbers/promises_kept/about", **{"hx-request": "true"})
    for page in (whole, drawer):
        assert "This record has everything that it needs." in page
        assert "case.promise_judged" in page
    assert "<html" not in drawer
    lacking = text(agent, "/numbers/csat_mean/about")
    assert "This record cannot answer it: it lacks survey.answered, survey.asked." in lacking


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/board?view=x", 400),
        ("/board?against=x", 400),
        ("/board?by=colour", 400),
        ("/board?grain=hour", 400),
        ("/board?from=2016-06-31&to=2016-07-01", 400),
        ("/me/numbers?period=2016", 400),
        ("/numbers/made_up/about", 400),
        ("/numbers/promises_kept/cases?cut=colour&is=red", 400),
        ("/numbers/promises_kept/cases?cut=site&is=red&period=2016-06", 400),
    ],
)
def test_a_choice_that_there_is_not_is_named_with_those_there_are(lead: Client, path: str, status: int):
    answer = lead.get(path)
    assert answer.status_code == status
    assert 'role="alert"' in answer.content.decode()
