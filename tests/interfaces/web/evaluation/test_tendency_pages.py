"""One's own way of rating, and how a round was rated: told in words that follow the ratings, to whom it is open."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from liuxin.desk.organisation.words import Role
from tests.factories.circle import Circle, make_circle
from tests.factories.forms import OPENED, SCORED, make_ground
from tests.factories.history import KEY
from tests.factories.organisation import Account, make_account, make_person

pytestmark = pytest.mark.django_db
LATER = SCORED + timedelta(days=8)


@pytest.fixture(autouse=True)
def _key(settings: Settings) -> None:
    settings.SEAL_KEY = KEY.decode()


def scored(strict: Mapping[int, int], people: int = 6) -> Circle:
    """Let all rate one another; at -1 stands the manager, stricter by so many levels."""
    circle = make_circle(people)
    circle.rate({circle.lead if place < 0 else circle.people[place]: by for place, by in strict.items()})
    circle.score()
    return circle


def browser(person: int, language: str = "en") -> Client:
    client = Client(HTTP_ACCEPT_LANGUAGE=language)
    client.force_login(Account.objects.filter(person=person).first() or make_account(person=person))
    return client


def said(person: int, name: str, *args: object, at: datetime = SCORED, language: str = "en") -> str:
    with time_machine.travel(at, tick=False):
        answer = browser(person, language).get(reverse(f"evaluation:{name}", args=args))
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.spec("P4.4")
def test_a_strict_rater_reads_it_in_plain_words_and_an_average_one_reads_something_else() -> None:
    circle = scored({0: 1})
    mine = said(circle.people[0], "my-ratings")
    assert re.search(r"You rate the same people [\d.]+ levels lower than the average rater\.", mine)
    assert "Yours alone until" in mine
    later = said(circle.people[0], "my-ratings", at=SCORED + timedelta(days=7))
    assert "Yours alone until" not in later
    assert "It was yours alone until" in later
    assert "The time that it took was not recorded." in mine
    assert "What you could do" in mine
    assert re.search(
        r"同样的人，您给的比一般评价人低 [\d.]+ 级", said(circle.people[0], "my-ratings", language="zh-hans")
    )
    other = said(circle.people[1], "my-ratings")
    assert "levels lower than the average rater." not in other
    assert "Nothing stands out in the way you rate" in other
    assert "Nothing yet" in said(circle.made.hr, "my-ratings")


@pytest.mark.spec("P4.4")
def test_of_few_ratings_it_says_that_nothing_can_be_told() -> None:
    circle = scored({0: 1}, people=4)
    assert "Too little was rated to tell anything of the way you rate" in said(circle.people[0], "my-ratings")


@pytest.mark.spec("P4.4")
def test_reading_it_is_kept_and_only_then_hr_reads_of_a_manager() -> None:
    circle = scored({-1: 1, 0: 1})
    where = [circle.made.id, circle.department]
    before = said(circle.made.hr, "raters", *where)
    assert "1 manager has not read yet what was found" in before
    assert "strict 1." not in before
    with time_machine.travel(SCORED, tick=False):
        lead = browser(circle.lead)
        day = lead.get(reverse("insight:day")).content.decode()
        of_cycles = re.findall(r"Your own way of rating in “(.+?)”: read it before anyone else does", day)
        assert of_cycles == ["Second quarter"] * 2
        [key] = re.findall(r"my-ratings/(\d+)/read", lead.get(reverse("evaluation:my-ratings")).content.decode())
        for reader in (circle.made.hr, circle.people[0], make_person(roles=(Role.AUDITOR,))):
            assert browser(reader).post(reverse("evaluation:acknowledge", args=[key])).status_code == 404
        done = lead.post(reverse("evaluation:acknowledge", args=[key]), follow=True)
        assert "Kept: you have read it." in done.content.decode()
        assert "before anyone else does" not in lead.get(reverse("insight:day")).content.decode()
    after = said(circle.made.hr, "raters", *where)
    assert re.search(r"strict [\d.]+", after)
    assert "has not read yet" not in after


@pytest.mark.spec("P4.3", "P4.4")
def test_of_anonymous_raters_hr_reads_numbers_and_not_before_the_days_are_over() -> None:
    circle = scored({0: 1, 1: 1, 2: 1})
    where = [circle.made.id, circle.department]
    early = said(circle.made.hr, "raters", *where)
    assert "all at once: a number that grew when somebody read would name him" in early
    late = said(circle.made.hr, "raters", *where, at=LATER)
    assert "peer (6)" in late.lower()
    assert "Severity 3" in late or "Severity not told" in late
    assert "Haste not told" in late
    for person in circle.people:
        assert f"/people/{person}" not in _html(circle, LATER)
    for reader in (circle.people[0], circle.lead, make_person(roles=(Role.AUDITOR,))):
        with time_machine.travel(LATER, tick=False):
            assert browser(reader).get(reverse("evaluation:raters", args=where)).status_code == 404


def _html(circle: Circle, at: datetime) -> str:
    with time_machine.travel(at, tick=False):
        answer = browser(circle.made.hr).get(reverse("evaluation:raters", args=[circle.made.id, circle.department]))
    main: str = answer.content.decode().split("<main", 1)[1]
    return main


@pytest.mark.spec("P4.3")
def test_agreement_is_told_in_words_on_the_rated_part_and_as_a_figure_to_who_runs_the_round() -> None:
    circle = scored({})
    where = [circle.made.id, circle.department]
    told = said(circle.people[0], "person", circle.made.id, circle.people[0])
    assert re.search(r"5 raters · 38% raters (largely agree|agree in part)", told)
    assert "Krippendorff" in said(circle.made.hr, "raters", *where)
    apart = scored({0: 2, 1: -1, 2: 2})
    assert "raters differ" in said(apart.people[3], "person", apart.made.id, apart.people[3])


@pytest.mark.spec("P4.4")
def test_before_scoring_hr_reads_who_cannot_be_compared_and_no_figure() -> None:
    ground = make_ground(peers=3, led=1)
    where = [ground.made.id, ground.department]
    text = said(ground.made.hr, "raters", *where, at=OPENED)
    assert "These people fall into" in text or "can be compared" in text
    assert "Told once the department is scored" in text
    circle = make_circle(4)
    joined = said(circle.made.hr, "raters", circle.made.id, circle.department, at=OPENED)
    assert "All 4 people who are rated can be compared" in joined
