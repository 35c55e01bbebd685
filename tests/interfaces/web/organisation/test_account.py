"""One's own account."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.factories import organisation as made
from tests.factories.organisation import Account

pytestmark = pytest.mark.django_db
PAGE = reverse("organisation:account")
NEW = "a new long password"


def browser(account: Account, agent: str = "Firefox/140.0 Linux") -> Client:
    client = Client(headers={"user-agent": agent, "accept-language": "en"})
    client.post(reverse("organisation:sign-in"), {"username": account.username, "password": made.PASSWORD})
    return client


@pytest.fixture
def account() -> Account:
    return made.make_account("zhangwei")


def test_it_lists_every_session_with_its_device(account: Account):
    here = browser(account)
    browser(account, "Chrome/142.0 Windows")
    page = here.get(PAGE).content.decode()
    assert "Firefox · Linux" in page
    assert "Chrome · Windows" in page
    assert page.count("this one") == 1


def test_the_last_use_is_kept_to_five_minutes(account: Account):
    start = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as clock:
        here = browser(account)
        for minutes, kept in ((4, 0), (2, 6), (5, 6), (1, 12)):
            clock.shift(timedelta(minutes=minutes))
            here.get(PAGE)
            assert made.SignIn.objects.get().last_used_at == start + timedelta(minutes=kept)


def test_a_session_ended_here_is_signed_out_there(account: Account):
    here, there = browser(account), browser(account, "Chrome/142.0 Windows")
    other = made.SignIn.objects.get(device="Chrome · Windows")
    assert here.post(reverse("organisation:end-session", args=[other.pk])).status_code == 302
    assert there.get(PAGE)["Location"] == f"/sign-in?next={PAGE}"
    assert here.get(PAGE).status_code == 200


def test_all_other_sessions_end_at_once(account: Account):
    here, one, two = browser(account), browser(account), browser(account)
    here.post(reverse("organisation:end-other-sessions"))
    assert [client.get(PAGE).status_code for client in (here, one, two)] == [200, 302, 302]


def test_the_session_of_somebody_else_is_not_there(account: Account):
    here = browser(account)
    browser(made.make_account("lina"))
    other = made.SignIn.objects.exclude(account=account).get()
    assert here.post(reverse("organisation:end-session", args=[other.pk])).status_code == 404
    other.refresh_from_db()
    assert other.ended_at is None


def test_a_session_that_began_elsewhere_stands_in_the_list(account: Account):
    client = Client()
    client.force_login(account)
    assert client.get(PAGE).status_code == 200
    assert made.SignIn.objects.filter(account=account).count() == 1


def test_the_page_holds_no_key_of_a_session(account: Account):
    here = browser(account)
    page = here.get(PAGE).content.decode()
    key = here.session.session_key or ""
    assert key
    assert key not in page
    assert made.SignIn.objects.get().session_digest not in page
    assert made.SignIn.objects.get().session_digest != key


def test_a_new_password_keeps_this_session_and_ends_the_others(account: Account):
    here, there = browser(account), browser(account)
    answer = here.post(reverse("organisation:password"), {"old": made.PASSWORD, "new": NEW, "again": NEW})
    assert answer["Location"] == PAGE
    page = here.get(PAGE)
    assert page.status_code == 200
    assert "The password is changed." in page.content.decode()
    assert there.get(PAGE).status_code == 302
    account.refresh_from_db()
    assert account.check_password(NEW)
    assert made.SignIn.objects.filter(ended_at=None).count() == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"old": "wrong", "new": NEW, "again": NEW}, "This is not the password of now."),
        ({"old": made.PASSWORD, "new": "short", "again": "short"}, "at least 10 characters"),
        ({"old": made.PASSWORD, "new": NEW, "again": NEW + "x"}, "not the same as the new password above"),
        ({"old": made.PASSWORD, "new": "zhangwei12", "again": "zhangwei12"}, "too much like the user name"),
        ({}, "This field is required."),
    ],
)
def test_a_refused_password_says_why_and_changes_nothing(account: Account, given: dict[str, str], said: str):
    page = browser(account).post(reverse("organisation:password"), given).content.decode()
    assert said in page
    assert made.PASSWORD not in page
    account.refresh_from_db()
    assert account.check_password(made.PASSWORD)


def test_a_refused_field_is_tied_to_its_reason(account: Account):
    page = browser(account).post(reverse("organisation:password"), {"old": "wrong", "new": NEW, "again": NEW})
    text = page.content.decode()
    field = re.search(r'<input[^>]*name="old"[^>]*>', text)
    assert field is not None
    assert 'aria-invalid="true"' in field[0]
    described = re.search(r'aria-describedby="([^"]+)"', field[0])
    assert described is not None
    assert f'id="{described[1]}"' in text


def test_the_language_is_kept_for_the_next_session(account: Account):
    browser(account).post(reverse("organisation:account-language"), {"language": "zh-hans"})
    assert "我的登录会话" in browser(account).get(PAGE).content.decode()


def test_an_unknown_language_is_refused(account: Account):
    assert browser(account).post(reverse("organisation:account-language"), {"language": "xx"}).status_code == 400


def test_an_account_without_a_person_looks_after_itself():
    key = made.make_bare_account("root")
    client = browser(key)
    answer = client.post(reverse("organisation:password"), {"old": made.PASSWORD, "new": NEW, "again": NEW})
    assert answer.status_code == 302
    assert client.get(PAGE).status_code == 200
