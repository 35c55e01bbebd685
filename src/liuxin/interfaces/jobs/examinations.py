"""Examinations of the record: asked for by a page or a terminal; the last result is kept as a file."""

import json
import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from liuxin.desk.history import actions, queries
from liuxin.desk.history.permissions import may_read_record
from liuxin.desk.history.words import Fault, Problem, VerifyReport
from liuxin.interfaces.jobs import roots
from liuxin.kernel.actor import Actor, ActorKind
from liuxin.kernel.errors import NotAllowedError

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Examination:
    """What the last examination found; of its problems the first 200."""

    at: datetime
    by: Actor
    ok: bool
    checked: int
    unsealed: int
    oldest_unsealed_at: datetime | None
    erased: int
    roots: int
    problems: tuple[Problem, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Asked:
    """An examination that is wanted, or under way: `done` of `total` events."""

    by: Actor
    at: datetime
    done: int
    total: int


def run(
    *, by: Actor, at: datetime, others: Collection[Path] = (), progress: Callable[[int], None] | None = None
) -> VerifyReport:
    """Examine the whole record against the roots kept at home (and `others`), put it on record, keep the result."""
    known = [*roots.kept(home() / "roots"), *map(roots.read, others)]
    report = queries.verify(key=settings.SEAL_KEY, roots=known, progress=progress)
    found = len(report.problems) + report.more
    actions.note_examination(ok=report.ok, checked=report.checked, problems=found, by=by, at=at)
    _write(_last(), _result(report, by, at, len(known)))
    return report


def ask(*, roles: Collection[str], by: Actor, at: datetime) -> None:
    """Leave word for the worker that somebody wants the record examined.

    Raises `NotAllowedError("history.not_for_you")`.
    """
    if not may_read_record(roles):
        raise NotAllowedError("history.not_for_you")
    if not _asked().exists():
        _write(_asked(), {"by": asdict(by), "at": at.isoformat(), "done": 0, "total": queries.head().seq})


def asked() -> Asked | None:
    """Tell what is wanted and how far it is."""
    content = _read(_asked())
    if not content:
        return None
    return Asked(_actor(content["by"]), _time(content["at"]), content["done"], content["total"])


def run_if_asked(at: datetime) -> bool:
    """Do what was asked for; tells whether there was something to do."""
    wanted = asked()
    if wanted is None:
        return False

    def progress(done: int) -> None:
        _write(_asked(), {"by": asdict(wanted.by), "at": wanted.at.isoformat(), "done": done, "total": wanted.total})

    try:
        run(by=wanted.by, at=at, progress=progress)
    finally:
        _asked().unlink(missing_ok=True)
    return True


def last() -> Examination | None:
    """Give the result of the last examination."""
    content = _read(_last())
    if not content:
        return None
    return Examination(
        at=_time(content["at"]),
        by=_actor(content["by"]),
        ok=content["ok"],
        checked=content["checked"],
        unsealed=content["unsealed"],
        oldest_unsealed_at=_time(content["oldest"]) if content["oldest"] else None,
        erased=content["erased"],
        roots=content["roots"],
        problems=tuple(_problem(problem) for problem in content["problems"]),
        more=content["more"],
    )


def home() -> Path:
    """Give the data folder."""
    return Path(settings.HOME)


def _asked() -> Path:
    return home() / "examination" / "asked.json"


def _last() -> Path:
    return home() / "examination" / "last.json"


def _result(report: VerifyReport, by: Actor, at: datetime, known: int) -> dict[str, object]:
    oldest = report.head.oldest_unsealed_at
    return {
        "at": at.isoformat(),
        "by": asdict(by),
        "ok": report.ok,
        "checked": report.checked,
        "unsealed": report.head.unsealed,
        "oldest": oldest.isoformat() if oldest else None,
        "erased": sum(erasure.rows for erasure in report.erasures),
        "roots": known,
        "problems": [_plain(problem) for problem in report.problems[:SHOWN]],
        "more": len(report.problems[SHOWN:]) + report.more,
    }


def _plain(problem: Problem) -> dict[str, object]:
    return asdict(problem) | {"at": problem.at.isoformat() if problem.at else None}


def _problem(content: dict[str, Any]) -> Problem:
    return Problem(**content | {"what": Fault(content["what"]), "at": _time(content["at"]) if content["at"] else None})


def _actor(content: Mapping[str, str]) -> Actor:
    return Actor(ActorKind(content["kind"]), content["id"], content["via"], content["for_id"])


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _write(path: Path, content: Mapping[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_text(json.dumps(content), encoding="utf-8")
    fresh.replace(path)


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
