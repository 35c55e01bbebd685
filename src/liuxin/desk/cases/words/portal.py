"""Words of the customer's side: who visits, what a visitor sees of a case, and how its end is asked for."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from liuxin.desk.cases.words.states import Outcome, Status
from liuxin.desk.cases.words.views import CaseLine
from liuxin.desk.communication.words import Attachment, NewAttachment
from liuxin.desk.customers.words import Language, Way
from liuxin.kernel.actor import Actor
from liuxin.kernel.text import Bilingual


class NamesShown(StrEnum):
    """What customers read of who wrote to them: the organisation only, or the person's name."""

    NONE = "none"
    NAMES = "names"


@dataclass(frozen=True, slots=True)
class PortalTerms:
    """What is agreed about the end of cases, in days, and what customers read of who wrote.

    A customer who does not answer is asked again `again_after` days after the resolution; `decide_after` days later a
    named person decides. An answer takes a closed case up again for `reopen_within` days, then a new one follows.
    `name` is what the organisation calls itself on its pages for customers.
    """

    again_after: int = 3
    decide_after: int = 4
    reopen_within: int = 14
    names: NamesShown = NamesShown.NONE
    name: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who comes by the portal: `customers` are seen whole; an `address` sees what was written with it; or one `case`.

    `name` and `address` are what a message of theirs bears.
    """

    actor: Actor
    customers: frozenset[int] = frozenset()
    partly: frozenset[int] = frozenset()
    address: str = ""
    name: str = ""
    case: str = ""


@dataclass(frozen=True, slots=True)
class Coming:
    """What a guest writes into a form. `external` names the sending: the same one twice is one case."""

    entrance: str
    name: str
    title: str
    text: str
    external: str
    email: str = ""
    phone: str = ""
    language: Language | None = None
    prefers: Way | None = None
    attachments: tuple[NewAttachment, ...] = ()


@dataclass(frozen=True, slots=True)
class PortalLine:
    """A case in the list of its customer; `asks` where we wait for their answer about the end."""

    code: str
    title: str
    status: Status
    opened_at: datetime
    last_at: datetime
    asks: bool


@dataclass(frozen=True, slots=True)
class PortalMessage:
    """A message as the customer reads it, with its files; `name` is who wrote, "" where that is the organisation."""

    id: int
    at: datetime
    ours: bool
    text: str
    name: str
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class PortalCase:
    """A case as its customer sees it: never notes, never whose hands it is in; `house` is what the desk is called.

    `made_up` tells that the customer is one of a simulated company.
    """

    line: PortalLine
    customer: str
    messages: tuple[PortalMessage, ...]
    outcome: Outcome | None
    outcome_text: str
    settled: bool | None
    follow_ups: bool
    follows: str
    followed_by: str
    language: Language | None
    house: Bilingual | None
    made_up: bool = False


@dataclass(frozen=True, slots=True)
class Unsettled:
    """What a customer does not hold settled, and somebody has to act on: who resolved, and who answers for it now.

    `key` names the word, or the taking up again, that it rests on; `resolution` counts from 1; `lead` is who leads the
    team that resolved.
    """

    key: int
    case: str
    resolution: int
    at: datetime
    resolver: int | None
    accountable: int
    lead: int | None


@dataclass(frozen=True, slots=True)
class Followed:
    """A new case that follows an old one, of which somebody is to know: who holds it, else who answers for it.

    `after` is the old case; `closed_at` is None where that was taken up again meanwhile.
    """

    key: int
    case: str
    after: str
    closed_at: datetime | None
    owner: int


@dataclass(frozen=True, slots=True)
class ToAsk:
    """A resolved case whose customer has not answered and is to be asked again."""

    code: str
    title: str
    customer: str
    language: Language | None
    outcome_text: str


@dataclass(frozen=True, slots=True)
class AskingView:
    """How far the asking about the end of a case is: when it was asked, and from when a person may decide alone."""

    times: tuple[datetime, ...]
    settled: bool | None
    proposed: Outcome | None
    proposed_text: str
    decide_from: datetime | None


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A case whose customer was asked twice and is silent."""

    line: CaseLine
    view: AskingView
