"""What is asked, as compiled SQL sees it: numbers that stand in for a function call, and small tables.

Neither is part of the compiled text, so that one text serves every period, every person and every moment.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import ibis

PERIODS: Final = {"period": "int64", "starts": "int64", "ends": "int64"}
EXTERNAL: Final = {"measure": "string"}

Columns = Mapping[str, Sequence[int | str | None]]
"""A small table: its columns by name. Neither Arrow nor bound parameters, for both load pandas to look at a list."""

_SQL_TYPES: Final = {"int64": "BIGINT", "string": "VARCHAR"}
_NUMBER: Final = re.compile(r"ASKED_(AS_OF|BOUND)\((\d*)\)")
_AMONG: Final = re.compile(r'ASKED_AMONG\(("\w+"\."\w+"), \'(\w+)\'\)')
_FEW: Final = 64
"""So many values stand in the text themselves, where the engine prunes by them; more are better joined."""


@ibis.udf.scalar.builtin  # type: ignore[untyped-decorator]
def asked_as_of() -> int:  # type: ignore[empty-body]
    """Stand for how far the record reaches."""


@ibis.udf.scalar.builtin  # type: ignore[untyped-decorator]
def asked_bound(place: int) -> int:  # type: ignore[empty-body]
    """Stand for a bound of the periods, the first at 0."""


@ibis.udf.scalar.builtin  # type: ignore[untyped-decorator]
def asked_among(value: int, which: str) -> bool:  # type: ignore[empty-body]
    """Stand for whether a value is in one of the lists that come with the question."""


@dataclass(frozen=True, slots=True)
class SmallTable:
    """A table that comes with the question: its columns, each with its type as the fact tables name types."""

    kinds: Mapping[str, str]
    columns: Columns

    @property
    def sql(self) -> str:
        """Write it as a query: a list of literals per column."""
        lists = (
            f'unnest([{", ".join(map(_literal, values))}]::{_SQL_TYPES[self.kinds[name]]}[]) AS "{name}"'
            for name, values in self.columns.items()
        )
        return f"SELECT {', '.join(lists)}"


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything that a compiled text needs to be run: `bounds` of its periods, the lists and small tables it names."""

    as_of: int
    bounds: Sequence[int]
    lists: Mapping[str, Sequence[int]]
    tables: Mapping[str, SmallTable]

    def fill(self, text: str) -> str:
        """Give the text as it can be run."""
        filled = _AMONG.sub(self._among, _NUMBER.sub(self._number, text))
        told = ", ".join(f"{name} AS ({table.sql})" for name, table in self.tables.items() if f'"{name}"' in text)
        if not told:
            return filled
        return f"WITH {told}, {filled[5:]}" if filled.startswith("WITH ") else f"WITH {told}\n{filled}"

    def _number(self, call: re.Match[str]) -> str:
        return f"{self.bounds[int(call[2])] if call[1] == 'BOUND' else self.as_of:d}"

    def _among(self, call: re.Match[str]) -> str:
        values = self.lists[call[2]]
        if not values:
            return "FALSE"
        listed = ", ".join(f"{value:d}" for value in values)
        if len(values) <= _FEW:
            return f"{call[1]} IN ({listed})"
        # As one text that is cast: of each number a literal would be made, copied and looked at by every rule.
        return f"{call[1]} IN (SELECT unnest('[{listed}]'::BIGINT[]))"


def _literal(value: int | str | None) -> str:
    if value is None:
        return "NULL"
    return f"{value:d}" if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
