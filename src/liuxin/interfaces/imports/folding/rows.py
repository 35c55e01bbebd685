"""Cells of one row read into the words of the mapping; each refusal names line, column and what to do."""

from collections.abc import Callable, Sequence
from collections.abc import Mapping as Map
from datetime import UTC, datetime, time
from itertools import pairwise
from typing import TypeVar

from liuxin.desk.cases.words import Outcome
from liuxin.interfaces.imports.binding import JOINT, PickedRow, Places
from liuxin.interfaces.imports.dates import Stamps, utc
from liuxin.interfaces.imports.folding.happenings import AroundReader
from liuxin.interfaces.imports.folding.tables import TableRow
from liuxin.interfaces.imports.folding.words import Around, CaseFacts, EventRow, Hands
from liuxin.interfaces.imports.mapping.words import Mapping, StateWord
from liuxin.interfaces.imports.readers import Cell
from liuxin.kernel.errors import BadInputError

Value = TypeVar("Value")
PRIORITIES = ("1", "2", "3", "4")
LONGEST_TITLE = 200
LONGEST_TEXT = 500


class RowReader:
    """Reads the rows of one source by its mapping; made once for a file, it remembers stamps that it has read."""

    def __init__(self, mapping: Mapping, places: Places) -> None:
        self.mapping = mapping
        self.places = places
        self.stamps = Stamps(mapping.formats, mapping.zone)
        self.earliest = datetime.combine(mapping.hours.first, time(), UTC)
        self.latest = datetime.combine(mapping.hours.last, time(), UTC)
        self._cell = {word: self._getter(word) for word in self.mapping.columns.__slots__}
        self._around = AroundReader(mapping, lambda word, row: self._cell[word](row), places.name)

    def _getter(self, word: str) -> Callable[[PickedRow], str]:
        """Give what reads a word; of several columns the first is the label, and without it the others are none."""
        places = self.places.words.get(word, ())
        match places:
            case ():
                return lambda _: ""
            case (only,):
                return lambda row: str(row.cells[only])
            case (first, *_) if word != "title":
                return lambda row: _joined(row, places) if row.cells[first] != "" else ""
            case _:
                return lambda row: _joined(row, places)

    def case(self, row: PickedRow) -> str:
        """Give the case that the row belongs to, empty where it names none."""
        return self._cell["case"](row)

    def event(self, row: PickedRow) -> EventRow:
        """Read one row of an event log."""
        cell = self._cell
        at = self.stamp("time", row)
        if at is None:
            raise _fault("import.time_missing", self.places, "time", row)
        state = cell["state"](row)
        return EventRow(
            row.line,
            at,
            self._state(state, row),
            state,
            self._hands(row),
            cell["actor"](row),
            self.priority(row),
            cell["category"](row),
            self._count("reopenings", row),
            row.digest,
            self._happening(self.mapping.happenings[state], at, row) if state in self.mapping.happenings else None,
        )

    def table(self, row: PickedRow) -> TableRow:
        """Read one row of a case table."""
        opened = self.stamp("opened", row)
        if opened is None:
            raise _fault("import.time_missing", self.places, "opened", row)
        state = self._cell["state"](row)
        return TableRow(
            line=row.line,
            opened=opened,
            resolved=self.stamp("resolved", row),
            closed=self.stamp("closed", row),
            last=self.stamp("time", row),
            word=self._state(state, row) if self.mapping.columns.state else None,
            state=state,
            hands=self._hands(row),
            priority=self.priority(row),
            category=self._cell["category"](row),
        )

    def happened(self, row: PickedRow) -> tuple[Around, ...]:
        """Read what the stamps of a case table tell of things around the case."""
        found = []
        for column, code in self.mapping.happened.items():
            at = self._instant(column, row.cells[self.places.stamps[column]], row)
            if at is not None:
                found.append(self._happening(code, at, row))
        return tuple(found)

    def _happening(self, code: str, at: datetime, row: PickedRow) -> Around:
        due = self.stamp("step_due", row)
        return self._around.read(code, at, row, None if due is None else int(due.timestamp()))

    def _hands(self, row: PickedRow) -> Hands:
        return Hands(*(self._cell[word](row) for word in Hands._fields))

    def stamp(self, word: str, row: PickedRow) -> datetime | None:
        """Read a stamp; None where the row has none."""
        places = self.places.words.get(word)
        return self._instant(self.places.name(word), row.cells[places[0]], row) if places else None

    def _instant(self, column: str, cell: Cell, row: PickedRow) -> datetime | None:
        if cell == "":
            return None
        at = self.stamps.read(cell)
        if at is None:
            formats = ", ".join(self.mapping.formats) or "ISO 8601"
            raise _refused("import.time_unreadable", column, row, value=cell, formats=formats)
        if not self.earliest <= at < self.latest:
            span = {"first": utc(self.earliest), "last": utc(self.latest)}
            raise _refused("import.time_outside", column, row, value=cell, **span)
        return at

    def _state(self, state: str, row: PickedRow) -> StateWord:
        if state in self.mapping.happenings and state not in self.mapping.states:
            return StateWord.KEEP
        if state not in self.mapping.states:
            raise _fault("import.state_unknown", self.places, "state", row, value=state)
        return self.mapping.states[state]

    def priority(self, row: PickedRow) -> int:
        """Read the priority, 1 the highest; the default where the row has none."""
        label = self._cell["priority"](row)
        if not label:
            return self.mapping.defaults.priority
        if label in self.mapping.priorities:
            return self.mapping.priorities[label]
        if self.mapping.priorities or label not in PRIORITIES:
            raise _fault("import.value_unknown", self.places, "priority", row, value=label, table="priorities")
        return int(label)

    def _count(self, word: str, row: PickedRow) -> int:
        label = self._cell[word](row)
        if not label:
            return 0
        if not label.isdecimal():
            raise _fault("import.not_a_count", self.places, word, row, value=label)
        return int(label)

    def facts(self, first: PickedRow, last: PickedRow) -> CaseFacts:
        """Read what belongs to the case as a whole: from its first row what was known then, from its last the end."""
        defaults, cell = self.mapping.defaults, self._cell
        outcome, text = self._outcome(cell["outcome"](last))
        return CaseFacts(
            code=self.case(first),
            opened=self.stamp("opened", first),
            title=self._title(first),
            kind=self._word("kind", first, self.mapping.kinds, defaults.kind, "kinds"),
            channel=self._word("channel", first, self.mapping.channels, defaults.channel, "channels"),
            customer=cell["customer"](first),
            site=cell["site"](first),
            product=cell["product"](first),
            due=self.stamp("deadline", first),
            kept=self._kept(last),
            outcome=outcome,
            outcome_text=text,
        )

    def customers(self, rows: Sequence[PickedRow]) -> list[tuple[int, str]]:
        """Give line and label of each row whose customer differs from the row before."""
        label = self._cell["customer"]
        names = [(row.line, label(row)) for row in rows]
        return [name for before, name in pairwise(names) if name[1] != before[1]]

    def _title(self, row: PickedRow) -> str:
        return self._cell["title"](row)[:LONGEST_TITLE] or self.case(row)

    def _word(self, word: str, row: PickedRow, known: Map[str, Value], default: Value, table: str) -> Value:
        label = self._cell[word](row)
        if not label:
            return default
        if label not in known:
            raise _fault("import.value_unknown", self.places, word, row, value=label, table=table)
        return known[label]

    def _kept(self, row: PickedRow) -> bool | None:
        label = self._cell["promise"](row)
        if not label:
            return None
        if label not in self.mapping.promises:
            raise _fault("import.value_unknown", self.places, "promise", row, value=label, table="promise")
        return self.mapping.promises[label]

    def _outcome(self, label: str) -> tuple[Outcome, str]:
        """Give the outcome: by the table, else as the source has it, else not recorded."""
        if not label:
            return self.mapping.defaults.outcome, ""
        return self.mapping.outcomes.get(label, Outcome.AS_RECORDED), label[:LONGEST_TEXT]


def _joined(row: PickedRow, places: Sequence[int]) -> str:
    return JOINT.join(str(row.cells[place]) for place in places if row.cells[place] != "")


def _fault(code: str, places: Places, word: str, row: PickedRow, **params: object) -> BadInputError:
    column = places.name(word)
    return BadInputError(code, field=column, line=row.line, column=column, **params)


def _refused(code: str, column: str, row: PickedRow, **params: object) -> BadInputError:
    return BadInputError(code, field=column, line=row.line, column=column, **params)
