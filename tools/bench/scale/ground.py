"""What the scenes at scale share: the size, the folder, an engine without anything of ours, and one raw pass."""

import os
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from liuxin.engines.measurement.embedded import Limits
from liuxin.interfaces.imports.simulator import Scenario, World
from tools.bench.scale.size import EVENTS
from tools.places import fail

PEOPLE, MONTHS, SEED = 5_000, 12, 20_260_101
DAY = 86_400
NEVER = 2**62
READ = (
    *("seq", "at", "code", "subject", "person", "team", "accountable", "due", "priority", "place", "category"),
    *("customer", "kind", "stage", "channel", "site", "product", "calendar", "source", "flag", "overall", "text"),
)
"""The columns of events that case facts are folded from."""


def folder() -> Path:
    """Give the folder that the scenes of one run share."""
    place = os.environ.get("LIUXIN_BENCH")
    if not place:
        fail("The scenes at scale are played by make bench: they share the folder that LIUXIN_BENCH names.")
    return Path(place)


def scenario() -> Scenario:
    """Give the company that is simulated."""
    return Scenario.of_events(EVENTS, people=PEOPLE, months=MONTHS, seed=SEED)


@cache
def world() -> World:
    """Give its world: the calendars and who is not a person."""
    return World.make(scenario())


def unranked() -> frozenset[int]:
    """Give the keys of those who are no people: the automatic actor."""
    return frozenset({world().people.bot + 1})


@cache
def last_day() -> int:
    """Give the place in the record where its last day begins."""
    sql = f'SELECT min(seq) FROM read_parquet({listed(event_files())}) WHERE "at" >= ?'  # noqa: S608 - own files
    row = plain().execute(sql, [scenario().end - DAY]).fetchone()
    return int(row[0]) if row else NEVER


def event_files() -> list[str]:
    """Give the files of the events, month by month."""
    return sorted(map(str, (folder() / "events").glob("*.parquet")))


def fact_root() -> Path:
    """Give where the facts lie."""
    return folder() / "facts"


def plain() -> duckdb.DuckDBPyConnection:
    """Open DuckDB as the product's engine is opened, with nothing of ours in it."""
    return duckdb.connect(":memory:", config=Limits().settings)


def listed(paths: list[str]) -> str:
    """Write a list of files as SQL reads them."""
    return "[" + ", ".join(f"'{path}'" for path in paths) + "]"


def raw_pass(connection: duckdb.DuckDBPyConnection) -> float:
    """Time one pass over the columns of the events that facts read: a sum or a greatest value of each."""
    kinds = {field.name: str(field.type) for field in pq.read_schema(event_files()[0])}
    taken = ", ".join(f'sum("{name}")' if kinds[name].startswith("int") else f'max("{name}")' for name in READ)
    started = time.perf_counter()
    connection.execute(f"SELECT {taken} FROM read_parquet({listed(event_files())})").fetchall()  # noqa: S608 - own files
    return time.perf_counter() - started


def fastest(job: Callable[[], object], rounds: int) -> float:
    """Give the least time of several: what else the machine does can only add to it."""
    taken = []
    for _ in range(rounds):
        started = time.perf_counter()
        job()
        taken.append(time.perf_counter() - started)
    return min(taken)
