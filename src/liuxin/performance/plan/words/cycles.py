"""Words of cycles: their six phases, who takes part, what was learned."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum

from liuxin.kernel.period import Period
from liuxin.kernel.text import Bilingual
from liuxin.performance.plan.words.texts import NO_TEXT


class Phase(IntEnum):
    """The six phases, in the order in which a department goes through them."""

    PLAN = 1
    INDICATORS = 2
    EVALUATORS = 3
    EVALUATION = 4
    FEEDBACK = 5
    OUTCOMES = 6


AFTER_LAST = 7
"""What `phase_of` gives for a department that has done all six."""


class PhaseState(StrEnum):
    """Where a department stands with one phase."""

    PENDING = "pending"
    OPEN = "open"
    DONE = "done"


class CycleState(StrEnum):
    """A cycle runs, or is over."""

    OPEN = "open"
    CLOSED = "closed"


class LessonSource(StrEnum):
    """Where a lesson for the next cycle comes from."""

    REVIEW = "review"
    IMPROVEMENT = "improvement"
    TALK = "talk"
    GOAL = "goal"
    TASK = "task"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class NewLesson:
    """Something learned in an earlier cycle: a sentence of the wording with what fills it, or a text."""

    source: LessonSource
    code: str = ""
    params: Mapping[str, str | int | float] = field(default_factory=dict)
    text: Bilingual = NO_TEXT


@dataclass(frozen=True, slots=True)
class LessonView:
    """A lesson as the next cycle finds it; `from_cycle` is where it was learned."""

    id: int
    source: LessonSource
    code: str
    params: Mapping[str, str | int | float]
    text: Bilingual
    from_cycle: int | None


@dataclass(frozen=True, slots=True)
class CycleView:
    """A cycle: the period that it measures, its departments, and whether it is only a trial.

    `task_share` is the percent of working time that its tasks may take.
    """

    id: int
    code: str
    name: Bilingual
    period: Period
    state: CycleState
    is_pilot: bool
    task_share: int
    parent: int | None
    carry_from: int | None
    departments: tuple[int, ...]
    opened_at: datetime
    closed_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Tell whether it still runs."""
        return self.state is CycleState.OPEN


@dataclass(frozen=True, slots=True)
class StepView:
    """One phase of one department."""

    phase: Phase
    state: PhaseState
    due_on: date
    opened_at: datetime | None
    done_at: datetime | None

    def is_late(self, today: date) -> bool:
        """Tell whether it should have been done before today and is not."""
        return self.state is not PhaseState.DONE and self.due_on < today


@dataclass(frozen=True, slots=True)
class PhaseView:
    """The way of one department through the six phases, in order."""

    department: int
    name: Bilingual
    steps: tuple[StepView, ...]

    @property
    def now(self) -> int:
        """The phase that is open, or `AFTER_LAST` when all are done."""
        return next((step.phase.value for step in self.steps if step.state is PhaseState.OPEN), AFTER_LAST)

    @property
    def done(self) -> int:
        """How many phases are done."""
        return sum(step.state is PhaseState.DONE for step in self.steps)


@dataclass(frozen=True, slots=True)
class ParticipantView:
    """Somebody who takes part, as it was when the cycle opened or the person joined it.

    Of whoever joined later nothing is asked that belongs to a phase before `from_phase`.
    """

    person: int
    department: int
    position: int | None
    manager: int | None
    left_at: datetime | None
    joined_at: datetime | None = None
    from_phase: int = Phase.PLAN.value
    id: int = 0

    def is_asked(self, phase: int) -> bool:
        """Tell whether a phase asks something of this person: still here, and here before the phase was over."""
        return self.left_at is None and self.from_phase <= phase
