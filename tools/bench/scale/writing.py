"""Every number of everybody by month written to a file as `liuxin measure` writes it."""

from functools import partial
from pathlib import Path

import pyarrow.parquet as pq

from liuxin.engines.measurement.library import MEASURES
from liuxin.facts import queries
from liuxin.interfaces.cli.measuring import labelling
from liuxin.interfaces.cli.measuring.answering import answers
from liuxin.interfaces.cli.measuring.facing import Ground
from liuxin.interfaces.cli.measuring.wanted import Wanted
from liuxin.interfaces.cli.measuring.writing import write
from liuxin.interfaces.imports.simulator.words import ZONE
from tools.bench.figure import Figure, size
from tools.bench.scale import ground
from tools.bench.scale.reading import whole

BY = ("person", "month")


def scene() -> list[Figure]:
    """Write Parquet and CSV."""
    facts = queries.current(ground.fact_root())
    stands_on = Ground(facts, tuple(MEASURES), {}, whole(), ZONE, (), (), ground.unranked())
    folder = ground.folder() / "written"
    folder.mkdir()
    found = []
    for form in ("parquet", "csv"):
        path = folder / f"all.{form}"
        taken = ground.fastest(partial(_write, path, form, stands_on), 1)
        found.append((form, taken))
    rows = pq.read_metadata(folder / "all.parquet").num_rows
    said = f"{rows:,} lines, {size(folder) / 2**20:,.0f} MB together"
    return [Figure(f"everything by person and month written as {form}", taken, "s", note=said) for form, taken in found]


def _write(path: Path, form: str, stands_on: Ground) -> None:
    wanted = Wanted((), BY, None, None, (), (), form, path)
    moments = labelling.moments_of(stands_on.zone, typed=form == "parquet")
    write(answers(wanted, stands_on), labelling.schema_of(wanted.groups, moments), form, path)
