"""Words of the rated part: who rates, in which groups ratings are told, and what may be shown of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from liuxin.engines.measurement.words import IntervalMethod, Why
from liuxin.performance.evaluators.words import Kind

K: Final = 3
"""The least number of raters in any group of which something is shown."""

LOWEST, HIGHEST = 1.0, 5.0


RaterKind = Kind
"""The six types of evaluator."""

ANONYMOUS: Final = (RaterKind.PEER, RaterKind.RECIPIENT, RaterKind.SUBORDINATE, RaterKind.EXPERT)
"""The kinds whose raters must not be told, in the order in which they are shown. Who is in charge is known anyway."""

KNOWN: Final = frozenset({RaterKind.SELF, RaterKind.SUPERVISOR})
"""The kinds of whom it is known anyway who they are."""

KIND_WEIGHTS: Final[Mapping[RaterKind, float]] = MappingProxyType(
    {
        RaterKind.SUPERVISOR: 40.0,
        RaterKind.PEER: 25.0,
        RaterKind.RECIPIENT: 25.0,
        RaterKind.SUBORDINATE: 25.0,
        RaterKind.EXPERT: 10.0,
        RaterKind.SELF: 0.0,
    }
)
"""How much the mean of each kind counts against the others; of those that are there, in proportion."""


class FairWhy(StrEnum):
    """Why the raw value counts and no fair one is told; empty where there is a fair one.

    `few_raters`: of an anonymous group fewer than three have a severity, and theirs must not be told apart.
    `too_little`: the groups whose severity is known carry less than half of the weight.
    `before`: sealed before severities were computed.
    """

    TOLD = ""
    NO_VALUE = "no_value"
    FEW_RATINGS = "few_ratings"
    FEW_RATERS = "few_raters"
    APART = "apart"
    NO_FIT = "no_fit"
    TOO_LITTLE = "too_little"
    BEFORE = "before"


class Agreement(StrEnum):
    """How far the raters of a group agree, in words alone; empty where it is not told.

    With three raters a number beside the mean would give each of their levels away.
    """

    NOT_TOLD = ""
    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Rating:
    """What one rater said of one heart. `level` is None where it was not seen: that is no number, and never zero.

    `reads_results` marks a rater who may open the result anyway, as HR may: he could take his own part out of a mean,
    so he does not count towards the least number. `rater` is a code that holds for one reading of the forms: it joins
    the forms of one rater and names nobody.
    """

    form: int
    kind: RaterKind
    heart: str
    level: int | None
    reads_results: bool = False
    rater: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """The mean level of one heart in one group. All that is ever shown is made of cells."""

    heart: str
    raters: int
    level: float


@dataclass(frozen=True, slots=True)
class RatedGroup:
    """Raters who are told together: one kind alone, or several that are too few apart.

    `weight` is its share of the value, of 100; the self-rating has none. `correction` is what the group would have
    said more or less if its raters were of average severity, in levels; None where that is not told. `judged` is the
    number of its raters whose severity is known and who cannot open the result.
    """

    kinds: tuple[RaterKind, ...]
    raters: int
    weight: float
    level: float
    cells: tuple[Cell, ...]
    correction: float | None = None
    judged: int = 0
    agreement: Agreement = Agreement.NOT_TOLD

    @property
    def code(self) -> str:
        """Name the group by its kinds."""
        return "+".join(self.kinds)

    @property
    def fair(self) -> float | None:
        """The level with raters of average severity; None where that is not told."""
        return None if self.correction is None else min(HIGHEST, max(LOWEST, self.level + self.correction))


@dataclass(frozen=True, slots=True)
class Fair:
    """The value with raters of average severity, or why there is none: then the raw one counts."""

    value: float | None
    low: float | None
    high: float | None
    why: FairWhy


NOT_FAIR: Final = Fair(None, None, None, FairWhy.BEFORE)


@dataclass(frozen=True, slots=True)
class Rated:
    """The rated part of one person: a function of its cells alone, so that nothing can be taken out of it.

    `left_out` are kinds of which somebody answered and nothing is counted, because fewer than three are behind it.
    """

    groups: tuple[RatedGroup, ...]
    own: RatedGroup | None
    left_out: tuple[RaterKind, ...]
    value: float | None
    low: float | None
    high: float | None
    raters: int
    why: Why
    method: IntervalMethod
    fair: Fair = NOT_FAIR


@dataclass(frozen=True, slots=True)
class RatedValue:
    """The value of a sealed rated part, with its key: as the raters gave it, and with raters of average severity."""

    id: int
    value: float | None
    low: float | None
    high: float | None
    raters: int
    why: Why
    method: IntervalMethod
    fair: Fair = NOT_FAIR

    @property
    def counted(self) -> float | None:
        """The value that goes into the score: the fair one where it is told, else the raw one."""
        return self.value if self.fair.value is None else self.fair.value


@dataclass(frozen=True, slots=True)
class RatedView:
    """The rated part as one reader may see it.

    `hidden` tells that the reader is one of the raters and could take the own part out of what is left: then neither
    the value nor the groups concerned are told.
    """

    groups: tuple[RatedGroup, ...]
    own: RatedGroup | None
    left_out: tuple[RaterKind, ...]
    value: float | None
    low: float | None
    high: float | None
    raters: int
    why: Why
    hidden: bool
    sealed_at: datetime
    fair: Fair = NOT_FAIR

    @property
    def counted(self) -> float | None:
        """The value that goes into the score, as far as the reader is told."""
        return self.value if self.fair.value is None else self.fair.value
