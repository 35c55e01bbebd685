"""Words of results: provisional, talked through, final."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from liuxin.kernel.actor import Actor
from liuxin.kernel.period import Period
from liuxin.performance.evaluation.words.cards import Total


class ResultState(StrEnum):
    """How far a result is. Nothing may follow from it before it is final."""

    PROVISIONAL = "provisional"
    TALKED = "talked"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class ResultView:
    """A version of a result; `card` is the key of its frozen card, `corrects` the version that it replaced."""

    id: int
    cycle: int
    person: int
    department: int
    card: int
    set: int
    period: Period
    total: Total
    state: ResultState
    version: int
    corrects: int | None
    corrected_by: int | None
    reason: str
    by: Actor
    at: datetime
    state_at: datetime

    @property
    def is_final(self) -> bool:
        """Tell whether something may follow from it."""
        return self.state is ResultState.FINAL

    @property
    def counts(self) -> bool:
        """Tell whether no other version has taken its place."""
        return self.corrected_by is None


@dataclass(frozen=True, slots=True)
class Scored:
    """What scoring a department did: results made, results that were corrected, and people left out.

    `without_set` hold a position without an agreed set, `left` left before the period was over.
    """

    results: int
    corrected: int
    without_total: int
    without_set: tuple[int, ...]
    left: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction: the key of the new version, and the total before and after."""

    result: int
    before: Total
    after: Total
