"""What is done on the pages of customers: needs, sites, the life cycle, segments, duplicates, personal data."""

import json
import re
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from liuxin.desk.customers import actions
from liuxin.desk.customers.words import Condition, CustomerKind, Fact
from liuxin.desk.history import queries as history
from liuxin.desk.organisation.words import Role
from tests import worlds
from tests.factories.cases import NINE, Case, Desk, make_desk
from tests.factories.customers import (
    Contact,
    Customer,
    LifeCycleStage,
    Need,
    NotTheSame,
    Residence,
    Segment,
    Site,
    Solution,
    make_customer,
    make_need,
    make_site,
    make_solution,
    next_step,
)
from tests.factories.organisation import PASSWORD, SYSTEM, make_account, make_person

pytestmark = pytest.mark.django_db
INTERNAL = CustomerKind.INTERNAL


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NINE, tick=False):
        yield


def new_desk() -> Desk:
    made = make_desk()
    made.receive()
    return made


standing_desk = worlds.standing(new_desk)


@pytest.fixture
def desk(standing_desk: tuple[Desk, Path], db: None, _facts_of_its_own: None) -> Desk:
    return worlds.handed_out(standing_desk)


def browser(person: int, language: str = "en") -> Client:
    account = make_account(person=person, language=language)
    client = Client(headers={"accept-language": language})
    client.post(reverse("organisation:sign-in"), {"username": account.username, "password": PASSWORD})
    return client


def at(name: str, *args: object) -> str:
    return reverse(f"customers:{name}", args=args)


LISTS = {
    "needs": ("Needs", "客户需求"),
    "sites": ("Sites", "位置"),
    "segments": ("Segments", "客群"),
    "loyalty": ("Loyalty", "客户忠诚"),
    "solutions": ("Solutions", "方案库"),
    "duplicates": ("Duplicates", "重复客户"),
    "cycle": ("Life cycle", "生命周期"),
}


@pytest.mark.parametrize("name", LISTS)
def test_every_list_opens_in_both_languages(desk, name):
    english, chinese = LISTS[name]
    assert f"<h1>{english}</h1>" in browser(desk.director).get(at(name)).content.decode()
    assert f"<h1>{chinese}</h1>" in browser(desk.agent, "zh-hans").get(at(name)).content.decode()
    assert browser(desk.hr).get(at(name)).status_code == 403


@pytest.mark.spec("S10")
def test_a_need_goes_its_whole_way_on_the_pages(desk):
    client, solution = browser(desk.agent), make_solution("三房")
    then = {"next_step": "call back", "next_due": "2016-07-01"}
    given = {"title": "a bigger home", "owner": desk.agent, **then}
    assert client.post(at("need", desk.customer), given).status_code == 302
    code = Need.objects.get().code
    way: list[tuple[str, dict[str, object]]] = [
        ("match", {"solution": solution, **then}),
        ("offer", {"text": "a visit", **then}),
        ("accept", {"words": "yes", **then}),
        ("check", {"worth": "much", "text": "They have room."}),
    ]
    for version, (act, fields) in enumerate(way, 1):
        answer = client.post(at("need-deed", code, act), {"version": version, **fields})
        assert answer.status_code == 302, act
    page = client.get(at("need-page", code)).content.decode()
    for words in ("met in full", "They have room.", "accepted", "This need is at its end."):
        assert words in page
    stale = client.post(at("need-deed", code, "check"), {"version": 1, "worth": "some", "text": "kept text"})
    assert stale.status_code == 409
    assert "kept text" in stale.content.decode()


@pytest.mark.spec("S10")
def test_a_need_without_follow_up_shows_up_as_late(desk):
    need = make_need(desk.customer, desk.agent, NINE, days=0)
    with time_machine.travel("2016-06-03T01:00:00Z", tick=False):
        client = browser(desk.agent)
        page = client.get(at("needs"), {"state": "late"}).content.decode()
        assert "想换更大的户型" in page
        assert "1 late" in page
        table = client.get(at("needs-export"), {"form": "csv"}).getvalue().decode()
    assert "想换更大的户型" in table
    actions.plan_need(need=need, owner=desk.agent, then=next_step(NINE, days=30), by=SYSTEM, at=NINE)
    with time_machine.travel("2016-06-03T01:00:00Z", tick=False):
        assert "No need fits" in browser(desk.lead).get(at("needs"), {"state": "late"}).content.decode()


def test_a_need_without_a_day_is_refused_and_nothing_typed_is_lost(desk):
    answer = browser(desk.agent).post(at("need", desk.customer), {"title": "a car park", "owner": desk.agent})
    assert answer.status_code == 400
    assert "a car park" in answer.content.decode()
    assert Need.objects.count() == 0


def test_managers_keep_the_catalogue_and_agents_read_it(desk):
    given = {"name_en": "A car park", "text_en": "By the month"}
    assert browser(desk.agent).post(at("solutions"), given).status_code == 403
    client = browser(desk.lead)
    assert client.post(at("solutions"), given).status_code == 302
    row = Solution.objects.get()
    assert client.post(at("solution", row.pk), {"name_en": "Two car parks", "do": "change"}).status_code == 302
    assert client.post(at("solution", row.pk), {"do": "retire"}).status_code == 302
    row.refresh_from_db()
    assert (row.name_en, row.retired_at) == ("Two car parks", NINE)


@pytest.mark.spec("S3")
def test_sites_are_added_renamed_moved_and_closed_on_their_pages(desk):
    client = browser(desk.agent)
    assert client.post(at("sites"), {"name": "澜湾", "kind": "project"}).status_code == 302
    project = Site.objects.get().pk
    assert client.post(at("sites"), {"name": "3 栋", "kind": "building", "parent": project}).status_code == 302
    building = Site.objects.get(name="3 栋").pk
    assert client.post(at("site-deed", building, "rename"), {"name": "5 栋"}).status_code == 302
    # Where it lies is chosen already: pressing without choosing leaves it there.
    page = client.get(at("site", building)).content.decode()
    assert re.search(rf'<option value="{project}"[^>]* selected', page)
    assert client.post(at("site-deed", project, "move"), {"parent": building}).status_code == 409
    closed = client.post(at("site-deed", project, "close"))
    assert closed.status_code == 409
    assert "Close them first" in closed.content.decode()
    assert client.post(at("site-deed", building, "close")).status_code == 302
    assert "5 栋" not in client.get(at("sites")).content.decode()
    assert "5 栋" in client.get(at("sites"), {"closed": "on", "q": "栋"}).content.decode()


@pytest.mark.spec("S3")
def test_a_site_shows_the_cases_at_it_and_below_and_who_had_it(desk):
    unit = make_site("澜湾", "3 栋", "1201")
    client = browser(desk.agent)
    given = {"site": unit, "start": "2016-05-01"}
    assert client.post(at("settle", desk.customer), given).status_code == 302
    case = desk.receive(site=unit)
    page = client.get(at("site", Site.objects.get(name="澜湾").pk)).content.decode()
    for words in (case.code, "黄先生", "2016-05-01"):
        assert words in page
    lives = Residence.objects.get().pk
    early = client.post(at("leave", desk.customer, lives), {"end": "2016-04-01"})
    assert early.status_code == 400
    assert "2016-05-01" in early.content.decode()
    assert client.post(at("leave", desk.customer, lives), {"end": "2016-06-01"}).status_code == 302


@pytest.mark.spec("S2")
def test_the_director_renames_orders_adds_and_retires_stages_on_the_page(desk):
    client = browser(desk.director)
    assert client.post(at("cycle-stage", "owner", "rename"), {"name_zh": "主人", "name_en": "Host"}).status_code == 302
    assert client.post(at("cycle-stage", "owner", "up")).status_code == 302
    assert LifeCycleStage.objects.get(code="owner").order == 5
    refused = client.post(at("cycle-stage", "owner", "retire"), {"into": ""})
    assert refused.status_code == 409
    assert "Choose the stage that they move to" in refused.content.decode()
    assert client.post(at("cycle-stage", "owner", "retire"), {"into": "member"}).status_code == 302
    assert Customer.objects.get(pk=desk.customer_key).stage.code == "member"  # type: ignore[union-attr]
    new = {"kind": "partner", "code": "approved", "name_en": "Approved"}
    assert client.post(at("cycle"), new).status_code == 302
    assert browser(desk.agent).post(at("cycle-stage", "member", "up")).status_code == 403


@pytest.mark.spec("S3")
def test_a_segment_is_tried_saved_and_used_in_the_list(desk):
    client = browser(desk.lead)
    given = {"name_en": "Busy owners", "stage": ["owner"], "cases_least": "1", "cases_days": "30"}
    # The narrow box of one tick is not put around all of them.
    assert re.search(r'<div[^>]*class="ck"', client.get(at("segment-new")).content.decode()) is None
    preview = client.post(at("segment-new"), {**given, "preview": "1"}).content.decode()
    assert "1 customer" in preview
    assert "黄先生" in preview
    assert Segment.objects.count() == 0
    assert client.post(at("segment-new"), given).status_code == 302
    key = Segment.objects.get().pk
    assert "黄先生" in client.get(at("list"), {"segment": key}).content.decode()
    page = client.get(at("customer", desk.customer), {"part": "figures"}).content.decode()
    assert "Cases in the last 30 days: 1 (wanted: at least 1)" in page
    assert "Cases in the last 30 days: at least 1" in client.get(at("segments")).content.decode()
    assert client.post(at("segment", key), {**given, "cases_least": "2"}).status_code == 302
    changed = client.get(at("customer", desk.customer), {"part": "figures"}).content.decode()
    assert "Cases in the last 30 days: 1 (wanted: at least 2)" in changed
    assert "not in it" in changed
    assert "黄先生" not in client.get(at("list"), {"segment": key}).content.decode()


def test_a_bad_rule_is_named_and_nothing_typed_is_lost(desk):
    given = {"name_en": "Nobody", "cases_least": "3", "cases_most": "1", "cases_days": "30"}
    answer = browser(desk.lead).post(at("segment-new"), given)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Nobody" in page
    assert "nobody could fit" in page


def test_an_agent_writes_no_segment(desk):
    client = browser(desk.agent)
    assert client.get(at("segment-new")).status_code == 403
    key = actions.save_segment(
        key=None, name_zh="x", name_en="", rule=[Condition(Fact.NEEDS, most=1)], by=SYSTEM, at=NINE
    )
    assert client.post(at("segment-retire", key)).status_code == 403


@pytest.mark.spec("S3")
def test_duplicates_are_suggested_with_their_reason_merged_and_undone(desk):
    twin = make_customer("黄 先生")
    actions.add_contact(customer=twin.code, name="x", phone="13900000000", by=SYSTEM, at=NINE)
    actions.add_contact(customer=desk.customer, name="x", phone="+86 139 0000 0000", by=SYSTEM, at=NINE)
    client = browser(desk.director)
    assert "the same phone number, the same name" in client.get(at("duplicates")).content.decode()
    answer = client.post(at("duplicates"), {"survivor": desk.customer, "absorbed": twin.code})
    assert answer["Location"] == at("customer", desk.customer)
    page = client.get(at("customer", twin.code), {"part": "record"}).content.decode()
    assert "Undo the merge" in page
    merge = Customer.objects.get(pk=twin.pk).merges.get()
    assert client.post(at("merge-undo", merge.pk)).status_code == 302
    assert "the same phone number" in client.get(at("duplicates")).content.decode()


@pytest.mark.spec("S3")
def test_two_that_are_not_the_same_are_kept_apart_and_that_can_be_taken_back(desk):
    twin = make_customer("黄 先生")
    client, pair = browser(desk.director), {"one": twin.code, "other": desk.customer}
    assert "Not the same" in client.get(at("duplicates")).content.decode()
    assert client.post(at("apart"), pair | {"back": desk.customer})["Location"].endswith("?part=record#alike")
    client.post(at("apart"), pair)
    row = NotTheSame.objects.get()
    assert (row.first_id, row.second_id, row.person_id) == (desk.customer_key, twin.pk, desk.director)
    page = client.get(at("duplicates")).content.decode()
    assert "No two customers whom you may see" in page
    assert "Told apart" in page
    assert "No other customer shares" in client.get(at("customer", twin.code), {"part": "record"}).content.decode()
    assert browser(desk.agent).post(at("apart"), pair).status_code == 403
    client.post(at("apart"), pair | {"do": "undo"})
    page = client.get(at("duplicates")).content.decode()
    assert ("the same name" in page, "Told apart" in page) == (True, False)
    told = [event.code for event in history.timeline("customer", twin.code)]
    assert told[1:] == ["customers.told_apart", "customers.apart_undone"]
    assert client.post(at("apart"), {"one": twin.code, "other": twin.code}).status_code == 409


@pytest.mark.spec("S3")
def test_an_internal_customer_is_linked_to_a_department_by_a_form_and_to_one_only(desk):
    inside, other = make_customer("工程部", INTERNAL), make_customer("保洁部", INTERNAL)
    client = browser(desk.director)
    page = client.get(at("customer", inside.code), {"part": "record"}).content.decode()
    assert "Department of ours" in page
    assert "none yet" in page
    given = {"department": str(desk.department), "expect": ""}
    assert client.post(at("department", inside.code), given).status_code == 302
    assert Customer.objects.get(pk=inside.pk).department_id == desk.department
    late = client.post(at("department", inside.code), {"department": "", "expect": ""})
    assert (late.status_code, "Somebody changed" in late.content.decode()) == (409, True)
    taken = client.post(at("department", other.code), given)
    assert (taken.status_code, f"“工程部” ({inside.code}) already" in taken.content.decode()) == (400, True)
    assert "Department of ours" not in client.get(at("customer", desk.customer), {"part": "record"}).content.decode()
    assert client.post(at("department", desk.customer), given).status_code == 409
    assert browser(desk.lead).get(reverse("portal:ours")).status_code == 200
    client.post(at("department", inside.code), {"department": "", "expect": str(desk.department)})
    assert Customer.objects.get(pk=inside.pk).department_id is None
    event = history.timeline("customer", inside.code)[1]
    assert event.payload == {"department": desk.department, "before": None}


@pytest.mark.spec("S10")
def test_a_need_is_recorded_from_the_page_of_a_case_and_remembers_it(desk):
    case, client = Case.objects.get(), browser(desk.agent)
    url = at("need-from-case", case.code)
    assert url in client.get(reverse("cases:case", args=[case.code])).content.decode()
    page = client.get(url).content.decode()
    assert f'value="{desk.agent}" selected' in page
    given = {"title": "加装水表", "owner": desk.agent, "next_step": "call back", "next_due": ""}
    refused = client.post(url, given)
    assert (refused.status_code, "加装水表" in refused.content.decode()) == (400, True)
    assert client.post(url, given | {"next_due": "2016-07-01"})["Location"] == reverse("cases:case", args=[case.code])
    need = Need.objects.get()
    assert (need.case, need.customer_id, need.title) == (case.code, desk.customer_key, "加装水表")


def test_the_security_administrator_finds_the_erasure_in_the_side_bar(desk):
    client = browser(make_person(roles=(Role.SECURITY_ADMIN,)))
    assert f'href="{at("erase")}"' in client.get(at("erase")).content.decode()
    assert f'href="{at("erase")}"' not in browser(desk.director).get(at("needs")).content.decode()


def test_a_contact_is_changed_and_taken_out(desk):
    client = browser(desk.agent)
    given = {"name": "黄太太", "kind": "family", "phone": "139", "prefers": "phone", "language": "en"}
    assert client.post(at("contact", desk.customer), given).status_code == 302
    key = Contact.objects.get().pk
    page = client.get(at("customer", desk.customer)).content.decode()
    assert "family" in page
    assert client.post(at("contact-change", desk.customer, key), {"name": "黄太太", "phone": ""}).status_code == 400
    changed = {"name": "黄夫人", "phone": "138 0000 0000"}
    assert client.post(at("contact-change", desk.customer, key), changed).status_code == 302
    assert Contact.objects.get().name == "黄夫人"
    assert client.post(at("contact-remove", desk.customer, key)).status_code == 302
    assert Contact.objects.count() == 0


def test_a_note_stands_in_the_time_line(desk):
    client = browser(desk.agent)
    assert client.post(at("note", desk.customer), {"text": "likes tea"}).status_code == 302
    assert "likes tea" in client.get(at("customer", desk.customer)).content.decode()


@pytest.mark.spec("S3")
def test_a_person_is_handed_all_that_is_held_of_them(desk):
    client = browser(desk.lead)
    page = client.get(at("data", desk.customer)).content.decode()
    assert "黄先生" in page
    assert '<dt>Opened</dt><dd class="said">2016-06-01 01:00</dd>' in page
    assert '<dt>Channel</dt><dd class="said">Phone</dd>' in page
    held = json.loads(client.get(at("data", desk.customer), {"form": "json"}).content)
    assert held["cases"][0]["title"] == "地库 B2 漏水"
    table = client.get(at("data", desk.customer), {"form": "csv"})
    assert "地库 B2 漏水" in table.getvalue().decode()
    assert browser(desk.agent).get(at("data", desk.customer)).status_code == 403


@pytest.mark.spec("S3")
def test_an_erasure_says_what_it_takes_and_wants_the_code_typed(desk):
    client = browser(make_person(roles=(Role.SECURITY_ADMIN,)))
    page = f"{at('erase')}?code={desk.customer}"
    assert "黄先生" in client.get(page).content.decode()
    wrong = client.post(page, {"code": "K-1"})
    assert wrong.status_code == 409
    assert Customer.objects.get(pk=desk.customer_key).name == "黄先生"
    assert client.post(page, {"code": desk.customer}).status_code == 302
    assert Customer.objects.get(pk=desk.customer_key).name == ""
    assert Case.objects.get().title == Case.objects.get().code
    assert browser(desk.director).get(page).status_code == 403
