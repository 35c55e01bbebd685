"""Words of outgoing post: letters by e-mail, and the mailboxes that they leave by."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from liuxin.desk.communication.words.messages import About

GIVEN_UP_AFTER: Final = timedelta(days=1)
"""So long a letter is tried again; then its author is told."""
LEASE: Final = timedelta(minutes=5)
"""So long a worker may take over one letter; after that it is held for dead."""


class PostState(StrEnum):
    """Where a letter stands.

    waiting → claimed (by a worker) → begun (the server has it all but the last dot) → sent. One that was claimed by a
    worker that died waits again; one that was begun is uncertain, and a person decides. A sent one may bounce.
    """

    WAITING = "waiting"
    CLAIMED = "claimed"
    BEGUN = "begun"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    BOUNCED = "bounced"
    CANCELLED = "cancelled"


UNDER_WAY: Final = frozenset({PostState.WAITING, PostState.CLAIMED, PostState.BEGUN})
STUCK: Final = frozenset({PostState.FAILED, PostState.UNCERTAIN, PostState.BOUNCED})


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as whoever sends it needs it."""

    id: int
    to: str
    to_name: str
    subject: str
    text: str
    html: str
    world_id: str
    reply_key: str
    about: About
    message: int | None
    thread: int | None
    attempts: int
    made_at: datetime
    claim: str
    automatic: bool


@dataclass(frozen=True, slots=True)
class PostView:
    """A letter in the outbox: what it is and how it fared, without what it says."""

    id: int
    to: str
    subject: str
    state: PostState
    about: About
    attempts: int
    made_at: datetime
    next_try: datetime | None
    sent_at: datetime | None
    error: str
    author: int | None
    message: int | None


@dataclass(frozen=True, slots=True)
class Outbox:
    """One page of the outbox with how many letters stand where; `before` is the key to go on with."""

    posts: tuple[PostView, ...]
    counts: dict[PostState, int] = field(default_factory=dict)
    before: int | None = None
