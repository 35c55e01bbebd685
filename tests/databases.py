"""A migrated, empty SQLite database is made once for each state of the migrations, and copied from then on.

Running all migrations takes seconds, for each of many processes. What is kept is named by a digest of every migration
and of Django's version: change one, and it is made anew. On PostgreSQL all is as pytest-django does it.
"""

import fcntl
import hashlib
import sqlite3
from importlib import metadata
from pathlib import Path
from shutil import copyfile
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".venv" / "migrated"
MOST = 24


def template() -> Path:
    """Give where the database of these migrations is kept, or will be."""
    digest = hashlib.sha256(f"{metadata.version('django')} {sqlite3.sqlite_version}".encode())
    for path in sorted((ROOT / "src").glob("**/migrations/*.py")):
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(path.read_bytes())
    return KEPT / f"{digest.hexdigest()[:24]}.sqlite3"


def alone() -> IO[str]:
    """Wait until no other process makes a database; close what is given to let the next one in."""
    KEPT.mkdir(parents=True, exist_ok=True)
    lock = (KEPT / "lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


def take(place: Path) -> bool:
    """Put the kept database in place; tells whether there is one."""
    kept = template()
    if not kept.exists():
        return False
    copyfile(kept, place)
    kept.touch()
    return True


def keep(made: Path) -> None:
    """Keep a database that was just migrated and holds nothing else; the oldest of too many go."""
    kept = template()
    fresh = kept.with_suffix(".fresh")
    fresh.unlink(missing_ok=True)
    source = sqlite3.connect(made)
    try:
        source.execute("VACUUM INTO ?", (str(fresh),))
    finally:
        source.close()
    fresh.replace(kept)
    for old in sorted(KEPT.glob("*.sqlite3"), key=lambda each: each.stat().st_mtime)[:-MOST]:
        old.unlink(missing_ok=True)
