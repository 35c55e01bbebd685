"""Words of quality: why a warning is raised, and how it is settled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from liuxin.desk.organisation.words import PersonName


class Reason(StrEnum):
    """Why somebody is warned."""

    LOW_ANSWER = "low_answer"
    NOT_SETTLED = "not_settled"
    PROMISE_AT_RISK = "promise_at_risk"
    REPEAT_CONTACT = "repeat_contact"
    PASSED_AROUND = "passed_around"
    MOOD_TURNING = "mood_turning"
    SILENT_CUSTOMER = "silent_customer"


class Settled(StrEnum):
    """What was done about it."""

    TALKED = "talked"
    MENDED = "mended"
    TAKEN_UP_AGAIN = "taken_up_again"
    APOLOGISED = "apologised"
    EXPLAINED = "explained"
    NOTHING_TO_DO = "nothing_to_do"
    ONLY_THANKS = "only_thanks"


BY_HAND = tuple(way for way in Settled if way is not Settled.ONLY_THANKS)
"""What somebody says of a warning in words of their own; that it only thanks is a deed for the case, too."""


class Show(StrEnum):
    """Which warnings a list shows."""

    MINE = "mine"
    OVERDUE = "overdue"
    OPEN = "open"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Handed:
    """A warning went from one owner to another: when, by whom, why."""

    giver: PersonName | None
    receiver: PersonName | None
    by: PersonName | None
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class WarningView:
    """A warning: the case, why, who owns it, until when, and what was done."""

    id: int
    reason: Reason
    params: Mapping[str, int | str]
    case: str
    title: str
    owner: PersonName | None
    raised_at: datetime
    due_at: datetime
    settled_at: datetime | None
    settled: Settled | None
    settled_by: PersonName | None
    note: str
    may_settle: bool = False
    may_thank: bool = False
    handed: tuple[Handed, ...] = ()

    def is_late(self, at: datetime) -> bool:
        """Tell whether its time is over, or was when it was settled."""
        return (self.settled_at or at) > self.due_at


@dataclass(frozen=True, slots=True)
class WarningCounts:
    """How many warnings of those that one may see are one's own, overdue, open."""

    mine: int
    overdue: int
    open: int
