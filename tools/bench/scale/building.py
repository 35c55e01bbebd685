"""Events to facts: everything that the events tell, from nothing, and on to the measures."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

import pyarrow as pa
import pyarrow.parquet as pq

from liuxin.engines.measurement.library import MEASURES
from liuxin.facts import actions
from liuxin.facts.words import FactSet
from liuxin.kernel.business_time import compile_calendar
from tools.bench.figure import Figure, size
from tools.bench.scale import ground
from tools.bench.scale.reading import answer
from tools.places import say

ROUNDS = 3


def scene() -> list[Figure]:
    """Build the facts of all but the last day, which arrives later; hold the whole way against one raw pass."""
    connection = ground.plain()
    raw = [ground.raw_pass(connection) for _ in range(ROUNDS)]
    say("  facts")
    started, burnt = time.perf_counter(), time.process_time()
    facts = take_in(tables(0, ground.last_day()))
    built, used = time.perf_counter() - started, time.process_time() - burnt
    say("  measures")
    read = ground.fastest(partial(answer, facts, MEASURES), 1)
    raw += [ground.raw_pass(connection) for _ in range(ROUNDS)]
    once = min(raw)
    return [
        Figure("events → facts, from nothing", built, "s", note=f"{used:.1f} s of processor time"),
        Figure("their size on disk (facts)", size(ground.fact_root()) / 2**20, "MB"),
        Figure("events → facts ÷ raw pass", built / once, "×"),
        Figure("events → facts → all measures × people × months ÷ raw pass", (built + read) / once, "×", 6),
    ]


def tables(first: int, end: int) -> Iterator[pa.Table]:
    """Give the events from a place of the record to another, file by file."""
    for path in ground.event_files():
        seq = pq.read_metadata(path).row_group(0).column(0).statistics
        if seq.max >= first and seq.min < end:
            table = pq.read_table(path)
            whole = seq.min >= first and seq.max < end
            yield table if whole else table.filter((table["seq"].to_numpy() >= first) & (table["seq"].to_numpy() < end))


def take_in(events: Iterator[pa.Table]) -> FactSet:
    """Take events into the facts."""
    at = datetime.fromtimestamp(ground.scenario().end, UTC) + timedelta(days=1)
    clocks = {spec.code: compile_calendar(spec) for spec in ground.world().specs}
    return actions.take_in_tables(events, clocks=clocks, unranked=ground.unranked(), at=at, root=ground.fact_root())
