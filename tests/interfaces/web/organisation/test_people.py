"""The list of people, its export, one person, the tree."""

import csv
import io

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from liuxin.desk.organisation.words import Role
from tests.factories import organisation as made

pytestmark = pytest.mark.django_db
LIST = reverse("organisation:people")


def client_of(*roles: Role, teams: tuple[int, ...] = (), language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(made.make_account(roles=roles, teams=teams))
    client.get(reverse("organisation:account"))
    return client


def test_two_characters_find_a_person():
    made.make_person("王小明")
    made.make_person("李娜", name_en="Li Na")
    page = client_of(Role.HR, language="zh-hans").get(LIST, {"q": "小明"}).content.decode()
    assert "王小明" in page
    assert "李娜" not in page


def test_the_name_is_said_in_the_language_of_the_reader():
    made.make_person("王小明", name_en="Wang Xiaoming")
    assert "Wang Xiaoming" in client_of(Role.HR).get(LIST).content.decode()
    assert "王小明" in client_of(Role.HR, language="zh-hans").get(LIST).content.decode()


def test_a_made_up_name_is_marked():
    made.make_person(name_en="Ada Moon", name_is_made_up=True)
    assert "made-up name" in client_of(Role.HR).get(LIST, {"q": "Moon"}).content.decode()


def test_nobody_found_says_what_to_do():
    page = client_of(Role.HR).get(LIST, {"q": "nobody at all"}).content.decode()
    assert "Nobody fits" in page
    assert "two characters are enough" in page


@pytest.mark.parametrize(
    "query", [{"team": "x"}, {"team": "999"}, {"sort": "height"}, {"page": "-3"}, {"page": "99"}, {"department": "7"}]
)
def test_what_cannot_be_read_is_left_out(query: dict[str, str]):
    made.make_person(name_en="Ada Moon")
    page = client_of(Role.HR).get(LIST, query)
    assert page.status_code == 200
    assert "Ada Moon" in page.content.decode()


def test_a_column_that_is_pressed_again_turns_round():
    page = client_of(Role.HR).get(LIST, {"q": "Test", "sort": "number"}).content.decode()
    assert 'aria-sort="ascending"' in page
    assert "?q=Test&amp;sort=-number" in page


def test_pages_are_numbered():
    for _ in range(60):
        made.make_person(name_en="Ada Moon")
    client = client_of(Role.HR)
    first = client.get(LIST, {"q": "Moon"}).content.decode()
    assert "1 – 50 of 60" in first
    assert "?q=Moon&amp;page=2" in first
    assert "51 – 60 of 60" in client.get(LIST, {"q": "Moon", "page": "2"}).content.decode()


def test_a_csv_holds_the_filtered_list():
    made.make_person(
        "王小明", name_en="Wang", staff_number="A7", source="log", source_label="Resolver 7", name_is_made_up=True
    )
    made.make_person("李娜")
    answer = client_of(Role.HR).get(reverse("organisation:people-export"), {"form": "csv", "q": "小明"})
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert rows[0][:5] == ["Staff number", "Chinese name", "English name", "Made-up name", "Label as recorded"]
    assert rows[1:] == [["A7", "王小明", "Wang", "yes", "Resolver 7", "", "", "", ""]]


def test_an_xlsx_speaks_the_language_of_the_reader():
    answer = client_of(Role.HR, language="zh-hans").get(reverse("organisation:people-export"), {"form": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][:3] == ["工号", "中文名", "英文名"]
    assert sheet.max_row == 2


def test_an_export_holds_nobody_whom_the_reader_may_not_see():
    team = made.make_team()
    made.make_person(name_en="Mate", teams=(team,))
    made.make_person(name_en="Stranger")
    answer = client_of(Role.AGENT, teams=(team,)).get(reverse("organisation:people-export"), {"form": "csv"})
    text = answer.getvalue().decode()
    assert "Mate" in text
    assert "Stranger" not in text


def test_another_form_of_export_is_refused():
    answer = client_of(Role.HR).get(reverse("organisation:people-export"), {"form": "pdf"})
    assert answer.status_code == 400
    assert "Choose csv or xlsx." in answer.content.decode()


def test_a_person_shows_label_line_teams_and_roles():
    boss = made.make_person(name_en="Grace Hill")
    team = made.make_team("Group 70", department=made.make_department("care"))
    person = made.make_person(
        name_en="Ada Moon",
        roles=(Role.AGENT,),
        teams=(team,),
        position=made.make_position(),
        source="log",
        source_label="Resolver 17",
        name_is_made_up=True,
    )
    made.make_manager(person, boss)
    page = client_of(Role.HR).get(reverse("organisation:person", args=[person])).content.decode()
    for said in (
        "Ada Moon",
        "made-up name",
        "Resolver 17",
        "Team Group 70",
        "Department care",
        "Grace Hill",
        "2015-01-01",
    ):
        assert said in page
    assert reverse("organisation:person", args=[boss]) in page


def test_a_manager_whose_page_is_closed_is_named_without_a_link():
    team = made.make_team()
    mate, boss = made.make_person(teams=(team,)), made.make_person(name_en="Grace Hill")
    made.make_manager(mate, boss)
    agent = client_of(Role.AGENT, teams=(team,))
    page = agent.get(reverse("organisation:person", args=[mate])).content.decode()
    assert "Grace Hill" in page
    assert reverse("organisation:person", args=[boss]) not in page
    assert agent.get(reverse("organisation:person", args=[boss])).status_code == 404


def test_a_name_cannot_smuggle_markup():
    made.make_person(name_en="<script>alert(1)</script>")
    page = client_of(Role.HR).get(LIST).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_tree_shows_leads_and_sizes():
    lead = made.make_person(name_en="Grace Hill")
    team = made.make_team("seven", department=made.make_department("care"), lead=lead)
    made.make_person(teams=(team,))
    page = client_of(Role.AGENT).get(reverse("organisation:departments")).content.decode()
    for said in ("Department care", "Team seven", "Grace Hill"):
        assert said in page


@pytest.mark.parametrize("rows", [1, 3])
def test_statements_do_not_grow_with_the_rows(rows: int):
    client = client_of(Role.HR)
    last = 0
    for _ in range(rows):
        team = made.make_team(department=made.make_department(), lead=made.make_person())
        last = made.make_person(teams=(team,), position=made.make_position())
        made.make_manager(last, made.make_person())
    counted = {}
    for name, url in (
        ("people", LIST),
        ("person", reverse("organisation:person", args=[last])),
        ("departments", reverse("organisation:departments")),
    ):
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url).status_code == 200
        counted[name] = len(caught)
    assert counted == {"people": 8, "person": 10, "departments": 8}
