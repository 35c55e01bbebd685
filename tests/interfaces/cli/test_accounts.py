import re

import pytest
import time_machine
from django.contrib.auth import authenticate
from django.test import RequestFactory

from liuxin.desk.history.queries import timeline
from liuxin.desk.organisation import queries
from liuxin.desk.organisation.words import Role
from tests.factories import organisation as made
from tests.interfaces.cli.conftest import Terminal

pytestmark = pytest.mark.django_db


def password_of(text: str) -> str:
    return str(re.findall(r"shown this once\): (\S+)", text)[0])


def signs_in(username: str, password: str) -> bool:
    request = RequestFactory().post("/sign-in")
    return authenticate(request, username=username, password=password) is not None


def test_an_account_is_opened_for_a_person_and_its_password_works(terminal: Terminal):
    person = made.make_person(staff_number="10023")
    answer = terminal("accounts", "open", "li.wei", "--staff-number", "10023")
    assert answer.exit_code == 0
    assert "The account li.wei is open." in answer.stdout
    assert queries.account_named("li.wei") == (queries.account_of(person), person)
    assert signs_in("li.wei", password_of(answer.stdout))


def test_the_first_account_of_an_installation_brings_its_person_and_roles(terminal: Terminal):
    with time_machine.travel(made.NOW, tick=False):
        answer = terminal(
            *("accounts", "open", "admin", "--staff-number", "1", "--name-zh", "张敏"),
            *("--role", "system_admin", "--role", "auditor"),
        )
    assert answer.exit_code == 0
    account, person = queries.account_named("admin") or (0, None)
    assert person
    assert made.standing_of(person).roles == {Role.SYSTEM_ADMIN, Role.AUDITOR}
    assert [event.code for event in timeline("person", str(person))] == [
        "organisation.person_added",
        "organisation.role_granted",
        "organisation.role_granted",
    ]
    assert timeline("account", str(account))[0].actor.via == "cli"


def test_two_passwords_are_never_the_same(terminal: Terminal):
    made.make_account("li.wei")
    first = password_of(terminal("accounts", "password", "li.wei").stdout)
    second = password_of(terminal("accounts", "password", "li.wei").stdout)
    assert len({first, second}) == 2
    assert not signs_in("li.wei", first)
    assert signs_in("li.wei", second)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["open", "x", "--staff-number", "9"], "✗ Nobody has the staff number 9."),
        (["password", "nobody"], "✗ There is no account nobody."),
        (["open", "li.wei", "--staff-number", "7"], "✗ User name “li.wei” is in use already."),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_half_done(terminal: Terminal, words: list[str], sentence: str):
    made.make_account("li.wei")
    made.make_person(staff_number="7")
    answer = terminal("accounts", *words)
    assert answer.exit_code == 1
    assert answer.stderr.startswith(sentence)
    assert "Password" not in answer.stdout


def test_an_account_that_cannot_be_opened_leaves_no_person(terminal: Terminal):
    made.make_account("li.wei")
    assert terminal("accounts", "open", "li.wei", "--staff-number", "8", "--name-en", "New").exit_code == 1
    assert queries.person_numbered("8") is None
