import json
from pathlib import Path

import pytest
import time_machine

from liuxin.desk.history import actions, queries
from liuxin.interfaces.jobs import examinations
from tests.factories.history import AT, SOMEBODY, about, behind_the_guards, event, told
from tests.interfaces.cli.conftest import Terminal

pytestmark = [pytest.mark.django_db, pytest.mark.spec("D6"), pytest.mark.usefixtures("home")]


def test_an_intact_record_is_exit_code_0_and_the_examination_is_on_record(terminal: Terminal):
    told(3)
    answer = terminal("audit", "verify")
    assert answer.exit_code == 0
    assert "Intact: all 3 sealed events are what was sealed; the chain ends at 3." in answer.stdout
    assert queries.timeline("record", "chain")[-1].actor.id == "audit"
    assert examinations.last() is not None


def test_a_changed_row_is_named_and_exit_code_1(terminal: Terminal):
    ids = told(3)
    with behind_the_guards() as cursor:
        cursor.execute("UPDATE history_event SET payload = '{}' WHERE id = %s", [ids[1]])
    answer = terminal("audit", "verify")
    assert answer.exit_code == 1
    assert "1 problems found among 3 sealed events:" in answer.stdout
    words = answer.stdout.split()
    assert {str(ids[1]), "case.handed_over", "INC0000002", "2016-03-01", "09:32"} <= set(words)
    assert "is not what was sealed" in answer.stdout


def test_what_waits_for_the_sealer_is_told_with_its_age(terminal: Terminal):
    told(2)
    told([event(3)], seal=False)
    answer = terminal("audit", "verify")
    assert answer.exit_code == 0
    assert "Waiting for the sealer: 1, the oldest for " in answer.stdout


def test_erased_events_are_told_and_are_no_problem(terminal: Terminal):
    told([about("customer", "C1"), event(2)])
    actions.erase(subject_kind="customer", subject="C1", by=SOMEBODY, at=AT)
    answer = terminal("audit", "verify")
    assert answer.exit_code == 0
    assert "Erased as the law provides: 1 events in 1 erasures." in answer.stdout


def test_a_root_is_written_held_against_and_never_written_over(terminal: Terminal, tmp_path: Path):
    told(2)
    file = tmp_path / "root.json"
    assert terminal("audit", "export-root", "--to", str(file)).exit_code == 0
    assert json.loads(file.read_text())["seq"] == 2
    assert terminal("audit", "export-root", "--to", str(file)).exit_code == 1
    assert terminal("audit", "verify", "--root", str(file)).exit_code == 0
    file.write_text(file.read_text().replace('"hash": "', '"hash": "0'))
    answer = terminal("audit", "verify", "--root", str(file))
    assert answer.exit_code == 1
    assert "differs from the root that was kept outside" in answer.stdout


def test_a_root_is_not_written_to_a_folder_that_is_not_there(terminal: Terminal, tmp_path: Path):
    told(1)
    answer = terminal("audit", "export-root", "--to", str(tmp_path / "nope" / "root.json"))
    assert answer.exit_code == 1
    assert "There is no folder" in answer.stderr
    assert not (tmp_path / "nope").exists()


def test_an_empty_record_has_no_root(terminal: Terminal, tmp_path: Path):
    answer = terminal("audit", "export-root", "--to", str(tmp_path / "root.json"))
    assert (answer.exit_code, answer.stderr) == (1, "✗ Nothing is sealed yet, so there is no root.\n")


def test_the_status_tells_where_the_chain_ends_and_what_was_found_last(terminal: Terminal):
    told(2)
    assert "It was never examined." in terminal("audit", "status").stdout
    with time_machine.travel(AT, tick=False):
        terminal("audit", "verify")
    answer = terminal("audit", "status")
    assert f"The chain ends at 2, {queries.head().hash}" in answer.stdout
    assert "The facts reach event 0 of 2." in answer.stdout
    assert "Last sealed: 2016-03-01 09:30 UTC" in answer.stdout
    assert "Last examined: 2016-03-01 09:30 UTC, intact" in answer.stdout
