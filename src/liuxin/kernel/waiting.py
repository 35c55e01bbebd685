"""What waits for somebody, and how far a phase is: told by each room in the same words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for somebody.

    `code` names the sentence, `params` fill it; `page` and `key` lead to where it is done. `due` is None where it has
    no time limit.
    """

    code: str
    page: str
    key: Mapping[str, object] = field(default_factory=dict)
    params: Mapping[str, object] = field(default_factory=dict)
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class PhaseProgress:
    """How far one department is in one phase: `done` of `all`, who is late, and codes of what else is missing."""

    done: int
    all: int
    late: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Tell whether nothing is left to be done."""
        return self.done >= self.all and not self.missing
