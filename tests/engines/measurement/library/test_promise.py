from pathlib import Path
from typing import Any

import pytest

from tests.engines.measurement.library.asking import HOUR, Asked, Row, duty, holding
from tests.engines.measurement.records import DAY, START

WHOLE = 10**15
DUE = START + 2 * DAY


def _case(code: str, **more: object) -> Row:
    return {"case": code, "due": DUE, "promise_at": DUE, "resolved_at": None, **more}


def _promised(cases: list[Row], shares: dict[int, int] | None = None) -> dict[str, Any]:
    held = [
        holding(str(case["case"]), person, units=part, seq=seq, **{name: case[name] for name in case if name != "case"})
        for case in cases
        for seq, (person, part) in enumerate((shares or {1: WHOLE}).items(), 1)
    ]
    return {"cases": cases, "participation": held}


def test_a_promise_that_nobody_judged_is_missed_once_its_deadline_has_passed(tmp_path: Path):
    cases = [
        _case("kept", promise=1, resolved_at=START),
        _case("broken", promise=0, resolved_at=DUE + DAY),
        _case("overdue"),
        _case("not-judged", resolved_at=DUE + DAY),
        _case("no-deadline", due=None, resolved_at=DUE),
    ]
    asked = Asked(tmp_path, as_of=DUE, **_promised(cases))

    assert asked.value("promises_kept") == pytest.approx(100 / 3)
    assert asked.why("promises_kept") == {
        "kept": "",
        "broken": "",
        "overdue": "",
        "not-judged": "no_promise",
        "no-deadline": "no_promise",
    }
    reopened = Asked(tmp_path / "reopened", as_of=DUE, **_promised([_case("judged-and-open-again", promise=1)]))
    assert reopened.value("promises_kept") == 100.0
    early = Asked(tmp_path / "early", as_of=DUE - 1, **_promised([_case("overdue")]))
    assert (early.value("promises_kept"), early.why("promises_kept")) == (None, {"overdue": "not_due"})


def test_a_promise_is_one_credit_shared_by_the_time_held(tmp_path: Path):
    cases = [_case("A", promise=1, resolved_at=START), _case("B", promise=0, resolved_at=START)]
    asked = Asked(tmp_path, **_promised(cases, {1: WHOLE // 4, 2: WHOLE - WHOLE // 4}))

    assert asked.reading("promises_kept").n == 2.0
    assert {row.case: row.weight for row in asked.rows("promises_kept") if row.person == 1} == {"A": 0.25, "B": 0.25}
    assert asked.of("promises_kept") == {1: 50.0, 2: 50.0}


def test_lateness_is_of_promises_resolved_after_their_deadline_each_by_its_share(tmp_path: Path):
    cases = [
        _case("four-late", promise=0, resolved_at=DUE + 4 * HOUR),
        _case("on-time-and-missed", promise=0, resolved_at=DUE),
        _case("kept", promise=1, resolved_at=DUE + HOUR),
        _case("late-so-far"),
    ]
    asked = Asked(tmp_path, as_of=DUE + 2 * HOUR, **_promised(cases, {1: WHOLE // 4, 2: WHOLE - WHOLE // 4}))

    reading = asked.reading("lateness_when_missed")
    assert (reading.value, reading.n, reading.rows) == (3.0, 2.0, 4)
    assert {row.case for row in asked.rows("lateness_when_missed")} == {"four-late", "late-so-far"}


def test_the_promise_of_a_complaint_stands_for_itself(tmp_path: Path):
    cases = [
        _case("complaint", kind="complaint", promise=0, resolved_at=START),
        _case("request", kind="request", promise=1, resolved_at=START),
    ]
    asked = Asked(tmp_path, **_promised(cases))

    assert (asked.value("complaint_resolved_in_time"), asked.value("promises_kept")) == (0.0, 50.0)


def test_internal_promises_are_those_to_internal_customers(tmp_path: Path):
    cases = [
        _case("inside", customer=1, promise=1, resolved_at=START),
        _case("outside", customer=2, promise=0, resolved_at=START),
        _case("unknown", customer=None, promise=0, resolved_at=START),
    ]
    customers = [{"customer": 1, "customer_kind": "internal"}, {"customer": 2, "customer_kind": "external"}]
    asked = Asked(tmp_path, customers=customers, **_promised(cases))

    assert (asked.value("internal_promise_kept"), asked.reading("internal_promise_kept").n) == (100.0, 1.0)


def test_a_next_step_is_on_time_missed_moved_or_not_due(tmp_path: Path):
    steps = [
        duty("next_step", "on-time", 1, DUE, DUE),
        duty("next_step", "late", 1, DUE, DUE + 1),
        duty("next_step", "forgotten", 1, DUE),
        duty("next_step", "moved", 1, DUE, START, moved=True),
        duty("next_step", "not-due", 1, DUE + 1, START),
        duty("warning", "something-else", 1, DUE),
    ]
    asked = Asked(tmp_path, duties=steps, as_of=DUE)

    assert asked.value("next_action_on_time") == pytest.approx(100 / 3)
    assert asked.why("next_action_on_time") == {
        "on-time": "",
        "late": "",
        "forgotten": "",
        "moved": "moved",
        "not-due": "not_due",
    }
    assert (asked.value("next_action_moves"), asked.reading("next_action_moves").pending) == (25.0, 1)


def test_a_promised_reply_is_kept_by_its_deadline_missed_after_it_and_pending_before(tmp_path: Path):
    def owed(code: str, target: str, ended: int | None, **more: object) -> Row:
        at = DUE if ended is None else min(ended, DUE)
        told = {"case": code, "target": target, "since": START, "due": DUE, "ended_at": ended, "at": at}
        return {"person": 1, "team": 1, "units": WHOLE, **told, **more}

    responses = [
        owed("in-time", "first", DUE),
        owed("late", "first", DUE + 1, units=WHOLE // 4),
        owed("late", "first", DUE + 1, person=2, units=WHOLE - WHOLE // 4),
        owed("never", "next", None),
        owed("answered", "next", START),
    ]
    asked = Asked(tmp_path, as_of=DUE, responses=responses)

    assert (asked.value("first_response_kept"), asked.value("next_response_kept")) == (50.0, 50.0)
    assert asked.of("first_response_kept") == {1: 80.0, 2: 0.0}
    early = Asked(tmp_path / "early", as_of=DUE - 1, responses=responses)
    assert (early.value("next_response_kept"), early.reading("next_response_kept").pending) == (100.0, 1)
    assert early.why("next_response_kept") == {"never": "not_due", "answered": ""}
