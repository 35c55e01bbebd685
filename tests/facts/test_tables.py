from collections import defaultdict
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.engines.measurement.schemas import WHOLE, arrow_schema
from liuxin.facts.tables import shares, tabulate
from liuxin.facts.words import CaseEvent, FactTable, Story
from tests.facts.stories import CLOCKS, NINE_TO_FIVE, event, handed, opened, when
from tests.facts.test_rules import STEPS, told

HOUR = 3600
LONG_AGO = when(7) - 10 * 366 * 86_400


def _rows(table: FactTable, *stories: Story) -> list[dict[str, Any]]:
    made = tabulate(stories, CLOCKS)[table]
    assert made.schema == arrow_schema(table)
    rows: list[dict[str, Any]] = made.to_pylist()
    return rows


def test_a_case_that_is_open_again_is_not_resolved():
    story = told(opened(when(7), holder=1), event("resolved", when(8)), event("reopened", when(9)))

    assert _rows(FactTable.CASES, story)[0]["resolved_at"] is None


def test_resolution_time_runs_on_the_calendar_of_the_case_without_the_waits():
    # Friday 11 March 16:00 to Monday 14 March 12:00: 1 h + 3 h; waited on Monday from 9:30 to 11:00.
    story = told(
        opened(when(11, 16), holder=1),
        event("waiting", when(14, 9, 30)),
        event("resumed", when(14, 11)),
        event("resolved", when(14, 12)),
    )

    row = _rows(FactTable.RESOLUTIONS, story)[0]

    assert (row["business_seconds"], row["calendar_seconds"]) == (2.5 * HOUR, 68 * HOUR)


def test_an_earlier_resolution_knows_nothing_of_later_waits():
    story = told(
        opened(when(7, 9), holder=1),
        event("resolved", when(7, 12)),
        event("reopened", when(7, 13)),
        event("waiting", when(7, 14)),
        event("resolved", when(7, 16)),
    )

    rows = _rows(FactTable.RESOLUTIONS, story)

    assert [(row["n"], row["last"], row["business_seconds"]) for row in rows] == [
        (1, False, 3 * HOUR),
        (2, True, 5 * HOUR),
    ]
    assert [row["reopened_at"] for row in rows] == [when(7, 13), None]


def test_cases_on_different_calendars_are_each_on_their_own():
    office = told(opened(when(7, 16), holder=1), event("resolved", when(8, 10)))
    always = told(opened(when(7, 16), holder=1, calendar="always"), event("resolved", when(8, 10)))

    rows = _rows(FactTable.RESOLUTIONS, office, always)

    assert [row["business_seconds"] for row in rows] == [2 * HOUR, 18 * HOUR]


def test_the_promise_is_shared_by_the_business_time_each_held_the_case():
    # Monday 9-12 nobody, 12-17 and Tuesday 9-10 person 1, Tuesday 10-16 person 2: 3 + 6 + 6 = 15 h.
    story = told(
        opened(when(7, 9)),
        handed(when(7, 12), 1, point=2),
        handed(when(8, 10), 2, point=3),
        event("resolved", when(8, 16)),
        handed(when(9), 3, point=4),
        event("promise_judged", when(8, 16), kept=False, basis="recorded"),
    )

    rows = _rows(FactTable.PARTICIPATION, story)

    assert [(row["person"], row["business_seconds"]) for row in rows] == [
        (None, 3 * HOUR),
        (1, 6 * HOUR),
        (2, 6 * HOUR),
        (3, 0),
    ]
    assert [row["units"] for row in rows] == [200_000_000_000_000, 400_000_000_000_000, 400_000_000_000_000, 0]
    assert {row["kept"] for row in rows} == {0}
    assert [(row["start"], row["end"]) for row in rows][-1] == (when(9), None)


def test_who_takes_a_case_after_its_deadline_does_not_pay_for_the_first():
    story = told(
        opened(when(7, 9), holder=1, due=when(7, 12)), handed(when(7, 15), 2), event("resolved", when(8, 9, 30))
    )

    assert [row["units"] for row in _rows(FactTable.PARTICIPATION, story)] == [WHOLE, 0]


def test_where_no_business_time_passed_the_calendar_shares():
    story = told(opened(when(12, 9), holder=1), handed(when(12, 12), 2), event("resolved", when(12, 21)))

    assert [row["units"] for row in _rows(FactTable.PARTICIPATION, story)] == [WHOLE // 4, WHOLE // 4 * 3]


def test_where_no_time_passed_at_all_the_resolver_has_it_whole():
    story = told(opened(when(7), holder=1), handed(when(7), 2), event("resolved", when(7)))

    assert [row["units"] for row in _rows(FactTable.PARTICIPATION, story)] == [0, WHOLE]


def test_a_promise_that_is_not_decided_is_not_shared_yet():
    rows = _rows(FactTable.PARTICIPATION, told(opened(when(7), holder=1), handed(when(8), 2)))

    assert [(row["units"], row["business_seconds"]) for row in rows] == [(None, None), (None, None)]


def test_no_story_gives_empty_tables():
    assert [rows.num_rows for rows in tabulate([], CLOCKS).values()] == [0, 0, 0]


@pytest.mark.parametrize(("calendar", "opening"), [("", when(7)), ("nobody-knows-it", when(7)), ("office", LONG_AGO)])
def test_a_case_that_no_calendar_covers_has_no_business_time_and_stops_no_other(calendar: str, opening: int):
    steps = (handed(when(8), 2), event("resolved", when(9)))
    lost = told(opened(opening, case="LOST", calendar=calendar, holder=1), *steps)
    good = told(opened(when(7), case="GOOD", holder=1), *steps)

    resolved = {row["case"]: row["business_seconds"] for row in _rows(FactTable.RESOLUTIONS, lost, good)}
    held = [row for row in _rows(FactTable.PARTICIPATION, lost, good) if row["case"] == "LOST"]

    assert resolved["LOST"] is None
    assert resolved["GOOD"] == _rows(FactTable.RESOLUTIONS, good)[0]["business_seconds"] > 0
    assert sum(row["units"] for row in held) == WHOLE
    by_the_calendar = WHOLE * (when(8) - opening) / (when(9) - opening)
    assert held[0]["units"] == pytest.approx(by_the_calendar, abs=1)


@given(st.lists(STEPS, min_size=1, max_size=5), st.sampled_from([None, when(7, 10), when(8)]))
def test_the_shares_of_a_case_sum_to_one(many: list[list[CaseEvent]], due: int | None):
    stories = [told(opened(when(7), case=f"C{number}", due=due), *steps) for number, steps in enumerate(many)]

    total: defaultdict[str, int] = defaultdict(int)
    for row in tabulate(stories, CLOCKS)[FactTable.PARTICIPATION].to_pylist():
        if row["units"] is not None:
            assert 0 <= row["units"] <= WHOLE
            total[row["case"]] += row["units"]

    assert total == {story.case: WHOLE for story in stories if story.limit is not None}


@given(STEPS)
def test_business_time_is_what_the_clock_says_span_by_span(steps: list[CaseEvent]):
    story = told(opened(when(7)), *steps)

    for row in _rows(FactTable.RESOLUTIONS, story):
        waited = sum(
            NINE_TO_FIVE.seconds(start, min(end or row["at"], row["at"]))
            for start, end in story.waits
            if start < row["at"]
        )
        assert row["business_seconds"] == NINE_TO_FIVE.seconds(when(7), row["at"]) - waited


def test_shares_are_told_apart_by_case():
    found = shares(
        np.array([0, 0, 1, 1, 2]),
        np.array([30, 10, 0, 0, 0]),
        np.array([99, 1, 1, 3, 0]),
        np.array([1, 3, 4]),
    )

    assert found.tolist() == [WHOLE // 4 * 3, WHOLE // 4, WHOLE // 4, WHOLE // 4 * 3, WHOLE]


def test_what_rounding_leaves_over_goes_to_the_heaviest_holding():
    found = shares(np.array([0, 0, 0, 1, 1]), np.array([1, 1, 1, 1, 2]), np.array([1, 1, 1, 1, 2]), np.array([0, 3]))

    assert found.tolist() == [
        333_333_333_333_334,
        333_333_333_333_333,
        333_333_333_333_333,
        333_333_333_333_333,
        666_666_666_666_667,
    ]
