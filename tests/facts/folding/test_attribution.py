"""Who is credited: one test for each way in which other systems are known to get it wrong, and the rules of sharing."""

import pytest

from liuxin.engines.measurement.schemas import WHOLE
from liuxin.facts.words import FactTable
from tests.facts.folding.stories import told
from tests.facts.stories import SYSTEM, event, handed, message, opened, when

HOUR = 3600
BOTS = frozenset({SYSTEM})


@pytest.mark.spec("P4.2")
def test_an_owner_change_does_not_move_past_credit():
    """frappe/helpdesk#3745: a new owner took over what the one before had earned."""
    steps = (opened(when(7), holder=1, team=7), message(when(7, 10), 1), event("resolved", when(8)))
    later = (handed(when(9), 2, team=8), event("reopened", when(10)), handed(when(10, 10), 3, team=8))

    for table in (FactTable.RESOLUTIONS, FactTable.REPLIES):
        (before,), (after,) = told(table, *steps), told(table, *steps, *later)
        assert (before["person"], before["team"]) == (after["person"], after["team"]) == (1, 7)
    shares = [(row["person"], row["units"]) for row in told(FactTable.PARTICIPATION, *steps, *later)]
    assert shares == [(1, WHOLE), (2, 0), (3, 0)]


def test_a_reopen_does_not_create_a_false_first_response():
    """chatwoot PR #12058: a case that was reopened after five days showed a first response of five days."""
    quiet = (opened(when(7), holder=1), event("resolved", when(7, 10)), event("reopened", when(14)))
    answered = (opened(when(7), holder=1), message(when(7, 10), 1), event("resolved", when(8)),
                event("reopened", when(14)))  # fmt: skip

    assert _answers(*quiet, message(when(14, 10), 1)) == (None, None, [None])
    assert _answers(*answered, message(when(14, 10), 1)) == (1, HOUR, [HOUR])
    # Handed on after the reopening, it came to the next person then.
    assert _answers(*quiet, handed(when(14, 10), 2), message(when(14, 11), 2)) == (None, None, [None, HOUR])


@pytest.mark.spec("P4.2")
def test_level_1_that_eats_the_clock_is_charged_for_it_not_level_2():
    """frappe/helpdesk#1895: level 1 used up the time of the promise, and level 2 was late."""
    rows = told(
        FactTable.PARTICIPATION,
        opened(when(7, 9), holder=1, due=when(8, 10)),
        handed(when(8, 9), 2),
        event("resolved", when(8, 12)),
        event("promise_judged", when(8, 12), kept=False, basis="computed"),
    )

    # Eight of the nine hours until the promise was broken; what level 2 worked after that is no share of it.
    assert [(row["person"], row["business_seconds"], row["kept"]) for row in rows] == [(1, 8 * HOUR, 0), (2, HOUR, 0)]
    assert [row["units"] for row in rows] == [pytest.approx(WHOLE * 8 / 9, abs=1), pytest.approx(WHOLE / 9, abs=1)]
    assert sum(row["units"] for row in rows) == WHOLE


def test_unanswered_chats_are_not_answered():
    """chatwoot#13312: averages counted chats that nobody ever answered."""
    chat = (opened(when(7), holder=1, channel="chat"), event("closed", when(8), outcome="no_answer"))

    assert _answers(*chat) == (None, None, [None])
    assert _answers(*chat[:1], message(when(7, 10), 2)) == (2, HOUR, [None])


def test_a_bots_time_is_not_a_persons():
    """chatwoot#7679 and #13312: what a bot answered and held went into the figures of people."""
    steps = (
        opened(when(7, 9), holder=SYSTEM),
        message(when(7, 9, 1), SYSTEM),
        message(when(7, 9, 2), 1, automatic=True),
        message(when(7, 9, 3), None),
        handed(when(7, 11), 1),
        message(when(7, 12), 1),
        event("resolved", when(7, 13)),
    )

    assert _answers(*steps) == (1, 3 * HOUR, [None, HOUR])
    rows = told(FactTable.PARTICIPATION, *steps, unranked=BOTS)
    assert [(row["handling_seconds"], row["gap_seconds"]) for row in rows] == [(None, 2 * HOUR), (2 * HOUR, None)]
    assert [row["from_person"] for row in rows] == [None, None]
    assert [(row["person"], row["replies"]) for row in told(FactTable.REPLIES, *steps, unranked=BOTS)] == [(1, 1)]


def _answers(*steps) -> tuple[int | None, int | None, list[int | None]]:
    """Give who answered the case after how many business seconds, and how soon each holder answered."""
    (case,) = told(FactTable.CASES, *steps, unranked=BOTS)
    held = told(FactTable.PARTICIPATION, *steps, unranked=BOTS)
    return case["answered_by"], case["answer_seconds"], [row["answer_seconds"] for row in held]


def test_a_survey_is_of_whoever_resolved_the_case_and_not_of_nobody():
    """chatwoot#14872: an answer to a survey was shown without an agent after the case was unassigned."""
    rows = told(
        FactTable.SURVEYS,
        opened(when(7), holder=1, team=7),
        event("resolved", when(8)),
        handed(when(8, 10), None, team=8),
        event("asked", when(9), kind="survey"),
        event("answered", when(10), kind="survey", overall=5),
        event("answered", when(11), kind="survey", overall=1),
    )

    assert [(row["person"], row["team"], row["overall"], row["answered_at"]) for row in rows] == [(1, 7, 5, when(10))]


def test_the_first_of_several_replies_of_a_holder_is_the_answer():
    replies = message(when(7, 11), 1), message(when(7, 12), 1), handed(when(8), 2), message(when(8, 10), 1)

    assert _answers(opened(when(7), holder=1), message(when(7, 10), 2), *replies) == (2, HOUR, [2 * HOUR, None])


def test_an_answer_is_to_what_was_asked_last_even_after_another_resolution():
    rows = told(
        FactTable.SURVEYS,
        opened(when(7), holder=1),
        event("resolved", when(8)),
        event("asked", when(8, 10), kind="survey"),
        event("reopened", when(9)),
        handed(when(9), 2),
        event("resolved", when(10)),
        event("answered", when(11), kind="survey", overall=2),
    )

    assert [(row["person"], row["asked_at"], row["overall"]) for row in rows] == [(1, when(8, 10), 2)]


def test_an_answer_that_nobody_recorded_the_question_of_is_asked_for_with_it():
    rows = told(
        FactTable.SURVEYS,
        opened(when(7), holder=1),
        event("answered", when(7, 12), kind="survey", overall=3),
        event("resolved", when(8)),
        event("answered", when(9), kind="survey", overall=5),
        event("answered", when(10), kind="survey", overall=1),
    )

    assert [(row["asked_at"], row["answered_at"], row["overall"]) for row in rows] == [
        (when(7, 12), when(7, 12), 3),
        (when(9), when(9), 5),
    ]


def test_each_resolution_is_asked_about_once():
    """chatwoot#10628: a second resolution was not asked about; a reminder is no second question."""
    rows = told(
        FactTable.SURVEYS,
        opened(when(7), holder=1),
        event("resolved", when(8)),
        event("asked", when(8, 10), kind="survey"),
        event("asked", when(9), kind="survey"),
        event("reopened", when(10)),
        handed(when(10, 10), 2),
        event("resolved", when(11)),
        event("asked", when(11, 10), kind="survey"),
        event("answered", when(14), kind="survey", overall=4),
    )

    told_of = [(row["person"], row["asked_at"], row["overall"]) for row in rows]
    assert told_of == [(1, when(8, 10), None), (2, when(11, 10), 4)]


@pytest.mark.parametrize(("bots", "transfers"), [(BOTS, 1), (frozenset(), 3)])
def test_passing_through_a_system_actor_is_no_transfer(bots: frozenset[int], transfers: int):
    rows = told(
        FactTable.PARTICIPATION,
        opened(when(7), holder=1),
        handed(when(7, 10), SYSTEM),
        handed(when(7, 11), 1),
        handed(when(7, 12), None),
        handed(when(7, 13), 2),
        unranked=bots,
    )

    assert sum(row["from_person"] is not None for row in rows) == transfers
    assert sum(row["to_person"] is not None for row in rows) == transfers


@pytest.mark.spec("P4.2")
def test_several_holdings_of_one_person_for_one_team_are_one_credit():
    rows = told(
        FactTable.PARTICIPATION,
        opened(when(7, 9), holder=1, team=7),
        handed(when(7, 10), 2, team=7),
        handed(when(7, 11), 1, team=7),
        handed(when(7, 12), 1, team=8),
        event("resolved", when(7, 13)),
    )

    assert [(row["person"], row["team"], row["units"] * 4) for row in rows] == [
        (1, 7, 2 * WHOLE),
        (2, 7, WHOLE),
        (1, 7, 0),
        (1, 8, WHOLE),
    ]
    assert [(row["first_of_person"], row["handling_seconds"]) for row in rows] == [
        (True, 3 * HOUR),
        (True, HOUR),
        (False, None),
        (False, None),
    ]


def test_handling_stands_still_while_the_customer_is_waited_for_and_while_it_is_resolved():
    rows = told(
        FactTable.PARTICIPATION,
        opened(when(7, 9), holder=1),
        event("waiting", when(7, 10)),
        event("resumed", when(7, 12)),
        event("resolved", when(7, 13)),
        event("reopened", when(7, 15)),
        event("resolved", when(7, 16)),
        event("reopened", when(8)),
    )

    assert [row["handling_seconds"] for row in rows] == [3 * HOUR]


def test_a_gap_is_the_business_time_that_an_open_case_lay_in_nobodys_hands():
    start = (opened(when(7, 9), holder=None), handed(when(7, 11), 1))
    again = (event("resolved", when(7, 12)), handed(when(7, 12), None), event("reopened", when(7, 14)))

    def gaps(*steps) -> list[int | None]:
        return [row["gap_seconds"] for row in told(FactTable.PARTICIPATION, *steps)]

    assert gaps(*start) == [2 * HOUR, None]
    assert gaps(*start, *again[:2]) == [2 * HOUR, None, None]
    assert gaps(*start, *again) == [2 * HOUR, None, None]
    assert gaps(*start, *again, handed(when(7, 15), 2)) == [2 * HOUR, None, HOUR, None]


def test_an_escalation_counts_while_the_case_is_held():
    rows = told(
        FactTable.PARTICIPATION,
        opened(when(7), holder=1),
        event("escalated", when(8), required=True),
        handed(when(9), 2),
        event("escalated", when(10), required=False),
        handed(when(11), 3),
    )

    assert [(row["escalated"], row["required"]) for row in rows] == [(1, 1), (1, 0), (0, 0)]


def test_a_complaint_is_of_the_person_named_else_of_whoever_held_the_case():
    rows = told(
        FactTable.COMPLAINTS,
        opened(when(7), holder=1, team=7),
        handed(when(8), 2, team=8),
        event("complained", when(9)),
        event("complained", when(9), person=1),
        event("complained", when(9), person=3),
        event("complained", when(9), person=1, team=9),
    )

    assert [(row["person"], row["team"]) for row in rows] == [(2, 8), (1, 7), (3, 8), (1, 9)]


def test_a_review_is_of_the_person_whose_handling_was_reviewed():
    (row,) = told(
        FactTable.REVIEWS,
        opened(when(7), holder=1, team=7),
        handed(when(8), 2, team=8),
        event("recorded", when(9), kind="review", person=1, random=True, care=5, love=None),
    )

    assert (row["person"], row["team"], row["at"], row["random"], row["care"], row["love"]) == (
        1, 7, when(9), True, 5, None,
    )  # fmt: skip


def test_the_customers_last_word_on_a_resolution_counts():
    rows = told(
        FactTable.RESOLUTIONS,
        opened(when(7), holder=1),
        event("confirmed", when(7), settled=True),
        event("resolved", when(8)),
        event("confirmed", when(8), settled=True),
        event("confirmed", when(9), settled=False),
        event("reopened", when(9)),
        event("resolved", when(10)),
    )

    assert [row["confirmed"] for row in rows] == [0, None]


def test_a_step_put_off_in_time_is_moved_and_one_put_off_too_late_is_missed():
    rows = told(
        FactTable.DUTIES,
        opened(when(7), holder=1, team=7),
        event("next_planned", when(7), due=when(9)),
        event("next_planned", when(9), due=when(10), person=2),
        event("next_planned", when(11), due=when(12)),
        event("next_done", when(12)),
        event("next_planned", when(14), due=when(15)),
        event("closed", when(14)),
        event("next_planned", when(16)),
    )

    assert [(row["person"], row["due"], row["ended_at"], row["moved"]) for row in rows] == [
        (1, when(9), when(9), True),
        (2, when(10), when(11), False),
        (1, when(12), when(12), False),
        (1, when(15), when(14), False),
        (1, None, None, False),
    ]
    assert {(row["what"], row["team"], row["good"], row["case"]) for row in rows} == {("next_step", 7, None, "A")}


def test_spells_are_the_times_in_which_an_open_case_was_in_the_same_hands():
    rows = told(
        FactTable.SPELLS,
        opened(when(7), holder=1),
        event("waiting", when(7, 12)),
        handed(when(8), None),
        handed(when(8), 2),
        event("resolved", when(9)),
        event("closed", when(10)),
        event("reopened", when(11)),
    )

    assert [(row["person"], row["start"], row["end"]) for row in rows] == [
        (1, when(7), when(8)),
        (2, when(8), when(9)),
        (2, when(11), None),
    ]
