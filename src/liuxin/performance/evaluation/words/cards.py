"""Words of cards: lines, totals, live or frozen."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from liuxin.engines.measurement.words import IntervalMethod, Reading, Why
from liuxin.kernel.actor import Actor
from liuxin.kernel.period import Period
from liuxin.performance.evaluation.words.rated import FairWhy
from liuxin.performance.indicators.words import IndicatorView, SetView, Verdict


class LineState(StrEnum):
    """Where the score of a line comes from.

    A count over a period of another length than the set is meant for is not comparable: shown live, never frozen.
    What is left out was measured, and a correction decided with a reason that it does not count.
    """

    MEASURED = "measured"
    CARRIED = "carried"
    MISSING = "missing"
    LEFT_OUT = "left_out"
    NOT_COMPARABLE = "not_comparable"


class NoTotal(StrEnum):
    """Why a card has no total; empty where it has one.

    Too little: the lines with a score weigh less than half, and a total would speak for what nobody measured.
    """

    HAS_ONE = ""
    BLOCKED = "blocked"
    NOTHING_MEASURED = "nothing_measured"
    TOO_LITTLE = "too_little"


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the value of a frozen rated line: the raw value, and why that one counts if it does."""

    raw: float | None
    why: FairWhy

    @property
    def is_fair(self) -> bool:
        """Tell whether the value of the line is the fair one."""
        return self.why is FairWhy.TOLD


@dataclass(frozen=True, slots=True)
class Measured:
    """What was read for a line: the part of a reading that a card shows and a freeze keeps.

    `beside` is there for frozen lines that people rated.
    """

    value: float | None
    low: float | None
    high: float | None
    n: float
    rows: int
    pending: int
    why: Why
    method: IntervalMethod
    beside: Beside | None = None

    @classmethod
    def of(cls, reading: Reading | None) -> "Measured":
        """Take it from a reading; without a single case behind it there is no value, not even for a count.

        None resolved may mean idle or away, and the record of cases cannot tell which.
        """
        if reading is None:
            return NOTHING
        if not reading.rows and reading.why is Why.MEASURED:
            return replace(NOTHING, pending=reading.pending) if reading.pending else NOTHING
        return cls(
            reading.value,
            reading.low,
            reading.high,
            reading.n,
            reading.rows,
            reading.pending,
            reading.why,
            reading.method,
        )


NOTHING = Measured(None, None, None, 0.0, 0, 0, Why.NO_CASES, IntervalMethod.NONE)


@dataclass(frozen=True, slots=True)
class Points:
    """A score with its interval."""

    score: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Carried:
    """The last frozen score of the same person on the same measure, and the frozen reading that it stands in."""

    points: Points
    reading: int


@dataclass(frozen=True, slots=True)
class ScoredLine:
    """A line of a card. Without points it is missing: it weighs nothing and is never counted as zero."""

    indicator: IndicatorView
    measured: Measured
    verdict: Verdict
    state: LineState
    points: Points | None
    weight_applied: float
    carried_from: int | None = None

    @property
    def contribution(self) -> float | None:
        """Points that the line brings to the total."""
        return None if self.points is None else self.points.score * self.weight_applied / 100


@dataclass(frozen=True, slots=True)
class Total:
    """The total of a card, or why there is none. `covered` is the weight of the lines that were measured, of 100."""

    points: Points | None
    covered: float
    no_total: NoTotal


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the waterfall: the bar of a line starts where the last one ended."""

    line: ScoredLine
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Card:
    """Lines in order and their total."""

    lines: tuple[ScoredLine, ...]
    total: Total

    @property
    def waterfall(self) -> tuple[Step, ...]:
        """Give the steps from 0 to the total; a missing line has none."""
        return tuple(self._steps())

    def _steps(self) -> Iterator[Step]:
        reached = 0.0
        for line in self.lines:
            if line.contribution is not None:
                yield Step(line, reached, reached + line.contribution)
                reached += line.contribution


@dataclass(frozen=True, slots=True)
class FrozenLine:
    """The frozen side of a line: its key and the file that holds its cases."""

    id: int
    line: ScoredLine
    evidence_sha256: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """When, by whom and on what a freeze was made."""

    freeze: int
    at: datetime
    by: Actor
    manifest_id: str
    seq: int
    as_of: int


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A frozen card of a person. `supersedes` is the card that this one replaced, with the reason given for it."""

    id: int
    person: int
    set: SetView
    period: Period
    stamp: Stamp
    frozen: tuple[FrozenLine, ...]
    total: Total
    reason: str
    supersedes: int | None

    @property
    def card(self) -> Card:
        """The lines and the total without what only a freeze knows."""
        return Card(tuple(each.line for each in self.frozen), self.total)


@dataclass(frozen=True, slots=True)
class FrozenWith:
    """A period frozen with a set: how many cards count, and the people whose cards the reader may open."""

    period: Period
    frozen_at: datetime
    cards: int
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CardLine:
    """A frozen card in a list."""

    id: int
    person: int
    set_id: int
    period: Period
    frozen_at: datetime
    total: Total
    reason: str
    supersedes: int | None
    superseded: bool


@dataclass(frozen=True, slots=True)
class FreezeResult:
    """What a freeze wrote."""

    freeze: int
    cards: int
    superseded: int
    without_total: int
