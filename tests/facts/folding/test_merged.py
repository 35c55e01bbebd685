"""A case that lives on in another counts once, and whoever worked in it keeps what is theirs."""

from typing import Any

import pytest

from liuxin.facts.words import FactTable
from tests.facts.folding.stories import told
from tests.facts.stories import CaseEvent, event, handed, opened, when

pytestmark = pytest.mark.spec("S4")
BEFORE = (
    opened(when(7), holder=1, team=7, due=when(9)),
    event("sent", when(7, 10), kind="message", person=1, automatic=False),
    handed(when(8), 2, team=7),
)
MERGED = event("merged", when(8, 12), into="B")
ALL = tuple(FactTable)


def rows(*steps: CaseEvent) -> dict[FactTable, list[dict[str, Any]]]:
    return {table: told(table, *steps) for table in (
        FactTable.CASES, FactTable.RESOLUTIONS, FactTable.PARTICIPATION, FactTable.SPELLS, FactTable.REPLIES,
    )}  # fmt: skip


def test_a_merged_case_is_received_and_neither_resolved_nor_closed_nor_promised():
    found = rows(*BEFORE, MERGED)
    (case,) = found[FactTable.CASES]
    assert case["opened_at"] == when(7)
    assert [case[name] for name in ("resolved_at", "closed_at", "closer", "due", "promise")] == [None] * 5
    assert case["outcome_recorded"] is False
    assert found[FactTable.RESOLUTIONS] == []


def test_it_is_open_no_more_and_what_people_did_stays_theirs():
    found = rows(*BEFORE, MERGED)
    assert [(row["person"], row["end"]) for row in found[FactTable.SPELLS]] == [(1, when(8)), (2, when(8, 12))]
    assert [row["person"] for row in found[FactTable.REPLIES]] == [1]
    assert sorted(row["person"] for row in found[FactTable.PARTICIPATION]) == [1, 2]


def test_a_merge_taken_back_never_was():
    undone = event("unmerged", when(8, 14), into="B")
    assert rows(*BEFORE, MERGED, undone) == {
        table: [row | ({"last_seq": row["last_seq"] + 2} if "last_seq" in row else {}) for row in found]
        for table, found in rows(*BEFORE).items()
    }
    again = event("merged", when(9), into="B")
    assert rows(*BEFORE, MERGED, undone, again)[FactTable.SPELLS][-1]["end"] == when(9)
