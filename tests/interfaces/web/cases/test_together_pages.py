"""Pages of work on many cases, of the live list and of saved views."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from liuxin.desk.cases import actions
from liuxin.kernel.actor import Actor
from tests import worlds
from tests.factories.cases import NINE, Desk, SavedView, fresh, make_desk, seen
from tests.factories.organisation import PASSWORD, make_account, make_calendar

pytestmark = pytest.mark.django_db
LIST, TOGETHER, LIVE, VIEWS = (reverse(f"cases:{name}") for name in ("list", "together", "live", "views"))


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
def test_cases_are_chosen_looked_at_done_and_undone(desk):
    client = browser(desk.agent)
    first, second = desk.receive(take=False), desk.receive()
    page = client.get(TOGETHER, {"deed": "take", "case": [first.code, second.code]}).content.decode()
    assert "2 cases chosen" in page
    chosen = [f"{case.code}:{fresh(case).version}" for case in (first, second)]
    look = client.post(TOGETHER, {"deed": "take", "case": chosen, "do": "look"}).content.decode()
    assert "It would be done with 1 case." in look
    assert "1 would be refused." in look
    assert "is not yours to do here" in look
    assert fresh(first).holder_id is None
    done = client.post(TOGETHER, {"deed": "take", "case": chosen, "do": "do"}).content.decode()
    assert "Done with 1 case." in done
    assert fresh(first).holder_id == desk.agent
    undo = reverse("cases:together-undo", args=[int(done.split("/cases/together/")[1].split("/")[0])])
    assert "1 case is as it was." in client.post(undo, follow=True).content.decode()
    assert fresh(first).holder_id is None


@pytest.mark.spec("S4")
def test_all_that_the_list_finds_are_chosen_and_what_is_missing_is_said_at_its_field(desk):
    client = browser(desk.agent, "zh-hans")
    for _ in range(3):
        desk.receive(priority=1)
    desk.receive(priority=4)
    asked = {"deed": "plan", "all": "1", "asked": "priority=1"}
    assert "选中 3 件工单" in client.get(TOGETHER, asked).content.decode()
    answer = client.post(TOGETHER, asked | {"do": "look", "next_due": "2030-01-01T10:00", "next_action": ""})
    assert answer.status_code == 400
    assert 'id="many-next_action_error"' in answer.content.decode()
    assert 'value="2030-01-01T10:00"' in answer.content.decode()


def test_nothing_chosen_says_what_to_do(desk):
    client = browser(desk.agent)
    assert "No case is chosen" in client.get(TOGETHER).content.decode()
    assert "Choose at least one case" in client.post(TOGETHER, {"deed": "take"}).content.decode()


@pytest.mark.spec("S4")
def test_a_transfer_of_many_offers_the_people_of_the_chosen_team(desk):
    case = desk.receive()
    client = browser(desk.agent)
    asked = {"deed": "transfer", "case": case.code, "team": str(desk.team)}
    page = client.get(TOGETHER, asked).content.decode()
    assert f'<option value="{desk.colleague}">' in page
    told = asked | {"holder": str(desk.colleague), "reason": "shift", "do": "do"}
    assert "Done with 1 case." in client.post(TOGETHER, told).content.decode()
    assert fresh(case).holder_id == desk.colleague


@pytest.mark.spec("S4")
def test_the_live_list_gives_nothing_while_nothing_changed_and_the_rows_when_something_did(desk):
    case = desk.receive()
    client = browser(desk.agent)
    page = client.get(LIST).content.decode()
    mark = page.split('data-mark="')[1].split('"')[0]
    assert client.get(LIVE, {"mark": mark}).status_code == 204
    actions.plan_next(
        case=seen(case), next_action="回电", next_due=NINE + timedelta(hours=1), by=Actor.person(desk.agent), at=NINE
    )
    answer = client.get(LIVE, {"mark": mark})
    assert answer.status_code == 200
    assert "回电" in answer.content.decode()
    assert answer.content.decode().startswith('<tbody id="case-rows"')
    again = answer.content.decode().split('data-mark="')[1].split('"')[0]
    assert client.get(LIVE, {"mark": again}).status_code == 204
    with time_machine.travel(NINE + timedelta(hours=2), tick=False):
        assert client.get(LIVE, {"mark": again}).status_code == 200


@pytest.mark.spec("S4")
def test_a_view_is_saved_shown_with_its_count_opened_first_taken_away_and_put_back(desk):
    client = browser(desk.agent)
    desk.receive(priority=1)
    desk.receive()
    saved = client.post(reverse("cases:view-save"), {"name": "Urgent", "priority": "1", "share": str(desk.team)})
    view = SavedView.objects.get()
    assert saved.headers["Location"].endswith(f"?priority=1&view={view.pk}")
    beside = client.get(VIEWS, {"view": str(view.pk), "priority": "1"}).content.decode()
    assert 'Urgent <b class="num">1</b>' in beside
    client.post(reverse("cases:view-default", args=[view.pk]))
    assert client.get(LIST).headers["Location"] == f"{LIST}?priority=1&view={view.pk}"
    assert client.get(LIST, {"all": "1"}).status_code == 200
    dropped = client.post(reverse("cases:view-drop", args=[view.pk]), follow=True).content.decode()
    assert "The view is taken away." in dropped
    assert client.get(LIST).status_code == 200
    client.post(reverse("cases:view-drop", args=[view.pk]), {"do": "restore"})
    assert "Urgent" in browser(desk.colleague).get(VIEWS).content.decode()


def test_a_view_without_a_name_is_refused_in_words(desk):
    page = (
        browser(desk.agent).post(reverse("cases:view-save"), {"name": " ", "q": "漏水"}, follow=True).content.decode()
    )
    assert "This must not be empty" in page
    assert 'value="漏水"' in page
