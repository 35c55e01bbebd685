"""How cases stand and were resolved, on examples that can be followed by hand."""

import pytest

from liuxin.facts.words import FactTable
from tests.facts.folding.stories import rows_of, told
from tests.facts.stories import NINE_TO_FIVE, CaseEvent, event, handed, numbered, opened, when

HOUR = 3600
LONG_AGO = when(7) - 10 * 366 * 86_400


def _case(*steps: CaseEvent) -> dict[str, object]:
    (row,) = told(FactTable.CASES, *steps)
    return row


def test_a_case_row_says_how_the_case_stands():
    row = _case(
        opened(when(7), holder=1, team=7, due=when(9), product="lift-3"),
        handed(when(8), 2, team=8),
        event("resolved", when(8, 12)),
        event("promise_judged", when(8, 12), kept=True, basis="computed"),
        event("closed", when(10), outcome="answered", recorded=True),
        event("sent", when(8, 10), kind="message", person=2),
    )

    assert row == {
        "case": "A",
        "customer": 5,
        "kind": "request",
        "stage": "aftersale",
        "channel": "phone",
        "priority": 3,
        "category": "leak",
        "site": None,
        "product": "lift-3",
        "opened_at": when(7),
        "source": "log",
        "resolved_at": when(8, 12),
        "closed_at": when(10),
        "outcome": "answered",
        "outcome_recorded": True,
        "closer": 2,
        "closer_team": 8,
        "due": when(9),
        "promise": 1,
        "promise_basis": "computed",
        "promise_at": when(8, 12),
        "reopenings": 0,
        "transfers": 1,
        "first_holder": 1,
        "first_team": 7,
        "answered_at": when(8, 10),
        "answered_by": 2,
        "answer_seconds": 9 * HOUR,
        "last_seq": 6,
    }


def test_a_case_without_its_opening_gives_no_rows():
    orphan = [event("resolved", when(8)), event("sent", when(8), kind="message", person=1)]
    known = opened(when(7), case="B")

    for table in (FactTable.CASES, FactTable.RESOLUTIONS, FactTable.PARTICIPATION, FactTable.REPLIES):
        assert [row["case"] for row in rows_of(table, numbered([*orphan, known])) if row["case"] != "B"] == []
        assert rows_of(table, numbered(orphan)) == []


def test_a_resolution_is_credited_to_the_holder_then_and_not_to_a_later_one():
    rows = told(FactTable.RESOLUTIONS, opened(when(7), holder=1), event("resolved", when(8)), handed(when(9), 2))

    assert [(row["at"], row["person"], row["team"]) for row in rows] == [(when(8), 1, 1)]


def test_a_hand_over_of_the_same_instant_counts_as_the_record_orders_it():
    steps = opened(when(7), holder=1), handed(when(8), 2), event("resolved", when(8))
    before = told(FactTable.RESOLUTIONS, *steps)
    after = told(FactTable.RESOLUTIONS, steps[0], steps[2], steps[1])

    assert (before[0]["person"], after[0]["person"]) == (2, 1)


def test_a_closing_that_nothing_resolved_is_the_resolution():
    steps = opened(when(7), holder=1), event("closed", when(9), outcome="answered", recorded=True)

    assert [(row["at"], row["person"]) for row in told(FactTable.RESOLUTIONS, *steps)] == [(when(9), 1)]
    assert (_case(*steps)["closed_at"], _case(*steps)["resolved_at"]) == (when(9), when(9))


def test_a_closing_after_a_resolution_is_no_second_one():
    steps = (
        opened(when(7), holder=1),
        event("resolved", when(8)),
        event("closed", when(9), outcome="not_recorded", recorded=False),
    )

    assert [row["at"] for row in told(FactTable.RESOLUTIONS, *steps)] == [when(8)]
    assert (_case(*steps)["outcome"], _case(*steps)["outcome_recorded"]) == ("not_recorded", False)


def test_a_reopening_ends_the_last_resolution_and_takes_the_outcome_back():
    steps = (
        opened(when(7), holder=1),
        event("resolved", when(8)),
        event("closed", when(9), outcome="answered"),
        event("reopened", when(10)),
        handed(when(10, 12), 2),
        event("resolved", when(11)),
    )
    rows = told(FactTable.RESOLUTIONS, *steps)

    assert [(row["n"], row["at"], row["person"], row["reopened_at"], row["last"]) for row in rows] == [
        (1, when(8), 1, when(10), False),
        (2, when(11), 2, None, True),
    ]
    case = _case(*steps)
    assert (case["reopenings"], case["closed_at"], case["outcome"], case["closer"]) == (1, None, "", None)


def test_a_case_that_is_open_again_is_not_resolved():
    row = _case(opened(when(7), holder=1), event("resolved", when(8)), event("reopened", when(9)))

    assert (row["resolved_at"], row["reopenings"]) == (None, 1)


def test_a_reopening_of_what_was_not_resolved_changes_nothing():
    assert _case(opened(when(7), holder=1), event("reopened", when(8)))["reopenings"] == 0


def test_transfers_are_those_before_the_last_resolution_or_so_far():
    steps = opened(when(7), holder=1), handed(when(8), 2), handed(when(9), 1)

    assert _case(*steps)["transfers"] == 2
    assert _case(*steps[:2], event("resolved", when(8)), steps[2])["transfers"] == 1


def test_a_resolution_knows_what_the_case_was_taken_for_then():
    steps = (
        opened(when(7), holder=1),
        event("classified", when(8), priority=1, category="lift"),
        event("resolved", when(9)),
        event("classified", when(10), priority=4),
    )

    (row,) = told(FactTable.RESOLUTIONS, *steps)
    assert (row["priority"], row["category"]) == (1, "lift")
    assert (_case(*steps)["priority"], _case(*steps)["category"]) == (4, "lift")


def test_resolution_time_runs_on_the_calendar_of_the_case_without_the_waits():
    # Friday 11 March 16:00 to Monday 14 March 12:00: 1 h + 3 h; waited on Monday from 9:30 to 11:00.
    (row,) = told(
        FactTable.RESOLUTIONS,
        opened(when(11, 16), holder=1),
        event("waiting", when(14, 9, 30)),
        event("resumed", when(14, 11)),
        event("resolved", when(14, 12)),
    )

    assert (row["business_seconds"], row["calendar_seconds"]) == (2.5 * HOUR, 68 * HOUR)


@pytest.mark.parametrize("ending", ["resumed", "resolved", "closed", "reopened"])
def test_a_wait_for_the_customer_ends_when_the_case_goes_on(ending: str):
    rows = told(
        FactTable.RESOLUTIONS,
        opened(when(7, 9)),
        event("waiting", when(7, 10)),
        handed(when(7, 11), 2),
        event("waiting", when(7, 11)),
        event(ending, when(7, 12)),
        event("reopened", when(7, 12)),
        event("resolved", when(7, 14)),
    )

    assert rows[-1]["business_seconds"] == 3 * HOUR


def test_an_earlier_resolution_knows_nothing_of_later_waits():
    rows = told(
        FactTable.RESOLUTIONS,
        opened(when(7, 9), holder=1),
        event("resolved", when(7, 12)),
        event("reopened", when(7, 13)),
        event("waiting", when(7, 14)),
        event("resolved", when(7, 16)),
    )

    assert [row["business_seconds"] for row in rows] == [3 * HOUR, 5 * HOUR]


def test_cases_on_different_calendars_are_each_on_their_own():
    cases = [
        *(each._replace(case="OFFICE") for each in (opened(when(7, 16)), event("resolved", when(8, 10)))),
        *(each._replace(case="ALWAYS") for each in (opened(when(7, 16), calendar="always"),
                                                    event("resolved", when(8, 10)))),
    ]  # fmt: skip

    found = {row["case"]: row["business_seconds"] for row in told(FactTable.RESOLUTIONS, *cases)}

    assert found == {"OFFICE": 2 * HOUR, "ALWAYS": 18 * HOUR}


@pytest.mark.parametrize(("calendar", "opening"), [("", when(7)), ("nobody-knows-it", when(7)), ("office", LONG_AGO)])
def test_a_case_that_no_calendar_covers_has_no_business_time_and_stops_no_other(calendar: str, opening: int):
    steps = (handed(when(8), 2), event("resolved", when(9)), event("sent", when(8), kind="message", person=1))
    lost = [each._replace(case="LOST") for each in (opened(opening, calendar=calendar, holder=1), *steps)]
    good = [each._replace(case="GOOD") for each in (opened(when(7), holder=1), *steps)]

    resolved = {row["case"]: row["business_seconds"] for row in told(FactTable.RESOLUTIONS, *lost, *good)}
    answered = {row["case"]: row["answer_seconds"] for row in told(FactTable.CASES, *lost, *good)}

    assert resolved == {"LOST": None, "GOOD": 16 * HOUR}
    assert answered == {"LOST": None, "GOOD": 8 * HOUR}


def test_a_calendar_covers_its_first_and_its_last_second():
    first, last = NINE_TO_FIVE.first, NINE_TO_FIVE.last

    def worked(start: int, end: int) -> int | None:
        found: int | None = told(FactTable.RESOLUTIONS, opened(start), event("resolved", end))[0]["business_seconds"]
        return found

    assert worked(first, last) == NINE_TO_FIVE.seconds(first, last)
    assert worked(first - 1, last) is None
    assert worked(first, last + 1) is None


def test_an_event_of_a_clock_set_back_counts_in_the_order_of_time():
    rows = told(
        FactTable.RESOLUTIONS, opened(when(7), holder=1), handed(when(9), 2), event("resolved", when(8)),
    )  # fmt: skip

    assert [(row["at"], row["person"]) for row in rows] == [(when(8), 1)]


def test_what_is_dated_before_the_opening_counts_at_the_opening():
    steps = opened(when(8), holder=1), event("waiting", when(7)), handed(when(7), 2), event("resolved", when(7, 12))

    (row,) = told(FactTable.RESOLUTIONS, *steps)
    assert (row["at"], row["person"], row["calendar_seconds"], row["business_seconds"]) == (when(8), 2, 0, 0)
    assert [(each["start"], each["end"]) for each in told(FactTable.PARTICIPATION, *steps)] == [
        (when(8), when(8)),
        (when(8), None),
    ]


def test_an_event_a_year_off_is_in_its_place():
    later, year = opened(when(7), holder=1), 366 * 86_400

    steps = later, event("resolved", when(7) + year), event("reopened", when(7) + 2 * year), handed(when(8), 2)

    rows = told(FactTable.RESOLUTIONS, *steps)
    assert [(row["person"], row["reopened_at"]) for row in rows] == [(2, when(7) + 2 * year)]


def test_a_second_opening_changes_nothing_but_how_far_the_record_of_the_case_reaches():
    one = _case(opened(when(7), holder=1), event("resolved", when(8)))
    other = _case(opened(when(7), holder=1), event("resolved", when(8)), opened(when(7, 12), holder=2, customer=9))

    assert other == {**one, "last_seq": 2}
