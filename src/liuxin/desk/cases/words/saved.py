"""Words of saved views."""

from collections.abc import Mapping
from dataclasses import dataclass

from liuxin.desk.organisation.words import PersonName, TeamName


@dataclass(frozen=True, slots=True)
class SavedViewLine:
    """A view that somebody may use: one's own, or of a colleague who shared it with a team."""

    id: int
    name: str
    asked: Mapping[str, str]
    team: TeamName | None
    owner: PersonName | None
    is_own: bool
    is_default: bool
