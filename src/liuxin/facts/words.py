"""Words of the facts: a set of immutable files and what it covers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

import pyarrow as pa


class FactTable(StrEnum):
    """The fact tables; their columns are in `engines.measurement.schemas`."""

    CASES = "cases"
    RESOLUTIONS = "resolutions"
    PARTICIPATION = "participation"
    SPELLS = "spells"
    REPLIES = "replies"
    SURVEYS = "surveys"
    REVIEWS = "reviews"
    COMPLAINTS = "complaints"
    DUTIES = "duties"
    RESPONSES = "responses"
    READINGS = "readings"
    CUSTOMERS = "customers"
    PLACES = "places"


class Group(StrEnum):
    """What the store holds besides fact tables.

    `EVENTS` of cases that have an opening, `ORPHANS` of cases that have none (yet), `MATTERS` of everything else;
    `REPLACED` lists the cases whose rows of the base are not read any more; `HOLDERS` everybody who ever held a case.
    """

    EVENTS = "events"
    ORPHANS = "orphans"
    MATTERS = "matters"
    REPLACED = "replaced"
    HOLDERS = "holders"


FRESH: Final = "fresh"
"""The part that holds all rows of the cases that were touched since the base was written."""
WHOLE: Final = "whole"
"""The part of what is not kept by month."""


@dataclass(frozen=True, slots=True)
class FactFile:
    """One immutable Parquet file of the store.

    `part` is `FRESH`, `WHOLE`, a table that is not about cases with the month in which its subjects were first met
    (`duties:2016-03`), or of the base: the cases of one month (of their opening, UTC) between two codes, such as
    `2016-03.0`. `first` and `last` are the least and greatest case code in it, where it is about cases.
    """

    table: FactTable | Group
    part: str
    path: str
    rows: int
    size: int
    min_seq: int
    max_seq: int
    sha256: str
    first: str = ""
    last: str = ""

    @property
    def month(self) -> str:
        """Name the month of a part of the base; empty for what is not kept by month."""
        month, numbered, _ = self.part.partition(".")
        return month if numbered else ""


@dataclass(frozen=True, slots=True)
class FactSet:
    """What a reader works on: the files of one manifest, complete up to the event `seq`.

    `as_of` (epoch seconds) is how far the record reaches: the latest time of any event, and never later than the
    refresh. `codes` are the event codes seen; what a measure needs and is not among them was not recorded.
    `months` counts the cases by the month of their opening. `touched` names the parts of the base in which cases lie
    that were told anew since; `has_people` whether anybody who is ranked ever held a case.
    """

    root: Path | str
    manifest_id: str
    seq: int
    as_of: int
    codes: frozenset[str]
    files: Mapping[FactTable | Group, tuple[FactFile, ...]]
    months: Mapping[str, int] = field(default_factory=dict)
    touched: frozenset[str] = frozenset()
    has_people: bool = False

    def paths(self, table: FactTable | Group) -> tuple[str, ...]:
        """Give where the files of a table lie; rows of the base that are told anew are still among them."""
        return tuple(f"{self.root}/{file.path}" for file in self.files.get(table, ()))


@dataclass(frozen=True, slots=True)
class PeopleEvidence:
    """The rows behind one measure for many people, as an Arrow table with the fields of `EvidenceRow`."""

    measure: str
    period_start: int
    period_end: int
    rows: pa.Table
    manifest_id: str
    as_of: int


@dataclass(frozen=True, slots=True)
class Retired:
    """A file that no reader begins with any more, and since when (epoch seconds): it is removed an hour later."""

    path: str
    at: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the store holds: replaced as a whole, so that a reader sees either the old or the new.

    `reaches_to` is the latest time of any event, `refreshed_at` when this was written. `desk` tells that some case was
    opened at the desk itself, which can record every kind of event. `months` counts the cases by the month of their
    opening, `replaced` those of each part of the base that the fresh part tells anew.
    """

    seq: int
    reaches_to: int
    refreshed_at: int
    codes: tuple[str, ...]
    desk: bool
    has_people: bool
    unranked: tuple[int, ...]
    months: tuple[tuple[str, int], ...]
    replaced: tuple[tuple[str, int], ...]
    files: tuple[FactFile, ...]
    retired: tuple[Retired, ...] = ()

    def of(self, table: FactTable | Group, *parts: str) -> tuple[FactFile, ...]:
        """Give the files of a table, of some parts or of all."""
        return tuple(file for file in self.files if file.table is table and (not parts or file.part in parts))
