"""Words of work on many cases at once."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from liuxin.desk.cases.words.states import HandOverReason, Outcome
from liuxin.kernel.errors import LiuxinError


class Deed(StrEnum):
    """What may be done with many cases at once."""

    TAKE = "take"
    TRANSFER = "transfer"
    CLASSIFY = "classify"
    PLAN = "plan"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Together:
    """A deed for many cases, with what it needs; `outcome_text` is the same for each case that is closed."""

    deed: Deed
    team: int | None = None
    holder: int | None = None
    reason: HandOverReason = HandOverReason.OTHER
    remark: str = ""
    priority: int | None = None
    category: str | None = None
    next_action: str = ""
    next_due: datetime | None = None
    outcome: Outcome = Outcome.DONE_AND_TOLD
    outcome_text: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A case with which the deed cannot be done, and why."""

    case: str
    error: LiuxinError


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, or would be: the cases, those refused, and by which number it can be undone (0: it cannot)."""

    cases: tuple[str, ...]
    refused: tuple[Refused, ...]
    undo: int = 0
