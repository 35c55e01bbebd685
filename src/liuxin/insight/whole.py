"""Words of the pages over the whole: a person's day, the cycle, the overview, how a score came about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from liuxin.desk.cases.words import CaseLine
from liuxin.desk.organisation.words import PersonName
from liuxin.engines.measurement.words import Reading
from liuxin.insight.attaining import Attained
from liuxin.insight.words import Measures, OnAppeal
from liuxin.kernel.text import Bilingual
from liuxin.kernel.waiting import PhaseProgress, Waiting
from liuxin.performance.agreement.words import AgreementState
from liuxin.performance.evaluation.words import ResultView
from liuxin.performance.evaluation.words import Scorecard as FrozenCard
from liuxin.performance.plan.words import CycleView, GoalLine, ObjectiveView, PhaseState, PhaseView, StepView


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a day: a case in one's hands, or something else that waits; exactly one of the two."""

    due: datetime | None
    case: CaseLine | None = None
    waiting: Waiting | None = None


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where the reader's department stands in the cycle."""

    cycle: int
    name: Bilingual
    department: Bilingual
    phase: int
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Day:
    """What waits for somebody now.

    `late` are over their time, `today` come due before the local day ends, `later` after it, `open_end` have no time;
    each in the order of their time. `first` is the one thing to do now: the most overdue, else the next due.
    """

    person: PersonName | None
    zone: str
    at: datetime
    late: tuple[Entry, ...]
    today: tuple[Entry, ...]
    later: tuple[Entry, ...]
    open_end: tuple[Entry, ...]
    open_cases: int
    standpoint: Standpoint | None

    @property
    def first(self) -> Entry | None:
        """Give the one thing to do now."""
        return next(iter((*self.late, *self.today, *self.later, *self.open_end)), None)

    @property
    def count(self) -> int:
        """Count everything that waits."""
        return len(self.late) + len(self.today) + len(self.later) + len(self.open_end)


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """A department in the cycle: its six phases, how many take part, how far the open phase is, how many days late.

    `progress` is None where no phase is open.
    """

    phases: PhaseView
    people: int
    progress: PhaseProgress | None
    late_days: int

    @property
    def step(self) -> StepView | None:
        """Give the open phase."""
        return next((step for step in self.phases.steps if step.state is PhaseState.OPEN), None)


@dataclass(frozen=True, slots=True)
class CycleOverview:
    """A cycle over all departments: where each is, who is late, what is missing; names of whoever is named."""

    cycle: CycleView
    others: tuple[CycleView, ...]
    rows: tuple[DepartmentRow, ...]
    names: Mapping[int, PersonName]
    zone: str
    today: date
    at: datetime

    @property
    def late(self) -> tuple[DepartmentRow, ...]:
        """Give the departments whose open phase is over its day, the latest first."""
        return tuple(sorted((row for row in self.rows if row.late_days), key=lambda row: -row.late_days))


@dataclass(frozen=True, slots=True)
class Served:
    """A goal below an objective: what it was measured at, and how far it is; None where that cannot be told."""

    goal: GoalLine
    reading: Reading | None
    reached: Attained | None


@dataclass(frozen=True, slots=True)
class Aim:
    """An objective: what the whole organisation was measured at, how far it is, and what serves it from below."""

    objective: ObjectiveView
    reading: Reading | None
    reached: Attained | None
    served: tuple[Served, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """What the director sees first: what waits, the objectives, the cycle; `cycle` is None where there is none."""

    waiting: tuple[Waiting, ...]
    aims: tuple[Aim, ...]
    cycle: CycleOverview | None
    names: Mapping[int, PersonName]
    departments: Mapping[int, Bilingual]
    measures: Measures
    zone: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CameAbout:
    """How the result of a person in a cycle came about, down to what it rests on.

    `versions` are all that ever counted, the first one first; `result` is the one that counts. `card` is None where the
    reader may not open the card. `agreement` is None where the set was agreed by nobody. `names` are those of whoever
    acted; `measures` those of the lines. `on_appeal` is there where it is open for deciding an appeal only;
    `agreement_open` tells whether the reader may open the agreement.
    """

    person: PersonName
    cycle: CycleView
    result: ResultView
    versions: tuple[ResultView, ...]
    card: FrozenCard | None
    agreement: AgreementState | None
    names: Mapping[int, PersonName]
    measures: Measures
    zone: str
    on_appeal: OnAppeal | None = None
    agreement_open: bool = True

    def opens(self, measure: str) -> bool:
        """Tell whether what lies behind a line may be opened."""
        return self.on_appeal is None or measure in self.on_appeal.measures
