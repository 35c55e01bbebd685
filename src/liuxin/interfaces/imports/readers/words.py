"""What a reader gives: rows with their line, whatever the file was."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from liuxin.kernel.errors import LiuxinError

Cell = str | datetime


class Row(NamedTuple):
    """One record: the line that it starts on (the header is line 1), its cells, what is wrong with its form."""

    line: int
    cells: tuple[Cell, ...]
    error: LiuxinError | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """How a file was read: `encoding` and `delimiter` are empty where the kind of file has none."""

    kind: str
    encoding: str = ""
    delimiter: str = ""
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """An opened log: its header once, its rows as often as they are asked for, each time from the start.

    `header` holds unique names: a name that stands twice in the file becomes `Name (1)` and `Name (2)`, and is kept in
    `repeated`. `rows` tells through its argument how far it is (share of the file, 0 to 1).
    """

    header: tuple[str, ...]
    repeated: frozenset[str]
    form: Form
    rows: Callable[[Callable[[float], None]], Iterator[Row]]
    raw_size: int
