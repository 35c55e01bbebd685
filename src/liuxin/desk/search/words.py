"""Words of search: texts to be found, and where one stands."""

from dataclasses import dataclass
from enum import StrEnum


class Source(StrEnum):
    """What a text of a case is: the case itself (code, title, category, outcome), a message or a note."""

    CASE = "case"
    MESSAGE = "message"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class CaseText:
    """A text of a case, by the key of the case and that of the message or note; of the case itself both are one."""

    case: int
    source: Source
    key: int
    text: str


@dataclass(frozen=True, slots=True)
class CustomerText:
    """What a customer is found by: names, codes and places as they are, `numbers` also by four digits or more."""

    customer: int
    text: str
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A text of a case in which all words stand. `id` orders: the newest case first, in it the newest text."""

    id: int
    case: int
    source: Source
    key: int
