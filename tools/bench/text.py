"""The figures as a page."""

import math
import os
import platform
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from tools.bench.figure import Figure

HEAD = """# Figures

Written by `make bench`; not by hand. Times are wall-clock on the machine named below, which other work may share: a
difference under 1.5 times means nothing, so promises between two figures are held as ratios of one run.
"""
TABLE = """
| what | measured | promised | kept |
| --- | --- | --- | --- |
"""
AT_SIZE = """
## {events:,} events

Measured once by `make bench EVENTS={events}`.
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of one run, and where and when it was."""

    figures: list[Figure]
    where: str


def machine() -> str:
    """Describe when and where the figures were measured."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    parts = [f"{os.cpu_count()} cores", f"{memory:.0f} GB", f"Python {platform.python_version()}"]
    parts += [f"{name} {version(name)}" for name in ("django", "duckdb", "ibis-framework")]
    today = time.strftime("%Y-%m-%d", time.gmtime())
    return f"{today}: {platform.system()} {platform.machine()}, {', '.join(parts)}, SQLite"


def page(usual: Measured, others: Mapping[int, Measured]) -> str:
    """Write the page: the usual run, and those at another size by how many events they had."""
    parts = [_run(usual)]
    parts += [AT_SIZE.format(events=events) + _run(measured) for events, measured in others.items()]
    return HEAD + "".join(parts)


def write(path: Path, usual: Measured, others: Mapping[int, Measured]) -> None:
    """Write the page to a file."""
    path.write_text(page(usual, others), encoding="utf-8")


def _run(measured: Measured) -> str:
    rows = "".join(f"{_row(figure)}\n" for figure in measured.figures)
    return f"{TABLE}{rows}\n{measured.where}\n{_notes(measured.figures)}"


def _row(figure: Figure) -> str:
    promised = "" if figure.limit is None else f"≤ {_number(figure.limit)} {figure.unit}"
    kept = "" if figure.limit is None else ("yes" if figure.met else "**no**")
    return f"| {figure.what} | {_number(figure.value)} {figure.unit} | {promised} | {kept} |"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.{max(0, 2 - int(math.log10(abs(value))))}f}"


def _notes(figures: list[Figure]) -> str:
    notes = [f"- {figure.what}: {figure.note}" for figure in figures if figure.note]
    return "\n" + "\n".join(notes) + "\n" if notes else ""
