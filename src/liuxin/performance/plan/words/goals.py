"""Words of goals: what one says, whom it binds, where it stands, whom it serves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from liuxin.performance.plan.words.jobs import DutyView
from liuxin.performance.plan.words.strategy import ObjectiveView


class GoalLevel(StrEnum):
    """For whom a goal is: the organisation, a department, a person."""

    ORGANISATION = "organisation"
    DEPARTMENT = "department"
    PERSON = "person"


HEIGHT: Mapping[GoalLevel, int] = {GoalLevel.PERSON: 0, GoalLevel.DEPARTMENT: 1, GoalLevel.ORGANISATION: 2}
"""A goal serves one of its own height or above."""


class GoalState(StrEnum):
    """Where a goal stands: being written, before both sides, signed by both, given up."""

    DRAFT = "draft"
    OPEN = "open"
    BOUND = "bound"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class GoalStep:
    """A step on the way, and by when it is done."""

    text: str
    due_on: date


@dataclass(frozen=True, slots=True)
class GoalContent:
    """What a goal says. `measure_key` names a measure of the record where there is one, `target_value` its target."""

    result: str
    measure: str
    target: str
    deadline: date
    responsible: int
    method: str
    steps: tuple[GoalStep, ...]
    support: str
    measure_key: str = ""
    target_value: float | None = None


@dataclass(frozen=True, slots=True)
class GoalVersionView:
    """One version of a goal. `agreement_version` is None for a draft that was put before nobody."""

    number: int
    content: GoalContent
    note: str
    written_by: int | None
    at: datetime
    agreement: int | None = None
    agreement_version: int | None = None


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal in the cascade; `depth` is how far below its root it is drawn.

    `result` to `measure_key` are of the version that binds, else of the latest. `matches` is False for one that is
    shown only because a goal below it was looked for.
    """

    id: int
    cycle: int
    level: GoalLevel
    department: int | None
    owner: int
    manager: int | None
    parent: int | None
    objective: int | None
    state: GoalState
    version: int
    latest: int
    result: str
    measure: str
    target: str
    deadline: date
    measure_key: str
    target_value: float | None
    agreement: int | None = None
    is_decided: bool = False
    depth: int = 0
    matches: bool = True

    @property
    def is_bound(self) -> bool:
        """Tell whether both sides signed one version of it, or it was decided with a reason."""
        return self.state is GoalState.BOUND


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal with every version, what it serves and what serves it."""

    line: GoalLine
    versions: tuple[GoalVersionView, ...]
    duties: tuple[DutyView, ...]
    above: tuple[GoalLine, ...]
    below: tuple[GoalLine, ...]
    objective: ObjectiveView | None
    drop_reason: str = ""

    @property
    def current(self) -> GoalVersionView:
        """The version that binds, else the latest."""
        return next(each for each in self.versions if each.number == self.line.version)

    @property
    def latest(self) -> GoalVersionView:
        """The version that was written last."""
        return self.versions[-1]


@dataclass(frozen=True, slots=True)
class GoalFilter:
    """Which goals are wanted."""

    search: str = ""
    level: GoalLevel | None = None
    department: int | None = None
    state: GoalState | None = None
    owner: int | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Both ways: objectives that no goal serves, goals that serve none, duties that no goal touches.

    `unsigned` are objectives that only goals serve which nobody has signed yet. What cannot be told, because
    nothing is on record to compare, stands in `cannot_tell` by its code.
    """

    objectives: tuple[ObjectiveView, ...] = ()
    unsigned: tuple[ObjectiveView, ...] = ()
    goals: tuple[GoalLine, ...] = ()
    duties: tuple[DutyView, ...] = ()
    served: int = 0
    touched: int = 0
    counted: int = 0
    cannot_tell: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hint:
    """An advice on wording: in which field, which word, by the code of its sentence."""

    field: str
    code: str
    word: str = ""
