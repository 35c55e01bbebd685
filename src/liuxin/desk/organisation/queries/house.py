"""The calendar of the house, as a request read it: pages ask for its zone and its clock again and again."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from liuxin.desk.organisation.words import House

DEFAULT_CALENDAR = "default"
_HOUSE: ContextVar[House | None] = ContextVar("liuxin_house", default=None)


@contextmanager
def in_house(house: House | None) -> Iterator[None]:
    """Let reads of the calendar of the house be answered by what was read as a request came in, until it is over."""
    token = _HOUSE.set(house)
    try:
        yield
    finally:
        _HOUSE.reset(token)


def house() -> House | None:
    """Give the calendar of the house as this request read it; None where none did."""
    return _HOUSE.get()


def forget_house() -> None:
    """Let calendars be read anew: one was changed."""
    _HOUSE.set(None)
