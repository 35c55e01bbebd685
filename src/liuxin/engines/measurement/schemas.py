"""Columns of the fact tables: the one place that both the writer of facts and every measure read.

All times are whole seconds since 1970 UTC, and shares are whole parts of `WHOLE`: sums of integers are the same in
whatever order an engine adds them up.
"""

from typing import Final

import ibis
import pyarrow as pa

from liuxin.engines.measurement.words import Tables

WHOLE: Final = 10**15
"""One whole credit in units of a share."""

_WHERE: Final = {
    "customer": "int64",
    "kind": "string",
    "stage": "string",
    "channel": "string",
    "priority": "int64",
    "category": "string",
}

CASES: Final = {
    "case": "string",
    **_WHERE,
    "site": "int64",
    "source": "string",
    "opened_at": "int64",
    "resolved_at": "int64",
    "closed_at": "int64",
    "outcome": "string",
    "outcome_recorded": "boolean",
    "due": "int64",
    "promise": "int64",
    "promise_basis": "string",
    "promise_at": "int64",
    "reopenings": "int64",
    "transfers": "int64",
    "last_seq": "int64",
}
RESOLUTIONS: Final = {
    "case": "string",
    "n": "int64",
    "at": "int64",
    "person": "int64",
    "team": "int64",
    **_WHERE,
    "opened_at": "int64",
    "calendar_seconds": "int64",
    "business_seconds": "int64",
    "transfers": "int64",
    "reopened_at": "int64",
    "last": "boolean",
}
PARTICIPATION: Final = {
    "case": "string",
    "seq": "int64",
    "person": "int64",
    "team": "int64",
    "accountable": "int64",
    "start": "int64",
    "end": "int64",
    "business_seconds": "int64",
    "units": "int64",
    "kept": "int64",
}

SCHEMAS: Final = {"cases": CASES, "resolutions": RESOLUTIONS, "participation": PARTICIPATION}

_ARROW: Final = {"int64": pa.int64(), "string": pa.string(), "float64": pa.float64(), "boolean": pa.bool_()}


def arrow_schema(table: str) -> pa.Schema:
    """Give the columns of a fact table as Arrow writes them."""
    return pa.schema([(name, _ARROW[kind]) for name, kind in SCHEMAS[table].items()])


def unbound() -> Tables:
    """Give the fact tables as expressions that hold no data."""
    return Tables(
        cases=ibis.table(CASES, name="cases"),
        resolutions=ibis.table(RESOLUTIONS, name="resolutions"),
        participation=ibis.table(PARTICIPATION, name="participation"),
        as_of=ibis.table({"as_of": "int64"}, name="asked_as_of"),
    )
