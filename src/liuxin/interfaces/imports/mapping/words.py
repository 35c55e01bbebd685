"""What a mapping says: which column is what, and how its words read here."""

from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from liuxin.desk.cases.words import Channel, Kind, Outcome, ServiceStage
from liuxin.desk.customers.words import CustomerKind, SiteKind


class Layout(StrEnum):
    """One row an event, or one row a case."""

    EVENTS = "events"
    CASES = "cases"


class StateWord(StrEnum):
    """What a state of the source means here.

    `keep`: the row is recorded as a touch and the case stays as it was. `report`: the same, and the row is named in the
    report, because the source's state is no real one. `ignore`: the row is skipped, with a line in the report.
    """

    OPEN = "open"
    WAITING = "waiting"
    RESOLVED = "resolved"
    CLOSED = "closed"
    KEEP = "keep"
    REPORT = "report"
    IGNORE = "ignore"


LONGEST_STATE = 64
"""The record keeps so many characters of the source's own word for a state."""


class Duplicates(StrEnum):
    """What to do with a row that equals another of its case in every column."""

    SKIP = "skip"
    KEEP = "keep"


class HeldFrom(StrEnum):
    """From when the holder and team of a case table held the case: the table itself doesn't say."""

    OPENED = "opened"
    LAST_STAMP = "last_stamp"


class TrustedWhen(StrEnum):
    """When a column of an event log tells the truth."""

    EVENT = "event"
    LAST_ROW = "last_row"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of the file holds what; empty where the source has none.

    Those of `JOINED` may join several: a first name and a country together name a person where neither does alone.
    """

    case: str
    time: str = ""
    opened: str = ""
    resolved: str = ""
    closed: str = ""
    state: str = ""
    holder: tuple[str, ...] = ()
    team: tuple[str, ...] = ()
    accountable: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    customer: tuple[str, ...] = ()
    site: tuple[str, ...] = ()
    priority: str = ""
    category: tuple[str, ...] = ()
    product: tuple[str, ...] = ()
    channel: str = ""
    kind: str = ""
    promise: str = ""
    deadline: str = ""
    outcome: str = ""
    reopenings: str = ""
    title: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    step_due: str = ""
    automatic: str = ""
    required: str = ""
    settled: str = ""
    random: str = ""
    overall: str = ""
    care: str = ""
    love: str = ""
    sincerity: str = ""
    attention: str = ""
    dedication: str = ""
    perseverance: str = ""


FLAGS = ("automatic", "required", "settled", "random")
LEVELS = ("overall", "care", "love", "sincerity", "attention", "dedication", "perseverance")
AROUND = frozenset({"author", "step_due", *FLAGS, *LEVELS})
"""Words that are read of what happens around a case only."""

JOINED = frozenset(
    {"holder", "team", "accountable", "actor", "author", "customer", "site", "category", "product", "title"}
)
"""Words whose label may stand in several columns."""

EVENT_COLUMNS = frozenset({"time", "state", "holder", "team", "accountable", "actor", "priority", "category"}) | AROUND
"""Words that are read from every row of an event log as known at that row."""

FINAL_COLUMNS = frozenset({"promise", "outcome"})
"""Words that are read from the last row of a case only: earlier rows may show what came later."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How the file is read; empty fields are detected."""

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    missing: frozenset[str] = frozenset()
    duplicates: Duplicates = Duplicates.SKIP


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds where the source says nothing."""

    kind: Kind = Kind.REQUEST
    stage: ServiceStage = ServiceStage.AFTERSALE
    channel: Channel = Channel.OTHER
    priority: int = 3
    outcome: Outcome = Outcome.NOT_RECORDED
    customer_kind: CustomerKind = CustomerKind.EXTERNAL
    site_kind: SiteKind = SiteKind.BUILDING


@dataclass(frozen=True, slots=True)
class Position:
    """The post that imported people get; made when it isn't there."""

    code: str = ""
    zh: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """What is known of the people and teams of the source.

    `system` lists labels that are programs and not people. `unchanged_at` lists states whose rows tell who acted but
    move the case to nobody. `nobody_at` lists states in which the case waits in a team's queue, whomever the row names:
    that person's time ends there. The prefixes keep numbers apart when two sources use the same labels.
    """

    system: frozenset[str] = frozenset()
    unchanged_at: frozenset[str] = frozenset()
    nobody_at: frozenset[str] = frozenset()
    held_from: HeldFrom = HeldFrom.LAST_STAMP
    number_prefix: str = ""
    team_prefix: str = ""
    position: Position = field(default_factory=Position)


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """The calendar of the promise; made when it isn't there. No hours means around the clock."""

    code: str = "around-the-clock"
    zh: str = "全天候"
    en: str = "Around the clock"
    zone: str = "UTC"
    hours: Map[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    days_off: frozenset[date] = frozenset()
    first: date = date(2000, 1, 1)
    last: date = date(2039, 12, 31)


@dataclass(frozen=True, slots=True)
class Mapping:
    """A whole mapping, checked. `name` goes into the record as the source of what was imported.

    `happenings` are states whose rows are something around the case, with its code in the record; `happened` are
    columns of a case table that hold when it was. `answers` and `scores` read yes or no, and levels from 1 to 5.
    """

    name: str
    layout: Layout
    attribution: str
    columns: Columns
    reading: Reading
    formats: tuple[str, ...]
    zone: ZoneInfo
    states: Map[str, StateWord]
    priorities: Map[str, int]
    channels: Map[str, Channel]
    kinds: Map[str, Kind]
    outcomes: Map[str, Outcome]
    promises: Map[str, bool]
    happenings: Map[str, str]
    happened: Map[str, str]
    answers: Map[str, bool]
    scores: Map[str, int]
    defaults: Defaults
    people: People
    hours: WorkingHours
    trust: Map[str, TrustedWhen]
