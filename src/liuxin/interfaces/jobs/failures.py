"""What failed last in a part of the rounds, kept in a file so that another process can tell it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from liuxin.interfaces.jobs import examinations

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Failure:
    """When a part failed last, and why."""

    at: datetime
    reason: str


@contextmanager
def told(part: str, at: datetime) -> Iterator[None]:
    """Keep what fails inside; once it goes well the failure is forgotten."""
    try:
        yield
    except Exception as error:
        _keep(part, at, error)
        raise
    _file(part).unlink(missing_ok=True)


def last(part: str) -> Failure | None:
    """Tell the failure the part has not recovered from."""
    try:
        content = json.loads(_file(part).read_text(encoding="utf-8"))
        return Failure(datetime.fromisoformat(content["at"]), str(content["reason"]))
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _keep(part: str, at: datetime, error: Exception) -> None:
    text = (str(error).splitlines() or [""])[0]
    reason = f"{type(error).__name__}: {text}"[:LONGEST]
    file = _file(part)
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".fresh")
    fresh.write_text(json.dumps({"at": at.astimezone(UTC).isoformat(), "reason": reason}), encoding="utf-8")
    fresh.replace(file)


def _file(part: str) -> Path:
    return examinations.home() / "failures" / f"{part}.json"
