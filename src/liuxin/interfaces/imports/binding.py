"""Where the columns of a mapping stand in a file."""

from collections.abc import Callable
from collections.abc import Mapping as Map
from dataclasses import dataclass, fields
from typing import NamedTuple

from liuxin.interfaces.imports.mapping import values
from liuxin.interfaces.imports.mapping.words import Columns, Mapping
from liuxin.interfaces.imports.readers import Cell, Source
from liuxin.interfaces.imports.readers.header import OWN
from liuxin.kernel.errors import BadInputError

JOINT = " · "
"""Stands between the cells of a label that several columns hold."""


class PickedRow(NamedTuple):
    """The mapped cells of a row, cleaned: `""` where the source has nothing. `digest` stands for the whole row."""

    line: int
    digest: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """The places of each word's columns among the picked cells; a word that the source lacks is not there.

    `stamps` are the places of the columns of a case table that hold when something around the case happened.
    """

    words: Map[str, tuple[int, ...]]
    stamps: Map[str, int]
    columns: tuple[str, ...]

    def name(self, word: str) -> str:
        """Give the name of the column of a word, of several joined."""
        return JOINT.join(self.columns[place] for place in self.words[word])


@dataclass(frozen=True, slots=True)
class Binding:
    """How to pick the mapped cells out of a row of this file."""

    places: Places
    picked: tuple[int, ...]
    own: frozenset[int]
    missing: frozenset[str]

    def picker(self) -> Callable[[int, tuple[Cell, ...]], PickedRow]:
        """Give a function that picks and cleans; it remembers what each cell cleans to."""
        known: dict[Cell, Cell] = {}
        missing, picked, own = self.missing, self.picked, self.own

        def clean(cell: Cell) -> Cell:
            if cell not in known:
                trimmed = cell.strip() if isinstance(cell, str) else cell
                known[cell] = "" if trimmed in missing else trimmed
            return known[cell]

        def pick(line: int, cells: tuple[Cell, ...]) -> PickedRow:
            whole = tuple(cell for place, cell in enumerate(cells) if place not in own) if own else cells
            return PickedRow(line, hash(whole), tuple([clean(cells[place]) for place in picked]))

        return pick


def bind(mapping: Mapping, source: Source) -> Binding:
    """Find the columns of a mapping in a file.

    Raises `import.column_missing` or `import.column_repeated`, naming the key of the mapping and what the file has.
    """
    picked: list[int] = []
    words: dict[str, tuple[int, ...]] = {}
    for each in fields(Columns):
        named = getattr(mapping.columns, each.name)
        for column in (named,) if isinstance(named, str) else named:
            if not column:
                continue
            place = _place(column, f"columns.{each.name}", source)
            if place not in picked:
                picked.append(place)
            words[each.name] = (*words.get(each.name, ()), picked.index(place))
    stamps: dict[str, int] = {}
    for column in mapping.happened:
        place = _place(column, f"happened.{column}", source)
        if place not in picked:
            picked.append(place)
        stamps[column] = picked.index(place)
    for column, when in mapping.trust.items():
        _place(column, f"trust.{when.value}", source)
    places = Places(words, stamps, tuple(source.header[place] for place in picked))
    own = frozenset(place for place, name in enumerate(source.header) if name.startswith(OWN))
    return Binding(places, tuple(picked), own, mapping.reading.missing)


def _place(column: str, key: str, source: Source) -> int:
    if column in source.repeated:
        both = [name for name in source.header if name.startswith(f"{column} (")]
        raise BadInputError("import.column_repeated", field=key, column=column, there=", ".join(both))
    if column not in source.header:
        near = values.near(column, source.header)
        raise BadInputError("import.column_missing", field=key, column=column, near=near)
    return source.header.index(column)
