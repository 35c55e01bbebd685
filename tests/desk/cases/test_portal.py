"""What customers do by themselves, and what they see."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from liuxin.desk.cases import actions, queries, rules
from liuxin.desk.cases.words import NamesShown, NextAction, PortalTerms, Status, Visitor
from liuxin.desk.customers import actions as customers
from liuxin.desk.customers.words import ContactKind, CustomerKind, Language, NewCustomer, Way
from liuxin.desk.history import queries as history
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError, NotFoundError, RuleBrokenError
from tests import worlds
from tests.factories.cases import (
    DONE,
    NINE,
    Case,
    Desk,
    Note,
    events_of,
    events_with_codes,
    fresh,
    seen,
    violations,
)
from tests.factories.communication import Notice
from tests.factories.organisation import LONG_AGO, SYSTEM, standing_of
from tests.factories.portal import (
    CLOCK,
    DAY,
    DOOR,
    HUANG,
    Asked,
    CameBy,
    Contact,
    Customer,
    FollowUp,
    Knock,
    Pass,
    Verdict,
    ask_twice,
    come_in,
    make_window,
    new_name,
    release,
    resolve,
    visitor,
)
from tests.factories.talking import Message, arrive, incoming, make_entrance

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S4"), pytest.mark.spec("S5")]
LATER = NINE + timedelta(hours=1)


standing_window = worlds.standing(make_window)


@pytest.fixture
def desk(standing_window: tuple[Desk, Path], db: None, _facts_of_its_own: None) -> Desk:
    return worlds.handed_out(standing_window)


def case_of(code: str) -> Case:
    return Case.objects.get(code=code)


def customer_of(code: str) -> Customer:
    found = case_of(code).customer
    assert found is not None
    return found


def say(code: str, *, settled: bool, at=LATER, reason: str = "还在滴水", who: Visitor | None = None) -> Status:
    who = who or visitor(code)
    return actions.confirm(
        case=code, settled=settled, reason=reason, external=new_name(), visitor=who, by=who.actor, at=at
    )


def test_a_guest_opens_a_case_that_somebody_answers_for_and_becomes_a_customer(desk: Desk):
    came = come_in(language=Language.EN, prefers=Way.PHONE, phone="138 0000 1111")
    case = case_of(came.case)
    assert (case.team_id, case.accountable_id, case.channel, case.title) == (
        desk.team,
        desk.lead,
        "web_form",
        "地库漏水",
    )
    customer = customer_of(came.case)
    assert (customer.name, customer.kind) == ("黄先生", "external")
    assert Contact.objects.get(customer=customer).email == HUANG
    assert Message.objects.get(pk=came.message).text == "B2 又漏水了。\n\n☎ 138 0000 1111"
    kept = CameBy.objects.get(case=case)
    assert (kept.language, kept.prefers, kept.entrance.code) == ("en", "phone", "help")
    assert events_of(case) == ["case.opened", "message.received"]
    assert violations() == []


def test_the_same_sending_twice_is_one_case_and_one_customer(desk: Desk):
    first, again = come_in(external="form:once"), come_in(external="form:once")
    assert (again.case, again.duplicate) == (first.case, True)
    assert (Case.objects.count(), Message.objects.count()) == (1, 1)
    assert Contact.objects.filter(email_key=HUANG).count() == 1


def test_a_guest_with_a_known_address_changes_nothing_of_that_customer(desk: Desk):
    first = come_in()
    second = come_in(name="冒名者", email="HUANG@example.org", phone="1", language=Language.EN)
    assert case_of(first.case).customer_id == case_of(second.case).customer_id
    contact = Contact.objects.get(email_key=HUANG)
    assert (contact.name, contact.phone, contact.language) == ("黄先生", "", "")


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"name": " "}, "cases.text_missing", "name"),
        ({"title": ""}, "cases.text_missing", "title"),
        ({"text": " \n"}, "cases.text_missing", "text"),
        ({"text": "水" * 20_001}, "cases.text_too_long", "text"),
        ({"name": "黄" * 101}, "cases.text_too_long", "name"),
        ({"email": ""}, "cases.guest_unreachable", "email"),
        ({"email": "huang"}, "cases.address_unreadable", "email"),
        ({"email": "a@b.c>\r\nBcc: x@y.z"}, "cases.address_unreadable", "email"),
        ({"entrance": "nowhere"}, "cases.no_such_entrance", "entrance"),
    ],
)
def test_what_a_guest_writes_wrongly_is_named_and_makes_nothing(desk: Desk, changes, code, field):
    with pytest.raises((BadInputError, NotFoundError)) as wrong:
        come_in(**changes)
    assert (wrong.value.code, wrong.value.field) == (code, field)
    assert (Case.objects.count(), Contact.objects.filter(email_key=HUANG).count()) == (0, 0)


def test_a_name_that_ends_a_header_is_only_a_name(desk: Desk):
    come_in(name="黄\r\nBcc: all@example.org", title="漏水\r\nX-Evil: 1")
    message = Message.objects.get()
    assert message.sender_name == "黄 Bcc: all@example.org"
    assert case_of(message.about_code).title == "漏水 X-Evil: 1"


@pytest.mark.parametrize("text", ["🚰💦 漏水", "مرحبا بالعالم", "<script>alert(1)</script>", "a\x00b"])
def test_any_script_and_sign_arrives_as_it_was_written(desk: Desk, text: str):
    came = come_in(text=text)
    assert Message.objects.get(pk=came.message).text == text.replace("\x00", "")


def test_the_customer_reads_what_was_released_and_never_a_note_or_what_may_be_taken_back(desk: Desk):
    came = come_in()
    agent = Actor.person(desk.agent)
    actions.note(case=came.case, text="这位客户爱投诉", by=agent, at=NINE)
    actions.reply(case=came.case, text="马上来。", by=agent, at=LATER)
    before = queries.portal_case(visitor(came.case), came.case, LATER)
    assert [each.text for each in before.messages] == ["B2 又漏水了。"]
    release(LATER + timedelta(seconds=10))
    after = queries.portal_case(visitor(came.case), came.case, LATER)
    assert [(each.ours, each.text, each.name) for each in after.messages] == [
        (False, "B2 又漏水了。", "黄先生"),
        (True, "马上来。", ""),
    ]
    assert "爱投诉" not in repr(after)
    assert "陈晓" not in repr(after)


def test_names_of_those_who_wrote_are_shown_only_as_the_organisation_chooses(desk: Desk):
    came = come_in()
    actions.reply(case=came.case, text="马上来。", by=Actor.person(desk.agent), at=LATER)
    release(LATER + timedelta(seconds=10))
    terms = PortalTerms(names=NamesShown.NAMES)
    actions.set_portal_terms(terms=terms, by=Actor.person(desk.director), at=LATER)
    assert queries.portal_case(visitor(came.case), came.case, LATER).messages[1].name == "陈晓"


def test_resolving_tells_the_customer_and_asks(desk: Desk):
    came = come_in()
    resolve(desk, came.case)
    case = case_of(came.case)
    assert (case.status, case.proposed_outcome, case.proposed_text) == ("resolved", "done_and_told", "已修好。")
    assert Message.objects.filter(direction="out").get().text == "已修好。"
    assert list(Asked.objects.values_list("resolution", "number")) == [(0, 1)]
    assert events_with_codes(case, "case.asked") == [{"number": 1}]
    seen_by_customer = queries.portal_case(visitor(came.case), came.case, LATER)
    assert (seen_by_customer.line.asks, seen_by_customer.outcome_text) == (True, "已修好。")


@pytest.mark.parametrize("missing", [{"proposed_outcome": ""}, {"proposed_text": ""}])
def test_the_database_itself_refuses_a_resolution_without_what_was_done_and_told(desk: Desk, missing):
    came = come_in()
    resolve(desk, came.case)
    with pytest.raises(IntegrityError, match="case_resolved_proposes_outcome"), transaction.atomic():
        Case.objects.filter(code=came.case).update(**missing)


def test_a_customer_who_confirms_closes_the_case_with_that_outcome(desk: Desk):
    came = come_in()
    resolve(desk, came.case)
    assert say(came.case, settled=True) is Status.CLOSED
    case = case_of(came.case)
    assert (case.outcome, case.outcome_text, case.next_action) == ("done_and_told", "已修好。", "")
    assert events_with_codes(case, "case.confirmed") == [{"settled": True}]
    assert say(came.case, settled=True, at=LATER + DAY) is Status.CLOSED
    assert len(events_with_codes(case, "case.confirmed")) == 1
    assert violations() == []


def test_a_customer_who_says_no_has_the_case_taken_up_again_with_the_reason_as_a_message(desk: Desk):
    came = come_in()
    resolve(desk, came.case)
    with pytest.raises(BadInputError) as bare:
        say(came.case, settled=False, reason=" ")
    assert (bare.value.code, bare.value.field) == ("cases.text_missing", "reason")
    assert say(came.case, settled=False) is Status.OPEN
    case = case_of(came.case)
    assert (case.next_action, case.reopenings, case.proposed_text) == (NextAction.TAKE_UP_AGAIN, 1, "")
    assert Message.objects.filter(direction="in").latest("pk").text == "还在滴水"
    assert Note.objects.get(was_outcome=True).text == "已修好。"
    assert events_with_codes(case, "case.confirmed") == [{"settled": False}]
    with pytest.raises(RuleBrokenError) as early:
        say(came.case, settled=True)
    assert early.value.code == "cases.nothing_to_confirm"
    resolve(desk, came.case, at=LATER)
    assert say(came.case, settled=True) is Status.CLOSED
    assert [told["settled"] for told in events_with_codes(case, "case.confirmed")] == [False, True]


def test_saying_no_twice_by_one_sending_reopens_once(desk: Desk):
    came = come_in()
    resolve(desk, came.case)
    who = visitor(came.case)
    for _ in range(2):
        actions.confirm(
            case=came.case, settled=False, reason="还漏", external="say:1", visitor=who, by=who.actor, at=LATER
        )
    assert case_of(came.case).reopenings == 1


def test_a_customer_and_an_agent_who_close_at_once_make_one_closing(desk: Desk):
    came = come_in()
    resolve(desk, came.case)
    held = seen(case_of(came.case))
    actions.close(case=held, **DONE, heard=True, by=Actor.person(desk.agent), at=LATER)
    assert say(came.case, settled=True) is Status.CLOSED
    assert events_of(came.case).count("case.closed") == 1
    assert events_with_codes(came.case, "case.confirmed") == [{"settled": True}]


def test_two_of_a_customers_people_who_disagree_leave_the_case_open_and_both_words_on_record(desk: Desk):
    came = come_in()
    resolve(desk, came.case)
    say(came.case, settled=True)
    say(came.case, settled=False, at=LATER + DAY)
    case = case_of(came.case)
    assert (case.status, Verdict.objects.get(case=case, resolution=0).settled) == ("open", False)
    assert [told["settled"] for told in events_with_codes(case, "case.confirmed")] == [True, False]


def test_a_case_is_not_closed_while_its_customer_is_asked_unless_they_were_heard(desk: Desk):
    came = come_in()
    resolve(desk, came.case)
    agent = Actor.person(desk.agent)
    with pytest.raises(RuleBrokenError) as early:
        actions.close(case=seen(case_of(came.case)), **DONE, by=agent, at=LATER)
    assert (early.value.code, early.value.field) == ("cases.customer_is_asked", "heard")
    actions.close(case=seen(case_of(came.case)), **DONE, heard=True, by=agent, at=LATER)
    assert case_of(came.case).status == "closed"


def test_a_silent_customer_is_asked_once_more_and_then_a_person_decides(desk: Desk):
    came = come_in(language=Language.EN)
    resolve(desk, came.case)
    agent = Actor.person(desk.agent)
    with pytest.raises(RuleBrokenError) as once:
        actions.close_unanswered(case=seen(case_of(came.case)), remark="无答复", by=agent, at=NINE + 9 * DAY)
    assert once.value.code == "cases.asked_only_once"
    assert queries.cases_to_ask(NINE + 3 * DAY - timedelta(seconds=1)) == ()
    (to_ask,) = queries.cases_to_ask(NINE + 3 * DAY)
    assert (to_ask.code, to_ask.language, to_ask.outcome_text) == (came.case, Language.EN, "已修好。")
    assert ask_twice(came.case) is True
    assert ask_twice(came.case) is False
    case = case_of(came.case)
    assert (case.status, case.next_action, case.next_due) == (
        "resolved",
        NextAction.DECIDE_UNANSWERED,
        NINE + 7 * DAY,
    )
    assert Message.objects.filter(direction="out", automatic=True).count() == 1
    assert actions.tell_to_decide(by=CLOCK, at=NINE + 7 * DAY - timedelta(seconds=1)) == 0
    assert [actions.tell_to_decide(by=CLOCK, at=NINE + 7 * DAY) for _ in range(2)] == [1, 0]
    told = Notice.objects.get(code="case.decide_unanswered")
    assert (told.person_id, told.subject) == (case.accountable_id, f"case:{came.case}")
    (silent,) = queries.unanswered(standing_of(desk.agent, NINE))
    assert (silent.line.code, silent.view.times) == (came.case, (NINE, NINE + 3 * DAY))
    with pytest.raises(RuleBrokenError) as early:
        actions.close_unanswered(case=seen(case), remark="无答复", by=agent, at=NINE + 6 * DAY)
    assert early.value.code == "cases.customer_has_time"
    with pytest.raises(BadInputError) as bare:
        actions.close_unanswered(case=seen(case), remark=" ", by=agent, at=NINE + 7 * DAY)
    assert bare.value.field == "remark"
    actions.close_unanswered(case=seen(case), remark="两次询问未答复。", by=agent, at=NINE + 7 * DAY)
    done = fresh(case)
    assert (done.status, done.outcome, done.outcome_text) == ("closed", "done_and_told", "已修好。\n\n两次询问未答复。")
    assert events_with_codes(case, "case.unanswered") == [{"asked": 2}]
    assert queries.unanswered(standing_of(desk.agent, NINE)) == ()
    assert violations() == []


def asked_of(desk: Desk, code: str) -> tuple[str, int]:
    view = queries.case(standing_of(desk.agent, NINE), code, NINE + 9 * DAY).asked
    return (view.state.value, len(view.times)) if view else ("", 0)


def test_the_page_of_a_case_tells_of_the_asking_what_the_record_tells_and_nothing_without_it(desk: Desk):
    came, silent, wrote = come_in(), come_in(), come_in()
    assert asked_of(desk, came.case) == ("", 0)
    for each in (came, silent, wrote):
        resolve(desk, each.case)
    assert asked_of(desk, came.case) == ("asked", 1)
    arrive(desk, incoming("谢谢"), thread=wrote.thread, at=LATER)
    assert asked_of(desk, wrote.case) == ("wrote", 1)
    say(came.case, settled=False)
    assert asked_of(desk, came.case) == ("not_settled", 1)
    resolve(desk, came.case, at=LATER + DAY)
    say(came.case, settled=True, at=LATER + 2 * DAY)
    assert asked_of(desk, came.case) == ("settled", 1)
    ask_twice(silent.case)
    assert asked_of(desk, silent.case) == ("reminded", 2)
    row = case_of(silent.case)
    actions.close_unanswered(case=seen(row), remark="无答复", by=Actor.person(desk.agent), at=NINE + 8 * DAY)
    assert asked_of(desk, silent.case) == ("unanswered", 2)
    events = [each for each in history.timeline("case", silent.case) if each.code == "case.resolved"]
    thin = rules.asked(events, "")
    assert thin is not None
    assert (thin.state.value, thin.times) == ("nobody", ())


def test_whoever_answered_meanwhile_is_not_asked_again(desk: Desk):
    came, other = come_in(), come_in()
    for each in (came, other):
        resolve(desk, each.case)
    say(came.case, settled=True)
    arrive(desk, incoming("谢谢"), thread=other.thread, at=LATER)
    assert queries.cases_to_ask(NINE + 4 * DAY) == ()
    assert ask_twice(came.case, at=NINE + 4 * DAY) is False
    assert ask_twice(other.case, at=NINE + 4 * DAY) is False


def test_the_database_itself_asks_nobody_a_third_time_and_nobody_twice_at_once(desk: Desk):
    came = come_in()
    resolve(desk, came.case)
    case = case_of(came.case)
    for number, guard in ((3, "asked_at_most_twice"), (1, "UNIQUE|asked_once_each")):
        with pytest.raises(IntegrityError, match=guard), transaction.atomic():
            Asked.objects.create(case=case, resolution=0, number=number, at=NINE)


def test_only_the_clock_asks_again(desk: Desk):
    with pytest.raises(NotAllowedError):
        actions.ask_again(case="C-000001", letter="?", by=Actor.person(desk.agent), at=NINE)
    with pytest.raises(NotAllowedError):
        actions.forget_visits(by=Actor.person(desk.agent), at=NINE)
    with pytest.raises(NotAllowedError):
        actions.tell_to_decide(by=Actor.person(desk.agent), at=NINE)


def test_an_answer_to_a_case_closed_long_ago_opens_one_that_follows_and_the_next_goes_on_there(desk: Desk):
    came = come_in()
    resolve(desk, came.case)
    say(came.case, settled=True)
    who = visitor(came.case)
    soon = actions.answer(case=came.case, text="又漏", external="a:1", visitor=who, by=who.actor, at=LATER + 14 * DAY)
    assert (soon.case, soon.opened, case_of(came.case).status) == (came.case, False, "open")
    resolve(desk, came.case, at=LATER + 14 * DAY)
    say(came.case, settled=True, at=LATER + 14 * DAY)
    late = LATER + 29 * DAY
    follow = actions.answer(case=came.case, text="又漏", external="a:2", visitor=who, by=who.actor, at=late)
    assert (follow.opened, case_of(came.case).status) == (True, "closed")
    assert FollowUp.objects.get(case__code=follow.case).after.code == came.case
    again = actions.answer(case=came.case, text="在吗", external="a:3", visitor=who, by=who.actor, at=late)
    assert (again.case, again.opened) == (follow.case, False)
    mail = make_entrance(desk)
    by_mail = arrive(desk, incoming("还有人吗"), thread=came.thread, entrance=mail, at=late)
    assert by_mail.case == follow.case


def test_a_link_leads_to_one_case_and_to_no_other_of_the_same_customer(desk: Desk):
    one, other = come_in(), come_in()
    who = visitor(one.case)
    assert [line.code for line in queries.portal_cases(who)] == [one.case]
    for read in (
        lambda: queries.portal_case(who, other.case, NINE),
        lambda: actions.answer(case=other.case, text="?", external="x", visitor=who, by=who.actor, at=NINE),
        lambda: say(other.case, settled=True, who=who),
    ):
        with pytest.raises(NotFoundError):
            read()


def test_a_link_for_another_customer_leads_nowhere(desk: Desk):
    one = come_in()
    with pytest.raises(NotFoundError) as forged:
        queries.visitor_by_link(one.case, desk.customer)
    assert forged.value.code == "cases.link_unknown"


def test_an_address_sees_its_own_customers_cases_and_nobody_elses(desk: Desk):
    mine, theirs = come_in(), come_in(email="li@example.org", name="李女士")
    who = queries.visitor_by_address(HUANG)
    assert who is not None
    assert [line.code for line in queries.portal_cases(who)] == [mine.case]
    with pytest.raises(NotFoundError):
        queries.portal_case(who, theirs.case, NINE)
    assert queries.visitor_by_address("nobody@example.org") is None
    assert queries.visitor_by_address("") is None


def test_somebody_who_is_only_family_sees_what_they_wrote_themselves(desk: Desk):
    mine = come_in()
    customer = customer_of(mine.case)
    customers.add_contact(
        customer=customer.code, name="小黄", email="son@example.org", kind=ContactKind.FAMILY, by=SYSTEM, at=NINE
    )
    his = come_in(email="son@example.org", name="小黄")
    assert case_of(his.case).customer_id == customer.pk
    who = queries.visitor_by_address("son@example.org")
    assert who is not None
    assert [line.code for line in queries.portal_cases(who)] == [his.case]


def test_everyone_of_a_partner_sees_the_cases_of_their_organisation(desk: Desk):
    new = NewCustomer("市政供水", CustomerKind.PARTNER)
    code = customers.add_customer(customer=new, email="a@water.example", by=SYSTEM, at=LONG_AGO)
    customers.add_contact(customer=code, name="二号", email="b@water.example", by=SYSTEM, at=LONG_AGO)
    case = come_in(email="a@water.example")
    who = queries.visitor_by_address("b@water.example")
    assert who is not None
    assert [line.code for line in queries.portal_cases(who)] == [case.case]


def test_colleagues_see_what_their_department_asked_for(desk: Desk):
    new = NewCustomer("工程部", CustomerKind.INTERNAL, department=desk.department)
    code = customers.add_customer(customer=new, by=SYSTEM, at=LONG_AGO)
    case = desk.receive(customer=code)
    theirs = desk.receive()
    who = queries.visitor_of_person(desk.lead, NINE)
    assert who is not None
    assert [line.code for line in queries.portal_cases(who)] == [case.code]
    assert (who.name, who.actor.for_id) == ("林静", str(desk.lead))
    with pytest.raises(NotFoundError):
        queries.portal_case(who, theirs.code, NINE)
    assert queries.visitor_of_person(desk.other_lead, NINE) is None


def test_a_visitor_who_is_nobody_sees_nothing(desk: Desk):
    come_in()
    assert queries.portal_cases(Visitor(actor=DOOR)) == ()


def test_a_customer_who_was_erased_is_not_found_by_an_old_link(desk: Desk):
    came = come_in()
    who, code = visitor(came.case), customer_of(came.case).code
    customers.erase_customer(customer=code, by=SYSTEM, at=LATER)
    with pytest.raises(NotFoundError):
        queries.visitor_by_link(came.case, code)
    assert queries.visitor_by_address(HUANG) is None
    with pytest.raises(NotFoundError):
        queries.portal_case(who, came.case, LATER)


def test_a_way_in_by_mail_works_once_for_half_an_hour_and_the_session_for_half_a_day(desk: Desk):
    came = come_in()
    token = actions.make_pass(email=" HUANG@example.org", by=DOOR, at=NINE)
    queries.check_pass(token, NINE)
    with pytest.raises(NotFoundError):
        queries.check_pass(token + "x", NINE)
    secret = actions.use_pass(token=token, by=DOOR, at=NINE + timedelta(minutes=29))
    with pytest.raises(RuleBrokenError) as used:
        actions.use_pass(token=token, by=DOOR, at=NINE + timedelta(minutes=29))
    assert used.value.code == "cases.link_used"
    who = queries.session(secret, NINE + timedelta(hours=12))
    assert who is not None
    assert [line.code for line in queries.portal_cases(who)] == [came.case]
    assert queries.session(secret, NINE + timedelta(hours=13)) is None
    assert queries.session(token, NINE + timedelta(hours=1)) is None
    actions.end_session(token=secret, by=DOOR, at=NINE + timedelta(hours=1))
    assert queries.session(secret, NINE + timedelta(hours=1)) is None
    late = actions.make_pass(email=HUANG, by=DOOR, at=NINE)
    with pytest.raises(RuleBrokenError) as over:
        actions.use_pass(token=late, by=DOOR, at=NINE + timedelta(minutes=30))
    assert over.value.code == "cases.link_expired"
    with pytest.raises(NotFoundError):
        actions.use_pass(token="guessed", by=DOOR, at=NINE)


def test_an_unknown_address_gets_no_way_in_and_a_known_one_five_an_hour(desk: Desk):
    come_in()
    assert actions.make_pass(email="nobody@example.org", by=DOOR, at=NINE) == ""
    made = [actions.make_pass(email=HUANG, by=DOOR, at=NINE) for _ in range(6)]
    assert [bool(token) for token in made] == [True] * 5 + [False]
    assert Pass.objects.count() == 5
    assert not Pass.objects.filter(digest__in=made).exists()


def test_strangers_knock_only_so_often_and_are_forgotten(desk: Desk):
    for _ in range(3):
        actions.knock(who="a", what="form", most=3, by=DOOR, at=NINE)
    with pytest.raises(RuleBrokenError) as often:
        actions.knock(who="a", what="form", most=3, by=DOOR, at=NINE)
    assert often.value.code == "cases.too_often"
    actions.knock(who="b", what="form", most=3, by=DOOR, at=NINE)
    actions.knock(who="a", what="form", most=3, by=DOOR, at=NINE + timedelta(hours=1))
    actions.forget_visits(by=CLOCK, at=NINE + timedelta(hours=2))
    assert Knock.objects.count() == 0


def test_what_is_agreed_about_the_end_is_the_directors_and_in_range(desk: Desk):
    director = Actor.person(desk.director)
    actions.set_portal_terms(terms=PortalTerms(2, 5, 30, NamesShown.NAMES), by=director, at=NINE)
    assert queries.portal_terms() == PortalTerms(2, 5, 30, NamesShown.NAMES)
    with pytest.raises(NotAllowedError):
        actions.set_portal_terms(terms=PortalTerms(), by=Actor.person(desk.agent), at=NINE)
    with pytest.raises(BadInputError) as wrong:
        actions.set_portal_terms(terms=PortalTerms(again_after=0), by=director, at=NINE)
    assert wrong.value.field == "again_after"


def test_sites_that_may_show_a_form_are_kept_as_a_browser_names_them(desk: Desk):
    way = queries.entrance("help")
    director = Actor.person(desk.director)
    good = replace(way, frame_sites=("https://WWW.example.org/", "http://localhost:8080", "https://*.example.com"))
    actions.set_entrance(entrance=good, by=director, at=NINE)
    assert queries.entrance("help").frame_sites == (
        "https://www.example.org",
        "http://localhost:8080",
        "https://*.example.com",
    )
    for bad in ("example.org", "https://a.b/c;script-src *", "javascript:x", "https://a b", "*"):
        with pytest.raises(BadInputError) as wrong:
            actions.set_entrance(entrance=replace(way, frame_sites=(bad,)), by=director, at=NINE)
        assert wrong.value.field == "frame_sites"


@pytest.mark.parametrize("count", [1, 3])
def test_list_case_and_silent_ones_take_as_many_statements_for_three_as_for_one(
    desk: Desk, count: int, django_assert_num_queries
):
    came = [come_in() for _ in range(count)]
    for each in came:
        resolve(desk, each.case)
        arrive(desk, incoming(), thread=each.thread, at=NINE)
    for case in Case.objects.all():
        Case.objects.filter(pk=case.pk).update(next_action=NextAction.CONFIRM_AND_CLOSE)
        ask_twice(case.code)
    who = queries.visitor_by_address(HUANG)
    assert who is not None
    with django_assert_num_queries(1):
        assert len(queries.portal_cases(who)) == count
    with django_assert_num_queries(6):
        queries.portal_case(who, came[0].case, NINE)
    agent = standing_of(desk.agent, NINE)
    with django_assert_num_queries(4):
        assert len(queries.unanswered(agent)) == count


def test_how_far_the_asking_is_only_those_see_who_see_the_case(desk: Desk):
    came = come_in()
    agent = standing_of(desk.agent, NINE)
    assert queries.asking(agent, came.case).times == ()
    resolve(desk, came.case)
    assert queries.asking(agent, came.case).times == (NINE,)
    say(came.case, settled=True)
    assert queries.asking(agent, came.case).settled is True
    for stranger in (standing_of(desk.other_agent, NINE), Standing()):
        with pytest.raises(NotFoundError):
            queries.asking(stranger, came.case)
