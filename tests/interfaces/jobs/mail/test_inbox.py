"""Against a real IMAP server."""

import threading
import time
from collections.abc import Callable
from datetime import datetime
from itertools import count

import pytest

from liuxin.desk.communication import queries
from liuxin.desk.communication.words import MailboxView
from liuxin.desk.organisation.words import Role, Standing
from liuxin.interfaces.jobs.mail import inbox, intake, watching
from liuxin.interfaces.jobs.mail.inbox import CANNOT_REACH, Inbox, opened
from tests.factories.cases import NINE, Case, Desk, make_desk
from tests.factories.post import Attachment, HeldLetter, Mailbox, letter, make_mailbox
from tests.factories.talking import Message, make_entrance
from tests.interfaces.jobs.mail.servers import Dovecot

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S4")]
_users = count(1)


def now() -> datetime:
    return NINE


@pytest.fixture
def desk() -> Desk:
    desk = make_desk()
    make_entrance(desk)
    return desk


@pytest.fixture
def user() -> str:
    return f"user{next(_users)}"


@pytest.fixture
def box(desk: Desk, imap: Dovecot, user: str) -> MailboxView:
    return make_mailbox(imap.route(user), per_hour=1000)


def texts() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("text", flat=True))


def test_what_is_new_is_taken_in_in_order_and_marked_as_read(box: MailboxView, imap: Dovecot, user: str):
    imap.deliver(user, letter("一"), letter("二"))
    assert watching.poll(box, now) == 2
    assert (texts(), imap.unseen(user)) == (["一", "二"], 0)
    imap.deliver(user, letter("三"))
    assert watching.poll(box, now) == 1
    assert watching.poll(box, now) == 0
    row = Mailbox.objects.get()
    assert (row.last_uid, row.seen_at, row.error) == (3, NINE, "")


def test_a_new_mailbox_leaves_alone_what_people_have_read(box: MailboxView, imap: Dovecot, user: str):
    imap.deliver(user, letter("旧"), flags="\\Seen")
    imap.deliver(user, letter("新"))
    watching.poll(box, now)
    assert texts() == ["新"]


def test_what_somebody_read_elsewhere_before_us_is_not_lost(box: MailboxView, imap: Dovecot, user: str):
    watching.poll(box, now)
    imap.deliver(user, letter("先被人打开"), flags="\\Seen")
    watching.poll(box, now)
    assert texts() == ["先被人打开"]


def test_a_mailbox_that_is_numbered_anew_brings_nothing_twice(box: MailboxView, imap: Dovecot, user: str):
    imap.deliver(user, letter("一"), letter("二"))
    watching.poll(box, now)
    before = Mailbox.objects.get().uid_validity
    imap.stop()
    imap.number_anew(user)
    imap.start()
    imap.deliver(user, letter("三"))
    watching.poll(box, now)
    assert Mailbox.objects.get().uid_validity != before
    assert texts() == ["一", "二", "三"]


def test_the_same_letter_delivered_twice_is_one_message(box: MailboxView, imap: Dovecot, user: str):
    raw = letter()
    imap.deliver(user, raw, raw)
    assert watching.poll(box, now) == 2
    assert (Message.objects.count(), Case.objects.count()) == (1, 1)


def test_a_letter_that_cannot_be_taken_in_is_held_and_those_behind_it_come(
    box: MailboxView, imap: Dovecot, user: str, monkeypatch: pytest.MonkeyPatch
):
    take = intake.take

    def fails_on_one(raw: bytes, **given: object) -> intake.Taken:
        if b"poison" in raw:
            raise ValueError("it fails")
        return take(raw, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(intake, "take", fails_on_one)
    imap.deliver(user, letter("poison"), letter("good"))
    watching.poll(box, now)
    assert (texts(), HeldLetter.objects.get().why) == (["good"], "unreadable")
    assert watching.poll(box, now) == 0


def test_killed_between_commit_and_mark_nothing_comes_twice(box: MailboxView, imap: Dovecot, user: str):
    watching.poll(box, now)
    imap.deliver(user, letter("一"), letter("二"))

    class Dies(Exception):  # noqa: N818 - not an error
        pass

    def dies(*_: object, **__: object) -> None:
        raise Dies

    with opened(box.plan.comes_in) as client:
        client.add_flags = dies
        with pytest.raises(Dies):
            Inbox(client, box, now).take_all()
    assert (texts(), imap.unseen(user)) == (["一"], 2)
    watching.poll(box, now)
    assert texts() == ["一", "二"]


def test_a_letter_beyond_all_measure_stays_in_the_mailbox_and_is_said(
    box: MailboxView, imap: Dovecot, user: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(inbox, "LARGEST", 2000)
    imap.deliver(user, letter("x" * 5000, subject="大信"))
    watching.poll(box, now)
    held = HeldLetter.objects.get()
    assert (held.why, held.subject, Message.objects.count()) == ("too_large", "大信", 0)


def test_a_fifty_megabyte_attachment_is_refused_and_said_and_the_letter_comes(
    box: MailboxView, imap: Dovecot, user: str
):
    head = letter("请看附件").replace(b"Content-Type: text/plain", b"X: y").partition(b"\n\n")[0]
    head = b"\n".join(line for line in head.split(b"\n") if b":" in line and not line.startswith((b"Content", b"X")))
    megabyte = b"QUFB" * 18 + b"\n"
    body = (
        b"\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nsee\n--b\n"
        b'Content-Type: video/mp4; name="film.mp4"\nContent-Transfer-Encoding: base64\n\n'
        + megabyte * (50 * 1024 * 1024 // 54 + 1)
        + b"--b--\n"
    )
    imap.deliver(user, head + body)
    watching.poll(box, now)
    row = Attachment.objects.get()
    assert (row.name, row.refused, row.size // (1024 * 1024), row.file) == ("film.mp4", "too_large", 50, None)
    assert texts() == ["see"]


def test_a_wrong_password_is_told_and_nothing_breaks(desk: Desk, imap: Dovecot, user: str):
    box = make_mailbox(imap.route(user, "wrong"))
    with pytest.raises(CANNOT_REACH):
        watching.poll(box, now)


@pytest.mark.django_db(transaction=True)
def test_a_letter_is_taken_in_as_it_comes_and_after_the_server_was_gone(
    box: MailboxView, imap: Dovecot, user: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(watching, "PAUSES", (0.2,))
    watcher = watching.Watcher(box, now)
    watcher.start()
    try:
        until(lambda: Mailbox.objects.get().seen_at is not None)
        imap.deliver(user, letter("一"))
        until(lambda: texts() == ["一"])
        imap.stop()
        until(lambda: Mailbox.objects.get().error != "")
        imap.start()
        imap.deliver(user, letter("二"))
        until(lambda: texts() == ["一", "二"] and Mailbox.objects.get().error == "")
    finally:
        watcher.ended.set()
        imap.deliver(user, letter("last"))
        until(lambda: not [each for each in threading.enumerate() if each.name.startswith("mailbox ")])


def until(what: Callable[[], bool], patience: float = 30.0) -> None:
    end = time.monotonic() + patience
    while not what():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.1)


def test_a_password_is_sealed_in_the_database_and_never_shown(desk: Desk, imap: Dovecot, user: str):
    box = make_mailbox(imap.route(user))
    assert "geheim" not in str(Mailbox.objects.values().get())
    assert box.plan.comes_in.secret == "geheim"
    shown = queries.mailboxes(Standing(roles=frozenset({Role.SYSTEM_ADMIN})))[0]
    assert (shown.plan.comes_in.secret, shown.has_secret_in) == ("", True)
