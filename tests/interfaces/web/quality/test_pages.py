import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from liuxin.desk.cases import actions as cases
from liuxin.desk.cases.words import Arriving
from tests.desk.quality.test_thanks import HOUR, closed, wrote
from tests.factories.cases import NINE, Case, Desk
from tests.factories.organisation import NOW, PASSWORD, make_account
from tests.factories.portal import come_in, make_window, resolve
from tests.factories.quality import Row, warned
from tests.factories.surveying import ASKED_AT, answer, ask, asking_desk
from tests.factories.talking import MAIL, incoming, make_entrance

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S6", "S7")]
LIST = reverse("quality:warnings")


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(ASKED_AT, tick=False):
        yield


@pytest.fixture
def desk() -> Desk:
    return asking_desk()


def browser(person: int, language: str = "en") -> Client:
    account = make_account(person=person, language=language)
    client = Client(headers={"accept-language": language})
    client.post(reverse("organisation:sign-in"), {"username": account.username, "password": PASSWORD})
    return client


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.parametrize(
    ("language", "reason", "mark"),
    [("zh-hans", "客户评价低：1 分（满分 5 分）", "逾期"), ("en", "Low answer of the customer: 1 of 5", "overdue")],
)
def test_a_warning_is_listed_with_reason_owner_and_time_and_says_that_it_is_late(desk, language, reason, mark):
    warned(desk.lead, desk.closed().code)
    client = browser(desk.lead, language)
    Row.objects.update(due_at=ASKED_AT)
    early = text(client.get(LIST))
    assert reason in early
    assert f"{mark} {reason}" not in early
    Row.objects.update(raised_at=NOW, due_at=NOW)
    assert f"{mark} {reason}" in text(client.get(LIST))
    assert reason in text(client.get(LIST, {"show": "overdue"}))


def test_settling_wants_to_know_what_was_done_and_loses_nothing_typed(desk):
    key = warned(desk.lead, desk.closed().code)
    page = reverse("quality:warning", args=[key])
    client = browser(desk.lead)
    wrong = client.post(page, {"note": "打过电话"})
    assert wrong.status_code == 400
    assert "打过电话" in wrong.content.decode()
    assert client.post(page, {"how": "talked", "note": "打过电话"})["Location"] == page
    done = text(client.get(page))
    assert "Talked with the customer" in done
    assert "打过电话" in done
    assert "Settle it" not in done


def test_a_colleague_reads_a_warning_and_cannot_settle_it(desk):
    key = warned(desk.lead, desk.closed().code)
    page = reverse("quality:warning", args=[key])
    client = browser(desk.colleague)
    assert "says what was done" in text(client.get(page))
    assert client.post(page, {"how": "talked", "note": "x"}).status_code == 403
    assert browser(desk.other_agent).get(page).status_code == 404


def test_the_page_of_a_case_tells_what_its_customer_answered_and_what_was_warned_of(desk):
    case = desk.closed()
    part = reverse("quality:of-case", args=[case.code])
    client = browser(desk.agent)
    assert f'hx-get="{part}"' in client.get(reverse("cases:case", args=[case.code])).content.decode()
    assert "The customer has not been asked." in text(client.get(part))
    link = ask()[0]
    assert "no answer yet" in text(client.get(part))
    answer(link, overall=2, resolved=1, comment="等了三天")
    key = warned(desk.lead, case.code)
    assert "What the customer wrote 等了三天" in text(client.get(reverse("quality:warning", args=[key])))
    said = text(client.get(part))
    assert "等了三天" in said
    assert "not settled" in said
    assert "Low answer of the customer" in said
    assert browser(desk.other_agent).get(part).status_code == 404


def test_empty_lists_say_what_will_stand_there(desk):
    client = browser(desk.lead)
    for show, words in (
        ("mine", "No warning is yours"),
        ("open", "Nothing is warned of"),
        ("settled", "has been settled yet"),
    ):
        assert words in text(client.get(LIST, {"show": show}))


def test_a_warning_is_handed_over_on_its_page_and_nothing_typed_is_lost(desk):
    key = warned(desk.lead, desk.closed().code)
    page, deed = (reverse(f"quality:{name}", args=[key]) for name in ("warning", "hand-over"))
    client = browser(desk.lead)
    wrong = client.post(deed, {"owner": "", "why": "on leave until Monday"})
    assert (wrong.status_code, "on leave until Monday" in wrong.content.decode()) == (400, True)
    assert client.post(deed, {"owner": desk.colleague, "why": "on leave"})["Location"] == LIST
    assert "on leave" in text(client.get(page))
    assert browser(desk.agent).post(deed, {"owner": desk.agent, "why": "mine"}).status_code == 403


@pytest.mark.parametrize("back", ["case", ""])
def test_one_press_says_that_it_only_thanks_on_the_warning_and_on_the_case(back):
    desk, code = closed()
    key = wrote(code, NINE + 2 * HOUR)
    page, part = reverse("quality:warning", args=[key]), reverse("quality:of-case", args=[code])
    press, client, colleague = reverse("quality:only-thanks", args=[key]), browser(desk.lead), browser(desk.colleague)
    for shown in (page, part):
        assert f'action="{press}"' in client.get(shown).content.decode()
        assert press not in colleague.get(shown).content.decode()
    assert colleague.post(press).status_code == 403
    assert browser(desk.other_agent).post(press).status_code == 404
    after = client.post(press, {"back": back})
    assert after["Location"] == (reverse("cases:case", args=[code]) if back else page)
    assert "The customer only thanked; the case is closed again as it was" in text(client.get(page))
    assert "It only thanks" not in text(client.get(part))
    assert "the letter only thanks; closed with the outcome as it was told" in text(
        client.get(reverse("cases:case", args=[code]))
    )
    assert client.post(press).status_code == 409


def test_a_resolved_case_whose_customer_wrote_is_closed_as_thanks_from_its_page():
    desk, code = make_window(), come_in().case
    make_entrance(desk)
    resolve(desk, code)
    page, press = reverse("cases:case", args=[code]), reverse("cases:only-thanks", args=[code])
    client, colleague = browser(desk.agent), browser(desk.colleague)
    assert press not in client.get(page).content.decode()
    arriving = Arriving(customer="", entrance="mail", title="谢谢", address="huang@example.org", case=code)
    cases.receive_message(incoming=incoming("谢谢！"), arriving=arriving, by=MAIL, at=NINE + HOUR)
    said = client.get(page).content.decode()
    assert f'action="{press}"' in said
    assert press not in colleague.get(page).content.decode()
    [version] = set(re.findall(r'name="version" value="(\d+)"><button class="bt bt-s">It only thanks', said))
    assert client.post(press, {"version": "0"}).status_code == 409
    assert client.post(press, {"version": version})["Location"] == page
    assert "the customer is not written to" in text(client.get(page))
    assert Case.objects.get(code=code).status == "closed"


def test_the_warning_of_a_letter_shows_what_it_says_to_whoever_sees_the_case():
    desk, code = closed()
    key = wrote(code, NINE + 2 * HOUR)
    page, client = reverse("quality:warning", args=[key]), browser(desk.lead)
    assert "What the customer wrote 谢谢你们！" in text(client.get(page))
    arriving = Arriving(customer="", entrance="mail", title="还有", address="huang@example.org", case=code)
    cases.receive_message(incoming=incoming("还有一件事"), arriving=arriving, by=MAIL, at=NINE + 3 * HOUR)
    assert "还有一件事" not in text(client.get(page))
    Row.objects.update(owner=desk.hr)
    said = text(browser(desk.hr).get(page))
    assert "The customer wrote after it was done" in said
    assert "谢谢你们！" not in said
