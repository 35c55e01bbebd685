"""A funnel of shares: how far each may lie, by chance, from what all reached together, with so many cases. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from liuxin.engines.measurement.words import Kind, Measure, Reading
from liuxin.engines.ratings.comparison import Funnel, Plotted, funnel

LEAST: Final = 3
"""So many are needed before what all reached together is more than the one looked at."""
DRAWN: Final = 60
"""At so many numbers of cases the limits are drawn."""
CHANCE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits at a number of cases, in the unit of the measure."""

    n: float
    low95: float
    high95: float
    low998: float
    high998: float


@dataclass(frozen=True, slots=True)
class Funnelled:
    """Where each lies: `zones` (None: no value) is 0 within the limits of 95 %, 1 and 2 above them, -1 and -2 below.

    2 and -2 lie outside the limits of 99.8 % as well. `middle` is what all reached together; `limits` are for drawing.
    """

    zones: tuple[int | None, ...]
    middle: float
    limits: tuple[Limits, ...]

    @property
    def all(self) -> int:
        """How many have a value."""
        return sum(zone is not None for zone in self.zones)

    @property
    def outside(self) -> int:
        """How many lie outside the limits of 95 %."""
        return sum(bool(zone) for zone in self.zones)


def funnelled(measure: Measure, readings: Sequence[Reading | None]) -> Funnelled | None:
    """Put shares into a funnel; None for other numbers, for fewer than three, and where all reached all or nothing."""
    seen = [i for i, each in enumerate(readings) if each is not None and each.value is not None and each.n > 0]
    if measure.kind is not Kind.SHARE or len(seen) < LEAST:
        return None
    told = np.array([(each.sum_value, each.n) for i in seen if (each := readings[i]) is not None])
    total, n = np.minimum(told[:, 0], told[:, 1]), told[:, 1]
    found = funnel(total, n, plotted=Plotted.SHARE)
    if not isinstance(found, Funnel):
        return None
    zones: list[int | None] = [None] * len(readings)
    for i, zone in zip(seen, found.zone.tolist(), strict=True):
        zones[i] = zone
    return Funnelled(tuple(zones), measure.scale * found.target, _limits(measure, float(n.max()), found.target))


def _limits(measure: Measure, most: float, target: float) -> tuple[Limits, ...]:
    sizes = np.linspace(np.sqrt(min(1.0, most)), np.sqrt(most), DRAWN) ** 2
    drawn = funnel(sizes * target, sizes, plotted=Plotted.SHARE, target=target)
    if not isinstance(drawn, Funnel):
        return ()
    table = measure.scale * np.column_stack([drawn.low95, drawn.high95, drawn.low998, drawn.high998])
    return tuple(Limits(size, *row) for size, row in zip(sizes.tolist(), table.tolist(), strict=True))
