"""From arrays to rows of a fact table."""

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa

from liuxin.engines.measurement.schemas import arrow_schema
from liuxin.facts.folding.segments import NONE, Flags, Ints
from liuxin.facts.words import FactTable

Column: TypeAlias = Any
"""Whole numbers with NONE for what is not known, or an Arrow array."""


def written(table: FactTable, columns: Mapping[str, Column]) -> pa.Table:
    """Write columns as rows of a fact table."""
    schema = arrow_schema(table)
    return pa.table([_column(columns[field.name], field.type) for field in schema], schema=schema)


def empty(table: FactTable) -> pa.Table:
    """Give a fact table without rows."""
    return arrow_schema(table).empty_table()


def flags(values: Flags) -> pa.Array:
    """Write yes or no."""
    return pa.array(values)


def named(words: pa.Array, numbers: Ints, absent: str | None = None) -> pa.Array:
    """Write numbers into a list of words as texts; NONE as `absent`."""
    missing = numbers == NONE
    if absent is None or not missing.any():
        return pa.DictionaryArray.from_arrays(pa.array(numbers.astype(np.int32), mask=missing), words)
    told = words.to_pylist()
    place = told.index(absent) if absent in told else len(told)
    more = words if place < len(told) else pa.array([*told, absent], pa.string())
    return pa.DictionaryArray.from_arrays(pa.array(np.where(missing, place, numbers).astype(np.int32)), more)


def constant(text: str, rows: int) -> pa.Array:
    """Write one text many times."""
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, np.int32)), pa.array([text]))


def _column(values: Column, kind: pa.DataType) -> pa.Array:
    if isinstance(values, pa.Array):
        return values if values.type == kind else values.cast(kind)
    missing = np.equal(values, NONE)
    return pa.array(values, mask=missing if missing.any() else None)
