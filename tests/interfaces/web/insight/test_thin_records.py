"""Pages of numbers where the record holds no case, or names nobody."""

import pytest
from django.test import Client

from liuxin.desk.organisation.words import Role
from tests.factories.cases import make_desk
from tests.factories.insight import Work, on_record
from tests.factories.organisation import PASSWORD, make_account, make_calendar

pytestmark = pytest.mark.django_db


def text(client: Client, path: str) -> str:
    client.cookies["django_language"] = "en"
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


@pytest.mark.parametrize(("role", "path"), [(Role.DIRECTOR, "/board"), (Role.AGENT, "/me/numbers")])
def test_an_installation_without_cases_says_what_to_do(client: Client, role: Role, path: str):
    make_account("first", roles=(role,))
    client.post("/sign-in", {"username": "first", "password": PASSWORD})
    answer = client.get(path)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "No case is on record yet" in page
    assert "liuxin import" in page
    assert "1970" not in page


def test_a_record_without_persons_says_so_on_both_pages(client: Client):
    desk = make_desk()
    make_calendar("default")
    on_record(desk, Work(None, desk.team, cases=30, kept=10))
    make_account("lead", person=desk.lead)
    client.post("/sign-in", {"username": "lead", "password": PASSWORD})
    for path in ("/me/numbers", f"/board/{desk.team}?period=2016-06"):
        assert "The record names no persons" in text(client, path)
    assert "The record names no persons" not in text(client, f"/board/{desk.team}?period=2016-06&by=channel")
