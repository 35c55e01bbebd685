"""The law of the store: for any arrival order, batching and crash, a reader finds what one full computation gives."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuxin.facts import queries
from liuxin.facts.folding.fold import fold
from liuxin.facts.words import FactTable
from tests.facts.folding.records import records
from tests.facts.folding.stories import table_of
from tests.facts.kept import Rows, as_rows, faults_of, manifest_of, pieces, rows_read, small, take_in
from tests.facts.stories import CLOCKS, SYSTEM, CaseEvent

BOTS = frozenset({SYSTEM})
THREES = range(0, 99, 3)
CUTS = st.sets(st.integers(0, 40), max_size=4)
LIMITS = st.fixed_dictionaries({"floor": st.sampled_from([3, 8, 1000]), "gulp": st.sampled_from([8, 1000, 1000])})


class PowerCutError(Exception):
    """The machine stops here."""


@contextmanager
def power_cut(after: int) -> Iterator[None]:
    """Stop the machine at the n-th call that changes the disk."""
    left = after

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **more: Any) -> Any:
            nonlocal left
            if left <= 0:
                raise PowerCutError
            left -= 1
            return call(*args, **more)

        return wrapped

    with pytest.MonkeyPatch.context() as patch:
        for owner, name in ((os, "fsync"), (Path, "replace"), (Path, "unlink"), (Path, "mkdir")):
            patch.setattr(owner, name, counted(getattr(owner, name)))
        yield


def _whole(events: pa.Table) -> dict[FactTable, Rows]:
    told = {table: as_rows(rows) for table, rows in fold(events, CLOCKS, BOTS).items()}
    return {table: rows for table, rows in told.items() if rows}


@settings(max_examples=30)
@given(records(most=6), CUTS, LIMITS)
def test_batches_give_what_one_computation_gives(record: list[CaseEvent], cuts: set[int], limits: dict[str, int]):
    events = table_of(record)
    with TemporaryDirectory() as root, small(**limits):
        for piece in pieces(events, cuts):
            take_in(root, *pieces(piece, THREES), unranked=BOTS)

        facts = queries.current(root)
        assert rows_read(facts) == _whole(events)
        assert faults_of(root) == []
        assert sum(facts.months.values()) == len(_whole(events).get(FactTable.CASES, []))


@settings(max_examples=30)
@given(records(most=6), CUTS, LIMITS, st.integers(0, 120))
def test_a_machine_that_stops_anywhere_changes_nothing(
    record: list[CaseEvent], cuts: set[int], limits: dict[str, int], steps: int
):
    events = table_of(record)
    with TemporaryDirectory() as root, small(**limits):
        try:
            with power_cut(steps):
                for piece in pieces(events, cuts):
                    take_in(root, *pieces(piece, THREES), unranked=BOTS)
        except PowerCutError:
            assert faults_of(root) == []
            reached = manifest_of(root).seq
            assert rows_read(take_in(root, unranked=BOTS)) == _whole(events.filter(events["seq"].to_numpy() <= reached))

        assert rows_read(take_in(root, *pieces(events, THREES), unranked=BOTS)) == _whole(events)
        assert faults_of(root) == []
