"""Words of the tasks of a cycle: which, by whom, when, to what level, and how many hours."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from liuxin.kernel.text import Bilingual
from liuxin.performance.plan.words.cycles import Phase
from liuxin.performance.plan.words.texts import NO_TEXT


class TaskState(StrEnum):
    """What became of a task."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Gap(StrEnum):
    """What makes a task vague; each has a sentence."""

    NO_OWNER = "no_owner"
    NO_DATE = "no_date"
    NO_LEVEL = "no_level"
    NO_HOURS = "no_hours"


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task as it is planned; what is left empty is named as vague until somebody fills it."""

    title: Bilingual
    phase: Phase
    department: int | None = None
    owner: int | None = None
    start_on: date | None = None
    due_on: date | None = None
    level: Bilingual = NO_TEXT
    hours: Decimal | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task of a cycle, and what is vague about it."""

    id: int
    code: str
    title: Bilingual
    phase: Phase
    department: int | None
    owner: int | None
    start_on: date | None
    due_on: date | None
    level: Bilingual
    hours: Decimal | None
    state: TaskState
    done_at: datetime | None
    gaps: tuple[Gap, ...] = ()

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to be done."""
        return self.state is TaskState.OPEN

    def is_late(self, today: date) -> bool:
        """Tell whether it should have been done before today and is not."""
        return self.is_open and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True)
class Load:
    """What one owner has to do by a day: hours of open tasks due by then, and the hours there are for them.

    `room` is None where no calendar tells how many there are.
    """

    owner: int
    by_day: date
    hours: Decimal
    room: Decimal | None

    @property
    def is_overbooked(self) -> bool:
        """Tell whether more is asked than there is time for; False where nobody can tell."""
        return self.room is not None and self.hours > self.room


@dataclass(frozen=True, slots=True)
class TaskPlan:
    """All tasks of a cycle in the order of their days, and the tightest day of each owner."""

    tasks: tuple[TaskView, ...]
    loads: tuple[Load, ...] = field(default=())
