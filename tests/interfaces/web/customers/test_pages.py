from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from liuxin.desk.cases.words import Encounter
from liuxin.desk.customers import actions
from liuxin.interfaces.web.customers import telling
from tests import worlds
from tests.factories.cases import NINE, Desk, make_desk
from tests.factories.customers import Contact, Customer, make_customer, make_need, make_site
from tests.factories.organisation import PASSWORD, SYSTEM, make_account

pytestmark = pytest.mark.django_db
LIST = reverse("customers:list")
PARTS = {
    "cases": "地库 B2 漏水",
    "needs": "登记需求",
    "sites": "没有登记位置",
    "figures": "再次合作",
    "record": "生命周期",
}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NINE, tick=False):
        yield


standing_desk = worlds.standing(make_desk)


@pytest.fixture
def desk(standing_desk: tuple[Desk, Path], db: None, _facts_of_its_own: None) -> Desk:
    return worlds.handed_out(standing_desk)


def browser(person: int, language: str = "en") -> Client:
    account = make_account(person=person, language=language)
    client = Client(headers={"accept-language": language})
    client.post(reverse("organisation:sign-in"), {"username": account.username, "password": PASSWORD})
    return client


def url(desk: Desk, name: str = "customer") -> str:
    return reverse(f"customers:{name}", args=[desk.customer])


@pytest.mark.spec("S3")
def test_one_page_shows_all_of_a_customer(desk):
    case = desk.receive()
    client = browser(desk.agent, "zh-hans")
    page = client.get(url(desk)).content.decode()
    for words in (
        "黄先生",
        desk.customer,
        "外部",
        "业主",
        case.code,
        "来了一件工单",
        "联系人",
        "客户需求",
        "满意与忠诚",
    ):
        assert words in page, words
    for part, words in PARTS.items():
        shown = client.get(url(desk), {"part": part}).content.decode()
        assert words in shown, part


def test_a_customer_to_whom_no_case_leads_is_not_there(desk):
    assert browser(desk.agent).get(url(desk)).status_code == 404
    assert browser(desk.auditor).get(url(desk)).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_number_of_queries_for_one_and_three(desk, count, django_assert_num_queries):
    for turn in range(count):
        desk.receive(customer=make_customer(f"甲{turn}").code)
    client = browser(desk.agent)
    client.get(LIST)
    with django_assert_num_queries(9):
        page = client.get(LIST)
    assert len(page.context["rows"]) == count


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("part", ["", *PARTS])
def test_each_part_takes_the_same_few_queries_for_one_of_each_thing_and_three(desk, count, part):
    """Ten of its own at most, beside the five of every page: session, account, sign-in, zone, standing."""
    for turn in range(count):
        desk.closed()
        make_need(desk.customer, desk.agent, NINE)
        settled(desk, make_site(f"澜湾{turn}", "3 栋"))
    client = browser(desk.agent)
    client.get(url(desk), {"part": part})
    with CaptureQueriesContext(connection) as seen:
        client.get(url(desk), {"part": part})
    assert len(seen) == QUERIES[part]


QUERIES = {"": 15, "cases": 9, "needs": 13, "sites": 10, "figures": 14, "record": 14}


def settled(desk: Desk, site: int) -> None:
    actions.settle(customer=desk.customer, site=site, start=NINE.date(), by=SYSTEM, at=NINE)


def test_the_list_finds_two_characters(desk):
    desk.receive()
    desk.receive(customer=make_customer("何女士").code)
    page = browser(desk.director).get(LIST, {"q": "女士"}).content.decode()
    assert "何女士" in page
    assert "黄先生" not in page


@pytest.mark.spec("S2")
def test_a_move_in_the_life_cycle_is_made_on_the_page(desk):
    desk.receive()
    client = browser(desk.agent)
    answer = client.post(url(desk, "stage"), {"expect": "owner", "stage": "member"})
    assert answer.status_code == 302
    assert "Member" in client.get(url(desk), {"part": "record"}).content.decode()
    stale = client.post(url(desk, "stage"), {"expect": "owner", "stage": "prospect"})
    assert stale.status_code == 409


def test_a_contact_needs_a_way_to_be_reached(desk):
    desk.receive()
    client = browser(desk.agent)
    answer = client.post(url(desk, "contact"), {"name": "黄太太"})
    assert answer.status_code == 400
    assert "黄太太" in answer.content.decode()
    assert client.post(url(desk, "contact"), {"name": "黄太太", "phone": "139"}).status_code == 302
    assert Contact.objects.get().name == "黄太太"


def test_a_need_is_offered_to_whoever_writes_it_down_and_not_to_the_first_of_the_list(desk):
    desk.receive()
    page = browser(desk.lead).get(url(desk), {"part": "needs"}).content.decode()
    assert f'<option value="{desk.lead}" selected>' in page


def test_a_new_customer_leads_on_to_a_new_case(desk):
    data = {"name": "何女士", "kind": "external", "stage": "owner", "phone": "138 0000 0000"}
    answer = browser(desk.agent).post(reverse("customers:new"), data)
    made = Customer.objects.get(name="何女士")
    assert answer["Location"] == f"/cases/new?customer={made.code}&added=1"
    assert Contact.objects.get().customer == made


def test_a_stage_for_an_internal_customer_is_refused_at_its_field(desk):
    answer = browser(desk.agent).post(
        reverse("customers:new"), {"name": "财务部", "kind": "internal", "stage": "owner"}
    )
    assert answer.status_code == 400
    assert not Customer.objects.filter(name="财务部").exists()


@pytest.mark.parametrize("who", ["auditor", "hr"])
def test_who_keeps_no_customers_changes_none(desk, who):
    desk.receive()
    client = browser(getattr(desk, who))
    assert client.get(reverse("customers:new")).status_code == 403
    assert client.post(url(desk, "contact"), {"name": "x", "phone": "1"}).status_code in {403, 404}


@pytest.mark.parametrize(
    ("code", "told", "said"),
    [
        ("case.confirmed", {"settled": True}, "客户答复已经办妥"),
        ("case.confirmed", {"settled": False}, "客户答复没有办妥"),
        ("case.confirmed", {}, "客户答复了是否办妥，答的什么没有记录"),
        ("customers.moved", {"to": "owner"}, "阶段变更为：业主"),
        ("customers.moved", {"to": "gone"}, "阶段变更"),
    ],
)
def test_the_time_line_says_what_the_customer_answered_and_which_stage_came(code: str, told: dict[str, Any], said: str):
    with translation.override("zh-hans"):
        assert telling.tell(Encounter(code, NINE, told=told), {"owner": "业主"})["what"] == said
