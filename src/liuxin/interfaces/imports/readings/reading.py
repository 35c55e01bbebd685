"""A file of readings, XLSX or CSV in any encoding, read into raw rows; which column is which is told by the header."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Final

from liuxin.engines.measurement.external import External
from liuxin.interfaces.imports.readers import Cell, Row, Source, formula_lines, open_source
from liuxin.interfaces.imports.readings.saying import column_named
from liuxin.kernel.errors import BadInputError
from liuxin.performance.indicators.rules.readings import MOST_ROWS
from liuxin.performance.indicators.words import Column, FileSeen, RawReading

NAMES: Final[Mapping[Column, tuple[str, ...]]] = {
    Column.WHO: ("工号", "员工编号", "员工工号", "人员编号", "staff number", "staff_number", "employee number"),
    Column.NAME: ("名称", "姓名", "name"),
    Column.VALUE: ("数值", "值", "value", "reading"),
    Column.WEIGHT: ("权数", "权重", "weight"),
    Column.PERIOD: ("期间", "日期", "period", "date"),
    Column.REMARK: ("备注", "说明", "remark", "note"),
}
TEAM_NAMES: Final = ("班组代码", "班组编号", "team code", "team_code", "team")
NEEDED: Final = (Column.WHO, Column.VALUE)
CHUNK: Final = 1 << 20


def file_seen(path: Path, name: str) -> FileSeen:
    """Give the name of a file, without its folders, and the digest by which it is recognised."""
    digest = sha256()
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            digest.update(piece)
    return FileSeen(Path(name).name[-200:], digest.hexdigest())


def read_readings(path: Path, measure: External, *, sheet: str = "", language: str = "zh-hans") -> list[RawReading]:
    """Read the rows of a file; a number that Excel shows in per cent is read as shown.

    Raises `BadInputError`: `readings.column_missing` and `column_twice`, which name the column in the language given,
    `no_table`, and those of the readers. Not more rows are read than a batch may have, and one.
    """
    source = _opened(path, sheet)
    places = _columns(source, measure, language)
    found = list(islice(_rows(source, places), MOST_ROWS + 1))
    if source.form.kind != "xlsx" or not any(row.is_blank for row in found):
        return found
    unsaved = formula_lines(path, sheet=sheet, column=places[Column.VALUE])
    return [_without_result(row) if row.is_blank and row.row in unsaved else row for row in found]


def _opened(path: Path, sheet: str) -> Source:
    try:
        return open_source(path, sheet=sheet, percents=True)
    except BadInputError as error:
        if error.code != "import.delimiter_unknown":
            raise
        raise BadInputError("readings.no_table", field="file", path=path.name) from error


def _without_result(row: RawReading) -> RawReading:
    return replace(row, fault=BadInputError("readings.formula_without_result", field="value"))


def _columns(source: Source, measure: External, language: str) -> dict[Column, int]:
    wanted = {**NAMES, Column.VALUE: (*NAMES[Column.VALUE], *_own_names(measure))}
    if measure.is_of_teams:
        wanted[Column.WHO] = TEAM_NAMES
    heads = [_bare(name) for name in source.header]
    found: dict[Column, int] = {}
    for column, names in wanted.items():
        known = {_bare(name) for name in names}
        places = [place for place, head in enumerate(heads) if head in known]
        if column is not Column.NAME and (len(places) > 1 or _repeated(source, names)):
            raise BadInputError("readings.column_twice", field="file", wanted=column_named(column, measure, language))
        if places:
            found[column] = places[0]
        elif column in NEEDED:
            shown = "、".join(name for name in source.header if name)[:200]
            named = column_named(column, measure, language)
            raise BadInputError("readings.column_missing", field="file", wanted=named, found=shown)
    return found


def _own_names(measure: External) -> Sequence[str]:
    return [name for name in (measure.name.zh, measure.name.en, measure.code) if name]


def _repeated(source: Source, names: Sequence[str]) -> bool:
    """Tell whether a column stands twice: the reader has numbered such names to keep both."""
    return not {_bare(name) for name in source.repeated}.isdisjoint(_bare(name) for name in names)


def _bare(name: str) -> str:
    """Give a heading as it is compared: without a unit in brackets, in small letters."""
    return name.strip().replace("（", "(").split("(")[0].strip().casefold()


def _rows(source: Source, places: Mapping[Column, int]) -> Iterator[RawReading]:
    for row in source.rows(lambda _share: None):
        if row.error is not None:
            yield RawReading(row.line, "", "", fault=row.error)
        elif any(_text(cell).strip() for cell in row.cells):
            yield _row(row, places)


def _row(row: Row, places: Mapping[Column, int]) -> RawReading:
    texts = {column: _text(row.cells[place]) for column, place in places.items()}
    return RawReading(
        row=row.line,
        who=texts[Column.WHO],
        value=texts[Column.VALUE],
        weight=texts.get(Column.WEIGHT, ""),
        period=texts.get(Column.PERIOD, ""),
        remark=texts.get(Column.REMARK, ""),
        name=texts.get(Column.NAME, ""),
    )


def _text(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    return cell
