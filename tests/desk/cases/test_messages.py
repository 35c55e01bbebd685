from datetime import timedelta
from pathlib import Path

import pytest

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.words import NextAction
from liuxin.desk.communication import actions as communication
from liuxin.desk.communication.words import About, MessageState
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError, NotFoundError, RuleBrokenError
from tests import worlds
from tests.factories.cases import DONE, NINE, Case, Desk, all_events_of, events_with_codes, fresh, make_desk, seen
from tests.factories.organisation import standing_of
from tests.factories.talking import MAIL, CaseThread, Draft, Message, arrive, incoming, make_entrance

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S4")]
SECONDS = timedelta(seconds=1)


def new_desk() -> Desk:
    desk = make_desk()
    make_entrance(desk)
    return desk


standing_desk = worlds.standing(new_desk)


@pytest.fixture
def desk(standing_desk: tuple[Desk, Path], db: None, _facts_of_its_own: None) -> Desk:
    return worlds.handed_out(standing_desk)


def case_of(code: str) -> Case:
    return Case.objects.get(code=code)


def test_a_message_opens_a_case_that_somebody_answers_for(desk: Desk):
    came = arrive(desk)
    case = case_of(came.case)
    assert (came.opened, came.duplicate) == (True, False)
    assert (case.accountable_id, case.holder_id, case.team_id) == (desk.lead, None, desk.team)
    assert (case.channel, case.kind, case.title) == ("email", "request", "地库漏水")
    assert case.next_action == NextAction.FIRST_REPLY
    assert all_events_of(case) == ["case.opened", "case.next_planned", "message.received"]


def test_the_same_message_twice_is_one_message_and_one_case(desk: Desk):
    message = incoming()
    first = arrive(desk, message)
    again = arrive(desk, message)
    assert (again.case, again.message, again.duplicate) == (first.case, first.message, True)
    assert (Case.objects.count(), Message.objects.count()) == (1, 1)


def test_an_answer_of_the_customer_ends_waiting_and_is_the_next_thing_to_answer(desk: Desk):
    came = arrive(desk)
    agent = Actor.person(desk.agent)
    actions.take(case=seen(case_of(came.case)), by=agent, at=NINE)
    again = NINE + timedelta(days=2)
    actions.wait_on_customer(case=seen(case_of(came.case)), next_action="再问一次", next_due=again, by=agent, at=NINE)
    arrive(desk, thread=came.thread, at=NINE + timedelta(hours=1))
    case = case_of(came.case)
    assert (case.status, case.next_action) == ("open", NextAction.ANSWER)


def test_an_automatic_answer_moves_no_case_and_counts_as_no_message(desk: Desk):
    came = arrive(desk)
    before = case_of(came.case).version
    arrive(desk, incoming("我在休假", automatic=True), thread=came.thread, at=NINE + timedelta(hours=1))
    assert case_of(came.case).version == before
    assert all_events_of(came.case).count("message.received") == 1


def test_a_message_after_the_end_takes_a_closed_case_up_and_a_resolved_one_asks_to_be_read(desk: Desk):
    closed = desk.closed()
    arrive(desk, case=closed.code, at=NINE + timedelta(hours=2))
    assert (fresh(closed).status, fresh(closed).next_action) == ("open", NextAction.TAKE_UP_AGAIN)
    resolved = desk.receive()
    agent = Actor.person(desk.agent)
    actions.resolve(case=seen(resolved), **DONE, confirm_by=NINE + timedelta(days=3), by=agent, at=NINE)
    arrive(desk, case=resolved.code, at=NINE + timedelta(hours=2))
    assert (fresh(resolved).status, fresh(resolved).next_action) == ("resolved", NextAction.READ_AGAIN)


def test_a_reply_goes_out_after_ten_seconds_and_counts_from_when_it_was_written(desk: Desk):
    came = arrive(desk)
    written = NINE + timedelta(minutes=5)
    actions.reply(case=came.case, text="马上派人来。", by=Actor.person(desk.agent), at=written)
    assert actions.release(by=MAIL, at=written + 9 * SECONDS) == ()
    assert "message.sent" not in all_events_of(came.case)
    released = actions.release(by=MAIL, at=written + 10 * SECONDS)
    assert [(each.author, each.at, each.thread) for each in released] == [(desk.agent, written, came.thread)]
    told = {"person": desk.agent, "automatic": False, "message": released[0].message}
    assert events_with_codes(came.case, "message.sent") == [told]
    assert actions.release(by=MAIL, at=written + 99 * SECONDS) == ()


def test_what_is_taken_back_in_time_never_goes_out(desk: Desk):
    came = arrive(desk)
    agent = Actor.person(desk.agent)
    message = actions.reply(case=came.case, text="写错了", by=agent, at=NINE)
    with pytest.raises(NotFoundError) as stranger:
        actions.take_back(message=message, by=Actor.person(desk.colleague), at=NINE)
    assert stranger.value.code == "communication.no_such_message"
    assert actions.take_back(message=message, by=agent, at=NINE + 5 * SECONDS) == "写错了"
    assert actions.release(by=MAIL, at=NINE + 60 * SECONDS) == ()
    assert Message.objects.get(pk=message).state == MessageState.TAKEN_BACK
    with pytest.raises(RuleBrokenError) as again:
        actions.take_back(message=message, by=agent, at=NINE + 6 * SECONDS)
    assert again.value.code == "communication.taken_back_already"


def test_what_has_gone_out_is_not_taken_back(desk: Desk):
    came = arrive(desk)
    agent = Actor.person(desk.agent)
    message = actions.reply(case=came.case, text="马上来", by=agent, at=NINE)
    actions.release(by=MAIL, at=NINE + 10 * SECONDS)
    with pytest.raises(RuleBrokenError) as late:
        actions.take_back(message=message, by=agent, at=NINE + 11 * SECONDS)
    assert late.value.code == "communication.gone_out_already"


def test_a_case_without_a_thread_is_answered_in_the_portal(desk: Desk):
    case = desk.receive()
    actions.reply(case=case.code, text="收到", by=Actor.person(desk.agent), at=NINE)
    link = CaseThread.objects.select_related("thread").get(case=case)
    assert (link.thread.medium, link.thread.customer_id) == ("portal", desk.customer_key)


def test_a_reply_is_refused_to_strangers_empty_and_into_another_cases_thread(desk: Desk):
    came, other = arrive(desk), desk.receive()
    with pytest.raises(NotFoundError):
        actions.reply(case=came.case, text="好", by=Actor.person(desk.other_agent), at=NINE)
    with pytest.raises(NotAllowedError):
        actions.reply(case=came.case, text="好", by=Actor.person(desk.auditor), at=NINE)
    with pytest.raises(BadInputError) as empty:
        actions.reply(case=came.case, text="  ", by=Actor.person(desk.agent), at=NINE)
    assert (empty.value.code, empty.value.field) == ("communication.text_missing", "text")
    with pytest.raises(BadInputError) as wrong:
        actions.reply(case=other.code, thread=came.thread, text="好", by=Actor.person(desk.agent), at=NINE)
    assert wrong.value.code == "cases.thread_unknown"


def test_a_closed_entrance_lets_nobody_in(desk: Desk):
    with pytest.raises(NotFoundError) as shut:
        arrive(desk, entrance="gone")
    assert (shut.value.code, shut.value.field) == ("cases.no_such_entrance", "entrance")
    assert Case.objects.count() == 0


def test_whoever_sees_the_case_reads_the_conversation_and_nobody_else(desk: Desk):
    came = arrive(desk)
    actions.reply(case=came.case, text="马上来", by=Actor.person(desk.agent), at=NINE + timedelta(minutes=1))
    talk = queries.conversation(standing_of(desk.agent, NINE), came.case)
    assert [(each.direction, each.text) for each in talk.messages] == [
        ("in", "地库又漏水了，请来看看。"),
        ("out", "马上来"),
    ]
    assert talk.people[desk.agent].zh == "陈晓"
    for stranger in (standing_of(desk.other_agent, NINE), standing_of(desk.hr, NINE), Standing()):
        with pytest.raises(NotFoundError):
            queries.conversation(stranger, came.case)


@pytest.mark.parametrize("messages", [1, 3])
def test_a_conversation_takes_as_many_statements_for_three_messages_as_for_one(
    desk: Desk, messages: int, django_assert_num_queries
):
    came = arrive(desk)
    for minute in range(messages - 1):
        arrive(desk, thread=came.thread, at=NINE + timedelta(minutes=minute))
    actions.reply(case=came.case, text="马上来", by=Actor.person(desk.agent), at=NINE)
    standing = standing_of(desk.agent, NINE)
    with django_assert_num_queries(5):
        queries.conversation(standing, came.case)


def test_a_reply_ends_the_draft(desk: Desk):
    came = arrive(desk)
    agent = Actor.person(desk.agent)
    communication.save_draft(about=About("case", came.case), text="马上", by=agent, at=NINE)
    actions.reply(case=came.case, text="马上来", by=agent, at=NINE)
    assert Draft.objects.count() == 0
