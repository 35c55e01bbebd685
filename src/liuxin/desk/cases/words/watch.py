"""Words of the board that must be empty: what a case lacks, and what comes close to it."""

from dataclasses import dataclass
from enum import StrEnum

from liuxin.desk.cases.words.views import CaseLine


class Lack(StrEnum):
    """What a case that is not closed lacks; there must never be one."""

    NO_OWNER = "no_owner"
    NO_STEP = "no_step"
    OWNER_GONE = "owner_gone"
    HOLDER_GONE = "holder_gone"
    OWNER_AWAY = "owner_away"


class Near(StrEnum):
    """How a case comes close to having nobody or nothing, the nearest first."""

    STEP_OVERDUE = "step_overdue"
    OWNER_LEAVES = "owner_leaves"
    UNHELD_LONG = "unheld_long"
    WAITING_ENDS = "waiting_ends"
    STEP_SOON = "step_soon"


@dataclass(frozen=True, slots=True)
class Watched:
    """A case on the board, and why it is there."""

    line: CaseLine
    why: Lack | Near


@dataclass(frozen=True, slots=True)
class Board:
    """The board: what lacks something, which must be nothing, and what comes close; counts go on past the rows shown.

    `looked_at` is how many cases that are not closed the reader may see.
    """

    lacking: tuple[Watched, ...]
    lacks: dict[Lack, int]
    near: tuple[Watched, ...]
    nears: dict[Near, int]
    looked_at: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing lacks anything."""
        return not self.lacks
