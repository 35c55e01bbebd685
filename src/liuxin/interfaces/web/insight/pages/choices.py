"""Choices of a page: periods and teams in a select, neighbours in a segmented control."""

from collections.abc import Iterable
from dataclasses import dataclass

from liuxin.interfaces.web.insight import shown


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen."""

    url: str
    label: str
    current: bool
    value: str = ""
    count: str | None = None


def spans(codes: Iterable[str], current: str) -> tuple[Choice, ...]:
    """Offer the spans of the record."""
    known = tuple(codes)
    offered = known if current in known else (current, *known)
    return tuple(Choice("", shown.span_name(code), code == current, code) for code in offered)
