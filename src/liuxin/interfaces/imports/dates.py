"""Stamps of a source read as UTC instants; which formats fit a column, decided by evidence."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from liuxin.interfaces.imports.readers.words import Cell
from liuxin.kernel.errors import BadInputError

DATE_PARTS = ("%d", "%m")
PROBE = datetime(2016, 11, 28, 13, 45, 59, tzinfo=UTC)
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
CANDIDATES = (
    "%Y-%m-%d %H:%M:%S",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M:%S.%f",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d",
    "%d/%m/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%m/%d/%Y %H:%M",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%m/%d/%Y %I:%M:%S %p",
    "%d/%m/%Y %I:%M:%S %p",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y",
    "%d-%m-%Y %H:%M:%S",
    "%d-%m-%Y %H:%M",
    "%m-%d-%Y %H:%M:%S",
    "%m-%d-%Y %H:%M",
    "%Y年%m月%d日 %H:%M:%S",
    "%Y年%m月%d日 %H:%M",
    "%Y年%m月%d日",
    "%Y%m%d%H%M%S",
    "%d-%b-%Y %H:%M:%S",
    "%d %b %Y %H:%M",
)
ISO_NAME = "iso"


def check_formats(key: str, formats: Iterable[str]) -> tuple[str, ...]:
    """Hold formats against what a stamp needs; day-first and month-first exclude each other."""
    known = tuple(each for each in formats if each != ISO_NAME)
    for each in known:
        if not all(part in each.replace("%b", "%m") for part in DATE_PARTS) or not re.search("%[Yy]", each):
            raise BadInputError("import.mapping_bad_format", field=key, value=each)
        try:
            datetime.strptime(PROBE.strftime(each), each).replace(tzinfo=UTC)
        except ValueError as error:
            raise BadInputError("import.mapping_bad_format", field=key, value=each) from error
    for one in known:
        if swapped(one) in known:
            raise BadInputError("import.mapping_formats_contradict", field=key, one=one, other=swapped(one))
    return known


def swapped(pattern: str) -> str:
    """Give the format with day and month changed over, or nothing where the order says itself."""
    if pattern.startswith("%Y") or "%b" in pattern:
        return ""
    return pattern.replace("%d", "\0").replace("%m", "%d").replace("\0", "%m")


def utc(at: datetime) -> str:
    """Give an instant for a message: always in UTC and saying so, whatever zone the reader lives in."""
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"


@dataclass(slots=True)
class Stamps:
    """Reads the stamps of one source. ISO 8601 is read besides the formats: it cannot be mistaken.

    `unsure` keeps the stamps that the zone has twice or not at all, where clocks were changed.
    """

    formats: Sequence[str]
    zone: ZoneInfo
    known: dict[Cell, datetime | None] = field(default_factory=dict)
    unsure: set[Cell] = field(default_factory=set)

    def read(self, cell: Cell) -> datetime | None:
        """Give the instant in UTC, or None where the stamp cannot be read."""
        try:
            return self.known[cell]
        except KeyError:
            found = self.known[cell] = self._instant(cell)
            return found

    def _instant(self, cell: Cell) -> datetime | None:
        stamp = cell if isinstance(cell, datetime) else self._parse(cell.strip())
        if stamp is None:
            return None
        if stamp.tzinfo is None:
            local = stamp.replace(tzinfo=self.zone)
            if local.utcoffset() != local.replace(fold=1).utcoffset():
                self.unsure.add(cell)
            stamp = local
        try:
            return stamp.astimezone(UTC)
        except OverflowError:
            return None

    def _parse(self, text: str) -> datetime | None:
        for pattern in self.formats:
            try:
                return datetime.strptime(text, pattern)  # noqa: DTZ007 - the zone of the mapping is set by the caller
            except ValueError:
                continue
        if not ISO.match(text):
            return None
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class FormatFound:
    """A format that reads a column.

    `rival` is the format with day and month changed over when that reads every value as well: then the column itself
    cannot tell. `proof` is the value that decided, where one did.
    """

    format: str
    rival: str = ""
    proof: str = ""


def find_format(values: Sequence[str]) -> FormatFound | None:
    """Find the format that reads most of these values; at least nine in ten must fit.

    Day-first or month-first is decided by evidence only: a value such as 14/4 is proof. Without one both are given.
    """
    if not values:
        return None
    if sum(map(_is_iso, values)) >= ENOUGH * len(values):
        return FormatFound(ISO_NAME)
    few = values[:FEW]
    likely = [each for each in CANDIDATES if sum(_fits(value, each) for value in few) >= ENOUGH * len(few)]
    fits = {each: sum(_fits(value, each) for value in values) for each in likely}
    best = max(likely, key=lambda each: fits[each], default="")
    if not best or fits[best] < ENOUGH * len(values):
        return None
    other = swapped(best)
    if fits.get(other) == fits[best]:
        return FormatFound(best, rival=other)
    proof = next((value for value in values if other and _fits(value, best) and not _fits(value, other)), "")
    return FormatFound(best, proof=proof)


ENOUGH = 0.9
FEW = 40
"""So many values choose the formats that are worth trying on all."""


def _is_iso(value: str) -> bool:
    if not ISO.match(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _fits(value: str, pattern: str) -> bool:
    try:
        datetime.strptime(value.strip(), pattern).replace(tzinfo=UTC)
    except ValueError:
        return False
    return True
