"""Readers of the environment that fail loudly: no silent default for what matters, no default secret."""

import os
import re
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit


class UnreadableEnvironmentError(RuntimeError):
    """A variable of the environment cannot be read; the text says which and what would do."""


def flag(name: str, *, default: bool) -> bool:
    """Read True or False; anything else raises."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    if raw not in {"True", "False"}:
        raise UnreadableEnvironmentError(f"{name} must be True or False, not {raw!r}")
    return raw == "True"


def number(name: str, *, default: int) -> int:
    """Read a whole number above 0; anything else raises."""
    raw = os.environ.get(name, str(default))
    if not re.fullmatch("[0-9]+", raw) or not int(raw):
        raise UnreadableEnvironmentError(f"{name} must be a whole number above 0, not {raw!r}")
    return int(raw)


def memory(name: str, *, default: str) -> str:
    """Read an amount of memory such as 768MB or 2GB; anything else raises."""
    raw = os.environ.get(name, default)
    if not re.fullmatch("[1-9][0-9]*(MB|GB)", raw):
        raise UnreadableEnvironmentError(f"{name} must read like 768MB or 2GB, not {raw!r}")
    return raw


def keep_small_matrices_on_one_thread() -> None:
    """Let linear algebra use one thread unless the environment says otherwise; before numpy is loaded.

    Our matrices are small: threads that meet at each of them cost four times the work that they share. Large tables
    are the measurement engine's, which has threads of its own.
    """
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def address(name: str, *, default: str) -> str:
    """Read the address under which this installation is reached, such as https://desk.example.org; no slash behind."""
    raw = os.environ.get(name, default)
    if not re.fullmatch(r"https?://[^/\s?#]+", raw):
        raise UnreadableEnvironmentError(f"{name} must read like https://desk.example.org, not {raw!r}")
    return raw


def home() -> Path:
    """Give the data folder: `LIUXIN_HOME`, else `var` under the working folder; made when missing."""
    folder = Path(os.environ.get("LIUXIN_HOME", "var")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def secret(folder: Path, name: str) -> str:
    """Read a key of this installation from `keys/`, made on first use, readable by the owner only."""
    path = folder / "keys" / name
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48), encoding="ascii")
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text(encoding="ascii").strip()


SQLITE_START = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=268435456;"


def database(folder: Path) -> dict[str, object]:
    """Give Django's settings of the database: `LIUXIN_DATABASE_URL` (postgresql://), else SQLite in the data folder."""
    raw = os.environ.get("LIUXIN_DATABASE_URL", "")
    if not raw:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(folder / "liuxin.sqlite3"),
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 10, "init_command": SQLITE_START},
        }
    url = urlsplit(raw)
    if url.scheme not in {"postgresql", "postgres"} or not url.path.strip("/"):
        raise UnreadableEnvironmentError("LIUXIN_DATABASE_URL must read postgresql://user:password@host:port/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.strip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname or "",
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
