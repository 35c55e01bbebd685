"""Readers of logs: text with a delimiter (plain or gzip), Excel, Parquet; each streams."""

from pathlib import Path

from liuxin.interfaces.imports.readers.columnar import open_parquet
from liuxin.interfaces.imports.readers.delimited import open_delimited
from liuxin.interfaces.imports.readers.words import Cell, Form, Row, Source
from liuxin.interfaces.imports.readers.workbook import formula_lines, open_workbook
from liuxin.kernel.errors import BadInputError

__all__ = ["Cell", "Form", "Row", "Source", "formula_lines", "open_source"]

START_OF_ZIP = b"PK\x03\x04"
START_OF_PARQUET = b"PAR1"
START_OF_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def open_source(
    path: Path, *, encoding: str = "", delimiter: str = "", sheet: str = "", percents: bool = False
) -> Source:
    """Open a log of any kind; the kind is told by how the file starts, not by its name.

    With `percents` an Excel number that is shown in per cent is given as it is shown.

    Raises `BadInputError`: `import.file_missing`, `import.file_empty`, `import.file_old_excel`, those of the readers.
    """
    if not path.is_file():
        raise BadInputError("import.file_missing", path=str(path))
    with path.open("rb") as file:
        start = file.read(4)
    if not start:
        raise BadInputError("import.file_empty", path=path.name)
    if start == START_OF_OLD_EXCEL:
        raise BadInputError("import.file_old_excel", path=path.name)
    if start == START_OF_PARQUET:
        return open_parquet(path)
    if start == START_OF_ZIP:
        return open_workbook(path, sheet=sheet, percents=percents)
    return open_delimited(path, encoding=encoding, delimiter=delimiter)
