import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from liuxin.desk.cases import actions
from liuxin.desk.cases.queries import case_titles
from liuxin.desk.cases.words import Alike, Outcome
from liuxin.interfaces.web.cases.ties import reason
from liuxin.kernel.actor import Actor
from tests import worlds
from tests.factories.cases import NINE, Case, Desk, fresh, make_desk, seen
from tests.factories.customers import make_customer
from tests.factories.organisation import PASSWORD, make_account, make_calendar, standing_of

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S4", "S5")]


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


def url(name: str, case: Case) -> str:
    return reverse(f"cases:{name}", args=[case.code])


def panel(client: Client, case: Case) -> str:
    return client.get(url("ties", case), headers={"hx-request": "true"}).content.decode()


def test_a_case_that_looks_alike_is_shown_with_why_and_told_apart(desk):
    before = desk.receive(title="地库漏水严重", at=NINE - timedelta(days=2))
    case = desk.receive(title="地库漏水")
    client = browser(desk.agent)
    page = panel(client, case)
    assert before.code in page
    assert "same customer, 2 days earlier, 3 of 5 words alike" in page
    client.post(url("apart", case), {"other": before.code})
    assert before.code not in panel(client, case)
    assert f"not the same matter as {before.code}" in client.get(url("case", case)).content.decode()


def test_the_reason_says_what_the_record_says_and_no_more(desk):
    line = desk.receive()
    shown = case_titles(standing_of(desk.agent), [line.code])[line.code]

    def said(**changes: object) -> str:
        values: dict[str, object] = {
            "same_customer": True,
            "same_site": False,
            "same_contact": False,
            "apart": timedelta(days=2),
            "shared": 7,
            "words": 9,
        }
        with override("en"):
            return reason(Alike(shown, **{**values, **changes}))  # type: ignore[arg-type]

    assert said() == "same customer, 2 days earlier, 7 of 9 words alike"
    assert said(same_customer=False, same_contact=True, same_site=True).startswith("same phone or e-mail, same site")
    assert said(same_customer=False) == "2 days earlier, 7 of 9 words alike"
    assert "3 hours later" in said(apart=-timedelta(hours=3))
    assert "at the same time" in said(apart=timedelta())
    assert said(shared=1).endswith("1 of 9 words alike")


def test_a_merge_is_made_shown_and_undone_in_the_browser(desk):
    case, other = desk.receive(title="漏水"), desk.receive(title="电梯", customer=make_customer("赵女士").code)
    client = browser(desk.agent)
    refused = client.post(url("merge", case), {"version": case.version, "into": other.code})
    assert refused.status_code == 409
    assert "belongs to another customer" in refused.content.decode()
    assert f'value="{other.code}"' in refused.content.decode()
    client.post(url("merge", case), {"version": case.version, "into": other.code, "anyway": "on"})
    assert fresh(case).outcome == "duplicate"
    page = panel(client, case)
    assert other.code in page
    assert "Undo the merge" in page
    assert case.code in panel(client, other)
    client.post(url("unmerge", case), {"version": fresh(case).version})
    assert fresh(case).status == "open"
    assert "Undo the merge" not in panel(client, case)


def test_whoever_merges_finds_the_customers_open_cases_and_may_type_a_code_in_small_letters(desk):
    case, other, closed = desk.receive(title="漏水"), desk.receive(title="电梯"), desk.receive(title="门禁")
    actions.close(
        case=seen(closed), outcome=Outcome.DONE_AND_TOLD, outcome_text="好了", by=Actor.person(desk.agent), at=NINE
    )
    client = browser(desk.agent)
    page = client.get(url("merge", case)).content.decode()
    assert f"?into={other.code}" in page
    assert f"?into={case.code}" not in page
    assert f"?into={closed.code}" not in page
    client.post(url("merge", case), {"version": case.version, "into": f" {other.code.lower()} "})
    assert fresh(case).outcome == "duplicate"


def test_a_split_is_made_from_what_was_ticked(desk):
    case = desk.receive()
    actions.note(case=case.code, text="车位的事", by=Actor.person(desk.agent), at=NINE)
    client = browser(desk.agent)
    form = client.get(url("split", case)).content.decode()
    assert "车位的事" in form
    assert re.search(r'name="take"[^>]* checked', form)  # whoever holds the case goes on with what is split off
    given = {"title": "车位", "team": desk.team, "take": "on", "next_due": "2016-06-02T09:00"}
    nothing = client.post(url("split", case), given)
    assert "at least one message or note" in nothing.content.decode()
    assert 'value="车位"' in nothing.content.decode()
    made = client.post(url("split", case), {**given, "notes": [str(case.notes.get().pk)]})
    code = made["Location"].rsplit("/", 1)[-1]
    assert Case.objects.get(code=code).title == "车位"
    assert code in panel(client, case)


def test_parts_are_listed_with_progress_and_closed_with_the_whole(desk):
    whole, part = desk.receive(), desk.receive(title="子工单")
    client = browser(desk.agent)
    client.post(url("whole", part), {"whole": whole.code})
    page = panel(client, whole)
    assert "子工单" in page
    assert "0 of 1 parts closed" in page
    given = {"version": fresh(whole).version, "outcome": "answered", "outcome_text": "一并办结"}
    closing = reverse("cases:act", args=[whole.code, "close"])
    assert "Parts of case" in client.post(closing, given).content.decode()
    client.post(url("close-all", whole), given)
    assert {fresh(whole).status, fresh(part).status} == {"closed"}
    assert "1 of 1 parts closed" in panel(client, whole)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_second_of_two_who_close_at_once_is_told_what_happened_and_loses_nothing(desk, language):
    case = desk.receive()
    first, second = browser(desk.agent, language), browser(desk.lead, language)
    closing = reverse("cases:act", args=[case.code, "close"])
    for client in (first, second):
        assert client.get(closing).status_code == 200
    given = {"version": case.version, "outcome": "answered"}
    assert first.post(closing, {**given, "outcome_text": "甲的答复"}).status_code == 302
    answer = second.post(closing, {**given, "outcome_text": "乙写了很久的答复"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "乙写了很久的答复" in page
    assert "甲的答复" in page
    assert ("Meanwhile" if language == "en" else "此间") in page
    assert "Test" in page or "陈晓" in page
    assert fresh(case).outcome_text == "甲的答复"


def test_one_who_only_reads_gets_no_buttons(desk):
    case = desk.receive()
    page = panel(browser(desk.auditor), case)
    assert "Tied to no other case." in page
    assert url("merge", case) not in page
    assert browser(desk.hr).get(url("ties", case)).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_the_panel_takes_the_same_number_of_queries_for_one_and_three(desk, many, django_assert_max_num_queries):
    whole = desk.receive()
    for _ in range(many):
        actions.set_whole(case=desk.receive().code, whole=whole.code, by=Actor.person(desk.agent), at=NINE)
    client = browser(desk.director)
    panel(client, whole)
    with django_assert_max_num_queries(11):
        panel(client, whole)


def test_closing_takes_an_outcome_as_before(desk):
    case = desk.receive()
    actions.close(case=seen(case), outcome=Outcome.ANSWERED, outcome_text="好", by=Actor.person(desk.agent), at=NINE)
    assert fresh(case).status == "closed"
