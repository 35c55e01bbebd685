"""A case that a letter of thanks took up again was never open again, and owes nothing for it."""

from typing import Any

import pytest

from liuxin.facts.words import FactTable
from tests.facts.folding.stories import told
from tests.facts.stories import CaseEvent, event, handed, opened, when

pytestmark = pytest.mark.spec("S6", "P4.2")
TABLES = (
    *(FactTable.CASES, FactTable.RESOLUTIONS, FactTable.PARTICIPATION, FactTable.SPELLS, FactTable.REPLIES),
    *(FactTable.DUTIES, FactTable.RESPONSES),
)
CLOSED = (
    opened(when(7), holder=1, team=7, due=when(9)),
    handed(when(8), 2, team=7),
    event("resolved", when(8, 12)),
    event("closed", when(8, 13), outcome="done_and_told", recorded=True),
)
LETTER = (
    event("reopened", when(9, 9)),
    event("next_planned", when(9, 9), due=when(9, 13), person=2),
    event("response_due", when(9, 9), target="next", since=when(9, 9), due=when(9, 11)),
)
THANKS = event("only_thanked", when(10), resolution=1)


def rows(*steps: CaseEvent) -> dict[FactTable, list[dict[str, Any]]]:
    """Give what is told, but for the number of the last event."""
    found = {table: told(table, *steps) for table in TABLES}
    return {table: [{**row, "last_seq": 0} for row in some] for table, some in found.items()}


def test_thanks_leave_every_table_as_if_the_letter_had_asked_for_nothing():
    before = rows(*CLOSED)
    opened_again = rows(*CLOSED, *LETTER)
    assert opened_again[FactTable.RESOLUTIONS][0]["reopened_at"] == when(9, 9)
    assert opened_again[FactTable.DUTIES] != before[FactTable.DUTIES]
    assert opened_again[FactTable.RESPONSES] != before[FactTable.RESPONSES]
    assert rows(*CLOSED, *LETTER, THANKS) == before


def test_a_complaint_after_the_thanks_counts_as_the_one_opening_again():
    again = (event("reopened", when(11)), event("resolved", when(11, 12)))
    found = rows(*CLOSED, *LETTER, THANKS, *again)[FactTable.RESOLUTIONS]
    assert [(row["n"], row["at"], row["reopened_at"]) for row in found] == [
        (1, when(8, 12), when(11)),
        (2, when(11, 12), None),
    ]


def test_thanks_that_nothing_was_opened_for_and_those_of_another_case_change_nothing():
    assert rows(*CLOSED, THANKS) == rows(*CLOSED)
    earlier = (event("reopened", when(8, 14)), event("resolved", when(8, 16)))
    found = rows(*CLOSED, *earlier, *LETTER, THANKS)[FactTable.RESOLUTIONS]
    assert [row["reopened_at"] for row in found] == [when(8, 14), None]


def test_thanks_for_what_is_resolved_owe_no_reply_and_an_earlier_opening_again_stays():
    resolved = (*CLOSED[:3], event("reopened", when(8, 14)), event("resolved", when(8, 16)))
    letter = event("response_due", when(9, 9), target="next", since=when(9, 9), due=when(9, 11))
    end = event("closed", when(10), outcome="done_and_told", recorded=True)
    assert rows(*resolved, letter, end)[FactTable.RESPONSES] != rows(*resolved, end)[FactTable.RESPONSES]
    assert rows(*resolved, letter, THANKS, end) == rows(*resolved, end)
    answered = (letter, event("sent", when(9, 10), kind="message", person=2, automatic=False))
    assert rows(*resolved, *answered, THANKS, end) == rows(*resolved, *answered, end)
