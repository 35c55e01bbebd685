"""Words of promises: what is promised to whom, and how the clocks of a case stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from liuxin.desk.organisation.words import PersonName, TeamName


class Target(StrEnum):
    """The three things that are promised, each with a clock of its own."""

    FIRST = "first"
    NEXT = "next"
    RESOLUTION = "resolution"


class PromiseState(StrEnum):
    """How a case stands with what was promised, of several promises the worst."""

    RUNNING = "running"
    CLOSE = "close"
    MISSED = "missed"
    KEPT = "kept"


class EscalateTo(StrEnum):
    """Who is named first when a promise is missed; who stays silent is followed by the next one above."""

    NOBODY = "nobody"
    LEAD = "lead"
    HEAD = "head"
    PERSON = "person"


class Aspect(StrEnum):
    """What a promise may be narrowed to, the most telling first: this is the order in which one goes before another."""

    CUSTOMER = "customer"
    SITE = "site"
    CUSTOMER_KIND = "customer_kind"
    KIND = "kind"
    STAGE = "stage"
    PRIORITY = "priority"


@dataclass(frozen=True, slots=True)
class Terms:
    """What somebody wants to promise: to whom, within how many minutes of business time, and what if it is missed.

    An empty condition stands for any. `site` is a site and all that lies in it. `warn_percent` is the share of the
    time after which one is warned, None for no warning; `again_minutes` how long somebody to whom it was escalated may
    stay silent.
    """

    kind: str = ""
    service_stage: str = ""
    priority: int | None = None
    customer_kind: str = ""
    customer: int | None = None
    site: int | None = None
    first_minutes: int | None = None
    next_minutes: int | None = None
    minutes: int | None = None
    calendar: str = ""
    warn_percent: int | None = 75
    escalate_to: EscalateTo = EscalateTo.LEAD
    named: int | None = None
    again_minutes: int = 120

    def minutes_of(self, target: Target) -> int | None:
        """Give the minutes that are promised for a target, None where nothing is."""
        return {Target.FIRST: self.first_minutes, Target.NEXT: self.next_minutes, Target.RESOLUTION: self.minutes}[
            target
        ]

    @property
    def conditions(self) -> Mapping[Aspect, str | int]:
        """The conditions that are set, in their order."""
        every: dict[Aspect, str | int | None] = {
            Aspect.CUSTOMER: self.customer,
            Aspect.SITE: self.site,
            Aspect.CUSTOMER_KIND: self.customer_kind,
            Aspect.KIND: self.kind,
            Aspect.STAGE: self.service_stage,
            Aspect.PRIORITY: self.priority,
        }
        return {condition: value for condition, value in every.items() if value not in {None, ""}}

    @property
    def scope(self) -> str:
        """All conditions as one key: of two promises in force no two share it."""
        return " ".join(f"{condition.value}={value}" for condition, value in self.conditions.items())


@dataclass(frozen=True, slots=True)
class PromiseTerm:
    """A promise as it is kept: one version of what was promised under a code."""

    id: int
    code: str
    version: int
    terms: Terms
    since: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """A case as far as promises ask: `sites` begins with its own site and goes up to the outermost."""

    kind: str
    service_stage: str
    priority: int
    customer_kind: str = ""
    customer: int | None = None
    sites: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighed:
    """A promise held against a matter: which conditions it fails, and what decides between it and the one that won.

    `decided_by` is the first condition in which the winner says more; None for the winner itself and where it fails.
    """

    promise: PromiseTerm
    fails: tuple[Aspect, ...]
    applies: bool
    decided_by: Aspect | None = None


@dataclass(frozen=True, slots=True)
class Clocks:
    """How the clocks of replies stand.

    `answer_since` is the earliest message of the customer to which no human has replied, while there is one; it counts
    from the first reply on. What is None was not promised, or has not happened. `ran_on` grows whenever a reply came
    back and a clock runs on, so that no turn of it is ever the same.
    """

    first_due: datetime | None = None
    first_at: datetime | None = None
    first_kept: bool | None = None
    answer_since: datetime | None = None
    answer_due: datetime | None = None
    answers_kept: int = 0
    answers_missed: int = 0
    ran_on: int = 0


@dataclass(frozen=True, slots=True)
class Ended:
    """A clock that a reply ended: since when it ran, until when the reply was due, and whether it came in time.

    Where nothing was promised, `due` and `kept` are None: the customer waited all the same.
    """

    target: Target
    since: datetime
    due: datetime | None
    kept: bool | None


@dataclass(frozen=True, slots=True)
class Running:
    """A clock that runs now; `turn` tells spells of the same target apart."""

    target: Target
    turn: int
    since: datetime
    due: datetime


@dataclass(frozen=True, slots=True)
class Fired:
    """A warning (stage 0) or an escalation (1, 2 …) that was told to a person; `is_last` where nobody is above."""

    target: Target
    turn: int
    stage: int
    person: int
    at: datetime
    answered: bool = False
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a promise of a reply was kept."""

    target: Target
    kept: bool


@dataclass(frozen=True, slots=True)
class Used:
    """What one holding used of a clock: seconds of business time, and how many were left when it ended."""

    place: int
    seconds: int
    left: int


@dataclass(frozen=True, slots=True)
class TargetTrial:
    """How past cases would have fared: `decided` were judged, `kept` of them kept; bounds of 95 %, None when few."""

    target: Target
    decided: int
    kept: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """The past cases that a promise would have bound, and how each target would have fared."""

    days: int
    cases: int
    is_capped: bool
    targets: tuple[TargetTrial, ...] = field(default_factory=tuple)


class ClockState(StrEnum):
    """How a clock stands, as people see it."""

    ON_TIME = "on_time"
    AT_RISK = "at_risk"
    LATE = "late"
    STOPPED = "stopped"
    KEPT = "kept"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class ClockPart:
    """What one holding used of a clock, in business seconds, and what was left of it when it ended; None is the queue.

    `end` is None for whoever has it now.
    """

    holder: PersonName | None
    team: TeamName | None
    start: datetime
    end: datetime | None
    seconds: int
    left: int


@dataclass(frozen=True, slots=True)
class ClockView:
    """A clock of a case: what was promised (`total`), what is used and by whom; the parts add up to `used`.

    Times are business seconds. `until` is where the clock ended, None while it runs.
    """

    target: Target
    state: ClockState
    since: datetime
    due: datetime
    until: datetime | None
    total: int
    used: int
    parts: tuple[ClockPart, ...]

    @property
    def left(self) -> int:
        """What is left of it; below nothing where it was missed."""
        return self.total - self.used


@dataclass(frozen=True, slots=True)
class ClocksView:
    """All clocks of a case, which promise set them, how its answers fared, and who must act on a missed one."""

    clocks: tuple[ClockView, ...] = ()
    promise: str = ""
    version: int = 0
    answers_kept: int = 0
    answers_missed: int = 0
    escalated_to: PersonName | None = None
    is_me: bool = False


LEAST_TRIED: Final = 20
"""Below so many judged cases a share says nothing, and is not told."""
