"""One number as the terminal shows it: value, interval, n, and why it may not be a plain value."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from liuxin.engines.measurement.words import Measure, Unit, Why
from liuxin.interfaces.cli import terminal
from liuxin.interfaces.wording import formats

Row = Mapping[str, object]
_ROUNDING: Final = 1e-6

PLACES: Final[Mapping[Unit, int]] = {
    Unit.COUNT: 0,
    Unit.PERCENT: 1,
    Unit.MINUTES: 1,
    Unit.HOURS: 1,
    Unit.DAYS: 1,
    Unit.PER_CASE: 2,
    Unit.PER_100: 1,
    Unit.SCALE_1_5: 2,
    Unit.CURRENCY: 2,
    Unit.POINTS: 1,
}
SIGNS: Final[Mapping[Unit, str]] = {
    Unit.PERCENT: " %",
    Unit.MINUTES: " min",
    Unit.HOURS: " h",
    Unit.DAYS: " d",
    Unit.POINTS: " pp",
}
"""What stands behind a number of the unit; a unit without a sign is named by the list of measures."""


def unit_name(unit: Unit) -> str:
    """Name a unit in the terminal's language."""
    return terminal.sentence(f"cli.measure.unit_of.{unit.value}")


def value_of(value: float | None, measure: Measure) -> str:
    """Write a value; a difference has its sign."""
    if value is None:
        return "–"
    places = PLACES[measure.unit]
    write = formats.signed if measure.unit is Unit.POINTS else formats.number
    sign = f" {unit_name(measure.unit)}" if measure.unit is Unit.CURRENCY else SIGNS.get(measure.unit, "")
    return write(value, places=places) + sign


def numbers(row: Row, measure: Measure) -> tuple[str, str, str, str]:
    """Write value, interval, n and note of a reading."""
    value, low, high, n = (_real(row[name]) for name in ("value", "low", "high", "n"))
    around = "" if value is None else formats.interval(low, high, places=PLACES[measure.unit])
    weight = n or 0.0
    whole = abs(weight - round(weight)) < _ROUNDING
    return value_of(value, measure), around, formats.number(weight, places=0 if whole else 1), note(row, measure)


def note(row: Row, measure: Measure) -> str:
    """Say what must be known beside the number: why it is none, how many answered, how many are still to come."""
    notes = []
    match Why(str(row["why"] or "")):
        case Why.NOT_RECORDED:
            notes.append(terminal.sentence("measurement.not_recorded", missing=_listed(row["missing"])))
        case Why.TOO_FEW:
            notes.append(terminal.sentence("measurement.too_few", least=measure.least_sample))
        case Why.NO_CASES:
            notes.append(terminal.sentence("measurement.no_cases"))
    counted, unanswered, pending = (_whole(row[name]) for name in ("rows", "unanswered", "pending"))
    if unanswered:
        asked = counted + unanswered
        share = formats.number(100 * counted / asked, places=0)
        notes.append(terminal.sentence("cli.measure.answered", answered=counted, asked=asked, share=share))
    if pending:
        notes.append(terminal.sentence("measurement.pending", pending=pending))
    return ", ".join(notes)


def span(start: datetime, grain: str) -> str:
    """Write the piece of time that a reading is of."""
    first = start.date()
    match grain:
        case "month":
            return f"{first:%Y-%m}"
        case "quarter":
            return f"{first.year}-Q{(first.month + 2) // 3}"
        case "year":
            return str(first.year)
        case _:
            return str(first)


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a period, both included, in the organisation's zone."""

    first: date
    last: date


def days(start: int, end: int, zone: str) -> Days:
    """Give the days of a span of epoch seconds whose end is not included."""
    place = ZoneInfo(zone)
    return Days(datetime.fromtimestamp(start, place).date(), datetime.fromtimestamp(end - 1, place).date())


def _real(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _whole(value: object) -> int:
    return int(value) if isinstance(value, int | float) else 0


def _listed(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "").replace(" ", ", ")
