"""The embedded engine: one DuckDB per process that reads Parquet, with threads, memory and spill capped.

It holds no data of its own, so any number of processes may read the same store. Nothing is ever downloaded.
"""

import os
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa

from liuxin.engines.measurement.schemas import SCHEMAS
from liuxin.kernel.errors import CannotTellError

_SQL_TYPES = {"int64": "BIGINT", "string": "VARCHAR", "float64": "DOUBLE", "boolean": "BOOLEAN"}
_TEXTS = {name for columns in SCHEMAS.values() for name, kind in columns.items() if kind == "string"}
_KEPT_SOURCES = 32

Columns = Mapping[str, Sequence[int | str | None]]
"""A small table: its columns by name. Neither Arrow nor bound parameters, for both load pandas to look at a list."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the engine of a process may take."""

    threads: int = 2
    memory: str = "768MB"
    spill: str = "4GB"

    @property
    def settings(self) -> dict[str, str | bool | int | float | list[str]]:
        """Give them as DuckDB's settings."""
        folder = Path(tempfile.gettempdir()) / f"liuxin-spill-{os.getpid()}"
        return {
            "threads": self.threads,
            "memory_limit": self.memory,
            "max_temp_directory_size": self.spill,
            "temp_directory": str(folder),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "preserve_insertion_order": False,
        }


@dataclass(frozen=True, slots=True)
class Source:
    """The fact tables that one answer reads: the same files throughout, whatever is written meanwhile.

    `key` stands for the files: other files have another key. `codes` are the event codes that were recorded, `as_of`
    how far the record reaches (epoch seconds).
    """

    key: str
    as_of: int
    codes: frozenset[str]
    files: Mapping[str, tuple[str, ...]] = field(compare=False)


class Embedded:
    """The engine of one process; every query runs on a cursor of its own, so threads do not wait for one another."""

    def __init__(self, limits: Limits) -> None:
        """Open an engine in memory."""
        self._connection = duckdb.connect(":memory:", config=limits.settings)
        self._connection.execute("SET GLOBAL parquet_metadata_cache = true")
        self._lock = threading.Lock()
        self._schemas: OrderedDict[str, str] = OrderedDict()
        self._made = 0

    def rows(self, source: Source, sql: str, asked: Mapping[str, Columns]) -> pa.Table:
        """Run a compiled question; `asked` are the small tables that hold what is asked for."""
        schema = self._schema_of(source)
        with self._connection.cursor() as cursor:
            cursor.execute(f"USE {schema}")
            for name, columns in asked.items():
                cursor.execute(_making(name, columns))
            try:
                return cursor.execute(sql).to_arrow_table()
            except (duckdb.IOException, duckdb.InvalidInputException, duckdb.HTTPException) as error:
                raise CannotTellError("measurement.facts_unreadable", reason=str(error).splitlines()[0]) from error

    @property
    def schemas(self) -> int:
        """Tell how many sets of facts are open."""
        return len(self._schemas)

    def setting(self, name: str) -> str:
        """Give a setting as the engine has it."""
        with self._connection.cursor() as cursor:
            row = cursor.execute("SELECT CAST(current_setting($1) AS VARCHAR)", [name]).fetchone()
        return str(row[0]) if row else ""

    def _schema_of(self, source: Source) -> str:
        with self._lock:
            if source.key not in self._schemas:
                self._schemas[source.key] = self._make_views(source)
                if len(self._schemas) > _KEPT_SOURCES:
                    self._connection.execute(f"DROP SCHEMA {self._schemas.popitem(last=False)[1]} CASCADE")
            self._schemas.move_to_end(source.key)
            return self._schemas[source.key]

    def _make_views(self, source: Source) -> str:
        self._made += 1
        schema = f"facts_{self._made}"
        self._connection.execute(f"CREATE SCHEMA {schema}")
        for table, columns in SCHEMAS.items():
            paths = source.files.get(table, ())
            body = _reading(paths) if paths else _nothing(columns)
            try:
                self._connection.execute(f"CREATE VIEW {schema}.{table} AS {body}")
            except duckdb.Error as error:
                raise CannotTellError("measurement.facts_unreadable", reason=str(error).splitlines()[0]) from error
        return schema


def _reading(paths: tuple[str, ...]) -> str:
    listed = ", ".join(map(_literal, paths))
    return f"SELECT * FROM read_parquet([{listed}], hive_partitioning = false)"  # noqa: S608 -- a list of our own files


def _nothing(columns: Mapping[str, str]) -> str:
    empty = ", ".join(f'CAST(NULL AS {_SQL_TYPES[kind]}) AS "{name}"' for name, kind in columns.items())
    return f"SELECT {empty} WHERE false"


def _making(table: str, columns: Columns) -> str:
    """Write how a small table is made, a list of literals per column; it lives as long as the cursor."""
    kinds = {name: "VARCHAR" if name in _TEXTS else "BIGINT" for name in columns}
    lists = (
        f'unnest([{", ".join(map(_literal, values))}]::{kinds[name]}[]) AS "{name}"' for name, values in columns.items()
    )
    return f"CREATE TEMP TABLE {table} AS SELECT {', '.join(lists)}"


def _literal(value: int | str | None) -> str:
    if value is None:
        return "NULL"
    return f"{value:d}" if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


_engines: dict[int, Embedded] = {}
_opening = threading.Lock()


def engine(limits: Limits | None = None) -> Embedded:
    """Give the engine of this process, opened on first use.

    A forked worker opens its own. It keeps its parent's untouched: to close that would wait for threads it has not got.
    """
    with _opening:
        if os.getpid() not in _engines:
            _engines[os.getpid()] = Embedded(limits or Limits())
        return _engines[os.getpid()]
