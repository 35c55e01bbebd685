"""An agent answers: one deed, two answers never unseen, notes that name, talks written down."""

from datetime import timedelta
from pathlib import Path

import pytest

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.words import Outcome
from liuxin.desk.cases.words.answering import After, Next, Reply, Talk
from liuxin.desk.communication import actions as communication
from liuxin.desk.communication.words import About, Medium
from liuxin.desk.customers import actions as customers
from liuxin.desk.customers.words import CustomerKind, NewCustomer
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, NotFoundError, RuleBrokenError
from tests import worlds
from tests.factories.cases import NINE, Desk, Note, all_events_of, fresh, make_desk, seen
from tests.factories.communication import Notice
from tests.factories.customers import make_customer
from tests.factories.organisation import SYSTEM, standing_of
from tests.factories.post import Post
from tests.factories.talking import MAIL, Message, arrive, case_of, make_entrance

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S4")]
MINUTE = timedelta(minutes=1)


def new_desk() -> Desk:
    desk = make_desk()
    make_entrance(desk)
    return desk


standing_desk = worlds.standing(new_desk)


@pytest.fixture
def desk(standing_desk: tuple[Desk, Path], db: None, _facts_of_its_own: None) -> Desk:
    return worlds.handed_out(standing_desk)


def agent(desk: Desk) -> Actor:
    return Actor.person(desk.agent)


def newest() -> int:
    return Message.objects.order_by("-pk").values_list("pk", flat=True)[0]


def test_an_answer_and_waiting_are_one_deed(desk: Desk):
    case = case_of(arrive(desk).case)
    actions.take(case=seen(case), by=agent(desk), at=NINE)
    until = NINE + timedelta(days=2)
    then = Next(After.WAIT, next_action="再打一次电话", due=until)
    reply = Reply("请告诉我们门牌号。", read_to=newest())
    actions.send_answer(case=seen(fresh(case)), reply=reply, then=then, by=agent(desk), at=NINE + MINUTE)
    assert fresh(case).status == "open"
    actions.release(by=MAIL, at=NINE + 2 * MINUTE)
    assert (fresh(case).status, fresh(case).next_action, fresh(case).next_due) == ("waiting", "再打一次电话", until)
    assert fresh(case).status_since == NINE + MINUTE
    assert Message.objects.get(pk=newest()).text == "请告诉我们门牌号。"


def test_where_the_act_is_refused_nothing_is_sent_either(desk: Desk):
    case = case_of(arrive(desk).case)
    actions.take(case=seen(case), by=agent(desk), at=NINE)
    then = Next(After.WAIT, next_action="", due=NINE + timedelta(days=2))
    reply = Reply("好的", read_to=newest())
    with pytest.raises(BadInputError) as refused:
        actions.send_answer(case=seen(fresh(case)), reply=reply, then=then, by=agent(desk), at=NINE + MINUTE)
    assert refused.value.field == "next_action"
    assert Message.objects.filter(direction="out").count() == 0


def test_resolving_with_an_answer_keeps_what_was_done_and_what_the_customer_was_told(desk: Desk):
    case = case_of(arrive(desk).case)
    actions.take(case=seen(case), by=agent(desk), at=NINE)
    then = Next(After.RESOLVE, due=NINE + timedelta(days=3), done="换了阀门", outcome=Outcome.DONE_AND_TOLD)
    reply = Reply("已修好。", read_to=newest())
    actions.send_answer(case=seen(fresh(case)), reply=reply, then=then, by=agent(desk), at=NINE + MINUTE)
    actions.release(by=MAIL, at=NINE + 2 * MINUTE)
    row = fresh(case)
    assert (row.status, row.proposed_text, row.resolved_at) == ("resolved", "已修好。", NINE + MINUTE)
    assert [each.text for each in Message.objects.filter(direction="out")] == ["已修好。"]
    assert [note.text for note in Note.objects.filter(case=case)] == ["换了阀门"]


@pytest.mark.parametrize("who", ["customer", "colleague"])
def test_peers_row_9_two_people_answer_and_the_second_reads_the_first_before_sending(desk: Desk, who: str):
    came = arrive(desk)
    case, opened_with = case_of(came.case), newest()
    if who == "customer":
        arrive(desk, thread=came.thread, at=NINE + MINUTE)
    else:
        actions.reply(case=case.code, text="我已约好师傅", by=Actor.person(desk.colleague), at=NINE + MINUTE)
    reply = Reply("师傅明天来", read_to=opened_with)
    with pytest.raises(ConflictError) as refused:
        actions.send_answer(case=seen(fresh(case)), reply=reply, by=agent(desk), at=NINE + 2 * MINUTE)
    assert refused.value.code == "cases.answered_meanwhile"
    assert refused.value.params["number"] == 1
    met = queries.met_meanwhile(standing_of(desk.agent), case.code, opened_with)
    assert [each.message.id for each in met] == [newest()]
    again = Reply("师傅明天来", read_to=newest())
    assert actions.send_answer(case=seen(fresh(case)), reply=again, by=agent(desk), at=NINE + 3 * MINUTE) == newest()


def test_ones_own_answer_and_one_that_was_taken_back_stand_in_nobodys_way(desk: Desk):
    case, opened_with = case_of(arrive(desk).case), newest()
    colleague = Actor.person(desk.colleague)
    message = actions.reply(case=case.code, text="写错了", by=colleague, at=NINE + MINUTE)
    actions.take_back(message=message, by=colleague, at=NINE + MINUTE)
    for text in ("第一封", "第二封"):
        reply = Reply(text, read_to=opened_with)
        actions.send_answer(case=seen(fresh(case)), reply=reply, by=agent(desk), at=NINE + 2 * MINUTE)
    assert Message.objects.filter(author=desk.agent).count() == 2


def test_a_form_that_is_sent_twice_is_one_answer(desk: Desk):
    case = case_of(arrive(desk).case)
    reply = Reply("好的", read_to=newest(), token="t1")
    first = actions.send_answer(case=seen(case), reply=reply, by=agent(desk), at=NINE + MINUTE)
    assert first > 0
    assert actions.send_answer(case=seen(case), reply=reply, by=agent(desk), at=NINE + MINUTE) == 0
    assert Message.objects.filter(direction="out").count() == 1


def test_an_answer_with_an_open_variable_is_not_sent(desk: Desk):
    case = case_of(arrive(desk).case)
    reply = Reply("{{ customer }}您好", read_to=newest())
    with pytest.raises(BadInputError) as refused:
        actions.send_answer(case=seen(case), reply=reply, by=agent(desk), at=NINE + MINUTE)
    assert (refused.value.code, refused.value.field) == ("cases.template_open", "text")


def test_a_talk_counts_as_a_message_of_whoever_began_it_and_is_no_e_mail(desk: Desk):
    case = case_of(arrive(desk).case)
    for incoming in (True, False):
        talk = Talk(Medium.PHONE, incoming=incoming, person="黄太太", text="约在下午")
        actions.write_down(case=case.code, talk=talk, by=agent(desk), at=NINE + MINUTE)
    actions.release(by=MAIL, at=NINE + 2 * MINUTE)
    talks = Message.objects.filter(thread__medium="phone").order_by("pk")
    assert [(each.direction, each.thread.address_name) for each in talks] == [("in", "黄太太"), ("out", "黄太太")]
    assert all_events_of(case)[-2:] == ["message.received", "message.sent"]
    assert not any(each.automatic for each in talks)


def test_a_call_of_the_customer_ends_waiting(desk: Desk):
    case = desk.receive()
    later = NINE + timedelta(days=1)
    actions.wait_on_customer(case=seen(case), next_action="再问", next_due=later, by=agent(desk), at=NINE)
    talk = Talk(Medium.COUNTER, incoming=True, person="黄先生", text="送来了钥匙")
    actions.write_down(case=case.code, talk=talk, by=agent(desk), at=NINE + MINUTE)
    assert fresh(case).status == "open"


def test_an_answer_never_goes_into_the_thread_of_a_talk(desk: Desk):
    case = desk.receive()
    talk = Talk(Medium.PHONE, incoming=True, person="黄先生", text="漏水")
    actions.write_down(case=case.code, talk=talk, by=agent(desk), at=NINE + MINUTE)
    message = actions.reply(case=case.code, text="明天来", by=agent(desk), at=NINE + 2 * MINUTE)
    assert Message.objects.get(pk=message).thread.medium == "portal"


@pytest.mark.parametrize("text", ["@周航请看", "请 @周航 看", "＠周航，明天"])
def test_whom_a_note_names_is_told_once(desk: Desk, text: str):
    case = desk.receive()
    actions.note(case=case.code, text=text, by=agent(desk), at=NINE)
    notice = Notice.objects.get()
    assert (notice.person_id, notice.code, notice.subject) == (desk.colleague, "case.mentioned", f"case:{case.code}")


def test_a_note_that_names_somebody_who_may_not_see_the_case_is_refused_and_says_who(desk: Desk):
    case = desk.receive()
    with pytest.raises(RuleBrokenError) as refused:
        actions.note(case=case.code, text="@郭立 请看", by=agent(desk), at=NINE)
    assert (refused.value.code, refused.value.field) == ("cases.mention_may_not_see", "text")
    assert "郭立" in str(refused.value.params["names"])
    assert (Note.objects.count(), Notice.objects.count()) == (0, 0)


def test_an_address_in_a_note_names_nobody(desk: Desk):
    case = desk.receive()
    actions.note(case=case.code, text="写信给 huang@周航.example", by=agent(desk), at=NINE)
    assert Notice.objects.count() == 0


def test_those_named_can_be_asked_for_help_in_the_same_deed(desk: Desk):
    case = desk.receive()
    for _ in range(2):
        actions.note(case=case.code, text="@周航 请协助", ask_help=True, by=agent(desk), at=NINE)
    assert list(case.helpers.values_list("person", flat=True)) == [desk.colleague]


def test_others_who_read_or_write_are_shown_and_go_again(desk: Desk):
    case, me = desk.receive(), standing_of(desk.agent)
    colleague = Actor.person(desk.colleague)
    actions.look(case=case.code, read_to=0, by=colleague, at=NINE)
    [other] = queries.at_work(me, case.code, NINE + timedelta(seconds=20)).others
    assert (other.person.id, other.writes) == (desk.colleague, False)
    communication.save_draft(about=About("case", case.code), text="师傅", by=colleague, at=NINE)
    [other] = queries.at_work(me, case.code, NINE + timedelta(seconds=20)).others
    assert (other.writes, other.at) == (True, NINE)
    assert queries.at_work(me, case.code, NINE + timedelta(minutes=5)).others == ()
    assert queries.at_work(standing_of(desk.colleague), case.code, NINE).others == ()


def test_what_customers_wrote_is_unread_until_one_has_read_so_far_and_reading_never_goes_back(desk: Desk):
    came = arrive(desk)
    me = standing_of(desk.agent)
    assert queries.unread(me, [came.case]) == {came.case: 1}
    actions.look(case=came.case, read_to=newest(), by=agent(desk), at=NINE)
    actions.look(case=came.case, read_to=0, by=agent(desk), at=NINE)
    assert queries.unread(me, [came.case]) == {}
    arrive(desk, thread=came.thread, at=NINE + MINUTE)
    assert queries.unread(me, [came.case]) == {came.case: 1}


def test_nobody_looks_at_a_case_that_they_may_not_see(desk: Desk):
    case = desk.receive()
    with pytest.raises(NotFoundError):
        actions.look(case=case.code, read_to=0, by=Actor.person(desk.other_agent), at=NINE)


def test_the_pulse_changes_whenever_something_is_written_or_done(desk: Desk):
    came = arrive(desk)
    me, pulses = standing_of(desk.agent), []

    def felt() -> None:
        pulses.append(queries.pulse(me, came.case))

    felt()
    felt()
    assert pulses[0] == pulses[1]
    actions.take(case=seen(case_of(came.case)), by=agent(desk), at=NINE)
    felt()
    actions.note(case=came.case, text="x", by=agent(desk), at=NINE)
    felt()
    message = actions.reply(case=came.case, text="好", by=agent(desk), at=NINE)
    felt()
    actions.take_back(message=message, by=agent(desk), at=NINE)
    felt()
    arrive(desk, thread=came.thread, at=NINE + MINUTE)
    felt()
    actions.reply(case=came.case, text="好", by=agent(desk), at=NINE + MINUTE)
    actions.release(by=MAIL, at=NINE + 5 * MINUTE)
    felt()
    assert len(set(pulses)) == len(pulses) - 1


def test_a_helper_of_another_team_sees_the_case_and_may_be_named_until_the_help_is_over(desk: Desk):
    case = desk.receive()
    words = "@郭立 请看看"
    with pytest.raises(RuleBrokenError, match=r"cases\.mention_may_not_see"):
        actions.note(case=case.code, text=words, by=agent(desk), at=NINE)
    assert not queries.cases_visible(standing_of(desk.other_agent)).filter(pk=case.pk).exists()
    actions.add_helper(case=case.code, person=desk.other_agent, by=agent(desk), at=NINE)
    actions.note(case=case.code, text=words, by=agent(desk), at=NINE)
    assert queries.cases_visible(standing_of(desk.other_agent)).filter(pk=case.pk).exists()
    assert queries.case(standing_of(desk.other_agent), case.code, NINE).line.code == case.code
    offered = queries.mentionable(standing_of(desk.agent), case.code, "郭立", NINE)
    assert [name.id for name in offered] == [desk.other_agent]
    actions.end_help(case=case.code, person=desk.other_agent, by=agent(desk), at=NINE)
    with pytest.raises(NotFoundError):
        queries.case(standing_of(desk.other_agent), case.code, NINE)


def test_somebody_of_another_team_is_named_and_asked_for_help_in_one_note(desk: Desk):
    case = desk.receive()
    actions.note(case=case.code, text="@郭立 请帮忙", ask_help=True, by=agent(desk), at=NINE)
    assert queries.case(standing_of(desk.other_agent), case.code, NINE).line.code == case.code


def test_an_answer_to_whoever_called_goes_to_the_address_on_record_and_not_only_behind_a_link(desk: Desk):
    new = NewCustomer("何女士", CustomerKind.EXTERNAL)
    he = customers.add_customer(customer=new, phone="13800138000", email="he@example.org", by=agent(desk), at=NINE)
    case = desk.receive(customer=he)
    actions.reply(case=case.code, text="师傅已出发。", by=agent(desk), at=NINE)
    actions.release(by=SYSTEM, at=NINE + MINUTE)
    assert [(post.to, post.to_name) for post in Post.objects.all()] == [("he@example.org", "何女士")]
    silent = desk.receive(customer=make_customer("无名").code)
    actions.reply(case=silent.code, text="师傅已出发。", by=agent(desk), at=NINE)
    actions.release(by=SYSTEM, at=NINE + MINUTE)
    assert Post.objects.count() == 1
