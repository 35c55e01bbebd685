"""Words of the facts: a set of immutable files and what it covers."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple


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
    READINGS = "readings"
    CUSTOMERS = "customers"
    PLACES = "places"


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


class CaseEvent(NamedTuple):
    """An event of a case as the fold reads it; `at` in epoch seconds."""

    seq: int
    code: str
    case: str
    at: int
    payload: Mapping[str, int | str | bool | float | None]


class Holding(NamedTuple):
    """A hand-over point: from `at` on this person (or nobody) of this team held the case."""

    seq: int
    at: int
    person: int | None
    team: int | None
    accountable: int | None


class Resolved(NamedTuple):
    """A resolution: by whom, what the case was taken for at that time, and whether it was opened again."""

    at: int
    person: int | None
    team: int | None
    priority: int | None
    category: str
    transfers: int
    reopened_at: int | None


class Opening(NamedTuple):
    """What is known of a case from its opening on."""

    at: int
    customer: int | None
    kind: str
    stage: str
    channel: str
    site: int | None
    calendar: str
    due: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Story:
    """A case as its events tell it: what the fact tables are written from.

    `limit` is where the sharing of the promise ends (deadline or last resolution, whichever is first; None while
    neither is known) and `at_limit` the place in `holdings` of whoever held the case then.
    """

    case: str
    opening: Opening
    priority: int | None
    category: str
    holdings: tuple[Holding, ...]
    waits: tuple[tuple[int, int | None], ...]
    resolutions: tuple[Resolved, ...]
    reopenings: int
    transfers: int
    closed_at: int | None
    outcome: str
    outcome_recorded: bool
    promise: bool | None
    promise_basis: str
    limit: int | None
    at_limit: int
    last_seq: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the store holds: replaced as a whole, so that a reader sees either the old or the new.

    `reaches_to` is the latest time of any event, `refreshed_at` when this was written. `desk` tells that some case was
    opened at the desk itself, which can record every kind of event.
    """

    seq: int
    reaches_to: int
    refreshed_at: int
    codes: tuple[str, ...]
    desk: bool
    unranked: tuple[int, ...]
    files: tuple[FactFile, ...]
