"""Words of imported readings: rows as a file gives them, what is wrong with them, batches and what became of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from liuxin.desk.organisation.words import PersonName, TeamName
from liuxin.kernel.errors import LiuxinError
from liuxin.kernel.period import Period
from liuxin.performance.indicators.words.external import About


class BatchState(StrEnum):
    """What became of a batch. Only a confirmed one counts."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Column(StrEnum):
    """A column of the file; `row` is the row as a whole."""

    WHO = "who"
    NAME = "name"
    VALUE = "value"
    WEIGHT = "weight"
    PERIOD = "period"
    REMARK = "remark"
    ROW = "row"


class NoteCode(StrEnum):
    """What is worth a second look without being an error."""

    ALL_SMALL = "all_small"
    BLANK = "blank"
    SEEN_BEFORE = "seen_before"
    DROPPED = "dropped"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class RawReading:
    """A row of a file as it was typed; `row` is its line in the file, of which the header is line 1.

    `fault` is what is wrong with the form of the row itself. A row without a value says nothing of anybody. `name` is
    there for whoever reads the file: nobody is found by it.
    """

    row: int
    who: str
    value: str
    weight: str = ""
    period: str = ""
    remark: str = ""
    fault: LiuxinError | None = None
    name: str = ""

    @property
    def is_blank(self) -> bool:
        """Tell whether nobody wrote a value: in a template that names everybody the rest stay empty."""
        return self.fault is None and not self.value.strip()


@dataclass(frozen=True, slots=True)
class NewReading:
    """A reading that passed every check: of a person or of a team, `value` in the unit of the measure."""

    row: int
    person: int | None
    team: int | None
    value: float
    weight: float
    raw_value: str
    raw_weight: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong in a row, and in which column."""

    row: int
    column: Column
    error: LiuxinError


@dataclass(frozen=True, slots=True)
class FileSeen:
    """A file that was read: its name and the SHA-256 of its bytes."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody whom readings may be of: a person by staff number, or a team by code.

    `concerned` is False where the measure is not for the position; `gone_on` is set where the person left before the
    period; `is_nobody` marks systems and placeholders; `expected` those of whom a reading is missing while there is
    none.
    """

    key: int
    code: str
    name: PersonName | TeamName
    concerned: bool = True
    gone_on: date | None = None
    is_nobody: bool = False
    expected: bool = True


@dataclass(frozen=True, slots=True)
class Held:
    """A reading in force that touches a period, as checks need it."""

    period: Period
    batch: int
    value: float


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth a second look: a code for the sentence and what fills it."""

    code: NoteCode
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file holds, looked at before anything is written.

    `readings` are the good rows; with any fault none is taken. `missing` are the concerned who have neither a row nor
    a reading in force; `known` names everybody in the file.
    """

    period: Period
    rows: int
    readings: tuple[NewReading, ...]
    faults: tuple[RowFault, ...]
    notes: tuple[Note, ...]
    missing: tuple[Who, ...]
    known: Mapping[int, Who]
    replaces: "BatchLine | None" = None

    @property
    def good(self) -> bool:
        """Tell whether the file may be proposed."""
        return bool(self.readings) and not self.faults


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A batch in a list."""

    id: int
    measure: int
    period: Period
    source: str
    file_name: str
    sha256: str
    state: BatchState
    rows: int
    imported_by: PersonName
    imported_at: datetime
    decided_by: PersonName | None
    decided_at: datetime | None
    reason: str
    withdrawn_by: PersonName | None
    withdrawn_at: datetime | None
    withdrawal_reason: str
    replaces: int | None
    note: str


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of a batch as it is shown; `before` is the value in force that it would replace, or did."""

    number: int
    person: PersonName | None
    team: TeamName | None
    code: str
    value: float
    weight: float
    raw_value: str
    raw_weight: str
    remark: str
    before: float | None = None


@dataclass(frozen=True, slots=True)
class BatchView:
    """A batch with one page of its rows, `total` in all; `gone` are rows that fall away with the batch it replaces."""

    line: BatchLine
    rows: tuple[RowView, ...]
    gone: tuple[RowView, ...]
    total: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class Complete:
    """How complete the readings of a period are: of `expected` concerned, `have` have one, and who has none."""

    period: Period
    expected: int
    have: int
    missing: tuple[Who, ...]


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """A reading in force, as a table shows it."""

    batch: int
    row: int
    about: About
    person: PersonName | None
    team: TeamName | None
    code: str
    period: Period
    value: float
    weight: float
    source: str
    file_name: str


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """One numbered page of readings."""

    rows: tuple[ReadingLine, ...]
    total: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """Where a reading comes from: for the drill-down of a number. People by key."""

    ref: str
    batch: int
    row: int
    measure: int
    file_name: str
    source: str
    period: Period
    value: float
    weight: float
    raw_value: str
    remark: str
    imported_by: int
    imported_at: datetime
    confirmed_by: int | None
    confirmed_at: datetime | None
    state: BatchState
