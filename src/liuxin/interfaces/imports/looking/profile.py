"""What the columns of a file hold, counted over its first rows."""

from collections import Counter
from collections.abc import Sequence
from itertools import islice

from liuxin.interfaces.imports.dates import FormatFound, find_format
from liuxin.interfaces.imports.looking.words import ColumnLook
from liuxin.interfaces.imports.readers import Cell, Source

MOST_ROWS = 200_000
DATES_TRIED = 2_000
SHORTEST_DATE, LONGEST_DATE, FEWEST_DIGITS = 6, 40, 5
MARKS = frozenset(
    {"?", "??", "-", "--", "NULL", "null", "Null", "(null)", "None", "none", "N/A", "n/a", "NA", "#N/A", "NaN", "nan"}
    | {"nil", "\\N", "0000-00-00 00:00:00", "0000-00-00", "无", "未知", "空", "Unspecified", "unspecified"}
)
"""Values that stand for nothing in the exports of one help desk or another."""

RARE = 0.9
"""A column that is nothing but marks keeps them as values: then they are its words."""


def read_rows(source: Source) -> tuple[list[tuple[Cell, ...]], int, bool]:
    """Give the first rows of good form, how many were not, and whether that is the whole file."""
    rows = list(islice(source.rows(lambda _: None), MOST_ROWS + 1))
    good = [row.cells for row in rows[:MOST_ROWS] if row.error is None]
    return good, sum(row.error is not None for row in rows[:MOST_ROWS]), len(rows) <= MOST_ROWS


def look_at_columns(header: Sequence[str], rows: Sequence[tuple[Cell, ...]]) -> tuple[ColumnLook, ...]:
    """Count each column."""
    return tuple(_column(name, Counter(str(row[place]).strip() for row in rows)) for place, name in enumerate(header))


def _column(name: str, values: Counter[str]) -> ColumnLook:
    rows = values.total()
    marks = tuple(sorted(value for value in values if value in MARKS))
    empty = values.pop("", 0)
    marked = sum(values[mark] for mark in marks)
    if marked < RARE * (rows - empty) or marks == ("?",):
        for mark in marks:
            del values[mark]
    else:
        marks, marked = (), 0
    return ColumnLook(name, rows, empty + marked, marks, values, _date(values))


def _date(values: Counter[str]) -> FormatFound | None:
    sample = list(islice(values, DATES_TRIED))
    return find_format(sample) if sample and all(map(_may_be_date, sample[:20])) else None


def _may_be_date(value: str) -> bool:
    digits = sum(char.isdigit() for char in value)
    return (
        SHORTEST_DATE <= len(value) <= LONGEST_DATE and digits >= FEWEST_DIGITS and not value.replace(".", "").isdigit()
    )
