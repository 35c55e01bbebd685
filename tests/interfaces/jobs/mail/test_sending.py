"""Against a real SMTP server."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from liuxin.desk.cases import actions as cases
from liuxin.desk.communication.rules import mailboxes
from liuxin.desk.communication.words import NewAttachment
from liuxin.interfaces.jobs import links
from liuxin.interfaces.jobs.mail import intake
from liuxin.interfaces.jobs.mail.sending import send_due
from liuxin.kernel.actor import Actor
from tests.factories.cases import NINE, Desk, make_desk
from tests.factories.communication import Notice
from tests.factories.post import Mailbox, letter, make_mailbox, put
from tests.factories.post import Post as Row
from tests.factories.talking import MAIL, Thread, make_entrance
from tests.interfaces.jobs.mail.servers import HANGS_UP, Post

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S4")]
SECONDS = timedelta(seconds=10)


def at(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


def sent(smtp: Post) -> EmailMessage:
    content = smtp.letters[-1].content
    assert isinstance(content, bytes)
    made = message_from_bytes(content, policy=policy.default)
    assert isinstance(made, EmailMessage)
    return made


@pytest.fixture
def desk() -> Desk:
    desk = make_desk()
    make_entrance(desk)
    return desk


def test_a_reply_arrives_as_a_letter_that_answers(desk: Desk, smtp: Post, settings):
    box = make_mailbox(goes_out=smtp.route)
    came = intake.take(letter("地库又漏水了。", message_id="<one@example.org>"), mailbox=box, at=NINE)
    file = NewAttachment("报价.pdf", b"%PDF-1.7 x")
    text = ".\n.马上派人来。\n" + "很长" * 600
    cases.reply(case=came.case, text=text, attachments=[file], by=Actor.person(desk.agent), at=NINE)
    cases.release(by=MAIL, at=NINE + SECONDS)
    assert send_due(at(NINE + SECONDS)) == 1
    made, row = sent(smtp), Row.objects.get()
    key = Thread.objects.get().key
    assert smtp.letters[0].rcpt_tos == ["huang@example.org"]
    assert (made["Subject"], made["From"], made["To"]) == (
        "Re: 地库漏水",
        "流心服务台 <service@desk.example>",
        "黄先生 <huang@example.org>",
    )
    assert mailboxes.reply_address("service@desk.example", key, settings.MAIL_KEY) in made["Reply-To"]
    assert (made["In-Reply-To"], made["References"]) == ("<one@example.org>", "<one@example.org>")
    assert (made["Message-ID"], made["Auto-Submitted"]) == (f"<{row.world_id}@desk.example>", None)
    part = made.get_body(("plain",))
    assert part is not None
    body = part.get_content().replace("\r\n", "\n")
    assert body.startswith(text.strip() + "\n\n-- \n流心服务台\n查看进展、补充情况：http")
    assert body.rstrip().endswith("黄先生 写道：\n> 地库又漏水了。")
    link = body.partition("/p/case/")[2].partition("\n")[0]
    assert links.read(link).case == came.case
    assert [(each.get_filename(), each.get_content()) for each in made.iter_attachments()] == [
        ("报价.pdf", b"%PDF-1.7 x")
    ]
    assert row.state == "sent"


def test_our_own_letter_that_comes_round_is_known(desk: Desk, smtp: Post):
    box = make_mailbox(goes_out=smtp.route)
    put()
    send_due(at(NINE))
    assert intake.take(bytes(sent(smtp)), mailbox=box, at=NINE).became == "held"
    assert sent(smtp)["Auto-Submitted"] == "auto-generated"


def test_the_mail_server_gone_for_an_hour_loses_nothing_and_sends_nothing_twice(smtp: Post):
    make_mailbox(goes_out=smtp.route)
    for _ in range(3):
        put()
    smtp.stop()
    moment = NINE
    while moment < NINE + timedelta(hours=1):
        assert send_due(at(moment)) == 0
        moment += timedelta(minutes=5)
    assert "Connection refused" in Mailbox.objects.get().error
    smtp.start()
    assert sum(send_due(at(moment + timedelta(hours=hour))) for hour in range(3)) == 3
    assert (len(smtp.letters), Notice.objects.count()) == (3, 0)


def test_an_address_that_the_server_refuses_holds_no_other_up(smtp: Post):
    make_mailbox(goes_out=smtp.route)
    first = put("nobody@example.org")
    smtp.recipient = "550 5.1.1 no such user"
    send_due(at(NINE))
    smtp.recipient = "250 OK"
    put("somebody@example.org")
    assert send_due(at(NINE)) == 1
    row = Row.objects.get(pk=first)
    assert (row.state, row.error, row.attempts) == ("failed", "550 5.1.1 no such user", 1)


def test_a_server_that_is_busy_is_asked_again_later(smtp: Post):
    make_mailbox(goes_out=smtp.route)
    put()
    smtp.answer = "451 try later"
    assert send_due(at(NINE)) == 0
    assert Row.objects.get().state == "waiting"
    smtp.answer = "250 OK"
    assert send_due(at(NINE + timedelta(minutes=1))) == 1


def test_no_answer_after_the_last_dot_is_uncertain_and_never_sent_again(smtp: Post):
    make_mailbox(goes_out=smtp.route)
    put()
    smtp.answer = HANGS_UP
    send_due(at(NINE))
    assert Row.objects.get().state == "uncertain"
    assert [send_due(at(NINE + timedelta(hours=hour))) for hour in (1, 2)] == [0, 0]
    assert len(smtp.letters) == 1


def test_without_a_mailbox_letters_wait():
    put()
    assert send_due(at(NINE)) == 0
    assert Row.objects.get().state == "waiting"


def test_a_header_takes_no_second_line(smtp: Post):
    make_mailbox(goes_out=smtp.route)
    row = Row.objects.get(pk=put())
    Row.objects.filter(pk=row.pk).update(subject="x\r\nBcc: all@example.org", to_name="y\nz: 1")
    send_due(at(NINE))
    assert [name for envelope in smtp.letters for name in sent(smtp) if name.lower() in {"bcc", "z"}] == []
    assert len(smtp.letters) <= 1
