"""How a promise is shared among those who held the case: by business time, up to the due time or the resolution."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from liuxin.desk.cases.rules.promise import second
from liuxin.kernel.business_time import BusinessClock
from liuxin.kernel.errors import CannotTellError

Span = tuple[datetime, datetime]


def business_seconds(clock: BusinessClock | None, start: datetime, end: datetime) -> int | None:
    """Give the business time between two instants; None where there is no calendar or it does not reach so far."""
    if clock is None:
        return None
    try:
        return clock.seconds(second(start), max(second(start), second(end)))
    except CannotTellError:
        return None


def held(
    clock: BusinessClock, holds: Iterable[tuple[int | None, Span]], until: datetime
) -> tuple[tuple[int | None, int, float], ...]:
    """Give holder, business seconds and share for everyone who held the case before `until`; None is the queue.

    Without any business time in between, whoever held it last carries it whole.
    """
    sums: dict[int | None, int] = {}
    last: int | None = None
    for holder, (start, end) in holds:
        if start > until:
            break
        last = holder
        sums[holder] = sums.get(holder, 0) + (business_seconds(clock, start, min(end, until)) or 0)
    total = sum(sums.values())
    if not total:
        return ((last, 0, 1.0),) if sums else ()
    return tuple((holder, seconds, seconds / total) for holder, seconds in sums.items() if seconds)


def pauses(changes: Sequence[tuple[str, datetime]]) -> tuple[tuple[datetime, datetime | None], ...]:
    """Give the times of waiting from the codes and times of a case's events; the last may still go on."""
    found: list[tuple[datetime, datetime | None]] = []
    since: datetime | None = None
    for code, at in changes:
        if code == "case.waiting":
            since = at
        elif since is not None and code in {"case.resumed", "case.resolved", "case.closed"}:
            found.append((since, at))
            since = None
    return (*found, (since, None)) if since is not None else tuple(found)
