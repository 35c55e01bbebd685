"""What is damaged in the store is made anew: facts from the events beside them, everything else from the record."""

import logging
from collections.abc import Collection
from dataclasses import replace
from typing import Final

from liuxin.facts import absorbing, besides, layers, store
from liuxin.facts.folder import Folder
from liuxin.facts.layers import Facts, Means, Told
from liuxin.facts.words import FactTable, Group, Manifest
from liuxin.kernel.errors import CannotTellError

LOG: Final = logging.getLogger("liuxin.facts")
MENDABLE: Final = frozenset(
    {"facts.manifest_unreadable", "facts.format_unknown", "facts.file_gone", "facts.file_unreadable"}
)


def mended(folder: Folder, manifest: Manifest, means: Means, found: Collection[CannotTellError]) -> Manifest:
    """Make damaged fact files anew from the event files of their parts; raises where those are damaged themselves."""
    paths = {str(error.params["path"]) for error in found}
    damaged = [file for file in manifest.files if file.path in paths]
    for error in found:
        LOG.warning("A file of the facts is damaged and is made anew: %s", error)
    for file in damaged:
        if file.table in Group and file.table is not Group.HOLDERS:
            raise next(error for error in found if error.params["path"] == file.path)
        folder.remove(file.path)
    parts = {file.part for file in damaged if file.table in FactTable}
    for part in sorted(parts):
        if besides.table_of(part):
            events = layers.events(folder, manifest.of(Group.MATTERS, part))
            manifest = besides.tell(folder, manifest, part, events, means)
        else:
            manifest = _part_again(folder, manifest, part, means)
    if any(file.table is Group.HOLDERS for file in damaged):
        manifest = _holders_again(folder, manifest, means)
    return manifest


def _part_again(folder: Folder, manifest: Manifest, part: str, means: Means) -> Manifest:
    events = layers.events(folder, manifest.of(Group.EVENTS, part)).unify_dictionaries().combine_chunks()
    files = layers.write(folder, part, Told(events, means.fold(events)))
    kept = [file for file in manifest.files if file.part != part]
    return replace(manifest, files=store.in_manifest(kept + files))


def _holders_again(folder: Folder, manifest: Manifest, means: Means) -> Manifest:
    kept = tuple(file for file in manifest.files if file.table is not Group.HOLDERS)
    facts: list[Facts] = []
    for file in manifest.of(FactTable.PARTICIPATION):
        rows = store.read_rows(folder, [file], absorbing.HOLDERS.names)
        if rows is not None:
            facts.append({FactTable.PARTICIPATION: rows})
    return absorbing.with_holders(folder, replace(manifest, files=kept), facts, means)
