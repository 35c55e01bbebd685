"""Words of the standard tester: a target tried on what was reached before."""

from dataclasses import dataclass
from enum import StrEnum

from liuxin.kernel.errors import LiuxinError
from liuxin.performance.indicators.words.sets import Yardstick


class Standard(StrEnum):
    """How tight a target is: moderate is within reach of more than three and of fewer than nine in ten."""

    TOO_TIGHT = "too_tight"
    MODERATE = "moderate"
    TOO_LOOSE = "too_loose"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Result:
    """What one person reached in one period that is over; `n` is the weight that it rests on."""

    person: int
    period_start: int
    value: float
    n: float


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the results reached a point, with the 95 % interval of the share (Wilson); shares run from 0 to 1."""

    share: float
    low: float
    high: float
    reached: int
    of: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A target that a wanted share of the results reached."""

    share: float
    target: float


@dataclass(frozen=True, slots=True)
class Mean:
    """One of the people as a dot: the mean of the own results, and on how many periods and how much it rests."""

    person: int
    value: float
    periods: int
    n: float


@dataclass(frozen=True, slots=True)
class Step:
    """The share that reached the target in one period."""

    period_start: int
    share: Share


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the curve: the share that would reach a target set here."""

    at: float
    share: Share


@dataclass(frozen=True, slots=True)
class Trial:
    """A yardstick tried on history.

    `points` are the shares at floor, target and stretch; of a band within the floors and within the targets. `why`
    says why nothing can be told, then there is nothing else.
    """

    measure: str
    yardstick: Yardstick
    standard: Standard
    why: LiuxinError | None
    results: tuple[Result, ...]
    people: tuple[Mean, ...] = ()
    points: tuple[Share, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def at_target(self) -> Share | None:
        """The share that the verdict rests on."""
        return self.points[1] if len(self.points) > 1 else None
