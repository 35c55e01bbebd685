"""Words of the rated part: who rates, in which groups ratings are told, and what may be shown of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
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


@dataclass(frozen=True, slots=True)
class Rating:
    """What one rater said of one heart. `level` is None where it was not seen: that is no number, and never zero.

    `reads_results` marks a rater who may open the result anyway, as HR may: he could take his own part out of a mean,
    so he does not count towards the least number.
    """

    form: int
    kind: RaterKind
    heart: str
    level: int | None
    reads_results: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """The mean level of one heart in one group. All that is ever shown is made of cells."""

    heart: str
    raters: int
    level: float


@dataclass(frozen=True, slots=True)
class RatedGroup:
    """Raters who are told together: one kind alone, or several that are too few apart.

    `weight` is its share of the value, of 100; the self-rating has none.
    """

    kinds: tuple[RaterKind, ...]
    raters: int
    weight: float
    level: float
    cells: tuple[Cell, ...]

    @property
    def code(self) -> str:
        """Name the group by its kinds."""
        return "+".join(self.kinds)


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


@dataclass(frozen=True, slots=True)
class RatedValue:
    """The value of a sealed rated part, with its key."""

    id: int
    value: float | None
    low: float | None
    high: float | None
    raters: int
    why: Why
    method: IntervalMethod


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
