"""Everything at once: a record that does not fit into memory goes into the base month by month.

The events are laid down as they come, cut by the month in which their case was opened, and every month is then sorted,
folded and written by itself.
"""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from liuxin.engines.measurement.embedded import Limits
from liuxin.facts import absorbing, besides, layers
from liuxin.facts.absorbing import Batch
from liuxin.facts.compacting import PART_EVENTS, Names, case_cuts
from liuxin.facts.folder import Folder
from liuxin.facts.folding.events import EVENTS
from liuxin.facts.layers import NOTHING, Facts, Means, Told
from liuxin.facts.manifests import EMPTY
from liuxin.facts.naming import OPENING, Numbering
from liuxin.facts.words import FactFile, FactTable, Group, Manifest

AT_ONCE: Final = 2
"""So many pieces are folded at the same time."""
_PASSING: Final = {"compression": "lz4", "use_dictionary": False, "write_statistics": False}
_NONE: Final = "none"
_ROWS: Final = 100_000
_CUT: Final = """
    COPY (
        SELECT events.*, coalesce(strftime(make_timestamp(opened.began * 1000000), '%Y-%m'), 'none') AS month
        FROM read_parquet('{come}/*.parquet') AS events
        LEFT JOIN (
            SELECT subject, min("at") AS began FROM read_parquet('{come}/*.parquet') WHERE code = {opening}
            GROUP BY subject
        ) AS opened USING (subject)
    ) TO '{cut}' (FORMAT parquet, COMPRESSION lz4_raw, PARTITION_BY (month))
"""
_SORTED: Final = """
    SELECT {columns} FROM read_parquet('{month}/*.parquet', hive_partitioning = false)
    ORDER BY subject, code <> {opening}, "at", seq
"""


def load(folder: Folder, tables: Iterable[pa.Table], means: Means, now: int) -> Manifest:
    """Write a store from nothing and give its manifest; the tables hold every event once."""
    with _scratch(means.scratch) as scratch:
        numbering = Numbering()
        after = _lay_down(scratch, tables, numbering, means, now)
        with _sorter(scratch) as sorter:
            sorter.execute(_CUT.format(come=scratch / "come", cut=scratch / "cut", opening=OPENING))
            shutil.rmtree(scratch / "come")
            files, facts, orphans = _write_months(folder, _pieces(sorter, scratch / "cut", numbering), means)
        waiting = [absorbing.write_whole(folder, Group.ORPHANS, orphans)] if orphans.num_rows else []
        after = absorbing.with_cases(after, files, waiting)
        after = absorbing.with_replaced(folder, after, layers.REPLACED.empty_table(), NOTHING)
        after = absorbing.with_holders(folder, after, facts, means)
        for some in sorted((scratch / "besides").iterdir()):
            after = besides.absorb(folder, after, pq.read_table(some), pa.array([], pa.string()), means)
    return after


@contextmanager
def _scratch(under: Path) -> Iterator[Path]:
    # There is one writer: what lies here was left by one that died.
    shutil.rmtree(under, ignore_errors=True)
    under.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="load-", dir=under) as name:
        for folder in ("come", "besides"):
            (Path(name) / folder).mkdir()
        yield Path(name)


@contextmanager
def _sorter(scratch: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    settings = Limits().settings | {"temp_directory": str(scratch / "spill"), "max_temp_directory_size": "1TB"}
    with duckdb.connect(":memory:", config=settings) as connection:
        connection.execute("SET partitioned_write_flush_threshold = 65536")
        yield connection


def _lay_down(scratch: Path, tables: Iterable[pa.Table], numbering: Numbering, means: Means, now: int) -> Manifest:
    """Write events as they come, those of cases apart from the rest; give what there is to note."""
    manifest = EMPTY
    for number, table in enumerate(tables):
        reached = max(manifest.seq, pc.max(table["seq"]).as_py() or 0)
        manifest = absorbing.note(manifest, Batch(table, reached), means, now)
        about = layers.is_about_case(table)
        cases, others = numbering.numbered(table.filter(about)), table.filter(pc.invert(about))
        pq.write_table(cases, scratch / "come" / f"{number:06}.parquet", **_PASSING)
        if others.num_rows:
            pq.write_table(others, scratch / "besides" / f"{number:06}.parquet", compression="lz4")
    return manifest


@dataclass(frozen=True, slots=True)
class _Piece:
    part: str
    events: pa.Table


def _write_months(
    folder: Folder, pieces: Iterator[_Piece], means: Means
) -> tuple[list[FactFile], list[Facts], pa.Table]:
    files: list[FactFile] = []
    holders: list[Facts] = []
    orphans = [absorbing.empty()]

    def take(done: Future[tuple[list[FactFile], Facts]]) -> None:
        written, held = done.result()
        files.extend(written)
        holders.append(held)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        running: list[Future[tuple[list[FactFile], Facts]]] = []
        for piece in pieces:
            if piece.part == _NONE:
                orphans.append(piece.events)
                continue
            if len(running) == AT_ONCE:
                take(running.pop(0))
            running.append(pool.submit(_write_piece, folder, piece, means))
        for each in running:
            take(each)
    return files, holders, pa.concat_tables(orphans)


def _write_piece(folder: Folder, piece: _Piece, means: Means) -> tuple[list[FactFile], Facts]:
    told = Told(piece.events, means.fold(piece.events))
    held = told.facts.get(FactTable.PARTICIPATION, absorbing.HOLDERS.empty_table()).select(absorbing.HOLDERS.names)
    pairs = held.group_by(absorbing.HOLDERS.names).aggregate([])
    return layers.write(folder, piece.part, told), {FactTable.PARTICIPATION: pairs}


def _pieces(sorter: duckdb.DuckDBPyConnection, cut: Path, numbering: Numbering) -> Iterator[_Piece]:
    names = Names(set())
    for folder in sorted(cut.glob("month=*")):
        month = folder.name.removeprefix("month=")
        for events in _cut(_sorted(sorter, folder), numbering):
            yield _Piece(_NONE if month == _NONE else names.next(month), events)


def _sorted(sorter: duckdb.DuckDBPyConnection, month: Path) -> Iterator[pa.Table]:
    columns = ", ".join(f'"{name}"' for name in EVENTS.names)
    reader = sorter.execute(_SORTED.format(columns=columns, month=month, opening=OPENING)).to_arrow_reader(_ROWS)
    for batch in reader:
        yield pa.Table.from_batches([batch])


def _cut(tables: Iterator[pa.Table], numbering: Numbering) -> Iterator[pa.Table]:
    """Cut sorted events into pieces that hold whole cases."""
    waiting: list[pa.Table] = []
    for table in tables:
        waiting.append(table)
        if sum(each.num_rows for each in waiting) >= PART_EVENTS * 1.5:
            events = pa.concat_tables(waiting)
            end = case_cuts(events, PART_EVENTS)[1]
            yield numbering.named(events.slice(0, end))
            waiting = [events.slice(end).combine_chunks()]
    if any(each.num_rows for each in waiting):
        yield numbering.named(pa.concat_tables(waiting))


def typed(table: pa.Table) -> pa.Table:
    """Give a table the types of the event table: names come back from the sorter as plain texts."""
    columns = []
    for field in EVENTS:
        column = table[field.name]
        if pa.types.is_dictionary(field.type) and not pa.types.is_dictionary(column.type):
            column = column.cast(pa.string()).dictionary_encode()
        columns.append(column if column.type == field.type else column.cast(field.type))
    return pa.table(columns, schema=EVENTS)
