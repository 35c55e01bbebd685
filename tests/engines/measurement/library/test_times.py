from pathlib import Path

from tests.engines.measurement.library.asking import BOT, HOUR, MINUTE, Asked, holding, opening
from tests.engines.measurement.records import DAY, START, resolution


def test_a_first_response_is_the_wait_of_the_customer_and_none_where_nobody_replied(tmp_path: Path):
    cases = [
        opening("soon", answered_at=START + 10 * MINUTE, answer_seconds=5 * MINUTE),
        opening("late", answered_at=START + 30 * MINUTE, answer_seconds=25 * MINUTE),
        opening("no-calendar", answered_at=START + 50 * MINUTE, answer_seconds=None),
        opening("never", answered_at=None, answer_seconds=None),
    ]
    asked = Asked(tmp_path, cases=cases)

    assert (asked.value("first_response_time"), asked.value("first_response_time.p90")) == (30.0, 46.0)
    assert asked.value("first_response_time_business") == 15.0
    assert asked.why("first_response_time")["never"] == "not_answered"
    assert asked.why("first_response_time_business") == {
        "soon": "",
        "late": "",
        "no-calendar": "no_business_time",
        "never": "not_answered",
    }


def test_an_own_first_response_runs_from_when_the_case_came_to_the_person(tmp_path: Path):
    held = [
        holding("A", 1, START, end=START + HOUR),
        holding("A", 2, START + HOUR, answered_at=START + 3 * HOUR, answer_seconds=90 * MINUTE),
        holding("B", 2, START, answered_at=START + HOUR, answer_seconds=None),
        holding("C", None, START),
    ]
    asked = Asked(tmp_path, participation=held)

    assert asked.of("own_first_response_time") == {1: None, 2: 90.0}
    assert sorted(row.why_not for row in asked.rows("own_first_response_time")) == [
        "",
        "no_business_time",
        "not_answered",
    ]


def test_own_handling_time_is_all_that_a_person_held_a_case_and_once(tmp_path: Path):
    done = START + 5 * DAY
    held = [
        holding("A", 1, resolved_at=done, handling_seconds=3 * HOUR),
        holding("A", 1, START + DAY, resolved_at=done, first_of_person=False),
        holding("A", 2, START + HOUR, resolved_at=done, handling_seconds=HOUR),
        holding("B", 1, resolved_at=done, handling_seconds=5 * HOUR),
        holding("C", 1, resolved_at=done, handling_seconds=None),
        holding("open", 1, resolved_at=None),
        holding("bot's", BOT, resolved_at=done),
    ]
    asked = Asked(tmp_path, participation=held)

    assert asked.of("own_handling_time") == {1: 4.0, 2: 1.0}
    assert asked.reading("own_handling_time").rows == 3
    assert asked.why("own_handling_time")["C"] == "no_business_time"


def test_resolution_times_are_told_of_resolutions_that_stand(tmp_path: Path):
    rows = [
        resolution("A", START, 1),
        resolution("B", START, 1, business_seconds=None, calendar_seconds=4 * HOUR),
        resolution("C", START, 1, reopened_at=START + DAY, business_seconds=None),
    ]
    asked = Asked(tmp_path, resolutions=rows)

    assert (asked.value("resolution_time_business"), asked.value("resolution_time_calendar")) == (1.0, 3.0)
    assert asked.why("resolution_time_business") == {"A": "", "B": "no_business_time", "C": "reopened_since"}


def test_a_gap_is_charged_to_whoever_was_accountable(tmp_path: Path):
    held = [
        holding("A", None, end=START + HOUR, accountable=7, gap_seconds=40 * MINUTE),
        holding("B", None, end=START + HOUR, accountable=7, gap_seconds=0),
        holding("lies-there-yet", None, accountable=7, gap_seconds=None),
        holding("held", 1, accountable=7),
    ]
    asked = Asked(tmp_path, participation=held)

    assert asked.of("ownership_gap") == {7: 20.0}
    assert asked.why("ownership_gap") == {"A": "", "B": ""}
