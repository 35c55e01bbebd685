"""What is written into the facts: what history has sealed, and the evidence of what was frozen."""

import errno
import io
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings

from liuxin.desk.history import queries as history
from liuxin.desk.history.words import ERASED
from liuxin.engines.measurement.words import Evidence
from liuxin.facts import absorbing, manifests, mending, queries, store, taking
from liuxin.facts.folder import Folder, folder
from liuxin.facts.folding.events import PREFIXES, from_history
from liuxin.facts.folding.fold import fold
from liuxin.facts.folding.matters import matters
from liuxin.facts.layers import Means
from liuxin.facts.words import FactSet, Manifest, PeopleEvidence
from liuxin.kernel.business_time import BusinessClock
from liuxin.kernel.errors import CannotTellError, NotFoundError

_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
_EVIDENCE_ROWS: Final = 16_384
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
        ("side", pa.int64()),
    ]
)
_REPEATED: Final = ["person", "team", "weight", "value", "why_not", "side"]
"""Columns whose values come again and again; a dictionary of the others costs half the time and doubles the file."""

Clocks = Callable[[str], BusinessClock] | Mapping[str, BusinessClock]


def catch_up(
    *,
    clocks: Clocks,
    unranked: Collection[int],
    at: datetime,
    to: int | None = None,
    anew: bool = False,
    root: Path | str | None = None,
) -> FactSet:
    """Take what history has sealed into the facts, each event exactly once, and give the facts as they then stand.

    `to` is a place in the record that must be reached; `CannotTellError("facts.seal_behind")` where the sealer has not
    got so far. `unranked` are system actors and placeholders. What is damaged in the store is made anew, and so is
    everything with `anew` or after an erasure. Waits for another writer, at most a minute. Where the disk is full
    (`facts.disk_full`) the facts stay as they were.
    """
    sealed = history.head().seq
    if to is not None and sealed < to:
        raise CannotTellError("facts.seal_behind", wanted=to, sealed=sealed)
    place = _place(root)
    means, now = _means(place, clocks, unranked), int(at.timestamp())
    with _writing(place):
        if anew:
            _remove_damaged(place)
        try:
            before = manifests.EMPTY if anew else _start(place, means)
            if before.seq > sealed or _erased_since(before.seq, sealed):
                before = manifests.EMPTY
            _take_in(place, before, _sealed_after(before.seq, sealed), means, now, to=sealed)
        except CannotTellError as error:
            if error.code not in mending.MENDABLE:
                raise
            mending.LOG.warning("The facts are told anew from the record: %s", error)
            _remove_damaged(place)
            _take_in(place, manifests.EMPTY, _sealed_after(0, sealed), means, now, to=sealed)
    return queries.current(root)


def take_in_tables(
    tables: Iterable[pa.Table],
    *,
    clocks: Clocks,
    unranked: Collection[int],
    at: datetime,
    root: Path | str | None = None,
) -> FactSet:
    """Take event tables (`folding.events.EVENTS`) into a store that no database stands behind, each event once.

    The tables come in the order of `seq`; events up to where the store is are passed over, so that a run that died is
    simply repeated. Raises where event files are damaged: nothing here can tell them anew.
    """
    place = _place(root)
    means, now = _means(place, clocks, unranked), int(at.timestamp())
    with _writing(place):
        before = _start(place, means)
        _take_in(place, before, tables, means, now, to=before.seq)
    return queries.current(root)


def write_evidence(evidence: Evidence, *, root: Path | str | None = None) -> str:
    """Keep the rows behind a number for ever, and give the name by which they can be read again.

    With the first evidence of a manifest that manifest is kept too, so that its id stays explainable.
    """
    columns = {name: [getattr(row, name) for row in evidence.rows] for name in _EVIDENCE.names}
    about = {**_about(evidence), "cell": dict(evidence.cell)}
    return _keep_evidence(pa.table(columns, schema=_EVIDENCE), about, root)


def write_evidence_of_people(evidence: PeopleEvidence, *, root: Path | str | None = None) -> str:
    """Keep the rows behind a measure for many people in one file, as `write_evidence` does for one number."""
    return _keep_evidence(evidence.rows.select(_EVIDENCE.names), {**_about(evidence), queries.OF_PEOPLE: True}, root)


def _about(evidence: Evidence | PeopleEvidence) -> dict[str, object]:
    return {
        "measure": evidence.measure,
        "period_start": evidence.period_start,
        "period_end": evidence.period_end,
        "manifest_id": evidence.manifest_id,
        "as_of": evidence.as_of,
    }


def _keep_evidence(rows: pa.Table, about: Mapping[str, object], root: Path | str | None) -> str:
    place = _place(root)
    kept = _EVIDENCE.with_metadata({queries.EVIDENCE_KEY: json.dumps(about, sort_keys=True)})
    buffer = io.BytesIO()
    told = rows.cast(kept)
    # One is asked for by person: bounds of the other columns are never looked at.
    how = {"use_dictionary": _REPEATED, "write_statistics": ["person"]}
    pq.write_table(told, buffer, compression="zstd", row_group_size=_EVIDENCE_ROWS, **how)
    digest = sha256(buffer.getvalue()).hexdigest()
    with _room(place):
        _keep_manifest(place, str(about["manifest_id"]))
        place.put(queries.evidence_name(digest), buffer.getvalue())
    return digest


def _keep_manifest(place: Folder, manifest_id: str) -> None:
    name = queries.cited_name(manifest_id)
    if place.entry(name) is None:
        manifest = manifests.read(place)
        if manifests.identity(manifest) == manifest_id:
            manifests.publish(place, manifest, name=name)


def _place(root: Path | str | None) -> Folder:
    return folder(root or settings.FACTS_ROOT)


def _means(place: Folder, clocks: Clocks, unranked: Collection[int]) -> Means:
    ignored = frozenset(unranked)
    return Means(
        fold=partial(fold, clocks=_clock_of(clocks), unranked=ignored),
        matters=matters,
        unranked=ignored,
        scratch=settings.HOME / "scratch" / store.short_name(place),
    )


def _clock_of(clocks: Clocks) -> Callable[[str], BusinessClock]:
    if callable(clocks):
        return clocks

    def clock(code: str) -> BusinessClock:
        if code not in clocks:
            raise NotFoundError("calendar.unknown", calendar=code)
        return clocks[code]

    return clock


@contextmanager
def _writing(place: Folder) -> Iterator[None]:
    with _room(place), store.writing(place, settings.HOME / "locks"):
        yield


@contextmanager
def _room(place: Folder) -> Iterator[None]:
    """Say it in words where the disk is full; what was published before is still there."""
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        raise CannotTellError("facts.disk_full", path=place.name) from error


def _start(place: Folder, means: Means) -> Manifest:
    """Give what can be built on, mended where facts are damaged."""
    manifest = manifests.read(place)
    found = store.damaged(place, manifest)
    return mending.mended(place, manifest, means, found) if found else manifest


def _take_in(place: Folder, before: Manifest, tables: Iterable[pa.Table], means: Means, now: int, *, to: int) -> None:
    """Take tables in; where others are unranked than before, what they held is told anew from the events at hand."""
    news = taking.fresh_events(tables, before.seq)
    changed = means.unranked ^ frozenset(before.unranked)
    if absorbing.held_any(place, before, changed):
        news, before = taking.again(place, before, news), manifests.EMPTY
    taking.take_in(place, before, news, means, now, to=to)


def _remove_damaged(place: Folder) -> None:
    """Take away what is damaged: a file of the same name and size would be taken for what is to be written."""
    try:
        manifest = manifests.read(place)
    except CannotTellError:
        return
    for error in store.faults(place, manifest):
        place.remove(str(error.params["path"]))


def _erased_since(seq: int, sealed: int) -> bool:
    return seq > 0 and any(history.sealed_after(seq, up_to=sealed, prefixes=(ERASED,)))


def _sealed_after(seq: int, sealed: int) -> Iterator[pa.Table]:
    return map(from_history, history.sealed_after(seq, up_to=sealed, prefixes=PREFIXES))
