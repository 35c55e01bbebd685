"""Loyalty: repeat business, retention, repeat contacts; each says how many it rests on, or that nobody can tell."""

from datetime import datetime, timedelta

from liuxin.desk.customers.words import Share

RETENTION = timedelta(days=365)
AGAIN = timedelta(days=7)
LEAST = 5
"""Fewer customers or cases tell nothing about all of them."""


def repeat_business(deals: int) -> int | None:
    """Give how often business followed the first: accepted needs and onward moves after it; None without any."""
    return deals - 1 if deals else None


def retained(known_since: datetime, last: datetime | None, now: datetime) -> bool | None:
    """Tell whether a customer known for twelve months was here within the last twelve; None for a newer one."""
    if now - known_since < RETENTION:
        return None
    return last is not None and now - last <= RETENTION


def share(part: int, whole: int, *, least: int = LEAST) -> Share:
    """Give a share with what it rests on; with too few nobody can tell."""
    return Share(part, whole, None if whole < least else part / whole)
