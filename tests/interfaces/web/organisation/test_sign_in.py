"""Signing in and out through the door."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from liuxin.desk.history import queries as record
from liuxin.desk.organisation import actions
from liuxin.desk.organisation.words import ANONYMOUS
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.organisation.devices import device
from tests.factories import organisation as made

pytestmark = pytest.mark.django_db
URL = reverse("organisation:sign-in")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def english() -> Client:
    return Client(headers={"accept-language": "en"})


def sign_in(client: Client, username: str, password: str = made.PASSWORD, **more: str):
    return client.post(URL, {"username": username, "password": password, **more})


def test_who_knows_the_password_comes_in_and_the_record_knows(english: Client):
    account = made.make_account("zhangwei")
    answer = sign_in(english, "zhangwei")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert [event.code for event in record.timeline("account", str(account.pk))] == [
        "organisation.account_opened",
        "organisation.signed_in",
    ]


def test_the_way_goes_on_to_where_one_wanted_to_go(english: Client):
    made.make_account("zhangwei")
    assert sign_in(english, "zhangwei", next="/people?q=x")["Location"] == "/people?q=x"


def test_a_wrong_password_does_not_lose_the_way(english: Client):
    page = sign_in(english, "zhangwei", "wrong", next="/people?q=x").content.decode()
    assert 'name="next" value="/people?q=x"' in page


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_the_way_never_goes_to_another_site(english: Client, elsewhere: str):
    made.make_account("zhangwei")
    assert sign_in(english, "zhangwei", next=elsewhere)["Location"] == "/"


def test_a_page_asks_to_sign_in_and_comes_back(english: Client):
    assert english.get("/people")["Location"] == "/sign-in?next=/people"
    assert 'name="next" value="/people"' in english.get("/sign-in?next=/people").content.decode()


def test_a_wrong_password_and_an_unknown_name_look_the_same(english: Client):
    made.make_account("zhangwei")
    pages = [sign_in(english, name, "wrong").content.decode().replace(name, "NAME") for name in ("zhangwei", "nobody")]
    assert "User name and password do not fit together." in pages[0]
    assert _without_token(pages[0]) == _without_token(pages[1])


def test_a_closed_account_looks_the_same_too(english: Client):
    account = made.make_account("zhangwei")
    actions.close_account(account_id=account.pk, by=made.SYSTEM, at=made.NOW)
    assert "do not fit together" in sign_in(english, "zhangwei").content.decode()


def test_after_five_wrong_passwords_the_page_says_when_to_try_again(english: Client):
    made.make_account("zhangwei")
    with time_machine.travel(datetime(2026, 3, 2, 6, 0, tzinfo=UTC), tick=False) as clock:
        for _ in range(4):
            assert sign_in(english, "zhangwei", "wrong").status_code == 200
        locked = sign_in(english, "zhangwei", "wrong")
        assert locked.status_code == 429
        assert "Try again in 15 minutes, after 2026-03-02 06:15 (UTC)." in locked.content.decode()
        clock.shift(600)
        again = sign_in(english, "zhangwei")
        assert again.status_code == 429
        assert "Try again in 5 minutes, after 2026-03-02 06:15 (UTC)." in again.content.decode()
        assert again["Retry-After"] == "300"
        clock.shift(301)
        assert sign_in(english, "zhangwei").status_code == 302


def test_a_name_that_nobody_has_is_locked_out_like_any_other(english: Client):
    answers = [sign_in(english, "nobody", "wrong").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]


def test_a_demonstration_account_signs_in_on_this_machine(english: Client):
    made.make_account("demo", is_demo=True)
    answer = english.post(URL, {"username": "demo", "password": made.PASSWORD}, headers={"host": "127.0.0.1:8000"})
    assert answer.status_code == 302


@pytest.mark.parametrize(("source", "times"), [("simulated", 2), ("log", 0)])
def test_every_page_of_a_simulated_company_says_so(english: Client, source: str, times: int):
    made.make_person(source=source, source_label="S1")
    made.make_account("reader")
    english.post(URL, {"username": "reader", "password": made.PASSWORD})
    page = english.get("/account").content.decode()
    # Once in the side bar, and once below, where the side bar is folded or away.
    assert page.count("Simulated: people, customers and cases are all made up.") == times


def test_a_guest_reads_that_a_simulated_company_is_one_and_of_a_real_one_nothing(english: Client):
    address, told = reverse("portal:home"), "Simulated: people, customers and cases are all made up."
    assert told not in english.get(address).content.decode()
    made.make_person(source="simulated", source_label="S1")
    assert english.get(address).content.decode().count(told) == 1


@pytest.mark.parametrize(
    ("address", "host"), [("10.0.0.7", "127.0.0.1:8000"), ("127.0.0.1", "service.example"), ("", "127.0.0.1")]
)
def test_a_demonstration_account_signs_in_nowhere_else(english: Client, settings: Settings, address: str, host: str):
    settings.ALLOWED_HOSTS = ["*"]
    made.make_account("demo", is_demo=True)
    page = english.post(
        URL, {"username": "demo", "password": made.PASSWORD}, headers={"host": host}, REMOTE_ADDR=address
    )
    assert "Demonstration accounts sign in only on the machine that runs Liuxin." in page.content.decode()


def test_signing_out_is_a_post_and_ends_the_session(english: Client):
    account = made.make_account("zhangwei")
    sign_in(english, "zhangwei")
    assert english.get(reverse("organisation:sign-out")).status_code == 405
    assert english.post(reverse("organisation:sign-out"))["Location"] == "/"
    assert english.get("/people").status_code == 302
    assert made.SignIn.objects.get(account=account).ended_at is not None


def test_the_language_of_the_account_is_spoken_after_signing_in():
    client = Client(headers={"accept-language": "en"})
    made.make_account("zhangwei", language="zh-hans")
    sign_in(client, "zhangwei")
    assert '<html lang="zh-Hans"' in client.get("/people").content.decode()


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (FIREFOX, "Firefox · Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/142.0 Safari/537.36 Edg/142.0", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/130.0 MicroMessenger/8.0", "微信 · Android"),
        ("curl/8.0", "curl/8.0"),
        ("", ""),
    ],
)
def test_a_device_is_named_so_that_its_owner_knows_it(said: str, shown: str):
    assert device(said) == shown


def _without_token(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrf" not in line.lower())


def test_the_standing_that_a_request_kept_is_not_that_of_whoever_signs_in_meanwhile():
    first, second = made.make_account(), made.make_account()
    request = RequestFactory().get("/")
    request.user = first
    assert standing.of(request).account_id == first.pk
    request.user = second
    assert standing.of(request).account_id == second.pk
    request.user = AnonymousUser()
    assert standing.of(request) == ANONYMOUS
