"""Words of communication."""

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
    "NoticeGroup",
    "NoticeKind",
    "NoticePage",
    "NoticePlanView",
    "NoticeView",
    "Way",
    "kind_of",
]
