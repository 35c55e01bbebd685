"""A simulation with its truth and the facts that are folded from its events."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from liuxin.engines.measurement.embedded import Source
from liuxin.engines.measurement.running import Question, readings
from liuxin.engines.measurement.words import Reading
from liuxin.facts.folding.fold import fold
from liuxin.facts.folding.matters import matters
from liuxin.facts.words import FactTable
from liuxin.interfaces.imports.simulator import Scenario, Stream, World
from liuxin.interfaces.imports.simulator.truth import true_cases


class Known:
    """What is true, and what the fold finds."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.world = World.make(scenario)
        stream = Stream(self.world, keep=True)
        self.events = pa.concat_tables(list(stream.tables())).combine_chunks()
        self.drawn = stream.drawn
        self.cases = true_cases(self.world, stream.drawn).sort_by("case")
        clocks = {clock.code: clock for clock in self.world.hours.clocks}
        about_cases = self.events.filter(pc.equal(self.events["subject_kind"].cast(pa.string()), "case"))
        self.nobody = frozenset({self.world.people.bot + 1})
        self.facts = fold(about_cases, clocks.__getitem__, self.nobody)

    @property
    def usual(self) -> np.ndarray:
        """Tell who handles cases from day to day, by place."""
        return np.arange(self.world.people.count) < self.world.people.handlers

    def shares(self, hits: np.ndarray, people: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Give the share of rows with a hit and their number, by place of people."""
        count = np.bincount(people - 1, minlength=self.world.people.count)
        hit = np.bincount(people[hits] - 1, minlength=self.world.people.count)
        return hit / np.maximum(count, 1), count


class Measured:
    """The measures of a simulation, computed by the engine from facts on disk."""

    def __init__(self, known: Known, folder: Path) -> None:
        self._known = known
        tables = {**known.facts, **matters(known.events, known.facts[FactTable.CASES])}
        tables[FactTable.DUTIES] = pa.concat_tables([known.facts[FactTable.DUTIES], tables[FactTable.DUTIES]])
        files = {}
        for name, rows in tables.items():
            pq.write_table(rows, folder / f"{name}.parquet")
            files[name.value] = (str(folder / f"{name}.parquet"),)
        self.source = Source(
            key=str(folder),
            as_of=known.scenario.end - 1,
            codes=frozenset(known.events["code"].unique().to_pylist()),
            files=files,
        )

    def of(self, measure: str, *periods: tuple[int, int], by: tuple[str, ...] = ()) -> list[Reading]:
        """Ask for a measure; of the whole record where no period is named."""
        whole = (self._known.scenario.start, self._known.scenario.end)
        question = Question(periods=periods or (whole,), unranked=self._known.nobody, by=by)
        return readings(self.source, [measure], question)
