import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from liuxin.desk.communication import queries
from liuxin.desk.communication.words import NoticeGroup, Way
from tests.factories.cases import make_desk
from tests.factories.communication import Notice, told
from tests.factories.organisation import NOW, PASSWORD, make_account, make_bare_account, make_person, standing_of

pytestmark = [pytest.mark.django_db, pytest.mark.spec("X")]
LIST, BELL, MINE = (reverse(f"notices:{name}") for name in ("list", "bell", "mine"))
CHOICE = {
    "email": "li@example.org",
    "digest_hour": "9",
    "quiet_from": "21",
    "quiet_to": "7",
    **{f"way_{group}": "hourly" for group in NoticeGroup},
}


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def browser(person: int, language: str = "en") -> Client:
    account = make_account(person=person, language=language)
    client = Client(headers={"accept-language": language})
    client.post(reverse("organisation:sign-in"), {"username": account.username, "password": PASSWORD})
    return client


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_bell_counts_what_is_unread_and_is_silent_while_nothing_changed():
    li = make_person()
    client = browser(li)
    assert "0 unread" in client.get(BELL).content.decode()
    assert client.get(BELL, {"seen": "0"}).status_code == 204
    told(li)
    answer = client.get(BELL, {"seen": "0"})
    assert (answer.status_code, "Notices: 1 unread" in answer.content.decode()) == (200, True)


def test_every_page_has_the_bell():
    client = browser(make_person())
    assert f'hx-get="{BELL}"' in client.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-hans", "有同事在工单 {} 的备注中提到了您"), ("en", "A colleague mentioned you in a note of case {}")],
)
def test_a_notice_is_said_in_the_readers_language_and_opens_what_it_is_about(language, words):
    desk = make_desk()
    case = desk.receive().code
    told(desk.agent, subject=f"case:{case}")
    client = browser(desk.agent, language)
    assert words.format(case) in text(client.get(LIST))
    key = Notice.objects.get().pk
    answer = client.post(reverse("notices:open", args=[key]))
    assert answer["Location"] == reverse("cases:case", args=[case])
    assert queries.unread_notices(standing_of(desk.agent)) == 0


def test_looking_at_the_list_reads_nothing():
    li = make_person()
    told(li)
    client = browser(li)
    client.get(LIST)
    assert client.get(reverse("notices:open", args=[Notice.objects.get().pk])).status_code == 405
    assert queries.unread_notices(standing_of(li)) == 1


def test_a_code_that_has_no_words_still_says_what_it_is_about():
    li = make_person()
    told(li, code="case.unheard_of")
    assert "There is news about C-000001" in text(browser(li).get(LIST))


def test_a_strangers_notice_does_not_exist():
    told(make_person())
    answer = browser(make_person()).post(reverse("notices:open", args=[Notice.objects.get().pk]))
    assert answer.status_code == 404


def test_all_that_was_seen_is_marked_at_once():
    li = make_person()
    told(li, note=1)
    told(li, note=2)
    newest = Notice.objects.latest("pk")
    client = browser(li)
    assert f'value="{newest.pk}"' in client.get(LIST).content.decode()
    told(li, note=3)
    client.post(reverse("notices:read"), {"up_to": newest.pk}, follow=True)
    assert queries.unread_notices(standing_of(li)) == 1
    assert text(client.get(LIST, {"show": "unread"})).count("A colleague mentioned you") == 1


def test_the_list_asks_as_much_for_three_as_for_one(django_assert_num_queries):
    li = make_person()
    client = browser(li)
    told(li, note=0)
    client.get(LIST)
    with django_assert_num_queries(6):
        client.get(LIST)
    told(li, note=1)
    told(li, note=2)
    with django_assert_num_queries(6):
        client.get(LIST)


def test_empty_lists_say_what_will_stand_there():
    client = browser(make_person())
    assert "Nobody has told you anything yet" in text(client.get(LIST))
    assert "You have read everything" in text(client.get(LIST, {"show": "unread"}))


def test_one_chooses_how_to_hear_and_a_wrong_address_loses_nothing():
    li = make_person()
    client = browser(li)
    wrong = client.post(MINE, {**CHOICE, "email": "nobody"})
    assert wrong.status_code == 400
    assert "This e-mail address cannot be right" in text(wrong)
    assert re.search(r'<option value="21" selected', wrong.content.decode())
    assert client.post(MINE, CHOICE).status_code == 302
    plan = queries.notice_plan(standing_of(li))
    assert (plan.email, plan.digest_hour, plan.quiet_from, plan.quiet_to) == ("li@example.org", 9, 21, 7)
    assert plan.ways == dict.fromkeys(NoticeGroup, Way.HOURLY)


def test_an_account_without_a_person_is_told_so():
    account = make_bare_account("root")
    client = Client()
    client.force_login(account)
    assert client.get(LIST).status_code == 403
