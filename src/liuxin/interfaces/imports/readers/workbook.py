"""The first sheet (or the named one) of an Excel file, streamed row by row."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from liuxin.interfaces.imports.readers.header import FIRST_OWN, unique_names
from liuxin.interfaces.imports.readers.words import Cell, Form, Row, Source
from liuxin.kernel.errors import BadInputError

GROWTH = 10
REPORT_EVERY = 500


def open_workbook(path: Path, *, sheet: str = "", percents: bool = False) -> Source:
    """Open a sheet. Raises `BadInputError` for a damaged file, a sheet that isn't there, no header.

    With `percents` a number that the sheet shows in per cent is given as it is shown: 96.5% and not 0.965.
    """
    header, total = _first_row(path, sheet)
    names, repeated = unique_names([str(cell) for cell in header])

    def rows(tell: Callable[[float], None]) -> Iterator[Row]:
        return _rows(_sheet_rows(path, sheet, percents=percents), len(names), max(total, 1), tell)

    return Source(names, repeated, Form("xlsx"), rows, path.stat().st_size * GROWTH)


def formula_lines(path: Path, *, sheet: str, column: int) -> frozenset[int]:
    """Give the lines of a sheet below its header in which a column (the first is 0) holds a formula."""
    with path.open("rb") as file:
        book = load_workbook(file, read_only=True)
        try:
            cells = _page(book, sheet).iter_rows(min_row=2, min_col=column + 1, max_col=column + 1)
            return frozenset(line for line, (cell,) in enumerate(cells, 2) if cell.data_type == "f")
        finally:
            book.close()


def _first_row(path: Path, sheet: str) -> tuple[tuple[Cell, ...], int]:
    total = 0
    for cells, total in _sheet_rows(path, sheet):
        trimmed = list(cells)
        while trimmed and trimmed[-1] == "":
            trimmed.pop()
        return tuple(trimmed), total
    raise BadInputError("import.file_empty", path=path.name)


def _sheet_rows(path: Path, sheet: str, *, percents: bool = False) -> Iterator[tuple[tuple[Cell, ...], int]]:
    # Opened here, for openpyxl goes by the name of a path and refuses one that does not end in .xlsx.
    with path.open("rb") as file:
        try:
            book = load_workbook(file, read_only=True, data_only=True)
        except (BadZipFile, InvalidFileException, KeyError, OSError) as error:
            raise BadInputError("import.workbook_damaged", path=path.name) from error
        try:
            page = _page(book, sheet)
            for values in page.iter_rows(values_only=not percents):
                yield tuple(map(_shown if percents else _cell, values)), page.max_row or 0
        finally:
            book.close()


def _page(book: Workbook, sheet: str) -> Worksheet:
    """Give the named sheet, else the first. A quarantine file saved as Excel has lost the name of the log's sheet."""
    first: Worksheet = book.worksheets[0]
    if not sheet or (sheet not in book.sheetnames and first.cell(1, 1).value == FIRST_OWN):
        return first
    if sheet not in book.sheetnames:
        names = ", ".join(book.sheetnames)
        raise BadInputError("import.sheet_missing", field="sheet", sheet=sheet, there=names)
    page: Worksheet = book[sheet]
    return page


def _rows(
    found: Iterable[tuple[tuple[Cell, ...], int]], width: int, total: int, tell: Callable[[float], None]
) -> Iterator[Row]:
    for line, (cells, _) in enumerate(found, 1):
        if not line % REPORT_EVERY:
            tell(min(line / total, 1.0))
        if line == 1 or not any(cells):
            continue
        padded = cells[:width] + ("",) * (width - len(cells))
        extra = any(cells[width:])
        fault = BadInputError("import.field_count", line=line, expected=width, found=len(cells)) if extra else None
        yield Row(line, padded, fault)
    tell(1.0)


def _cell(value: object) -> Cell:
    """Give a cell as people see it: whole numbers without a point, dates as dates."""
    match value:
        case None:
            return ""
        case datetime():
            return value
        case date():
            return datetime.combine(value, time())
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)


def _shown(cell: Any) -> Cell:
    """Give a number under a percentage format as the sheet shows it, without rounding; any other cell as ever."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in (getattr(cell, "number_format", "")):
        return f"{(Decimal(str(value)) * 100).normalize():f}%"
    return _cell(value)
