"""Pages of promises: writing one, why one binds a case, and the list by how a promise stands."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from liuxin.desk.cases import actions
from liuxin.desk.cases.words import Channel, Kind
from tests.factories.cases import NINE, Case, Desk, make_desk
from tests.factories.organisation import PASSWORD, SYSTEM, make_account
from tests.factories.promises import PromiseRule, look, make_promise, replied, shanghai, terms

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S5")]
LIST, NEW, CASES = reverse("cases:promises"), reverse("cases:promise-new"), reverse("cases:list")
TYPED = {"first_hours": "1", "hours": "8", "calendar": "plain", "escalate_to": "lead", "again_minutes": "240"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NINE, tick=False) as frozen:
        yield frozen


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def browser(person: int, language: str = "en") -> Client:
    account = make_account(person=person, language=language)
    client = Client(headers={"accept-language": language})
    client.post(reverse("organisation:sign-in"), {"username": account.username, "password": PASSWORD})
    return client


def text(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()))


def test_a_promise_is_tried_then_written_and_what_is_wrong_is_said_at_its_field(desk):
    make_promise(kind="complaint")
    client = browser(desk.director)
    tried = client.post(NEW, {**TYPED, "try": "1"})
    assert (tried.status_code, PromiseRule.objects.count()) == (200, 1)
    assert 'value="8"' in tried.content.decode()
    wrong = client.post(NEW, {**TYPED, "first_hours": "", "hours": "", "warn_percent": "50"})
    assert (wrong.status_code, PromiseRule.objects.count()) == (400, 1)
    assert 'value="50"' in wrong.content.decode()
    assert "aria-invalid" in wrong.content.decode() or 'role="alert"' in wrong.content.decode()
    made = client.post(NEW, TYPED, follow=True)
    assert PromiseRule.objects.count() == 2
    assert "every case" in text(made.content) or "P-02" in text(made.content)
    again = client.post(NEW, TYPED)
    assert (again.status_code, PromiseRule.objects.count()) == (400, 2)
    assert browser(desk.agent).post(NEW, TYPED).status_code == 403


@pytest.mark.parametrize(
    ("language", "nothing", "binds", "other"),
    [
        (
            "en",
            "Nothing is promised yet, so nothing binds it.",
            "P-01 binds It applies: it has no condition",
            "does not fit the case: Kind of case.",
        ),
        ("zh-hans", "还没有任何承诺，因此没有适用的承诺。", "P-01 适用 适用：", "与工单不符：工单类型。"),
    ],
)
def test_why_a_promise_binds_a_case_follows_the_rules(desk, language, nothing, binds, other):
    case = desk.receive(kind=Kind.REPORT, channel=Channel.EMAIL)
    client = browser(desk.agent, language)

    def said() -> str:
        found = client.get(LIST, {"which": "1", "case": case.code}).content
        return text(found[found.index(b'id="weighed"') :])

    assert nothing in said()
    code = make_promise()
    first = said()
    assert binds in first
    actions.change_promise(code=code, version=1, terms=terms(kind="complaint"), by=SYSTEM, at=NINE)
    narrowed = said()
    assert (binds in narrowed, other in narrowed) == (False, True)
    make_promise(kind="report")
    actions.change_promise(code=code, version=2, terms=terms(), by=SYSTEM, at=NINE)
    both = said()
    assert (binds in both, "P-02" in both, "P-01" in both) == (False, True, True)


def test_the_list_is_narrowed_to_how_promises_stand_and_a_saved_view_keeps_it(desk, clock):
    make_promise(minutes=None, next_minutes=None, warn_percent=50)
    running = [desk.receive(channel=Channel.EMAIL, next_due=None, title=each, at=NINE) for each in ("一", "二", "三")]
    client = browser(desk.agent)

    def found(state: str) -> set[str]:
        page = client.get(CASES, {"promise": state, "all": "1"})
        assert page.status_code == 200
        return {row["title"] for row in page.context["rows"]}

    states = ("running", "close", "missed", "kept")
    assert [found(each) for each in states] == [{"一", "二", "三"}, set(), set(), set()]
    replied(running[0], desk.agent, shanghai(1, 9, 10))
    clock.move_to(NINE + timedelta(minutes=40))
    assert [found(each) for each in states] == [set(), {"二", "三"}, set(), {"一"}]
    clock.move_to(NINE + timedelta(minutes=61))
    assert [found(each) for each in states] == [set(), set(), {"二", "三"}, {"一"}]
    replied(running[1], desk.agent, shanghai(1, 10, 30))
    assert found("missed") == {"二", "三"}
    client.post(reverse("cases:view-save"), {"name": "超时的", "promise": "missed"})
    shown = client.get(reverse("cases:views")).content.decode()
    assert "promise=missed" in shown
    assert client.get(CASES, {"promise": "nonsense"}).status_code == 400


def test_my_day_names_what_was_escalated_to_me_until_i_act(desk, clock):
    make_promise(minutes=None, next_minutes=None)
    case = desk.receive(channel=Channel.EMAIL, next_due=None, at=NINE)
    client, day = browser(desk.lead), reverse("insight:day")
    assert "escalation" not in text(client.get(day).content)
    clock.move_to(shanghai(1, 10, 30))
    look(shanghai(1, 10, 30))
    said = text(client.get(day).content)
    assert f"Act on an escalation: the first response to “{case.title}” ({case.code}) is overdue" in said
    assert "30 min over" in said.replace("\xa0", " ")
    replied(Case.objects.get(pk=case.pk), desk.agent, shanghai(1, 10, 35))
    assert "escalation" not in text(client.get(day).content)
