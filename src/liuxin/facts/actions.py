"""What is written into the facts: what history has sealed, and the evidence of what was frozen."""

import io
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings

from liuxin.desk.history import queries as history
from liuxin.desk.history.words import SealedEvent
from liuxin.engines.measurement.words import Evidence
from liuxin.facts import queries, store
from liuxin.facts.absorbing import Batch, Means, absorb, holds_any
from liuxin.facts.words import CaseEvent, FactSet, Manifest
from liuxin.kernel.business_time import BusinessClock
from liuxin.kernel.errors import CannotTellError, NotFoundError

EVENTS_AT_ONCE: Final = 400_000
_MENDABLE: Final = frozenset(
    {"facts.manifest_unreadable", "facts.format_unknown", "facts.file_gone", "facts.file_unreadable"}
)
_EVIDENCE: Final = pa.schema(
    [
        ("case", pa.string()),
        ("person", pa.int64()),
        ("team", pa.int64()),
        ("at", pa.int64()),
        ("weight", pa.float64()),
        ("value", pa.float64()),
        ("counted", pa.bool_()),
        ("why_not", pa.string()),
    ]
)

Clocks = Callable[[str], BusinessClock] | Mapping[str, BusinessClock]


def catch_up(
    *,
    clocks: Clocks,
    unranked: Collection[int],
    at: datetime,
    to: int | None = None,
    anew: bool = False,
    root: Path | None = None,
) -> FactSet:
    """Take what history has sealed into the facts, each event exactly once, and give the facts as they then stand.

    `to` is a place in the record that must be reached; `CannotTellError("facts.seal_behind")` where the sealer has not
    got so far. `unranked` are system actors and placeholders. What is damaged in the store is told anew from history,
    and so is everything with `anew`. Waits for another writer, at most a minute.
    """
    place = root or Path(settings.FACTS_ROOT)
    means = Means(_clock_of(clocks), _events_of, frozenset(unranked))
    sealed = history.head().seq
    if to is not None and sealed < to:
        raise CannotTellError("facts.seal_behind", wanted=to, sealed=sealed)
    with store.writing(place):
        try:
            before = store.EMPTY if anew else _start(place, means, sealed)
            _take_in(place, before, sealed, means, int(at.timestamp()))
        except CannotTellError as error:
            if error.code not in _MENDABLE:
                raise
            _take_in(place, store.EMPTY, sealed, means, int(at.timestamp()))
    return queries.current(place)


def write_evidence(evidence: Evidence, *, root: Path | None = None) -> str:
    """Keep the rows behind a number for ever, and give the name by which they can be read again."""
    about = {
        "measure": evidence.measure,
        "period_start": evidence.period_start,
        "period_end": evidence.period_end,
        "cell": dict(evidence.cell),
        "manifest_id": evidence.manifest_id,
        "as_of": evidence.as_of,
    }
    columns = {name: [getattr(row, name) for row in evidence.rows] for name in _EVIDENCE.names}
    kept = _EVIDENCE.with_metadata({queries.EVIDENCE_KEY: json.dumps(about, sort_keys=True)})
    buffer = io.BytesIO()
    pq.write_table(pa.table(columns, schema=kept), buffer, compression="zstd")
    digest = sha256(buffer.getvalue()).hexdigest()
    store.put(queries.evidence_path(digest, root), buffer.getvalue())
    return digest


def _clock_of(clocks: Clocks) -> Callable[[str], BusinessClock]:
    if callable(clocks):
        return clocks

    def clock(code: str) -> BusinessClock:
        if code not in clocks:
            raise NotFoundError("calendar.unknown", calendar=code)
        return clocks[code]

    return clock


def _start(root: Path, means: Means, sealed: int) -> Manifest:
    """Give what can be built on: not a store that is ahead of the record, nor one that took others for people."""
    manifest = store.read_manifest(root)
    changed = means.unranked ^ frozenset(manifest.unranked)
    if manifest.seq > sealed or holds_any(root, manifest, changed):
        return store.EMPTY
    return manifest


def _take_in(root: Path, start: Manifest, sealed: int, means: Means, now: int) -> None:
    published = _published(root)
    manifest = start
    for batch in _batches(start.seq, sealed):
        manifest = absorb(root, manifest, batch, means, now)
        # A rebuild shows itself only when it is complete: readers never go back in time.
        shown = start is not store.EMPTY or not published.files or batch.reached == sealed
        if shown and not store.says_the_same(manifest, published):
            store.retire(root, published, manifest, now)
            store.publish(root, manifest)
            published = manifest
    store.sweep(root, published, now)


def _published(root: Path) -> Manifest:
    try:
        return store.read_manifest(root)
    except CannotTellError:
        return store.EMPTY


def _batches(seq: int, sealed: int) -> Iterator[Batch]:
    events: list[CaseEvent] = []
    for some in history.sealed_after(seq, up_to=sealed, prefixes=("case.",)):
        events.extend(_read(some))
        if len(events) >= EVENTS_AT_ONCE:
            yield Batch(events, events[-1].seq)
            events = []
    yield Batch(events, sealed)


def _events_of(cases: Collection[str], reached: int) -> Iterator[CaseEvent]:
    return (event for event in _read(history.sealed_of("case", sorted(cases))) if event.seq <= reached)


def _read(events: Iterable[SealedEvent]) -> Iterator[CaseEvent]:
    for event in events:
        if event.subject_kind == "case" and event.subject:
            yield CaseEvent(event.seq, event.code, event.subject, int(event.at.timestamp()), event.payload)
