"""A Parquet file, batch by batch."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from liuxin.interfaces.imports.readers.header import unique_names
from liuxin.interfaces.imports.readers.words import Cell, Form, Row, Source
from liuxin.kernel.errors import BadInputError

BATCH = 8192
GROWTH = 20
FIRST_LINE = 2
"""Rows are counted as if a header stood above them: the line is the same as in the text file of the same content."""


def open_parquet(path: Path) -> Source:
    """Open a Parquet file. Raises `import.parquet_damaged`."""
    try:
        with pq.ParquetFile(path) as file:
            names, repeated = unique_names(file.schema_arrow.names)
            total = max(file.metadata.num_rows, 1)
    except (pa.ArrowException, OSError) as error:
        raise BadInputError("import.parquet_damaged", path=path.name) from error

    def rows(tell: Callable[[float], None]) -> Iterator[Row]:
        return _rows(path, total, tell)

    return Source(names, repeated, Form("parquet"), rows, path.stat().st_size * GROWTH)


def _rows(path: Path, total: int, tell: Callable[[float], None]) -> Iterator[Row]:
    line = FIRST_LINE
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(BATCH):
            columns = [_cells(column) for column in batch.columns]
            for cells in zip(*columns, strict=True):
                yield Row(line, cells)
                line += 1
            tell((line - FIRST_LINE) / total)


def _cells(column: pa.Array) -> list[Cell]:
    """Give one column as cells; equal strings become one object, so that many rows stay small in memory."""
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        coded = column.dictionary_encode()
        words: list[str] = ["" if word is None else word for word in coded.dictionary.to_pylist()]
        return ["" if code is None else words[code] for code in coded.indices.to_pylist()]
    return [_cell(value) for value in column.to_pylist()]


def _cell(value: object) -> Cell:
    match value:
        case None:
            return ""
        case datetime():
            return value
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)
