"""Rows brought together by case with bounded memory, whatever the order of the file.

Rows are dealt into heaps by a checksum of their case. Heaps of a small file stay in memory; those of a large one go to
a temporary folder and come back one at a time.
"""

import pickle
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from liuxin.interfaces.imports.binding import PickedRow

HEAP_BYTES = 64 << 20
MOST_HEAPS = 256
ROWS_IN_MEMORY = 250_000


class Heaps:
    """The heaps of one import; a context, because it owns a temporary folder."""

    def __init__(self, raw_size: int, *, rows_in_memory: int = ROWS_IN_MEMORY, heap_bytes: int = HEAP_BYTES) -> None:
        self.count = min(1 + raw_size // heap_bytes, MOST_HEAPS)
        self._rows: list[list[tuple[str, PickedRow]]] = [[] for _ in range(self.count)]
        self._files: dict[int, IO[bytes]] = {}
        self._in_memory = 0
        self._most = rows_in_memory
        self._stack = ExitStack()
        self.folder: Path | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def add(self, case: str, row: PickedRow) -> None:
        """Put a row onto the heap of its case."""
        heap = zlib.crc32(case.encode("utf-8", "surrogateescape")) % self.count if self.count > 1 else 0
        self._rows[heap].append((case, row))
        self._in_memory += 1
        if self._in_memory > self._most and self.count > 1:
            self._put_down()

    def cases(self) -> Iterator[tuple[str, list[PickedRow]]]:
        """Give each case with its rows in file order; cases of a heap come in the order of their first line."""
        for heap in range(self.count):
            cases: dict[str, list[PickedRow]] = {}
            for case, row in self._heap(heap):
                cases.setdefault(case, []).append(row)
            yield from cases.items()

    def _heap(self, heap: int) -> Iterator[tuple[str, PickedRow]]:
        if heap in self._files:
            file = self._files[heap]
            file.seek(0)
            while True:
                try:
                    yield from pickle.load(file)  # noqa: S301 - written a moment ago by this very object
                except EOFError:
                    break
        yield from self._rows[heap]
        self._rows[heap] = []

    def _put_down(self) -> None:
        if self.folder is None:
            self.folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="liuxin-import-")))
        for heap, rows in enumerate(self._rows):
            if rows:
                if heap not in self._files:
                    path = self.folder / str(heap)
                    self._files[heap] = self._stack.enter_context(path.open("w+b"))
                pickle.dump(rows, self._files[heap], protocol=pickle.HIGHEST_PROTOCOL)
                rows.clear()
        self._in_memory = 0
