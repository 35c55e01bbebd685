"""Spans of time that belong to one thing, and circles in reporting lines."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from liuxin.kernel.errors import BadInputError


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` up to but not including `end`; None never ends."""

    start: datetime
    end: datetime | None = None

    def meets(self, other: "Span") -> "Span | None":
        """Give the time that both share, or None."""
        start = max(self.start, other.start)
        end = min(filter(None, (self.end, other.end)), default=None)
        return Span(start, end) if end is None or start < end else None


@dataclass(frozen=True, slots=True)
class Line:
    """Whom a person reports to, and when."""

    person: int
    manager: int
    span: Span


def check_span(start: datetime, end: datetime | None) -> Span:
    """Give the span. Raises `BadInputError("period.naive")` and `("period.ends_before_start")`."""
    if start.tzinfo is None or (end is not None and end.tzinfo is None):
        raise BadInputError("period.naive", field="start")
    if end is not None and end <= start:
        raise BadInputError("period.ends_before_start", field="end", start=start.isoformat(), end=end.isoformat())
    return Span(start, end)


def overlapping(span: Span, others: Iterable[Span]) -> Span | None:
    """Give the first of the others that shares time with the span."""
    return next((other for other in others if span.meets(other)), None)


def circle(lines: Iterable[Line], new: Line) -> tuple[int, ...]:
    """Give the chain of people by which the new line would close a circle, from the person back to the person.

    Lines that never hold at the same time make no circle. Empty when there is none.
    """
    if new.person == new.manager:
        return (new.person, new.person)
    upward: defaultdict[int, list[Line]] = defaultdict(list)
    for line in lines:
        upward[line.person].append(line)
    return _climb(upward, new.person, (new.person, new.manager), new.span)


def _climb(upward: Mapping[int, list[Line]], goal: int, chain: tuple[int, ...], span: Span) -> tuple[int, ...]:
    waiting = [(chain, span)]
    while waiting:
        chain, span = waiting.pop()
        for line in upward.get(chain[-1], ()):
            shared = span.meets(line.span)
            if shared is None:
                continue
            if line.manager == goal:
                return (*chain, goal)
            if line.manager not in chain:
                waiting.append(((*chain, line.manager), shared))
    return ()
