"""Where the store lies: a local folder, or any address that fsspec can open, such as `memory://` or a bucket.

A file is there as a whole or not at all. Locally that takes a temporary file, fsync and a rename; a store of objects
gives it by itself.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import fsspec
import pyarrow as pa


class Entry(NamedTuple):
    """A file of the store: its name under the root, its size in bytes, when it was last written (epoch seconds)."""

    name: str
    size: int
    written_at: float


class Folder(Protocol):
    """What the store asks of the place where it lies. Names are relative, with `/` between their parts."""

    @property
    def name(self) -> str:
        """Tell what the folder is called, the same for everyone who means this one."""

    @property
    def filesystem(self) -> Any:
        """Give the fsspec file system that an engine reads by; None for paths of this machine."""

    def read(self, name: str) -> bytes:
        """Read a file whole; raises `FileNotFoundError`."""

    def open(self, name: str) -> Any:
        """Open a file for Arrow, to read some places of it; raises `FileNotFoundError`."""

    def put(self, name: str, content: bytes) -> None:
        """Write a file as a whole or not at all."""

    def remove(self, name: str) -> None:
        """Take a file away; one that is not there is no error."""

    def entry(self, name: str) -> Entry | None:
        """Look at one file; None where there is none."""

    def entries(self, under: str) -> Iterator[Entry]:
        """Go through all files below a folder of the store."""

    def address(self, name: str) -> str:
        """Give the path by which an engine reads the file."""


class LocalFolder:
    """A folder of this machine."""

    def __init__(self, root: Path) -> None:
        """Take the folder; it is made when something is written."""
        self._root = root

    @property
    def name(self) -> str:
        """Give the path without links and dots."""
        return str(self._root.resolve())

    @property
    def filesystem(self) -> Any:
        """Need none."""
        return None

    def read(self, name: str) -> bytes:
        """Read a file whole."""
        return (self._root / name).read_bytes()

    def open(self, name: str) -> Any:
        """Open a file to read some places of it."""
        return pa.OSFile(str(self._root / name), "rb")

    def put(self, name: str, content: bytes) -> None:
        """Write a file so that it is there as a whole or not at all, also after a power cut; leave nothing half."""
        path = self._root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        try:
            with fresh.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        except OSError:
            fresh.unlink(missing_ok=True)
            raise
        _settle(path.parent)

    def remove(self, name: str) -> None:
        """Take a file away."""
        (self._root / name).unlink(missing_ok=True)

    def entry(self, name: str) -> Entry | None:
        """Look at one file."""
        try:
            found = (self._root / name).stat()
        except FileNotFoundError:
            return None
        return Entry(name, found.st_size, found.st_mtime)

    def entries(self, under: str) -> Iterator[Entry]:
        """Go through all files below a folder; one that vanishes meanwhile is passed over."""
        for folder, _, names in os.walk(self._root / under):
            for name in names:
                found = self.entry(str((Path(folder) / name).relative_to(self._root)))
                if found:
                    yield found

    def address(self, name: str) -> str:
        """Give the path."""
        return str(self._root / name)


def _settle(folder: Path) -> None:
    """Make a rename last: it is the folder that holds the names."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class RemoteFolder:
    """An address of fsspec."""

    def __init__(self, address: str) -> None:
        """Take the address, with whatever fsspec knows of its kind of place (credentials come from its settings)."""
        self._files, self._root = fsspec.core.url_to_fs(address)
        self._root = self._root.rstrip("/")

    @property
    def name(self) -> str:
        """Give the address without options."""
        return str(self._files.unstrip_protocol(self._root))

    @property
    def filesystem(self) -> Any:
        """Give the file system."""
        return self._files

    def read(self, name: str) -> bytes:
        """Read a file whole."""
        return bytes(self._files.cat_file(self._path(name)))

    def open(self, name: str) -> Any:
        """Open a file to read some places of it."""
        return self._files.open(self._path(name), "rb")

    def put(self, name: str, content: bytes) -> None:
        """Write a file in one go: a store of objects shows it when all of it is there."""
        self._files.makedirs(self._path(name).rpartition("/")[0], exist_ok=True)
        self._files.pipe_file(self._path(name), content)

    def remove(self, name: str) -> None:
        """Take a file away."""
        if self._files.exists(self._path(name)):
            self._files.rm_file(self._path(name))

    def entry(self, name: str) -> Entry | None:
        """Look at one file, past what was listed before."""
        self._files.invalidate_cache()
        try:
            found = self._files.info(self._path(name))
        except FileNotFoundError:
            return None
        return Entry(name, int(found["size"] or 0), self._written_at(self._path(name)))

    def entries(self, under: str) -> Iterator[Entry]:
        """Go through all files below a folder."""
        self._files.invalidate_cache()
        for path, found in self._files.find(self._path(under), detail=True).items():
            yield Entry(path.removeprefix(f"{self._root}/"), int(found["size"] or 0), self._written_at(path))

    def address(self, name: str) -> str:
        """Give the address with its protocol."""
        return str(self._files.unstrip_protocol(self._path(name)))

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    def _written_at(self, path: str) -> float:
        """Tell when a file was written; a place that does not know says never, and nothing there is swept."""
        try:
            return float(self._files.modified(path).timestamp())
        except (NotImplementedError, FileNotFoundError):
            return float("inf")


def folder(root: Path | str) -> Folder:
    """Open the place of a store: a path, or an address with a protocol."""
    if isinstance(root, str) and "://" in root and not root.startswith("file://"):
        return RemoteFolder(root)
    return LocalFolder(Path(str(root).removeprefix("file://")))
