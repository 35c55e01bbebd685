"""The law of the store: for any arrival order, batching and crash, a reader finds what one full computation gives."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuxin.desk.history.words import SealedEvent
from liuxin.facts import layers, queries
from liuxin.facts.folding.events import CASE_CODES, from_history
from liuxin.facts.folding.fold import fold
from liuxin.facts.folding.matters import matters
from liuxin.facts.words import FactTable
from tests.facts.folding.records import TIMES, records
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


@st.composite
def everything(draw: st.DrawFn) -> pa.Table:
    """Draw a record of cases and of what is beside them, mixed up."""
    about = st.sampled_from(["C0", "C2", "C4", "none"])
    payload = st.fixed_dictionaries({"person": st.sampled_from([1, 2, SYSTEM])}, optional={"case": about})
    beside = [
        st.tuples(st.sampled_from(["warning.raised", "recovery.opened"]), st.sampled_from("12"), payload),
        st.tuples(st.sampled_from(["warning.answered", "recovery.ended"]), st.sampled_from("12"), st.just({})),
        st.tuples(st.just("reading.confirmed"), st.sampled_from(["1/1", "1/2"]), st.just({"value": 2.5})),
        st.tuples(st.just("reading.withdrawn"), st.just("1/1"), st.just({})),
        st.tuples(st.just("customers.added"), st.just("5"), st.just({"customer": 5, "kind": "internal"})),
        st.tuples(st.just("organisation.person_added"), st.sampled_from("12"), st.just({"position": 3})),
    ]
    steps: list[Any] = draw(st.lists(st.one_of(beside), max_size=8))
    told = [CaseEvent(0, code, key, draw(TIMES), more) for code, key, more in steps]
    mixed = draw(st.permutations([*draw(records(most=5)), *told]))
    return from_history(
        SealedEvent(seq, each.code, _kind(each), each.case, "", "", datetime.fromtimestamp(each.at, UTC), each.payload)
        for seq, each in enumerate(mixed, 1)
    )


def _kind(event: CaseEvent) -> str:
    return "case" if event.code in CASE_CODES else event.code.partition(".")[0]


def _whole(events: pa.Table) -> dict[FactTable, Rows]:
    of_cases = fold(events.filter(layers.is_about_case(events)), CLOCKS, BOTS)
    beside = matters(events.filter(pc.invert(layers.is_about_case(events))), of_cases[FactTable.CASES])
    duties = pa.concat_tables([of_cases[FactTable.DUTIES], beside[FactTable.DUTIES]])
    made = {**of_cases, **beside, FactTable.DUTIES: duties}
    told = {table: as_rows(rows) for table, rows in made.items()}
    return {table: rows for table, rows in told.items() if rows}


@pytest.mark.long
@settings(max_examples=30)
@given(everything(), CUTS, LIMITS)
def test_chatwoot_13518_and_11194_batches_give_what_one_computation_gives(
    events: pa.Table, cuts: set[int], limits: dict[str, int]
):
    with TemporaryDirectory() as root, small(**limits):
        for piece in pieces(events, cuts):
            take_in(root, *pieces(piece, THREES), unranked=BOTS)

        facts = queries.current(root)
        assert rows_read(facts) == _whole(events)
        assert faults_of(root) == []
        assert sum(facts.months.values()) == len(_whole(events).get(FactTable.CASES, []))


@pytest.mark.long
@settings(max_examples=30)
@given(everything(), CUTS, LIMITS, st.integers(0, 120))
def test_a_machine_that_stops_anywhere_changes_nothing(
    events: pa.Table, cuts: set[int], limits: dict[str, int], steps: int
):
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
