"""Rules of segments: conditions over the customer's record that all have to hold."""

from dataclasses import dataclass
from enum import StrEnum


class Fact(StrEnum):
    """What a condition asks of the customer's record."""

    KIND = "kind"
    STAGE = "stage"
    SITE = "site"
    CASES = "cases"
    SATISFACTION = "satisfaction"
    KNOWN = "known"
    NEEDS = "needs"
    BUSINESS = "business"

    @property
    def is_choice(self) -> bool:
        """Whether it is one of several, and not a number."""
        return self in {Fact.KIND, Fact.STAGE, Fact.SITE}

    @property
    def has_days(self) -> bool:
        """Whether it counts in the last so many days."""
        return self in {Fact.CASES, Fact.SATISFACTION}


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: `among` for a choice; `least` and `most` for a number, of the last `days` where it counts so."""

    fact: Fact
    among: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    days: int | None = None


Rule = tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A condition, what the record says, and whether it holds; `value` is None where nobody can tell."""

    condition: Condition
    value: str | float | None
    holds: bool


@dataclass(frozen=True, slots=True)
class SegmentName:
    """A segment by name, with its rule."""

    id: int
    code: str
    zh: str
    en: str
    rule: Rule
