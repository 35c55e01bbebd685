"""Roots of the chain kept outside the database: one file a day, written once, never rewritten."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

from liuxin.desk.history.words import ChainHead, Root
from liuxin.kernel.errors import BadInputError


def keep_daily(folder: Path, head: ChainHead, at: datetime) -> Path | None:
    """Write the root of the day where there is none yet; None where nothing was to do."""
    path = folder / f"{at.astimezone(UTC).date().isoformat()}.json"
    if head.seq == 0 or path.exists():
        return None
    return write(path, head, at)


def write(path: Path, head: ChainHead, at: datetime) -> Path:
    """Write where the chain ends now; refuses to write over a file."""
    content = {"seq": head.seq, "hash": head.hash, "at": at.astimezone(UTC).isoformat()}
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with fresh.open("w", encoding="ascii") as file:
        json.dump(content, file)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, path)
    except FileExistsError as error:
        raise BadInputError("audit.root_exists", field="to", file=path.name) from error
    finally:
        fresh.unlink()
    return path


def read(path: Path) -> Root:
    """Read a root; raises `BadInputError("audit.root_unreadable")`."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return Root(int(content["seq"]), str(content["hash"]))
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise BadInputError("audit.root_unreadable", field="root", file=path.name) from error


def kept(folder: Path) -> list[Root]:
    """Read every root of the folder."""
    return [read(path) for path in sorted(folder.glob("*.json"))]
