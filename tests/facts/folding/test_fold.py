"""The fold against the plain retelling, row by row, on records drawn at random."""

import pytest
from hypothesis import given, settings

from liuxin.facts.words import CaseEvent, FactTable
from tests.facts.folding.records import records
from tests.facts.folding.retelling import retold
from tests.facts.folding.stories import rows_of
from tests.facts.stories import CLOCKS, SYSTEM

TABLES = [FactTable.CASES, FactTable.RESOLUTIONS, FactTable.PARTICIPATION, FactTable.SPELLS, FactTable.REPLIES]
BOTS = frozenset({SYSTEM})


@pytest.mark.parametrize("table", TABLES)
@settings(max_examples=100)
@given(record=records())
def test_every_row_is_that_of_the_plain_retelling(table: FactTable, record: list[CaseEvent]):
    assert rows_of(table, record, BOTS) == retold(record, table.value, CLOCKS, BOTS)
