"""Words of improvement plans."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from liuxin.engines.measurement.words import Direction
from liuxin.kernel.text import Bilingual
from liuxin.performance.outcomes.words.rewards import Score


class PlanState(StrEnum):
    """Where an improvement plan stands: it runs only when both signed it."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    RUNNING = "running"
    ENDED = "ended"


class Ending(StrEnum):
    """How a plan ended; empty while it has not."""

    NOT_ENDED = ""
    MET = "met"
    EXTENDED = "partly_met_extended_once"
    OUTSIDE = "not_met_for_reasons_outside"
    NOT_MET = "not_met"
    WITHDRAWN = "withdrawn"


class Progress(StrEnum):
    """What a check found."""

    ON_WAY = "on_way"
    PARTLY = "partly"
    NOT_YET = "not_yet"
    REACHED = "reached"


class EffectVerdict(StrEnum):
    """What a reading before and one after say: a difference only where the interval clears nothing."""

    BETTER = "better"
    WORSE = "worse"
    NOT_TOLD_APART = "not_told_apart"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class PlanPattern:
    """A pattern of plan as shipped: its usual length, the days between checks, the support, how it is measured."""

    code: str
    name: Bilingual
    days: int
    check_days: int
    support: tuple[Bilingual, ...]
    measure: Bilingual


@dataclass(frozen=True, slots=True)
class NewGoal:
    """A goal of a plan, and the standard that it is held against."""

    text: str
    standard: str


@dataclass(frozen=True, slots=True)
class NewSupport:
    """Support that somebody gives, and by when."""

    text: str
    owner: int
    due_on: date


@dataclass(frozen=True, slots=True)
class NewPlan:
    """What a plan holds besides whom it is for; `measure` is the key of the measure by which its effect is read."""

    pattern: str
    measure: str
    goals: Sequence[NewGoal]
    support: Sequence[NewSupport]
    starts_on: date
    ends_on: date
    check_dates: Sequence[date]


@dataclass(frozen=True, slots=True)
class Measured:
    """A reading with its interval and what it rests on."""

    value: float
    low: float
    high: float
    n: float


@dataclass(frozen=True, slots=True)
class Effect:
    """Before and after, the difference with its interval in the better direction, and what that says."""

    before: Measured | None
    after: Measured | None
    difference: float | None
    low: float | None
    high: float | None
    verdict: EffectVerdict
    direction: Direction


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal of a plan."""

    text: str
    standard: str


@dataclass(frozen=True, slots=True)
class SupportView:
    """Support of a plan; `given_on` is when it was given."""

    id: int
    text: str
    owner: int
    due_on: date
    given_on: date | None


@dataclass(frozen=True, slots=True)
class CheckView:
    """A check of a plan: when it is due, and what it found."""

    id: int
    number: int
    due_on: date
    progress: Progress | None
    note: str
    done_at: datetime | None
    by: int | None


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan in a list."""

    id: int
    person: int
    cycle: int
    pattern: str
    state: PlanState
    ending: Ending
    starts_on: date | None
    ends_on: date | None
    next_check: date | None


@dataclass(frozen=True, slots=True)
class PlanView:
    """An improvement plan with all that it holds. `score` and `floor` are the gap that it rests on."""

    line: PlanLine
    supporter: int
    opened_by: int
    reason: str
    score: Score
    floor: float
    measure: str
    goals: tuple[GoalView, ...]
    support: tuple[SupportView, ...]
    checks: tuple[CheckView, ...]
    agreement: int | None
    learned: str
    changed_at: datetime
    effect: Effect
