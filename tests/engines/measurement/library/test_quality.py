from pathlib import Path

import pytest

from tests.engines.measurement.library.asking import BOT, Asked, Row, holding
from tests.engines.measurement.records import DAY, START, resolution

WEEK = 7 * DAY


def test_first_contact_is_resolved_by_the_first_holder_without_transfer_and_stays_so_a_week(tmp_path: Path):
    first = {"first_holder": 1, "first_team": 4}
    rows = [
        resolution("solved", START, 1, **first),
        resolution("by-another", START, 2, **first, transfers=1),
        resolution("there-and-back", START, 1, **first, transfers=2),
        resolution("reopened-in-time", START, 1, **first, reopened_at=START + WEEK),
        resolution("reopened-later", START, 1, **first, reopened_at=START + WEEK + 1),
        resolution("second", START + WEEK, 1, **first, n=2),
        resolution("by-nobody", START, None),
        resolution("young", START + DAY, 1, **first),
    ]
    asked = Asked(tmp_path, resolutions=rows, as_of=START + WEEK)

    assert asked.of("first_contact_resolution") == {1: 40.0, None: 0.0}
    assert asked.of("first_contact_resolution", "team") == {4: 40.0, None: 0.0}
    assert asked.reading("first_contact_resolution").pending == 1
    assert asked.why("first_contact_resolution")["young"] == "window_open"
    assert "second" not in asked.why("first_contact_resolution")


def test_a_repeat_is_charged_to_whoever_resolved_and_needs_a_customer(tmp_path: Path):
    rows = [
        resolution("A", START, 1, customer=1, category="leak"),
        resolution("B", START, 2, customer=1, category="lift"),
        resolution("C", START, 3, customer=None),
        resolution("D", START, 4, customer=2, category=None),
        resolution("E", START + 1, 5, customer=2, category="leak"),
    ]
    came = [("A", 1, "leak", START - DAY), ("A2", 1, "leak", START + WEEK), ("B2", 1, "lift", START + WEEK + 1)]
    came += [("D2", 2, "", START + 1)]
    cases = [
        {"case": code, "customer": who, "category": what, "opened_at": at, "first_holder": 9}
        for code, who, what, at in came
    ]
    asked = Asked(tmp_path, resolutions=rows, cases=cases, as_of=START + WEEK)

    assert asked.of("repeat_contact_rate") == {1: 100.0, 2: 0.0, 3: None, 4: 100.0, 5: None}
    assert asked.why("repeat_contact_rate") == {"A": "", "B": "", "C": "no_customer", "D": "", "E": "window_open"}


def test_a_case_opened_at_the_second_of_its_resolution_repeats_nothing(tmp_path: Path):
    rows = [resolution("A", START, 1, opened_at=START)]
    case = {"case": "A", "opened_at": START}

    assert Asked(tmp_path, resolutions=rows, cases=[case]).value("repeat_contact_rate") == 0.0


def test_a_reopening_in_fourteen_days_is_charged_to_the_resolver(tmp_path: Path):
    rows = [
        resolution("soon", START, 1, reopened_at=START + 2 * WEEK),
        resolution("late", START, 1, reopened_at=START + 2 * WEEK + 1),
        resolution("young", START + 1, 1, reopened_at=START + 2),
    ]
    asked = Asked(tmp_path, resolutions=rows, as_of=START + 2 * WEEK)

    assert (asked.value("reopened_within_14_days"), asked.reading("reopened_within_14_days").pending) == (50.0, 1)


def test_a_confirmation_counts_where_the_customer_said_anything(tmp_path: Path):
    rows = [
        resolution("yes", START, 1, confirmed=1),
        resolution("no", START, 1, confirmed=0),
        resolution("silent", START, 1, confirmed=None),
        resolution("silent-too", START, 1, confirmed=None),
    ]
    reading = Asked(tmp_path, resolutions=rows).reading("resolution_confirmed_rate")

    assert (reading.value, reading.n, reading.unanswered) == (50.0, 2.0, 2)


def test_a_closing_is_its_closers_and_asks_for_an_outcome(tmp_path: Path):
    cases: list[Row] = [
        {"case": "A", "closed_at": START, "closer": 1, "closer_team": 2, "outcome_recorded": True, "first_holder": 5},
        {"case": "B", "closed_at": START, "closer": 1, "closer_team": 2, "outcome_recorded": False, "first_holder": 5},
        {"case": "C", "closed_at": None, "closer": None, "outcome_recorded": False, "first_holder": 5},
    ]
    asked = Asked(tmp_path, cases=[{"opened_at": START} | case for case in cases])

    assert asked.of("closed_with_outcome") == {1: 50.0}
    assert asked.of("closed_with_outcome", "team") == {2: 50.0}


def test_complaints_are_counted_against_the_cases_that_came_to_the_person(tmp_path: Path):
    held = [
        *(holding(f"C{n}", 1) for n in range(4)),
        holding("C0", 2, START + 5, seq=2),
        holding("C0", 3, START + 7, seq=3, team=2),
        holding("C0", 1, START + 9, seq=4, first_of_person=False),
        holding("C9", BOT),
        holding("C9", None, seq=2),
    ]
    complaints: list[Row] = [
        {"case": "C0", "person": 1, "team": 1, "at": START + DAY},
        {"case": "C1", "person": None, "team": 1, "at": START + DAY},
    ]
    asked = Asked(tmp_path, participation=held, complaints=complaints)

    assert asked.of("complaint_rate") == {1: 25.0, 2: 0.0, 3: 0.0, None: None}
    assert asked.of("complaint_rate", "team") == {1: 40.0, 2: 0.0}
    reading = asked.reading("complaint_rate")
    assert reading.value == pytest.approx(40.0)
    assert reading.n == 5.0
    assert asked.of("complaints") == {1: 1.0, None: 1.0}
