"""What an import tells while it runs and when it is done."""

from collections import Counter
from collections.abc import Callable
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from enum import StrEnum

from liuxin.desk.cases.words import BulkResult
from liuxin.interfaces.imports.folding import FoldedCase, Note
from liuxin.kernel.errors import LiuxinError

SKIPPED = frozenset({"import.duplicate_row", "import.state_ignored"})
"""Notes of rows that are read and deliberately not recorded."""


class Stage(StrEnum):
    """The two halves of an import, each from 0 to 1."""

    READING = "reading"
    RECORDING = "recording"


Tell = Callable[[Stage, float], None]


@dataclass(slots=True)
class NoteCount:
    """How many lines and cases a note was made of."""

    lines: int = 0
    cases: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Tally:
    """The running counts of an import."""

    rows_read: int = 0
    rows_recorded: int = 0
    rows_skipped: int = 0
    rows_held: int = 0
    cases_held: int = 0
    cases_empty: int = 0
    steps: int = 0
    kept: int = 0
    missed: int = 0
    closed: int = 0
    reopened: int = 0
    counted_reopened: int = 0
    reopenings: int = 0
    around: int = 0
    bulk: BulkResult = field(default_factory=BulkResult)
    opened_by_month: Counter[str] = field(default_factory=Counter)
    notes: dict[str, NoteCount] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)
    examples: dict[str, LiuxinError] = field(default_factory=dict)

    def recorded(self, case: FoldedCase, month: str) -> None:
        """Count a case that is in the record, from now or from before."""
        self.rows_recorded += len(case.lines) - case.skipped
        self.rows_skipped += case.skipped
        self.steps += len(case.moves)
        self.closed += case.closed
        self.kept += case.closed and case.facts.kept is True
        self.missed += case.closed and case.facts.kept is False
        self.reopened += case.reopenings > 0
        self.counted_reopened += case.counted_reopenings > 0
        self.reopenings += case.reopenings
        self.opened_by_month[month] += 1
        for note in case.notes:
            self.note(note)

    def note(self, note: Note) -> None:
        """Count a note."""
        count = self.notes.setdefault(note.code, NoteCount())
        count.lines += 1
        count.cases.add(note.case)

    def hold(self, lines: int, errors: Map[int, LiuxinError], *, cases: int) -> None:
        """Count what waits in quarantine."""
        self.rows_held += lines
        self.cases_held += cases
        for error in errors.values():
            self.errors[error.code] += 1
            self.examples.setdefault(error.code, error)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did: counts, and what the source named."""

    source: str
    checked_only: bool
    tally: Tally
    people: int
    system_people: int
    teams: int
    customers: int
    sites: int
    columns: Map[str, str]

    @property
    def is_clean(self) -> bool:
        """Tell whether every row is in the record or was skipped by rule."""
        return not self.tally.rows_held
