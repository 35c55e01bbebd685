"""Words of threads and messages."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from liuxin.desk.communication.words.states import PostState
from liuxin.desk.files.words import RASTER, Refusal

TAKE_BACK: Final = timedelta(seconds=10)
"""So long a message that was written can still be taken back: nobody outside has it yet."""


class Medium(StrEnum):
    """The way that messages of a thread go."""

    EMAIL = "email"
    PORTAL = "portal"
    WEB_FORM = "web_form"
    PHONE = "phone"
    COUNTER = "counter"
    MESSENGER = "messenger"
    API = "api"


class Direction(StrEnum):
    """Whether the customer wrote, or we did."""

    IN = "in"
    OUT = "out"


class MessageState(StrEnum):
    """One that came in is received; one of ours waits its seconds, and then is released or was taken back."""

    RECEIVED = "received"
    PENDING = "pending"
    RELEASED = "released"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True)
class About:
    """What a message is about, as the record names it; the room that owns it is above this one."""

    kind: str
    code: str


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote from outside: the name and address that the message bears, and the customer where one is known."""

    name: str = ""
    address: str = ""
    customer: int | None = None


@dataclass(frozen=True, slots=True)
class NewThread:
    """A thread that begins: how its messages go, to which address ours go, and what it is about in one line.

    `mailbox` is the one that its letters came by and answers leave by.
    """

    medium: Medium
    subject: str
    address: str = ""
    address_name: str = ""
    customer: int | None = None
    mailbox: int | None = None


@dataclass(frozen=True, slots=True)
class NewAttachment:
    """A file that somebody attaches, under the name that it has there."""

    name: str
    content: bytes


class Remark(StrEnum):
    """What is said above a message that did not come as it should have."""

    FORGED_ADDRESS = "forged_address"
    NO_SENDER = "no_sender"
    NO_DATE = "no_date"
    NO_MESSAGE_ID = "no_message_id"
    UNKNOWN_CHARSET = "unknown_charset"
    UNREADABLE_PART = "unreadable_part"
    MALFORMED = "malformed"
    WINMAIL = "winmail"
    EMPTY = "empty"
    CUT = "cut"
    BOUNCE = "bounce"
    DELAYED = "delayed"
    OTHER_SENDER = "other_sender"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a message. One that was refused has no file, and `refused` says why: it is not lost in silence."""

    id: int
    message: int
    name: str
    size: int
    media_type: str
    file: int | None
    refused: Refusal | None
    limit: int

    @property
    def is_picture(self) -> bool:
        """Tell whether a page may show it."""
        return self.file is not None and self.media_type in RASTER


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message from outside. `external` is what its source knows it by: the same one twice is one message.

    `text` is what the person wrote; `html` is made safe when it is kept. `automatic` marks what a machine sent.
    `world_id` is what other letters call it by; `whole` all of it as it came, kept so that nothing is lost.
    """

    sender: Sender
    text: str
    external: str
    html: str = ""
    subject: str = ""
    automatic: bool = False
    sent_at: datetime | None = None
    world_id: str = ""
    remarks: tuple[Remark, ...] = ()
    attachments: tuple[NewAttachment, ...] = ()
    whole: bytes = b""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A message that some record tells, with whoever here wrote it; that it was sent or came the record has already."""

    about: About
    direction: Direction
    at: datetime
    text: str
    external: str
    author: int | None = None
    sender: Sender = Sender()
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of an incoming message; `duplicate` where it was here before. `text` is what it is found by."""

    message: int
    thread: int
    duplicate: bool
    text: str = ""


@dataclass(frozen=True, slots=True)
class Released:
    """A message of ours that can no longer be taken back."""

    message: int
    thread: int
    medium: Medium
    author: int | None
    automatic: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread, as doors see it; `key` is what its reply address bears."""

    id: int
    key: str
    medium: Medium
    subject: str
    address: str
    address_name: str
    customer: int | None
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Message:
    """A message, as doors see it. `author` is the person here who wrote, `sender_…` who wrote from outside.

    `fresh` is the text without what it quotes, `quoted` the rest. `post` is how its letter fares, where it is one.
    """

    id: int
    thread: int
    medium: Medium
    direction: Direction
    state: MessageState
    at: datetime
    release_at: datetime | None
    author: int | None
    sender_name: str
    sender_address: str
    subject: str
    text: str
    html: str
    automatic: bool
    fresh: str = ""
    quoted: str = ""
    remarks: tuple[Remark, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    whole: int | None = None
    post: PostState | None = None
    post_error: str = ""

    @property
    def arrived(self) -> bool:
        """Tell whether nothing says that it did not arrive."""
        return self.post not in {PostState.FAILED, PostState.BOUNCED, PostState.UNCERTAIN, PostState.CANCELLED}


@dataclass(frozen=True, slots=True)
class MessageText:
    """What a message says: subject and text, and when."""

    id: int
    thread: int
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody began to write and did not send."""

    about: About
    person: int
    text: str
    saved_at: datetime
