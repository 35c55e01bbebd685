"""Pages of evaluation: opened, filled in, given to customers, scored, told; in both languages."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from liuxin.performance.evaluation import queries
from liuxin.performance.evaluation.words import FormState
from liuxin.performance.plan import queries as plan
from tests.factories.forms import DEADLINE, OPENED, SCORED, Ground, make_ground, spread
from tests.factories.history import KEY
from tests.factories.organisation import Account, make_account, make_person, standing_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _key(settings: Settings) -> None:
    settings.SEAL_KEY = KEY.decode()


def browser(person: int, language: str = "en") -> Client:
    client = Client(HTTP_ACCEPT_LANGUAGE=language)
    account = Account.objects.filter(person=person).first() or make_account(person=person)
    client.force_login(account)
    return client


def said(answer: HttpResponseBase) -> str:
    """Give the text of a page without its tags."""
    content: bytes = getattr(answer, "content", b"")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", content.decode()))


def page(person: int, name: str, *args: object, language: str = "en") -> str:
    answer = browser(person, language).get(reverse(f"evaluation:{name}", args=args))
    assert answer.status_code == 200
    return said(answer)


@pytest.mark.spec("P4.3", "P5.0")
def test_hr_opens_forms_a_peer_fills_one_in_and_hr_scores() -> None:
    ground = make_ground(peers=3)
    hr = browser(ground.made.hr)
    where = [ground.made.id, ground.department]
    with time_machine.travel(OPENED, tick=False):
        assert hr.get(reverse("insight:day")).status_code == 200
        assert "5 raters are confirmed; their forms are not open yet." in said(hr.get(reverse("evaluation:home")))
        wrong = hr.post(reverse("evaluation:open", args=where), {"expires_at": "2016-01-01"})
        assert (wrong.status_code, "The last day lies in the past" in said(wrong)) == (409, True)
        done = hr.post(reverse("evaluation:open", args=where), {"expires_at": "2016-06-19"}, follow=True)
        assert "5 forms opened." in said(done)
        _fill_in(ground, ground.peers[0])
        assert queries.my_forms(ground.peers[0], OPENED)[0].state is FormState.HANDED_IN
        early = hr.post(reverse("evaluation:score", args=where), {"reason": ""})
        assert (early.status_code, "4 forms can still be answered" in said(early)) == (409, True)
    ground.rate(ground.lead, 4)
    for peer, level in zip(ground.peers[1:], (2, 5), strict=True):
        ground.rate(peer, level)
    with time_machine.travel(SCORED, tick=False):
        scored = hr.post(reverse("evaluation:score", args=where), {"reason": ""}, follow=True)
        assert "6 results, provisional until they were talked through." in said(scored)
        again = hr.post(reverse("evaluation:score", args=where), {"reason": ""})
        assert (again.status_code, "Scoring again needs a reason" in said(again)) == (409, True)
        finished = hr.post(reverse("evaluation:finish", args=where), follow=True)
        assert "The phase is finished." in said(finished)
    assert plan.phase_of(ground.made.id, ground.department) == 5


def _fill_in(ground: Ground, peer: int) -> None:
    client = browser(peer)
    address = reverse("evaluation:form", args=[ground.assignment[peer]])
    assert client.get(address).status_code == 200
    for heart in ("care", "love", "sincerity", "attention", "dedication", "perseverance"):
        kept = client.post(
            address, {"question": heart, "answer": "not_seen" if heart == "love" else "3", "go": "review"}
        )
        assert kept.status_code == 302
    assert client.post(address, {"go": "submit"}).status_code == 302
    assert "This form was handed in and cannot be changed." in said(client.get(address))


def test_a_form_shows_what_both_worked_on_and_is_nobody_elses() -> None:
    ground = make_ground(peers=3)
    ground.open()
    key = ground.assignment[ground.peers[0]]
    with time_machine.travel(OPENED, tick=False):
        assert "1 · " in page(ground.peers[0], "form", key)
        for stranger in (ground.peers[1], ground.lead, ground.made.hr, make_person()):
            assert browser(stranger).get(reverse("evaluation:form", args=[key])).status_code == 404
        mine = page(ground.peers[0], "mine")
        assert "waits for you" in mine
        assert "等您填写" in page(ground.peers[0], "mine", language="zh-hans")


@pytest.mark.spec("P3.3")
def test_who_may_not_rate_is_told_why_and_where_to_go() -> None:
    ground = make_ground(peers=3, ready=False)
    ground.open()
    with time_machine.travel(OPENED, tick=False):
        answer = browser(ground.peers[0]).get(reverse("evaluation:mine"))
        assert "not open to you" in said(answer)
        assert reverse("evaluators:declare", args=[ground.made.id]) in answer.content.decode()


@pytest.mark.spec("P4.3")
def test_a_link_is_shown_once_and_its_customer_named_to_hr_only() -> None:
    ground = make_ground(peers=3, customers=2)
    ground.open()
    address = reverse("evaluation:links", args=[ground.made.id, ground.department])
    with time_machine.travel(OPENED, tick=False):
        hr = browser(ground.made.hr)
        assert "/s/" not in hr.get(address).content.decode()
        issued = hr.post(address, {"id": list(ground.of_customer.values())}).content.decode()
        links = re.findall(r"http://testserver(/s/[\w-]+)", issued)
        assert len(set(links)) == 2
        assert "/s/" not in hr.get(address).content.decode()
        assert Client().get(links[0]).status_code == 200
        assert browser(ground.peers[0]).get(address).status_code == 404
        assert browser(ground.made.place.head).get(address).status_code == 200


@pytest.mark.spec("P4.3", "D6")
def test_the_rated_part_is_told_by_heart_and_group() -> None:
    ground = make_ground(peers=3, customers=1)
    ground.open()
    ground.rate(ground.lead, 5)
    ground.rate(ground.ratee, 2)
    spread(ground, [3, 4, 4])
    ground.score()
    with time_machine.travel(SCORED, tick=False):
        for reader, language in ((ground.ratee, "en"), (ground.lead, "zh-hans"), (ground.made.hr, "en")):
            text = page(reader, "person", ground.made.id, ground.ratee, language=language)
            assert "3.7" in text
            assert "n 3" in text
            assert ("暂定" if language == "zh-hans" else "provisional") in text
        for stranger in (ground.peers[0], make_person()):
            answer = browser(stranger).get(reverse("evaluation:person", args=[ground.made.id, ground.ratee]))
            assert answer.status_code == 404


@pytest.mark.spec("P4.3")
def test_fewer_than_three_are_not_shown_and_the_page_says_so() -> None:
    ground = make_ground(peers=2)
    ground.open()
    ground.rate(ground.lead, 4)
    spread(ground, [1, 2])
    ground.score()
    with time_machine.travel(SCORED, tick=False):
        text = page(ground.ratee, "person", ground.made.id, ground.ratee)
    assert "fewer than three answered, so their ratings are neither shown nor counted" in text
    assert "1.5" not in text


@pytest.mark.spec("P5.0", "D6")
def test_the_scorecard_says_provisional_and_leads_to_the_rated_part() -> None:
    ground = make_ground(peers=3)
    ground.open()
    ground.rate(ground.lead, 4)
    spread(ground, [3, 4, 5])
    ground.score()
    with time_machine.travel(SCORED, tick=False):
        found = browser(ground.ratee).get(reverse("insight:scorecard", args=[ground.ratee]) + "?period=2016-03")
        text = said(found)
        assert "provisional: to be talked through first" in text
        assert reverse("evaluation:person", args=[ground.made.id, ground.ratee]) in found.content.decode()
        linked = re.search(r'href="(/[^"]*scorecard[^"]*)"', _person_html(ground))
        assert linked is not None
        assert browser(ground.ratee).get(linked[1].replace("&amp;", "&")).status_code == 200


def _person_html(ground: Ground) -> str:
    where = reverse("evaluation:person", args=[ground.made.id, ground.ratee])
    return browser(ground.ratee).get(where).content.decode()


def test_what_waits_leads_to_the_form_and_to_scoring() -> None:
    ground = make_ground(peers=3)
    before = queries.waiting(standing_of(ground.made.hr, OPENED), OPENED)
    assert [each.code for each in before] == ["evaluation.waits.open_forms"]
    ground.open()
    [mine] = queries.waiting(standing_of(ground.peers[0], OPENED), OPENED)
    assert (mine.code, mine.page, dict(mine.key), mine.due) == (
        "evaluation.waits.form",
        "evaluation:form",
        {"assignment": ground.assignment[ground.peers[0]]},
        DEADLINE,
    )
    assert queries.waiting(standing_of(ground.made.hr, OPENED), OPENED) == ()
    over = DEADLINE + timedelta(hours=1)
    assert [each.code for each in queries.waiting(standing_of(ground.made.hr, over), over)] == [
        "evaluation.waits.score"
    ]
    assert queries.waiting(standing_of(ground.peers[0], over), over) == ()
    ground.score()
    assert [each.code for each in queries.waiting(standing_of(ground.made.hr, SCORED), SCORED)] == [
        "evaluation.waits.finish"
    ]
