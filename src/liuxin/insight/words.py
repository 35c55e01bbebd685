"""What insight hands to pages: plain values, joined across the rooms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from liuxin.desk.organisation.words import PersonName, TeamName
from liuxin.engines.measurement.words import EvidenceRow, Measure, Reading, Statistic, WhyNot
from liuxin.insight.periods import Span
from liuxin.insight.rules import Bin, Place, Sum
from liuxin.kernel.period import Period
from liuxin.performance.evaluation.words import Card
from liuxin.performance.evaluation.words import Scorecard as FrozenCard
from liuxin.performance.indicators.words import SetView, Verdict, Yardstick


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
    number: Number | None
    place: Place | None
    readings: Mapping[str, Reading]
    openable: bool


@dataclass(frozen=True, slots=True)
class Board:
    """A team's board, or the board of all teams that the reader may look at where `team` is None."""

    team: TeamName | None
    teams: tuple[TeamName, ...]
    sees_all: bool
    span: Span
    span_codes: tuple[str, ...]
    zone: str
    tiles: tuple[Tile, ...]
    chosen: Tile
    rows: tuple[Standout, ...]
    nobody: Mapping[str, Reading]
    keys: tuple[str, ...]
    set: SetView | None
    as_of: AsOf


@dataclass(frozen=True, slots=True)
class Changed:
    """A number that reads otherwise today than when it was frozen."""

    key: str
    frozen: float | None
    today: float | None


@dataclass(frozen=True, slots=True)
class Among:
    """A total among the totals of all others who are scored by the same set; the others have no name here."""

    others: tuple[float, ...]
    not_told_apart: int
    place: Place | None


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A person's results on the set of the position: frozen where `frozen` says so, else live.

    `lines` names for each line of the card the key of its frozen reading. `shown` are the numbers that are not scored.
    `changed` compares a frozen card with the record of today; `has_frozen` tells that there is one to go back to.
    """

    person: PersonName
    teams: tuple[TeamName, ...]
    span: Span
    span_codes: tuple[str, ...]
    zone: str
    set: SetView | None
    card: Card | None
    lines: tuple[int, ...]
    among: Among | None
    shown: tuple[Number, ...]
    frozen: FrozenCard | None
    has_frozen: bool
    changed: tuple[Changed, ...]
    as_of: AsOf


class Show(StrEnum):
    """Which of the cases behind a number are wanted."""

    ALL = "all"
    COUNTED = "counted"
    WORSE = "worse"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case behind a number: how far it pulls, and its title where the reader may look into the case."""

    evidence: EvidenceRow
    pull: float | None
    title: str
    readable: bool


@dataclass(frozen=True, slots=True)
class Behind:
    """The cases behind a number, the strongest pull to the worse side first, and the sum written out over all of them.

    `rows` is one page of those that `show` wants, from `first` on; `counts` tells how many each choice would show.
    `agrees` tells whether the sum is the number of the page before; `frozen` that the rows were frozen with it.
    """

    number: Number
    who: PersonName | TeamName | None
    team: TeamName | None
    period: Period
    zone: str
    sum: Sum
    spread: tuple[Bin, ...]
    rows: tuple[CaseRow, ...]
    show: Show
    first: int
    counts: Mapping[Show, int]
    left_out: Mapping[WhyNot, int]
    agrees: bool
    frozen: bool
    as_of: AsOf
