"""Pages of routing: the rules in words, writing one, trying a case, and the undo."""

import re
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from liuxin.desk.cases import actions
from liuxin.desk.cases.words import Distribution, Kind, NewRoutingRule
from liuxin.desk.organisation import actions as organisation
from tests import worlds
from tests.factories.cases import NINE, Case, Desk, RoutingRule, fresh, make_desk
from tests.factories.organisation import PASSWORD, SYSTEM, Person, make_account, make_calendar

pytestmark = pytest.mark.django_db
ROUTING = reverse("cases:routing")


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NINE, tick=False):
        yield


def new_desk() -> Desk:
    make_calendar("default")
    return make_desk()


standing_desk = worlds.standing(new_desk)


@pytest.fixture
def desk(standing_desk: tuple[Desk, Path], db: None, _facts_of_its_own: None) -> Desk:
    return worlds.handed_out(standing_desk)


def browser(person: int, language: str = "en") -> Client:
    account = make_account(person=person, language=language)
    client = Client(headers={"accept-language": language})
    client.post(reverse("organisation:sign-in"), {"username": account.username, "password": PASSWORD})
    return client


def rule(desk: Desk, **asks: Any) -> int:
    new = NewRoutingRule(**{"name": "水电", "team": desk.team, **asks})
    return actions.add_routing_rule(new=new, by=SYSTEM, at=NINE)


def sentence(client: Client, **asked: str) -> str:
    page = client.get(ROUTING, {"try": "1", **asked}).content.decode()
    found = re.search(r'role="status"><span>(.*?)</span></div>', page, re.DOTALL)
    assert found is not None
    return re.sub(r"<[^>]+>", " ", found[1]).strip()


@pytest.mark.spec("S4")
def test_rules_are_told_in_words(desk):
    rule(desk, kind=Kind.REPORT, category="漏水", most_waiting=5, distribution=Distribution.LEAST_LOADED, skill="水工")
    page = browser(desk.lead).get(ROUTING).content.decode()
    for word in ("kind Report, category 漏水, fewer than 5 waiting in the team", "with the skill 水工", "水电"):
        assert word in page, word
    assert "There is no default rule" in page
    assert "Take out of force" not in page


@pytest.mark.spec("S4")
def test_which_rule_would_take_a_case_follows_the_rules_and_the_people(desk):
    client = browser(desk.director)
    Person.objects.filter(pk=desk.agent).update(name_en="Chen Xiao")
    asked = {"kind": "report", "title": "The tap drips"}
    assert "No rule takes it" in sentence(client, **asked)
    key = rule(desk, kind=Kind.REPORT, distribution=Distribution.ROUND_ROBIN)
    said = sentence(client, **asked)
    assert "Rule 1 “水电” takes it. It is this person&#x27;s turn." in said
    assert "Chen Xiao of Team" in said
    assert "Language of the case: English." in said
    assert "passes it by: kind." in sentence(client, kind="inquiry")
    organisation.set_work(person_id=desk.agent, skills=[], languages=[], capacity=0, by=SYSTEM, at=NINE)
    organisation.set_work(person_id=desk.colleague, skills=[], languages=[], capacity=0, by=SYSTEM, at=NINE)
    assert "everybody who fits has the hands full" in sentence(client, **asked)
    RoutingRule.objects.filter(pk=key).update(skill="水工")
    assert "nobody present has the skill or language" in sentence(client, **asked)
    assert "Language of the case: cannot be told." in sentence(client, kind="report", title="404")


@pytest.mark.spec("S4")
def test_a_rule_is_written_changed_moved_and_taken_out_of_force_with_an_undo(desk):
    client = browser(desk.director)
    first = rule(desk, name="first")
    form = {"name": "投诉", "team": desk.other_team, "distribution": "queue", "kind": "complaint", "is_on": "on"}
    page = client.post(reverse("cases:routing-new"), form, follow=True).content.decode()
    assert "The rule is in force." in page
    made = RoutingRule.objects.get(name="投诉")
    client.post(reverse("cases:routing-move", args=[made.pk]), {"way": "up"})
    assert list(RoutingRule.objects.order_by("place").values_list("pk", flat=True)) == [made.pk, first]
    edit = reverse("cases:routing-rule", args=[made.pk])
    client.post(edit, form | {"version": "1", "channel": "email"})
    assert RoutingRule.objects.get(pk=made.pk).channel == "email"
    stale = client.post(edit, form | {"version": "1", "name": "typed"})
    assert stale.status_code == 400
    assert 'value="typed"' in stale.content.decode()
    assert "Somebody changed this rule" in stale.content.decode()
    retired = client.post(reverse("cases:routing-retire", args=[made.pk]), {"version": "2"}, follow=True)
    assert "Undo" in retired.content.decode()
    client.post(reverse("cases:routing-retire", args=[made.pk]), {"do": "restore"})
    assert RoutingRule.objects.get(pk=made.pk).retired_at is None
    assert "taken out of force" in client.get(ROUTING).content.decode()


def test_a_rule_that_cannot_be_read_is_said_at_its_field_and_what_was_typed_stays(desk):
    form = {"name": "x", "team": desk.team, "distribution": "queue", "most_waiting": "0", "category": "漏水"}
    answer = browser(desk.director).post(reverse("cases:routing-new"), form)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'id="rule-most_waiting_error"' in page
    assert 'value="漏水"' in page
    assert not RoutingRule.objects.exists()


@pytest.mark.spec("S4")
def test_the_director_sends_what_waits_through_the_rules(desk):
    case = desk.receive(take=False)
    rule(desk, distribution=Distribution.ROUND_ROBIN)
    page = browser(desk.director).post(reverse("cases:routing-run"), follow=True).content.decode()
    assert "1 of 1 waiting case went on." in page
    assert fresh(case).holder_id == desk.agent


def test_agents_do_not_see_the_rules_and_leads_do_not_write_them(desk):
    key = rule(desk)
    agent, lead = browser(desk.agent), browser(desk.lead)
    assert agent.get(ROUTING).status_code == 403
    assert lead.get(ROUTING).status_code == 200
    assert lead.get(reverse("cases:routing-rule", args=[key])).status_code == 403
    assert lead.post(reverse("cases:routing-run")).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_rules_take_the_same_number_of_queries(desk, count, django_assert_num_queries):
    for number in range(count):
        rule(desk, name=f"r{number}")
    client = browser(desk.director)
    client.get(ROUTING)
    with django_assert_num_queries(9):
        client.get(ROUTING)


@pytest.mark.spec("S4")
def test_whoever_receives_a_case_may_leave_the_team_to_the_rules(desk):
    client = browser(desk.agent)
    rule(desk, team=desk.other_team, kind=Kind.REPORT)
    form = {
        "customer": desk.customer,
        "title": "地库漏水",
        "kind": "report",
        "service_stage": "aftersale",
        "channel": "phone",
        "priority": "2",
        "team": "",
        "next_due": "2016-06-01T18:00",
    }
    refused = client.post(reverse("cases:new"), form | {"take": "on"})
    assert refused.status_code == 400
    assert 'id="case-team_error"' in refused.content.decode()
    assert client.post(reverse("cases:new"), form).headers["Location"] == reverse("cases:list")
    case = Case.objects.get()
    assert (case.team_id, case.holder_id, case.accountable_id) == (desk.other_team, None, desk.other_lead)
