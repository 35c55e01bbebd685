"""One seeded simulator of a service organisation: its people, its cases and all that happens around them.

What it makes is made up and says so: every case names `simulated` as its source, every name is marked as made up. What
was planted in it is known, so that measures can be checked against it.
"""

from collections.abc import Iterator

import pyarrow as pa

from liuxin.interfaces.imports.simulator.stream import Stream
from liuxin.interfaces.imports.simulator.words import SOURCE, Scenario, happening
from liuxin.interfaces.imports.simulator.world import World

__all__ = ["SOURCE", "Scenario", "Stream", "World", "events", "happening"]


def events(scenario: Scenario) -> Iterator[pa.Table]:
    """Give the events of a scenario as tables of `facts.folding.events.EVENTS`, `seq` from 1 in the order of time.

    A table holds events of one month, some hundred thousand at most; the same scenario gives the same bytes.
    """
    return Stream(World.make(scenario)).tables()
