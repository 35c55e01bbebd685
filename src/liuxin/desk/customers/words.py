"""Words of customers: three kinds, a life cycle that is data, sites."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CustomerKind(StrEnum):
    """Who depends on our work: buyers, colleagues, or those we work with."""

    EXTERNAL = "external"
    INTERNAL = "internal"
    PARTNER = "partner"


class SiteKind(StrEnum):
    """A place of service; each kind lies inside the one before."""

    PROJECT = "project"
    BUILDING = "building"
    UNIT = "unit"


class MoveReason(StrEnum):
    """Why a customer moved to another stage."""

    FIRST = "first"
    PROGRESS = "progress"
    STEP_BACK = "step_back"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class NewCustomer:
    """A customer to be added. `source_label` is the name as the source recorded it; empty for one entered by hand.

    `known_since` is when the source first knew the customer; None where that is now.
    """

    name: str
    kind: CustomerKind
    source_label: str = ""
    name_is_made_up: bool = False
    site: int | None = None
    stage: str = ""
    known_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewSite:
    """A site to be added below `parent`."""

    name: str
    kind: SiteKind
    source_label: str = ""
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class StageName:
    """A stage of the life cycle."""

    code: str
    zh: str
    en: str
    order: int


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
class ContactView:
    """Somebody to reach at a customer."""

    id: int
    name: str
    duty: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class MoveView:
    """A move in the life cycle; `person` is who moved the customer, None for an import."""

    origin: StageName | None
    to: StageName
    at: datetime
    person: int | None
    reason: MoveReason


@dataclass(frozen=True, slots=True)
class CustomerView:
    """A customer with contacts, site and moves."""

    line: CustomerName
    site: SiteName | None
    source: str
    added_at: datetime
    contacts: tuple[ContactView, ...]
    moves: tuple[MoveView, ...]
