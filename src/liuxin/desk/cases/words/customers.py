"""What queries of cases give about customers: numbers count the cases that the reader may see."""

from dataclasses import dataclass, field
from datetime import datetime

from liuxin.desk.cases.words.states import Channel
from liuxin.desk.cases.words.views import CaseLine
from liuxin.desk.customers.words import (
    CustomerLoyalty,
    CustomerName,
    CustomerView,
    GroupLoyalty,
    Held,
    NeedView,
    Quarter,
    SegmentName,
    SiteView,
)
from liuxin.desk.organisation.words import PersonName


@dataclass(frozen=True, slots=True)
class CustomerLine:
    """A customer in a list, with the cases that the reader may see."""

    name: CustomerName
    cases: int
    not_closed: int
    last_opened: datetime | None


@dataclass(frozen=True, slots=True)
class CustomerList:
    """A page of customers in the order of their names."""

    rows: tuple[CustomerLine, ...]
    count: int
    most: int
    back: str
    on: str

    @property
    def is_capped(self) -> bool:
        """Whether there are more than were counted."""
        return self.count > self.most


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """What every part of the page of a customer shows."""

    customer: CustomerView
    count: int
    not_closed: int
    promised: int
    kept: int
    first_opened: datetime | None
    last_opened: datetime | None
    may_change: bool

    @property
    def key(self) -> int:
        """The key of the customer."""
        return self.customer.line.id


@dataclass(frozen=True, slots=True)
class Encounter:
    """Something that happened with a customer, on whatever channel; `told` is what its event tells."""

    code: str
    at: datetime
    actor: PersonName | None = None
    case: str = ""
    title: str = ""
    need: str = ""
    text: str = ""
    sender: str = ""
    channel: Channel | None = None
    level: int | None = None
    told: dict[str, int | str | bool | float | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CustomerTime:
    """The newest of what happened with a customer; `older` is where to read on, None at the end."""

    encounters: tuple[Encounter, ...]
    older: datetime | None


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """What a customer said over time; `mean` is None with fewer answers than tell anything."""

    asked: int
    answered: int
    mean: float | None
    quarters: tuple[Quarter, ...]


@dataclass(frozen=True, slots=True)
class Membership:
    """A customer and one segment: each condition, what the record says, and whether all hold."""

    segment: SegmentName
    held: tuple[Held, ...]

    @property
    def is_in(self) -> bool:
        """Whether the customer is in the segment."""
        return all(each.holds for each in self.held)


@dataclass(frozen=True, slots=True)
class CustomerFigures:
    """Satisfaction, loyalty and segments of one customer."""

    satisfaction: Satisfaction
    loyalty: CustomerLoyalty
    memberships: tuple[Membership, ...]


@dataclass(frozen=True, slots=True)
class SegmentPreview:
    """Who fits a rule: how many, and the first of them."""

    count: int
    names: tuple[CustomerName, ...]


@dataclass(frozen=True, slots=True)
class NeedList:
    """Needs with the names of those who answer for them."""

    rows: tuple[NeedView, ...]
    people: dict[int, PersonName]
    count: int
    late: int


@dataclass(frozen=True, slots=True)
class NeedPage:
    """A need with its whole way."""

    need: NeedView
    people: dict[int, PersonName]
    case_title: str
    may_change: bool


@dataclass(frozen=True, slots=True)
class SitePage:
    """A site with the cases at it and below that the reader may see."""

    site: SiteView
    cases: tuple[CaseLine, ...]
    count: int
    not_closed: int
    may_change: bool


@dataclass(frozen=True, slots=True)
class LoyaltyPage:
    """Loyalty of customers known for less than twelve months, and of those known longer."""

    new: GroupLoyalty
    old: GroupLoyalty


@dataclass(frozen=True, slots=True)
class Erasure:
    """What an erasure would take: how many rows of each kind."""

    name: CustomerName
    rows: dict[str, int]
