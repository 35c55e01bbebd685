"""The promise of a case on business time: when it is due, when its clock stands still, whether it was kept."""

from datetime import UTC, datetime

from liuxin.desk.cases.words import CaseState, Status
from liuxin.kernel.business_time import BusinessClock


def due_in(minutes: int, clock: BusinessClock, at: datetime) -> datetime:
    """Give when so many minutes of business time are over."""
    return instant(clock.add(second(at), minutes * 60))


def due_after_pause(now_due: datetime, clock: BusinessClock, before: CaseState, at: datetime) -> datetime:
    """Give the due time once a case leaves the status that it was in: waiting and being resolved stop the clock.

    Adding the business time of the pause is right for a promise already missed, too: it stays missed.
    """
    start = _paused_since(before)
    if start is None:
        return now_due
    return instant(clock.add(second(now_due), clock.seconds(second(start), second(at))))


def kept(now_due: datetime, resolved_at: datetime) -> bool:
    """Judge a promise at a resolution."""
    return resolved_at <= now_due


def second(at: datetime) -> int:
    """Give an instant as whole epoch seconds, as the clock counts."""
    return int(at.timestamp())


def instant(at: int) -> datetime:
    """Give an epoch second as an instant."""
    return datetime.fromtimestamp(at, UTC)


def _paused_since(before: CaseState) -> datetime | None:
    if before.status is Status.WAITING:
        return before.since
    return before.resolved_at if before.status in {Status.RESOLVED, Status.CLOSED} else None
