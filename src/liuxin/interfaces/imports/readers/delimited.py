"""Text with a delimiter, plain or in gzip: streamed, with true line numbers and each bad record by itself."""

import codecs
import csv
import gzip
import io
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

from liuxin.interfaces.imports.readers.encoding import Encoding, detect
from liuxin.interfaces.imports.readers.header import FIRST_OWN, unique_names
from liuxin.interfaces.imports.readers.words import Form, Row, Source
from liuxin.kernel.errors import BadInputError

DELIMITERS = (",", ";", "\t", "|")
PIECE = 1 << 20
SAMPLE_RECORDS = 200
LEAST_SHARE = 0.5
"""A table whose rows mostly have another width than its header is none, or is cut at the wrong character."""

LONGEST_RECORD = 200
"""A record over more lines than this is a quotation mark that was never closed."""

GZIP_GROWTH = 20
"""What a log in gzip unpacks to, about: only for the choice of how many heaps to sort it into."""

FIELD_LIMIT = 1 << 20
REPORT_EVERY = 2000


def open_delimited(path: Path, *, encoding: str = "", delimiter: str = "") -> Source:
    """Open a delimited file; what isn't given is detected. A quarantine file is always detected: it is written our way.

    Raises `BadInputError` for an empty file, an unknown encoding, no delimiter, no header.
    """
    _check_given(encoding, delimiter)
    if _is_quarantine(path):
        encoding = delimiter = ""
    found = Encoding(encoding) if encoding else detect(_pieces(path))
    mark = delimiter or _find_delimiter(path, found.name)
    header = next(_records(_Text(path, found.name), mark), None)
    if header is None:
        raise BadInputError("import.file_empty", path=path.name)
    if header.error:
        raise header.error
    names, repeated = unique_names([str(cell) for cell in header.cells])
    size = path.stat().st_size * (GZIP_GROWTH if _is_gzip(path) else 1)
    form = Form("gzip" if _is_gzip(path) else "text", found.name, mark, found.guessed)

    def rows(tell: Callable[[float], None]) -> Iterator[Row]:
        text = _Text(path, found.name)
        return _checked(islice(_records(text, mark), 1, None), len(names), text, tell)

    return Source(names, repeated, form, rows, size)


def _check_given(encoding: str, delimiter: str) -> None:
    try:
        codecs.lookup(encoding or "utf-8")
    except LookupError as error:
        raise BadInputError("import.encoding_unsupported", field="encoding", encoding=encoding) from error
    if len(delimiter) > 1:
        raise BadInputError("import.delimiter_length", field="delimiter", value=delimiter)


def _is_quarantine(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(codecs.BOM_UTF8) + len(FIRST_OWN)).lstrip(codecs.BOM_UTF8).startswith(FIRST_OWN.encode())


def _is_gzip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"\x1f\x8b"


def _pieces(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as raw, _unpacked(raw, path) as file:
            while piece := file.read(PIECE):
                yield piece
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BadInputError("import.file_cut_short", path=path.name) from error


def _unpacked(raw: BinaryIO, path: Path) -> BinaryIO:
    return cast("BinaryIO", gzip.GzipFile(fileobj=raw)) if _is_gzip(path) else raw


class _Text:
    """The lines of a file, decoded; bytes that don't decode stay in as lone surrogates, so that their line is found."""

    def __init__(self, path: Path, encoding: str) -> None:
        self.path = path
        self.encoding = encoding
        self.share = 0.0

    def __iter__(self) -> Iterator[str]:
        size = max(self.path.stat().st_size, 1)
        try:
            with (
                self.path.open("rb") as raw,
                io.TextIOWrapper(_unpacked(raw, self.path), self.encoding, "surrogateescape", newline="") as text,
            ):
                for count, line in enumerate(text):
                    if not count % REPORT_EVERY:
                        self.share = raw.tell() / size
                    yield line
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise BadInputError("import.file_cut_short", path=self.path.name) from error
        except UnicodeDecodeError as error:
            raise BadInputError("import.encoding_broken", field="encoding", encoding=self.encoding) from error
        self.share = 1.0


class _RunawayQuoteError(Exception):
    """A quotation mark was opened and not closed within the longest record that is believed."""


@dataclass(slots=True)
class _Feed:
    """Lines for the csv reader, kept until their record is whole, so that a broken one can be taken back."""

    lines: Iterator[str]
    number: int = 0
    taken: list[str] = field(default_factory=list)
    returned: deque[str] = field(default_factory=deque)

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        if len(self.taken) >= LONGEST_RECORD:
            raise _RunawayQuoteError
        line = self.returned.popleft() if self.returned else next(self.lines)
        self.taken.append(line)
        return line

    def whole(self) -> int:
        """Close the record; give the line that it started on."""
        start = self.number + 1
        self.number += len(self.taken)
        self.taken.clear()
        return start

    def broken(self) -> tuple[int, str]:
        """Close the record after its first line and take the others back; give line and text of the first."""
        start, first = self.number + 1, self.taken[0]
        self.returned.extendleft(reversed(self.taken[1:]))
        self.number += 1
        self.taken.clear()
        return start, first


def _records(text: _Text, delimiter: str) -> Iterator[Row]:
    """Give every record, also the header and those whose quoting is broken."""
    csv.field_size_limit(FIELD_LIMIT)
    feed = _Feed(iter(text))
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _RunawayQuoteError):
            line, raw = feed.broken()
            yield Row(line, (raw.rstrip("\r\n"),), BadInputError("import.quotes_broken", line=line))
            reader = csv.reader(feed, delimiter=delimiter, strict=True)
            continue
        line = feed.whole()
        if cells:
            yield Row(line, tuple(cells))


def _checked(records: Iterator[Row], width: int, text: _Text, tell: Callable[[float], None]) -> Iterator[Row]:
    """Mark the rows whose form is wrong, one string object for equal cells, so that many rows stay small in memory."""
    same: dict[str, str] = {}
    told = -1.0
    for record in records:
        if text.share != told:
            told = text.share
            tell(told)
            if len(same) > FIELD_LIMIT:
                same.clear()
        if record.error:
            yield record
            continue
        cells = tuple([same.setdefault(cell, cell) for cell in cast("tuple[str, ...]", record.cells)])
        yield Row(record.line, cells, _fault(record.line, cells, width))


def _fault(line: int, cells: tuple[str, ...], width: int) -> BadInputError | None:
    if len(cells) != width:
        return BadInputError("import.field_count", line=line, expected=width, found=len(cells))
    joined = "".join(cells)
    if not joined.isascii() and not _encodable(joined):
        return BadInputError("import.bytes_unreadable", line=line)
    return BadInputError("import.zero_byte", line=line) if "\0" in joined else None


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _find_delimiter(path: Path, encoding: str) -> str:
    """Take the delimiter that gives most records the width of the header, of several the widest; none: no table."""
    best, best_score = "", (0.0, 0)
    for delimiter in DELIMITERS:
        widths = [len(row.cells) for row in islice(_records(_Text(path, encoding), delimiter), SAMPLE_RECORDS)]
        if not widths:
            raise BadInputError("import.file_empty", path=path.name)
        score = (widths.count(widths[0]) / len(widths), widths[0])
        if widths[0] > 1 and score[0] >= LEAST_SHARE and score > best_score:
            best, best_score = delimiter, score
    if not best:
        raise BadInputError("import.delimiter_unknown", field="delimiter", path=path.name)
    return best
