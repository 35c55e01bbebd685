"""What is not about one case: duties, readings brought in, customers, who worked where; each table told as a whole."""

from dataclasses import replace
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from liuxin.facts import finding, layers, store
from liuxin.facts.folder import Folder
from liuxin.facts.layers import Means
from liuxin.facts.words import FRESH, FactFile, FactTable, Group, Manifest

BEGINNINGS: Final = {
    FactTable.DUTIES: ("warning.", "recovery.", "obstacle.", "talk."),
    FactTable.READINGS: ("reading.",),
    FactTable.CUSTOMERS: ("customers.",),
    FactTable.PLACES: ("organisation.",),
}
"""How the codes begin of which a table is made; its events and its rows are the part of its name."""


def absorb(folder: Folder, manifest: Manifest, news: pa.Table, touched: pa.Array, means: Means) -> Manifest:
    """Tell those tables anew of which there are new events, and duties about cases that were touched."""
    for table, beginnings in BEGINNINGS.items():
        some = _beginning(news, beginnings)
        if some.num_rows or (table is FactTable.DUTIES and _is_about(folder, manifest, touched)):
            held = layers.events(folder, manifest.of(Group.MATTERS, table))
            manifest = tell(folder, manifest, table, pa.concat_tables([held, some]), means)
    return manifest


def tell(folder: Folder, manifest: Manifest, table: FactTable, events: pa.Table, means: Means) -> Manifest:
    """Put the events of a table and what they tell in the place of those before."""
    kept = [file for file in manifest.files if file.part != table]
    ordered = events.unify_dictionaries().combine_chunks()
    span = (pc.min(events["seq"]).as_py() or 0, pc.max(events["seq"]).as_py() or 0)
    rows = means.matters(ordered, _cases(folder, manifest, events)).get(table) if events.num_rows else None
    written = [store.write_rows(folder, Group.MATTERS, table, ordered, span)] if events.num_rows else []
    if rows is not None and rows.num_rows:
        written.append(store.write_rows(folder, table, table, rows, span))
    return replace(manifest, files=store.in_manifest([*kept, *written]))


def _beginning(events: pa.Table, beginnings: tuple[str, ...]) -> pa.Table:
    codes = [code for code in events["code"].unique().to_pylist() if code.startswith(beginnings)]
    return events.filter(pc.is_in(events["code"].cast(pa.string()), pa.array(codes, pa.string())))


def _is_about(folder: Folder, manifest: Manifest, touched: pa.Array) -> bool:
    """Tell whether a duty is about one of some cases."""
    held = store.read_rows(folder, manifest.of(Group.MATTERS, FactTable.DUTIES), ["ref"])
    return held is not None and pc.any(pc.is_in(held["ref"].drop_null(), touched)).as_py() is True


def _cases(folder: Folder, manifest: Manifest, events: pa.Table) -> pa.Table | None:
    """Give the rows of the cases that events are about."""
    about = pc.unique(events["ref"].drop_null())
    if not len(about):
        return None
    gone = layers.replaced(folder, manifest)["case"].combine_chunks()
    fresh = finding.cases(folder, _of(manifest, fresh=True), about)
    base = finding.cases(folder, _of(manifest, fresh=False), about.filter(pc.invert(pc.is_in(about, gone))))
    return pa.concat_tables([*fresh, *base]) if fresh or base else None


def _of(manifest: Manifest, *, fresh: bool) -> list[FactFile]:
    return [file for file in manifest.of(FactTable.CASES) if (file.part == FRESH) is fresh]
