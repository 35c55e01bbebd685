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

WHERE: Final = {
    "customer": "int64",
    "kind": "string",
    "stage": "string",
    "channel": "string",
    "priority": "int64",
    "category": "string",
    "site": "int64",
    "product": "string",
    "opened_at": "int64",
}
"""What is known of the case, on every row about one: no measure joins to ask for it."""

HEARTS: Final = ("care", "love", "sincerity", "attention", "dedication", "perseverance")
_HEARTS: Final = dict.fromkeys(HEARTS, "int64")
_HANDS: Final = {"case": "string", "person": "int64", "team": "int64"}

CASES: Final = {
    "case": "string",
    **WHERE,
    "source": "string",
    "resolved_at": "int64",
    "closed_at": "int64",
    "outcome": "string",
    "outcome_recorded": "boolean",
    "closer": "int64",
    "closer_team": "int64",
    "due": "int64",
    "promise": "int64",
    "promise_basis": "string",
    "promise_at": "int64",
    "reopenings": "int64",
    "transfers": "int64",
    "first_holder": "int64",
    "first_team": "int64",
    "answered_at": "int64",
    "answered_by": "int64",
    "answer_seconds": "int64",
    "last_seq": "int64",
}
RESOLUTIONS: Final = {
    "case": "string",
    "n": "int64",
    "at": "int64",
    "person": "int64",
    "team": "int64",
    **WHERE,
    "calendar_seconds": "int64",
    "business_seconds": "int64",
    "waiting_seconds": "int64",
    "recategorised": "int64",
    "transfers": "int64",
    "reopened_at": "int64",
    "last": "boolean",
    "first_holder": "int64",
    "first_team": "int64",
    "confirmed": "int64",
}
PARTICIPATION: Final = {
    "case": "string",
    "seq": "int64",
    "person": "int64",
    "team": "int64",
    "accountable": "int64",
    "start": "int64",
    "end": "int64",
    **WHERE,
    "business_seconds": "int64",
    "units": "int64",
    "kept": "int64",
    "due": "int64",
    "promise": "int64",
    "promise_at": "int64",
    "resolved_at": "int64",
    "handling_seconds": "int64",
    "gap_seconds": "int64",
    "answered_at": "int64",
    "answer_seconds": "int64",
    "from_person": "int64",
    "to_person": "int64",
    "first_of_person": "boolean",
    "escalated": "int64",
    "required": "int64",
}
SPELLS: Final = {**_HANDS, "accountable": "int64", "start": "int64", "end": "int64", **WHERE}
REPLIES: Final = {**_HANDS, "at": "int64", "replies": "int64", **WHERE}
SURVEYS: Final = {**_HANDS, "asked_at": "int64", "answered_at": "int64", "overall": "int64", **_HEARTS, **WHERE}
REVIEWS: Final = {**_HANDS, "at": "int64", "random": "boolean", **_HEARTS, **WHERE}
COMPLAINTS: Final = {**_HANDS, "at": "int64", **WHERE}
DUTIES: Final = {
    "what": "string",
    **_HANDS,
    "raised_at": "int64",
    "due": "int64",
    "ended_at": "int64",
    "good": "int64",
    "moved": "boolean",
    **WHERE,
}
RESPONSES: Final = {
    **_HANDS,
    "target": "string",
    "since": "int64",
    "due": "int64",
    "ended_at": "int64",
    "at": "int64",
    "units": "int64",
    **WHERE,
}
READINGS: Final = {
    "measure": "string",
    **_HANDS,
    "start": "int64",
    "end": "int64",
    "at": "int64",
    "value": "int64",
    "weight": "int64",
}
CUSTOMERS: Final = {"customer": "int64", "customer_kind": "string", "known_since": "int64"}
PLACES: Final = {"person": "int64", "start": "int64", "end": "int64", "department": "int64", "position": "int64"}

SCHEMAS: Final = {
    "cases": CASES,
    "resolutions": RESOLUTIONS,
    "participation": PARTICIPATION,
    "spells": SPELLS,
    "replies": REPLIES,
    "surveys": SURVEYS,
    "reviews": REVIEWS,
    "complaints": COMPLAINTS,
    "duties": DUTIES,
    "responses": RESPONSES,
    "readings": READINGS,
    "customers": CUSTOMERS,
    "places": PLACES,
}
MILLION: Final = 1_000_000
"""External readings and their weights are kept in millionths: whole numbers, as everything that is summed."""

ARROW_TYPES: Final = {"int64": pa.int64(), "string": pa.string(), "float64": pa.float64(), "boolean": pa.bool_()}


def arrow_schema(table: str) -> pa.Schema:
    """Give the columns of a fact table as Arrow writes them."""
    return pa.schema([(name, ARROW_TYPES[kind]) for name, kind in SCHEMAS[table].items()])


def unbound() -> Tables:
    """Give the fact tables as expressions that hold no data."""
    return Tables(**{name: ibis.table(columns, name=name) for name, columns in SCHEMAS.items()})
