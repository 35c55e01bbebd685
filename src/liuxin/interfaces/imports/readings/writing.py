"""Files of readings written: a template to be filled in, and a file handed back with what is wrong beside each row."""

import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

import xlsxwriter

from liuxin.engines.measurement.external import External
from liuxin.interfaces.imports.readings.saying import said_fault, unit_named
from liuxin.interfaces.wording.catalogue import sentence
from liuxin.kernel.period import Period
from liuxin.performance.indicators.words import RawReading, RowFault, Who

WIDTHS = (16, 20, 14, 10, 30, 14, 8, 60)
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def template(measure: External, whose: Iterable[Who], period: Period, zone: str, language: str) -> bytes:
    """Write a workbook with a row for everybody whose reading is expected, and a sheet that says how to fill it in."""
    heads = ("team" if measure.is_of_teams else "person", "name", "value", "weight", "remark")
    rows = ((each.code, each.name.text.in_language(language), "", "", "") for each in whose)
    first, last = period.start.astimezone(ZoneInfo(zone)), period.end.astimezone(ZoneInfo(zone)) - timedelta(days=1)
    about = [
        (_said("about.measure", language), measure.name.in_language(language)),
        (_said("about.definition", language), measure.definition.in_language(language)),
        (_said("about.unit", language), unit_named(measure.unit, language)),
        (_said("about.period", language), _said("between", language, first=first.date(), last=last.date())),
        (_said("about.source", language), measure.source),
        (_said("about.fill", language), _said("about.how", language)),
    ]
    return _book([_said(f"head.{head}", language) for head in heads], rows, language, about)


def marked(rows: Sequence[RawReading], faults: Sequence[RowFault], measure: External, language: str) -> bytes:
    """Write every row of a file as it was typed, with its line and what is wrong with it."""
    wrong: defaultdict[int, list[str]] = defaultdict(list)
    for fault in faults:
        wrong[fault.row].append(said_fault(fault, language))
    heads = ("team" if measure.is_of_teams else "person", "name", "value", "weight", "remark", "period", "row", "fault")
    lines = (
        (row.who, row.name, row.value, row.weight, row.remark, row.period, str(row.row), " ".join(wrong[row.row]))
        for row in rows
    )
    return _book([_said(f"head.{head}", language) for head in heads], lines, language, [])


def _said(code: str, language: str, **params: object) -> str:
    return sentence(f"readings.{code}", language, **params)


def _book(
    heads: Sequence[str], rows: Iterable[Sequence[str]], language: str, about: Sequence[tuple[str, str]]
) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        bold, plain = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(_said("sheet", language))
        sheet.freeze_panes(1, 0)
        for place, width in enumerate(WIDTHS[: len(heads)]):
            # The first column is text, so that Excel leaves the zeros in front of a staff number alone.
            sheet.set_column(place, place, width, plain if place == 0 else None)
        sheet.write_row(0, 0, heads, bold)
        for number, cells in enumerate(rows, start=1):
            for place, cell in enumerate(cells):
                if cell:
                    sheet.write_string(number, place, cell, plain if place == 0 else None)
        if about:
            _write_about(book, about, language, bold)
    return file.getvalue()


def _write_about(
    book: xlsxwriter.Workbook, about: Sequence[tuple[str, str]], language: str, bold: xlsxwriter.format.Format
) -> None:
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(_said("about", language))
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 80)
    for number, (name, text) in enumerate(about):
        sheet.write_string(number, 0, name, bold)
        sheet.write_string(number, 1, text, wrapped)
