"""Fact tables for tests, written to files: rows written out by hand, and whole organisations drawn at random."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from liuxin.engines.measurement.embedded import Source
from liuxin.engines.measurement.library import MEASURES
from liuxin.engines.measurement.schemas import SCHEMAS, arrow_schema
from tests.engines.measurement.drawing import DAY, START, Rows, random_rows

__all__ = ["ALL_CODES", "DAY", "OF_THE_CASE", "START", "Rows", "random_rows", "resolution", "source"]

ALL_CODES = frozenset(code for measure in MEASURES.values() for code in measure.needs)
OF_THE_CASE = {
    "customer": 1,
    "kind": "request",
    "stage": "aftersale",
    "channel": "phone",
    "priority": 3,
    "category": "leak",
}


def source(folder: Path, rows: Rows, *, as_of: int = START + 365 * DAY, codes: frozenset[str] = ALL_CODES) -> Source:
    """Write rows as two Parquet files per table; a column that a row lacks is as in `OF_THE_CASE`, or null."""
    files: dict[str, tuple[str, ...]] = {}
    for table in SCHEMAS:
        whole = [{**OF_THE_CASE, **row} for row in rows.get(table, ())]
        paths = []
        for part, some in enumerate((whole[::2], whole[1::2])):
            path = folder / f"{table}-{part}.parquet"
            pq.write_table(pa.Table.from_pylist(some, arrow_schema(table)), path)
            paths.append(str(path))
        files[table] = tuple(paths)
    return Source(str(folder), as_of, codes, files)


def resolution(case: str, at: int, person: int | None, team: int | None = 1, **more: Any) -> dict[str, Any]:
    """Give a resolution that stands, an hour of business time and two of the calendar after the opening."""
    told = {
        "n": 1,
        "last": True,
        "opened_at": at - 7200,
        "calendar_seconds": 7200,
        "business_seconds": 3600,
        "transfers": 0,
    }
    return {"case": case, "at": at, "person": person, "team": team, **told, **more}
