"""The conversation and the composer as pages: what is asked, what is kept, what is said when it cannot be done."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from liuxin.desk.cases import actions
from liuxin.desk.cases.words.answering import MacroDeed
from liuxin.desk.communication.words import Medium, Thread
from liuxin.interfaces.web.cases import conversation, quoting, refusing
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import RuleBrokenError
from tests.factories.cases import NINE, Case, Desk, fresh, make_desk, seen
from tests.factories.organisation import PASSWORD, make_account, make_calendar
from tests.factories.talking import (
    MAIL,
    Draft,
    MacroStep,
    Message,
    arrive,
    case_of,
    incoming,
    made_macro,
    made_template,
    make_entrance,
)

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S4")]


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NINE + timedelta(hours=2), tick=False):
        yield


@pytest.fixture
def desk() -> Desk:
    make_calendar("default")
    desk = make_desk()
    make_entrance(desk)
    return desk


def browser(person: int, language: str = "en") -> Client:
    account = make_account(person=person, language=language)
    client = Client(headers={"accept-language": language})
    client.post(reverse("organisation:sign-in"), {"username": account.username, "password": PASSWORD})
    return client


def sent(case: str, **changes: object) -> dict[str, object]:
    version = case_of(case).version
    newest = Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return {"text": "We come.", "version": version, "read_to": newest, "after": "keep", **changes}


def test_the_page_says_to_whom_an_answer_goes_and_shows_who_wrote_with_the_quotation_folded(desk: Desk):
    came = arrive(desk, incoming("It drips.\n\nOn 1 June the desk wrote:\n> all done"))
    page = browser(desk.agent).get(reverse("cases:case", args=[came.case])).content.decode()
    assert "To 黄先生 by e-mail: huang@example.org" in page
    for part in ("It drips.", "What it quotes", "黄先生"):
        assert part in page, part
    assert page.index("It drips.") < page.index("What it quotes") < page.index("&gt; all done")


@pytest.mark.parametrize(
    ("html", "gone"),
    [
        ("<p>hi</p><script>alert(1)</script>", "alert"),
        ('<p onclick="x()">hi</p>', "onclick"),
        ('<a href="javascript:x()">hi</a>', "javascript"),
        ('<img src="https://spy.example/x.gif">hi', "spy"),
        ("<style>body{display:none}</style><p>hi</p>", "display"),
        ('<p style="position:fixed">hi</p>', "fixed"),
        ('<form action="/x"><input name="y">hi</form>', "action"),
    ],
)
def test_html_can_neither_act_nor_load_nor_dress_the_page(html: str, gone: str):
    shown = quoting.safe(html)
    assert gone not in shown
    assert "hi" in shown


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("好的\n\n在 2016年6月1日 某人写道：\n> 旧的", "好的"),
        ("Fine.\n-----Original Message-----\nold", "Fine."),
        ("ok\n发件人：某人\nold", "ok"),
        ("> only a quotation", "> only a quotation"),
        ("a > b is no quotation", "a > b is no quotation"),
    ],
)
def test_history_that_is_quoted_is_told_from_what_is_written(text: str, own: str):
    assert quoting.parted(text)[0] == own


def test_what_was_typed_stands_when_the_answer_is_refused_and_the_field_says_why(desk: Desk):
    case = desk.receive()
    client = browser(desk.agent)
    data = sent(case.code, after="wait", wait_action="", wait_due="2016-06-09T10:00")
    page = client.post(reverse("cases:reply", args=[case.code]), data)
    assert page.status_code == 400
    assert "We come." in page.content.decode()
    assert "This must not be empty" in page.content.decode()
    assert Message.objects.count() == 0


def test_the_message_that_came_meanwhile_is_shown_first_and_the_text_is_kept(desk: Desk):
    came = arrive(desk)
    client, data = browser(desk.agent), sent(came.case)
    actions.reply(case=came.case, text="Already done!", by=Actor.person(desk.colleague), at=NINE)
    page = client.post(reverse("cases:reply", args=[came.case]), data)
    said, last = page.content.decode(), Message.objects.latest("pk").pk
    assert page.status_code == 409
    for part in ("Read this first", "Already done!", "We come.", f'name="read_to" value="{last}"'):
        assert part in said, part
    assert client.post(reverse("cases:reply", args=[came.case]), sent(came.case)).status_code == 302


@pytest.mark.parametrize(("after", "asks"), [("keep", False), ("resolve", True)])
def test_only_an_answer_that_resolves_asks_whether_it_is_settled(desk: Desk, after: str, asks: bool):  # noqa: FBT001
    case = desk.receive()
    told = {"after": after, "outcome": "done_and_told", "done": "fixed", "confirm_by": "2016-06-03T10:00"}
    client = browser(desk.agent)
    assert client.post(reverse("cases:reply", args=[case.code]), sent(case.code, **told)).status_code == 302
    assert ("/p/case/" in Message.objects.get().text) is asks


def test_an_answer_taken_back_is_a_draft_again_and_a_draft_that_is_discarded_can_be_brought_back(desk: Desk):
    case = desk.receive()
    client = browser(desk.agent)
    client.post(reverse("cases:reply", args=[case.code]), sent(case.code))
    message = Message.objects.get().pk
    client.post(reverse("cases:take-back", args=[case.code, message]))
    assert Draft.objects.get().text == "We come."
    page = client.get(reverse("cases:case", args=[case.code])).content.decode()
    assert ">We come.</textarea>" in page
    discarded = client.post(reverse("cases:draft", args=[case.code]), {"text": "We come.", "do": "discard"})
    assert Draft.objects.count() == 0
    assert "Bring it back" in discarded.content.decode()
    client.post(reverse("cases:draft", args=[case.code]), {"kind": "reply", "text": "We come.", "do": "restore"})
    assert Draft.objects.get().text == "We come."


def test_the_page_asks_again_and_hears_nothing_until_something_changed(desk: Desk):
    came = arrive(desk)
    client = browser(desk.agent)
    page = client.get(reverse("cases:case", args=[came.case]))
    live, mark = reverse("cases:conversation", args=[came.case]), page.context["mark"]
    assert client.get(live, {"mark": mark, "since": 0}).status_code == 204
    arrive(desk, incoming("Another drop"), thread=came.thread, at=NINE + timedelta(minutes=1))
    answer = client.get(live, {"mark": mark, "since": Message.objects.order_by("pk")[0].pk}).content.decode()
    assert "Another drop" in answer
    assert answer.index("New since you looked") < answer.index("Another drop")
    assert "<textarea" not in answer


@pytest.mark.parametrize("count", [1, 3])
def test_asking_again_takes_few_queries_and_always_the_same(desk: Desk, count: int, django_assert_num_queries):
    came = arrive(desk)
    for _ in range(count):
        arrive(desk, thread=came.thread)
    client = browser(desk.agent)
    mark = client.get(reverse("cases:case", args=[came.case])).context["mark"]
    with django_assert_num_queries(4):
        client.get(reverse("cases:conversation", args=[came.case]), {"mark": mark, "since": 0})


@pytest.mark.parametrize("count", [1, 3])
def test_a_case_with_a_conversation_takes_the_same_number_of_queries(desk: Desk, count: int, django_assert_num_queries):
    came = arrive(desk)
    for minute in range(count):
        arrive(desk, thread=came.thread, at=NINE + timedelta(minutes=minute))
    page, client = reverse("cases:case", args=[came.case]), browser(desk.agent)
    client.get(page)
    with django_assert_num_queries(10):
        client.get(page)


def test_a_macro_says_what_it_would_do_and_what_stood_in_the_way(desk: Desk):
    case, key = desk.receive(), made_macro(text="@郭立 看")
    client, url = browser(desk.agent), reverse("cases:run", args=[case.code, key])
    assert "@郭立 看" in client.get(url).content.decode()
    refused = client.post(url, {"version": case.version, "read_to": 0, "token": "t"})
    assert refused.status_code == 409
    assert "郭立" in refused.content.decode()
    assert "Nothing was done" in refused.content.decode()


def test_the_page_says_what_a_macro_did_besides_a_letter_that_was_taken_back_and_where_to_mend_it(desk: Desk):
    case, key = desk.receive(), made_macro(deed=MacroDeed.REPLY, template_id=made_template(text="{{customer}}您好"))
    MacroStep.objects.create(macro_id=key, place=2, deed=MacroDeed.CLASSIFY.value, priority=1)
    client, url = browser(desk.agent), reverse("cases:run", args=[case.code, key])
    assert "The rest stands." in client.get(url).content.decode()
    client.post(url, {"version": case.version, "read_to": 0, "token": "t"})
    letter = Message.objects.get().pk
    page = reverse("cases:case", args=[case.code])
    assert "did besides stands" not in client.get(page, {"back": letter}).content.decode()
    taken = client.post(reverse("cases:take-back", args=[case.code, letter]), follow=True).content.decode()
    said = taken.split('id="left-by-macro"')[1].split("</ul>")[0]
    assert "did besides stands:" in said
    assert f'priority and category are set · <a href="/cases/{case.code}/classify" data-drawer>Reclassify</a>' in said
    assert "note for colleagues" not in said
    for query in ({}, {"back": "x"}, {"back": letter + 1}):
        assert "did besides stands" not in client.get(page, query).content.decode()
    MacroStep.objects.filter(place=2).delete()
    assert "The rest stands." not in client.get(url).content.decode()


def test_a_template_stands_in_the_composer_by_its_address_alone(desk: Desk):
    case, key = desk.receive(), made_template(text="{{customer}}您好")
    page = browser(desk.agent).get(reverse("cases:case", args=[case.code]), {"as": "reply", "template": str(key)})
    assert ">黄先生您好</textarea>" in page.content.decode()


def test_an_unknown_variable_is_named_at_its_field(desk: Desk):
    page = browser(desk.agent).post(
        reverse("cases:template-new"), {"name": "x", "scope": "own", "text_en": "Dear {{custmer}}"}
    )
    assert page.status_code == 400
    assert "There is no variable “custmer”" in page.content.decode()
    assert "Dear {{custmer}}" in page.content.decode()


def test_receiving_twice_with_one_form_is_one_case_and_the_latest_cases_of_the_caller_are_shown(desk: Desk):
    before = desk.receive()
    client, url = browser(desk.agent), reverse("cases:new")
    page = client.get(url, {"customer": desk.customer})
    assert before.code in page.content.decode()
    form = page.context["form"]
    data = {
        "token": form["token"].value(),
        "customer": desk.customer,
        "title": "x",
        "said": "It drips",
        "kind": "report",
        "service_stage": "aftersale",
        "channel": "phone",
        "priority": 3,
        "team": desk.team,
        "take": "on",
        "next_due": "2016-06-02T10:00",
    }
    first, second = client.post(url, data), client.post(url, data)
    assert first["Location"] == second["Location"]
    assert [each.text for each in Message.objects.all()] == ["It drips"]


def test_while_a_case_is_written_down_the_same_matter_is_suggested_and_can_take_what_was_said(
    desk: Desk, django_assert_num_queries
):
    before, hidden = desk.receive(title="厨房水管漏水"), desk.receive(by=desk.other_agent, team=desk.other_team)
    client, url = browser(desk.agent), reverse("cases:similar")
    typed = {"customer": desk.customer, "title": "厨房漏水"}
    page = client.get(url, typed).content.decode()
    assert before.code in page
    assert hidden.code not in page
    assert "same customer" in page
    assert "<html" not in page
    desk.receive(title="厨房水管漏水了")
    with django_assert_num_queries(7):
        client.get(url, typed)
    for nothing in ({"title": "电梯停运"}, {"title": " "}, {"customer": "K-999999"}, {"customer": ""}):
        assert "plain-list" not in client.get(url, typed | nothing).content.decode()
    count, receive = Case.objects.count(), reverse("cases:new")
    given = {**typed, "into": before.code, "said": "又漏了", "channel": "counter", "token": "once"}
    bare = client.post(receive, {**given, "said": "", "title": ""})
    assert (bare.status_code, 'id="case-said_error"' in bare.content.decode()) == (400, True)
    answers = [client.post(receive, given) for _ in range(2)]
    assert [answer["Location"] for answer in answers] == [reverse("cases:case", args=[before.code])] * 2
    said = Message.objects.get()
    assert (said.text, said.direction, said.thread.medium, Case.objects.count()) == ("又漏了", "in", "counter", count)
    foreign = client.post(receive, {**given, "into": hidden.code, "token": "other"})
    assert foreign.status_code == 400
    assert "又漏了" in foreign.content.decode()


def test_keys_are_listed_and_can_be_switched_off(desk: Desk):
    client, url = browser(desk.agent), reverse("keys")
    assert "write a note" in client.get(url).content.decode()
    assert client.post(url, {"keys": "off"}).cookies["keys"].value == "off"
    assert "Switch single keys on" in client.get(url).content.decode()


def test_the_next_step_of_now_is_told_by_its_name(desk: Desk):
    case = desk.receive()
    due = NINE + timedelta(hours=5)
    actions.plan_next(
        case=seen(case), next_action="Ring the plumber", next_due=due, by=Actor.person(desk.agent), at=NINE
    )
    page = browser(desk.agent).get(reverse("cases:case", args=[fresh(case).code])).content.decode()
    assert "planned the next step, due 2016-06-01 14:00 · Ring the plumber" in " ".join(page.split())


def test_the_list_tells_what_one_has_not_read_until_one_has(desk: Desk):
    came = arrive(desk)
    client = browser(desk.agent)
    assert "1 unread" in client.get(reverse("cases:list")).content.decode()
    client.post(reverse("cases:here", args=[came.case]), {"read_to": Message.objects.get().pk})
    assert "unread" not in client.get(reverse("cases:list")).content.decode()


def test_an_answer_taken_back_leaves_its_question_behind_and_takes_its_step_along(desk: Desk):
    case = desk.receive()
    told = {"after": "resolve", "outcome": "done_and_told", "done": "fixed", "confirm_by": "2016-06-03T10:00"}
    client = browser(desk.agent)
    sending = client.post(reverse("cases:reply", args=[case.code]), sent(case.code, **told), follow=True)
    assert "with it the case becomes “Resolved”" in sending.content.decode()
    taken = client.post(reverse("cases:take-back", args=[case.code, Message.objects.get().pk]), follow=True)
    assert Draft.objects.get(about_kind="case").text == "We come."
    page = taken.content.decode()
    assert "The case did not become “Resolved”: nobody was told, and nothing counts it." in page
    assert "with it the case becomes" not in page
    assert ">fixed</textarea>" in page
    actions.release(by=MAIL, at=NINE + timedelta(days=1))
    assert fresh(case).status == "open"


def test_resolving_by_its_own_page_can_be_taken_back_as_well(desk: Desk):
    case = desk.receive()
    told = {"outcome": "done_and_told", "outcome_text": "Fixed.", "confirm_by": "2016-06-03T10:00"}
    client, url = browser(desk.agent), reverse("cases:act", args=[case.code, "resolve"])
    said = client.post(url, {"version": case.version, **told}, follow=True).content.decode()
    assert "In ten seconds the letter leaves, and with it the case is resolved" in said
    assert fresh(case).status == "open"
    live, stood = reverse("cases:conversation", args=[case.code]), {"stood": "open", "mark": ""}
    assert "Show it as it stands" not in client.get(live, stood).content.decode()
    again = client.post(url, {"version": case.version, **told})
    assert (again.status_code, Message.objects.count()) == (409, 1)
    assert "about to leave and takes a step with it" in again.content.decode()
    client.post(reverse("cases:take-back", args=[case.code, Message.objects.get().pk]))
    assert client.post(url, {"version": case.version, **told}).status_code == 302
    actions.release(by=MAIL, at=NINE + timedelta(days=1))
    assert fresh(case).status == "resolved"
    page = client.get(live, stood).content.decode()
    assert "The case is “Resolved” now." in page
    assert "Show it as it stands" in page


def test_a_step_that_cannot_follow_is_refused_in_the_words_of_the_page():
    with translation.override("zh-hans"):
        said = refusing.said(RuleBrokenError("cases.step_not_possible", act="waiting", status="waiting"))
    assert said == "工单现在是“等待客户”，不能“等待客户”。请打开工单，看看现在可以做什么。"


def test_a_note_that_names_nobody_after_an_at_says_so(desk: Desk):
    case = desk.receive()
    client, url = browser(desk.agent), reverse("cases:note", args=[case.code])
    said = client.post(url, {"text": "@Nobody please look, a@example.org too"}, follow=True).content.decode()
    assert "No colleague is called @Nobody: nobody was told by it." in said
    assert "nobody was told" not in client.post(url, {"text": "@周航 please"}, follow=True).content.decode()


def test_a_colleague_reads_that_the_customer_has_a_link_and_never_the_key_in_it(desk: Desk):
    asked = "Settled? http://desk.example.org/p/case/WyJD:1xX-a_b here, and http://desk.example.org/how-was-it/q.w:3"
    came = arrive(desk, incoming(f"No.\n\nOn 1 June the desk wrote:\n> {asked}"))
    agent = browser(desk.agent)
    page = agent.get(reverse("cases:case", args=[came.case])).content.decode()
    assert "desk.example.org/p/case/… here, and http://desk.example.org/how-was-it/…" in page
    found = agent.get(f"{reverse('search:find')}?q=wrote").content.decode()
    assert "wrote" in found
    apart = agent.get(reverse("cases:split", args=[came.case])).content.decode()
    code = Case.objects.values_list("customer__code", flat=True).get(code=came.case)
    handed_out = browser(desk.director).get(f"{reverse('customers:data', args=[code])}?form=json").content.decode()
    assert "how-was-it/…" in handed_out
    for told in (page, found, apart, handed_out):
        assert not [key for key in ("WyJD", "q.w:3") if key in told]


def test_an_answer_to_a_form_goes_to_the_address_that_the_customer_left():
    thread = Thread(1, "key", Medium.WEB_FORM, "漏水", "huang@example.org", "黄先生", None, NINE)
    with translation.override("en"):
        assert conversation.to_whom(thread, "") == "To 黄先生 by e-mail: huang@example.org"
        assert conversation.to_whom(replace(thread, address=""), "") == "To 黄先生 by Web form"
        assert "Call as well." in conversation.to_whom(replace(thread, medium=Medium.PORTAL, address=""), "")
