"""What insight hands to pages: plain values, joined across the rooms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from liuxin.desk.organisation.words import PersonName, TeamName
from liuxin.engines.measurement.words import EvidenceRow, Measure, Reading, Statistic
from liuxin.insight.periods import Span
from liuxin.insight.rules import Place, Sum
from liuxin.kernel.period import Period
from liuxin.kernel.text import Bilingual
from liuxin.performance.indicators.words import IndicatorView, SetView, Verdict, Yardstick


@dataclass(frozen=True, slots=True)
class AsOf:
    """Up to where the record behind a page reaches."""

    at: datetime | None
    seq: int
    manifest_id: str


@dataclass(frozen=True, slots=True)
class Number:
    """A measured number with what it is held against, where the set in force says so."""

    key: str
    measure: Measure
    statistic: Statistic
    reading: Reading
    yardstick: Yardstick | None = None
    verdict: Verdict | None = None

    @property
    def span_known(self) -> bool:
        """Tell whether at least one end of the interval is known."""
        return self.reading.low is not None or self.reading.high is not None


@dataclass(frozen=True, slots=True)
class Tile:
    """One measure of the board with its months; choosing it draws the large chart."""

    number: Number
    months: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Standout:
    """One person or team of the board: the chosen number, the places it may hold, and all its other numbers."""

    id: int
    name: PersonName | TeamName
    number: Number
    place: Place | None
    numbers: Mapping[str, Reading]
    openable: bool


@dataclass(frozen=True, slots=True)
class Board:
    """A team's board, or the board of all teams that the reader may look at where `team` is None."""

    team: TeamName | None
    teams: tuple[TeamName, ...]
    span: Span
    span_codes: tuple[str, ...]
    zone: str
    tiles: tuple[Tile, ...]
    chosen: Tile
    rows: tuple[Standout, ...]
    nobody: Mapping[str, Reading]
    people_shown: bool
    left_out: int
    keys: tuple[str, ...]
    set: SetView | None
    as_of: AsOf


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line of a scorecard: the number, its points, and what it adds to the total."""

    indicator: IndicatorView
    measure: Measure
    reading: Reading
    verdict: Verdict
    score: float | None
    score_low: float | None
    score_high: float | None
    weight_applied: float
    contribution: float | None
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """A number that reads otherwise today than when it was frozen."""

    key: str
    measure: Measure
    frozen: float | None
    today: float | None


@dataclass(frozen=True, slots=True)
class FrozenAt:
    """When and on what the numbers were frozen."""

    freeze_id: int
    at: datetime
    reason: str
    seq: int
    manifest_id: str


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A person's results on the set of the position: frozen, or live as of the last catch-up."""

    person: PersonName
    position: Bilingual | None
    teams: tuple[TeamName, ...]
    span: Span
    span_codes: tuple[str, ...]
    zone: str
    set: SetView | None
    rows: tuple[LedgerRow, ...]
    total: float | None
    total_low: float | None
    total_high: float | None
    others: tuple[float, ...]
    not_told_apart: int
    place: Place | None
    shown: tuple[Number, ...]
    missing: tuple[str, ...]
    frozen: FrozenAt | None
    changed: tuple[Changed, ...]
    as_of: AsOf


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case behind a number; without a title where the reader may not look into the case."""

    evidence: EvidenceRow
    title: str
    readable: bool
    pull: float | None


@dataclass(frozen=True, slots=True)
class Behind:
    """The cases behind a number, one page of them, and the sum written out over all of them."""

    number: Number
    who: PersonName | TeamName | None
    period: Period
    zone: str
    sum: Sum
    rows: tuple[CaseRow, ...]
    counted: int
    not_counted: int
    why_not: Mapping[str, int]
    first: int
    total: int
    frozen: FrozenAt | None
    agrees: bool
    as_of: AsOf
