"""Words of how far the third phase is in a department, and what it lacks."""

from collections.abc import Iterable
from dataclasses import dataclass

from liuxin.performance.evaluators.words.assignments import Kind


@dataclass(frozen=True, slots=True)
class Unready:
    """A confirmed assignment whose rater may not rate yet, and the code of why."""

    assignment: int
    ratee: int
    kind: Kind
    rater: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Rated:
    """A participant to be rated: by which kinds (confirmed), how many proposals wait, who is not ready."""

    person: int
    department: int
    kinds: tuple[Kind, ...]
    proposed: int
    unready: tuple[Unready, ...]

    @property
    def is_done(self) -> bool:
        """Tell whether nothing is left to be done for this person."""
        return self.has_rater and not self.proposed and not self.unready

    @property
    def has_rater(self) -> bool:
        """Tell whether anybody but oneself rates the person."""
        return any(kind is not Kind.SELF for kind in self.kinds)


@dataclass(frozen=True, slots=True)
class Gaps:
    """What a department's third phase still lacks."""

    rated: tuple[Rated, ...]

    @property
    def people(self) -> int:
        """Count those who are rated."""
        return len(self.rated)

    @property
    def done(self) -> int:
        """Count those for whom nothing is left to be done."""
        return sum(each.is_done for each in self.rated)

    @property
    def proposed(self) -> int:
        """Count the proposals that wait to be confirmed."""
        return sum(each.proposed for each in self.rated)

    @property
    def without(self) -> tuple[int, ...]:
        """Name those whom nobody else rates, and for whom nobody is proposed either."""
        return tuple(each.person for each in self.rated if not each.has_rater and not each.proposed)

    @property
    def unready(self) -> tuple[Unready, ...]:
        """Give the assignments whose raters may not rate yet."""
        return tuple(unready for each in self.rated for unready in each.unready)

    @property
    def missing(self) -> tuple[str, ...]:
        """Name what is missing by codes of the wording."""
        found: Iterable[tuple[str, object]] = (
            ("evaluators.missing.rater", self.without),
            ("evaluators.missing.confirmation", self.proposed),
            ("evaluators.missing.readiness", self.unready),
        )
        return tuple(code for code, lacks in found if lacks)
