"""What is told to customers, and what their queries give."""

from dataclasses import dataclass, field
from datetime import date, datetime

from liuxin.desk.customers.words.kinds import (
    ContactKind,
    CustomerKind,
    Language,
    MoveCause,
    MoveReason,
    SiteKind,
    Way,
)


@dataclass(frozen=True, slots=True)
class NewCustomer:
    """A customer to be added. `source_label` is the name as the source recorded it; empty for one entered by hand.

    `known_since` is when the source first knew the customer; None where that is now. An internal customer may be a
    department or a person of the organisation.
    """

    name: str
    kind: CustomerKind
    source_label: str = ""
    name_is_made_up: bool = False
    site: int | None = None
    stage: str = ""
    known_since: datetime | None = None
    department: int | None = None
    person: int | None = None


@dataclass(frozen=True, slots=True)
class NewSite:
    """A site to be added below `parent`."""

    name: str
    kind: SiteKind
    source_label: str = ""
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class NewContact:
    """Somebody to reach, as told."""

    name: str
    phone: str = ""
    email: str = ""
    duty: str = ""
    kind: ContactKind = ContactKind.SELF
    prefers: Way | None = None
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class StageName:
    """A stage of the life cycle of a kind of customer."""

    code: str
    zh: str
    en: str
    order: int
    kind: CustomerKind = CustomerKind.EXTERNAL
    retired: bool = False


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage as those who shape the life cycle see it: with how many are in it now and how many ever came."""

    name: StageName
    customers: int
    moves: int


@dataclass(frozen=True, slots=True)
class SiteName:
    """A site with all that it lies in, outermost first."""

    id: int
    kind: SiteKind
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CustomerName:
    """A customer as one line of a list."""

    id: int
    code: str
    name: str
    kind: CustomerKind
    stage: StageName | None
    source_label: str
    made_up: bool
    erased: bool


@dataclass(frozen=True, slots=True)
class Party:
    """What rules ask of the customer of a case: the key, the code, the kind and the site."""

    id: int
    code: str
    kind: CustomerKind
    site: int | None


@dataclass(frozen=True, slots=True)
class CustomerWords:
    """What a customer is found by: the line, contacts with their numbers, the site outermost first."""

    name: CustomerName
    contacts: tuple[str, ...]
    places: tuple[str, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContactView:
    """Somebody to reach at a customer."""

    id: int
    name: str
    duty: str
    phone: str
    email: str
    kind: ContactKind = ContactKind.SELF
    prefers: Way | None = None
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class MoveView:
    """A move in the life cycle; `person` is who moved the customer, None for an import."""

    origin: StageName | None
    to: StageName
    at: datetime
    person: int | None
    reason: MoveReason
    cause: MoveCause | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ResidenceView:
    """A customer has a site from `start` to `end`."""

    id: int
    site: SiteName
    start: date
    end: date | None
    customer: CustomerName | None = None


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note about a customer."""

    id: int
    at: datetime
    person: int | None
    text: str


@dataclass(frozen=True, slots=True)
class MergeView:
    """A customer that went into this one, and whether that can still be undone."""

    id: int
    absorbed: str
    survivor: str
    name: str
    at: datetime
    person: int | None
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class CustomerView:
    """A customer with contacts, site and moves."""

    line: CustomerName
    site: SiteName | None
    source: str
    added_at: datetime
    contacts: tuple[ContactView, ...]
    moves: tuple[MoveView, ...]
    residences: tuple[ResidenceView, ...] = ()
    notes: tuple[NoteView, ...] = ()
    merges: tuple[MergeView, ...] = ()
    department: int | None = None
    person: int | None = None
    merged_into: str = ""


@dataclass(frozen=True, slots=True)
class SiteNode:
    """A site in the tree, with what lies below it and who has it now."""

    id: int
    kind: SiteKind
    name: str
    parent: int | None
    closed_at: datetime | None
    customers: int
    children: tuple["SiteNode", ...] = ()


@dataclass(frozen=True, slots=True)
class SiteView:
    """A site with its place in the tree and who had it when."""

    name: SiteName
    path: tuple[tuple[int, str], ...]
    closed_at: datetime | None
    source_label: str
    children: tuple[SiteNode, ...]
    below: frozenset[int]
    residences: tuple[ResidenceView, ...]


@dataclass(frozen=True, slots=True)
class Returned:
    """What an undone merge gives back from one customer to the other: keys of cases and of threads."""

    holder: int
    owner: int
    cases: tuple[int, ...]
    threads: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two customers that may be one, and why: codes of what agrees."""

    one: CustomerName
    other: CustomerName
    reasons: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Apart:
    """Two customers that somebody said are not the same: when, and who."""

    one: CustomerName
    other: CustomerName
    at: datetime
    person: int | None


@dataclass(frozen=True, slots=True)
class Reach:
    """How a customer is written to: name, e-mail address and language, "" where it is not known."""

    name: str
    email: str = ""
    language: str = ""
