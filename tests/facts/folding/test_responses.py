"""Promises of replies: shared by the time held, and kept by what reached the customer."""

from typing import Any

import pytest

from liuxin.engines.measurement.schemas import WHOLE
from liuxin.facts.words import FactTable
from tests.facts.folding.stories import told
from tests.facts.stories import SYSTEM, CaseEvent, event, handed, opened, when

pytestmark = pytest.mark.spec("S4", "P4.2")
OPENED = opened(when(7, 9), holder=1, team=7)
FIRST = event("response_due", when(7, 9), target="first", since=when(7, 9), due=when(7, 13))


def sent(at: int, person: int | None = 2, key: int = 1, **more: bool) -> CaseEvent:
    return event("sent", at, kind="message", person=person, message=key, **{"automatic": False, **more})


def back(at: int, key: int = 1) -> CaseEvent:
    return event("undelivered", at, kind="message", person=2, message=key, post=9)


def shares(*events: CaseEvent) -> dict[int, tuple[int | None, float]]:
    rows = told(FactTable.RESPONSES, OPENED, FIRST, *events, unranked=[SYSTEM])
    return {row["person"]: (row["ended_at"], row["units"] / WHOLE) for row in rows}


def answers(*events: CaseEvent) -> list[Any]:
    (case,) = told(FactTable.CASES, OPENED, *events, unranked=[SYSTEM])
    replies = told(FactTable.REPLIES, OPENED, *events, unranked=[SYSTEM])
    return [case["answered_at"], case["answered_by"], sum(row["replies"] for row in replies)]


def test_first_hand_used_the_clock_and_the_second_is_not_blamed_for_it():
    """frappe/helpdesk#1895: the first eats the clock, the second is blamed."""
    late = shares(handed(when(7, 12), 2, team=7), sent(when(7, 14)))
    assert late == {1: (when(7, 14), 0.75), 2: (when(7, 14), 0.25)}
    assert shares(handed(when(7, 12), 2, team=7), sent(when(7, 12))) == {1: (when(7, 12), 1.0)}


def test_what_a_machine_sends_or_what_comes_back_keeps_no_promise_and_a_closing_does():
    assert shares(sent(when(7, 10), SYSTEM), sent(when(7, 10), automatic=True)) == {1: (None, 1.0)}
    assert shares(sent(when(7, 10)), back(when(7, 11))) == {1: (None, 1.0)}
    assert shares(event("closed", when(7, 12), outcome="answered")) == {1: (when(7, 12), 1.0)}
    assert shares(FIRST._replace(payload={**FIRST.payload, "due": None})) == {1: (None, 1.0)}


def test_a_reply_that_bounced_is_no_answer_and_the_next_one_is():
    first, second = sent(when(7, 10), key=1), sent(when(7, 12), key=2)
    assert answers(first, second) == [when(7, 10), 2, 2]
    assert answers(first, second, back(when(7, 13))) == [when(7, 12), 2, 1]
    assert answers(first, back(when(7, 11))) == [None, None, 0]
    assert answers(first, second, back(when(7, 13)), back(when(7, 13), key=2)) == [None, None, 0]
    assert answers(first, second, back(when(7, 13), key=3)) == [when(7, 10), 2, 2]


def test_a_reply_sent_once_more_counts_from_then_on():
    first, again = sent(when(7, 10)), sent(when(7, 15))
    assert answers(first, back(when(7, 11)), again) == [when(7, 15), 2, 1]
    assert answers(first, back(when(7, 11)), again, back(when(7, 16))) == [None, None, 0]


def test_a_category_counts_as_corrected_when_it_ends_up_another_than_the_first():
    def corrected(*events: CaseEvent, category: str | None = "leak") -> list[int | None]:
        first = opened(when(7, 9), holder=1, category=category)
        rows = told(FactTable.RESOLUTIONS, first, *events, event("resolved", when(8, 9)))
        return [row["recategorised"] for row in rows]

    anew, back_again = (
        event("classified", when(7, 10), category="paint"),
        event("classified", when(7, 11), category="leak"),
    )
    later = event("classified", when(9), category="paint")
    assert (corrected(), corrected(anew), corrected(anew, back_again), corrected(later)) == ([0], [1], [0], [0])
    assert (corrected(category=""), corrected(anew, category="")) == ([None], [0])


def test_waiting_for_the_customer_is_what_resolution_time_leaves_out():
    (row,) = told(
        FactTable.RESOLUTIONS,
        OPENED,
        event("waiting", when(7, 11)),
        event("resumed", when(8, 10)),
        event("resolved", when(8, 12)),
    )
    assert (row["waiting_seconds"], row["business_seconds"]) == (7 * 3600, 4 * 3600)
