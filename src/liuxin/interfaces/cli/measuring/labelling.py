"""Answers of the engine made readable column by column: moments in the organisation's zone, names beside keys.

No Python object per row: what a column holds is told once per distinct value and dealt out again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final, TypeAlias, cast
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

from liuxin.engines.measurement import library
from liuxin.engines.measurement.library import Externals
from liuxin.interfaces.cli.measuring.names import NAMED, names_of

Column: TypeAlias = "pa.Array | pa.ChunkedArray"

NUMBERS: Final = {
    "value": pa.float64(),
    "low": pa.float64(),
    "high": pa.float64(),
    "unit": pa.string(),
    "n": pa.float64(),
    "rows": pa.int64(),
    "pending": pa.int64(),
    "unanswered": pa.int64(),
    "why": pa.string(),
    "missing": pa.string(),
    "interval": pa.string(),
}
WHOLE_NUMBERS: Final = frozenset({*NAMED, "priority"})


@dataclass(frozen=True, slots=True)
class About:
    """What is known of an answer besides its numbers; `missing` names what the record lacks for a measure."""

    zone: str
    externals: Externals
    missing: Callable[[str], tuple[str, ...]]


def schema_of(groups: tuple[str, ...]) -> pa.Schema:
    """Give the columns of an answer: the number's key, its period, the groups with their names, the number."""
    columns = {"measure": pa.string(), "period_start": pa.string(), "period_end": pa.string()}
    for name in groups:
        columns[name] = pa.int64() if name in WHOLE_NUMBERS else pa.string()
        if name in NAMED:
            columns[f"{name}_name"] = pa.string()
    return pa.schema(columns | NUMBERS)


def labelled(answer: pa.Table, groups: tuple[str, ...], about: About) -> pa.Table:
    """Give an answer of the engine as it is written."""
    place = ZoneInfo(about.zone)
    columns = {name: _plain(answer[name]) for name in answer.column_names}
    for name in ("period_start", "period_end"):
        columns[name] = told(columns[name], lambda at: datetime.fromtimestamp(at, place).isoformat())
    columns["missing"] = told(columns["measure"], lambda code: " ".join(about.missing(code)))
    columns["measure"] = columns["key"]
    columns["unit"] = told(columns["measure"], lambda key: library.find(key, about.externals)[0].unit.value)
    columns["interval"] = columns["method"]
    for name in groups:
        if name in NAMED:
            known = names_of(name, pc.unique(answer[name]).drop_null().to_pylist())
            columns[f"{name}_name"] = told(answer[name], partial(_looked_up, known))
    schema = schema_of(groups)
    return pa.table({name: columns[name] for name in schema.names}).cast(schema)


def _plain(column: Column) -> Column:
    return cast("Column", column.cast(column.type.value_type)) if pa.types.is_dictionary(column.type) else column


def told(column: Column, tell: Callable[[Any], str]) -> Column:
    """Give for each value what is told of it; for null an empty text."""
    distinct = pc.unique(column)
    texts = pa.array(["" if value is None else tell(value) for value in distinct.to_pylist()], pa.string())
    return cast("Column", pc.take(texts, pc.index_in(column, value_set=distinct)))


def _looked_up(known: Mapping[int, str], key: int) -> str:
    return known.get(key, "")
