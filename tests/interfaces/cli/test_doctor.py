from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from liuxin.interfaces.cli.checks import data, machine
from liuxin.interfaces.cli.checks.words import Finding, Level
from liuxin.interfaces.jobs import examinations, failures
from liuxin.interfaces.jobs.rounds import catch_up
from tests.factories import organisation as made
from tests.factories.history import AT, SOMEBODY, about, told
from tests.interfaces.cli.conftest import Terminal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]
DAYS = ((2016, 3, 1), (2017, 12, 1), (2090, 1, 1))


def codes(findings: list[Finding], level: Level) -> set[str]:
    return {finding.code for finding in findings if finding.level is level}


def test_the_report_has_a_mark_on_each_line_and_names_no_code(terminal: Terminal):
    lines = terminal("doctor").stdout.splitlines()
    assert len(lines) > 12
    assert {line[0] for line in lines} <= {"✓", "!", "✗"}
    assert not [line for line in lines if "doctor." in line]


def test_a_fresh_record_is_well():
    told([about("customer", "C1")], seal=False)
    catch_up(AT)
    found = list(data.look(AT))
    assert codes(found, Level.BAD) == set()
    assert codes(found, Level.NOTE) == {"doctor.never_examined", "doctor.no_calendar"}


def test_a_sealer_that_does_not_run_is_named_after_a_minute():
    told([about("customer", "C1")], seal=False)
    assert data.record(AT + timedelta(seconds=59)).level is Level.GOOD
    behind = data.record(AT + timedelta(minutes=5))
    assert (behind.level, behind.code, behind.params) == (
        Level.BAD,
        "doctor.sealer_behind",
        {"unsealed": 1, "minutes": 5},
    )


def test_facts_that_are_behind_are_counted():
    told([about("customer", "C1"), about("customer", "C2")])
    (found,) = data.fact_store()
    assert (found.code, found.params) == ("doctor.facts_behind", {"behind": 2, "reach": 0, "seq": 2})


def test_facts_that_failed_say_where_they_stopped_and_why(terminal: Terminal):
    told([about("customer", "C1")])
    with pytest.raises(ValueError, match="no clock"), failures.told("facts", AT):
        raise ValueError("no clock")
    (found,) = data.fact_store()
    assert (found.level, found.code, found.params) == (
        Level.BAD,
        "doctor.facts_stalled",
        {"reach": 0, "seq": 1, "at": AT, "reason": "ValueError: no clock"},
    )
    assert "The facts failed last: 2016-03-01 09:30 UTC, ValueError: no clock" in terminal("audit", "status").stdout
    catch_up(AT)
    assert codes(list(data.fact_store()), Level.BAD) == set()
    assert failures.last("facts") is None


def test_an_examination_of_more_than_a_week_ago_is_a_note_and_a_broken_record_an_error(home: Path):
    told([about("customer", "C1")])
    examinations.run(by=SOMEBODY, at=AT)
    assert data.examined(AT + timedelta(days=7)).code == "doctor.examined"
    assert data.examined(AT + timedelta(days=8)).code == "doctor.examined_long_ago"
    last = home / "examination" / "last.json"
    last.write_text(last.read_text().replace('"ok": true', '"ok": false'))
    assert data.examined(AT).code == "doctor.record_broken"


def test_calendars_that_end_soon_or_are_provisional_are_named():
    made.make_calendar("office")
    long_before, just_before, long_after = (datetime(*day, tzinfo=UTC) for day in DAYS)
    assert codes(list(data.calendars(long_before)), Level.BAD) == set()
    assert codes(list(data.calendars(just_before)), Level.BAD) == {"doctor.calendar_ends"}
    assert codes(list(data.calendars(long_after)), Level.BAD) == set()
    assert codes(list(data.calendars(long_after)), Level.NOTE) == {"doctor.calendar_ended"}


def test_accounts_of_the_demonstration_are_an_error_where_other_machines_are_let_in(settings: Settings):
    assert data.demo().code == "doctor.no_demo"
    made.make_account("demo", is_demo=True)
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
    assert data.demo().code == "doctor.demo"
    settings.ALLOWED_HOSTS = ["127.0.0.1", "desk.example.org"]
    found = data.demo()
    assert (found.level, found.params) == (Level.BAD, {"hosts": ["desk.example.org"]})


def test_keys_that_others_can_read_are_named(tmp_path: Path):
    for name, mode in (("seal", 0o600), ("django", 0o644)):
        (tmp_path / name).write_text("x")
        (tmp_path / name).chmod(mode)
    found = machine.keys(tmp_path)
    assert (found.level, found.params) == (Level.BAD, {"keys": ["django"]})


def test_a_data_folder_that_is_no_folder_is_named(tmp_path: Path):
    (tmp_path / "home").write_text("a file")
    writable, *_ = machine.folder(tmp_path / "home")
    assert (writable.level, writable.code) == (Level.BAD, "doctor.home_not_writable")


def test_the_machine_that_runs_the_tests_is_good_enough(tmp_path: Path):
    assert machine.python().level is Level.GOOD
    assert [found.code for found in machine.folder(tmp_path)] == ["doctor.home", "doctor.space"]
    assert data.database().level is Level.GOOD
