"""Words of routing: rules as data, what a rule asks of a case, and what was decided and why."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from liuxin.desk.cases.words.states import Channel, Kind, ServiceStage
from liuxin.desk.customers.words import CustomerKind, SiteName
from liuxin.desk.organisation.words import PersonName, TeamName


class Distribution(StrEnum):
    """How a case goes on within its team: it waits in the queue, or goes to the next in turn or the least loaded."""

    QUEUE = "queue"
    ROUND_ROBIN = "round_robin"
    LEAST_LOADED = "least_loaded"


class Condition(StrEnum):
    """What a rule may ask of a case, in the order in which a rule is read."""

    CUSTOMER_KIND = "customer_kind"
    SERVICE_STAGE = "service_stage"
    KIND = "kind"
    CHANNEL = "channel"
    CATEGORY = "category"
    SITE = "site"
    LANGUAGE = "language"
    LOAD = "load"


class Pick(StrEnum):
    """Why a case went to somebody, or to nobody, within the team."""

    QUEUED = "queued"
    IN_TURN = "in_turn"
    LEAST_LOADED = "least_loaded"
    NOBODY_HERE = "nobody_here"
    NOBODY_FITS = "nobody_fits"
    EVERYBODY_FULL = "everybody_full"


@dataclass(frozen=True, slots=True)
class NewRoutingRule:
    """A rule as somebody writes it; what is empty asks for nothing. `skill` and `speaks` are asked of people.

    `most_waiting`: the rule passes by while so many cases wait unheld in its team. A rule that is the default asks for
    nothing and comes last.
    """

    name: str
    team: int
    distribution: Distribution = Distribution.QUEUE
    customer_kind: CustomerKind | None = None
    service_stage: ServiceStage | None = None
    kind: Kind | None = None
    channel: Channel | None = None
    category: str = ""
    site: int | None = None
    language: str = ""
    skill: str = ""
    speaks: bool = False
    most_waiting: int | None = None
    is_default: bool = False
    is_on: bool = True


@dataclass(frozen=True, slots=True)
class RoutingRule:
    """A rule in its place; `last_given` is who got a case by it last."""

    id: int
    place: int
    version: int
    asks: NewRoutingRule
    last_given: int | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """A case as far as routing reads it; `sites` holds its site and all that it lies in."""

    kind: str
    service_stage: str
    channel: str
    category: str
    customer_kind: str
    sites: frozenset[int]
    language: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says to a case: it fits, or the first conditions that do not hold."""

    rule: int
    misses: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """Where a case goes: by which rule (None where there is no rule at all), to which team and hands, and why."""

    rule: int | None
    team: int
    holder: int | None
    pick: Pick
    verdicts: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True)
class RoutingRuleView:
    """A rule as pages show it; `given` counts the cases that it routed in the last thirty days."""

    id: int
    place: int
    version: int
    asks: NewRoutingRule
    team: TeamName
    site: SiteName | None
    given: int


@dataclass(frozen=True, slots=True)
class RoutingChange:
    """A change of a rule, as the record tells it."""

    code: str
    at: datetime
    rule: int
    name: str
    actor: PersonName | None
    actor_label: str


@dataclass(frozen=True, slots=True)
class Routed:
    """What a bulk of routing did: cases read, handed over, and left where they were, by rule.

    `given` holds who got which case, with its hand-over point, for the first hundred.
    """

    read: int = 0
    moved: int = 0
    stayed: int = 0
    by_rule: dict[int, int] = field(default_factory=dict)
    given: tuple[tuple[int, str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Tried:
    """Where a case would go, with the names of all that is said about it."""

    route: Route
    rules: tuple[RoutingRuleView, ...]
    team: TeamName
    holder: PersonName | None
    accountable: PersonName | None
    language: str
