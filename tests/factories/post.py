"""Letters, mailboxes and files for tests, made by the rooms' own actions."""

from datetime import datetime
from email.message import EmailMessage
from itertools import count

from liuxin.desk.cases import actions as cases
from liuxin.desk.cases.words import Channel, EntranceView, Kind, ServiceStage
from liuxin.desk.communication import actions, queries
from liuxin.desk.communication.models import Attachment, HeldLetter, Mailbox, Post
from liuxin.desk.communication.words import (
    About,
    HeldWhy,
    Incoming,
    MailboxPlan,
    MailboxView,
    Medium,
    NewAttachment,
    NewHeld,
    NewThread,
    Route,
    Security,
    Sender,
)
from liuxin.desk.files.models import SetAside, StoredFile
from liuxin.desk.organisation.words import Role, Standing
from liuxin.kernel.actor import Actor
from liuxin.kernel.text import Bilingual
from tests.factories.cases import NINE, Case
from tests.factories.organisation import SYSTEM, make_calendar, make_lead, make_person, make_team
from tests.factories.talking import MAIL, CaseThread

_letters = count(1)

__all__ = [
    "Attachment",
    "HeldLetter",
    "Mailbox",
    "Post",
    "SetAside",
    "StoredFile",
    "attached_letter",
    "hold",
    "letter",
    "make_mail_admin",
    "make_mailbox",
    "open_entrance",
    "put",
]


def put(
    to: str = "huang@example.org",
    *,
    about: About | None = None,
    not_before: datetime | None = None,
    by: Actor = MAIL,
    at: datetime = NINE,
) -> int:
    """Put a letter into the outbox."""
    about = about or About("case", "C-000001")
    return actions.post(to=to, subject="回访", text="请告诉我们。", about=about, not_before=not_before, by=by, at=at)


def make_mail_admin() -> Actor:
    """Make a system administrator."""
    return Actor.person(make_person(name_zh="邮箱管理员", roles=(Role.SYSTEM_ADMIN,)))


def make_mailbox(
    comes_in: Route | None = None, goes_out: Route | None = None, *, code: str = "service", per_hour: int = 30
) -> MailboxView:
    """Set up a mailbox that leads to the entrance `mail`; give it as the worker sees it."""
    plan = MailboxPlan(
        code=code,
        name="流心服务台",
        address=f"{code}@desk.example",
        entrance="mail",
        comes_in=comes_in or Route(),
        goes_out=goes_out or Route("127.0.0.1", 25, Security.NONE),
        per_hour=per_hour,
    )
    actions.set_mailbox(plan=plan, by=SYSTEM, at=NINE)
    return queries.mailbox(Standing(is_system=True), code)


def letter(
    text: str = "地库又漏水了。",
    *,
    sender: str = "黄先生 <huang@example.org>",
    to: str = "service@desk.example",
    subject: str = "地库漏水",
    message_id: str | None = None,
    **headers: str,
) -> bytes:
    """Write a letter as a mail program does; `in_reply_to=` becomes the header In-Reply-To."""
    made = EmailMessage()
    made["From"] = sender
    made["To"] = to
    made["Subject"] = subject
    made["Date"] = "Wed, 01 Jun 2016 09:00:00 +0800"
    made["Message-ID"] = message_id or f"<l{next(_letters)}@example.org>"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made.as_bytes()


def hold(box: MailboxView) -> int:
    """Hold a letter for a person."""
    raw = letter(List_Id="<news.example.org>")
    held = NewHeld(box.id, f"held {next(_letters)}", "huang@example.org", "x", HeldWhy.BULK, raw)
    return actions.hold_letter(held=held, by=MAIL, at=NINE)


def attached_letter(case: Case, content: bytes = b"%PDF-1.7 x", name: str = "报价.pdf") -> tuple[int, int]:
    """Let a letter with a file come in to a case; give message and attachment."""
    thread = actions.open_thread(new=NewThread(Medium.EMAIL, "x", "huang@example.org"), by=MAIL, at=NINE)
    CaseThread.objects.create(case=case, thread_id=thread)
    given = Incoming(
        sender=Sender("黄先生", "huang@example.org"),
        text="请看附件",
        external=f"attached {next(_letters)}",
        attachments=(NewAttachment(name, content),),
        whole=b"From: huang@example.org\n\nx",
    )
    about = About("case", case.code)
    kept = actions.keep_incoming(thread=thread, incoming=given, about=about, by=MAIL, at=NINE)
    return kept.message, Attachment.objects.filter(message=kept.message).latest("pk").pk


def open_entrance(lead: int) -> None:
    """Open the entrance `mail` to a team of its own that somebody leads."""
    team = make_team()
    make_lead(lead, team)
    make_calendar("default")
    view = EntranceView(
        code="mail",
        name=Bilingual("服务邮箱", "Service mailbox"),
        channel=Channel.EMAIL,
        team=team,
        kind=Kind.REQUEST,
        service_stage=ServiceStage.AFTERSALE,
        priority=3,
        minutes=480,
        is_open=True,
    )
    cases.set_entrance(entrance=view, by=SYSTEM, at=NINE)
