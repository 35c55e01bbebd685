from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from liuxin.desk.cases import actions as cases
from liuxin.desk.communication import actions, queries
from liuxin.desk.communication.rules import mailboxes
from liuxin.desk.communication.words import HeldEnd, MailboxView, Remark
from liuxin.interfaces.jobs.mail import intake
from liuxin.interfaces.jobs.mail.intake import Became, Taken
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotFoundError
from tests import worlds
from tests.factories.cases import NINE, Case, Desk, all_events_of, make_desk
from tests.factories.communication import Notice
from tests.factories.organisation import standing_of
from tests.factories.post import HeldLetter, Post, letter, make_mail_admin, make_mailbox
from tests.factories.talking import MAIL, Message, Thread, make_entrance

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S4")]
LATER = NINE + timedelta(hours=2)
SECONDS = timedelta(seconds=10)


def new_desk() -> Desk:
    desk = make_desk()
    make_entrance(desk)
    return desk


standing_desk = worlds.standing(new_desk)


@pytest.fixture
def desk(standing_desk: tuple[Desk, Path], db: None, _facts_of_its_own: None) -> Desk:
    return worlds.handed_out(standing_desk)


@pytest.fixture
def box(desk: Desk) -> MailboxView:
    return make_mailbox()


def take(box: MailboxView, raw: bytes | None = None, at=NINE) -> Taken:
    return intake.take(raw or letter(), mailbox=box, at=at)


def answered(desk: Desk, case: str, at=NINE) -> Post:
    """Let the agent answer, and give the letter as it went out."""
    cases.reply(case=case, text="马上派人来。", by=Actor.person(desk.agent), at=at)
    cases.release(by=MAIL, at=at + SECONDS)
    (claimed,) = actions.claim_posts(by=MAIL, at=at + SECONDS)
    actions.begin_post(letter=claimed, by=MAIL, at=at + SECONDS)
    actions.post_sent(letter=claimed, by=MAIL, at=at + SECONDS)
    return Post.objects.get(pk=claimed.id)


def last() -> Message:
    return Message.objects.latest("pk")


def test_a_letter_opens_a_case_of_a_customer_who_is_made_from_its_address(desk: Desk, box: MailboxView):
    taken = take(box)
    case = Case.objects.select_related("customer").get(code=taken.case)
    assert case.customer is not None
    assert (case.title, case.channel, case.customer.name) == ("地库漏水", "email", "黄先生")
    assert (last().text, last().sender_address) == ("地库又漏水了。", "huang@example.org")
    assert last().whole is not None


def test_the_next_letter_of_the_same_address_is_of_the_same_customer(desk: Desk, box: MailboxView):
    first, second = take(box), take(box, letter("电梯也坏了。", subject="电梯"))
    assert first.case != second.case
    assert len({case.customer_id for case in Case.objects.all()}) == 1


def test_the_same_letter_delivered_twice_is_taken_in_once(desk: Desk, box: MailboxView):
    raw = letter()
    assert [take(box, raw).became, take(box, b"Received: by other\r\n" + raw).became] == ["received", "duplicate"]
    assert Case.objects.count() == 1


def test_a_letter_that_borrows_a_message_id_is_not_lost(desk: Desk, box: MailboxView):
    take(box, letter("甲", message_id="<same@example.org>"))
    assert take(box, letter("乙", message_id="<same@example.org>")).became is Became.RECEIVED


def test_an_answer_to_our_letter_goes_on_with_the_case_by_its_signed_address(desk: Desk, box: MailboxView, settings):
    first = take(box)
    key = Thread.objects.get().key
    address = mailboxes.reply_address(box.plan.address, key, settings.MAIL_KEY)
    again = take(box, letter("谢谢", to=address, subject="完全不同的标题"), LATER)
    assert (again.case, Case.objects.count()) == (first.case, 1)


@pytest.mark.parametrize("header", ["In_Reply_To", "References"])
def test_an_answer_to_our_letter_goes_on_with_the_case_by_the_name_of_the_letter(
    desk: Desk, box: MailboxView, header: str
):
    first = take(box)
    post = answered(desk, first.case)
    again = take(box, letter("谢谢", subject="x", **{header: f"<{post.world_id}@desk.example>"}), LATER)
    assert again.case == first.case


def test_a_second_letter_that_answers_ones_own_first_goes_on_with_the_case(desk: Desk, box: MailboxView):
    first = take(box, letter(message_id="<one@example.org>"))
    assert take(box, letter("补充", In_Reply_To="<one@example.org>"), LATER).case == first.case


def test_a_stranger_who_knows_a_customers_message_id_begins_a_case_of_its_own(desk: Desk, box: MailboxView):
    first = take(box, letter(message_id="<one@example.org>"))
    stranger = letter("给我看", sender="x@evil.example", In_Reply_To="<one@example.org>")
    assert take(box, stranger, LATER).case != first.case


def test_the_same_subject_alone_joins_nothing(desk: Desk, box: MailboxView):
    assert take(box).case != take(box, letter("另一件事", subject="Re: 地库漏水"), LATER).case


def test_a_forged_reply_address_is_a_new_message_with_a_warning(desk: Desk, box: MailboxView):
    first = take(box)
    key = Thread.objects.get().key
    forged = letter("请把钱退到这个账户", to=f"service+{key}.{'0' * 16}@desk.example", sender="x@evil.example")
    again = take(box, forged, LATER)
    assert again.case != first.case
    assert last().remarks == Remark.FORGED_ADDRESS


def test_somebody_else_who_answers_by_the_signed_address_is_heard_with_a_remark(desk: Desk, box: MailboxView, settings):
    first = take(box)
    address = mailboxes.reply_address(box.plan.address, Thread.objects.get().key, settings.MAIL_KEY)
    again = take(box, letter("我是他太太", sender="li@example.org", to=address), LATER)
    assert (again.case, last().remarks) == (first.case, Remark.OTHER_SENDER)


AUTOMATIC = [
    {"Auto_Submitted": "auto-replied"},
    {"Precedence": "auto_reply"},
    {"Return_Path": "<>"},
    {"X_Loop": "somebody"},
    {"subject": "自动回复：地库漏水"},
    {"subject": "Out of office: Re: leak"},
]


@pytest.mark.parametrize("headers", AUTOMATIC)
def test_what_an_answering_machine_sends_moves_no_case(desk: Desk, box: MailboxView, headers: dict[str, str]):
    first = take(box)
    post = answered(desk, first.case)
    before = Case.objects.get().version
    again = take(box, letter("我在休假", In_Reply_To=f"<{post.world_id}@desk.example>", **headers), LATER)
    assert (again.became, again.case, last().automatic) == (Became.RECEIVED, first.case, True)
    assert (Case.objects.get().version, all_events_of(first.case).count("message.received")) == (before, 1)


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"Auto_Submitted": "auto-generated"}, "automatic"),
        ({"List_Id": "<news.example.org>"}, "bulk"),
        ({"Precedence": "bulk"}, "bulk"),
        ({"X_Liuxin": "a" * 32}, "loop"),
        ({"sender": "service+x@desk.example"}, "own_address"),
    ],
)
def test_what_a_machine_sends_about_nothing_is_held_for_a_person(
    desk: Desk, box: MailboxView, headers: dict[str, str], why: str
):
    assert take(box, letter(**headers)).became is Became.HELD
    assert (HeldLetter.objects.get().why, Case.objects.count()) == (why, 0)


def test_two_answering_machines_come_to_rest(desk: Desk, box: MailboxView):
    first = take(box)
    for number in range(100):
        post = answered(desk, first.case, NINE + timedelta(seconds=20 * number))
        machine = letter(f"自动答复 {number}", In_Reply_To=f"<{post.world_id}@desk.example>")
        if take(box, machine, NINE + timedelta(seconds=20 * number + 11)).became is Became.HELD:
            break
    assert Message.objects.filter(direction="in").count() == box.plan.per_hour
    assert HeldLetter.objects.get().why == "flood"


def test_after_an_hour_a_busy_sender_is_heard_again(desk: Desk):
    box = make_mailbox(per_hour=1)
    became = [take(box, letter(str(hour)), NINE + timedelta(hours=hour)).became for hour in (0, 0, 2)]
    assert became == ["received", "held", "received"]


def test_a_person_lets_a_held_letter_in_or_drops_it(desk: Desk):
    box, admin = make_mailbox(per_hour=1), make_mail_admin()
    take(box)
    in_, out = take(box, letter("第二封")), take(box, letter("第三封"))
    taken = intake.decide(in_.held, HeldEnd.LET_IN, by=admin, at=LATER)
    assert taken is not None
    assert (taken.became, last().text) == (Became.RECEIVED, "第二封")
    assert intake.decide(out.held, HeldEnd.DROPPED, by=admin, at=LATER) is None
    assert queries.held_letters(standing_of(int(admin.id), LATER)) == ()
    assert Message.objects.count() == 2


def bounce(post: Post, action: str = "failed") -> bytes:
    return (
        "From: Mail Delivery System <MAILER-DAEMON@mx.example.org>\r\nTo: service@desk.example\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\nMessage-ID: <b1@mx.example.org>\r\n"
        "Date: Wed, 01 Jun 2016 11:00:00 +0800\r\n"
        "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\r\n\r\n'
        "--x\r\nContent-Type: text/plain\r\n\r\nI could not deliver it.\r\n"
        "--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n"
        f"Final-Recipient: rfc822; huang@example.org\r\nAction: {action}\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n"
        f"--x\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{post.world_id}@desk.example>\r\n\r\n--x--\r\n"
    ).encode()


def test_a_bounce_makes_the_message_undelivered_and_tells_its_author(desk: Desk, box: MailboxView):
    first = take(box)
    post = answered(desk, first.case)
    taken = take(box, bounce(post), LATER)
    assert (taken.became, taken.case) == (Became.BOUNCE, first.case)
    post.refresh_from_db()
    assert (post.state, post.error) == ("bounced", "smtp; 550 5.1.1 no such user")
    assert Notice.objects.get(person=desk.agent).code == "post.undelivered"
    messages = {each.id: each for each in queries.messages([last().thread_id])}
    assert [each.arrived for each in messages.values() if each.direction == "out"] == [False]
    assert messages[taken.message].remarks == (Remark.BOUNCE,)
    assert all_events_of(first.case).count("message.received") == 1


def test_a_letter_that_is_only_late_is_not_undelivered(desk: Desk, box: MailboxView):
    post = answered(desk, take(box).case)
    take(box, bounce(post, "delayed"), LATER)
    post.refresh_from_db()
    assert (post.state, last().remarks) == ("sent", Remark.DELAYED)


def test_a_bounce_of_no_letter_of_ours_is_held(desk: Desk, box: MailboxView):
    post = answered(desk, take(box).case)
    post.world_id = "f" * 32
    assert take(box, bounce(post), LATER).became is Became.HELD


def test_a_letter_of_a_known_customer_takes_few_statements(box: MailboxView, django_assert_max_num_queries):
    take(box)
    other = letter("电梯停了。", subject="电梯")
    with django_assert_max_num_queries(19):
        assert take(box, other).became is Became.RECEIVED


def test_a_number_of_a_mailbox_is_taken_once_with_its_letter(box: MailboxView):
    def numbered(uid: int, *, validity: int = 7, raw: bytes = letter("电梯停了。")) -> Became | None:
        taken = intake.take_numbered(raw, mailbox=box, uid_validity=validity, uid=uid, at=NINE)
        return taken.became if taken else None

    assert queries.last_taken(box.id) == (None, 0)
    assert numbered(3) is Became.RECEIVED
    assert (numbered(3), numbered(2)) == (None, None)
    assert queries.last_taken(box.id) == (7, 3)
    assert numbered(4) is Became.DUPLICATE
    assert numbered(1, validity=8) is Became.DUPLICATE
    assert queries.last_taken(box.id) == (8, 1)


def test_a_letter_that_cannot_be_taken_in_keeps_its_number(box: MailboxView):
    closed = replace(box, plan=replace(box.plan, entrance="nowhere"))
    with pytest.raises(NotFoundError):
        intake.take_numbered(letter("灯坏了。"), mailbox=closed, uid_validity=7, uid=3, at=NINE)
    assert queries.last_taken(box.id) == (None, 0)


def test_letters_of_a_sender_are_counted_whatever_the_case_of_the_address(box: MailboxView):
    take(box, letter("一", sender="Huang@Example.org"))
    assert queries.known_of("other", "huang@example.ORG", NINE).lately == 1
    assert queries.known_of("other", "huang@example.org", NINE + SECONDS).lately == 0
