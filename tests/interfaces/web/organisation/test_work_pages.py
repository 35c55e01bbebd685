"""Pages on what somebody can do at work, when not, and on leaving."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from liuxin.desk.organisation import queries
from tests.factories.cases import NINE, Desk, fresh, make_desk
from tests.factories.organisation import PASSWORD, Person, make_account, make_calendar, standing_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NINE, tick=False):
        yield


@pytest.fixture
def desk() -> Desk:
    make_calendar("default")
    return make_desk()


def browser(person: int) -> Client:
    account = make_account(person=person)
    client = Client(headers={"accept-language": "en"})
    client.post(reverse("organisation:sign-in"), {"username": account.username, "password": PASSWORD})
    return client


@pytest.mark.spec("S4")
def test_a_lead_says_what_somebody_of_the_team_can_do(desk):
    client, address = browser(desk.lead), reverse("organisation:work", args=[desk.agent])
    told = {"do": "work", "skills": "电梯， 水工,电梯", "languages": ["en"], "capacity": "5"}
    assert "What this person can do is kept." in client.post(address, told, follow=True).content.decode()
    found = queries.work_of(standing_of(desk.lead), desk.agent, NINE)
    assert (found.skills, found.languages, found.capacity) == (("水工", "电梯"), ("en",), 5)
    bad = client.post(address, told | {"capacity": "-1"})
    assert bad.status_code == 400
    assert 'id="work-capacity_error"' in bad.content.decode()
    assert "水工" in bad.content.decode()


@pytest.mark.spec("S4")
def test_an_absence_is_kept_and_ended(desk):
    client, address = browser(desk.lead), reverse("organisation:work", args=[desk.agent])
    client.post(address, {"do": "absence", "start": "2016-06-01", "end": "2016-06-10"})
    assert queries.present([desk.agent], NINE) == frozenset()
    absence = queries.work_of(standing_of(desk.lead), desk.agent, NINE).absences[0].id
    assert (
        "The person is back." in client.post(address, {"do": "back", "absence": absence}, follow=True).content.decode()
    )
    assert queries.present([desk.agent], NINE + timedelta(seconds=1)) == {desk.agent}
    wrong = client.post(address, {"do": "absence", "start": "2016-06-10", "end": "2016-06-01"})
    assert 'id="away-end_error"' in wrong.content.decode()


@pytest.mark.spec("S5")
def test_hr_records_a_leaving_and_is_told_how_many_cases_went(desk):
    case = desk.receive()
    client, address = browser(desk.hr), reverse("organisation:leave", args=[desk.agent])
    assert address in client.get(reverse("organisation:person", args=[desk.agent])).content.decode()
    page = client.post(address, {"on": "2016-06-01"}, follow=True).content.decode()
    assert "1 case went to the queue of its team." in page
    assert fresh(case).accountable_id == desk.lead
    assert Person.objects.get(pk=desk.agent).left_on == NINE.date()
    refused = client.post(reverse("organisation:leave", args=[desk.lead]), {"on": "2016-06-01"})
    assert refused.status_code == 400
    assert "still leads" in refused.content.decode()


def test_only_who_keeps_people_or_leads_them_is_led_to_the_pages(desk):
    assert browser(desk.other_lead).get(reverse("organisation:work", args=[desk.agent])).status_code == 404
    agent = browser(desk.agent)
    assert agent.get(reverse("organisation:work", args=[desk.agent])).status_code == 403
    assert agent.get(reverse("organisation:leave", args=[desk.agent])).status_code == 403
