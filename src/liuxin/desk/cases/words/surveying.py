"""Words of the survey after a resolution: the rule as data, who is due, what came back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from liuxin.desk.organisation.words import PersonName, TeamName
from liuxin.desk.surveys.words import SheetView

HEARTS: Final = ("care", "love", "sincerity", "attention", "dedication", "perseverance")
MOST_HEARTS: Final = 2
OVERALL, RESOLVED = "overall", "resolved"
SETTLED, PARTLY, UNSETTLED = 5, 3, 1


class SurveyWay(StrEnum):
    """How a customer is asked: by a letter with a link, or in the portal only, where no address is known."""

    EMAIL = "email"
    PORTAL = "portal"


class SurveyState(StrEnum):
    """What a link to a survey is to whoever opens it; opening changes nothing."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SurveyTerms:
    """When customers are asked.

    `since` is when asking began: what was resolved before is never asked about. Asked `delay_hours` after a resolution,
    between the hours of the day, whoever was not asked for `rest_days`; once more after `remind_days` (0: never); the
    link is open `open_days`. `hearts` of the six are asked beside overall and settled; an overall answer of `low_at` or
    less opens a warning.
    """

    enabled: bool = False
    since: datetime | None = None
    delay_hours: int = 24
    rest_days: int = 30
    remind_days: int = 3
    open_days: int = 14
    from_hour: int = 9
    to_hour: int = 20
    hearts: int = 2
    low_at: int = 2


@dataclass(frozen=True, slots=True)
class DueSurvey:
    """A resolution about which the customer is to be asked now, or once more."""

    case: str
    resolution: int
    title: str
    customer: int
    email: str
    name: str
    language: str = ""
    reminder: bool = False

    @property
    def way(self) -> SurveyWay:
        """By letter where there is an address."""
        return SurveyWay.EMAIL if self.email else SurveyWay.PORTAL


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in the words of the door, with the link in it."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class SurveyPage:
    """A survey as whoever holds its link sees it; the sheet is there where it may be answered."""

    state: SurveyState
    case: str = ""
    title: str = ""
    resolved_at: datetime | None = None
    closes_at: datetime | None = None
    sheet: SheetView | None = None


@dataclass(frozen=True, slots=True)
class SurveyAnswer:
    """What came back about one resolution."""

    case: str
    resolution: int
    asked_at: datetime
    reminded_at: datetime | None
    answered_at: datetime | None
    way: SurveyWay
    overall: int | None
    resolved: int | None
    comment: str = ""
    hearts: Mapping[str, int] = field(default_factory=dict)
    resolver: PersonName | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were asked and answered, and the mean of the answers with its 95 % interval where it has one."""

    asked: int
    answered: int
    mean: float | None = None
    low: float | None = None
    high: float | None = None
    unsettled: int = 0

    @property
    def share(self) -> float | None:
        """The share of those asked who answered, in percent."""
        return 100 * self.answered / self.asked if self.asked else None


@dataclass(frozen=True, slots=True)
class SurveyTallies:
    """What came back in a time: in all, by the team that resolved, by the month in which it was asked."""

    whole: Tally
    teams: tuple[tuple[TeamName | None, Tally], ...]
    months: tuple[tuple[date, Tally], ...]


@dataclass(frozen=True, slots=True)
class LowAnswer:
    """An answer that somebody has to act on: who resolved, who answers for the case now, which team's it was."""

    asking: int
    case: str
    resolution: int
    overall: int
    resolved: int | None
    answered_at: datetime
    resolver: int | None
    accountable: int
    lead: int | None
