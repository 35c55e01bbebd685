import re
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from liuxin.desk.organisation.words import Role
from liuxin.kernel.actor import Actor
from liuxin.performance.dialogue import actions, queries
from liuxin.performance.dialogue.words import IncidentKind, ObstacleState
from tests.factories.dialogue import AT, DUE, CheckIn, Incident, Line, Obstacle, Praise, line, noted, raised
from tests.factories.organisation import PASSWORD, make_account, make_person, standing_of

pytestmark = pytest.mark.django_db
HOME = reverse("dialogue:home")


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def of() -> Line:
    return line()


def browser(person: int, language: str = "en") -> Client:
    account = make_account(person=person, language=language)
    client = Client(headers={"accept-language": language})
    client.post(reverse("organisation:sign-in"), {"username": account.username, "password": PASSWORD})
    return client


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def page_of(obstacle: int) -> str:
    return reverse("dialogue:obstacle", args=[obstacle])


def act(client: Client, name: str, key: int, words: str = "换了一台"):
    prefix = {"support": "support", "clear": "clear", "still-there": "still"}.get(name, "")
    return client.post(reverse(f"dialogue:{name}", args=[key]), {f"{prefix}-text": words})


@pytest.mark.spec("D2")
def test_an_obstacle_goes_its_way_by_the_pages(of):
    agent, lead = browser(of.agent, "zh-hans"), browser(of.lead)
    assert agent.post(reverse("dialogue:raise"), {"what": "打印机坏了", "case": "c-1"})["Location"] == HOME
    obstacle = Obstacle.objects.get()
    assert (obstacle.case, obstacle.owner_id) == ("C-1", of.lead)
    mine = text(agent.get(HOME))
    assert "打印机坏了" in mine
    assert "2016-06-03 18:00 到期" in mine
    assert "Obstacles that you owe an answer" in text(lead.get(HOME))
    assert act(lead, "support", obstacle.pk, "先用隔壁的").status_code == 302
    assert act(lead, "clear", obstacle.pk).status_code == 302
    page = text(agent.get(page_of(obstacle.pk)))
    for words in ("先用隔壁的", "换了一台", "待确认", "您说了才算清除"):
        assert words in page, words
    assert act(agent, "still-there", obstacle.pk, "又坏了").status_code == 302
    assert act(lead, "clear", obstacle.pk, "换了新的").status_code == 302
    assert act(agent, "confirm", obstacle.pk).status_code == 302
    assert "已清除" in text(agent.get(page_of(obstacle.pk)))
    assert queries.obstacle(standing_of(of.agent, AT), obstacle.pk, AT).state is ObstacleState.CLEARED


def test_confirming_twice_is_told_on_the_page(of):
    obstacle = raised(of.agent)
    agent = browser(of.agent)
    assert act(agent, "confirm", obstacle).status_code == 409
    act(browser(of.lead), "clear", obstacle)
    assert act(agent, "confirm", obstacle).status_code == 302
    response = act(agent, "confirm", obstacle)
    assert response.status_code == 409
    assert "was confirmed as cleared already" in text(response)


def test_an_obstacle_cleared_by_somebody_else_is_refused(of):
    obstacle = raised(of.agent)
    assert act(browser(of.head), "clear", obstacle).status_code == 403
    assert act(browser(of.mate), "clear", obstacle).status_code == 404
    assert Obstacle.objects.get().cleared_at is None


def test_somebody_without_a_manager_is_told_whom_to_ask_and_loses_no_word(of):
    response = browser(of.stranger).post(reverse("dialogue:raise"), {"what": "没有人可找", "case": ""})
    assert response.status_code == 409
    assert "Ask HR to enter whom you report to" in text(response)
    assert "没有人可找</textarea>" in response.content.decode()


def test_an_empty_form_names_its_fields(of):
    lead = browser(of.lead)
    for name in ("raise", "praise", "note", "check-in"):
        response = lead.post(reverse(f"dialogue:{name}"), {})
        assert response.status_code == 400, name
        assert "This field is required" in text(response), name
    assert act(lead, "support", raised(of.agent), " ").status_code == 400


@pytest.mark.parametrize(
    ("at", "word", "mark"),
    [
        (AT, "to be cleared", "st-none"),
        (DUE - timedelta(hours=24), "to be cleared", "st-warn"),
        (DUE + timedelta(seconds=1), "overdue", "st-bad"),
    ],
)
def test_the_mark_of_an_obstacle_follows_the_clock(of, at, word, mark):
    obstacle = raised(of.agent)
    client = browser(of.agent)
    with time_machine.travel(at, tick=False):
        page = client.get(page_of(obstacle)).content.decode()
    assert re.search(rf'class="st {mark}">.*?</svg>{word}<', page)


@pytest.mark.parametrize(("late", "word"), [(False, "cleared"), (True, "cleared late")])
def test_what_was_cleared_late_says_so(of, late, word):
    obstacle = raised(of.agent)
    at = DUE + timedelta(minutes=1) if late else AT
    actions.clear_obstacle(obstacle_id=obstacle, text="好了", by=Actor.person(of.lead), at=at)
    actions.confirm_cleared(obstacle_id=obstacle, by=Actor.person(of.agent), at=at)
    assert re.search(rf"</svg>{word}<", browser(of.agent).get(page_of(obstacle)).content.decode())


@pytest.mark.spec("P4.1")
def test_an_incident_is_noted_read_at_once_and_replied_to(of):
    lead, agent = browser(of.lead), browser(of.agent, "zh-hans")
    form = lead.get(reverse("dialogue:note"), {"person": of.agent}).content.decode()
    assert f'<option value="{of.agent}" selected>' in form
    assert f'value="{of.stranger}"' not in form
    given = {"person": of.agent, "kind": "bad", "heart": "attention", "what": "漏记了门牌", "effect": "客户又来电"}
    given |= {"case": "", "happened_at": "2016-06-01T09:30"}
    assert lead.post(reverse("dialogue:note"), given).status_code == 302
    incident = Incident.objects.get()
    assert incident.happened_at == AT - timedelta(minutes=30)
    page = text(agent.get(HOME))
    for words in ("漏记了门牌", "客户又来电", "有待改进", "细心", "回应"):
        assert words in page, words
    address = reverse("dialogue:reply", args=[incident.pk])
    assert agent.post(address, {"reply": "电话里听不清"}).status_code == 302
    for page in (HOME, reverse("dialogue:person", args=[of.agent])):
        assert "电话里听不清" in text(lead.get(page))
    again = agent.post(address, {"reply": "还有"})
    assert again.status_code == 409
    assert "您已经回应过了" in text(again)


def test_an_incident_about_somebody_outside_ones_line_is_refused(of):
    given = {"person": of.stranger, "kind": "bad", "heart": "care", "what": "迟到"}
    assert browser(of.lead).post(reverse("dialogue:note"), given).status_code == 400
    assert browser(of.agent).post(reverse("dialogue:note"), given | {"person": of.mate}).status_code == 403
    assert not Incident.objects.exists()


def test_an_incident_in_the_future_is_told_beside_the_field(of):
    given = {"person": of.agent, "kind": "good", "heart": "care", "what": "将要", "happened_at": "2016-06-01T10:01"}
    response = browser(of.lead).post(reverse("dialogue:note"), given)
    assert response.status_code == 400
    assert 'id="dialogue-happened_at_error"' in response.content.decode()


def test_praise_names_a_heart_and_is_read_at_once(of):
    agent = browser(of.agent)
    form = agent.get(reverse("dialogue:praise")).content.decode()
    assert f'value="{of.mate}"' in form
    assert f'<option value="{of.agent}"' not in form
    given = {"person": of.mate, "heart": "love", "text": "帮我顶了夜班", "case": ""}
    assert agent.post(reverse("dialogue:praise"), given).status_code == 302
    assert Praise.objects.get().by_id == of.agent
    page = browser(of.mate).get(HOME).content.decode()
    assert "帮我顶了夜班" in page
    assert page.count('class="f"') == 1


def test_a_check_in_is_kept_for_both(of):
    given = {"person": of.agent, "note": "聊了排班", "next_on": "2016-06-08"}
    assert browser(of.lead).post(reverse("dialogue:check-in"), given).status_code == 302
    assert CheckIn.objects.get().next_on == date(2016, 6, 8)
    assert "next on 2016-06-08" in text(browser(of.agent).get(HOME))


def test_a_persons_page_is_for_the_line(of):
    noted(of.agent, of.lead, IncidentKind.BAD)
    address = reverse("dialogue:person", args=[of.agent])
    for reader, status in ((of.agent, 200), (of.lead, 200), (of.head, 200), (of.mate, 404), (of.stranger, 404)):
        assert browser(reader).get(address).status_code == status
    auditor = text(browser(make_person(roles=(Role.AUDITOR,))).get(address))
    assert "替老人垫付并送药上门" in auditor
    assert "Note an incident" not in auditor


def test_empty_pages_say_what_to_do(of):
    page = text(browser(of.agent).get(HOME))
    for words in ("your manager owes you an answer in two working days", "No incident is on record", "None yet."):
        assert words in page, words
    assert "Obstacles that you owe" not in page


@pytest.mark.parametrize("address", ["home", "raise", "praise", "note", "check-in"])
def test_a_page_has_one_main_button(of, address):
    assert browser(of.lead).get(reverse(f"dialogue:{address}")).content.decode().count('"bt bt-1"') == 1


@pytest.mark.parametrize("count", [1, 3])
def test_ones_page_is_read_in_constant_statements(of, count, django_assert_num_queries):
    for _ in range(count):
        raised(of.agent)
        raised(of.mate)
        noted(of.agent, of.lead)
    client = browser(of.lead)
    client.get(HOME)
    with django_assert_num_queries(11):
        client.get(HOME)


@pytest.mark.parametrize("count", [1, 3])
def test_a_persons_page_is_read_in_constant_statements(of, count, django_assert_num_queries):
    for _ in range(count):
        raised(of.agent)
        noted(of.agent, of.lead)
    client, address = browser(of.lead), reverse("dialogue:person", args=[of.agent])
    client.get(address)
    with django_assert_num_queries(10):
        client.get(address)
