"""Words of the review of the system after a cycle, and of what it carries to the next."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FigureCode(StrEnum):
    """What the review of a cycle looks at; each is computed from the record of a room below."""

    AGREED_SETS = "agreed_sets"
    OPEN_OBJECTIONS = "open_objections"
    APPEALS_FILED = "appeals_filed"
    APPEALS_UPHELD = "appeals_upheld"
    LATE_PHASES = "late_phases"
    LATE_TASKS = "late_tasks"
    TALKS_HELD = "talks_held"
    TALKS_LAPSED = "talks_lapsed"
    RULES_APPLIED = "rules_applied"
    PLANS_BETTER = "plans_better"
    TOO_TIGHT = "too_tight"
    TOO_LOOSE = "too_loose"
    FORMS_ANSWERED = "forms_answered"
    RATERS_AGREE = "raters_agree"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the review: `value` of `whole`, or the code of what is missing so that it cannot be told.

    An agreement is told in hundredths, `low` and `high` are the ends of its 95 % interval; a count has no interval.
    """

    code: str
    value: int | None
    whole: int | None
    missing: str = ""
    low: float | None = None
    high: float | None = None

    @property
    def can_tell(self) -> bool:
        """Tell whether the record says it."""
        return self.value is not None


@dataclass(frozen=True, slots=True)
class ReviewDecision:
    """What was decided about the system, and by whom."""

    id: int
    code: str
    text: str
    by: int
    at: datetime


@dataclass(frozen=True, slots=True)
class ReviewView:
    """The review of a cycle. Figures are live until it is closed, and frozen then."""

    cycle: int
    figures: tuple[Figure, ...]
    decisions: tuple[ReviewDecision, ...]
    closed_at: datetime | None
    closed_by: int | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A line of a set held against what the results say: how many reached its target, of how many."""

    measure: str
    position: int
    reached: int
    people: int
    verdict: str
