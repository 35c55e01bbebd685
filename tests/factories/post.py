"""Letters, mailboxes and files for tests, made by the rooms' own actions."""

from datetime import datetime

from liuxin.desk.communication import actions
from liuxin.desk.communication.models import Post
from liuxin.desk.communication.words import About
from liuxin.desk.organisation.words import Role
from liuxin.kernel.actor import Actor
from tests.factories.cases import NINE
from tests.factories.organisation import make_person
from tests.factories.talking import MAIL

__all__ = ["Post", "make_mail_admin", "put"]


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
