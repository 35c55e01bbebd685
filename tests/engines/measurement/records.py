"""Fact tables for tests: rows written out by hand, and whole organisations drawn at random."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from liuxin.engines.measurement.embedded import Source
from liuxin.engines.measurement.library import MEASURES
from liuxin.engines.measurement.schemas import SCHEMAS, WHOLE, arrow_schema

DAY = 86_400
START = 1_456_704_000  # 2016-02-29 00:00 UTC
ALL_CODES = frozenset(code for measure in MEASURES.values() for code in measure.needs)
OF_THE_CASE = {
    "customer": 1,
    "kind": "request",
    "stage": "aftersale",
    "channel": "phone",
    "priority": 3,
    "category": "leak",
}

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


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


def random_rows(seed: int, cases: int = 300) -> Rows:
    """Draw an organisation of six people in three teams over half a year."""
    rng = np.random.default_rng(seed)
    tables: dict[str, list[dict[str, Any]]] = {"cases": [], "resolutions": [], "participation": []}
    for number in range(cases):
        _draw_case(rng, f"C{number}", tables)
    return tables


def _someone(rng: np.random.Generator) -> int | None:
    person = int(rng.integers(0, 7))
    return person or None


def _draw_case(rng: np.random.Generator, case: str, tables: dict[str, list[dict[str, Any]]]) -> None:
    opened = START + int(rng.integers(0, 180 * DAY))
    about = {
        "customer": int(rng.integers(1, 20)),
        "kind": str(rng.choice(["request", "complaint"])),
        "stage": str(rng.choice(["presale", "aftersale"])),
        "channel": str(rng.choice(["phone", "email"])),
        "priority": int(rng.integers(1, 5)),
        "category": str(rng.choice(["leak", "lift", ""])),
    }
    at, count = opened, int(rng.integers(0, 4))
    standing = bool(rng.random() < 0.9)
    for n in range(1, count + 1):
        at += int(rng.integers(0, 12 * DAY))
        reopened = at + int(rng.integers(0, 30 * DAY)) if n < count or not standing else None
        seconds = at - opened
        told = {"n": n, "last": n == count, "opened_at": opened, "reopened_at": reopened}
        times = {"calendar_seconds": seconds, "business_seconds": int(seconds * rng.random())}
        hands = {"person": _someone(rng), "team": int(rng.integers(1, 4)), "transfers": int(rng.integers(0, 5))}
        tables["resolutions"].append({"case": case, "at": at, **about, **told, **times, **hands})
        at = reopened or at
    promise = None if rng.random() < 0.2 or not count else int(rng.integers(0, 2))
    due = None if rng.random() < 0.5 else opened + int(rng.integers(0, 30 * DAY))
    resolved = tables["resolutions"][-1]["at"] if count and standing else None
    limit = min(moment for moment in (due, resolved, opened + 400 * DAY) if moment is not None)
    decided = None if due is None and resolved is None else limit
    when = {"opened_at": opened, "resolved_at": resolved, "due": due, "promise_at": decided}
    tables["cases"].append({"case": case, **about, **when, "promise": promise})
    parts = rng.multinomial(WHOLE, rng.dirichlet(np.ones(int(rng.integers(1, 5)))))
    for seq, part in enumerate(parts, 1):
        units = None if decided is None else int(part)
        hands = {"person": _someone(rng), "team": int(rng.integers(1, 4))}
        tables["participation"].append({"case": case, "seq": seq, **hands, "units": units, "kept": promise})
