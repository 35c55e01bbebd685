"""One way to hand out a table: CSV that Excel opens in Chinese, or XLSX with real numbers and dates."""

import csv
import io
import itertools
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, tzinfo
from urllib.parse import quote

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from liuxin.kernel.errors import BadInputError

Cell = str | int | float | bool | date | datetime | None
FORMS = ("csv", "xlsx")
CHUNK = 500
FORMULA = ("=", "+", "-", "@", "\t", "\r")
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTH = 18


def wanted_form(raw: str) -> str:
    """Read which form is asked for. Raises `BadInputError("export.unknown_form")`."""
    if raw not in FORMS:
        raise BadInputError("export.unknown_form", field="form", form=raw)
    return raw


def table(
    *, name: str, form: str, header: Sequence[str], rows: Iterable[Sequence[Cell]], zone: tzinfo = UTC
) -> HttpResponseBase:
    """Give a table for saving as `name`; instants are written in the zone, text is never read as a formula.

    Raises `BadInputError("export.unknown_form")` for a form other than csv and xlsx.
    """
    if wanted_form(form) == "csv":
        return _named(
            StreamingHttpResponse(_csv(header, rows, zone), content_type="text/csv; charset=utf-8"), name, form
        )
    return _named(FileResponse(_xlsx(header, rows, zone), content_type=XLSX_TYPE), name, form)


def _named(response: HttpResponseBase, name: str, form: str) -> HttpResponseBase:
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name}.{form}')}"
    response["Cache-Control"] = "private, no-store"
    return response


def _csv(header: Sequence[str], rows: Iterable[Sequence[Cell]], zone: tzinfo) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf"
    waiting = iter(itertools.chain([header], rows))
    while chunk := list(itertools.islice(waiting, CHUNK)):
        text = io.StringIO()
        csv.writer(text).writerows([_text(cell, zone) for cell in row] for row in chunk)
        yield text.getvalue().encode()


def _text(cell: Cell, zone: tzinfo) -> str:
    if isinstance(cell, datetime):
        return cell.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(cell, str) and cell.startswith(FORMULA):
        return f"'{cell}"
    return "" if cell is None else str(cell)


def _xlsx(
    header: Sequence[str], rows: Iterable[Sequence[Cell]], zone: tzinfo
) -> "tempfile._TemporaryFileWrapper[bytes]":
    file = tempfile.NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115 - the response closes it when it was sent
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_date_format": "yyyy-mm-dd hh:mm:ss",
    }
    with xlsxwriter.Workbook(file.name, options) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(header) - 1, WIDTH)
        sheet.write_row(0, 0, header, book.add_format({"bold": True}))
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                _write(sheet, (number, column), _plain(cell, zone), day)
    file.seek(0)
    return file


def _plain(cell: Cell, zone: tzinfo) -> Cell:
    return cell.astimezone(zone).replace(tzinfo=None) if isinstance(cell, datetime) else cell


def _write(
    sheet: xlsxwriter.worksheet.Worksheet, place: tuple[int, int], cell: Cell, day: xlsxwriter.format.Format
) -> None:
    if isinstance(cell, datetime):
        sheet.write_datetime(*place, cell)
    elif isinstance(cell, date):
        sheet.write_datetime(*place, cell, day)
    elif isinstance(cell, str):
        sheet.write_string(*place, cell)
    elif cell is not None:
        sheet.write(*place, cell)
