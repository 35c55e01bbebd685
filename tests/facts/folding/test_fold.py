"""The fold against the plain retelling, row by row, on records drawn at random."""

from random import Random

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuxin.engines.measurement.schemas import arrow_schema
from liuxin.facts.folding.events import EVENTS
from liuxin.facts.folding.fold import CASE_TABLES, fold
from liuxin.facts.words import FactTable
from tests.facts.folding.records import crowd, records
from tests.facts.folding.retelling import retold
from tests.facts.folding.stories import table_of
from tests.facts.stories import CLOCKS, SYSTEM, CaseEvent

BOTS = frozenset({SYSTEM})


@settings(max_examples=60)
@given(record=records())
def test_every_row_is_that_of_the_plain_retelling(record: list[CaseEvent]):
    told = fold(table_of(record), CLOCKS, BOTS)

    assert tuple(told) == CASE_TABLES
    for table, rows in told.items():
        assert rows.schema == arrow_schema(table)
        assert rows.to_pylist() == retold(record, table.value, CLOCKS, BOTS)


@pytest.mark.parametrize("seed", [1, 2])
def test_thousands_of_cases_are_told_as_each_alone(seed: int):
    record = crowd(seed, cases=1500)
    table = table_of(record)

    for name, rows in fold(table, CLOCKS, BOTS).items():
        assert rows.to_pylist() == retold(record, name.value, CLOCKS, BOTS)
    # In pieces, in time order, and one after another the events lie otherwise in memory.
    in_pieces = pa.concat_tables([table.slice(0, 1000), table.slice(1000)])
    from_within = pa.concat_tables([table.slice(0, 7), table]).combine_chunks().slice(7)
    by_case = table.sort_by([("subject", "ascending"), ("at", "ascending"), ("seq", "ascending")])
    backwards = table.sort_by([("subject", "ascending"), ("seq", "descending")])
    for other in (in_pieces, from_within, table.sort_by("at"), table.sort_by("subject"), by_case, backwards):
        assert fold(other, CLOCKS, BOTS) == fold(table, CLOCKS, BOTS)


@settings(max_examples=30)
@given(record=records(), random=st.randoms(use_true_random=False))
def test_the_order_in_which_events_are_read_does_not_matter(record: list[CaseEvent], random: Random):
    shuffled = list(record)
    random.shuffle(shuffled)

    assert fold(table_of(shuffled), CLOCKS, BOTS) == fold(table_of(record), CLOCKS, BOTS)


def test_what_is_not_about_a_case_is_passed_over():
    table = table_of(crowd(3, cases=40))
    kind = EVENTS.field("subject_kind")
    others = table.set_column(3, kind, pa.array(["person"] * len(table), kind.type))
    renamed = others.set_column(4, EVENTS.field("subject"), pa.array([f"C{row:07}" for row in range(len(table))]))

    for mixed in ([others, table], [table, renamed], [renamed, table, others]):
        assert fold(pa.concat_tables(mixed).sort_by("at"), CLOCKS, BOTS) == fold(table, CLOCKS, BOTS)
    assert fold(others, CLOCKS, BOTS)[FactTable.CASES].num_rows == 0
