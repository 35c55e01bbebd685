"""The events at scale: simulated, and written file by file as they come."""

import time

import pyarrow.parquet as pq

from liuxin.interfaces.imports import simulator
from tools.bench.figure import Figure, size
from tools.bench.scale import ground
from tools.bench.scale.size import EVENTS
from tools.places import say


def scene() -> list[Figure]:
    """Simulate; nothing is promised here, the rest is measured on it."""
    say(f"  about {EVENTS:,} events")
    folder = ground.folder() / "events"
    folder.mkdir()
    started, rows = time.perf_counter(), 0
    for number, table in enumerate(simulator.events(ground.scenario())):
        pq.write_table(table, folder / f"{number:05}.parquet", compression="zstd")
        rows += table.num_rows
    taken = time.perf_counter() - started
    return [
        Figure(f"{rows:,} events of {ground.PEOPLE:,} people simulated and written", taken, "s"),
        Figure("their size on disk", size(folder) / 2**20, "MB"),
    ]
