"""A day arrives: its events are taken into the facts that are there."""

import time

from tools.bench.figure import Figure
from tools.bench.scale import ground
from tools.bench.scale.building import tables, take_in


def scene() -> list[Figure]:
    """Refresh the facts by the last day of the record."""
    day = list(tables(ground.last_day(), ground.NEVER))
    rows = sum(table.num_rows for table in day)
    started = time.perf_counter()
    take_in(iter(day))
    taken = time.perf_counter() - started
    said = f"{rows:,} events in one batch; the goal is 2 s"
    return [Figure("a day's arrival taken into the facts", taken, "s", 5, said)]
