"""The same ten measures by hand-written SQL on PostgreSQL: loaded from the fact files, then asked."""

import shutil
import time
from pathlib import Path
from typing import Any

import psycopg
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from liuxin.facts import queries
from liuxin.facts.words import FactSet, FactTable
from tools import postgres
from tools.bench.figure import Figure
from tools.bench.scale import ground, hand
from tools.bench.scale.reading import months, plain_files
from tools.places import say

TABLES = (FactTable.RESOLUTIONS, FactTable.PARTICIPATION, FactTable.CASES, FactTable.SURVEYS)
KINDS = {"int64": "BIGINT", "string": "TEXT", "bool": "BOOLEAN", "double": "DOUBLE PRECISION"}
MEMORY = "SET work_mem = '256MB'; SET max_parallel_workers_per_gather = 2; SET jit = off"


def scene() -> list[Figure]:
    """Load and ask PostgreSQL; where this machine has none, say so and measure nothing."""
    if shutil.which("pg_ctl") is None and not list(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")):
        say("  NOT MEASURED: there is no PostgreSQL server here (apt-get install postgresql-15)")
        return []
    facts = queries.current(ground.fact_root())
    with postgres.server() as address, psycopg.connect(address, autocommit=True) as connection:
        say("  loading PostgreSQL")
        started = time.perf_counter()
        for table in TABLES:
            _load(connection, facts, table)
        _ask_for(connection, facts)
        loaded = time.perf_counter() - started
        say("  asking PostgreSQL")
        asked = ground.fastest(lambda: [connection.execute(each.sql).fetchall() for each in hand.STATEMENTS], 2)
    return [
        Figure("the same ten measures on PostgreSQL: fact tables loaded", loaded, "s"),
        Figure("the same ten measures on PostgreSQL: asked", asked, "s", note="hand-written SQL, 256 MB of work_mem"),
    ]


def _load(connection: psycopg.Connection[Any], facts: FactSet, table: FactTable) -> None:
    """Copy a fact table; only the columns that the statements read, as a careful person would."""
    files = plain_files(facts)[table]
    schema = pq.read_schema(files[0])
    columns = ", ".join(f'"{field.name}" {KINDS[str(field.type)]}' for field in schema)
    connection.execute(f"CREATE UNLOGGED TABLE {table.value} ({columns})")
    options = pacsv.WriteOptions(include_header=False)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table.value} FROM STDIN (FORMAT csv)") as copy:
        for file in files:
            for batch in pq.ParquetFile(file).iter_batches():
                pacsv.write_csv(batch, _Sink(copy), options)
    connection.execute(f"ANALYZE {table.value}")


class _Sink:
    """What Arrow writes into: passes on to the server."""

    closed = False

    def __init__(self, copy: psycopg.Copy) -> None:
        self._copy = copy

    def write(self, data: bytes) -> int:
        """Send some bytes."""
        self._copy.write(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Send nothing: the server is told at the end."""


def _ask_for(connection: psycopg.Connection[Any], facts: FactSet) -> None:
    connection.execute("CREATE TABLE months (starts BIGINT, ends BIGINT)")
    connection.execute("CREATE TABLE unranked (nobody BIGINT)")
    connection.execute("CREATE TABLE reached (as_of BIGINT)")
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO months VALUES (%s, %s)", [month.epoch for month in months()])
        cursor.executemany("INSERT INTO unranked VALUES (%s)", [(each,) for each in ground.unranked()])
        cursor.execute("INSERT INTO reached VALUES (%s)", (facts.as_of,))
    connection.execute(MEMORY)
