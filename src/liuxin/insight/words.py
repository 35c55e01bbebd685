"""What insight hands to pages: plain values, joined across the rooms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from liuxin.desk.organisation.words import PersonName, TeamName
from liuxin.engines.measurement.words import DimensionValue, EvidenceRow, Measure, Reading, Statistic, WhyNot
from liuxin.insight.comparing import Compared, Distribution, Middle
from liuxin.insight.fair import Fair, NoFair
from liuxin.insight.periods import Span
from liuxin.insight.rules import Bin, Origin, Sum
from liuxin.insight.standings import Place, Stand
from liuxin.kernel.period import Period
from liuxin.kernel.text import Bilingual
from liuxin.performance.evaluation.words import Card, ResultView
from liuxin.performance.evaluation.words import Scorecard as FrozenCard
from liuxin.performance.indicators.words import ImportedRow, SetView, Verdict, Yardstick

Named = tuple[Measure, Statistic]
Measures = Mapping[str, Named]
"""The measure and the statistic of every number that can be asked for, by its key."""


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


class Grain(StrEnum):
    """By what a line over time is cut."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Against(StrEnum):
    """Which period the chosen one is held against."""

    NOTHING = ""
    BEFORE = "before"
    YEAR = "year"


class View(StrEnum):
    """Which face of the board is looked at."""

    ONE = "one"
    LIST = "list"
    TABLE = "table"
    SMALL = "small"


class Small(StrEnum):
    """What each of many small charts is of: one of the rows, or one of the measures."""

    ROWS = "rows"
    MEASURES = "measures"


class Cut(StrEnum):
    """By what the rows of a board differ."""

    PERSON = "person"
    TEAM = "team"
    DEPARTMENT = "department"
    POSITION = "position"
    SITE = "site"
    PRODUCT = "product"
    CUSTOMER_KIND = "customer_kind"
    AGE = "age"
    STAGE = "stage"
    CHANNEL = "channel"
    CATEGORY = "category"
    PRIORITY = "priority"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader chose on the board, as the address says it; empty is as usual. `wanted` was searched for."""

    period: str = ""
    measure: str = ""
    grain: Grain | None = None
    against: Against = Against.NOTHING
    by: Cut | None = None
    columns: tuple[str, ...] = ()
    view: View = View.ONE
    small: Small = Small.ROWS
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """One number of the board, the same for the period it is held against, and its steps over time (where asked)."""

    number: Number
    steps: tuple[Reading, ...] = ()
    compared: Compared | None = None


@dataclass(frozen=True, slots=True)
class Lacking:
    """A measure that the record cannot answer, and the events it would need."""

    measure: Measure
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CutName:
    """What a row is called that is neither a person nor a team: a name of ours, or the code that the record holds."""

    code: str
    text: Bilingual | None = None


Name = PersonName | TeamName | CutName


@dataclass(frozen=True, slots=True)
class Standout:
    """One row of the board: the chosen number, where it stands, all its other numbers, and its steps.

    `compared` holds its numbers against those of the other period; `fair` is the fair value of the chosen number.
    """

    id: DimensionValue
    name: Name
    number: Number | None
    stand: Stand
    readings: Mapping[str, Reading]
    openable: bool
    compared: Mapping[str, Compared]
    steps: tuple[Reading, ...] = ()
    fair: Fair | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """A team's board, or the board of all teams that the reader may look at where `team` is None.

    `tiles` are all numbers that the record can answer, `lacking` the measures that it cannot. `cut` says what the rows
    are, `cuts` what they may be; `nobody` is what the record names nothing for. `no_persons` tells that the record
    names no person at all, so that nothing can be asked of them. `against` is the other period; where it lies outside
    the record, `outside` says so. `no_fair` says why the chosen number has no fair value for any row.
    """

    asked: Asked
    team: TeamName | None
    teams: tuple[TeamName, ...]
    sees_all: bool
    span: Span
    span_codes: tuple[str, ...]
    against: Span | None
    outside: bool
    zone: str
    grain: Grain
    tiles: tuple[Tile, ...]
    lacking: tuple[Lacking, ...]
    chosen: Tile
    cut: Cut
    cuts: tuple[Cut, ...]
    rows: tuple[Standout, ...]
    nobody: Mapping[str, Reading]
    columns: tuple[str, ...]
    offered: tuple[str, ...]
    distribution: Distribution | None
    no_persons: bool
    no_fair: NoFair | None
    set: SetView | None
    measures: Measures
    as_of: AsOf

    def tile(self, key: str) -> Tile | None:
        """Find a number of the board."""
        return next((tile for tile in self.tiles if tile.number.key == key), None)


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """One's own number: this month and the last twelve, month by month, and the middle of the team for both.

    `fair` is the fair value of this month, where there is one.
    """

    number: Number
    year: Reading
    months: tuple[Reading, ...]
    middle: Middle | None
    year_middle: Middle | None
    fair: Fair | None = None


@dataclass(frozen=True, slots=True)
class OwnNumbers:
    """A person's own numbers. `unit_only` are measures that are never one person's.

    `no_persons` tells that the record names no person; `held` that the person has anything on record in these months.
    """

    person: PersonName
    teams: tuple[TeamName, ...]
    month: Span
    year: Span
    month_codes: tuple[str, ...]
    zone: str
    numbers: tuple[OwnNumber, ...]
    lacking: tuple[Lacking, ...]
    unit_only: tuple[Measure, ...]
    no_persons: bool
    held: bool
    as_of: AsOf


@dataclass(frozen=True, slots=True)
class Definition:
    """A number as it is defined, and which of the events that it needs this record has."""

    key: str
    measure: Measure
    statistic: Statistic
    recorded: tuple[str, ...]
    missing: tuple[str, ...]
    has_record: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """A number that reads otherwise today than when it was frozen."""

    key: str
    frozen: float | None
    today: float | None


@dataclass(frozen=True, slots=True)
class Among:
    """A total among the totals of all others who are scored by the same set, three at least; they have no name here."""

    others: tuple[float, ...]
    not_told_apart: int
    place: Place | None


@dataclass(frozen=True, slots=True)
class OnAppeal:
    """What is open of somebody's card for deciding an appeal: one cycle, and of it the cases behind some numbers.

    The numbers are those of `measures`; nothing else of the person is open.
    """

    cycle: int
    period: Period
    measures: frozenset[str]


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A person's results on the set of the position: frozen where `frozen` says so, else live.

    `lines` names for each line of the card the key of its frozen reading. `shown` are the numbers that are not scored.
    `changed` compares a frozen card with the record of today; `has_frozen` tells that there is one to go back to.
    `result` is there where the frozen card is that of a cycle: how far it is, from provisional to final. `fair` holds
    the fair values of the measured lines as the record stands, by key. `on_appeal` is there where the card is open for
    deciding an appeal only; nothing is shown then that is not scored.
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
    measures: Measures
    as_of: AsOf
    result: ResultView | None = None
    fair: Mapping[str, Fair] = field(default_factory=dict)
    on_appeal: OnAppeal | None = None

    def opens(self, measure: str) -> bool:
        """Tell whether what lies behind a line may be opened."""
        return self.on_appeal is None or measure in self.on_appeal.measures


class Show(StrEnum):
    """Which of the cases behind a number are wanted."""

    ALL = "all"
    COUNTED = "counted"
    WORSE = "worse"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case behind a number: how far it pulls, and its title where the reader may look into the case.

    A reading that was imported says from which file and row, by whom, and who confirmed it, where that may be seen.
    """

    evidence: EvidenceRow
    pull: float | None
    title: str
    readable: bool
    imported: ImportedRow | None = None
    importer: PersonName | None = None
    confirmer: PersonName | None = None


@dataclass(frozen=True, slots=True)
class Behind:
    """The cases behind a number, the strongest pull to the worse side first, and the sum written out over all of them.

    `rows` is one page of those that `show` wants, from `first` on; `counts` tells how many each choice would show.
    `agrees` tells whether the sum is the number of the page before; `frozen` that the rows were frozen with it.
    """

    number: Number
    who: PersonName | TeamName | None
    team: TeamName | None
    cut: CutName | None
    origin: Origin
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
