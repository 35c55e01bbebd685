"""Words of the indicator library: what may be measured, what it drives wrong, what keeps it honest."""

from dataclasses import dataclass

from liuxin.kernel.text import Bilingual
from liuxin.performance.indicators.words.sets import IndicatorKind


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usually reached elsewhere, how far to trust it, and a remark; the text is empty where nobody says."""

    text: Bilingual
    strength: str
    strength_text: Bilingual
    note: Bilingual


@dataclass(frozen=True, slots=True)
class Entry:
    """An indicator of the library. `measure` is the key by which Liuxin computes it, empty where it does not."""

    code: str
    group: str
    kind: IndicatorKind
    name: Bilingual
    definition: Bilingual
    unit: Bilingual
    direction: str
    credit: Bilingual
    why_credited: Bilingual
    why_rated: Bilingual
    least_sample: int
    usual: Usual
    drives_wrong: Bilingual
    counters: tuple[str, ...]
    positions: tuple[str, ...]
    reference: tuple[str, ...]
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Library:
    """All entries in order, and the names of groups and positions by code."""

    entries: tuple[Entry, ...]
    groups: dict[str, Bilingual]
    positions: dict[str, Bilingual]

    def entry(self, code: str) -> Entry | None:
        """Find an entry by its own code."""
        return next((each for each in self.entries if each.code == code), None)

    def of_measure(self, key: str) -> Entry | None:
        """Find the entry that a measure, with any of its statistics, belongs to."""
        code = key.partition(".")[0]
        return next((each for each in self.entries if each.measure and each.measure in {key, code}), None)


@dataclass(frozen=True, slots=True)
class StarterItem:
    """A line of a starter: its part of the whole, and points for where history is too short to propose them."""

    measure: str
    part: int
    points: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Starter:
    """What a first set for a position may be made of; `positions` are codes of positions that it suits."""

    code: str
    positions: tuple[str, ...]
    items: tuple[StarterItem, ...]
    why_rated: Bilingual


@dataclass(frozen=True, slots=True)
class Hint:
    """Something worth a second look before a set is proposed: a code for the sentence and what fills it."""

    code: str
    params: dict[str, object]
