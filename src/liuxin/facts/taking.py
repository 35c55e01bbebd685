"""Taking in a record: in gulps that fit into memory, or everything at once where there is more than the store holds."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from liuxin.facts import layers, manifests, store
from liuxin.facts.absorbing import Batch, absorb, empty
from liuxin.facts.folder import Folder
from liuxin.facts.folding.events import MATTER_CODES
from liuxin.facts.layers import Means
from liuxin.facts.loading import load, typed
from liuxin.facts.naming import is_one_of
from liuxin.facts.words import Group, Manifest
from liuxin.kernel.errors import CannotTellError

AT_ONCE: Final = 250_000


def take_in(folder: Folder, start: Manifest, tables: Iterable[pa.Table], means: Means, now: int, *, to: int) -> None:
    """Take events into a store that stands at `start`, and publish what comes of it.

    `to` is the place in the record that is reached when all of them are in. A store that is told from nothing shows
    itself only when it is complete: readers never go back in time.
    """
    published = _published(folder)
    for manifest in _steps(folder, start, tables, means, now):
        published = _publish(folder, published, manifest, now)
    ended = replace(published, seq=max(to, published.seq), refreshed_at=max(published.refreshed_at, now))
    published = _publish(folder, published, ended, now)
    store.remove_retired(folder, published, now)
    store.sweep(folder, published, now)


def fresh_events(tables: Iterable[pa.Table], seq: int) -> Iterator[pa.Table]:
    """Give the events after a place in the record, each once, of the kinds that facts read.

    The tables come in the order of the record; what was taken in before is passed over.
    """
    for table in tables:
        places = table["seq"].to_numpy()
        news = typed(table if places.size and places.min() > seq else table.filter(pa.array(places > seq)))
        places = news["seq"].to_numpy()
        if np.any(places[1:] <= places[:-1]):
            news = news.take(np.unique(places, return_index=True)[1])
        if news.num_rows:
            seq = int(places.max())
            wanted = pc.or_(layers.is_about_case(news), is_one_of(news["code"], MATTER_CODES))
            yield news if pc.all(wanted).as_py() else news.filter(wanted)


def again(folder: Folder, manifest: Manifest, tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """Give every event that the store holds, then those that are new: to tell all of it anew without the database."""
    return chain(layers.held(folder, manifest), tables)


def _steps(folder: Folder, start: Manifest, tables: Iterable[pa.Table], means: Means, now: int) -> Iterator[Manifest]:
    gulps = _gulps(tables)
    begun = deque(islice(gulps, 2))
    whole = chain(_let_go(begun), gulps)
    if len(begun) > 1 and _held(start) <= AT_ONCE:
        yield load(folder, again(folder, start, whole), means, now)
        return
    manifest = start
    for gulp in whole if begun else [empty()]:
        reached = max(manifest.seq, pc.max(gulp["seq"]).as_py() or 0)
        manifest = absorb(folder, manifest, Batch(gulp, reached), means, now)
        yield manifest


def _let_go(tables: deque[pa.Table]) -> Iterator[pa.Table]:
    """Give tables and keep none of them: a gulp is a good part of the memory that there is."""
    while tables:
        yield tables.popleft()


def _held(manifest: Manifest) -> int:
    return sum(file.rows for file in manifest.of(Group.EVENTS))


def _gulps(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    waiting: list[pa.Table] = []
    count = 0
    for table in tables:
        for start in range(0, table.num_rows, AT_ONCE):
            waiting.append(table.slice(start, AT_ONCE))
            count += waiting[-1].num_rows
            if count >= AT_ONCE:
                yield pa.concat_tables(waiting)
                waiting, count = [], 0
    if count:
        yield pa.concat_tables(waiting)


def _publish(folder: Folder, published: Manifest, manifest: Manifest, now: int) -> Manifest:
    if manifests.says_the_same(manifest, published):
        return published
    after = manifests.retiring(published, manifest, now)
    manifests.publish(folder, after)
    return after


def _published(folder: Folder) -> Manifest:
    try:
        return manifests.read(folder)
    except CannotTellError:
        return manifests.EMPTY
