"""Everything at once: a record that does not fit into memory goes into the base part by part.

The events are laid down as they come, names and cases as numbers. When all of them are there it is known in which month
each case was opened: they are dealt out to the parts of the store, and every part is sorted, folded and written by
itself.
"""

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field as made
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from liuxin.facts import absorbing, besides, layers
from liuxin.facts.absorbing import Batch
from liuxin.facts.compacting import PART_EVENTS, Names
from liuxin.facts.dealing import NOWHERE, Homes, Roll, in_order
from liuxin.facts.folder import Folder
from liuxin.facts.folding.events import EVENTS
from liuxin.facts.layers import NOTHING, Facts, Means, Told
from liuxin.facts.manifests import EMPTY
from liuxin.facts.naming import OPENING, Numbering
from liuxin.facts.words import FactFile, FactTable, Group, Manifest

AT_ONCE: Final = 2
"""So many parts are folded at the same time."""
BESIDES_AT_ONCE: Final = 500_000
_PASSING: Final = pa.ipc.IpcWriteOptions(compression="lz4")


@dataclass(frozen=True, slots=True)
class _Laid:
    """Events laid down on the local disk: the folder, and where those of each part lie (file, batch)."""

    scratch: Path
    numbering: Numbering = made(default_factory=Numbering)
    roll: Roll = made(default_factory=Roll)
    where: defaultdict[int, list[tuple[Path, int]]] = made(default_factory=lambda: defaultdict(list))


def load(folder: Folder, tables: Iterable[pa.Table], means: Means, now: int) -> Manifest:
    """Write a store from nothing and give its manifest; the tables hold every event once."""
    with _scratch(means.scratch) as scratch:
        laid = _Laid(scratch)
        after = _lay_down(laid, tables, means, now)
        homes = laid.roll.homes(PART_EVENTS)
        _deal(laid, homes)
        files, facts = _write_months(folder, laid, homes, means)
        orphans = _events(laid, homes, NOWHERE)
        waiting = [absorbing.write_whole(folder, Group.ORPHANS, orphans)] if orphans.num_rows else []
        after = absorbing.with_cases(after, files, waiting)
        after = absorbing.with_replaced(folder, after, layers.REPLACED.empty_table(), NOTHING)
        after = absorbing.with_holders(folder, after, facts, means)
        for some in _besides(scratch):
            after = besides.absorb(folder, after, some, pa.array([], pa.string()), means)
    return after


@contextmanager
def _scratch(under: Path) -> Iterator[Path]:
    # There is one writer: what lies here was left by one that died.
    shutil.rmtree(under, ignore_errors=True)
    under.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="load-", dir=under) as name:
        for folder in ("come", "dealt", "besides"):
            (Path(name) / folder).mkdir()
        yield Path(name)


def _lay_down(laid: _Laid, tables: Iterable[pa.Table], means: Means, now: int) -> Manifest:
    """Write events as they come, those of cases apart from the rest; give what there is to note."""
    manifest = EMPTY
    for number, table in enumerate(tables):
        reached = max(manifest.seq, pc.max(table["seq"]).as_py() or 0)
        manifest = absorbing.note(manifest, Batch(table, reached), means, now)
        about = layers.is_about_case(table)
        cases, others = laid.numbering.numbered(table.filter(about)), table.filter(pc.invert(about))
        opens = cases["code"].to_numpy() == OPENING
        numbers = laid.roll.numbered(cases["subject"], cases["at"].to_numpy(), opens)
        place = cases.schema.get_field_index("subject")
        _write(laid.scratch / "come" / f"{number:06}", [cases.set_column(place, "subject", numbers)])
        if others.num_rows:
            _write(laid.scratch / "besides" / f"{number:06}", [others.unify_dictionaries()])
    return manifest


def _write(path: Path, tables: Iterable[pa.Table]) -> None:
    """Write tables as one batch each."""
    writer = None
    with pa.OSFile(str(path), "wb") as file:
        for table in tables:
            writer = writer or pa.ipc.new_file(file, table.schema, options=_PASSING)
            for batch in table.combine_chunks().to_batches():
                writer.write_batch(batch)
        if writer:
            writer.close()


def _read(path: Path, batch: int | None = None) -> pa.Table:
    with pa.OSFile(str(path), "rb") as file, pa.ipc.open_file(file) as reader:
        return reader.read_all() if batch is None else pa.Table.from_batches([reader.get_batch(batch)])


def _besides(scratch: Path) -> Iterator[pa.Table]:
    """Give what is not about cases, as much at a time as fits into memory: every part is told anew for each."""
    waiting: list[pa.Table] = []
    for path in sorted((scratch / "besides").iterdir()):
        waiting.append(_read(path))
        if sum(each.num_rows for each in waiting) >= BESIDES_AT_ONCE:
            yield pa.concat_tables(waiting)
            waiting = []
    if waiting:
        yield pa.concat_tables(waiting)


def _deal(laid: _Laid, homes: Homes) -> None:
    """Deal what came out to parts: a file for each that came, in it a batch for each part."""
    for path in sorted((laid.scratch / "come").iterdir()):
        events = _read(path)
        part = homes.part[events["subject"].to_numpy()]
        order = np.argsort(part, kind="stable")
        ordered, part = events.take(order).combine_chunks(), part[order]
        cuts = [*np.flatnonzero(np.diff(part, prepend=NOWHERE - 1)).tolist(), part.size]
        dealt = laid.scratch / "dealt" / path.name
        _write(dealt, (ordered.slice(start, end - start) for start, end in pairwise(cuts)))
        for batch, start in enumerate(cuts[:-1]):
            laid.where[int(part[start])].append((dealt, batch))
        path.unlink()


def _write_months(folder: Folder, laid: _Laid, homes: Homes, means: Means) -> tuple[list[FactFile], list[Facts]]:
    files: list[FactFile] = []
    holders: list[Facts] = []
    names = Names(set())

    def write(part: int, name: str) -> tuple[list[FactFile], Facts]:
        return _write_part(folder, name, _events(laid, homes, part), means)

    def take(done: Future[tuple[list[FactFile], Facts]]) -> None:
        written, held = done.result()
        files.extend(written)
        holders.append(held)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = [pool.submit(write, part, names.next(month)) for part, month in enumerate(homes.months)]
        while running:
            take(running.pop(0))
    return files, holders


def _write_part(folder: Folder, part: str, events: pa.Table, means: Means) -> tuple[list[FactFile], Facts]:
    told = Told(events, means.fold(events))
    held = told.facts.get(FactTable.PARTICIPATION, absorbing.HOLDERS.empty_table()).select(absorbing.HOLDERS.names)
    pairs = held.group_by(absorbing.HOLDERS.names).aggregate([])
    return layers.write(folder, part, told), {FactTable.PARTICIPATION: pairs}


def _events(laid: _Laid, homes: Homes, part: int) -> pa.Table:
    """Give the events of a part in their order, with their names."""
    tables = [_read(path, batch) for path, batch in laid.where[part]]
    if not tables:
        return EVENTS.empty_table()
    events = pa.concat_tables(tables).combine_chunks()
    place = homes.place[events["subject"].to_numpy()]
    later = events["code"].to_numpy() != OPENING
    order = in_order(place, later, events["at"].to_numpy(), events["seq"].to_numpy())
    return laid.numbering.named(events.take(order), laid.roll.names)


def typed(table: pa.Table) -> pa.Table:
    """Give a table the types of the event table: what was kept elsewhere has its names as plain texts."""
    columns = []
    for field in EVENTS:
        column = table[field.name]
        if pa.types.is_dictionary(field.type) and not pa.types.is_dictionary(column.type):
            column = column.cast(pa.string()).dictionary_encode()
        columns.append(column if column.type == field.type else column.cast(field.type))
    return pa.table(columns, schema=EVENTS)
