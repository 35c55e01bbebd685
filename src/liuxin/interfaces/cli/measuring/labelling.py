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
from liuxin.interfaces.cli.measuring.names import CODES, NAMED, names_of

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
    """What is known of an answer besides its numbers; `missing` names what the record lacks for a measure.

    `codes` are staff numbers and codes of teams by key. Moments are texts unless they are to be `typed`.
    """

    zone: str
    externals: Externals
    missing: Callable[[str], tuple[str, ...]]
    codes: Mapping[str, Mapping[int, str]]
    typed: bool = False


def moments_of(zone: str, *, typed: bool) -> pa.DataType:
    """Give the type of a column of moments: a text in CSV and JSON, an instant of the zone in Parquet."""
    return pa.timestamp("ms", tz=zone) if typed else pa.string()


def schema_of(groups: tuple[str, ...], moments: pa.DataType) -> pa.Schema:
    """Give the columns of an answer: the number's key, its period, the groups with names and codes, the number."""
    columns = {"measure": pa.string(), "period_start": moments, "period_end": moments}
    for name in groups:
        columns[name] = pa.int64() if name in WHOLE_NUMBERS else pa.string()
        if name in NAMED:
            columns[f"{name}_name"] = pa.string()
        if name in CODES:
            columns[CODES[name][0]] = pa.string()
    return pa.schema(columns | NUMBERS)


def labelled(answer: pa.Table, groups: tuple[str, ...], about: About) -> pa.Table:
    """Give an answer of the engine as it is written."""
    schema = schema_of(groups, moments_of(about.zone, typed=about.typed))
    columns = {name: _plain(answer[name]) for name in answer.column_names}
    for name in ("period_start", "period_end"):
        columns[name] = moments(columns[name], about.zone, typed=about.typed)
    columns["missing"] = told(columns["measure"], lambda code: " ".join(about.missing(code)))
    columns["measure"] = columns["key"]
    columns["unit"] = told(columns["measure"], lambda key: library.find(key, about.externals)[0].unit.value)
    columns["interval"] = columns["method"]
    for name in groups:
        if name in NAMED:
            known = names_of(name, pc.unique(answer[name]).drop_null().to_pylist())
            columns[f"{name}_name"] = told(answer[name], partial(_looked_up, known))
        if name in CODES:
            columns[CODES[name][0]] = told(answer[name], partial(_looked_up, about.codes.get(name, {})))
    return pa.table({name: columns[name] for name in schema.names}).cast(schema)


def moments(column: Column, zone: str, *, typed: bool) -> Column:
    """Give instants (epoch seconds) as they are written: with the offset of the zone, to the second."""
    if typed:
        return cast("Column", column.cast(pa.timestamp("s", tz=zone)).cast(moments_of(zone, typed=True)))
    place = ZoneInfo(zone)
    return told(column, lambda at: datetime.fromtimestamp(at, place).isoformat())


def _plain(column: Column) -> Column:
    return cast("Column", column.cast(column.type.value_type)) if pa.types.is_dictionary(column.type) else column


def told(column: Column, tell: Callable[[Any], str]) -> Column:
    """Give for each value what is told of it; for null an empty text."""
    distinct = pc.unique(column)
    texts = pa.array(["" if value is None else tell(value) for value in distinct.to_pylist()], pa.string())
    return cast("Column", pc.take(texts, pc.index_in(column, value_set=distinct)))


def _looked_up(known: Mapping[int, str], key: int) -> str:
    return known.get(key, "")
