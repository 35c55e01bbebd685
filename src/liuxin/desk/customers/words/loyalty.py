"""Figures of loyalty and of satisfaction over time."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole; `value` is None where the whole is too small to tell."""

    part: int
    whole: int
    value: float | None


@dataclass(frozen=True, slots=True)
class CustomerLoyalty:
    """One customer's loyalty: business after the first, whether still here after a year, cases that came again."""

    deals: int
    repeat: int | None
    retained: bool | None
    last: datetime | None
    again: Share


@dataclass(frozen=True, slots=True)
class GroupLoyalty:
    """The loyalty of a group of customers."""

    customers: int
    repeat: Share
    retained: Share
    again: Share


@dataclass(frozen=True, slots=True)
class Quarter:
    """What customers said in three months: `mean` is None with too few answers; `asked` counts who was asked."""

    start: datetime
    asked: int
    answered: int
    mean: float | None
