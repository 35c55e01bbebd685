"""Words of outgoing post: letters by e-mail, and the mailboxes that they leave by."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from liuxin.desk.communication.words.messages import About
from liuxin.desk.communication.words.states import PostState

GIVEN_UP_AFTER: Final = timedelta(days=1)
"""So long a letter is tried again; then its author is told."""
LEASE: Final = timedelta(minutes=5)
"""So long a worker may take over one letter; after that it is held for dead."""


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
class Correspondence:
    """What was written before a letter: the names of those letters, oldest first, and the last that came in."""

    names: tuple[str, ...] = ()
    text: str = ""
    sender: str = ""


@dataclass(frozen=True, slots=True)
class KnownOf:
    """What is known of a letter that comes in: message and thread that it was taken in as before, or that it is held.

    `own` are the addresses that are ours, as they are compared; `lately` is how many letters its sender has sent.
    """

    before: tuple[int, int] | None
    held: bool
    own: frozenset[str]
    lately: int


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
class Posted:
    """A message that went by letter: who wrote it, and whether the letter is lost, as the record was told."""

    message: int
    thread: int
    author: int | None
    automatic: bool
    lost: bool


LOST = frozenset({PostState.FAILED, PostState.BOUNCED, PostState.CANCELLED})
"""What did not arrive, as the record was told."""


@dataclass(frozen=True, slots=True)
class Outbox:
    """One page of the outbox with how many letters stand where; `before` is the key to go on with."""

    posts: tuple[PostView, ...]
    counts: dict[PostState, int] = field(default_factory=dict)
    before: int | None = None


class Security(StrEnum):
    """How the way to a mail server is guarded."""

    SSL = "ssl"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Route:
    """How to reach a mail server. `secret` is the password in clear: it is never shown, and "" keeps the one held."""

    host: str = ""
    port: int = 0
    security: Security = Security.SSL
    user: str = ""
    secret: str = ""


@dataclass(frozen=True, slots=True)
class MailboxPlan:
    """A mailbox as it is set up: where letters come in and leave, and which entrance they come in by."""

    code: str
    name: str
    address: str
    entrance: str
    comes_in: Route
    goes_out: Route
    folder: str = "INBOX"
    per_hour: int = 30
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class MailboxView:
    """A mailbox as its administrator sees it: how it is set up, without passwords, and how it fares."""

    id: int
    plan: MailboxPlan
    seen_at: datetime | None
    error: str
    error_at: datetime | None
    uid_validity: int | None
    last_uid: int
    has_secret_in: bool
    has_secret_out: bool


class HeldWhy(StrEnum):
    """Why a letter waits for a person."""

    FLOOD = "flood"
    OWN_ADDRESS = "own_address"
    LOOP = "loop"
    AUTOMATIC = "automatic"
    BULK = "bulk"
    BOUNCE = "bounce"
    NO_SENDER = "no_sender"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"


class HeldEnd(StrEnum):
    """What a person decided about it."""

    LET_IN = "let_in"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class NewHeld:
    """A letter that is held for a person; `whole` is all of it."""

    mailbox: int
    external: str
    sender: str
    subject: str
    why: HeldWhy
    whole: bytes


@dataclass(frozen=True, slots=True)
class HeldView:
    """A letter that waits for a person."""

    id: int
    mailbox: int
    mailbox_name: str
    sender: str
    subject: str
    why: HeldWhy
    at: datetime
