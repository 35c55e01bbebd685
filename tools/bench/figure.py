"""A measured figure, and how it is measured."""

import os
import statistics
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools.places import ROOT, fail


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of docs/figures.md; `limit` is the most that it may be, None where nothing is promised."""

    what: str
    value: float
    unit: str
    limit: float | None = None
    note: str = ""

    @property
    def met(self) -> bool:
        """Tell whether the promise is kept."""
        return self.limit is None or self.value <= self.limit


def seconds(job: Callable[[], object], *, rounds: int = 1) -> list[float]:
    """Time a job, round after round."""
    taken = []
    for _ in range(rounds):
        started = time.perf_counter()
        job()
        taken.append(time.perf_counter() - started)
    return taken


def middle(job: Callable[[], object], *, rounds: int = 9) -> float:
    """Give the median time of a job."""
    return statistics.median(seconds(job, rounds=rounds))


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command took: seconds, and the most memory that it or a child of it held, in bytes."""

    seconds: float
    peak: int


def run(command: list[str], environment: dict[str, str]) -> Ran:
    """Run a command to its end; stop the bench when it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment})
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        fail(f"{' '.join(command)} ended with {process.returncode}")
    return Ran(time.perf_counter() - started, usage.ru_maxrss * 1024)


def size(folder: Path) -> int:
    """Add up the bytes of a folder's files."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
