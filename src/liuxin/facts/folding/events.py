"""The event table: every event that facts are made of, as columns; from history or straight from a simulator."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import pyarrow as pa

from liuxin.desk.history.words import SealedEvent
from liuxin.engines.measurement.schemas import HEARTS

_NAME: Final = pa.dictionary(pa.int32(), pa.string())
_SCORES: Final = ("overall", *HEARTS)

EVENTS: Final = pa.schema(
    [
        pa.field("seq", pa.int64(), nullable=False),
        pa.field("at", pa.int64(), nullable=False),
        pa.field("code", _NAME, nullable=False),
        pa.field("subject_kind", _NAME, nullable=False),
        pa.field("subject", pa.string(), nullable=False),
        *(pa.field(name, pa.int64()) for name in ("person", "team", "accountable", "due", "priority", "place")),
        pa.field("category", _NAME),
        pa.field("customer", pa.int64()),
        *(pa.field(name, _NAME) for name in ("kind", "stage", "channel")),
        pa.field("site", pa.int64()),
        *(pa.field(name, _NAME) for name in ("product", "calendar", "source")),
        pa.field("flag", pa.int64()),
        *(pa.field(name, pa.int8()) for name in _SCORES),
        pa.field("start", pa.int64()),
        pa.field("end", pa.int64()),
        pa.field("value", pa.float64()),
        pa.field("weight", pa.float64()),
        pa.field("text", _NAME),
        pa.field("ref", pa.string()),
        pa.field("importer", pa.int64()),
        pa.field("message", pa.int64()),
        pa.field("position", pa.int64()),
        pa.field("department", pa.int64()),
    ]
)
"""One schema for all events; what an event does not tell is null.

`at`, `due`, `start`, `end` are epoch seconds (`end` exclusive); `person` is also the holder of an opening or hand-over,
`place` its number in the case; `flag` is kept, recorded, settled, automatic, required, random, won_back or confirmed
as 0 or 1; `text` is the basis of a judgement, an outcome, what a promise is about or the measure of a reading; `ref` is
the case that a warning or recovery is about; `message` the key of a message, by which one that came back is known.
"""

CASE: Final = "case"
DESK_CODES: Final = frozenset(
    f"case.{name}"
    for name in (
        "opened",
        "handed_over",
        "waiting",
        "resumed",
        "resolved",
        "reopened",
        "closed",
        "promise_judged",
        "classified",
        "touched",
        "helped",
        "noted",
        "escalated",
        "next_planned",
        "next_done",
        "response_due",
        "confirmed",
    )
) | {"message.sent", "message.received", "message.undelivered", "survey.asked", "survey.answered"}
"""What the desk itself can record about a case: none seen means that none happened."""

CASE_CODES: Final = DESK_CODES | {"case.complained", "review.recorded"}
"""What can be recorded about a case, subject kind `case`."""

DESK_MATTERS: Final = frozenset({"warning.raised", "warning.answered"})
"""What the desk itself can record beside its cases."""

MATTER_CODES: Final = frozenset(
    {
        "warning.raised",
        "warning.handed_over",
        "warning.answered",
        "recovery.opened",
        "recovery.ended",
        "obstacle.raised",
        "obstacle.cleared",
        "talk.planned",
        "talk.held",
        "reading.confirmed",
        "reading.withdrawn",
        "customers.added",
        "organisation.person_added",
        "organisation.joined",
        "organisation.left",
        "organisation.team_added",
        "organisation.team_assigned",
    }
)
"""What facts read of everything else."""

PREFIXES: Final = tuple(sorted({code.partition(".")[0] + "." for code in CASE_CODES | MATTER_CODES}))
"""How the codes begin that are to be read from history."""

_ORDER: Final = ("seq", "at", "code", "subject_kind", "subject")
_COLUMN_OF: Final[Mapping[str, str]] = {
    **{field.name: field.name for field in EVENTS if field.name not in {*_ORDER, "flag", "text", "ref", "importer"}},
    "holder": "person",
    "seq": "place",
    "case": "ref",
    "by": "importer",
    "since": "start",
    **dict.fromkeys(("basis", "outcome", "measure", "target"), "text"),
    **dict.fromkeys(
        ("kept", "recorded", "settled", "automatic", "required", "random", "won_back", "confirmed"), "flag"
    ),
}
"""Which column a value of a payload goes to."""


def from_history(events: Iterable[SealedEvent]) -> pa.Table:
    """Write events of the record as a table; those of an erased subject are left out."""
    told = [event for event in events if event.subject]
    columns: dict[str, list[Any]] = {
        "seq": [event.seq for event in told],
        "at": [int(event.at.timestamp()) for event in told],
        "code": [event.code for event in told],
        "subject_kind": [event.subject_kind for event in told],
        "subject": [event.subject for event in told],
    }
    return of_columns({**columns, **_payloads(told)}, len(told))


def _payloads(events: Sequence[SealedEvent]) -> dict[str, list[Any]]:
    """Give the columns that some payload has a value for."""
    columns: dict[str, list[Any]] = {}
    for row, event in enumerate(events):
        for name, value in event.payload.items():
            column = _COLUMN_OF.get(name)
            if column is None or value is None:
                continue
            if column not in columns:
                columns[column] = [None] * len(events)
            columns[column][row] = int(value) if value.__class__ is bool else value
    return columns


def of_columns(columns: Mapping[str, Any], rows: int) -> pa.Table:
    """Make an event table of some columns (lists or Arrow arrays of `rows` values); those not given are null."""
    return pa.table(
        [_array(columns[field.name], field.type) if field.name in columns else pa.nulls(rows, field.type)
         for field in EVENTS],
        schema=EVENTS,
    )  # fmt: skip


def _array(values: Any, kind: pa.DataType) -> pa.Array | pa.ChunkedArray:
    if isinstance(values, pa.Array | pa.ChunkedArray):
        return values if values.type == kind else values.cast(kind)
    try:
        return pa.array(values, kind)
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
        return pa.array([_fitting(value, kind) for value in values], kind)


def _fitting(value: object, kind: pa.DataType) -> object:
    """Give what a column can hold of a value: a number as such, a text as such, nothing of anything else."""
    if pa.types.is_integer(kind):
        return _in_range(value, 8 * kind.byte_width)
    if pa.types.is_floating(kind):
        return float(value) if isinstance(value, int | float) else None
    return value if isinstance(value, str) else None


def _in_range(value: object, bits: int) -> int | None:
    if not isinstance(value, int | float) or value != value:  # noqa: PLR0124  # not a number equals nothing
        return None
    return int(value) if abs(value) < 2 ** (bits - 1) else None
