"""Words of who can do what, how much at once, and when not."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from liuxin.desk.organisation.words.views import PersonName


class AbilityKind(StrEnum):
    """What somebody can: a skill, or a language that somebody works in."""

    SKILL = "skill"
    LANGUAGE = "language"


WORKING_LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Mate:
    """Somebody of a team who is here now, as far as routing asks; `capacity` None is no limit.

    Without any language on record somebody counts as working in each.
    """

    person: int
    skills: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    capacity: int | None = None

    def speaks(self, language: str) -> bool:
        """Tell whether somebody works in a language; one that nobody could tell asks nothing."""
        return not language or not self.languages or language in self.languages


@dataclass(frozen=True, slots=True)
class Away:
    """A time in which somebody is away."""

    id: int
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class WorkView:
    """What somebody can do, how much at once, and when not."""

    name: PersonName
    skills: tuple[str, ...]
    languages: tuple[str, ...]
    capacity: int | None
    absences: tuple[Away, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a team, with the capacity, and whether present: neither away nor with a closed account."""

    person: int
    capacity: int | None
    is_here: bool
