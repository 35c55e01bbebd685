"""Case events as the event table that the fold reads, and the rows that it tells of them."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from liuxin.desk.history.words import SealedEvent
from liuxin.engines.measurement.schemas import arrow_schema
from liuxin.facts.folding.events import from_history
from liuxin.facts.folding.fold import fold
from liuxin.facts.words import FactTable
from tests.facts.stories import CLOCKS, NOBODY, CaseEvent, numbered


def table_of(events: Iterable[CaseEvent]) -> pa.Table:
    """Write case events as history gives them, then as a table."""
    return from_history(
        SealedEvent(each.seq, each.code, "case", each.case, "system", "", datetime.fromtimestamp(each.at, UTC),
                    each.payload)
        for each in events
    )  # fmt: skip


def rows_of(table: FactTable, events: Iterable[CaseEvent], unranked: Collection[int] = NOBODY) -> list[dict[str, Any]]:
    """Tell the rows of one table of events as they are numbered."""
    made = fold(table_of(events), CLOCKS, unranked)[table]
    assert made.schema == arrow_schema(table)
    rows: list[dict[str, Any]] = made.to_pylist()
    return rows


def told(table: FactTable, *events: CaseEvent, unranked: Collection[int] = NOBODY) -> list[dict[str, Any]]:
    """Tell the rows of one table of events recorded in the order given."""
    return rows_of(table, numbered(events), unranked)
