"""Words of rule sets: terms, candidates, what a trial says, what was decided and applied."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from liuxin.engines.ratings.telling import Reason
from liuxin.kernel.text import Bilingual


class RuleState(StrEnum):
    """Where a rule set stands. Only what two people approved is applied, and only once."""

    DRAFT = "draft"
    TRIED = "tried"
    PROPOSED = "proposed"
    APPROVED = "approved"
    APPLIED = "applied"
    WITHDRAWN = "withdrawn"


class Presence(StrEnum):
    """Where the presence of a person in the period comes from."""

    MEMBERSHIP = "membership"
    ATTENDANCE = "attendance"


class Side(StrEnum):
    """Where a person stands against the floor.

    Above and under: the whole interval is. Border: the interval holds the floor, so a person decides. Held: under it,
    but the manager's part is not done, so nothing may be withheld. The rest cannot be told: the rule says nothing.
    """

    ABOVE = "above"
    BORDER = "border"
    UNDER = "under"
    HELD = "held"
    NO_TOTAL = "no_total"
    NO_RESULT = "no_result"
    NO_BASE = "no_base"

    @property
    def is_listed(self) -> bool:
        """Tell whether a named person must decide."""
        return self in {Side.BORDER, Side.UNDER, Side.HELD}

    @property
    def is_mute(self) -> bool:
        """Tell whether the rule says nothing about the person."""
        return self in {Side.NO_TOTAL, Side.NO_RESULT, Side.NO_BASE}


class Hold(StrEnum):
    """What must come before anything is withheld: the manager's part."""

    TALK_NOT_HELD = "talk_not_held"
    OBSTACLE_OPEN = "obstacle_open"


class ConsequenceKind(StrEnum):
    """What the application of a rule set brought to a person."""

    BONUS = "bonus"
    NO_SHARE = "no_share"
    WITHHELD = "withheld"
    NO_RULE = "no_rule"


@dataclass(frozen=True, slots=True)
class Terms:
    """What the rule is: the pool in fen, the floor in points, the base factor of each position.

    `attendance` is the key of an external measure in percent; without one presence is read from memberships.
    """

    pool_fen: int
    floor: float
    bases: Mapping[int, Decimal]
    attendance: str = ""

    @property
    def presence(self) -> Presence:
        """Tell where presence comes from: an attendance measure where one is named, else memberships."""
        return Presence.ATTENDANCE if self.attendance else Presence.MEMBERSHIP


@dataclass(frozen=True, slots=True)
class Score:
    """A total with its interval."""

    points: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person whom the rule set is about, as the record stands.

    `presence` is the share of the period; `presence_assumed` marks that no membership is on record and the whole is
    taken. `takes_part` is what a named person decided, None while nobody has.
    """

    person: int
    score: Score | None
    base: Decimal | None
    presence: Decimal
    has_result: bool = True
    presence_assumed: bool = False
    is_final: bool = True
    holds: tuple[Hold, ...] = ()
    takes_part: bool | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """What a rule set stands on for one person: where the person works, the card, and the candidate made of it.

    `tenure_days` runs from the first day in any team to the end of the period; None where no day is on record.
    """

    department: int
    position: int | None
    manager: int | None
    card: int | None
    tenure_days: int | None
    candidate: Candidate

    @property
    def person(self) -> int:
        """Whom it is about."""
        return self.candidate.person


@dataclass(frozen=True, slots=True)
class Split:
    """A pool shared out: the amount of each in fen, the side of each, and the difference below which scores tie."""

    amounts: Mapping[int, int]
    sides: Mapping[int, Side]
    width: float
    counted: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Moved:
    """One amount against another for everybody who has both: who gains, who loses, how much, in fen."""

    gain: int
    lose: int
    same: int
    gained_fen: int
    lost_fen: int


@dataclass(frozen=True, slots=True)
class Spread:
    """How much of the pool the scores move against a sharing that looks at none; None where there is no pool paid."""

    moved_fen: int
    share: float | None
    is_flat: bool


@dataclass(frozen=True, slots=True)
class Balance:
    """The two sides, in people and money."""

    bonus: int
    bonus_fen: int
    withheld: int
    withheld_fen: int
    listed: int
    mute: int


class FairVerdict(StrEnum):
    """What a comparison of two groups says."""

    FAIR = "fair"
    NOT_SURE = "not_sure"
    AGAINST = "against"
    TOO_SMALL = "too_small"


@dataclass(frozen=True, slots=True)
class Selected:
    """One group of a kind: how many of it get at least what no rule would give, and that share against the best one's.

    `ratio` is the share over that of the best group, `p` how often chance alone makes such a difference (Fisher). Of a
    small group nothing but its size is told; without a best group there is neither ratio nor verdict.
    """

    group: int
    size: int
    good: int | None
    rate: float | None = None
    low: float | None = None
    high: float | None = None
    ratio: float | None = None
    ratio_low: float | None = None
    ratio_high: float | None = None
    p: float | None = None
    is_best: bool = False
    is_below: bool = False
    verdict: FairVerdict | None = None


@dataclass(frozen=True, slots=True)
class Selections:
    """The groups of one kind side by side; `why` says why they are not held against one another."""

    kind: str
    groups: tuple[Selected, ...]
    why: Reason | None = None


@dataclass(frozen=True, slots=True)
class FloorMoved:
    """What another floor would do: how many would stand under it or across it."""

    floor: float
    border: int
    under: int


@dataclass(frozen=True, slots=True)
class NewRuleSet:
    """A rule set as somebody writes it."""

    name: Bilingual
    terms: Terms
    department: int | None = None


@dataclass(frozen=True, slots=True)
class RuleSetView:
    """A rule set; `department` None is every department of the cycle."""

    id: int
    cycle: int
    department: int | None
    version: int
    name: Bilingual
    terms: Terms
    state: RuleState
    author: int
    published_at: datetime | None
    changed_at: datetime
    agreement: int | None
    approvers: tuple[int, ...]
    objections: int
    trial: int | None
    tried_at: datetime | None


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What a named person decided about somebody whom the rule does not decide about."""

    takes_part: bool
    reason: str
    by: int
    at: datetime


@dataclass(frozen=True, slots=True)
class TrialLineView:
    """One person in a trial: what the rule gives by score alone, what it gives with the decisions, what no rule would.

    `last_fen` is what the person got by the last rule set that was applied, if any.
    """

    id: int
    person: int
    ground: Ground
    side: Side
    by_rule_fen: int
    amount_fen: int
    without_fen: int
    last_fen: int | None
    decision: DecisionView | None


@dataclass(frozen=True, slots=True)
class TrialView:
    """A trial as kept, with everything that follows from it."""

    id: int
    at: datetime
    by: int
    people: int
    not_final: int
    is_fresh: bool
    lines: tuple[TrialLineView, ...]
    width: float
    cost_fen: int
    against_none: Moved
    against_last: Moved | None
    spread: Spread
    balance: Balance
    selections: tuple[Selections, ...]
    floors: tuple[FloorMoved, ...]
    undecided: int


@dataclass(frozen=True, slots=True)
class ConsequenceView:
    """What the application of a rule set brought to a person, who decided it, and why."""

    id: int
    rule_set: int
    cycle: int
    person: int
    kind: ConsequenceKind
    side: Side
    amount_fen: int
    score: Score | None
    decided_by: int
    reason: str
    at: datetime
    plan: int | None


@dataclass(frozen=True, slots=True)
class Letter:
    """What a person is told of a consequence, with the hash of exactly that."""

    consequence: ConsequenceView
    rule: RuleSetView
    base: Decimal | None
    presence: Decimal
    pool_people: int
    approved_by: tuple[int, ...]
    approved_at: datetime | None
    sha256: str
