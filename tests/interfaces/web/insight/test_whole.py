"""My day and the cycle as pages: they say who waits for what, and who is late."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import plan
from tests.factories.organisation import make_account

pytestmark = pytest.mark.django_db


def browser(person: int, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(make_account(person=person, language=language))
    return client


def test_my_day_says_that_nothing_waits():
    made = plan.make_cycle()
    plan.advance(made.id, made.department, 2)
    page = browser(made.place.people[0]).get(reverse("insight:day")).content.decode()
    assert "Nothing waits for you" in page


def test_my_day_says_that_a_goal_is_to_be_written_as_long_as_there_is_none():
    made = plan.make_cycle()
    page = browser(made.place.people[0]).get(reverse("insight:day")).content.decode()
    assert reverse("plan:goal-new") in page


def test_my_day_shows_the_phase_of_the_own_department_and_the_river_follows():
    made = plan.make_cycle()
    client = browser(made.place.people[0], "zh-hans")
    plan.advance(made.id, made.department, 2)
    page = client.get(reverse("insight:day")).content.decode()
    assert "正在“编制指标”" in page
    shown = client.get(reverse("insight:cycle")).content.decode()
    assert 'class="rv-now" cx="15" cy="45"' in shown


def test_my_day_says_by_how_much_the_phase_is_late_and_only_then():
    made = plan.make_cycle()
    client, url = browser(made.place.people[0]), reverse("insight:day")
    assert re.search(r"It was to be done by [\d-]+: \d+ days late\.", client.get(url).content.decode())
    plan.CyclePhase.objects.update(due_on=date(2999, 1, 1))
    page = client.get(url).content.decode()
    assert "It is to be done by 2999-01-01." in page
    assert "late" not in page.partition("Where the cycle is")[2].partition("</section>")[0]


def test_the_page_of_the_cycle_says_who_is_late():
    made = plan.make_cycle()
    page = browser(made.director).get(reverse("insight:one-cycle", args=[made.id])).content.decode()
    assert "1 department is late" in page
    plan.advance(made.id, made.department, 7)
    assert "No department is late." in browser(made.hr).get(reverse("insight:cycle")).content.decode()


def test_the_page_of_the_cycle_says_of_what_it_counts_in_each_phase():
    made = plan.make_cycle()
    client, url = browser(made.director), reverse("insight:one-cycle", args=[made.id])
    assert "people whose goals are signed" in client.get(url).content.decode()
    plan.advance(made.id, made.department, 4)
    page = client.get(url).content.decode()
    assert ("forms and results" in page, "people whose goals are signed" in page) == (True, False)
    plan.advance(made.id, made.department, 7)
    assert "forms and results" not in client.get(url).content.decode()
