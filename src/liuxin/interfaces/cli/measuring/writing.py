"""Tables written as CSV, JSON or Parquet, piece by piece: no answer has to stand in memory as a whole."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, Protocol

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

ROWS_AT_ONCE: Final = 10_000
_MARK: Final = "\ufeff"
"""Excel reads Chinese in a CSV file only when it begins with the mark of UTF-8."""


class Writer(Protocol):
    """Writes the rows of one table, piece by piece."""

    def __call__(self, piece: pa.Table) -> None:
        """Write some more rows."""


def write(tables: Iterable[pa.Table], schema: pa.Schema, form: str, output: Path | None) -> None:
    """Write tables of one schema one after the other, to a file or, where none is given, to the terminal.

    A file stands under its name only when it is whole.
    """
    with _opened(output) as file, _FORMS[form](file, schema, output is not None) as writer:
        for table in tables:
            writer(table)


@contextmanager
def _opened(output: Path | None) -> Iterator[IO[bytes]]:
    if output is None:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    beside = output.with_name(f".{output.name}.part")
    try:
        with beside.open("wb") as file:
            yield file
        beside.replace(output)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def _csv(file: IO[bytes], schema: pa.Schema, is_file: bool) -> Iterator[Writer]:  # noqa: FBT001 - all forms alike
    if is_file:
        file.write(_MARK.encode())
    file.write((",".join(schema.names) + "\n").encode())
    options = pacsv.WriteOptions(include_header=False)
    yield lambda piece: pacsv.write_csv(piece, file, options)


@contextmanager
def _parquet(file: IO[bytes], schema: pa.Schema, _is_file: bool) -> Iterator[Writer]:  # noqa: FBT001 - all forms alike
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        yield writer.write_table


@contextmanager
def _json(file: IO[bytes], _schema: pa.Schema, _is_file: bool) -> Iterator[Writer]:  # noqa: FBT001 - all forms alike
    between = ["[\n"]

    def piece_by_piece(piece: pa.Table) -> None:
        for batch in piece.to_batches(max_chunksize=ROWS_AT_ONCE):
            for row in batch.to_pylist():
                file.write(f"{between[0]} {json.dumps(row, ensure_ascii=False)}".encode())
                between[0] = ",\n"

    yield piece_by_piece
    file.write(b"[]\n" if between[0] == "[\n" else b"\n]\n")


_FORMS: Final = {"csv": _csv, "json": _json, "parquet": _parquet}
