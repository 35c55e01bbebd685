"""Quantities with their limits: a percent that adds up exactly, a score that cannot be negative."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from liuxin.kernel.errors import BadInputError

WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True, order=True)
class Percent:
    """A share of a whole in hundredths, from 0 to 100, exact: weights must add to 100 and not nearly."""

    value: Decimal

    def __post_init__(self) -> None:
        """Refuse what is no number or lies outside 0 to 100."""
        if not self.value.is_finite() or not 0 <= self.value <= WHOLE:
            raise BadInputError("quantity.percent_outside", field="percent", value=str(self.value))

    @classmethod
    def read(cls, text: str) -> "Percent":
        """Read `12.5` or `12.5%`; a full-width sign is taken too."""
        try:
            return cls(Decimal(text.strip().rstrip("%\uff05").strip()))
        except InvalidOperation as error:
            raise BadInputError("quantity.not_a_number", field="percent", value=text) from error

    @property
    def share(self) -> float:
        """The percent as a part of one."""
        return float(self.value / WHOLE)


def total_percent(parts: Iterable[Percent]) -> Decimal:
    """Add percents exactly; the sum may pass 100, so it is a plain number."""
    return sum((part.value for part in parts), Decimal(0))


@dataclass(frozen=True, slots=True, order=True)
class Score:
    """Attainment in points, where 100 is the target reached; never negative, never undefined."""

    points: float

    def __post_init__(self) -> None:
        """Refuse what is no number or is negative."""
        if not math.isfinite(self.points) or self.points < 0:
            raise BadInputError("quantity.score_outside", field="score", value=str(self.points))

    def weighted(self, weight: Percent) -> float:
        """Give the points that this score brings to a total at a weight."""
        return self.points * weight.share
