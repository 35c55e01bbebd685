"""What a first look finds in a file."""

from collections import Counter
from collections.abc import Mapping as Map
from dataclasses import dataclass, field

from liuxin.interfaces.imports.dates import FormatFound
from liuxin.interfaces.imports.mapping.words import Layout
from liuxin.interfaces.imports.readers import Form


@dataclass(frozen=True, slots=True)
class Why:
    """A reason, as a code of the wording with what fills it."""

    code: str
    params: Map[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """One column: how full, how many different values, what kind."""

    name: str
    rows: int
    missing: int
    marks: tuple[str, ...]
    values: Counter[str]
    date: FormatFound | None

    @property
    def distinct(self) -> int:
        """Count the different values."""
        return len(self.values)

    @property
    def filled(self) -> int:
        """Count the rows that have a value."""
        return self.rows - self.missing

    @property
    def common(self) -> tuple[tuple[str, int], ...]:
        """Give the three most common values."""
        return tuple(self.values.most_common(3))


@dataclass(frozen=True, slots=True)
class Guess:
    """A column that looks like one of the mapping's words, and why."""

    word: str
    column: str
    why: Why


@dataclass(frozen=True, slots=True)
class FirstLook:
    """All that a first look found; the proposal can be used as a mapping after a person has read it."""

    name: str
    form: Form
    rows: int
    is_whole: bool
    broken: int
    repeated: tuple[str, ...]
    columns: tuple[ColumnLook, ...]
    layout: Layout
    guesses: tuple[Guess, ...]
    leaks: Map[str, Why]
    last_row: Map[str, Why]
    warnings: tuple[Why, ...]
    marks: tuple[str, ...]

    def column(self, name: str) -> ColumnLook:
        """Give the column of a name."""
        return next(column for column in self.columns if column.name == name)

    def guess(self, word: str) -> str:
        """Give the column that looks like a word, or nothing."""
        return next((guess.column for guess in self.guesses if guess.word == word), "")
