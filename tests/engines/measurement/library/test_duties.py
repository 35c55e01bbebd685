from pathlib import Path

import pytest

from tests.engines.measurement.library.asking import Asked, duty
from tests.engines.measurement.records import DAY, START

DUE = START + 2 * DAY


@pytest.mark.parametrize(("what", "code"), [("warning", "warning_cleared_in_time"), ("talk", "talk_held_on_time")])
def test_a_duty_is_done_by_its_due_time_or_not(tmp_path: Path, what: str, code: str):
    duties = [
        duty(what, "in-time", 1, DUE, DUE),
        duty(what, "late", 1, DUE, DUE + 1),
        duty(what, "never", 2, DUE),
        duty(what, "not-due", 2, DUE + 1, START),
        duty("obstacle", "other", 2, DUE),
    ]
    asked = Asked(tmp_path, duties=duties, as_of=DUE)

    assert asked.of(code) == {1: 50.0, 2: 0.0}
    assert asked.why(code) == {"in-time": "", "late": "", "never": "", "not-due": "not_due"}
    assert asked.reading(code).pending == 1


def test_an_obstacle_is_cleared_once_whoever_raised_it_says_so(tmp_path: Path):
    duties = [
        duty("obstacle", "confirmed", 1, DUE, DUE, good=1),
        duty("obstacle", "denied", 1, DUE, DUE, good=0),
        duty("obstacle", "silent", 1, DUE, DUE, good=None),
        duty("obstacle", "late", 1, DUE, DUE + 1, good=1),
    ]

    assert Asked(tmp_path, duties=duties).of("obstacle_cleared_share") == {1: 25.0}


def test_a_recovery_is_decided_when_it_ends_or_falls_due(tmp_path: Path):
    duties = [
        duty("recovery", "won-back", 1, DUE, START, good=1),
        duty("recovery", "won-back-late", 1, DUE, DUE + DAY, good=1),
        duty("recovery", "lost", 1, DUE, START, good=0),
        duty("recovery", "overdue", 1, DUE),
        duty("recovery", "under-way", 1, DUE + 1),
    ]
    asked = Asked(tmp_path, duties=duties, as_of=DUE)

    assert asked.of("recovery_success") == {1: 50.0}
    assert asked.why("recovery_success")["under-way"] == "not_due"
    assert {row.case: row.at for row in asked.rows("recovery_success")} == {
        "won-back": START,
        "won-back-late": DUE,
        "lost": START,
        "overdue": DUE,
        "under-way": DUE + 1,
    }
