"""What a reader finds in a store, and stores whose limits are so small that everything happens with a few events."""

import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pytest

from liuxin.engines.measurement.embedded import engine
from liuxin.facts import actions, compacting, loading, manifests, queries, store, taking
from liuxin.facts.folder import folder
from liuxin.facts.words import FactSet, FactTable, Manifest
from tests.facts.stories import CLOCKS, NOBODY

LATER = datetime(2030, 1, 1, tzinfo=UTC)
Rows = list[tuple[object, ...]]


def as_rows(table: pa.Table) -> Rows:
    """Give the rows of a table in an order of their own."""
    return sorted((tuple(row.values()) for row in table.to_pylist()), key=repr)


def rows_read(facts: FactSet) -> dict[FactTable, Rows]:
    """Read every table as the measures do, through the engine; tables without rows are left out."""
    source = queries._source(facts)
    found = {table: as_rows(engine().rows(source, f'SELECT * FROM "{table}"')) for table in FactTable}
    return {table: rows for table, rows in found.items() if rows}


def take_in(root: Path | str, *tables: pa.Table, unranked: Collection[int] = NOBODY) -> FactSet:
    """Take tables in without a database."""
    return actions.take_in_tables(iter(tables), clocks=CLOCKS, unranked=unranked, at=LATER, root=root)


def manifest_of(root: Path | str) -> Manifest:
    """Give the manifest of a store."""
    return manifests.read(folder(root))


def faults_of(root: Path | str) -> list[str]:
    """Name what is wrong with the files of a store."""
    return [error.code for error in store.faults(folder(root), manifest_of(root))]


@contextmanager
def small(part: int = 6, floor: int = 8, gulp: int = 10) -> Iterator[None]:
    """Make parts, the fresh layer and gulps small; files are not waited for until they are on the disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        patch.setattr(compacting, "PART_EVENTS", part)
        patch.setattr(loading, "PART_EVENTS", part)
        patch.setattr(compacting, "FLOOR", floor)
        patch.setattr(taking, "AT_ONCE", gulp)
        yield


def pieces(events: pa.Table, cuts: Iterable[int]) -> list[pa.Table]:
    """Cut a table at some rows."""
    ends = [0, *sorted({cut for cut in cuts if 0 < cut < events.num_rows}), events.num_rows]
    return [events.slice(start, end - start) for start, end in pairwise(ends)]
