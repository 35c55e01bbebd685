"""What is known of a case: it stands on every row that is about one."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from liuxin.engines.measurement.schemas import WHERE, arrow_schema
from liuxin.facts.folding.cases import Cases, Told
from liuxin.facts.folding.segments import NONE, Ints, taken
from liuxin.facts.folding.writing import Column, named

_TEXTS: Final = {"kind": "", "stage": "", "channel": "", "product": None}
_NUMBERS: Final = ("customer", "site")
_MOVING: Final = ("priority", "category")


@dataclass(frozen=True, eq=False)
class Where:
    """What the openings of cases say, and what each case was taken for at any time."""

    cases: Cases

    def rows(self, case: Ints, at: Ints | None = None) -> dict[str, Column]:
        """Give the columns of rows about cases (by their numbers): code, WHERE.

        Priority and category are those at the place `at` of an event of the case; without it those of the end.
        """
        first = self._of_opening
        moving = {name: self._then(name, case, at) for name in _MOVING}
        return {
            "case": self.cases.names.take(pa.array(case)),
            **{name: first[name][case] for name in (*_NUMBERS, "opened_at")},
            **{name: named(self.cases.words(name), first[name][case], absent) for name, absent in _TEXTS.items()},
            "priority": moving["priority"],
            "category": named(self.cases.words("category"), moving["category"], ""),
        }

    def _then(self, column: str, case: Ints, at: Ints | None) -> Ints:
        if at is None:
            return self._at_end[column][case]
        places, values = self._told[column]
        return taken(values, self.cases.marks(places).latest(at, self.cases.first[case]))

    @cached_property
    def _of_opening(self) -> dict[str, Ints]:
        first = self.cases.first
        rows = self.cases.rows[first]
        told = {name: self.cases.columns.numbers(name, rows) for name in (*_NUMBERS, *_TEXTS)}
        return {**told, "opened_at": self.cases.at[first]}

    @cached_property
    def _at_end(self) -> dict[str, Ints]:
        return {name: taken(values, self.cases.last_of(places)) for name, (places, values) in self._told.items()}

    @cached_property
    def _told(self) -> dict[str, tuple[Ints, Ints]]:
        """Give where priority and category were told, and what."""
        places = self.cases.of(Told.OPENED, Told.CLASSIFIED).places
        told = {name: self.cases.numbers(name, places) for name in _MOVING}
        return {name: (places[values != NONE], values[values != NONE]) for name, values in told.items()}


def at_cases(names: pa.Array, cases: pa.Table | None) -> dict[str, Column]:
    """Give WHERE of rows about cases, by their codes, from rows of the table of cases; null where that has none."""
    known = arrow_schema("cases").empty_table() if cases is None else cases
    found = pc.index_in(names, known["case"])
    return {name: known[name].combine_chunks().take(found) for name in WHERE}
