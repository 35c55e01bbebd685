"""Letters, mailboxes and files for tests, made by the rooms' own actions."""

from datetime import datetime
from email.message import EmailMessage
from itertools import count

from liuxin.desk.communication import actions, queries
from liuxin.desk.communication.models import Attachment, HeldLetter, Mailbox, Post
from liuxin.desk.communication.words import About, MailboxPlan, MailboxView, Route, Security
from liuxin.desk.files.models import StoredFile
from liuxin.desk.organisation.words import Role, Standing
from liuxin.kernel.actor import Actor
from tests.factories.cases import NINE
from tests.factories.organisation import SYSTEM, make_person
from tests.factories.talking import MAIL

_letters = count(1)

__all__ = [
    "Attachment",
    "HeldLetter",
    "Mailbox",
    "Post",
    "StoredFile",
    "letter",
    "make_mail_admin",
    "make_mailbox",
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
