"""Words of what ties cases to one another."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from liuxin.desk.cases.words.states import Act
from liuxin.desk.cases.words.views import CaseLine

UNDO_DAYS: Final = 7
"""A merge can be taken back for so long, as long as nothing was done with the merged case since."""

DEEPEST: Final = 3
"""How many cases may lie within one another."""

ALIKE_DAYS: Final = 30
ALIKE_FROM: Final = 0.35
"""Cases of so many days before are held against a new one; so large a share of their words makes them look alike."""


@dataclass(frozen=True, slots=True)
class Tied:
    """Another case that this one is tied to; `line` is None where the reader may not see it."""

    code: str
    line: CaseLine | None


@dataclass(frozen=True, slots=True)
class MergeView:
    """This case lives on in another: since when, and until when that can be taken back (None: no more)."""

    into: Tied
    at: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Ties:
    """All that ties a case to others."""

    merged: MergeView | None = None
    absorbed: tuple[Tied, ...] = ()
    split_from: Tied | None = None
    splits: tuple[Tied, ...] = ()
    whole: Tied | None = None
    parts: tuple[Tied, ...] = ()
    parts_closed: int = 0

    @property
    def parts_open(self) -> int:
        """How many parts are not over yet."""
        return len(self.parts) - self.parts_closed


@dataclass(frozen=True, slots=True)
class Alike:
    """A case that looks like the same matter, with what speaks for it, each as it is."""

    line: CaseLine
    same_customer: bool
    same_site: bool
    same_contact: bool
    apart: timedelta
    shared: int
    words: int

    @property
    def share(self) -> float:
        """The share of the words that both have."""
        return self.shared / self.words if self.words else 0.0


@dataclass(frozen=True, slots=True)
class Around:
    """A case with its ties and with what looks like the same matter; `allowed` is what the reader may do with it."""

    line: CaseLine
    version: int
    allowed: frozenset[Act]
    ties: Ties
    alike: tuple[Alike, ...]


@dataclass(frozen=True, slots=True)
class NewSplit:
    """What a split takes along into a new case: keys of messages and of notes; who gets it and what comes next."""

    title: str
    team: int
    messages: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()
    take: bool = False
    next_action: str = ""
    next_due: datetime | None = None


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note of a case, to be chosen from."""

    id: int
    text: str
    at: datetime
