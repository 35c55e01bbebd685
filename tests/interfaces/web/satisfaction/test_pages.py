import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from liuxin.desk.cases import queries
from liuxin.desk.surveys.words import Seen
from tests.factories.cases import NINE, Desk, events_with_codes
from tests.factories.organisation import PASSWORD, make_account
from tests.factories.surveying import ASKED_AT, Asking, answer, ask, asking_desk

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S7")]
RULE, ANSWERS = reverse("satisfaction:rule"), reverse("satisfaction:answers")
TERMS = {
    "enabled": "on",
    "delay_hours": "12",
    "from_hour": "9",
    "to_hour": "20",
    "rest_days": "10",
    "remind_days": "2",
    "open_days": "7",
    "hearts": "1",
    "low_at": "2",
}


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(ASKED_AT, tick=False):
        yield


@pytest.fixture
def desk() -> Desk:
    return asking_desk()


@pytest.fixture
def page(desk) -> str:
    desk.closed()
    return reverse("satisfaction:answer", args=[ask()[0]])


def browser(person: int, language: str = "en") -> Client:
    account = make_account(person=person, language=language)
    client = Client(headers={"accept-language": language})
    client.post(reverse("organisation:sign-in"), {"username": account.username, "password": PASSWORD})
    return client


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def hearts() -> list[str]:
    return Asking.objects.get().hearts.split()


def test_nothing_is_chosen_beforehand_and_overall_comes_first(page):
    said = Client(headers={"accept-language": "en"}).get(page).content.decode()
    assert "checked" not in said
    names = list(dict.fromkeys(re.findall(r'type="radio" name="(\w+)"', said)))
    assert names == ["overall", "resolved", *hearts()]
    assert said.count('value="not_applicable"') == 2
    assert "They are not anonymous" in said


def test_freescout_1346_1743_and_posthog_43690_opening_the_link_with_any_parameters_writes_nothing(page):
    client = Client()
    for query in ("", "?overall=1&resolved=1", "?do=submit"):
        assert client.get(page + query).status_code == 200
        assert client.head(page + query).status_code == 200
    row = Asking.objects.get()
    assert (row.answered_at, row.overall) == (None, None)
    assert "checked" not in client.get(page + "?overall=1").content.decode()


@pytest.mark.parametrize(("language", "thanks"), [("zh-hans", "谢谢"), ("en", "thank you")])
def test_freescout_2957_and_3140_several_questions_are_answered_on_one_page_and_the_link_is_used(
    page, language, thanks
):
    client = Client(headers={"accept-language": language})
    first, second = hearts()
    given = {"overall": "4", "resolved": "5", first: "5", second: Seen.NOT_APPLICABLE.value, "comment": "很好"}
    done = client.post(page, given, follow=True)
    assert done.status_code == 200
    assert thanks in text(done)
    code = Asking.objects.select_related("case").get().case.code
    assert events_with_codes(code, "survey.answered") == [{"overall": 4, "resolved": 5, "resolution": 1, first: 5}]
    again = client.post(page, {"overall": "1", "resolved": "1"})
    assert thanks in text(again)
    assert Asking.objects.get().overall == 4


def test_what_is_missing_is_named_and_nothing_typed_is_lost(page):
    answered = Client(headers={"accept-language": "en"}).post(page, {"overall": "2", "comment": "等了三天"})
    said = answered.content.decode()
    assert answered.status_code == 400
    assert 'id="problem-resolved"' in said
    assert "This question waits for an answer" in said
    assert re.search(r'name="overall" value="2" checked', said)
    assert "等了三天" in said
    assert Asking.objects.get().answered_at is None


def test_a_level_that_is_none_and_a_question_that_is_not_asked_are_refused_or_left_out(page):
    client = Client()
    assert client.post(page, {"overall": "9", "resolved": "5"}).status_code == 400
    assert client.post(page, {"overall": "4", "resolved": "4"}).status_code == 400
    other = next(heart for heart in ("care", "love", "sincerity", "attention") if heart not in hearts())
    assert client.post(page, {"overall": "4", "resolved": "5", other: "1"}).status_code == 302


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_each_end_of_a_link_has_its_own_page(page, language):
    client = Client(headers={"accept-language": language})
    ends = {}
    with time_machine.travel(ASKED_AT + timedelta(days=14), tick=False):
        ends["expired"] = client.get(page)
    ends["unknown"] = client.get(reverse("satisfaction:answer", args=["forged"]))
    client.post(page, {"overall": "4", "resolved": "5"})
    ends["used"] = client.get(page)
    assert {name: one.status_code for name, one in ends.items()} == {"expired": 410, "unknown": 404, "used": 200}
    assert len({text(one) for one in ends.values()}) == 3


def test_the_director_decides_when_customers_are_asked_and_others_read_it(desk):
    director, agent = browser(desk.director), browser(desk.agent)
    wrong = director.post(RULE, {**TERMS, "to_hour": "8"})
    assert wrong.status_code == 400
    assert "The end must be later than the beginning" in text(wrong)
    assert director.post(RULE, TERMS).status_code == 302
    assert queries.survey_terms().delay_hours == 12
    assert "The director decides this" in text(agent.get(RULE))
    assert agent.post(RULE, TERMS).status_code == 403


def test_a_mean_stands_beside_how_many_were_asked_and_answered(desk):
    asking_terms = {**TERMS, "rest_days": "0"}
    browser(desk.director).post(RULE, asking_terms)
    desk.closed()
    desk.closed(at=NINE + timedelta(minutes=5))
    answer(ask()[0], overall=4, comment="师傅很耐心")
    ask(ASKED_AT + timedelta(minutes=10))
    with time_machine.travel(ASKED_AT + timedelta(hours=1), tick=False):
        said = text(browser(desk.agent).get(ANSWERS))
        assert "asked 2, answered 1 (50%)" in said
        assert "师傅很耐心" in said
        stranger = text(browser(desk.other_agent).get(ANSWERS))
    assert "师傅很耐心" not in stranger
    assert "Nobody was asked in this time" in stranger


def test_the_answers_ask_as_much_for_three_as_for_one(desk, django_assert_max_num_queries):
    browser(desk.director).post(RULE, {**TERMS, "rest_days": "0"})
    for number in range(3):
        desk.closed(at=NINE + timedelta(minutes=number))
        answer(ask(ASKED_AT + timedelta(minutes=number))[0])
    client = browser(desk.agent)
    with (
        time_machine.travel(ASKED_AT + timedelta(hours=1), tick=False),
        django_assert_max_num_queries(10),
    ):
        assert client.get(ANSWERS).status_code == 200
