"""The embedded engine: one DuckDB per process that reads Parquet, with threads, memory and spill capped.

It holds no data of its own, so any number of processes may read the same store. Nothing is ever downloaded.
"""

import os
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from liuxin.engines.measurement.schemas import SCHEMAS
from liuxin.kernel.errors import CannotTellError

_SQL_TYPES = {"int64": "BIGINT", "string": "VARCHAR", "float64": "DOUBLE", "boolean": "BOOLEAN"}
_KEPT_SOURCES = 32


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
    how far the record reaches (epoch seconds), `has_people` whether the record says who did anything. Of the rows of
    `thinned` files those are left out whose case a file of `replaced` (one column, `case`) names: newer ones stand in
    `files`. `filesystem` is the fsspec one that the paths belong to; None: paths of this host. `limits` hold for the
    engine of this process, which is opened by the first answer.
    """

    key: str
    as_of: int
    codes: frozenset[str]
    files: Mapping[str, tuple[str, ...]] = field(compare=False)
    has_people: bool = True
    thinned: Mapping[str, tuple[str, ...]] = field(compare=False, default_factory=dict)
    replaced: tuple[str, ...] = field(compare=False, default=())
    filesystem: Any = field(compare=False, default=None)
    limits: Limits = field(compare=False, default=Limits())


class Embedded:
    """The engine of one process; every query runs on a cursor of its own, so threads do not wait for one another."""

    def __init__(self, limits: Limits) -> None:
        """Open an engine in memory."""
        self._connection = duckdb.connect(":memory:", config=limits.settings)
        self._connection.execute("SET GLOBAL parquet_metadata_cache = true")
        self._lock = threading.Lock()
        self._schemas: OrderedDict[str, str] = OrderedDict()
        self._made = 0

    def rows(self, source: Source, sql: str) -> pa.Table:
        """Run a question that is compiled and filled in."""
        schema = self._schema_of(source)
        with self._connection.cursor() as cursor:
            cursor.execute(f"USE {schema}")
            try:
                return cursor.execute(sql).to_arrow_table()
            except duckdb.OutOfMemoryException as error:
                raise CannotTellError("measurement.out_of_memory", memory=self.setting("memory_limit")) from error
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
        if source.filesystem is not None and not self._connection.filesystem_is_registered(
            _protocol(source.filesystem)
        ):
            self._connection.register_filesystem(source.filesystem)
        self._made += 1
        schema = f"facts_{self._made}"
        self._connection.execute(f"CREATE SCHEMA {schema}")
        for table, columns in SCHEMAS.items():
            body = _whole(source.files.get(table, ()), source.thinned.get(table, ()), source.replaced, columns)
            try:
                self._connection.execute(f"CREATE VIEW {schema}.{table} AS {body}")
            except duckdb.Error as error:
                raise CannotTellError("measurement.facts_unreadable", reason=str(error).splitlines()[0]) from error
        return schema


def _whole(
    paths: tuple[str, ...], thinned: tuple[str, ...], replaced: tuple[str, ...], columns: Mapping[str, str]
) -> str:
    """Write how a table is read: its files, and of the thinned ones what is not replaced."""
    parts = [_reading(paths)] if paths else []
    if thinned:
        of_cases = bool(replaced) and "case" in columns
        parts.append(_reading(thinned) + (f' ANTI JOIN ({_reading(replaced)}) USING ("case")' if of_cases else ""))
    return " UNION ALL ".join(parts) or _nothing(columns)


def _reading(paths: tuple[str, ...]) -> str:
    listed = ", ".join(map(_literal, paths))
    return f"SELECT * FROM read_parquet([{listed}], hive_partitioning = false)"  # noqa: S608 -- a list of our own files


def _nothing(columns: Mapping[str, str]) -> str:
    empty = ", ".join(f'CAST(NULL AS {_SQL_TYPES[kind]}) AS "{name}"' for name, kind in columns.items())
    return f"SELECT {empty} WHERE false"


def _literal(path: str) -> str:
    return "'" + path.replace("'", "''") + "'"


def _protocol(filesystem: Any) -> str:
    names = filesystem.protocol
    return names if isinstance(names, str) else str(names[0])


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
