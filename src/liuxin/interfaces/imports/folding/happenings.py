"""What a row tells of something around a case: a message, an answer, a review; people are still the source's labels."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from liuxin.desk.cases.words import HAPPENINGS, FieldKind
from liuxin.interfaces.imports.binding import PickedRow
from liuxin.interfaces.imports.folding.words import Around
from liuxin.interfaces.imports.mapping.words import Mapping
from liuxin.kernel.errors import BadInputError

SCORES: Final = ("1", "2", "3", "4", "5")
_AUTHORED: Final = frozenset({"message.sent"})
"""Whose person is whoever wrote the row; of everything else that names one it is whoever has the case."""

_LEFT_TO_FACTS: Final = frozenset({"case.complained"})
"""Whose person a row seldom knows: without one it is charged to whoever had the case then."""


class AroundReader:
    """Reads what rows tell around cases; a cell that cannot be read is refused by line, column and what to do."""

    def __init__(self, mapping: Mapping, cell: Callable[[str, PickedRow], str], column: Callable[[str], str]) -> None:
        self.mapping = mapping
        self._cell = cell
        self._column = column

    def read(self, code: str, at: datetime, row: PickedRow, due: int | None) -> Around:
        """Read one; `due` is when a planned step is due, in epoch seconds."""
        author = self._cell("author", row) or self._cell("actor", row)
        person = author if code in _AUTHORED else self._cell("holder", row)
        told: dict[str, int | bool] = {}
        for name, wanted in HAPPENINGS[code].items():
            value = self._value(name, wanted.kind, row, author, due)
            if value is not None:
                told[name] = value
            elif wanted.required and wanted.kind is not FieldKind.PERSON:
                raise self._missing(name, row)
        named = "person" in HAPPENINGS[code] and code not in _LEFT_TO_FACTS
        return Around(code, at, row.line, person if named else "", told)

    def _value(self, name: str, kind: FieldKind, row: PickedRow, author: str, due: int | None) -> int | bool | None:
        match kind:
            case FieldKind.LEVEL:
                return self._level(name, row)
            case FieldKind.SECOND:
                return due
            case FieldKind.FLAG:
                return self._flag(name, row, author)
            case _:
                return None

    def _level(self, name: str, row: PickedRow) -> int | None:
        label = self._cell(name, row)
        if not label:
            return None
        known = self.mapping.scores
        if label not in known and (known or label not in SCORES):
            raise self._unknown(name, row, label, "scores")
        return known.get(label) or int(label)

    def _flag(self, name: str, row: PickedRow, author: str) -> bool | None:
        label = self._cell(name, row)
        if not label:
            return None if name == "settled" else name == "automatic" and author in self.mapping.people.system
        if label not in self.mapping.answers:
            raise self._unknown(name, row, label, "answers")
        return self.mapping.answers[label]

    def _unknown(self, name: str, row: PickedRow, label: str, table: str) -> BadInputError:
        column = self._column(name)
        return BadInputError(
            "import.value_unknown", field=column, line=row.line, column=column, value=label, table=table
        )

    def _missing(self, name: str, row: PickedRow) -> BadInputError:
        column = self._column("step_due" if name == "due" else name)
        return BadInputError("import.value_missing", field=column, line=row.line, column=column)
