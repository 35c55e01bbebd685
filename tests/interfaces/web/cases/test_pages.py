from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from liuxin.desk.cases import actions
from liuxin.desk.cases.words import HandOverReason
from liuxin.kernel.actor import Actor
from tests import worlds
from tests.factories.cases import NINE, Case, Desk, fresh, make_desk, seen
from tests.factories.organisation import PASSWORD, SYSTEM, make_account, make_calendar

pytestmark = pytest.mark.django_db
LIST = reverse("cases:list")
TOLD = {"outcome": "done_and_told", "outcome_text": "已修好。"}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NINE, tick=False):
        yield


def new_desk() -> Desk:
    make_calendar("default")
    actions.set_promise(kind=None, priority=2, minutes=240, calendar="default", by=SYSTEM, at=NINE)
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


def url(case: Case, act: str = "") -> str:
    return reverse("cases:act", args=[case.code, act]) if act else reverse("cases:case", args=[case.code])


def test_the_list_shows_what_one_may_see_in_words(desk):
    case = desk.receive()
    hidden = desk.receive(by=desk.other_agent, team=desk.other_team)
    page = browser(desk.agent).get(LIST).content.decode()
    assert case.code in page
    assert hidden.code not in page
    for word in ("地库 B2 漏水", "Test", "In hand", "High", "2016-06-01 09:00", "1 case"):
        assert word in page, word


def test_the_list_speaks_chinese(desk):
    desk.receive()
    page = browser(desk.agent, "zh-hans").get(LIST).content.decode()
    for word in ("工单", "陈晓", "处理中", "黄先生"):
        assert word in page, word


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_at_most_ten_queries_for_one_and_three(desk, count, django_assert_max_num_queries):
    for _ in range(count):
        desk.receive()
    client = browser(desk.agent)
    client.get(LIST)
    with django_assert_max_num_queries(10) as queries:
        client.get(LIST)
    assert len(queries) == 7


@pytest.mark.parametrize("count", [1, 3])
def test_a_case_takes_the_same_number_of_queries_whatever_happened(desk, count, django_assert_num_queries):
    case = desk.receive()
    for _ in range(count):
        actions.note(case=case.code, text="x", by=Actor.person(desk.agent), at=NINE)
        for who in (desk.colleague, desk.agent):
            actions.take(case=seen(case), by=Actor.person(who), at=NINE)
    client = browser(desk.agent)
    client.get(url(case))
    with django_assert_num_queries(9):
        client.get(url(case))


def test_filters_and_the_pages_of_a_filter_are_in_the_address(desk):
    leak = desk.receive()
    lift = desk.receive(title="电梯停运", category="电梯")
    client = browser(desk.agent)
    page = client.get(LIST, {"q": "电梯", "status": "not_closed", "sort": "priority"}).content.decode()
    assert lift.code in page
    assert leak.code not in page
    assert "?status=not_closed&amp;sort=priority" in page.replace("&amp;cursor=", "")
    assert "No case fits" in client.get(LIST, {"category": "x"}).content.decode()


def test_a_period_that_ends_before_it_starts_is_refused_at_its_field(desk):
    response = browser(desk.agent).get(LIST, {"since": "2016-06-02", "until": "2016-06-01"})
    assert response.status_code == 400
    assert "This day lies before the first one" in response.content.decode()


@pytest.mark.parametrize("cursor", ["x", "n1", "n99999999999999999999.1", "n1.2' OR 1=1"])
def test_a_broken_place_is_refused(desk, cursor):
    assert browser(desk.agent).get(LIST, {"cursor": cursor}).status_code == 400


def test_pages_lead_on_and_back(desk):
    for _ in range(26):
        desk.receive()
    client = browser(desk.agent)
    first = client.get(LIST)
    on = first.context["on"]
    second = client.get(f"{LIST}{on}")
    assert (len(first.context["rows"]), len(second.context["rows"])) == (25, 1)
    again = client.get(f"{LIST}{second.context['back']}")
    assert [row["code"] for row in again.context["rows"]] == [row["code"] for row in first.context["rows"]]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_list_is_handed_out_as_a_table(desk, form):
    case = desk.receive()
    response = browser(desk.agent).get(reverse("cases:list-export"), {"form": form, "q": case.code})
    content = response.getvalue()
    assert response.status_code == 200
    if form == "csv":
        assert (
            content.decode("utf-8-sig").splitlines()[1].startswith(f"{case.code},地库 B2 漏水,In hand,Report,Aftersale")
        )


def test_a_case_shows_who_held_it_when_and_its_time_line(desk):
    case = desk.receive(take=False)
    actions.take(case=seen(case), by=Actor.person(desk.colleague), at=NINE)
    actions.transfer(
        case=seen(case),
        team=desk.team,
        holder=desk.agent,
        reason=HandOverReason.SHIFT,
        remark="跨班",
        by=Actor.person(desk.colleague),
        at=NINE,
    )
    actions.note(case=case.code, text="疑为 3-1101 <支管>", by=Actor.person(desk.agent), at=NINE)
    page = browser(desk.agent, "zh-hans").get(url(case)).content.decode()
    for words in ("谁在什么时候经手", "周航", "换班", "跨班", "疑为 3-1101 &lt;支管&gt;", "承诺", "业主", "黄先生"):
        assert words in page, words
    assert "<svg" in page
    assert 'style="' not in page


@pytest.mark.parametrize(("source", "said"), [("log", "来源记录：log</span>"), ("simulated", "模拟</span>")])
def test_a_case_says_where_it_was_recorded_and_a_simulated_one_that_it_is(desk, source, said):
    case = desk.receive()
    Case.objects.filter(pk=case.pk).update(source=source)
    page = browser(desk.agent, "zh-hans").get(url(case)).content.decode()
    assert said in page
    assert ("simulated" in page) is False


def test_a_case_that_one_may_not_see_is_not_there(desk):
    case = desk.receive()
    client = browser(desk.other_agent)
    assert client.get(url(case)).status_code == 404
    assert client.get(url(case, "close")).status_code == 404
    assert client.post(url(case, "note"), {"version": 1, "text": "x"}).status_code == 404
    assert client.get(reverse("cases:case", args=["C-999999"])).status_code == 404


def test_who_only_reads_is_offered_nothing_and_refused_everything(desk):
    case = desk.receive()
    client = browser(desk.auditor)
    page = client.get(url(case))
    assert page.status_code == 200
    assert "/transfer" not in page.content.decode()
    assert client.get(url(case, "close")).status_code == 403
    closing = {"version": case.version, "outcome": "answered", "outcome_text": "x"}
    assert client.post(url(case, "close"), closing).status_code == 403
    assert fresh(case).status == "open"


def test_taking_a_case_is_one_press(desk):
    case = desk.receive(take=False)
    response = browser(desk.agent).post(url(case, "take"), {"version": case.version}, follow=True)
    assert fresh(case).holder_id == desk.agent
    assert "You hold this case now." in response.content.decode()


def test_a_case_goes_from_waiting_to_its_outcome_by_forms(desk):
    case = desk.receive()
    client = browser(desk.agent)
    plan = {"next_action": "回电", "next_due": "2016-06-02T10:00"}
    for act, data, status in (
        ("wait", plan, "waiting"),
        ("resume", plan, "open"),
        ("plan", {**plan, "next_action": "带照片回电"}, "open"),
        ("resolve", {**TOLD, "confirm_by": "2016-06-03T10:00"}, "resolved"),
        ("reopen", plan, "open"),
        ("close", {"outcome": "done_and_told", "outcome_text": "已修好。"}, "closed"),
    ):
        assert client.get(url(case, act)).status_code == 200
        answer = client.post(url(case, act), {"version": fresh(case).version, **data})
        assert (answer.status_code, answer["Location"]) == (302, url(case)), act
        actions.release(by=SYSTEM, at=NINE + timedelta(minutes=1))
        assert fresh(case).status == status
    page = client.get(url(case)).content.decode()
    assert "已修好。" in page
    assert "Done, and the customer told" in page


def test_local_times_of_a_form_are_times_of_the_organisation(desk):
    case = desk.receive()
    browser(desk.agent).post(
        url(case, "plan"), {"version": case.version, "next_action": "回电", "next_due": "2016-06-01T10:15"}
    )
    assert fresh(case).next_due == datetime(2016, 6, 1, 2, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("act", "data", "said", "status"),
    [
        ("plan", {"next_action": "", "next_due": "2016-06-02T10:00"}, "This field is required", 400),
        ("plan", {"next_action": "回电", "next_due": "2016-05-01T10:00"}, "later", 409),
        ("close", {"outcome": "answered", "outcome_text": ""}, "This field is required", 400),
        ("close", {"outcome": "not_recorded", "outcome_text": "回电"}, "not one of the available choices", 400),
        ("resolve", {**TOLD, "confirm_by": "soon"}, "Enter a valid date/time", 400),
        ("classify", {"priority": "9", "category": "回电"}, "not one of the available choices", 400),
    ],
)
def test_an_error_names_the_field_and_keeps_what_was_typed(desk, act, data, said, status):
    case = desk.receive()
    answer = browser(desk.agent).post(url(case, act), {"version": case.version, **data})
    page = answer.content.decode()
    assert answer.status_code == status
    assert said in page
    assert all(value in page for value in data.values())
    assert fresh(case).version == case.version


def test_who_comes_second_meets_a_conflict_with_the_input_kept_and_may_send_again(desk):
    case = desk.receive()
    client = browser(desk.agent)
    actions.plan_next(
        case=seen(case), next_action="x", next_due=NINE.replace(hour=9), by=Actor.person(desk.lead), at=NINE
    )
    stale = {"version": case.version, "outcome": "answered", "outcome_text": "已答复。"}
    answer = client.post(url(case, "close"), stale)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "已答复。" in page
    assert f'name="version" value="{fresh(case).version}"' in page
    assert client.post(url(case, "close"), {**stale, "version": fresh(case).version}).status_code == 302


def test_a_transfer_offers_the_people_of_the_chosen_team(desk):
    case = desk.receive()
    client = browser(desk.agent)
    page = client.get(url(case, "transfer"), {"team": desk.other_team}).content.decode()
    assert f'<option value="{desk.other_agent}">' in page
    assert f'<option value="{desk.colleague}">' not in page
    data = {"version": case.version, "team": desk.other_team, "holder": desk.other_agent, "reason": "skill"}
    assert client.post(url(case, "transfer"), data).status_code == 302
    assert (fresh(case).holder_id, fresh(case).team_id) == (desk.other_agent, desk.other_team)


def test_no_reason_of_a_transfer_is_chosen_for_whoever_has_not_chosen_one(desk):
    case = desk.receive()
    client = browser(desk.agent, "zh-hans")
    page = client.get(url(case, "transfer"), {"team": desk.other_team}).content.decode()
    assert '<option value="" selected>请选择</option>' in page
    data = {"version": case.version, "team": desk.other_team, "holder": desk.other_agent}
    refused = client.post(url(case, "transfer"), data)
    assert (refused.status_code, "请填写这一项。" in refused.content.decode()) == (400, True)
    assert fresh(case).team_id == desk.team


def test_a_helper_is_asked(desk):
    case = desk.receive()
    client = browser(desk.agent, "zh-hans")
    data = {"version": case.version, "team": desk.team, "person": desk.colleague}
    assert client.post(url(case, "help"), data).status_code == 302
    assert "周航" in client.get(url(case)).content.decode()


def test_a_form_comes_alone_into_the_drawer(desk):
    case = desk.receive()
    page = browser(desk.agent).get(url(case, "close"), headers={"hx-request": "true"}).content.decode()
    assert "<html" not in page
    assert "outcome_text" in page


def test_a_case_is_received_for_a_customer_who_was_found(desk):
    client = browser(desk.agent)
    page = client.get(reverse("cases:new"), {"find": "先生"}).content.decode()
    assert f"?customer={desk.customer}" in page
    data = {
        "customer": desk.customer,
        "title": "想问装修押金",
        "kind": "inquiry",
        "service_stage": "aftersale",
        "channel": "phone",
        "priority": "2",
        "category": "",
        "team": desk.team,
        "take": "on",
    }
    answer = client.post(reverse("cases:new"), data)
    case = Case.objects.get()
    assert answer["Location"] == url(case)
    assert (case.title, case.holder_id, case.promise_due) == (
        "想问装修押金",
        desk.agent,
        datetime(2016, 6, 1, 5, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"customer": ""}, "Choose the customer first"),
        ({"customer": "K-999999"}, "K-999999"),
        ({"title": ""}, "This field is required"),
        ({"priority": "3"}, "next"),
    ],
)
def test_a_case_that_cannot_be_received_says_why_and_keeps_what_was_typed(desk, change, said):
    data = {
        "customer": desk.customer,
        "title": "想问装修押金",
        "kind": "inquiry",
        "service_stage": "aftersale",
        "channel": "phone",
        "priority": "2",
        "team": desk.team,
        "take": "on",
        **change,
    }
    answer = browser(desk.agent).post(reverse("cases:new"), data)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert Case.objects.count() == 0


@pytest.mark.parametrize("who", ["auditor", "hr"])
def test_who_does_not_receive_cases_is_refused(desk, who):
    assert browser(getattr(desk, who)).get(reverse("cases:new")).status_code == 403


@pytest.mark.parametrize(("language", "said"), [("en", "so “Go on” is not possible"), ("zh-hans", "不能“继续办理”")])
def test_an_act_that_does_not_fit_the_status_says_so_in_words_and_claims_no_change_by_others(desk, language, said):
    case = desk.receive()
    client = browser(desk.agent, language)
    asked = client.get(url(case, "resume"))
    sent = client.post(
        url(case, "resume"), {"version": case.version, "next_action": "x", "next_due": "2016-06-02T10:00"}
    )
    assert (asked.status_code, sent.status_code) == (409, 409)
    for page in (asked.content.decode(), sent.content.decode()):
        assert said in page
        assert "resumed" not in page
    for claim in ("Look at the case as it is now", "请先看看工单现在的情况"):
        assert claim not in sent.content.decode()


def test_a_rule_that_says_no_does_not_claim_that_somebody_changed_the_case(desk):
    case = desk.receive()
    late = {"version": case.version, **TOLD, "confirm_by": "2016-05-01T10:00"}
    page = browser(desk.agent).post(url(case, "resolve"), late).content.decode()
    assert "Look at the case as it is now" not in page
    assert f'name="version" value="{case.version}"' in page


def test_sorted_by_what_is_due_the_list_says_whom_it_leaves_out(desk):
    desk.closed()
    client = browser(desk.agent)
    assert "closed cases have no next step" in client.get(LIST, {"sort": "due"}).content.decode()
    assert "closed cases have no next step" not in client.get(LIST).content.decode()


def test_a_promise_of_a_day_and_more_is_told_in_working_hours_everywhere(desk):
    actions.set_promise(kind=None, priority=2, minutes=1440, calendar="default", by=SYSTEM, at=NINE)
    page = browser(desk.agent).get(url(desk.receive())).content.decode()
    assert 'promise clock <b class="num ink">0 min</b> of 24 h' in page
    assert "24 h left" in page
    assert "1 d" not in page
