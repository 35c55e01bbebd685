"""Words of indicators: sets, their lines, scales from a measured value to a score."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from liuxin.engines.measurement.rated import is_rated
from liuxin.engines.measurement.words import Direction
from liuxin.kernel.errors import LiuxinError
from liuxin.kernel.quantities import Percent
from liuxin.kernel.text import Bilingual

CAP = 120.0
NO_TEXT = Bilingual("", "")


class SetStatus(StrEnum):
    """Where a set stands. An example scores like an agreed set, and every page says that nobody agreed to it.

    Proposed is what those whom it binds are voting on: it cannot be changed, and nobody is scored by it yet.
    """

    DRAFT = "draft"
    PROPOSED = "proposed"
    EXAMPLE = "example"
    AGREED = "agreed"


IN_FORCE = frozenset({SetStatus.EXAMPLE, SetStatus.AGREED})
"""Sets by which scores may be frozen."""


class IndicatorKind(StrEnum):
    """Where the value of a line comes from: from the record, or from people who rate."""

    MEASURED = "measured"
    RATED = "rated"


class MissingRule(StrEnum):
    """What a line without a value does to the total; it is never counted as zero."""

    RENORMALISE = "renormalise"
    CARRY = "carry"
    BLOCK = "block"


class Subject(StrEnum):
    """Whose results a set scores: those of a person, or those of the unit that the person leads."""

    PERSON = "person"
    UNIT = "unit"


class Grain(StrEnum):
    """The length of period that the points of a set are meant for: a count of a month is no count of a quarter."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Verdict(StrEnum):
    """What a value says against its target; `none` is measured and not told apart from the target."""

    GOOD = "good"
    NONE = "none"
    WARN = "warn"
    BAD = "bad"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Scale:
    """Floor, target and stretch of a measure where more, or less, is better."""

    direction: Direction
    floor: float
    target: float
    stretch: float
    cap: float = CAP


@dataclass(frozen=True, slots=True)
class Band:
    """Two targets with the best between them, and a floor on either side."""

    floor_low: float
    target_low: float
    target_high: float
    floor_high: float

    @property
    def direction(self) -> Direction:
        """Tell the direction, as a scale does."""
        return Direction.BAND


Yardstick = Scale | Band


def kind_of(measure: str) -> IndicatorKind:
    """Tell whether a measure is computed from the record or rated by people."""
    return IndicatorKind.RATED if is_rated(measure) else IndicatorKind.MEASURED


@dataclass(frozen=True, slots=True)
class NewIndicator:
    """A line to be written into a draft: a measure by its key, such as `resolution_time_business.p90`.

    A rated line, such as `rated.six_hearts`, says why it is rated and not measured.
    """

    measure: str
    weight: Percent
    yardstick: Yardstick
    why_rated: Bilingual = NO_TEXT

    @property
    def kind(self) -> IndicatorKind:
        """Tell where its value comes from."""
        return kind_of(self.measure)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A scale tried on history: how many results it was tried on, and the shares that reached each of its points."""

    measure: str
    scale: Scale
    tried_on: int
    reached_floor: float
    reached_target: float
    reached_stretch: float


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line that somebody wants to write; lines count from 0."""

    line: int
    error: LiuxinError


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft made from history, and why some measures have no line in it."""

    id: int
    left_out: tuple[LiuxinError, ...]


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """A line of a set."""

    id: int
    measure: str
    weight: Percent
    yardstick: Yardstick
    order: int
    why_rated: Bilingual = NO_TEXT

    @property
    def kind(self) -> IndicatorKind:
        """Tell where its value comes from."""
        return kind_of(self.measure)


@dataclass(frozen=True, slots=True)
class SetView:
    """A set with its lines in order; `cycle` and `agreement` are there once it was put to the vote."""

    id: int
    position: int
    position_name: Bilingual
    version: int
    name: Bilingual
    status: SetStatus
    subject: Subject
    grain: Grain
    missing_rule: MissingRule
    indicators: tuple[IndicatorView, ...]
    changed_at: datetime
    cycle: int | None = None
    agreement: int | None = None
    settlement: int | None = None

    @property
    def weight_total(self) -> Decimal:
        """Add the weights; only a draft may add to anything but 100."""
        return sum((line.weight.value for line in self.indicators), Decimal(0))

    @property
    def is_example(self) -> bool:
        """Tell whether nobody has agreed to it yet: pages say so beside every score."""
        return self.status is SetStatus.EXAMPLE

    @property
    def in_force(self) -> bool:
        """Tell whether scores may be frozen on it."""
        return self.status in IN_FORCE

    @property
    def measured(self) -> tuple[IndicatorView, ...]:
        """Give the lines whose value comes from the record."""
        return tuple(line for line in self.indicators if line.kind is IndicatorKind.MEASURED)

    @property
    def rated(self) -> tuple[IndicatorView, ...]:
        """Give the lines whose value comes from people who rate."""
        return tuple(line for line in self.indicators if line.kind is IndicatorKind.RATED)


@dataclass(frozen=True, slots=True)
class SetLine:
    """A set in a list. `is_current` marks the one in force for its position; what is in force has not changed since."""

    id: int
    position: int
    position_name: Bilingual
    version: int
    name: Bilingual
    status: SetStatus
    grain: Grain
    lines: int
    weight_total: Decimal
    changed_at: datetime
    is_current: bool
