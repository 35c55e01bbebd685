"""When the cycles of the demonstration are played, told from today: quarters, and the days of the phases."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from liuxin.interfaces.imports.simulator.words import LOCAL
from liuxin.kernel.period import Period
from liuxin.kernel.text import Bilingual

SETTLED_DAYS = 26
"""So many days after its end a quarter has been evaluated far enough to be shown in its fifth phase."""

MONTHS = 3
ZH = ("一", "二", "三", "四")


@dataclass(frozen=True, slots=True)
class Quarter:
    """A calendar quarter of the company."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, MONTHS * (self.number - 1) + 1, 1)

    @property
    def after(self) -> "Quarter":
        """The next quarter."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def before(self) -> "Quarter":
        """The quarter before."""
        return Quarter(self.year - (self.number == 1), (self.number - 2) % 4 + 1)

    @property
    def start(self) -> datetime:
        """The first instant."""
        return at_ten(self.first) - timedelta(hours=10)

    @property
    def end(self) -> datetime:
        """The first instant after it."""
        return self.after.start

    @property
    def period(self) -> Period:
        """The whole of it."""
        return Period(self.start, self.end)

    @property
    def code(self) -> str:
        """How a cycle over it is called."""
        return f"{self.year}Q{self.number}"

    @property
    def name(self) -> Bilingual:
        """Its name in both languages."""
        return Bilingual(f"{self.year} 年{ZH[self.number - 1]}季度", f"{self.year} Q{self.number}")


def at_ten(day: date) -> datetime:
    """Give ten in the morning of a day where the company works."""
    return datetime.combine(day, time(10), LOCAL).astimezone(UTC)


def shown_quarter(today: date) -> Quarter:
    """Give the latest quarter that ended long enough ago to be in its fifth phase."""
    found = Quarter(today.year, (today.month - 1) // MONTHS + 1).before
    while today - found.after.first < timedelta(days=SETTLED_DAYS):
        found = found.before
    return found


def dues_after(first: date) -> dict[int, date]:
    """Give due days for a cycle that was played in time: plan, indicators, evaluators, evaluation, feedback, outcomes.

    `first` is the day on which it was opened; the later phases come after the quarter.
    """
    return {
        phase: first + timedelta(days=day) for phase, day in ((1, 10), (2, 22), (3, 36), (4, 106), (5, 120), (6, 130))
    }


def dues_around(today: date) -> dict[int, date]:
    """Give due days of the cycle that runs: some departments are in time, some late."""
    return {
        phase: today + timedelta(days=day) for phase, day in ((1, -45), (2, -12), (3, -4), (4, 3), (5, 14), (6, 28))
    }
