"""Words of the simulator: what is asked of it, and the names of what it tells."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from liuxin.desk.organisation.words import SIMULATED
from liuxin.kernel.errors import BadInputError

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
Flags = NDArray[np.bool_]

SOURCE: Final = SIMULATED
"""What every thing of the simulator names as its source: pages say so wherever it is shown."""

ZONE: Final = "Asia/Shanghai"
OFFSET: Final = 8 * 3600
LOCAL: Final = timezone(timedelta(seconds=OFFSET))
"""The company is in China, whose clocks have not changed since 1991: one offset serves all years."""

NONE: Final = int(np.iinfo(np.int64).min)
"""Stands in an array of whole numbers for what is not there."""

MINUTE: Final = 60
HOUR: Final = 3600
DAY: Final = 86_400

LEAST_PEOPLE: Final = 15
EVENTS_PER_CASE: Final = 10.8
"""What a matter that comes in comes to on average with all that is told around it; measured, not planned."""

HEARTS: Final = ("care", "love", "sincerity", "attention", "dedication", "perseverance")

SLOTS: Final[Mapping[str, int]] = {
    name: place
    for place, name in enumerate(
        (
            *("opened", "receipt", "request", "taken", "greeting", "wrong_team", "returned", "queued", "given"),
            *("answer", "planned", "planned_again", "question", "waiting", "reply", "resumed", "done", "escalated"),
            *("complained", "result", "resolved", "refusal", "reopened", "objection", "apology", "resolved_again"),
            *("asked", "answered", "confirmed", "reviewed", "closed"),
        )
    )
}
"""Everything that can happen in a case in the order in which it can: its place is its second within the minute."""

MESSAGES: Final = frozenset(
    {"receipt", "request", "greeting", "answer", "question", "reply", "result", "objection", "apology"}
)


def happening(opened_at: int, at: int) -> str:
    """Name what an event of a case is, such as "greeting" or "question" for a message: texts can be made from it.

    All events of a case are shifted by the same seconds, so that their distance tells their place in `SLOTS`.
    """
    return tuple(SLOTS)[(at - opened_at) % MINUTE]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A company to simulate.

    `people` counts everybody but the automatic actor; `cases_per_person_day` is the mean over all days and over those
    who handle cases; the record runs from `first` for `months` months, or up to `until` (not included) within them.
    The same scenario gives the same bytes.
    """

    people: int = 40
    months: int = 13
    seed: int = 7
    first: date = date(2025, 1, 1)
    until: date | None = None
    cases_per_person_day: float = 1.5
    customers: int | None = None
    language: str = "zh"

    def __post_init__(self) -> None:
        """Refuse what is no company, naming the field."""
        if self.people < LEAST_PEOPLE:
            raise BadInputError("simulator.too_few_people", field="people", least=LEAST_PEOPLE, people=self.people)
        if self.months < 1:
            raise BadInputError("simulator.no_time", field="months")
        if not self.first < self.last_edge <= month_on(self.first.replace(day=1), self.months):
            raise BadInputError("simulator.no_time", field="until")
        if not 0 < self.cases_per_person_day <= 1000:  # noqa: PLR2004 - a person handles no more in a day, ever
            raise BadInputError("simulator.no_work", field="cases_per_person_day")
        if self.customers is not None and self.customers < 1:
            raise BadInputError("simulator.no_customers", field="customers")

    @classmethod
    def of_events(cls, events: int, *, people: int = 2_000, months: int = 13, seed: int = 7) -> "Scenario":
        """Give a scenario of about so many events."""
        first = date(2024, 1, 1)
        days = (month_on(first, months) - first).days
        rate = events / EVENTS_PER_CASE / days / handlers(people)
        return cls(people=people, months=months, seed=seed, first=first, cases_per_person_day=rate)

    @classmethod
    def up_to(cls, until: date, *, months: int = 13, **wanted: Any) -> "Scenario":
        """Give a scenario of so many months up to a day that is not included, whose month is the last."""
        if months < 1:
            raise BadInputError("simulator.no_time", field="months")
        last = (until - timedelta(days=1)).replace(day=1)
        return cls(months=months, first=month_on(last, 1 - months), until=until, **wanted)

    @property
    def last_edge(self) -> date:
        """The first day after the record."""
        return self.until or month_on(self.first.replace(day=1), self.months)

    @property
    def start(self) -> int:
        """When the record begins, in epoch seconds."""
        return midnight(self.first)

    @property
    def end(self) -> int:
        """When it ends, not included."""
        return midnight(self.last_edge)

    @property
    def count_of_customers(self) -> int:
        """How many customers there are in the end."""
        return self.customers or 25 * self.people


def projects(people: int) -> int:
    """Say how many projects a company of so many looks after."""
    return max(1, (people - 7) // 11)


def handlers(people: int) -> int:
    """Say how many of so many handle cases: all but director, HR, reviewer, four heads and the projects' managers."""
    return people - 7 - projects(people)


def month_on(first: date, months: int) -> date:
    """Give the first day of a month some months on."""
    ahead = first.year * 12 + first.month - 1 + months
    return date(ahead // 12, ahead % 12 + 1, 1)


def midnight(day: date) -> int:
    """Give the beginning of a local day in epoch seconds."""
    return int(datetime(day.year, day.month, day.day, tzinfo=LOCAL).timestamp())


def day_of(at: int) -> date:
    """Give the local day of an instant."""
    return datetime.fromtimestamp(at + OFFSET, UTC).date()
