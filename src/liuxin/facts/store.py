"""The files of the store: immutable, named by their content, written as a whole or not at all."""

import fcntl
import hashlib
import io
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from liuxin.facts.folder import Folder
from liuxin.facts.manifests import KEEP_SECONDS
from liuxin.facts.ordering import in_order
from liuxin.facts.words import FactFile, FactTable, Group, Manifest
from liuxin.kernel.errors import CannotTellError, ConflictError

WAIT_SECONDS: Final = 60.0
EVENTS_A_GROUP: Final = 20_000
FACTS_A_GROUP: Final = 50_000
_POLL_SECONDS: Final = 0.05
_OWN: Final = frozenset({"case", "subject", "ref", "seq", "at", "start", "end", "opened_at", "last_seq"})
"""Columns with a value of their own in nearly every row: a dictionary of them would save nothing."""
_CODED: Final = {Group.EVENTS: "subject", FactTable.CASES: "case"}
TABLES: Final[tuple[FactTable | Group, ...]] = (*FactTable, *Group)

Span = tuple[int, int]


def write_rows(folder: Folder, table: FactTable | Group, part: str, rows: pa.Table, span: Span) -> FactFile:
    """Write rows, in the order of their table, as a file named by its content; one that is there is left alone."""
    ordered = in_order(table, rows)
    content = _content(table, ordered)
    digest = hashlib.sha256(content).hexdigest()
    path = f"{table}/{_under(part)}/{digest[:24]}.parquet"
    found = folder.entry(path)
    if found is None or found.size != len(content):
        folder.put(path, content)
    first, last = _ends(ordered[_CODED[table]]) if table in _CODED else ("", "")
    return FactFile(table, part, path, rows.num_rows, len(content), *span, digest, first, last)


def _ends(codes: pa.ChunkedArray) -> tuple[str, str]:
    return (codes[0].as_py(), codes[-1].as_py()) if len(codes) else ("", "")


def _under(part: str) -> str:
    month, numbered, _ = part.partition(".")
    _, named, time = part.partition(":")
    return f"month={month}" if numbered else time if named else part


def in_manifest(files: Iterable[FactFile]) -> tuple[FactFile, ...]:
    """Sort files as a manifest lists them."""
    return tuple(sorted(files, key=lambda file: (file.table, file.part, file.path)))


def _content(table: FactTable | Group, rows: pa.Table) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(
        rows,
        buffer,
        **_form(table),
        use_dictionary=[each.name for each in rows.schema if _has_dictionary(table, each)],
    )
    return buffer.getvalue()


def _form(table: FactTable | Group) -> dict[str, Any]:
    """Say how a table is written: facts, which every question reads, to be read fast, and events to be small."""
    if table in FactTable:
        return {"compression": "lz4", "row_group_size": FACTS_A_GROUP}
    return {"compression": "zstd", "row_group_size": EVENTS_A_GROUP}


def _has_dictionary(table: FactTable | Group, column: pa.Field) -> bool:
    is_text = pa.types.is_string(column.type) or pa.types.is_dictionary(column.type)
    return column.name not in _OWN and (is_text or table not in FactTable)


def read_rows(folder: Folder, files: Iterable[FactFile], columns: Sequence[str] | None = None) -> pa.Table | None:
    """Read files whole (or some columns of them); None where there are none."""
    tables = [_read(folder, file, columns) for file in files]
    return pa.concat_tables(tables) if tables else None


def _read(folder: Folder, file: FactFile, columns: Sequence[str] | None) -> pa.Table:
    with reading(folder, file) as content:
        return content.read(columns=columns)


@contextmanager
def reading(folder: Folder, file: FactFile) -> Iterator[pq.ParquetFile]:
    """Open a file of the store; what cannot be read is named."""
    try:
        with folder.open(file.path) as opened, pq.ParquetFile(opened) as content:
            yield content
    except FileNotFoundError as error:
        raise CannotTellError("facts.file_gone", path=file.path) from error
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        raise CannotTellError("facts.file_unreadable", path=file.path) from error


def damaged(folder: Folder, manifest: Manifest) -> list[CannotTellError]:
    """Name the files of a manifest that are gone or cut short: a quick look, before every refresh."""
    found = []
    for file in manifest.files:
        entry = folder.entry(file.path)
        if entry is None:
            found.append(CannotTellError("facts.file_gone", path=file.path))
        elif entry.size != file.size:
            found.append(CannotTellError("facts.file_unreadable", path=file.path))
    return found


def faults(folder: Folder, manifest: Manifest) -> list[CannotTellError]:
    """Compare every file of a manifest with the hash that it was written with."""
    found = []
    for file in manifest.files:
        try:
            if hashlib.sha256(folder.read(file.path)).hexdigest() != file.sha256:
                found.append(CannotTellError("facts.file_unreadable", path=file.path))
        except FileNotFoundError:
            found.append(CannotTellError("facts.file_gone", path=file.path))
    return found


def short_name(folder: Folder) -> str:
    """Give a store a name that fits a file name."""
    return hashlib.sha256(folder.name.encode()).hexdigest()[:16]


@contextmanager
def writing(folder: Folder, locks: Path, wait_seconds: float = WAIT_SECONDS) -> Iterator[None]:
    """Be the one writer of the store; the system gives the lock back even when the process is killed.

    The lock is a file of this machine, named after the store, wherever that lies: one installation, one writer.
    """
    locks.mkdir(parents=True, exist_ok=True)
    with (locks / f"facts-{short_name(folder)}.lock").open("a") as lock:
        patience = time.monotonic() + wait_seconds
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= patience:
                    raise ConflictError("facts.writer_busy", seconds=int(wait_seconds)) from None
                time.sleep(_POLL_SECONDS)
        yield


def remove_retired(folder: Folder, manifest: Manifest, now: int) -> int:
    """Remove the files that no manifest has named for an hour: a reader of the one before may still be at them."""
    due = [each.path for each in manifest.retired if each.at <= now - KEEP_SECONDS]
    for path in due:
        folder.remove(path)
    return len(due)


def sweep(folder: Folder, manifest: Manifest, now: float) -> int:
    """Remove what a writer that died has left: files that no manifest names or waits for, older than an hour.

    It looks into the folders of the tables only: evidence, and the manifests that evidence cites, are never touched.
    """
    named = {file.path for file in manifest.files} | {each.path for each in manifest.retired}
    stale = [
        entry.name
        for table in TABLES
        for entry in folder.entries(table)
        if entry.name not in named and entry.written_at < now - KEEP_SECONDS
    ]
    _remove(folder, stale)
    return len(stale)


def _remove(folder: Folder, paths: Collection[str]) -> None:
    for path in paths:
        folder.remove(path)
