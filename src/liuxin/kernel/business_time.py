"""Business time: one compiler from a working calendar to UTC seconds, for promises and for measures alike.

The hours of a calendar are wall-clock hours in its zone: an instant is open when the clock on the wall shows
an open time. So an hour that daylight saving skips is not worked, and one that it repeats is worked twice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
from numpy.typing import NDArray

from liuxin.kernel.errors import BadInputError, CannotTellError

DAY = 86_400
_MINUTES = 1_440
_EPOCH = date(1970, 1, 1).toordinal()
Seconds = NDArray[np.int64]
Hours = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class CalendarSpec:
    """When work is done, in local wall time, for the days `first` to `last`, both included.

    Hours are (open, close) in minutes of the local day on which the span starts; a close past 1440 runs into
    the next day. `working_days` (make-up days) take precedence over the weekday; `days_off` close a day.
    From `provisional_from` on, the public holidays are not announced yet.
    """

    code: str
    zone: str
    hours: Mapping[int, Hours]
    first: date
    last: date
    days_off: frozenset[date] = frozenset()
    working_days: Mapping[date, Hours] = field(default_factory=dict)
    provisional_from: date | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be a calendar, naming the field."""
        _check_zone(self)
        if self.last < self.first:
            raise BadInputError("calendar.ends_before_start", field="last", first=self.first, last=self.last)
        for weekday, spans in self.hours.items():
            if weekday not in range(7):
                raise BadInputError("calendar.weekday_unknown", field="hours", weekday=weekday)
            _check_spans(spans, "hours")
        for day, spans in self.working_days.items():
            if day in self.days_off:
                raise BadInputError("calendar.day_on_and_off", field="working_days", day=day)
            _check_spans(spans, "working_days")

    def spans_of(self, day: date) -> Hours:
        """Give the spans that start on a local day."""
        if day in self.working_days:
            return self.working_days[day]
        return () if day in self.days_off else self.hours.get(day.weekday(), ())


def _check_zone(spec: CalendarSpec) -> None:
    try:
        ZoneInfo(spec.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadInputError("calendar.zone_unknown", field="zone", zone=spec.zone) from error


def _check_spans(spans: Hours, where: str) -> None:
    free_from = 0
    for opening, closing in sorted(spans):
        if not 0 <= opening < _MINUTES or not opening < closing <= opening + _MINUTES:
            raise BadInputError("calendar.span_impossible", field=where, opening=opening, closing=closing)
        if opening < free_from:
            raise BadInputError("calendar.spans_overlap", field=where, opening=opening, closing=closing)
        free_from = closing


@dataclass(frozen=True, slots=True)
class BusinessTable:
    """The compiled calendar as columns for an equi-join on the UTC day; every day has at least one row.

    Business seconds up to t = `cumulative_before` of the day + sum over its rows of
    clamp(t mod 86400 - open_second, 0, close_second - open_second).
    """

    utc_day: Seconds
    open_second: Seconds
    close_second: Seconds
    cumulative_before: Seconds


@dataclass(frozen=True, slots=True, eq=False)
class BusinessClock:
    """A compiled calendar: open intervals in UTC epoch seconds, cut at UTC midnight, with prefix sums.

    It answers from `first` to `last` inclusive; any other time raises
    `CannotTellError("calendar.out_of_table")` with the time and both bounds.
    """

    code: str
    first: int
    last: int
    opens: Seconds
    closes: Seconds
    before: Seconds
    provisional_from: int | None = None

    def elapsed(self, at: int) -> int:
        """Give the business seconds from the start of the table to an instant."""
        return int(self.elapsed_array(np.asarray([at], dtype=np.int64))[0])

    def elapsed_array(self, at: Seconds) -> Seconds:
        """Give the business seconds from the start of the table for many instants at once."""
        if at.size:
            self._require(int(at.min()))
            self._require(int(at.max()))
        if not self.opens.size:
            return np.zeros_like(at)
        row = np.searchsorted(self.opens, at, side="right") - 1
        known = np.maximum(row, 0)
        inside = np.minimum(at, self.closes[known]) - self.opens[known]
        result: Seconds = np.where(row < 0, 0, self.before[known] + inside).astype(np.int64)
        return result

    def seconds(self, start: int, end: int) -> int:
        """Give the business seconds between two instants in order."""
        if end < start:
            raise BadInputError("calendar.ends_before_start", field="end", first=_text(start), last=_text(end))
        return self.elapsed(end) - self.elapsed(start)

    def add(self, start: int, business_seconds: int) -> int:
        """Give the earliest instant by which so many business seconds have passed since `start`."""
        if business_seconds < 0:
            raise BadInputError("calendar.negative_span", field="business_seconds", seconds=business_seconds)
        goal = self.elapsed(start) + business_seconds
        if business_seconds == 0:
            return start
        row = int(np.searchsorted(self.before, goal, side="left")) - 1
        reached = int(self.opens[row] + goal - self.before[row]) if row >= 0 else self.last + 1
        if row < 0 or reached > self.closes[row]:
            raise CannotTellError(
                "calendar.deadline_out_of_table",
                calendar=self.code,
                at=_text(start),
                seconds=business_seconds,
                last=_text(self.last),
            )
        return reached

    def is_provisional(self, at: int) -> bool:
        """Tell whether the public holidays of an instant are not announced yet."""
        return self.provisional_from is not None and at >= self.provisional_from

    def table(self) -> BusinessTable:
        """Give the columns for the engine."""
        days = np.arange(self.first // DAY, self.last // DAY + 1, dtype=np.int64)
        idle = days[~np.isin(days, self.opens // DAY)]
        utc_day = np.concatenate([self.opens // DAY, idle])
        order = np.argsort(utc_day, kind="stable")
        utc_day = utc_day[order]
        nothing = np.zeros_like(idle)
        starts = np.clip(utc_day * DAY, self.first, self.last)
        return BusinessTable(
            utc_day=utc_day,
            open_second=np.concatenate([self.opens % DAY, nothing])[order],
            close_second=np.concatenate([(self.closes - 1) % DAY + 1, nothing])[order],
            cumulative_before=self.elapsed_array(starts),
        )

    def _require(self, at: int) -> None:
        if not self.first <= at <= self.last:
            raise CannotTellError(
                "calendar.out_of_table",
                calendar=self.code,
                at=_text(at),
                first=_text(self.first),
                last=_text(self.last),
            )


def compile_calendar(spec: CalendarSpec) -> BusinessClock:
    """Compile a calendar to UTC intervals with prefix sums."""
    place = ZoneInfo(spec.zone)
    first, last = _midnight(spec.first, place), _midnight(spec.last + timedelta(days=1), place)
    walls = _wall_spans(spec)
    cut = [
        piece
        for start, end, offset in _offset_segments(place, first, last)
        for piece in _split_at_midnight(walls, start, end, offset)
    ]
    pieces = np.asarray(cut, dtype=np.int64).reshape(-1, 2)
    lengths = pieces[:, 1] - pieces[:, 0]
    return BusinessClock(
        code=spec.code,
        first=first,
        last=last,
        opens=pieces[:, 0].copy(),
        closes=pieces[:, 1].copy(),
        before=np.cumsum(lengths) - lengths,
        provisional_from=None if spec.provisional_from is None else _midnight(spec.provisional_from, place),
    )


def _wall_spans(spec: CalendarSpec) -> Seconds:
    """Union of all spans in wall seconds; the eve of the first day is there for a night shift that runs in."""
    merged: list[list[int]] = []
    for ordinal in range(spec.first.toordinal() - 1, spec.last.toordinal() + 1):
        for opening, closing in sorted(spec.spans_of(date.fromordinal(ordinal))):
            start = (ordinal - _EPOCH) * DAY + opening * 60
            end = start + (closing - opening) * 60
            if merged and start <= merged[-1][1]:
                merged[-1][1] = max(end, merged[-1][1])
            else:
                merged.append([start, end])
    return np.asarray(merged, dtype=np.int64).reshape(-1, 2)


def _offset_segments(place: ZoneInfo, first: int, last: int) -> Iterator[tuple[int, int, int]]:
    """Stretches of UTC seconds with one offset from UTC."""
    start = first
    for step in range(first, last, DAY):
        until = min(step + DAY, last)
        if _offset(step, place) != _offset(until, place):
            change = _change(step, until, place)
            yield start, change, _offset(start, place)
            start = change
    yield start, last, _offset(start, place)


def _change(low: int, high: int, place: ZoneInfo) -> int:
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(middle, place) == _offset(low, place):
            low = middle
        else:
            high = middle
    return high


def _split_at_midnight(walls: Seconds, start: int, end: int, offset: int) -> Iterator[tuple[int, int]]:
    """Wall spans inside a stretch of one offset, in UTC, cut at UTC midnight."""
    opens = np.maximum(walls[:, 0] - offset, start)
    closes = np.minimum(walls[:, 1] - offset, end)
    open_now = closes > opens
    for opening, closing in zip(opens[open_now].tolist(), closes[open_now].tolist(), strict=True):
        edge = opening
        while edge < closing:
            cut = min(closing, (edge // DAY + 1) * DAY)
            yield edge, cut
            edge = cut


def _offset(second: int, place: ZoneInfo) -> int:
    shift = datetime.fromtimestamp(second, place).utcoffset()
    return 0 if shift is None else int(shift.total_seconds())


def _midnight(day: date, place: ZoneInfo) -> int:
    return int(datetime.combine(day, time(), place).timestamp())


def _text(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).isoformat()
