"""Raw and fair value side by side, with a sentence that follows the ratings, or that it cannot be told."""

import re
from collections.abc import Mapping

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.factories.circle import Circle, make_circle
from tests.factories.forms import SCORED
from tests.factories.history import KEY
from tests.factories.organisation import Account, make_account

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _key(settings: Settings) -> None:
    settings.SEAL_KEY = KEY.decode()


def scored(strict: Mapping[int, int], people: int = 6) -> Circle:
    """Let all rate one another; at -1 stands the manager, stricter by so many levels."""
    circle = make_circle(people)
    circle.rate({circle.lead if place < 0 else circle.people[place]: by for place, by in strict.items()})
    circle.score()
    return circle


def said(person: int, address: str, language: str = "en") -> str:
    client = Client(HTTP_ACCEPT_LANGUAGE=language)
    client.force_login(Account.objects.filter(person=person).first() or make_account(person=person))
    with time_machine.travel(SCORED, tick=False):
        answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def pages(circle: Circle, person: int, language: str = "en") -> list[str]:
    """Read every page on which a rated value stands: the rated part, the scorecard, how the score came about."""
    addresses = (
        reverse("evaluation:person", args=[circle.made.id, person]),
        reverse("insight:scorecard", args=[person]) + "?period=2016-03",
        reverse("insight:came-about", args=[person, circle.made.id]),
    )
    return [said(person, address, language) for address in addresses]


@pytest.mark.spec("P4.3")
def test_every_page_says_by_how_much_the_raters_were_stricter_and_it_follows_the_ratings() -> None:
    strict = scored({-1: 1})
    for text in pages(strict, strict.people[0]):
        assert re.search(r"levels stricter than (the average rater, so the fair value is|average, taken out)", text)
        assert re.search(r"[Rr]aw (one |value )?\d\.\d\d", text)
    for text in pages(strict, strict.people[0], "zh-hans"):
        assert re.search(r"评价人(合起来)?比一般(评价人)?严", text)
    milder = scored({-1: -1})
    for text in pages(milder, milder.people[0]):
        assert re.search(r"levels milder than (the average rater, so the fair value is|average, taken out)", text)


@pytest.mark.spec("P4.3")
def test_of_few_ratings_every_page_says_that_it_cannot_be_told() -> None:
    few = scored({-1: 1}, people=4)
    for text in pages(few, few.people[0]):
        assert re.search(r"(How strict the raters are|severity of the raters) cannot be told", text)
        assert "stricter than" not in text
    for text in pages(few, few.people[0], "zh-hans"):
        assert "评价人严不严看不出来" in text
    assert "it takes 30 ratings of each" in pages(few, few.people[0])[0]
