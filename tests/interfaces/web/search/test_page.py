from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from liuxin.desk.cases import actions
from liuxin.kernel.actor import Actor
from tests.factories.cases import NINE, Desk, make_desk
from tests.factories.customers import make_customer
from tests.factories.organisation import PASSWORD, make_account

pytestmark = [pytest.mark.django_db, pytest.mark.spec("X")]
SEARCH = reverse("search:find")


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NINE, tick=False):
        yield


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def browser(person: int, language: str = "en") -> Client:
    account = make_account(person=person, language=language)
    client = Client(headers={"accept-language": language})
    client.post(reverse("organisation:sign-in"), {"username": account.username, "password": PASSWORD})
    return client


def shown(client: Client, **asked: str) -> str:
    return client.get(SEARCH, asked).content.decode()


def test_hits_are_grouped_and_what_was_looked_for_is_marked(desk):
    case = desk.receive(title="业主投诉 <script>alert(1)</script>", category="")
    actions.note(case=case.code, text="他要投诉 & <b>", by=Actor.person(desk.agent), at=NINE)
    make_customer("投诉科")
    page = shown(browser(desk.director), q="投诉")
    for part in (
        "业主<mark>投诉</mark> &lt;script&gt;",
        "他要<mark>投诉</mark> &amp; &lt;b&gt;",
        "<mark>投诉</mark>科",
        "Cases",
        "Messages and notes",
        "Customers",
    ):
        assert part in page, part
    assert "<script>alert" not in page


def test_one_kind_alone_goes_on_page_by_page(desk):
    for number in range(23):
        desk.receive(title=f"投诉 {number}", at=NINE - timedelta(minutes=60 - number))
    client = browser(desk.agent)
    page = shown(client, q="投诉", **{"in": "cases"})
    assert page.count('class="hit"') == 20
    assert 'rel="next"' in page
    assert shown(client, q="投诉", after="20", **{"in": "cases"}).count('class="hit"') == 3
    assert shown(client, q="投诉", sort="newest", **{"in": "cases"}).count('class="hit"') == 20


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Look for a case"),
        ("🙂", "cannot be looked for"),
        ("无此事", "Nothing was found for"),
        ("词" * 10_000, "Nothing was found for"),
        ("\"'*()", "cannot be looked for"),
    ],
)
def test_nothing_says_what_to_try(desk, text: str, said: str):
    page = shown(browser(desk.agent), q=text)
    assert said in page
    assert "Two characters of Chinese are enough" in page


def test_an_address_that_was_made_up_shows_the_usual(desk):
    desk.receive(title="投诉")
    page = shown(browser(desk.agent), q="投诉", sort="x", after="-1", **{"in": "nowhere"})
    assert "<mark>投诉</mark>" in page


def test_it_speaks_chinese(desk):
    page = shown(browser(desk.agent, "zh-hans"), q="无此事")
    for word in ("搜索", "没有找到", "中文两个字即可"):
        assert word in page, word


def test_every_page_has_the_box_for_those_who_work_with_cases(desk):
    assert "data-find-all" in browser(desk.agent).get(reverse("cases:list")).content.decode()
    personnel = browser(desk.hr)
    assert "data-find-all" not in personnel.get(reverse("organisation:people")).content.decode()
    assert personnel.get(SEARCH, {"q": "投诉"}).status_code == 403


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_takes_the_same_number_of_queries_for_one_and_three(desk, many, django_assert_num_queries):
    for _ in range(many):
        case = desk.receive(title="投诉")
        actions.note(case=case.code, text="投诉", by=Actor.person(desk.agent), at=NINE)
    client = browser(desk.agent)
    shown(client, q="投诉")
    with django_assert_num_queries(9):
        shown(client, q="投诉")
