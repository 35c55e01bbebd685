"""Words of cases: states, steps and what a bulk of recorded histories brings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from liuxin.desk.customers.words import Party
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import LiuxinError


class Status(StrEnum):
    """Where a case stands. Only `closed` is over: the three others carry a next action."""

    OPEN = "open"
    WAITING = "waiting"
    RESOLVED = "resolved"
    CLOSED = "closed"


class Kind(StrEnum):
    """What the customer came with."""

    INQUIRY = "inquiry"
    REQUEST = "request"
    REPORT = "report"
    COMPLAINT = "complaint"


class ServiceStage(StrEnum):
    """Before the contract, until the handing over, or after it."""

    PRESALE = "presale"
    INSALE = "insale"
    AFTERSALE = "aftersale"


class Channel(StrEnum):
    """By which way the customer came."""

    PHONE = "phone"
    EMAIL = "email"
    PORTAL = "portal"
    WEB_FORM = "web_form"
    COUNTER = "counter"
    MESSENGER = "messenger"
    API = "api"
    OTHER = "other"


class Outcome(StrEnum):
    """What came of a case. The last two only an import may write."""

    DONE_AND_TOLD = "done_and_told"
    ANSWERED = "answered"
    PARTLY_DONE = "partly_done"
    CANNOT_BE_DONE = "cannot_be_done"
    PASSED_ON = "passed_on"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"
    AS_RECORDED = "as_recorded"
    NOT_RECORDED = "not_recorded"


SOURCE_ONLY_OUTCOMES = frozenset({Outcome.AS_RECORDED, Outcome.NOT_RECORDED})


class HandOverReason(StrEnum):
    """Why a case came into these hands."""

    RECEIVED = "received"
    ROUTED = "routed"
    TAKEN = "taken"
    UNDONE = "undone"
    SKILL = "skill"
    SHIFT = "shift"
    WORKLOAD = "workload"
    WRONG_TEAM = "wrong_team"
    ESCALATION = "escalation"
    ABSENCE = "absence"
    OTHER = "other"
    AS_RECORDED = "as_recorded"


TRANSFER_REASONS = tuple(
    reason
    for reason in HandOverReason
    if reason
    not in {
        HandOverReason.RECEIVED,
        HandOverReason.ROUTED,
        HandOverReason.TAKEN,
        HandOverReason.UNDONE,
        HandOverReason.AS_RECORDED,
    }
)


class NextAction(StrEnum):
    """Next actions that the desk writes by itself; people write theirs in their own words."""

    FIRST_REPLY = "next.first_reply"
    TAKE_UP = "next.take_up"
    TAKE_UP_AGAIN = "next.take_up_again"
    CONFIRM_AND_CLOSE = "next.confirm_and_close"
    REVIEW_IMPORTED = "next.review_imported"
    ANSWER = "next.answer"
    READ_AGAIN = "next.read_again"
    DECIDE_UNANSWERED = "next.decide_unanswered"
    ASK_AGAIN = "next.ask_again"


class PromiseSource(StrEnum):
    """Whence the due time or the judgement of a promise comes."""

    COMPUTED = "computed"
    RECORDED = "recorded"


class StepKind(StrEnum):
    """The kinds of step in the life of a case."""

    OPENED = "opened"
    HANDED_OVER = "handed_over"
    WAITING = "waiting"
    RESUMED = "resumed"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    CLOSED = "closed"
    CLASSIFIED = "classified"
    TOUCHED = "touched"


@dataclass(frozen=True, slots=True)
class Step:
    """One step in the life of a case.

    `holder`, `team` and `accountable` are read on `opened` and `handed_over`; `priority` and `category` on
    `classified`; `outcome` on `closed`. `state` is the word of the source as a code, `line` where it was read.
    """

    kind: StepKind
    at: datetime
    by: Actor
    line: int = 0
    holder: int | None = None
    team: int | None = None
    accountable: int | None = None
    priority: int | None = None
    category: str | None = None
    state: str = ""
    outcome: Outcome | None = None
    reason: HandOverReason = HandOverReason.AS_RECORDED


@dataclass(frozen=True, slots=True)
class CaseHistory:
    """A case as some record tells it: what it is, and its steps in the order of time.

    `kind` to `category` are as known at the opening. `outcome` belongs to the last closing and is required where the
    steps end closed; an earlier closing without an outcome of its own counts as not recorded.
    `promise_kept` is what the source says, None where it says nothing; `customer` is None where it names nobody.
    `product` is the code of what the case is about; only the record keeps it. `next_action` is what comes next where
    it is not closed, and `next_due` until when; where the source says nothing, somebody has to look at it, by the time
    that was promised, else now.
    """

    code: str
    title: str
    kind: Kind
    service_stage: ServiceStage
    channel: Channel
    priority: int
    category: str
    customer: int | None
    site: int | None
    calendar: str
    promise_due: datetime | None
    promise_kept: bool | None
    outcome: Outcome | None
    outcome_text: str
    source: str
    steps: tuple[Step, ...]
    product: str = ""
    next_action: str = ""
    next_due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A history that was not taken in, with the line and the error that says why."""

    code: str
    line: int
    error: LiuxinError


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What became of a bulk of histories."""

    created: int = 0
    extended: int = 0
    unchanged: int = 0
    refused: tuple[Refusal, ...] = ()

    @classmethod
    def total(cls, parts: Iterable["BulkResult"]) -> "BulkResult":
        """Add up the results of the batches."""
        known = list(parts)
        return cls(
            created=sum(part.created for part in known),
            extended=sum(part.extended for part in known),
            unchanged=sum(part.unchanged for part in known),
            refused=tuple(refusal for part in known for refusal in part.refused),
        )


@dataclass(frozen=True, slots=True)
class Point:
    """A hand-over point: from `at` on, these answer for the case and hold it."""

    seq: int
    at: datetime
    accountable: int
    holder: int | None
    team: int | None
    reason: HandOverReason


@dataclass(frozen=True, slots=True)
class CaseState:
    """A case between two steps: all that rules need to decide about the next one.

    `points` holds only the points that the steps folded here have made.
    """

    status: Status
    since: datetime
    last_at: datetime
    opened_at: datetime
    accountable: int
    holder: int | None
    team: int | None
    last_seq: int
    steps: int
    priority: int
    category: str
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: Outcome | None = None
    reopenings: int = 0
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Hands:
    """In whose hands a case is, as far as permissions ask.

    `held` tells whether the reader ever held it or lends a hand now, `escalated` whether a missed promise was escalated
    to the reader.
    """

    accountable: int | None
    holder: int | None
    team: int | None
    held: bool = False
    escalated: bool = False


class Act(StrEnum):
    """What somebody may do with a case now."""

    TAKE = "take"
    TRANSFER = "transfer"
    HELP = "help"
    WAIT = "wait"
    RESUME = "resume"
    PLAN = "plan"
    RESOLVE = "resolve"
    CLOSE = "close"
    REOPEN = "reopen"
    CLASSIFY = "classify"
    NOTE = "note"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case that comes in. `take` puts it into the hands of whoever receives it, else it waits in the team's queue.

    Without a team the rules of routing decide. `language` is that of the customer's words; empty: that of the title.
    What whoever brings the case has read in this transaction is not read again: `calendar` is the one that holds where
    nothing is promised, `party` the customer.
    """

    title: str
    kind: Kind
    service_stage: ServiceStage
    channel: Channel
    priority: int
    customer: str
    team: int | None
    take: bool
    category: str = ""
    site: int | None = None
    next_action: str = ""
    next_due: datetime | None = None
    language: str = ""
    calendar: str = ""
    party: Party | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """The case that somebody decided about: its code and the version that was on the page."""

    code: str
    version: int
