"""Pages of queues and of the board that must be empty."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from liuxin.desk.organisation import actions as organisation
from tests import worlds
from tests.factories.cases import NINE, Case, Desk, fresh, make_desk
from tests.factories.organisation import PASSWORD, SYSTEM, Person, make_account, make_calendar

pytestmark = pytest.mark.django_db
QUEUES, BOARD = reverse("cases:queues"), reverse("cases:board")
FAR = NINE + timedelta(days=9)


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


@pytest.mark.spec("S4")
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("In my hands", "Take the next", "Past promise or next step", "2\u00a0h", "no limit", "Chen Xiao")),
        ("zh-hans", ("我经手的", "接手下一件", "超过承诺或下一步期限", "2\u00a0小时", "不限", "陈晓")),
    ],
)
def test_the_queues_say_what_waits_who_holds_what_and_since_when(desk, language, words):
    Person.objects.filter(pk=desk.agent).update(name_en="Chen Xiao")
    desk.receive(take=False, at=NINE - timedelta(hours=2), next_due=NINE + timedelta(hours=1))
    mine = desk.receive(title="我的")
    page = browser(desk.agent, language).get(QUEUES).content.decode()
    for word in (*words, mine.title):
        assert word in page, word


@pytest.mark.spec("S4")
def test_taking_the_next_gives_the_one_whose_promise_is_due_first_and_says_when_nothing_waits(desk):
    first, urgent = desk.receive(take=False), desk.receive(take=False, at=NINE + timedelta(minutes=-5), priority=1)
    client = browser(desk.agent)
    url = reverse("cases:take-next", args=[desk.team])
    assert client.post(url).headers["Location"] == reverse("cases:case", args=[urgent.code])
    assert client.post(url).headers["Location"] == reverse("cases:case", args=[first.code])
    assert {fresh(case).holder_id for case in (first, urgent)} == {desk.agent}
    assert "Nothing waits in this queue any more." in client.post(url, follow=True).content.decode()


def test_nobody_takes_from_the_queue_of_another_team(desk):
    case = desk.receive(by=desk.other_agent, team=desk.other_team, take=False)
    assert browser(desk.agent).post(reverse("cases:take-next", args=[desk.other_team])).status_code == 404
    assert fresh(case).holder_id is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_queues_take_the_same_number_of_queries(desk, count, django_assert_num_queries):
    for _ in range(count):
        desk.receive(take=False)
        desk.receive()
    client = browser(desk.agent)
    client.get(QUEUES)
    with django_assert_num_queries(10):
        client.get(QUEUES)


@pytest.mark.spec("S5")
@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("Nothing is without an owner", "1 case that is not closed")), ("zh-hans", ("没有一件工单无主", "1 件"))],
)
def test_the_empty_board_says_that_it_is_empty_and_what_it_looked_at(desk, language, words):
    desk.receive(next_due=FAR)
    page = browser(desk.agent, language).get(BOARD).content.decode()
    for word in words:
        assert word in page, word


@pytest.mark.spec("S5")
def test_each_sentence_of_the_board_follows_the_record(desk):
    client = browser(desk.director)
    case = desk.receive(next_due=FAR)
    assert "Nothing is without an owner" in client.get(BOARD).content.decode()
    Person.objects.filter(pk=desk.agent).update(left_on=NINE.date())
    page = client.get(BOARD).content.decode()
    assert "The accountable person has left, or the account is closed" in page
    assert case.code in page
    assert "Nothing is without an owner" not in page
    Person.objects.filter(pk=desk.agent).update(left_on=None)
    organisation.set_absence(person_id=desk.agent, start=NINE, end=FAR + timedelta(1), by=SYSTEM, at=NINE)
    assert "The accountable person is away beyond the next step" in client.get(BOARD).content.decode()
    Case.objects.filter(pk=case.pk).update(next_due=FAR + timedelta(days=2))
    assert "Nothing is without an owner" in client.get(BOARD).content.decode()


def test_with_no_open_case_the_board_does_not_claim_that_all_are_in_order(desk):
    page = browser(desk.director).get(BOARD).content.decode()
    assert "There is no open case" in page
    assert "Nothing is without an owner" not in page


def test_the_list_shows_what_nobody_holds(desk):
    held, waiting = desk.receive(), desk.receive(take=False)
    page = browser(desk.agent).get(reverse("cases:list"), {"unheld": "1"}).content.decode()
    assert waiting.code in page
    assert held.code not in page
    assert "Take away the filter: Held by nobody" in page
