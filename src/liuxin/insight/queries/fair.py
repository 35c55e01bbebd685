"""Fair values from the facts: what came of the cases of each by their kind, read in one pass and kept."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from liuxin.engines.intervals import Ints
from liuxin.engines.measurement.remembering import Memory
from liuxin.facts import queries as facts
from liuxin.insight import fair
from liuxin.insight.fair import FACTS, Cells, Fair, NoFair
from liuxin.insight.queries.ground import Ground
from liuxin.insight.words import Cut
from liuxin.kernel.period import Period

CUTS: Final = frozenset({Cut.PERSON, Cut.TEAM})
"""Those whose cases are compared: nobody answers for a category or a channel."""
_kept: Memory[tuple[int, Fair] | NoFair] = Memory(answers=256, rows=200_000)


def fair_values(stood: Ground, key: str, period: Period, cut: Cut) -> Mapping[int, Fair] | NoFair:
    """Give the fair value of a number for every person or team of the organisation, by key.

    All of the organisation's cases of the period say what is to be expected, so that a board shows the same fair value
    as another one, and a small team is not held against itself.
    """
    if fair.outcome_of(stood.find(key)[0]) is None or cut not in CUTS:
        return NoFair.OTHER_KIND
    place = (str(stood.facts.root), stood.facts.manifest_id, key, period.epoch, cut, stood.unranked)
    kept = _kept.recall(place, lambda: _found(stood, key, period, cut))
    found = {code: value for each in kept if not isinstance(each, NoFair) for code, value in [each]}
    return next((each for each in kept if isinstance(each, NoFair)), found)


def _found(stood: Ground, key: str, period: Period, cut: Cut) -> tuple[tuple[int, Fair] | NoFair, ...]:
    table = facts.measure_table(
        stood.facts,
        measures=[key],
        period=period,
        by=(cut, *FACTS),
        unranked=stood.unranked,
        external=stood.externals,
    )
    found = fair.fair_values(stood.find(key)[0], _cells(table, cut))
    return (found,) if isinstance(found, NoFair) else tuple(found.items())


def _cells(table: pa.Table, cut: Cut) -> Cells:
    """Give the cells of those who are named, with the facts in which their cases differ at all."""
    named = table.filter(pc.is_valid(table[cut.value]))
    told = tuple(fact for fact in FACTS if pc.count_distinct(named[fact.value], mode="all").as_py() > 1)
    factors = np.array([_codes(named[fact.value]) for fact in told], np.int64).reshape(len(told), named.num_rows)
    total, n = (named[name].to_numpy().astype(float) for name in ("sum_value", "n"))
    return Cells(named[cut.value].to_numpy().astype(np.int64), total, n, factors.T, told)


def _codes(column: pa.ChunkedArray) -> Ints:
    """Give the values of a fact numbers from 0; what is not recorded is a kind of its own."""
    ranks = pc.rank(column, sort_keys="ascending", tiebreaker="dense")
    return np.asarray(ranks.to_numpy(), np.int64) - 1
