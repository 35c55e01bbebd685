"""What queries give to pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from liuxin.performance.feedback.words.appeals import AppealLevel, AppealOutcome, Grounds
from liuxin.performance.feedback.words.points import Question
from liuxin.performance.feedback.words.talks import (
    OPEN,
    Check,
    Cited,
    Level,
    NoteKind,
    OfferState,
    OwnCause,
    TalkClass,
    TalkState,
)


@dataclass(frozen=True, slots=True)
class TalkLine:
    """A talk in a round. `answers` counts who signed or disagreed with its record; `appeal` is the level still open."""

    id: int
    round: int
    person: int
    manager: int
    code: TalkClass
    level: Level
    minutes: int
    order: int
    planned_on: date
    due_at: datetime
    state: TalkState
    start: datetime | None
    end: datetime | None
    place: str
    held_at: datetime | None
    over_at: datetime | None
    appeal_until: datetime | None
    waived_at: datetime | None
    agreement: int | None
    result: int

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to be held."""
        return self.state in OPEN

    def is_late(self, at: datetime) -> bool:
        """Tell whether it should have been held by now."""
        return self.is_open and self.due_at <= at


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round with the talks that the reader may see, in their order."""

    id: int
    cycle: int
    department: int
    purpose: str
    place: str
    start_on: date
    end_on: date
    published_at: datetime | None
    talks: tuple[TalkLine, ...]


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal of a talk and what each side said of it afterwards."""

    id: int
    text: str
    cites: Cited
    key: str
    person_check: Check | None
    manager_check: Check | None


@dataclass(frozen=True, slots=True)
class PointView:
    """A sentence from the record, as frozen."""

    question: Question
    rank: int
    code: str
    params: Mapping[str, object]
    cites: Cited
    key: str
    effect: float


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note that the reader may read."""

    id: int
    by: int
    kind: NoteKind
    question: int
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ActionView:
    """Something agreed in a talk."""

    id: int
    talk: int
    text: str
    owner: int
    due_on: date
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class OfferView:
    """A time that was offered."""

    id: int
    start: datetime
    end: datetime
    place: str
    offered_by: int
    state: OfferState


@dataclass(frozen=True, slots=True)
class AppealView:
    """An appeal at one level. Deciders are in their order; the first writes the decision."""

    id: int
    talk: int
    level: AppealLevel
    grounds: Grounds
    text: str
    filed_at: datetime
    by_itself: bool
    appellant: int
    manager: int
    deciders: tuple[int, ...]
    decide_by: datetime
    outcome: AppealOutcome
    reasons: str
    decided_by: int | None
    decided_at: datetime | None
    late_at: datetime | None
    points_before: float | None
    points_after: float | None
    corrected: int | None

    @property
    def is_open(self) -> bool:
        """Tell whether it still waits for a decision."""
        return self.outcome is AppealOutcome.OPEN


@dataclass(frozen=True, slots=True)
class TalkView:
    """All of a talk that the reader may see."""

    line: TalkLine
    cycle: int
    department: int
    round_place: str
    published_at: datetime | None
    why: str
    why_params: Mapping[str, object]
    total: tuple[float, float, float] | None
    overall_goal: str
    outlined_at: datetime | None
    reason: str
    own_cause: OwnCause
    goals: tuple[GoalView, ...]
    points: tuple[PointView, ...]
    notes: tuple[NoteView, ...]
    actions: tuple[ActionView, ...]
    offers: tuple[OfferView, ...]
    appeals: tuple[AppealView, ...]

    @property
    def id(self) -> int:
        """The key."""
        return self.line.id

    def of(self, question: Question) -> tuple[PointView, ...]:
        """Give the sentences that answer a question."""
        return tuple(point for point in self.points if point.question is question)


@dataclass(frozen=True, slots=True)
class Lesson:
    """Something that a cycle's talks leave for the next one: the code of a sentence and what fills it."""

    code: str
    params: Mapping[str, str | int | float]
