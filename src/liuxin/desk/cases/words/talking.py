"""Words of the conversation with a customer."""

from collections.abc import Mapping
from dataclasses import dataclass

from liuxin.desk.cases.words.states import Channel, Kind, ServiceStage, Status
from liuxin.desk.communication.words import Message, Thread
from liuxin.desk.customers.words import Party
from liuxin.desk.organisation.words import PersonName
from liuxin.kernel.text import Bilingual


@dataclass(frozen=True, slots=True)
class EntranceView:
    """A way in that is open to customers."""

    code: str
    name: Bilingual
    channel: Channel
    team: int
    kind: Kind
    service_stage: ServiceStage
    priority: int
    minutes: int
    is_open: bool
    frame_sites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Arriving:
    """Where a message from outside belongs: into a case that is known, or through an entrance into a new one.

    `customer` is the code of the customer who wrote, `party` the same as it was read in this transaction; `title` what
    a new case is called; `mailbox` the one that it came by, if it is a letter.
    """

    customer: str
    entrance: str
    title: str = ""
    thread: int | None = None
    case: str = ""
    address: str = ""
    address_name: str = ""
    site: int | None = None
    kind: Kind | None = None
    mailbox: int | None = None
    party: Party | None = None


@dataclass(frozen=True, slots=True)
class Arrived:
    """What became of a message from outside."""

    case: str
    message: int
    thread: int
    opened: bool
    duplicate: bool


@dataclass(frozen=True, slots=True)
class Conversation:
    """What was written on a case, in the order of time, with whoever here wrote.

    `held` are the steps that letters take with them when they leave, by message.
    """

    threads: tuple[Thread, ...]
    messages: tuple[Message, ...]
    people: dict[int, PersonName]
    held: Mapping[int, Status]
