"""New events into the store: the cases that they touch are told anew, whole, in the fresh layer."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from liuxin.facts import besides, compacting, finding, layers, store
from liuxin.facts.folder import Folder
from liuxin.facts.folding.events import DESK_CODES, DESK_MATTERS, EVENTS
from liuxin.facts.layers import NOTHING, Facts, Means, Told
from liuxin.facts.naming import is_one_of
from liuxin.facts.ordering import OPENED
from liuxin.facts.words import FRESH, WHOLE, FactFile, FactTable, Group, Manifest

HOLDERS: Final = pa.schema([("person", pa.int64()), ("team", pa.int64())])
_QUIET: Final = ("organisation.", "customers.", "reading.")
"""Codes that tell of the organisation, or of work long past: they do not carry the record of the work further."""


@dataclass(frozen=True, slots=True)
class Batch:
    """The events of the record after those of a manifest, up to and including `reached`."""

    events: pa.Table
    reached: int


def absorb(folder: Folder, manifest: Manifest, batch: Batch, means: Means, now: int) -> Manifest:
    """Write what a batch changes and give the manifest that names it; publishing it is the caller's.

    The same events give the same rows, however they were cut into batches.
    """
    noted = note(manifest, batch, means, now)
    about = layers.is_about_case(batch.events)
    cases, matters = batch.events.filter(about), batch.events.filter(pc.invert(about))
    changed = pa.array([], pa.string())
    if cases.num_rows:
        noted, changed = _absorb_cases(folder, noted, cases, means)
    return besides.absorb(folder, noted, matters, changed, means)


def note(manifest: Manifest, batch: Batch, means: Means, now: int) -> Manifest:
    """Note in a manifest how far the record is and what kinds of events it holds."""
    events = batch.events
    return replace(
        manifest,
        seq=batch.reached,
        reaches_to=max(manifest.reaches_to, _reach(events)),
        refreshed_at=max(manifest.refreshed_at, now),
        codes=tuple(sorted({*manifest.codes, *events["code"].unique().to_pylist()})),
        desk=manifest.desk or _has_desk(events),
        unranked=tuple(sorted(means.unranked)),
    )


def codes_recorded(manifest: Manifest) -> frozenset[str]:
    """Name the event codes that were recorded, or would have been: the desk itself can record every kind.

    A closing resolves what nothing resolved before, so that a source with closings alone has told of resolutions.
    """
    told = frozenset(manifest.codes) | (DESK_CODES | DESK_MATTERS if manifest.desk else frozenset())
    return told | {"case.resolved"} if "case.closed" in told else told


def _reach(events: pa.Table) -> int:
    quiet = [code for code in events["code"].unique().to_pylist() if code.startswith(_QUIET)]
    return pc.max(events["at"].filter(pc.invert(is_one_of(events["code"], quiet)))).as_py() or 0


def _has_desk(events: pa.Table) -> bool:
    sources = events["source"].filter(is_one_of(events["code"], [OPENED]))
    return not all(sources.unique().to_pylist())


def _absorb_cases(folder: Folder, manifest: Manifest, news: pa.Table, means: Means) -> tuple[Manifest, pa.Array]:
    """Tell touched cases anew; give besides those with duties about them of which other things are known now."""
    touched = pc.unique(news["subject"])
    before, replaced = layers.fresh(folder, manifest), layers.replaced(folder, manifest)
    waiting = layers.events(folder, manifest.of(Group.ORPHANS))
    unread = touched.filter(pc.invert(pc.is_in(touched, replaced["case"].combine_chunks())))
    lying = finding.lying(folder, manifest, unread)
    older = [layers.keeping(rows, "subject", touched) for rows in (before.events, waiting)]
    told, orphans = layers.tell(pa.concat_tables([*older, *finding.events(folder, manifest, lying), news]), means)
    changed = besides.changed(folder, manifest, before, lying, told)
    fresh = before.without(touched).beside(told)
    orphans = pa.concat_tables([layers.leaving(waiting, "subject", touched), orphans])
    replaced = pa.concat_tables([replaced, lying])
    if compacting.is_due(manifest, fresh.events.num_rows):
        base, fresh, replaced = compacting.compact(folder, manifest, fresh, replaced), NOTHING, replaced.slice(0, 0)
    else:
        base = [file for file in manifest.files if file.month]
    after = with_cases(manifest, base, [*layers.write(folder, FRESH, fresh), *_orphans(folder, orphans)])
    after = with_replaced(folder, after, replaced, fresh)
    return with_holders(folder, after, [told.facts], means), changed


def with_cases(manifest: Manifest, base: Iterable[FactFile], others: Iterable[FactFile]) -> Manifest:
    """Put the files of cases in the place of those before; what is not about cases stays."""
    kept = [file for file in manifest.files if file.table is Group.HOLDERS or besides.table_of(file.part)]
    return replace(manifest, files=store.in_manifest([*base, *others, *kept]))


def _orphans(folder: Folder, orphans: pa.Table) -> list[FactFile]:
    return [write_whole(folder, Group.ORPHANS, orphans)] if orphans.num_rows else []


def write_whole(folder: Folder, table: FactTable | Group, rows: pa.Table, span: store.Span = (0, 0)) -> FactFile:
    """Write what is not kept by month."""
    if "seq" in rows.column_names and rows.num_rows:
        span = (pc.min(rows["seq"]).as_py(), pc.max(rows["seq"]).as_py())
    return store.write_rows(folder, table, WHOLE, rows, span)


def with_replaced(folder: Folder, manifest: Manifest, replaced: pa.Table, fresh: Told) -> Manifest:
    """List the cases of the base that the fresh layer tells anew, and count the cases of every month."""
    gone = Counter(replaced["part"].to_pylist())
    months: Counter[str] = Counter()
    for file in manifest.of(FactTable.CASES):
        if file.month:
            months[file.month] += file.rows
    for part, count in gone.items():
        months[part.partition(".")[0]] -= count
    if FactTable.CASES in fresh.facts:
        months.update(layers.months_of(fresh.facts[FactTable.CASES]).tolist())
    files = [write_whole(folder, Group.REPLACED, replaced)] if replaced.num_rows else []
    return replace(
        manifest,
        files=store.in_manifest([*manifest.files, *files]),
        replaced=tuple(sorted(gone.items())),
        months=tuple(sorted((month, count) for month, count in months.items() if count)),
    )


def holders(folder: Folder, manifest: Manifest) -> pa.Table:
    """Read who ever held a case: the pairs of person and team."""
    rows = store.read_rows(folder, manifest.of(Group.HOLDERS))
    return HOLDERS.empty_table() if rows is None else rows


def held_any(folder: Folder, manifest: Manifest, people: Collection[int]) -> bool:
    """Tell whether any of these people ever held a case."""
    held = holders(folder, manifest)["person"] if people else ()
    return len(held) > 0 and pc.any(pc.is_in(held, pa.array(sorted(people), pa.int64()))).as_py() is True


def with_holders(folder: Folder, manifest: Manifest, facts: Sequence[Facts], means: Means) -> Manifest:
    """Add to those who ever held a case."""
    known = holders(folder, manifest)
    told = [each[FactTable.PARTICIPATION].select(HOLDERS.names) for each in facts if FactTable.PARTICIPATION in each]
    everyone = pa.concat_tables([known, *told]).group_by(HOLDERS.names).aggregate([])
    if everyone.num_rows == known.num_rows:
        return manifest
    kept = [file for file in manifest.files if file.table is not Group.HOLDERS]
    people = set(everyone["person"].unique().drop_null().to_pylist())
    return replace(
        manifest,
        has_people=bool(people - means.unranked),
        files=store.in_manifest([*kept, write_whole(folder, Group.HOLDERS, everyone)]),
    )


def empty() -> pa.Table:
    """Give an event table without rows."""
    return EVENTS.empty_table()
