"""What `make run` fills an empty installation with."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.scale.homes import Done, liuxin

pytestmark = [pytest.mark.scale, pytest.mark.xdist_group("demo")]

Ask = Callable[[Path, str], list[tuple[object, ...]]]


def test_it_prints_five_accounts_with_random_passwords(demo: tuple[Path, Done]) -> None:
    _, done = demo
    shown = re.findall(r"^.*\b(lead|agent|director|hr|auditor) +(\S{12}) ", done.output, flags=re.MULTILINE)
    assert [username for username, _ in shown] == ["lead", "agent", "director", "hr", "auditor"]
    assert len({password for _, password in shown}) == 5


def test_no_password_is_kept(demo: tuple[Path, Done]) -> None:
    home, done = demo
    passwords = re.findall(r"^.*\b(?:lead|agent|director|hr|auditor) +(\S{12}) ", done.output, flags=re.MULTILINE)
    kept = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert passwords
    assert not [password for password in passwords if password.encode() in kept]


def test_names_are_made_up_and_marked_beside_the_labels_of_the_log(demo: tuple[Path, Done], ask_database: Ask) -> None:
    people = """
        select count(*), count(distinct name_zh), sum(name_is_made_up), sum(name_zh = source_label)
        from organisation_person where source = 'servicenow-uci-498' and not is_placeholder
    """
    assert ask_database(demo[0], people) == [(234, 234, 234, 0)]
    assert ask_database(demo[0], "select count(*), sum(name_is_made_up) from organisation_department") == [(7, 7)]


def test_groups_are_called_as_recorded(demo: tuple[Path, Done], ask_database: Ask) -> None:
    question = "select count(*), sum(name_zh = source_label), sum(name_is_made_up) from organisation_team"
    assert ask_database(demo[0], question) == [(78, 78, 0)]


def test_everybody_of_the_log_has_a_home_a_manager_and_a_position(demo: tuple[Path, Done], ask_database: Ask) -> None:
    question = """
        select (select count(distinct person_id) from organisation_membership),
            (select count(distinct person_id) from organisation_reportingline),
            (select count(*) from organisation_person where source = 'servicenow-uci-498' and position_id is not null)
    """
    assert ask_database(demo[0], question) == [(234, 241, 234)]


def test_two_months_are_frozen_for_those_who_worked_in_them(demo: tuple[Path, Done], ask_database: Ask) -> None:
    question = """
        select substr(f.period_start, 1, 7), count(*) from evaluation_frozentotal t
        join evaluation_freeze f on f.id = t.freeze_id group by 1 order by 1
    """
    assert ask_database(demo[0], question) == [("2016-04", 174), ("2016-05", 175)]


def test_accounts_are_marked_as_those_of_a_demo(demo: tuple[Path, Done], ask_database: Ask) -> None:
    assert ask_database(demo[0], "select count(*), sum(is_demo) from organisation_account") == [(5, 5)]


def test_filling_again_does_nothing(demo: tuple[Path, Done], ask_database: Ask) -> None:
    home, _ = demo
    before = ask_database(home, "select count(*) from history_event")
    assert "already" in liuxin(home, "demo", "servicenow", "--if-empty").output
    assert ask_database(home, "select count(*) from history_event") == before
