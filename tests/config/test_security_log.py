"""What the record hears of who could not come in."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from liuxin.desk.history import queries
from liuxin.desk.history.words import EventFilter, RecordedEvent
from tests.factories import organisation as made

pytestmark = [pytest.mark.django_db, pytest.mark.spec("D6")]
HERE = "127.0.0.1"


@pytest.fixture(autouse=True)
def _nothing_told_yet() -> None:
    cache.clear()


def knock(username: str, *, rightly: bool = False, times: int = 1) -> None:
    client = Client()
    password = made.PASSWORD if rightly else "wrong"
    for _ in range(times):
        client.post(reverse("organisation:sign-in"), {"username": username, "password": password})


def heard() -> list[RecordedEvent]:
    return list(queries.search(roles={"auditor"}, wanted=EventFilter(code="security.")).events)[::-1]


def test_a_wrong_password_is_on_record_about_the_account_with_the_address():
    account = made.make_account("zhangwei")
    knock("zhangwei")
    (event,) = heard()
    assert (event.code, event.subject_kind, event.subject) == ("security.sign_in_failed", "account", str(account.pk))
    assert (event.actor.kind, event.actor.id, event.payload) == ("system", "sign_in", {"address": HERE})


def test_a_name_that_nobody_has_is_on_record_about_the_address_and_never_by_that_name():
    knock("my secret password, typed into the wrong field")
    (event,) = heard()
    assert (event.code, event.subject_kind, event.subject) == ("security.sign_in_failed", "address", HERE)
    assert "secret" not in str(event)


def test_a_lock_out_is_told_once_however_long_somebody_goes_on_knocking():
    made.make_account("zhangwei")
    knock("zhangwei", times=9)
    assert [event.code for event in heard()] == ["security.sign_in_failed"] * 4 + ["security.locked_out"]


def test_who_signs_in_is_told_once_by_the_session_that_begins():
    account = made.make_account("zhangwei")
    knock("zhangwei", rightly=True)
    assert heard() == []
    assert queries.timeline("account", str(account.pk))[-1].code == "organisation.signed_in"
