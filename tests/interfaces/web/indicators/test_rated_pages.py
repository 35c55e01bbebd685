"""A rated line on the pages that look up what a line measures."""

from html import unescape

import pytest
from django.test import Client
from pytest_django import Settings

from liuxin.desk.organisation.words import Role
from liuxin.performance.evaluation import actions as evaluation
from tests.factories import organisation as made
from tests.factories.history import KEY
from tests.factories.indicators import HEARTS, SYSTEM, draft, example, line, rated
from tests.factories.work import APRIL, AT, MARCH, Work, on_record
from tests.interfaces.web.indicators.test_pages import PROMISES, send, sheet, view

pytestmark = [pytest.mark.django_db, pytest.mark.spec("P2.1")]
HEART_ROW = (HEARTS, "40", "3", "4", "4.5")


@pytest.fixture(autouse=True)
def _key(settings: Settings) -> None:
    settings.SEAL_KEY = KEY.decode()


def browser(language: str = "en", *roles: Role) -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(made.make_account(roles=roles or (Role.DIRECTOR,)))
    client.get("/account")
    return client


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return unescape(b"".join(response).decode())


@pytest.mark.parametrize(
    ("language", "name", "said"),
    [("en", "Six hearts, rated", "Why it is rated, not measured:"), ("zh-hans", "六心行为评价", "为什么由人评价：")],
)
def test_a_set_says_why_a_line_is_rated(language: str, name: str, said: str) -> None:
    key = example(line(weight="60"), rated())
    page = text(browser(language), f"/indicators/{key}")
    assert name in page
    assert said in page


def test_a_rated_line_is_written_on_the_sheet_with_its_reason() -> None:
    key, client = draft(), browser()
    status, page = send(client, key, sheet(key, PROMISES, HEART_ROW))
    assert (status, "Say why “Six hearts, rated” is rated by people" in page) == (200, True)
    why = {"line1-why_rated_en": "Care cannot be counted.", "line0-why_rated_en": "left over from another measure"}
    assert send(client, key, sheet(key, PROMISES, HEART_ROW, **why))[0] == 302
    measured, heart = view(key).indicators
    assert (measured.why_rated.en, heart.why_rated.en) == ("", "Care cannot be counted.")
    assert "Care cannot be counted." in text(client, f"/indicators/{key}/edit")


def test_scorecards_live_and_frozen_show_a_rated_line_as_not_rated_yet() -> None:
    where = made.make_position()
    person = made.make_person(position=where)
    key = example(line(weight="60"), rated(), position_id=where)
    on_record(Work(person, cases=40, kept=40), Work(made.make_person(position=where), cases=1, kept=1, period=APRIL))
    freeze(key, person)
    client, card = browser(), f"/people/{person}/scorecard"
    for view_of in ("", "&view=live"):
        page = text(client, f"{card}?period=2016-03{view_of}")
        assert "Six hearts, rated" in page
        assert "not rated yet" in page
    assert "Six hearts, rated" in text(client, f"{card}/export?period=2016-03&form=csv")


def freeze(key: int, person: int) -> None:
    evaluation.freeze_measured(set_id=key, period=MARCH, people=[person], by=SYSTEM, at=AT)


def test_the_account_of_a_rated_number_says_that_people_rate_it() -> None:
    assert "no record gives the number" in text(browser(), f"/numbers/{HEARTS}/about")
