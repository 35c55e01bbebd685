"""Words between the rows of a source and the history of a case; people and teams are still the source's labels."""

from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from liuxin.desk.cases.words import Channel, Kind, Outcome, StepKind
from liuxin.interfaces.imports.mapping.words import StateWord
from liuxin.kernel.errors import LiuxinError


class Hands(NamedTuple):
    """Who has a case, by label: empty where the source names nobody."""

    holder: str = ""
    team: str = ""
    accountable: str = ""


NOBODY = Hands()


class Around(NamedTuple):
    """Something around a case: a code of `cases.words.HAPPENINGS`, who by label, and what it tells."""

    code: str
    at: datetime
    line: int
    person: str
    told: Map[str, int | bool]


class EventRow(NamedTuple):
    """One row of an event log, read. Labels are empty where the source names nobody."""

    line: int
    at: datetime
    word: StateWord
    state: str
    hands: Hands
    actor: str
    priority: int
    category: str
    reopenings: int
    digest: int
    around: Around | None = None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What a source says of a whole case: `opened` to `title` by its first row, the rest by its last."""

    code: str
    opened: datetime | None
    title: str
    kind: Kind
    channel: Channel
    customer: str
    site: str
    product: str
    due: datetime | None
    kept: bool | None
    outcome: Outcome
    outcome_text: str


class Move(NamedTuple):
    """One step of a case, with the labels of the source; `hands` are whoever has the case from here on."""

    kind: StepKind
    at: datetime
    line: int
    actor: str = ""
    hands: Hands = NOBODY
    priority: int = 0
    category: str = ""
    state: str = ""


class Note(NamedTuple):
    """Something that the report says of a line or a case: recorded, but not plainly as it stood."""

    code: str
    line: int
    case: str
    params: Map[str, object] = {}


@dataclass(frozen=True, slots=True)
class FoldedCase:
    """A case read to the end: its steps in order of time, and what the report says of it."""

    facts: CaseFacts
    lines: tuple[int, ...]
    skipped: int
    priority: int
    category: str
    moves: tuple[Move, ...]
    notes: tuple[Note, ...]
    closed: bool
    reopenings: int
    counted_reopenings: int
    other_customers: tuple[str, ...] = ()
    around: tuple[Around, ...] = ()


@dataclass(frozen=True, slots=True)
class HeldCase:
    """A case that waits in quarantine, because of one line or more."""

    code: str
    lines: tuple[int, ...]
    errors: Map[int, LiuxinError] = field(default_factory=dict)
