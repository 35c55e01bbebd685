"""The store: immutable Parquet files named by their content, and one manifest that is replaced atomically.

A reader takes its files from the manifest, never from a listing; so a refresh that dies anywhere leaves the old facts.
"""

import fcntl
import hashlib
import io
import json
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from liuxin.facts.words import FactFile, FactTable, Manifest
from liuxin.kernel.errors import CannotTellError, ConflictError

FORMAT: Final = 3
MANIFEST: Final = "manifest.json"
EMPTY: Final = Manifest(seq=0, reaches_to=0, refreshed_at=0, codes=(), desk=False, unranked=(), files=())
WAIT_SECONDS: Final = 60.0
KEEP_SECONDS: Final = 3600
_POLL_SECONDS: Final = 0.05


def identity(manifest: Manifest) -> str:
    """Name the facts of a manifest by what they hold: the same facts have the same name."""
    lasting = replace(manifest, refreshed_at=as_of(manifest))
    return hashlib.sha256(json.dumps(asdict(lasting), sort_keys=True).encode()).hexdigest()[:16]


def says_the_same(one: Manifest, other: Manifest) -> bool:
    """Tell whether a reader would find the same facts up to the same place of the record."""
    return replace(one, refreshed_at=as_of(one)) == replace(other, refreshed_at=as_of(other))


def as_of(manifest: Manifest) -> int:
    """Tell how far the record reaches; an event that claims to come from the future does not carry it further."""
    return min(manifest.reaches_to, manifest.refreshed_at)


def read_manifest(root: Path) -> Manifest:
    """Give the manifest of a store; an empty one where nothing was stored yet."""
    try:
        kept = json.loads((root / MANIFEST).read_text(encoding="utf-8"))
        if kept.pop("format") != FORMAT:
            raise CannotTellError("facts.format_unknown", path=str(root / MANIFEST))
        files = tuple(FactFile(**{**file, "table": FactTable(file["table"])}) for file in kept.pop("files"))
        return Manifest(**{**kept, "codes": tuple(kept["codes"]), "unranked": tuple(kept["unranked"])}, files=files)
    except FileNotFoundError:
        return EMPTY
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise CannotTellError("facts.manifest_unreadable", path=str(root / MANIFEST)) from error


def publish(root: Path, manifest: Manifest) -> None:
    """Put a manifest in the place of the one before."""
    text = json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1, sort_keys=True)
    put(root / MANIFEST, text.encode())


def put(path: Path, content: bytes) -> None:
    """Write a file so that it is there as a whole or not at all, also after a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def write_rows(root: Path, table: FactTable, month: str, rows: pa.Table, span: tuple[int, int]) -> FactFile:
    """Write the rows of one month as a file named by its content; one that is there already is left alone."""
    buffer = io.BytesIO()
    pq.write_table(rows, buffer, compression="zstd")
    content = buffer.getvalue()
    digest = hashlib.sha256(content).hexdigest()
    path = f"{table}/month={month}/{digest[:24]}.parquet"
    if not _is_there(root / path, len(content)):
        put(root / path, content)
    return FactFile(table, month, path, rows.num_rows, *span, digest)


def _is_there(path: Path, size: int) -> bool:
    return path.exists() and path.stat().st_size == size


def read_rows(root: Path, files: Iterable[FactFile], columns: Sequence[str] | None = None) -> pa.Table | None:
    """Read files whole (or some columns of them); None where there are none."""
    tables = [_read(root, file, columns) for file in files]
    return pa.concat_tables(tables) if tables else None


def _read(root: Path, file: FactFile, columns: Sequence[str] | None) -> pa.Table:
    try:
        return pq.read_table(root / file.path, columns=columns, partitioning=None)
    except FileNotFoundError as error:
        raise CannotTellError("facts.file_gone", path=file.path) from error
    except (pa.ArrowInvalid, OSError) as error:
        raise CannotTellError("facts.file_unreadable", path=file.path) from error


def faults(root: Path, manifest: Manifest) -> list[CannotTellError]:
    """Compare every file of a manifest with the hash that it was written with."""
    found = []
    for file in manifest.files:
        path = root / file.path
        if not path.exists():
            found.append(CannotTellError("facts.file_gone", path=file.path))
        elif hashlib.sha256(path.read_bytes()).hexdigest() != file.sha256:
            found.append(CannotTellError("facts.file_unreadable", path=file.path))
    return found


@contextmanager
def writing(root: Path, wait_seconds: float = WAIT_SECONDS) -> Iterator[None]:
    """Be the one writer of the store; the system gives the lock back even when the process is killed."""
    root.mkdir(parents=True, exist_ok=True)
    with (root / ".lock").open("a") as lock:
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


def retire(root: Path, before: Manifest, after: Manifest, now: float) -> None:
    """Mark the files that a new manifest no longer names: from now on they wait to be removed."""
    for path in {file.path for file in before.files} - {file.path for file in after.files}:
        if (root / path).exists():
            os.utime(root / path, (now, now))


def sweep(root: Path, manifest: Manifest, now: float) -> int:
    """Remove files that no manifest has named for an hour: a reader of the manifest before may still be at them."""
    named = {root / file.path for file in manifest.files}
    stale = [
        path
        for table in FactTable
        for path in (root / table).glob("month=*/*")
        if path not in named and path.stat().st_mtime < now - KEEP_SECONDS
    ]
    for path in stale:
        path.unlink()
    return len(stale)
