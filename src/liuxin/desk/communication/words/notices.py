"""Words of notices: what people are told, in which group it is chosen how, what each person chose."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

Params = Mapping[str, int | str]


class NoticeGroup(StrEnum):
    """What a person chooses a way of hearing for."""

    WORK = "work"
    MENTIONS = "mentions"
    PROMISES = "promises"
    WARNINGS = "warnings"
    POST = "post"
    OTHER = "other"


class Way(StrEnum):
    """How a group is told by e-mail; in the page it always stands."""

    OFF = "off"
    AT_ONCE = "at_once"
    HOURLY = "hourly"
    DAILY = "daily"


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """A kind of notice. An urgent one may not wait, and goes out in quiet hours where the person wants that."""

    group: NoticeGroup
    urgent: bool = False


OTHER_KIND: Final = NoticeKind(NoticeGroup.OTHER)
NOTICES: Final[Mapping[str, NoticeKind]] = {
    "case.routed": NoticeKind(NoticeGroup.WORK),
    "case.transferred": NoticeKind(NoticeGroup.WORK),
    "case.customer_wrote": NoticeKind(NoticeGroup.WORK),
    "case.customer_confirmed": NoticeKind(NoticeGroup.WORK),
    "case.customer_reopened": NoticeKind(NoticeGroup.WORK),
    "case.customer_wrote_again": NoticeKind(NoticeGroup.WORK),
    "case.customer_silent": NoticeKind(NoticeGroup.WORK),
    "case.decide_unanswered": NoticeKind(NoticeGroup.WORK),
    "case.step_not_taken": NoticeKind(NoticeGroup.WORK),
    "case.mentioned": NoticeKind(NoticeGroup.MENTIONS),
    "promise.warned": NoticeKind(NoticeGroup.PROMISES),
    "promise.missed": NoticeKind(NoticeGroup.PROMISES),
    "promise.escalated": NoticeKind(NoticeGroup.PROMISES, urgent=True),
    "quality.warning_raised": NoticeKind(NoticeGroup.WARNINGS),
    "quality.warning_handed": NoticeKind(NoticeGroup.WARNINGS),
    "quality.warning_overdue": NoticeKind(NoticeGroup.WARNINGS, urgent=True),
    "post.undelivered": NoticeKind(NoticeGroup.POST),
}
"""Every kind with its group. A code that is not among them is told all the same, in the group `other`."""


def kind_of(code: str) -> NoticeKind:
    """Give the kind of a notice by its code."""
    return NOTICES.get(code, OTHER_KIND)


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A notice as its reader sees it; `subject` is the address of what it is about, such as `case:C-000001`."""

    id: int
    code: str
    subject: str
    params: Params
    at: datetime
    read_at: datetime | None
    urgent: bool


@dataclass(frozen=True, slots=True)
class NoticePage:
    """One page of notices, newest first; `before` is the key to go on with, None at the end."""

    notices: tuple[NoticeView, ...]
    unread: int
    before: int | None


@dataclass(frozen=True, slots=True)
class NoticeMail:
    """What goes to one person now: the notices that are due by e-mail and were not read meanwhile."""

    person: int
    email: str
    notices: tuple[NoticeView, ...]


@dataclass(frozen=True, slots=True)
class NoticePlanView:
    """How a person wants to hear: address, hour of the daily digest, quiet hours (equal ends: none), way by group.

    `urgent_any_time` lets what may not wait go out at once, in quiet hours too.
    """

    email: str = ""
    digest_hour: int = 8
    quiet_from: int = 20
    quiet_to: int = 8
    urgent_any_time: bool = False
    ways: Mapping[NoticeGroup, Way] = field(default_factory=dict)

    def way(self, group: NoticeGroup) -> Way:
        """Give the way of a group; without an address nothing goes out."""
        return self.ways.get(group, Way.DAILY) if self.email else Way.OFF
