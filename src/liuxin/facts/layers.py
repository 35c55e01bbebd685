"""What is told of some cases: their events and the facts made of them; and the two layers in which the store keeps it.

The base holds cases by the month of their opening; the fresh layer holds, once more and whole, every case that was
touched since the base was written. Who reads leaves those out of the base.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from liuxin.facts import store
from liuxin.facts.folder import Folder
from liuxin.facts.folding.events import CASE, EVENTS
from liuxin.facts.naming import is_one_of
from liuxin.facts.ordering import OPENED, by_case
from liuxin.facts.words import FRESH, FactFile, FactTable, Group, Manifest

Facts = Mapping[FactTable, pa.Table]
REPLACED: Final = pa.schema([("case", pa.string()), ("part", pa.string())])


@dataclass(frozen=True, slots=True)
class Means:
    """What is needed to make facts of events.

    `fold` takes the events of cases that have an opening, sorted; `matters` everything else, and the rows of the cases
    that these are about. `unranked` are system actors and placeholders; `scratch` is a local folder of the writer's
    own for what does not fit into memory.
    """

    fold: Callable[[pa.Table], Facts]
    matters: Callable[[pa.Table, pa.Table | None], Facts]
    unranked: frozenset[int]
    scratch: Path


@dataclass(frozen=True, slots=True)
class Told:
    """Events of cases and the facts that they tell; a table without rows may be missing."""

    events: pa.Table
    facts: Facts

    def without(self, cases: pa.Array) -> "Told":
        """Leave some cases out."""
        if not len(cases):
            return self
        facts = {table: leaving(rows, "case", cases) for table, rows in self.facts.items()}
        return Told(leaving(self.events, "subject", cases), facts)

    def beside(self, other: "Told") -> "Told":
        """Put what is told of other cases beside it."""
        tables = [table for table in FactTable if table in self.facts or table in other.facts]
        facts = {
            table: pa.concat_tables(each.facts[table] for each in (self, other) if table in each.facts)
            for table in tables
        }
        return Told(pa.concat_tables([self.events, other.events]), facts)


NOTHING: Final = Told(EVENTS.empty_table(), {})


def leaving(rows: pa.Table, column: str, cases: pa.Array) -> pa.Table:
    """Leave out the rows of some cases."""
    return rows.filter(pc.invert(pc.is_in(rows[column], cases)))


def keeping(rows: pa.Table, column: str, cases: pa.Array) -> pa.Table:
    """Keep the rows of some cases."""
    return rows.filter(pc.is_in(rows[column], cases))


def is_about_case(events: pa.Table) -> pa.Array:
    """Tell which events are about cases."""
    return is_one_of(events["subject_kind"], [CASE])


def opened(events: pa.Table) -> pa.Array:
    """Name the cases that have an opening."""
    return pc.unique(events["subject"].filter(is_one_of(events["code"], [OPENED])))


def tell(events: pa.Table, means: Means) -> tuple[Told, pa.Table]:
    """Make facts of every event of some cases; give besides the events of those that have no opening."""
    begun = pc.is_in(events["subject"], opened(events))
    known = by_case(events.filter(begun)).unify_dictionaries().combine_chunks()
    orphans = events.filter(pc.invert(begun))
    return (Told(known, means.fold(known)) if known.num_rows else NOTHING), orphans


def fresh(folder: Folder, manifest: Manifest) -> Told:
    """Read the fresh layer."""
    return part(folder, manifest, FRESH)


def part(folder: Folder, manifest: Manifest, name: str) -> Told:
    """Read a part of the store whole."""
    facts = {}
    for table in FactTable:
        rows = store.read_rows(folder, manifest.of(table, name))
        if rows is not None:
            facts[table] = rows
    return Told(events(folder, manifest.of(Group.EVENTS, name)), facts)


def events(folder: Folder, files: tuple[FactFile, ...]) -> pa.Table:
    """Read event files."""
    rows = store.read_rows(folder, files)
    return EVENTS.empty_table() if rows is None else rows


def replaced(folder: Folder, manifest: Manifest) -> pa.Table:
    """Read which cases of which parts of the base are not read any more."""
    rows = store.read_rows(folder, manifest.of(Group.REPLACED))
    return REPLACED.empty_table() if rows is None else rows


def write(folder: Folder, part: str, told: Told) -> list[FactFile]:
    """Write what is told as the files of a part."""
    if not told.events.num_rows:
        return []
    span = (pc.min(told.events["seq"]).as_py(), pc.max(told.events["seq"]).as_py())
    tables: list[tuple[FactTable | Group, pa.Table]] = [(Group.EVENTS, told.events), *told.facts.items()]
    return [store.write_rows(folder, table, part, rows, span) for table, rows in tables if rows.num_rows]


def held(folder: Folder, manifest: Manifest) -> Iterator[pa.Table]:
    """Give every event that the store holds, once, part by part."""
    gone = replaced(folder, manifest)
    for file in manifest.files:
        if file.table is Group.EVENTS and file.month:
            cases = gone.filter(pc.equal(gone["part"], file.part))["case"].combine_chunks()
            yield leaving(events(folder, (file,)), "subject", cases)
        elif file.table in (Group.EVENTS, Group.ORPHANS, Group.MATTERS):
            yield events(folder, (file,))


def months_of(cases: pa.Table) -> NDArray[np.str_]:
    """Name the month (UTC) in which each of some cases was opened."""
    return month_names(cases["opened_at"])


def month_names(at: pa.ChunkedArray) -> NDArray[np.str_]:
    """Name the month (UTC) of instants (epoch seconds)."""
    seconds = at.to_numpy().astype("datetime64[s]")
    return np.datetime_as_string(seconds.astype("datetime64[M]"))  # type: ignore[no-any-return]
