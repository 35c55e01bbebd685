"""Words of the question whether a resolution holds, as the page of a case tells of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AskedState(StrEnum):
    """How a customer stands to the question whether a resolution holds."""

    NOBODY = "nobody"
    ASKED = "asked"
    WROTE = "wrote"
    REMINDED = "reminded"
    SETTLED = "settled"
    NOT_SETTLED = "not_settled"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class AskedView:
    """What the record tells of the asking about the latest resolution: when, what was said, and when that was."""

    state: AskedState
    times: tuple[datetime, ...] = ()
    at: datetime | None = None
