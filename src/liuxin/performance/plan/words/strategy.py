"""Words of the strategy: texts that hold for the whole organisation, objectives, the environment."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from liuxin.engines.measurement.words import Direction
from liuxin.kernel.text import Bilingual
from liuxin.performance.plan.words.texts import NO_TEXT


class TextKind(StrEnum):
    """What the organisation says of itself."""

    VISION = "vision"
    MISSION = "mission"
    WAYS = "ways"
    VALUES = "values"


class Perspective(StrEnum):
    """From which side an objective looks at the service, as the strategy map is drawn from top to bottom."""

    CUSTOMERS = "customers"
    RESULTS = "results"
    PROCESS = "process"
    PEOPLE = "people"


class ObjectiveState(StrEnum):
    """Whether an objective still holds."""

    ACTIVE = "active"
    DROPPED = "dropped"


class Quadrant(StrEnum):
    """The four fields of the environment: strengths and weaknesses inside, opportunities and threats outside."""

    STRENGTH = "s"
    WEAKNESS = "w"
    OPPORTUNITY = "o"
    THREAT = "t"


@dataclass(frozen=True, slots=True)
class TextView:
    """A text of the strategy in its latest version."""

    kind: TextKind
    text: Bilingual
    version: int
    written_by: int | None
    written_at: datetime
    is_example: bool


@dataclass(frozen=True, slots=True)
class NewObjective:
    """An objective as it is written: what, how it is measured, from where to where, from when to when.

    `measure` is the key of a measure of the record, else empty; `unit` says in words what is counted.
    """

    code: str
    title: Bilingual
    perspective: Perspective
    owner: int | None
    start: date
    end: date
    measure: str = ""
    unit: Bilingual = NO_TEXT
    direction: Direction = Direction.HIGHER
    baseline: float | None = None
    target: float | None = None


@dataclass(frozen=True, slots=True)
class ObjectiveView:
    """An objective as it stands."""

    id: int
    code: str
    title: Bilingual
    perspective: Perspective
    owner: int | None
    measure: str
    unit: Bilingual
    direction: Direction
    baseline: float | None
    target: float | None
    start: date
    end: date
    state: ObjectiveState
    changed_at: datetime
    is_example: bool = False

    @property
    def is_measured(self) -> bool:
        """Tell whether it says what is measured and what is to be reached."""
        return bool(self.measure or self.unit.zh or self.unit.en) and self.target is not None


@dataclass(frozen=True, slots=True)
class StrategyView:
    """Vision, mission, ways and values as they stand, and the objectives that hold."""

    texts: tuple[TextView, ...]
    objectives: tuple[ObjectiveView, ...]

    def text(self, kind: TextKind) -> TextView | None:
        """Give a text, if it was written."""
        return next((each for each in self.texts if each.kind is kind), None)


@dataclass(frozen=True, slots=True)
class EnvironmentView:
    """A line of the environment; `objective` is the objective that answers it."""

    id: int
    department: int | None
    quadrant: Quadrant
    text: Bilingual
    objective: int | None
    is_example: bool
