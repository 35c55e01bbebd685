"""Words of frame-of-reference practice: prepared cases, ratings, and how accurate they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from liuxin.kernel.text import Bilingual

LEVELS = (1, 2, 3, 4, 5)
Ratings = Mapping[str, Mapping[str, int]]
"""Levels by case and criterion."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """An observable behaviour of a criterion, with a sentence for each level; `name` is empty where there is one."""

    name: Bilingual
    anchors: Mapping[int, Bilingual]


@dataclass(frozen=True, slots=True)
class Criterion:
    """What is rated from 1 to 5, and what the levels look like."""

    code: str
    name: Bilingual
    meaning: Bilingual
    behaviours: tuple[Behaviour, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a transcript; `by_customer` or by the agent."""

    number: int
    by_customer: bool
    time: Bilingual
    text: Bilingual


@dataclass(frozen=True, slots=True)
class Reference:
    """The reference rating of a criterion, and why."""

    level: int
    why: Bilingual


@dataclass(frozen=True, slots=True)
class Case:
    """A prepared case to be rated."""

    code: str
    title: Bilingual
    setting: Bilingual
    lines: tuple[Line, ...]
    reference: Mapping[str, Reference]


@dataclass(frozen=True, slots=True)
class Limits:
    """How accurate one must be to qualify: the first four at most, the correlation at least."""

    elevation: float
    differential_elevation: float
    stereotype_accuracy: float
    differential_accuracy: float
    correlation: float


@dataclass(frozen=True, slots=True)
class Practice:
    """Everything that practice is made of; `note` says whose the reference ratings are."""

    note: Bilingual
    how: Bilingual
    criteria: tuple[Criterion, ...]
    cases: tuple[Case, ...]
    limits: Limits

    @property
    def reference(self) -> Ratings:
        """Give the reference ratings of all cases."""
        return {case.code: {code: reference.level for code, reference in case.reference.items()} for case in self.cases}


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How ratings differ from reference ratings.

    `elevation` keeps its sign: above nought is too high. The next three and `distance` are roots of mean squares.
    `correlation` is None where the reference tells no cases apart.
    """

    cases: int
    criteria: int
    elevation: float
    differential_elevation: float
    stereotype_accuracy: float
    differential_accuracy: float
    distance: float
    correlation: float | None


class Component(StrEnum):
    """What is judged of accuracy, in the order in which it is told."""

    ELEVATION = "elevation"
    DIFFERENTIAL_ELEVATION = "differential_elevation"
    STEREOTYPE_ACCURACY = "stereotype_accuracy"
    DIFFERENTIAL_ACCURACY = "differential_accuracy"
    CORRELATION = "correlation"


@dataclass(frozen=True, slots=True)
class ComponentLine:
    """A component against its limit; `value` is None where it cannot be told."""

    component: Component
    value: float | None
    limit: float
    within: bool


class Judged(StrEnum):
    """How the mean of a criterion lies against that of the reference."""

    WITHIN = "within"
    HIGH = "high"
    LOW = "low"
    FAR_HIGH = "far_high"
    FAR_LOW = "far_low"


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """The mean of a criterion over the cases rated, and that of the reference."""

    criterion: str
    given: float
    reference: float
    judged: Judged

    @property
    def difference(self) -> float:
        """How much higher than the reference."""
        return self.given - self.reference


@dataclass(frozen=True, slots=True)
class CaseLine:
    """The mean of a case over its criteria, and that of the reference."""

    case: str
    given: float
    reference: float


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the wording with what fills it; a criterion is named by its code."""

    code: str
    params: Mapping[str, float | str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Accuracy told: what is within its limit, what is not, and which criterion is furthest off."""

    accuracy: Accuracy
    components: tuple[ComponentLine, ...]
    criteria: tuple[CriterionLine, ...]
    cases: tuple[CaseLine, ...]

    @property
    def passed(self) -> bool:
        """Tell whether every component is within its limit."""
        return all(line.within for line in self.components)

    @property
    def furthest(self) -> CriterionLine:
        """Give the criterion that is furthest from the reference."""
        return max(self.criteria, key=lambda line: abs(line.difference))

    @property
    def beyond(self) -> tuple[Component, ...]:
        """Name what is not within its limit."""
        return tuple(line.component for line in self.components if not line.within)
