"""What is not about one case: duties, readings brought in, customers, who worked where.

Whatever is told of one subject is told from all its events. They lie together in the file of a month (of customers: a
year), that in which the subject was first met; of new events only the files that they concern are told anew.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from liuxin.engines.measurement.schemas import WHERE
from liuxin.facts import finding, layers, store
from liuxin.facts.folder import Folder
from liuxin.facts.layers import Means, Told
from liuxin.facts.naming import is_one_of
from liuxin.facts.words import FRESH, FactFile, FactTable, Group, Manifest

BEGINNINGS: Final = {
    FactTable.DUTIES: ("warning.", "recovery.", "obstacle.", "talk."),
    FactTable.READINGS: ("reading.",),
    FactTable.CUSTOMERS: ("customers.",),
    FactTable.PLACES: ("organisation.",),
}
"""How the codes begin of which a table is made."""


def table_of(part: str) -> FactTable | None:
    """Tell which table a part is about, by its name such as `duties:2016-03`; None for parts that are about cases."""
    name, named, _ = part.partition(":")
    return FactTable(name) if named else None


def absorb(folder: Folder, manifest: Manifest, news: pa.Table, changed: pa.Array, means: Means) -> Manifest:
    """Tell those parts anew for which there are new events, and duties about cases of which other things are known."""
    for table, beginnings in BEGINNINGS.items():
        some = _beginning(news, beginnings)
        parts = dict(_by_part(folder, manifest, table, some)) if some.num_rows else {}
        if table is FactTable.DUTIES and len(changed):
            parts = {part: some.slice(0, 0) for part in _about(folder, manifest, changed)} | parts
        for part, rows in parts.items():
            held = layers.events(folder, manifest.of(Group.MATTERS, part))
            manifest = tell(folder, manifest, part, pa.concat_tables([held, rows]), means)
    return manifest


def tell(folder: Folder, manifest: Manifest, part: str, events: pa.Table, means: Means) -> Manifest:
    """Put the events of a part and what they tell in the place of those before."""
    table = table_of(part)
    kept = [file for file in manifest.files if file.part != part]
    if table is None or not events.num_rows:
        return replace(manifest, files=store.in_manifest(kept))
    span = (pc.min(events["seq"]).as_py(), pc.max(events["seq"]).as_py())
    ordered = events.unify_dictionaries().combine_chunks()
    written = [store.write_rows(folder, Group.MATTERS, part, ordered, span)]
    rows = means.matters(ordered, _cases(folder, manifest, events))[table]
    if rows.num_rows:
        written.append(store.write_rows(folder, table, part, rows, span))
    return replace(manifest, files=store.in_manifest([*kept, *written]))


def changed(folder: Folder, manifest: Manifest, before: Told, lying: pa.Table, told: Told) -> pa.Array:
    """Name the cases about which there are duties and of which now other things are known than before, or anything."""
    now = told.facts.get(FactTable.CASES)
    files = [file for file in manifest.of(Group.MATTERS) if table_of(file.part) is FactTable.DUTIES]
    refs = store.read_rows(folder, files, ["ref"])
    if now is None or refs is None:
        return pa.array([], pa.string())
    now = layers.keeping(now, "case", pc.unique(refs["ref"].drop_null())).select(["case", *WHERE])
    then = [before.facts[FactTable.CASES]] if FactTable.CASES in before.facts else []
    base = _of(manifest, fresh=False)
    then += finding.cases(folder, base, pc.unique(lying["case"])) if now.num_rows else []
    kept = [layers.keeping(rows.select(now.column_names), "case", now["case"].combine_chunks()) for rows in then]
    return _differing(now, pa.concat_tables([now.slice(0, 0), *kept]))


def _differing(now: pa.Table, then: pa.Table) -> pa.Array:
    known = pc.is_in(now["case"], then["case"].combine_chunks())
    same = now.filter(known).sort_by("case")
    then = then.sort_by("case")
    differs = np.zeros(same.num_rows, np.bool_)
    for name in WHERE:
        alike = pc.fill_null(pc.equal(same[name], then[name]), fill_value=False)
        both_null = pc.and_(pc.is_null(same[name]), pc.is_null(then[name]))
        differs |= ~pc.or_(alike, both_null).to_numpy()
    anew = now.filter(pc.invert(known))["case"]
    return pa.chunked_array(
        [*anew.chunks, *same["case"].filter(pa.array(differs)).chunks], pa.string()
    ).combine_chunks()


def _beginning(events: pa.Table, beginnings: tuple[str, ...]) -> pa.Table:
    codes = [code for code in events["code"].unique().to_pylist() if code.startswith(beginnings)]
    return events.filter(is_one_of(events["code"], codes))


def _by_part(folder: Folder, manifest: Manifest, table: FactTable, events: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    """Deal events out to the parts in which their subjects lie, or else to the month of the subject's first event."""
    if table is FactTable.PLACES:
        # Whoever worked where follows from teams too, and there are few of either.
        yield f"{table}:all", events
        return
    lying = _lying(folder, manifest, table, pc.unique(events["subject"]))
    anew = layers.leaving(events, "subject", lying["subject"].combine_chunks())
    first = anew.group_by("subject").aggregate([("at", "min")])
    times = layers.month_names(first["at_min"]).tolist()
    if table is FactTable.CUSTOMERS:
        # They come in over many years, and each has one row.
        times = [month[:-3] for month in times]
    named = pa.array([f"{table}:{time}" for time in times], pa.string())
    home = pa.concat_tables([lying, pa.table([first["subject"], named], schema=lying.schema)])
    for part in pc.unique(home["part"]).to_pylist():
        yield (
            part,
            layers.keeping(events, "subject", home.filter(pc.equal(home["part"], part))["subject"].combine_chunks()),
        )


def _lying(folder: Folder, manifest: Manifest, table: FactTable, subjects: pa.Array) -> pa.Table:
    """Tell in which part each subject lies that is known already."""
    schema = pa.schema([("subject", pa.string()), ("part", pa.string())])
    found = [schema.empty_table()]
    for file in manifest.of(Group.MATTERS):
        held = store.read_rows(folder, [file], ["subject"]) if table_of(file.part) is table else None
        if held is not None:
            some = pc.unique(layers.keeping(held, "subject", subjects)["subject"])
            found.append(pa.table([some, pa.repeat(pa.scalar(file.part), len(some))], schema=schema))
    return pa.concat_tables(found)


def _about(folder: Folder, manifest: Manifest, cases: pa.Array) -> Iterator[str]:
    """Name the parts in which there are duties about some cases."""
    for file in manifest.of(Group.MATTERS):
        held = store.read_rows(folder, [file], ["ref"]) if table_of(file.part) is FactTable.DUTIES else None
        if held is not None and pc.any(pc.is_in(held["ref"].drop_null(), cases)).as_py():
            yield file.part


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
