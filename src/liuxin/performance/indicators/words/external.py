"""Words of external measures: what somebody defines, and how it is listed and shown."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from liuxin.engines.measurement.external import External, ExternalKind
from liuxin.engines.measurement.words import Direction, Unit
from liuxin.kernel.period import Period
from liuxin.kernel.text import Bilingual


class About(StrEnum):
    """Whose readings they are."""

    PERSON = "person"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class NewExternal:
    """An external measure to be defined, or to be changed to; without positions it is for everybody."""

    code: str
    name: Bilingual
    definition: Bilingual
    source: str
    unit: Unit
    direction: Direction
    kind: ExternalKind
    about: About = About.PERSON
    places: int = 1
    least_sample: int = 1
    positions: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ExternalView:
    """An external measure as it stands. `is_read` tells that some reading of it was confirmed."""

    id: int
    defined: External
    about: About
    positions: tuple[tuple[int, Bilingual], ...]
    retired_at: datetime | None
    changed_at: datetime
    is_read: bool

    @property
    def in_use(self) -> bool:
        """Tell whether readings may still be imported."""
        return self.retired_at is None


@dataclass(frozen=True, slots=True)
class ExternalLine:
    """An external measure in a list: its latest confirmed period, its readings in force, what waits to be confirmed."""

    id: int
    defined: External
    about: About
    retired: bool
    readings: int
    waiting: int
    latest: Period | None
