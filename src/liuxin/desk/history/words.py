"""Words of the record: what is told to it, what it keeps, what an examination of it finds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from liuxin.kernel.actor import Actor

Plain: TypeAlias = int | str | bool | float | None
Payload: TypeAlias = Mapping[str, Plain]

ERASED = "history.erased"
EXAMINED = "history.examined"


@dataclass(frozen=True, slots=True)
class NewEvent:
    """Something that happened, as an action tells it.

    The payload holds ids, codes and numbers, never free text. `at` is when it happened. `by` is set where the event was
    somebody else's doing than the action's, such as the recorded actor of an imported row.
    """

    code: str
    subject_kind: str
    subject: str
    payload: Payload
    at: datetime
    by: Actor | None = None


@dataclass(frozen=True, slots=True)
class SealedEvent:
    """An event of the chain. Of an erased one the subject is "" and the payload empty."""

    seq: int
    code: str
    subject_kind: str
    subject: str
    actor_kind: str
    actor_id: str
    at: datetime
    payload: Payload
    erased: bool = False


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """An event as pages show it; `seq` is None until it is sealed."""

    id: int
    seq: int | None
    code: str
    subject_kind: str
    subject: str
    actor: Actor
    at: datetime
    recorded_at: datetime
    payload: Payload
    erased: bool


@dataclass(frozen=True, slots=True)
class SealResult:
    """How many events one run of the sealer sealed, and the last sequence number of the chain."""

    count: int
    last_seq: int


@dataclass(frozen=True, slots=True)
class ChainHead:
    """Where the chain stands, and what waits for the sealer."""

    seq: int
    hash: str
    unsealed: int
    oldest_unsealed_at: datetime | None
    sealed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Root:
    """A hash of the chain that was kept outside the database."""

    seq: int
    hash: str


class Fault(StrEnum):
    """What an examination can find: each has a sentence in interfaces.wording."""

    ALTERED = "history.altered"
    UNSEALED_ALTERED = "history.unsealed_altered"
    EVENT_GONE = "history.event_gone"
    SEAL_GONE = "history.seal_gone"
    SEAL_ALTERED = "history.seal_altered"
    NEVER_QUEUED = "history.never_queued"
    EMPTIED = "history.emptied"
    ERASURE_ALTERED = "history.erasure_altered"
    HEAD_ALTERED = "history.head_altered"
    CUT_SHORT = "history.cut_short"
    ROOT_DIFFERS = "history.root_differs"
    KEY_DOES_NOT_FIT = "history.key_does_not_fit"
    GUARD_GONE = "history.guard_gone"
    UNREADABLE = "history.unreadable"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it was sealed, with as much of the row as can still be told."""

    seq: int | None
    event_id: int | None
    what: Fault
    code: str = ""
    subject_kind: str = ""
    subject: str = ""
    at: datetime | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ErasedRows:
    """What one erasure took from the record: the rows stay, their content is gone."""

    seq: int | None
    event_id: int
    at: datetime | None
    actor_kind: str
    actor_id: str
    rows: int


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """The result of an examination of the whole chain.

    `problems` holds the first thousand; `more` counts the rest.
    """

    ok: bool
    checked: int
    problems: tuple[Problem, ...]
    head: ChainHead
    erasures: tuple[ErasedRows, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What somebody looks for in the record; `code` may be a beginning such as `case.`."""

    code: str = ""
    subject_kind: str = ""
    subject: str = ""
    actor_kind: str = ""
    actor_id: str = ""
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class EventPage:
    """A page of events, newest first; `older` is the id to go on from, None at the end."""

    events: tuple[RecordedEvent, ...]
    older: int | None = field(default=None)
