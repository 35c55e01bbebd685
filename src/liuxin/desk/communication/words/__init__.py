"""Words of communication."""

from liuxin.desk.communication.words.messages import (
    About,
    Direction,
    Draft,
    Incoming,
    Kept,
    Medium,
    Message,
    MessageState,
    NewThread,
    Released,
    Sender,
    Thread,
)
from liuxin.desk.communication.words.notices import (
    NOTICES,
    NoticeGroup,
    NoticeKind,
    NoticePage,
    NoticePlanView,
    NoticeView,
    Way,
    kind_of,
)

__all__ = [
    "NOTICES",
    "About",
    "Direction",
    "Draft",
    "Incoming",
    "Kept",
    "Medium",
    "Message",
    "MessageState",
    "NewThread",
    "NoticeGroup",
    "NoticeKind",
    "NoticePage",
    "NoticePlanView",
    "NoticeView",
    "Released",
    "Sender",
    "Thread",
    "Way",
    "kind_of",
]
