"""Spans of time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from liuxin.kernel.errors import BadInputError


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A half-open span [start, end) of aware UTC instants.

    Raises `BadInputError("period.naive")` for times without a zone and `("period.ends_before_start")`.
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        """Refuse a span without a zone or one that ends before it starts."""
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise BadInputError("period.naive", field="period")
        if self.end <= self.start:
            raise BadInputError(
                "period.ends_before_start", field="period", start=self.start.isoformat(), end=self.end.isoformat()
            )
        object.__setattr__(self, "start", self.start.astimezone(UTC))
        object.__setattr__(self, "end", self.end.astimezone(UTC))

    @classmethod
    def of_days(cls, first: date, last: date, zone: str) -> "Period":
        """Give the span of whole local days from `first` to `last`, both included."""
        place = ZoneInfo(zone)
        return cls(datetime.combine(first, time(), place), datetime.combine(last + timedelta(days=1), time(), place))

    @classmethod
    def of_month(cls, year: int, month: int, zone: str) -> "Period":
        """Give a calendar month in a zone."""
        first = date(year, month, 1)
        following = date(year + month // 12, month % 12 + 1, 1)
        return cls.of_days(first, following - timedelta(days=1), zone)

    def contains(self, instant: datetime) -> bool:
        """Tell whether an aware instant lies inside."""
        return self.start <= instant < self.end

    @property
    def epoch(self) -> tuple[int, int]:
        """Both ends as whole seconds since 1970 UTC."""
        return int(self.start.timestamp()), int(self.end.timestamp())

    def months(self, zone: str) -> Iterator["Period"]:
        """Give the calendar months of a zone that touch this span, cut to it."""
        place = ZoneInfo(zone)
        local = self.start.astimezone(place)
        year, month = local.year, local.month
        while True:
            whole = Period.of_month(year, month, zone)
            if whole.start >= self.end:
                return
            yield Period(max(whole.start, self.start), min(whole.end, self.end))
            year, month = year + month // 12, month % 12 + 1
