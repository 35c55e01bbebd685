"""The manifest: the one file that says which files are the facts. It is replaced as a whole.

A reader takes its files from the manifest, never from a listing; so a refresh that dies anywhere leaves the old facts.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any, Final

from liuxin.facts.folder import Folder
from liuxin.facts.words import FactFile, FactTable, Group, Manifest, Retired
from liuxin.kernel.errors import CannotTellError

FORMAT: Final = 6
MANIFEST: Final = "manifest.json"
KEEP_SECONDS: Final = 3600
EMPTY: Final = Manifest(
    seq=0,
    reaches_to=0,
    refreshed_at=0,
    codes=(),
    desk=False,
    has_people=False,
    unranked=(),
    months=(),
    replaced=(),
    files=(),
)


def as_of(manifest: Manifest) -> int:
    """Tell how far the record reaches; an event that claims to come from the future does not carry it further."""
    return min(manifest.reaches_to, manifest.refreshed_at)


def identity(manifest: Manifest) -> str:
    """Name the facts of a manifest by what they hold: the same files up to the same event have the same name."""
    held = [
        manifest.seq,
        as_of(manifest),
        manifest.codes,
        manifest.desk,
        manifest.unranked,
        sorted(file.path for file in manifest.files),
    ]
    return hashlib.sha256(json.dumps(held).encode()).hexdigest()[:16]


def says_the_same(one: Manifest, other: Manifest) -> bool:
    """Tell whether a reader would find the same facts up to the same place of the record."""
    return identity(one) == identity(other) and one.replaced == other.replaced


def read(folder: Folder, name: str = MANIFEST) -> Manifest:
    """Give the manifest of a store; an empty one where nothing was stored yet."""
    try:
        return _read(folder.read(name))
    except FileNotFoundError:
        return EMPTY
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        if str(error) == _OTHER:
            raise CannotTellError("facts.format_unknown", path=folder.address(name)) from error
        raise CannotTellError("facts.manifest_unreadable", path=folder.address(name)) from error


_OTHER: Final = "another format"
_LISTS: Final = ("files", "retired")
_TABLES: Final[Mapping[str, FactTable | Group]] = {table.value: table for table in (*FactTable, *Group)}


@lru_cache(maxsize=16)
def _read(content: bytes) -> Manifest:
    """Read a manifest once: pages ask for it far more often than it changes."""
    kept: dict[str, Any] = json.loads(content)
    if kept.pop("format") != FORMAT:
        raise ValueError(_OTHER)
    return Manifest(
        **{
            **kept,
            "codes": tuple(kept["codes"]),
            "unranked": tuple(kept["unranked"]),
            "months": tuple((month, count) for month, count in kept["months"]),
            "replaced": tuple((part, count) for part, count in kept["replaced"]),
            "files": tuple(_file(file) for file in kept["files"]),
            "retired": tuple(Retired(**each) for each in kept["retired"]),
        }
    )


def _file(kept: Mapping[str, Any]) -> FactFile:
    return FactFile(**{**kept, "table": _TABLES[kept["table"]]})


def publish(folder: Folder, manifest: Manifest, *, name: str = MANIFEST) -> None:
    """Put a manifest in the place of the one before."""
    # Neither `asdict` nor an indent: both are slow for thousands of files.
    held = _fields(manifest) | {each: [_fields(one) for one in getattr(manifest, each)] for each in _LISTS}
    folder.put(name, json.dumps({"format": FORMAT, **held}).encode())


def _fields(thing: Manifest | FactFile | Retired) -> dict[str, Any]:
    return {field.name: getattr(thing, field.name) for field in fields(thing)}


def retiring(before: Manifest, after: Manifest, now: int) -> Manifest:
    """Note in a manifest which files nobody begins to read any more: from now on they wait to be removed."""
    named = {file.path for file in after.files}
    waiting = {each.path: each.at for each in before.retired if each.at > now - KEEP_SECONDS}
    left = {file.path: now for file in before.files}
    kept = {path: at for path, at in (left | waiting).items() if path not in named}
    return replace(after, retired=tuple(Retired(path, at) for path, at in sorted(kept.items())))
