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
from django.utils.translation import gettext as _

from liuxin.kernel.errors import BadInputError

Cell = str | int | float | bool | date | datetime | None
FORMS = ("csv", "xlsx")
CHUNK = 500
FORMULA = ("=", "+", "-", "@", "\t", "\r")
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTH = 18
SHEET_NAME = 31
NOT_IN_SHEET_NAMES = str.maketrans("[]:*?/\\'", " " * 8)


def wanted_form(raw: str) -> str:
    """Read which form is asked for. Raises `BadInputError("export.unknown_form")`."""
    if raw not in FORMS:
        raise BadInputError("export.unknown_form", field="form", form=raw)
    return raw


def table(
    *,
    name: str,
    form: str,
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    about: Sequence[tuple[str, Cell]] = (),
    zone: tzinfo = UTC,
) -> HttpResponseBase:
    """Give a table for saving as `name`; instants are written in the zone, text is never read as a formula.

    `about` says what the table is about: a sheet of its own in XLSX, columns of every row in CSV, so that no line is
    ever read without it. Raises `BadInputError("export.unknown_form")` for a form other than csv and xlsx.
    """
    if wanted_form(form) == "csv":
        heads, values = [key for key, _value in about], [value for _key, value in about]
        lines = ([*row, *values] for row in rows)
        content = _csv([*header, *heads], lines, zone)
        return _named(StreamingHttpResponse(content, content_type="text/csv; charset=utf-8"), name, form)
    return _named(FileResponse(_xlsx(name, header, rows, about, zone), content_type=XLSX_TYPE), name, form)


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
    name: str,
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    about: Sequence[tuple[str, Cell]],
    zone: tzinfo,
) -> "tempfile._TemporaryFileWrapper[bytes]":
    file = tempfile.NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115 - the response closes it when it was sent
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_date_format": "yyyy-mm-dd hh:mm:ss",
    }
    with xlsxwriter.Workbook(file.name, options) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet(_sheet_name(name))
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(header) - 1, WIDTH)
        sheet.write_row(0, 0, header, bold)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                _write(sheet, (number, column), _plain(cell, zone), day)
        _write_about(book, about, zone, (bold, day))
    file.seek(0)
    return file


def _sheet_name(name: str) -> str:
    return name.translate(NOT_IN_SHEET_NAMES)[:SHEET_NAME] or "1"


def _write_about(
    book: xlsxwriter.Workbook,
    about: Sequence[tuple[str, Cell]],
    zone: tzinfo,
    formats: tuple[xlsxwriter.format.Format, xlsxwriter.format.Format],
) -> None:
    if not about:
        return
    bold, day = formats
    sheet = book.add_worksheet(_("About"))
    sheet.set_column(0, 0, WIDTH)
    sheet.set_column(1, 1, 3 * WIDTH)
    for number, (key, value) in enumerate(about):
        sheet.write_string(number, 0, key, bold)
        _write(sheet, (number, 1), _plain(value, zone), day)


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
