"""Words of queues: what waits in each team, and what each of its people holds."""

from dataclasses import dataclass
from datetime import datetime

from liuxin.desk.cases.words.views import CaseLine
from liuxin.desk.organisation.words import PersonName, TeamName


@dataclass(frozen=True, slots=True)
class Load:
    """What somebody holds of what is not closed, in all teams; `late` of these are past their promise or next step.

    `capacity` None is no limit; who is away or has a closed account is not here.
    """

    person: PersonName
    held: int
    late: int
    capacity: int | None
    is_here: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """The queue of a team: how many cases wait unheld, since when the oldest does, and how many are past a promise."""

    team: TeamName
    answers: PersonName | None
    waiting: int
    late: int
    oldest: datetime | None
    loads: tuple[Load, ...]
    may_take: bool


@dataclass(frozen=True, slots=True)
class Queues:
    """The queues that a reader may see, and what the reader holds, the next step due first."""

    queues: tuple[Queue, ...]
    mine: tuple[CaseLine, ...]
    mine_count: int
