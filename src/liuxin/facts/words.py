"""Words of the facts: a set of immutable files and what it covers."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class FactTable(StrEnum):
    """The fact tables."""

    CASES = "cases"
    RESOLUTIONS = "resolutions"
    PARTICIPATION = "participation"


@dataclass(frozen=True, slots=True)
class FactFile:
    """One immutable Parquet file of the store: the cases that were opened in `month`."""

    table: FactTable
    month: str
    path: str
    rows: int
    min_seq: int
    max_seq: int
    sha256: str


@dataclass(frozen=True, slots=True)
class FactSet:
    """What a reader works on: the files of one manifest, complete up to the event `seq`.

    `as_of` (epoch seconds) is how far the record reaches: the latest time of any event, and never later than the
    refresh. `codes` are the event codes seen; what a measure needs and is not among them was not recorded.
    """

    root: Path
    manifest_id: str
    seq: int
    as_of: int
    codes: frozenset[str]
    files: Mapping[FactTable, tuple[FactFile, ...]]

    def paths(self, table: FactTable) -> tuple[str, ...]:
        """Give the full paths of a table's files."""
        return tuple(str(self.root / file.path) for file in self.files.get(table, ()))
