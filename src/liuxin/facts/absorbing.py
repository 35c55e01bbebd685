"""New events into the store: the cases they touch are told anew, the months of these cases are written anew."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from liuxin.facts import store
from liuxin.facts.rules import CASE_CODES, OPENED, story_of
from liuxin.facts.tables import Clocks, in_order, month_of, tabulate
from liuxin.facts.words import CaseEvent, FactFile, FactTable, Manifest, Story

EventsOf = Callable[[Collection[str], int], Iterable[CaseEvent]]


@dataclass(frozen=True, slots=True)
class Batch:
    """The events of the record after those of a manifest, up to and including `reached`."""

    events: Sequence[CaseEvent]
    reached: int


@dataclass(frozen=True, slots=True)
class Means:
    """What absorbing needs besides events.

    `events_of` gives every event of some cases up to a place in the record; `unranked` are system actors and
    placeholders.
    """

    clocks: Clocks
    events_of: EventsOf
    unranked: frozenset[int]


def absorb(root: Path, manifest: Manifest, batch: Batch, means: Means, now: int) -> Manifest:
    """Write what a batch changes and give the manifest that names it; publishing it is the caller's.

    The same events make the same files, however they were cut into batches.
    """
    touched = {event.case for event in batch.events}
    whole = not any(code.startswith("case.") for code in manifest.codes)
    events = batch.events if whole or not touched else means.events_of(touched, batch.reached)
    stories = [story for story in _stories(events, means.unranked) if story.case in touched]
    return replace(
        manifest,
        seq=batch.reached,
        reaches_to=max([manifest.reaches_to, *(event.at for event in batch.events)]),
        refreshed_at=now,
        codes=tuple(sorted({*manifest.codes, *(event.code for event in batch.events)})),
        desk=manifest.desk or any(_is_from_desk(event) for event in batch.events),
        unranked=tuple(sorted(means.unranked)),
        files=_files(root, manifest.files, stories, touched, means.clocks) if touched else manifest.files,
    )


def codes_recorded(manifest: Manifest) -> frozenset[str]:
    """Name the event codes that were recorded, or would have been: the desk itself can record every kind."""
    return frozenset(manifest.codes) | (CASE_CODES if manifest.desk else frozenset())


def holds_any(root: Path, manifest: Manifest, people: Collection[int]) -> bool:
    """Tell whether any of these people ever held a case."""
    files = [file for file in manifest.files if file.table is FactTable.PARTICIPATION]
    held = store.read_rows(root, files, ["person"]) if people else None
    return held is not None and pc.any(pc.is_in(held["person"], pa.array(sorted(people), pa.int64()))).as_py() is True


def _is_from_desk(event: CaseEvent) -> bool:
    return event.code == OPENED and not event.payload.get("source")


def _stories(events: Iterable[CaseEvent], unranked: frozenset[int]) -> list[Story]:
    by_case: defaultdict[str, list[CaseEvent]] = defaultdict(list)
    for event in events:
        by_case[event.case].append(event)
    told = (story_of(each, unranked) for each in by_case.values())
    return [story for story in told if story]


def _files(
    root: Path, before: Sequence[FactFile], stories: Sequence[Story], touched: Collection[str], clocks: Clocks
) -> tuple[FactFile, ...]:
    cases = pa.array(sorted(touched), pa.string())
    fresh: defaultdict[str, list[Story]] = defaultdict(list)
    for story in stories:
        fresh[month_of(story.opening.at)].append(story)
    changed = {*fresh, *_months_holding(root, before, cases)}
    kept = [file for file in before if file.month not in changed]
    for month in sorted(changed):
        old = [file for file in before if file.month == month]
        kept.extend(_write_month(root, month, old, tabulate(fresh[month], clocks), cases))
    return tuple(sorted(kept, key=lambda file: (file.table, file.month)))


def _months_holding(root: Path, files: Sequence[FactFile], cases: pa.Array) -> set[str]:
    found = set()
    for file in files:
        if file.table is FactTable.CASES:
            held = store.read_rows(root, [file], ["case"])
            if held is not None and pc.any(pc.is_in(held["case"], cases)).as_py():
                found.add(file.month)
    return found


def _write_month(
    root: Path, month: str, old: Sequence[FactFile], fresh: dict[FactTable, pa.Table], cases: pa.Array
) -> list[FactFile]:
    whole = {}
    for table, rows in fresh.items():
        held = store.read_rows(root, [file for file in old if file.table is table])
        if held is not None:
            rows = pa.concat_tables([held.filter(pc.invert(pc.is_in(held["case"], cases))), rows])  # noqa: PLW2901
        whole[table] = in_order(table, rows)
    last = pc.min_max(whole[FactTable.CASES]["last_seq"]).as_py()
    span = (last["min"] or 0, last["max"] or 0)
    return [store.write_rows(root, table, month, rows, span) for table, rows in whole.items() if rows.num_rows]
