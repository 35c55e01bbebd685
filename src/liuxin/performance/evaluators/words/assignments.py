"""Words of who rates whom, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """The six types of evaluator."""

    SUPERVISOR = "supervisor"
    PEER = "peer"
    SUBORDINATE = "subordinate"
    SELF = "self"
    RECIPIENT = "recipient"
    EXPERT = "expert"


TRAINED = frozenset({Kind.SUPERVISOR, Kind.PEER, Kind.SUBORDINATE, Kind.EXPERT})
"""Who needs a valid qualification and a declaration: not the person, nor a customer."""
LOOKED_INTO = frozenset({Kind.SUPERVISOR, Kind.SELF})
"""Of whom the rated person knows anyway; who else rates one is never told to oneself."""


class State(StrEnum):
    """What became of a proposal."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DROPPED = "dropped"


class Reason(StrEnum):
    """Why somebody is to rate somebody.

    `SAME_LINE`: the record tells of the person's cases, and of none together. `SAME_LINE_UNKNOWN`: the record cannot
    tell who worked together.
    """

    REPORTS_TO = "reports_to"
    LEADS = "leads"
    ONESELF = "oneself"
    WORKED_TOGETHER = "worked_together"
    SAME_LINE = "same_line"
    SAME_LINE_UNKNOWN = "same_line_unknown"
    SERVED = "served"
    ADDED = "added"


class Decision(StrEnum):
    """What HR decides on a declared conflict."""

    CLEARED = "cleared"
    STANDS_ASIDE = "stands_aside"


@dataclass(frozen=True, slots=True)
class Place:
    """A participant: department, and whom the person reports to; `is_rated` where this proposal is about the person."""

    person: int
    department: int
    manager: int | None
    is_rated: bool = True


@dataclass(frozen=True, slots=True)
class Together:
    """What the record tells of a period: `shared` cases by person and other, `served` cases by person and customer."""

    shared: Mapping[int, Mapping[int, int]] = field(default_factory=dict)
    served: Mapping[int, Mapping[int, int]] = field(default_factory=dict)

    def knows(self, person: int) -> bool:
        """Tell whether the record holds any case of a person."""
        return bool(self.shared.get(person) or self.served.get(person))

    def cases(self, person: int, other: int) -> int | None:
        """Give the number of cases together; None where the record cannot tell."""
        return self.shared.get(person, {}).get(other, 0) if self.knows(person) else None


@dataclass(frozen=True, slots=True)
class Proposed:
    """One proposal: `rater` a person or `customer`; `cases` together or for the customer, None where not told."""

    ratee: int
    kind: Kind
    reason: Reason
    rater: int | None = None
    customer: int | None = None
    cases: int | None = None


@dataclass(frozen=True, slots=True)
class NewConflict:
    """A conflict of interest that a rater declares about one person."""

    about: int
    text: str


@dataclass(frozen=True, slots=True)
class AssignmentView:
    """Who rates whom as it stands. `note` is the reason of whoever added or dropped it."""

    id: int
    cycle: int
    department: int
    ratee: int
    kind: Kind
    rater: int | None
    customer: int | None
    reason: Reason
    cases: int | None
    state: State
    note: str


@dataclass(frozen=True, slots=True)
class DeclarationView:
    """A declaration of a rater: none about anybody (`about` None), or a conflict about one person."""

    id: int
    cycle: int
    rater: int
    about: int | None
    text: str
    decision: Decision | None
    decided_by: int | None
    declared_at: datetime


@dataclass(frozen=True, slots=True)
class Rater:
    """What decides whether somebody may rate: all of it as it stands at one time.

    `qualified_until` of the latest qualification; `conflict` the decision on a conflict about the ratee, with
    `has_conflict` whether there is one.
    """

    kind: Kind
    state: State
    has_left: bool
    has_declared: bool
    has_conflict: bool
    conflict: Decision | None
    qualified_until: datetime | None
