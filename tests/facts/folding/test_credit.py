"""The credit of a promise, on examples that can be followed by hand."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuxin.engines.measurement.schemas import WHOLE
from liuxin.facts.folding.credit import shares
from liuxin.facts.words import FactTable
from tests.facts.folding.records import records
from tests.facts.folding.stories import rows_of, told
from tests.facts.stories import CaseEvent, event, handed, opened, when

HOUR = 3600
pytestmark = pytest.mark.spec("P4.2")


def _units(*steps: CaseEvent) -> list[int]:
    return [row["units"] for row in told(FactTable.PARTICIPATION, *steps)]


def test_the_promise_is_shared_by_the_business_time_each_held_the_case():
    # Monday 9-12 nobody, 12-17 and Tuesday 9-10 person 1, Tuesday 10-16 person 2: 3 + 6 + 6 = 15 h.
    rows = told(
        FactTable.PARTICIPATION,
        opened(when(7, 9)),
        handed(when(7, 12), 1, point=2),
        handed(when(8, 10), 2, point=3),
        event("resolved", when(8, 16)),
        handed(when(9), 3, point=4),
        event("promise_judged", when(8, 16), kept=False, basis="recorded"),
    )

    assert [(row["seq"], row["person"], row["business_seconds"], row["units"] * 15 // WHOLE) for row in rows] == [
        (1, None, 3 * HOUR, 3),
        (2, 1, 6 * HOUR, 6),
        (3, 2, 6 * HOUR, 6),
        (4, 3, 0, 0),
    ]
    assert {(row["kept"], row["promise"], row["promise_at"], row["resolved_at"]) for row in rows} == {
        (0, 0, when(8, 16), when(8, 16))
    }
    assert [(row["start"], row["end"]) for row in rows][-1] == (when(9), None)


def test_who_takes_a_case_after_its_deadline_does_not_pay_for_the_first():
    late = handed(when(7, 15), 2), event("resolved", when(8, 9, 30))

    assert _units(opened(when(7, 9), holder=1, due=when(7, 12)), *late) == [WHOLE, 0]


def test_where_no_business_time_passed_the_calendar_shares():
    steps = opened(when(12, 9), holder=1), handed(when(12, 12), 2), event("resolved", when(12, 21))

    assert _units(*steps) == [WHOLE // 4, WHOLE // 4 * 3]


def test_where_no_time_passed_at_all_the_resolver_has_it_whole():
    assert _units(opened(when(7), holder=1), handed(when(7), 2), event("resolved", when(7))) == [0, WHOLE]


def test_where_the_deadline_was_over_before_it_began_who_was_first_has_it_whole():
    assert _units(opened(when(7), holder=1, due=when(6)), handed(when(8), 2)) == [WHOLE, 0]


def test_a_case_of_which_some_time_is_not_known_is_shared_by_the_calendar():
    steps = opened(when(7), holder=1, calendar="nobody-knows-it"), handed(when(8), 2), event("resolved", when(10))

    assert _units(*steps) == [pytest.approx(WHOLE / 3, abs=1), pytest.approx(WHOLE * 2 / 3, abs=1)]
    assert sum(_units(*steps)) == WHOLE


@pytest.mark.parametrize(
    ("due", "resolved", "limit", "units"),
    [
        (None, when(9), when(9), [WHOLE // 2, WHOLE // 2]),
        (when(10), when(9), when(9), [WHOLE // 2, WHOLE // 2]),
        (when(7, 12), when(9), when(7, 12), [WHOLE, 0]),
        (when(9), None, when(9), [WHOLE // 2, WHOLE // 2]),
        (None, None, None, [None, None]),
    ],
)
def test_the_sharing_ends_at_deadline_or_resolution(
    due: int | None, resolved: int | None, limit: int | None, units: list[int]
):
    ending = [] if resolved is None else [event("resolved", resolved)]

    rows = told(FactTable.PARTICIPATION, opened(when(7), holder=1, due=due), handed(when(8), 2), *ending)

    assert [row["promise_at"] for row in rows] == [limit, limit]
    assert [row["units"] for row in rows] == units
    assert [row["business_seconds"] is None for row in rows] == [limit is None] * 2


def test_a_judgement_without_deadline_or_resolution_ends_the_sharing_itself():
    (row,) = told(FactTable.PARTICIPATION, opened(when(7)), event("promise_judged", when(9), kept=False))

    assert (row["promise_at"], row["kept"]) == (when(9), 0)


def test_the_promise_is_as_judged_last():
    (row,) = told(
        FactTable.CASES,
        opened(when(7)),
        event("promise_judged", when(8), kept=True, basis="computed"),
        event("promise_judged", when(9), kept=False, basis="recorded"),
    )

    assert (row["promise"], row["promise_basis"]) == (0, "recorded")


def test_a_wait_moves_a_computed_promise_and_stops_it_while_it_lasts():
    start, wait = opened(when(7), holder=1, due=when(8)), event("waiting", when(7, 12))

    def limit(*steps: CaseEvent) -> int | None:
        found: int | None = told(FactTable.CASES, *steps)[0]["promise_at"]
        return found

    assert limit(start, wait) is None
    assert limit(start, wait, event("resumed", when(9), due=when(9, 13))) == when(9, 13)
    assert limit(start, wait, event("promise_judged", when(9), kept=False)) == when(8)


def test_the_next_step_of_a_case_is_not_its_promise():
    steps = opened(when(7), due=when(9)), event("next_planned", when(8), due=when(20))

    assert told(FactTable.CASES, *steps)[0]["due"] == when(9)


@settings(max_examples=40)
@given(records())
def test_the_shares_of_a_case_sum_to_one(record: list[CaseEvent]):
    total: dict[str, int] = {}
    for row in rows_of(FactTable.PARTICIPATION, record):
        if row["units"] is not None:
            assert 0 <= row["units"] <= WHOLE
            total[row["case"]] = total.get(row["case"], 0) + row["units"]

    decided = {row["case"] for row in rows_of(FactTable.CASES, record) if row["promise_at"] is not None}
    assert total == dict.fromkeys(decided, WHOLE)


def test_shares_are_told_apart_by_case():
    found = shares(
        np.array([0, 0, 1, 1, 2]),
        np.array([30, 10, 0, 0, 0]),
        np.array([99, 1, 1, 3, 0]),
        np.array([1, 3, 4]),
    )

    assert found.tolist() == [WHOLE // 4 * 3, WHOLE // 4, WHOLE // 4, WHOLE // 4 * 3, WHOLE]


def test_a_single_second_of_business_time_decides():
    assert shares(np.array([0, 0]), np.array([0, 1]), np.array([9, 9]), np.array([0])).tolist() == [0, WHOLE]
    assert shares(np.array([0, 0]), np.array([0, 0]), np.array([0, 1]), np.array([0])).tolist() == [0, WHOLE]


def test_what_rounding_leaves_over_goes_to_the_heaviest_holding():
    found = shares(np.array([0, 0, 0, 1, 1]), np.array([1, 1, 1, 1, 2]), np.array([1, 1, 1, 1, 2]), np.array([0, 3]))

    assert found.tolist() == [
        333_333_333_333_334,
        333_333_333_333_333,
        333_333_333_333_333,
        333_333_333_333_333,
        666_666_666_666_667,
    ]


@given(st.lists(st.lists(st.integers(0, 10**9), min_size=1, max_size=6), min_size=1, max_size=4))
def test_a_share_is_the_part_of_the_time_to_within_a_unit(times: list[list[int]]):
    case = np.repeat(np.arange(len(times)), [len(each) for each in times])
    worked = np.array([second for each in times for second in each])
    holders = np.searchsorted(case, np.arange(len(times)))

    found = shares(case, worked, worked, holders)

    for number, each in enumerate(times):
        whole = sum(each) or 1
        units = found[case == number].tolist()
        assert sum(units) == WHOLE
        for part, second in zip(units, each, strict=True):
            assert abs(part - Fraction(WHOLE * second, whole)) <= len(each) or not sum(each)
