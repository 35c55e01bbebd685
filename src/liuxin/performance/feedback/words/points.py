"""The four questions: what a sentence says, from what, and what it weighs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from liuxin.kernel.text import Bilingual
from liuxin.performance.feedback.words.talks import Cited


class Question(IntEnum):
    """The four questions, in the order in which they are answered."""

    SHOULD = 1
    DID = 2
    WHY = 3
    IMPROVE = 4


CANNOT_TELL = frozenset(
    f"feedback.point.{code}"
    for code in (
        "no_goal",
        "no_duties",
        "cannot_tell",
        "hearts_cannot_tell",
        "fair_cannot_tell",
        "mix_cannot_tell",
        "mix_not_recorded",
        "staffing_not_recorded",
        "changes_not_recorded",
        "improve_cannot_tell",
    )
)
"""Sentences that say what the record does not hold."""
SEVERITY = frozenset(f"feedback.point.fair_{code}" for code in ("stricter", "milder", "alike"))
"""Sentences that say what is due to the raters and not to the person."""
NOTHING_TO_TALK_ABOUT = frozenset({"feedback.point.no_obstacle", "feedback.point.mix_alike"})


@dataclass(frozen=True, slots=True)
class Point:
    """One sentence: its code and what fills it, what it rests on, and its effect in points of the total.

    A `measure` among the params is the key of a measure; what shows it writes its name and unit. A text in both
    languages stands there as `{"zh": …, "en": …}`, for the letter is read in either.
    """

    question: Question
    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    cites: Cited = Cited.NOTHING
    key: str = ""
    effect: float = 0.0


@dataclass(frozen=True, slots=True)
class BoundGoal:
    """A goal that both signed, as it was signed."""

    id: int
    result: str
    target: str
    version: int
    deadline: str


@dataclass(frozen=True, slots=True)
class Duty:
    """A task of the job analysis of a position."""

    position: int
    code: str
    text: Bilingual
    share: float


@dataclass(frozen=True, slots=True)
class Measure:
    """A line of the card of the talk: what was wanted, what was read, what it scored.

    Of a rated line `raw` is the value as the raters gave it, and `is_fair` tells that `value` is another one: what it
    would be with raters of average severity.
    """

    reading: int
    measure: str
    weight: float
    target: float | None
    value: float | None
    low: float | None
    high: float | None
    n: float
    why: str
    score: float | None
    score_low: float | None
    score_high: float | None
    raw: float | None = None
    is_fair: bool = False


@dataclass(frozen=True, slots=True)
class Heart:
    """A heart of the rated form as raters saw it, where there are enough of them."""

    code: str
    level: float
    raters: int


@dataclass(frozen=True, slots=True)
class Mix:
    """How often a kind of case came to the person and to the others who hold the position."""

    cut: str
    value: str
    own: int
    own_of: int
    others: int
    others_of: int


@dataclass(frozen=True, slots=True)
class Blocked:
    """An obstacle: cleared late, or not cleared at all at the time of the card."""

    id: int
    days_late: int
    is_cleared: bool


@dataclass(frozen=True, slots=True)
class Present:
    """Staffing as a reading of an external measure, if one is recorded for the person in the period."""

    measure: str
    value: float
    others: float | None


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything that the record holds for the four questions. None is not recorded, empty is nothing found."""

    total: float | None
    goals: tuple[BoundGoal, ...]
    duties: tuple[Duty, ...] | None
    lines: tuple[Measure, ...]
    hearts: tuple[Heart, ...] | None
    mix: tuple[Mix, ...] | None
    obstacles: tuple[Blocked, ...]
    absence: tuple[Present, ...] | None
    changed_since: int | None
    praise: int = 0
