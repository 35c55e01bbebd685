"""Conditions on rows that hold from `start` up to `end`."""

from datetime import datetime

from django.db.models import Q


def in_force(at: datetime, prefix: str = "") -> Q:
    """Give the condition that a row holds at an instant; a `prefix` such as `leads__` reaches it by relations."""
    return Q(**{f"{prefix}start__lte": at}) & (Q(**{f"{prefix}end__isnull": True}) | Q(**{f"{prefix}end__gt": at}))


def in_force_during(start: datetime, end: datetime) -> Q:
    """Give the condition that a row holds at some instant of [start, end)."""
    return Q(start__lt=end) & (Q(end__isnull=True) | Q(end__gt=start))
