"""What queries of cases give to pages: plain values in which nothing can be queried any more."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from liuxin.desk.cases.words.asked import AskedView
from liuxin.desk.cases.words.promises import ClocksView, PromiseState
from liuxin.desk.cases.words.states import (
    Act,
    Channel,
    HandOverReason,
    Kind,
    Outcome,
    PromiseSource,
    ServiceStage,
    Status,
)
from liuxin.desk.customers.words import CustomerName, SiteName
from liuxin.desk.organisation.words import PersonName, TeamName
from liuxin.kernel.business_time import BusinessClock


class CaseSort(StrEnum):
    """The orders of a list; `due` leaves out cases without a next action, `promise` those of which no clock runs."""

    NEWEST = "-opened"
    OLDEST = "opened"
    LATEST_CHANGE = "-changed"
    EARLIEST_CHANGE = "changed"
    DUE_FIRST = "due"
    DUE_LAST = "-due"
    MOST_URGENT = "priority"
    LEAST_URGENT = "-priority"
    PROMISE_FIRST = "promise"
    PROMISE_LAST = "-promise"


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases are wanted; what is empty asks for nothing. `not_closed` stands for the three statuses before.

    `promise` is how they stand with what was promised at `now`.
    """

    status: Status | None = None
    not_closed: bool = False
    kind: Kind | None = None
    service_stage: ServiceStage | None = None
    channel: Channel | None = None
    priority: int | None = None
    team: int | None = None
    holder: int | None = None
    holder_name: str = ""
    category: str = ""
    opened_from: datetime | None = None
    opened_before: datetime | None = None
    customer: int | None = None
    search: str = ""
    unheld: bool = False
    promise: PromiseState | None = None
    now: datetime | None = None


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in an ordered list: the key of the row at the edge and its id; `back` reads the page before it."""

    key: int
    id: int
    back: bool = False

    @property
    def text(self) -> str:
        """The cursor as an address carries it."""
        return f"{'b' if self.back else 'n'}{self.key}.{self.id}"


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case as one line of a list."""

    code: str
    title: str
    status: Status
    kind: Kind
    service_stage: ServiceStage
    channel: Channel
    priority: int
    category: str
    customer: CustomerName | None
    team: TeamName | None
    holder: PersonName | None
    accountable: PersonName | None
    opened_at: datetime
    resolved_at: datetime | None
    closed_at: datetime | None
    next_action: str
    next_due: datetime | None
    promise_due: datetime | None
    promise_kept: bool | None
    outcome: Outcome | None
    source: str
    calendar: str = ""
    clock_target: str = ""
    clock_due: datetime | None = None
    clock_warns: datetime | None = None


@dataclass(frozen=True, slots=True)
class CasePage:
    """A page of a list; `count` stops at `most`, so that a large list costs no more than a small one."""

    rows: tuple[CaseLine, ...]
    count: int
    most: int
    back: Cursor | None
    on: Cursor | None

    @property
    def is_capped(self) -> bool:
        """Whether there are more than were counted."""
        return self.count > self.most


@dataclass(frozen=True, slots=True)
class Hold:
    """From `start` to `end` (None: still) these had the case: `seconds` of business time, None where unknown."""

    seq: int
    start: datetime
    end: datetime | None
    accountable: PersonName | None
    holder: PersonName | None
    team: TeamName | None
    reason: HandOverReason
    remark: str
    seconds: int | None


@dataclass(frozen=True, slots=True)
class Help:
    """Somebody lent a hand from `start` to `end`."""

    person: PersonName | None
    start: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Share:
    """How much of the promise falls to a person, by business time held; None is the queue."""

    person: PersonName | None
    seconds: int
    share: float


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of the time line: an event of the record, or a note with its text."""

    code: str
    at: datetime
    actor: PersonName | None
    actor_label: str
    holder: PersonName | None = None
    accountable: PersonName | None = None
    team: TeamName | None = None
    helper: PersonName | None = None
    reason: HandOverReason | None = None
    remark: str = ""
    text: str = ""
    was_outcome: bool = False
    outcome: Outcome | None = None
    kept: bool | None = None
    settled: bool | None = None
    due: datetime | None = None
    priority: int | None = None
    category: str = ""
    state: str = ""
    other: str = ""
    sealed: int | None = None
    to: PersonName | None = None
    target: str = ""
    rule: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class PromiseView:
    """What was promised and how it stands; `used` and `total` are business seconds, None where nobody can tell."""

    due: datetime | None
    kept: bool | None
    source: PromiseSource | None
    used: int | None
    total: int | None
    stopped: bool


@dataclass(frozen=True, slots=True)
class CaseView:
    """All that the page of a case shows. `acts` is what is possible now, `allowed` what the standing permits at all."""

    line: CaseLine
    version: int
    acts: frozenset[Act]
    allowed: frozenset[Act]
    status_since: datetime
    outcome_text: str
    reopenings: int
    site: SiteName | None
    customer_site: SiteName | None
    customer_cases: tuple[int, int]
    promise: PromiseView
    holds: tuple[Hold, ...]
    pauses: tuple[tuple[datetime, datetime | None], ...]
    helps: tuple[Help, ...]
    shares: tuple[Share, ...]
    moments: tuple[Moment, ...]
    source_state: str
    clock: BusinessClock | None
    clocks: ClocksView = field(default_factory=ClocksView)
    asked: AskedView | None = None
