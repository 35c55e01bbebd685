"""How far an objective or a goal is reached, from a value with its interval. Pure."""

from dataclasses import dataclass

from liuxin.engines.measurement.words import Direction, Reading, Why

WHOLE = 100.0


@dataclass(frozen=True, slots=True)
class Attained:
    """How far something is reached, in per cent, with the interval that chance leaves; 100 is the target."""

    percent: float
    low: float
    high: float

    @property
    def state(self) -> str:
        """Tell on which side of the target it surely is: `good`, `warn`, or `none` where it cannot be told apart."""
        if self.low >= WHOLE:
            return "good"
        return "warn" if self.high < WHOLE else "none"


def attained(
    reading: Reading | None, *, direction: Direction, target: float | None, baseline: float | None = None
) -> Attained | None:
    """Say how far a reading is towards a target; None where that cannot be told.

    With a baseline it is the share of the way gone, (value − baseline) ÷ (target − baseline) × 100; without one the
    ratio value ÷ target × 100 where more is better, and target ÷ value × 100 where less is. It cannot be told of a
    band, without a target, without a value or its interval, and where a ratio would divide by nothing.
    """
    if reading is None or target is None or reading.value is None or reading.why is not Why.MEASURED:
        return None
    ends = [each for each in (reading.low, reading.high) if each is not None] or [reading.value]
    shares = [_share(each, direction, target, baseline) for each in (reading.value, *ends)]
    if any(share is None for share in shares):
        return None
    known = [share for share in shares if share is not None]
    return Attained(known[0], min(known), max(known))


def _share(value: float, direction: Direction, target: float, baseline: float | None) -> float | None:
    if direction not in {Direction.HIGHER, Direction.LOWER}:
        return None
    if baseline is not None:
        return None if baseline == target else (value - baseline) / (target - baseline) * WHOLE
    over, under = (value, target) if direction is Direction.HIGHER else (target, value)
    return None if under <= 0 else over / under * WHOLE
