"""Words of the talk that goes on all year: check-ins, critical incidents, praise, obstacles with a clock."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from liuxin.engines.measurement.schemas import HEARTS

__all__ = [
    "HEARTS",
    "LATER",
    "WORKING_DAYS",
    "CheckInView",
    "Incident",
    "IncidentKind",
    "IncidentView",
    "Mine",
    "ObstacleState",
    "ObstacleView",
    "PersonView",
    "PraiseView",
    "StepKind",
    "StepView",
]

WORKING_DAYS = 2
"""An obstacle is due at the end of the second working day after it was raised, and so again for each next owner."""
LATER = 20
"""So many of what is over are shown, newest first."""


class IncidentKind(StrEnum):
    """A critical incident is notably effective or notably ineffective conduct."""

    GOOD = "good"
    BAD = "bad"


class ObstacleState(StrEnum):
    """How far an obstacle is: said to be cleared is not cleared until whoever raised it confirms."""

    OPEN = "open"
    SAID_CLEARED = "said_cleared"
    CLEARED = "cleared"


class StepKind(StrEnum):
    """What happened to an obstacle after it was raised."""

    SUPPORT = "support"
    SAID_CLEARED = "said_cleared"
    STILL_THERE = "still_there"
    CONFIRMED = "confirmed"
    ESCALATED = "escalated"


@dataclass(frozen=True, slots=True)
class Incident:
    """What somebody did in a case or a situation, and what came of it: told as seen, not as judged.

    `case` is the code of the case as the writer knows it, "" for none; `happened_at` None is now.
    """

    kind: IncidentKind
    heart: str
    what: str
    effect: str = ""
    case: str = ""
    happened_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CheckInView:
    """A short talk between a person and somebody of the line above."""

    id: int
    person: int
    manager: int
    at: datetime
    note: str
    next_on: date | None


@dataclass(frozen=True, slots=True)
class IncidentView:
    """A critical incident with the answer of whom it is about."""

    id: int
    person: int
    noted_by: int
    kind: IncidentKind
    heart: str
    what: str
    effect: str
    case: str
    happened_at: datetime
    noted_at: datetime
    reply: str
    replied_at: datetime | None


@dataclass(frozen=True, slots=True)
class PraiseView:
    """Thanks from somebody, naming a heart."""

    id: int
    person: int
    by: int
    heart: str
    text: str
    case: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StepView:
    """A step in the course of an obstacle; `by` is None where Liuxin handed it on because nobody answered."""

    kind: StepKind
    by: int | None
    at: datetime
    text: str
    to: int | None = None


@dataclass(frozen=True, slots=True)
class ObstacleView:
    """An obstacle: who raised it, who owes its clearing, until when, and its course."""

    id: int
    person: int
    owner: int
    what: str
    case: str
    raised_at: datetime
    due_at: datetime
    state: ObstacleState
    cleared_at: datetime | None
    confirmed_at: datetime | None
    level: int
    at_top: bool
    steps: tuple[StepView, ...] = ()

    def is_late(self, at: datetime) -> bool:
        """Tell whether the owner let the time pass: what was said to be cleared in time is not late."""
        return (self.cleared_at or at) > self.due_at


@dataclass(frozen=True, slots=True)
class PersonView:
    """What is on record about one person, newest first."""

    person: int
    check_ins: tuple[CheckInView, ...]
    incidents: tuple[IncidentView, ...]
    praise: tuple[PraiseView, ...]
    obstacles: tuple[ObstacleView, ...]


@dataclass(frozen=True, slots=True)
class Mine:
    """What somebody raised, owes, was told and noted; `line` are the people of whom one may note something."""

    raised: tuple[ObstacleView, ...] = ()
    owed: tuple[ObstacleView, ...] = ()
    check_ins: tuple[CheckInView, ...] = ()
    incidents: tuple[IncidentView, ...] = ()
    praise: tuple[PraiseView, ...] = ()
    noted: tuple[IncidentView, ...] = ()
    line: frozenset[int] = field(default_factory=frozenset)
