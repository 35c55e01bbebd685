"""Words of somebody's own training: courses passed, practice, qualification."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from liuxin.performance.evaluators.words.practice import Ratings


class Missing(StrEnum):
    """What somebody still lacks to be allowed to rate."""

    DECLARATION = "declaration"
    COURSES = "courses"
    PRACTICE = "practice"
    RENEWAL = "renewal"


@dataclass(frozen=True, slots=True)
class AttemptView:
    """A try at a quiz."""

    version: int
    right: int
    of: int
    passed: bool
    at: datetime
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CourseState:
    """Somebody's tries at one course, the latest first."""

    code: str
    required: bool
    attempts: tuple[AttemptView, ...]

    @property
    def passed(self) -> bool:
        """Tell whether some try was enough."""
        return any(attempt.passed for attempt in self.attempts)


@dataclass(frozen=True, slots=True)
class QualificationView:
    """The outcome of a practice: how many cases it rests on, and until when it holds if it was passed."""

    round: int
    cases: int
    at: datetime
    until: datetime
    passed: bool

    def is_valid(self, at: datetime) -> bool:
        """Tell whether it allows rating at a time."""
        return self.passed and self.at <= at < self.until


@dataclass(frozen=True, slots=True)
class PracticeState:
    """Where somebody stands in practice: the round that runs, what was rated in it, and its latest outcome if any."""

    round: int
    ratings: Ratings
    outcome: QualificationView | None

    @property
    def rated(self) -> int:
        """Count the cases rated in this round."""
        return len(self.ratings)


@dataclass(frozen=True, slots=True)
class Training:
    """Somebody's own training, open to nobody else."""

    person: int
    courses: tuple[CourseState, ...]
    practice: PracticeState
    qualification: QualificationView | None

    @property
    def courses_passed(self) -> bool:
        """Tell whether every course that is needed was passed."""
        return all(course.passed for course in self.courses if course.required)
