"""Words of external measures: numbers that are brought in from elsewhere instead of being computed from the record.

A definition comes with the question; the engine makes a measure `external.<code>` of it, over the table of readings.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from liuxin.engines.measurement.words import Direction, Unit
from liuxin.kernel.text import Bilingual

PREFIX: Final = "external."
"""How the key of such a measure starts: `external.attendance`."""


class ExternalKind(StrEnum):
    """How readings of several periods or people become one number.

    Mean: the mean of the values, each by its weight. Sum: the values added. Share: a percentage from 0 to 100 of as
    many units as the weight says, so that together they are the percentage of all units.
    """

    MEAN = "mean"
    SUM = "sum"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class External:
    """The definition of an external measure. `source` names the system that its readings come from.

    `is_of_teams`: the readings are of teams, and no person is ever scored on it. `places` are the decimals shown;
    `least_sample` is how many readings a number needs to be relied on.
    """

    code: str
    name: Bilingual
    definition: Bilingual
    source: str
    unit: Unit
    direction: Direction
    kind: ExternalKind
    places: int
    least_sample: int
    is_of_teams: bool = False

    @property
    def key(self) -> str:
        """Name the measure as an indicator does: `external.<code>`."""
        return f"{PREFIX}{self.code}"
