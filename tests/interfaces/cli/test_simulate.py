"""`liuxin simulate`: a company here or as files; never beside other cases."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from liuxin.desk.cases import queries as cases
from liuxin.desk.cases.words import CaseFilter
from liuxin.desk.history import queries as record
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from tests.factories.cases import make_desk
from tests.interfaces.cli.conftest import Terminal

NOW = datetime(2025, 3, 9, 17, tzinfo=UTC)
"""The tenth already in Shanghai."""
SMALL = ("simulate", "--people", "20", "--months", "1", "--cases", "0.4", "--customers", "40")

pytestmark = pytest.mark.django_db


def count() -> int:
    return cases.case_list(organisation.standing(Actor.system("tests"), NOW), CaseFilter(), size=1).count


@time_machine.travel(NOW, tick=False)
def test_a_company_is_written_and_what_was_planted_is_told(terminal: Terminal, home: Path):
    answer = terminal(*SMALL)
    assert answer.exit_code == 0, answer.output
    said = answer.stdout
    assert f"{count()} simulated cases are in" in said
    assert "20 people, 1 projects, 7 teams, 40 customers" in said
    assert "resolutions that don't hold" in said
    assert "liuxin accounts open director --staff-number SIM-00018" in said
    assert organisation.person_numbered("SIM-00018")
    assert record.head().unsealed == 0


@time_machine.travel(NOW, tick=False)
def test_running_again_changes_nothing_and_another_company_is_refused(terminal: Terminal, home: Path):
    terminal(*SMALL)
    before = (count(), record.head().seq)
    assert terminal(*SMALL).exit_code == 0
    assert (count(), record.head().seq) == before
    other = terminal(*SMALL, "--seed", "8")
    assert other.exit_code == 1
    assert "Another simulated company stands here already" in other.stderr
    assert (count(), record.head().seq) == before


@time_machine.travel(NOW, tick=False)
def test_beside_other_cases_nothing_is_simulated(terminal: Terminal, chinese_terminal: Terminal, home: Path):
    make_desk().receive(at=NOW)
    answer = terminal(*SMALL)
    assert answer.exit_code == 1
    assert "There are cases here already" in answer.stderr
    assert "这里已有工单" in chinese_terminal(*SMALL).stderr
    assert count() == 1


@time_machine.travel(NOW, tick=False)
def test_a_record_of_the_future_is_not_written_here(terminal: Terminal, home: Path):
    answer = terminal(*SMALL, "--until", "2025-03-11")
    assert answer.exit_code == 1
    assert "future" in answer.stderr
    assert count() == 0


@time_machine.travel(NOW, tick=False)
def test_files_are_written_instead(terminal: Terminal, tmp_path: Path):
    folder = tmp_path / "made"
    answer = terminal(*SMALL, "--until", "2025-03-20", "--to", str(folder))
    assert answer.exit_code == 0, answer.output
    assert str(folder) in answer.stdout
    assert [file.name for file in (folder / "events").iterdir()] == ["2025-03-0001.parquet"]
    assert count() == 0
    again = terminal(*SMALL, "--to", str(folder))
    assert again.exit_code == 1
    assert "not empty" in again.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [(("--people", "3"), "at least 15"), (("--months", "0"), "at least one month"), (("--cases", "0"), "more than 0")],
)
def test_what_is_no_company_is_refused_in_words(terminal: Terminal, home: Path, words: tuple[str, ...], said: str):
    answer = terminal("simulate", *words)
    assert answer.exit_code == 1
    assert said in answer.stderr
