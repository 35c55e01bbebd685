"""Words of what raters are told of their own way of rating, and of what others are told of it later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from liuxin.engines.ratings.rater_effects import Effect, Tendency, Verdict
from liuxin.performance.evaluation.words.rated import RaterKind

ALONE: Final = timedelta(days=7)
"""So long what a rater is told of himself is his alone, unless he has read it before."""


@dataclass(frozen=True, slots=True)
class NewFeedback:
    """What is to be kept for one rater."""

    rater: int
    known: bool
    kinds: tuple[RaterKind, ...]
    ratings: int
    ratees: int
    tendencies: Mapping[Effect, Tendency]


@dataclass(frozen=True, slots=True)
class OwnFeedback:
    """What somebody is told of his own way of rating, as a manager (`known`) or for all anonymous kinds."""

    id: int
    cycle: int
    known: bool
    kinds: tuple[RaterKind, ...]
    ratings: int
    ratees: int
    sealed_at: datetime
    read_at: datetime | None
    tendencies: Mapping[Effect, Tendency]

    @property
    def alone_until(self) -> datetime:
        """When others may be told although it was not read."""
        return self.sealed_at + ALONE

    @property
    def found(self) -> tuple[Effect, ...]:
        """The effects that were found."""
        return tuple(effect for effect, each in self.tendencies.items() if each.verdict is Verdict.FOUND)


@dataclass(frozen=True, slots=True)
class ManagerTendencies:
    """The effects found in how a manager rates; everybody knows that he rates, so he is named once he has read it."""

    person: int
    found: Mapping[Effect, Tendency]


@dataclass(frozen=True, slots=True)
class KindTendencies:
    """In how many raters of an anonymous kind each effect was found, of `raters`.

    None where the count, or what is left beside it, is fewer than three: then it would speak of somebody.
    """

    kind: RaterKind
    raters: int
    found: Mapping[Effect, int | None]


@dataclass(frozen=True, slots=True)
class DepartmentTendencies:
    """What those who run a round are told of its raters: `waiting` managers have days left that are theirs alone.

    Anonymous kinds are told all at once from `opens_at` on: a count that grew when somebody read would name him.
    """

    department: int
    managers: tuple[ManagerTendencies, ...]
    kinds: tuple[KindTendencies, ...]
    waiting: int
    opens_at: datetime | None
