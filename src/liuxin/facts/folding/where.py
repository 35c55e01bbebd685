"""What is known of a case: it stands on every row that is about one."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import pyarrow as pa

from liuxin.facts.folding.cases import Cases, Told
from liuxin.facts.folding.segments import NONE, Ints, Marks, marked, taken
from liuxin.facts.folding.writing import Column, named

_AT_OPENING: Final = {"kind": "", "stage": "", "channel": "", "product": None}


@dataclass(frozen=True, eq=False)
class Where:
    """What the openings of cases say, and what each case was taken for at any time."""

    cases: Cases

    def rows(self, case: Ints, at: Ints | None = None) -> dict[str, Column]:
        """Give the columns of rows about cases (by their numbers): code, WHERE.

        Priority and category are those at the place `at` of an event of the case; without it those of the end.
        """
        until = self.cases.end[case] - 1 if at is None else at
        return {
            "case": self.cases.names.take(pa.array(case)),
            **{name: self._number(name)[case] for name in ("customer", "site")},
            **{name: self._text(name).take(pa.array(case)) for name in _AT_OPENING},
            "priority": self._taken_for("priority", case, until),
            "category": named(self.cases.words("category"), self._taken_for("category", case, until), ""),
            "opened_at": self.cases.at[self.cases.first][case],
        }

    def _number(self, column: str) -> Ints:
        return self.cases.numbers(column, self.cases.first)

    def _text(self, column: str) -> pa.Array:
        told = self.cases.texts(column, self.cases.first)
        return named(self.cases.words(column), told, _AT_OPENING[column])

    def _taken_for(self, column: str, case: Ints, until: Ints) -> Ints:
        marks, values = self._classified[column]
        return taken(values, marks.latest(until, self.cases.first[case]))

    @cached_property
    def _classified(self) -> dict[str, tuple[Marks, Ints]]:
        places = self.cases.of(Told.OPENED, Told.CLASSIFIED).places
        return {
            "priority": self._where_told(places, self.cases.numbers("priority", places)),
            "category": self._where_told(places, self.cases.texts("category", places)),
        }

    def _where_told(self, places: Ints, values: Ints) -> tuple[Marks, Ints]:
        told = values != NONE
        mask = np.zeros(self.cases.told.size, np.bool_)
        mask[places[told]] = True
        return marked(mask), values[told]
