"""Fair values from the facts: what came of the cases of each by their kind, read in one pass and kept."""

from collections.abc import Iterable, Mapping, Sequence
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
from liuxin.kernel.errors import CannotTellError
from liuxin.kernel.period import Period

CUTS: Final = frozenset({Cut.PERSON, Cut.TEAM})
"""Those whose cases are compared: nobody answers for a category or a channel."""
NO_PERSONS: Final = "measurement.no_persons"
Found = Mapping[int, Fair] | NoFair
_kept: Memory[tuple[int, Fair] | NoFair] = Memory(answers=256, rows=200_000)


def fair_values(stood: Ground, keys: Iterable[str], period: Period, cut: Cut) -> dict[str, Found]:
    """Give the fair values of numbers for every person or team of the organisation, by key; of other kinds none.

    All of the organisation's cases of the period say what is to be expected, so that a board shows the same fair value
    as another one, and a small team is not held against itself. What is not kept yet is read in one go.
    """
    wanted = [key for key in keys if cut in CUTS and fair.outcome_of(stood.find(key)[0]) is not None]
    places = {key: (str(stood.facts.root), stood.facts.manifest_id, key, period.epoch, cut) for key in wanted}
    known = {key: _kept.known((place, stood.unranked)) for key, place in places.items()}
    unknown = [key for key, found in known.items() if found is None]
    for key, found in _read(stood, unknown, period, cut).items():
        known[key] = found
        _kept.keep((places[key], stood.unranked), found)
    return {key: _plain(found) for key, found in known.items() if found is not None}


def fair_values_of(stood: Ground, keys: Iterable[str], period: Period, person: int) -> dict[str, Fair]:
    """Give the fair values of one person, by key, where there are any."""
    try:
        found = fair_values(stood, keys, period, Cut.PERSON)
    except CannotTellError as error:
        if error.code != NO_PERSONS:
            raise
        return {}
    return {key: each[person] for key, each in found.items() if not isinstance(each, NoFair) and person in each}


def _plain(kept: tuple[tuple[int, Fair] | NoFair, ...]) -> Found:
    found = {code: value for each in kept if not isinstance(each, NoFair) for code, value in [each]}
    return next((each for each in kept if isinstance(each, NoFair)), found)


def _read(
    stood: Ground, keys: Sequence[str], period: Period, cut: Cut
) -> dict[str, tuple[tuple[int, Fair] | NoFair, ...]]:
    if not keys:
        return {}
    table = facts.measure_table(
        stood.facts,
        measures=keys,
        period=period,
        by=(cut, *FACTS),
        unranked=stood.unranked,
        external=stood.externals,
    )
    read = {key: table.filter(pc.equal(table["key"], key)) for key in keys}
    found = {key: fair.fair_values(stood.find(key)[0], _cells(rows, cut)) for key, rows in read.items()}
    return {key: (each,) if isinstance(each, NoFair) else tuple(each.items()) for key, each in found.items()}


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
