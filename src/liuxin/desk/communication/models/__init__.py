"""Tables of communication."""

from liuxin.desk.communication.models.mail import Attachment, HeldLetter, Mailbox
from liuxin.desk.communication.models.messages import Draft, Message, Thread
from liuxin.desk.communication.models.notices import Notice, NoticePlan, NoticeWay
from liuxin.desk.communication.models.post import Post

__all__ = [
    "Attachment",
    "Draft",
    "HeldLetter",
    "Mailbox",
    "Message",
    "Notice",
    "NoticePlan",
    "NoticeWay",
    "Post",
    "Thread",
]
