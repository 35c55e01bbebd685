"""What the pages lead a decider of an appeal to: only to what opens, and where nothing opens they say why."""

import re
from html import unescape

import pytest
import time_machine
from django.test import Client

from tests.factories import dialogue, goals
from tests.factories.feedback import AppealDecider, Point
from tests.factories.insight import NOW, World
from tests.factories.on_appeal import Contested, contested
from tests.factories.organisation import Account, make_account, make_person
from tests.interfaces.web.insight.conftest import standing_world, world

__all__ = ["standing_world", "world"]
pytestmark = [pytest.mark.django_db, pytest.mark.spec("P5.6")]
WHY = {
    "en": "Not open to you: an appeal opens the scorecard it is about and nothing else of the person.",
    "zh-hans": "不对您开放：申诉只开放它所针对的记分卡，不开放此人的其他内容。",
}


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def made(world: World) -> Contested:
    found = contested(world)
    found.cite()
    return found


def browser(person: int, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(Account.objects.filter(person=person).first() or make_account(person=person, language=language))
    client.get("/account")
    return client


def html(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, (url, response.content.decode()[:300])
    return unescape(response.content.decode())


def main(page: str) -> list[str]:
    """Give the addresses to which the page itself leads, without what stands around every page."""
    body = page[page.index("<main") : page.index("</main>")]
    return [each for each in re.findall(r'href="(/[^"#]*)"', body) if not each.startswith("/static/")]


def test_every_link_on_a_deciders_pages_opens(made: Contested):
    client = browser(made.decider)
    todo, seen = [f"/talks/appeals/{made.appeal}", f"/talks/{made.talk}"], set()
    card, about = f"/people/{made.person}/scorecard", f"/people/{made.person}/cycles/{made.cycle}"
    while todo:
        url = todo.pop()
        if url in seen:
            continue
        seen.add(url)
        response = client.get(url)
        assert response.status_code == 200, url
        if response.streaming:
            list(response)
        if re.match(rf"{card}|{about}|/numbers/[^/]+/cases|/talks/(appeals/)?\d", url) and "/export" not in url:
            todo += main(unescape(response.content.decode()))
    assert f"{card}?period=2016-06" in seen
    assert about in seen
    assert any(each.startswith("/numbers/promises_kept/cases") for each in seen)
    assert not any(each.startswith("/numbers/cases_resolved/cases") for each in seen)
    assert not any("/rated" in each for each in seen)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_stays_closed_is_said_without_a_link_and_why(made: Contested, language: str):
    said = {"result": "守时", "target": "95%", "version": 1, "deadline": "2016-06-30"}
    cite(made, "goal", goal(made), said)
    page = html(browser(made.decider, language), f"/talks/{made.talk}")
    assert page.count(WHY[language]) == 1
    assert not any(each.startswith("/plan/goals/") for each in main(page))
    mine = html(browser(made.person, language), f"/talks/{made.talk}")
    assert WHY[language] not in mine
    assert any(each.startswith("/plan/goals/") for each in main(mine))


def test_an_obstacle_is_open_to_its_owner_and_the_line_and_not_by_an_appeal(made: Contested):
    key = dialogue.raised(made.person)
    cite(made, "obstacle", key, {"number": key, "days": 3})
    assert not any(each.startswith("/dialogue/") for each in main(html(browser(made.decider), f"/talks/{made.talk}")))
    assert f"/dialogue/obstacles/{key}" in main(html(browser(made.world.desk.lead), f"/talks/{made.talk}"))


def test_the_card_and_how_it_came_about_say_why_they_are_open_and_what_is_not(made: Contested):
    client = browser(made.decider)
    for url in (f"/people/{made.person}/scorecard", f"/people/{made.person}/cycles/{made.cycle}"):
        assert "You see this because you decide an appeal about it." in html(client, url)
        assert "You see this because" not in html(browser(made.world.desk.lead), url)
    assert "您能看到这一页，是因为您决定与它有关的申诉。" in html(
        browser(named(made), "zh-hans"), f"/people/{made.person}/scorecard"
    )


def test_after_silence_the_letter_leads_the_first_level_nowhere(made: Contested):
    made.moved_up()
    page = html(browser(made.decider), f"/talks/{made.talk}")
    assert not any("/scorecard" in each for each in main(page))
    assert WHY["en"] in page


def named(made: Contested) -> int:
    """Name one more who decides."""
    other = make_person()
    AppealDecider.objects.create(appeal_id=made.appeal, person_id=other, order=2, named_at=NOW)
    return other


def goal(made: Contested) -> int:
    """Write a goal of the person's with the manager."""
    row = goals.Goal.objects.create(
        cycle_id=made.cycle,
        level="person",
        department_id=made.world.desk.department,
        owner_id=made.person,
        manager_id=made.world.desk.lead,
        written_at=NOW,
    )
    said = {"result": "守时", "measure": "按时的比例", "target": "95%", "deadline": goals.DEADLINE}
    goals.GoalVersion.objects.create(
        goal=row, number=1, responsible_id=made.person, method="先致电", support="加派一人", at=NOW, **said
    )
    return row.pk


def cite(made: Contested, cites: str, key: int, params: dict[str, object]) -> None:
    code = {"goal": "feedback.point.goal", "obstacle": "feedback.point.obstacle_open"}[cites]
    Point.objects.create(talk_id=made.talk, question=1, rank=1, code=code, params=params, cites=cites, key=str(key))
