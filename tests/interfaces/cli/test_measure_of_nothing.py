import csv
from pathlib import Path

import pytest

from tests.interfaces.cli.conftest import Terminal
from tests.interfaces.imports.logs import text
from tests.interfaces.imports.requests_311 import HEADER, TWIN


@pytest.mark.django_db
@pytest.mark.usefixtures("home")
def test_an_empty_record_is_said_to_be_empty(terminal: Terminal):
    refused = terminal("measure")

    assert refused.exit_code == 1
    assert "The record holds no case yet" in refused.stderr
    assert terminal("measure", "--list").exit_code == 0


@pytest.fixture
def a_table_without_persons(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "requests.csv"
    path.write_text(text(TWIN[:2], header=HEADER))
    taken = terminal("import", str(path), "--mapping", "sanfrancisco_311")
    assert taken.exit_code == 0, taken.stdout + taken.stderr


@pytest.mark.django_db
@pytest.mark.usefixtures("home", "a_table_without_persons")
@pytest.mark.parametrize("words", [("--by", "person"), ("--by", "position"), ("--by", "department"), ("--by", "team")])
def test_figures_of_persons_are_refused_where_the_record_has_none(terminal: Terminal, words: tuple[str, ...]):
    asked = terminal("measure", "cases_opened", *words, "--format", "csv")

    if words == ("--by", "team"):
        assert asked.exit_code == 0
    else:
        assert asked.exit_code == 1
        assert "person" in asked.stderr


@pytest.mark.django_db
@pytest.mark.usefixtures("home", "a_table_without_persons")
def test_a_record_of_closings_is_measured_without_persons(terminal: Terminal):
    lines = terminal("measure", "cases_opened", "cases_resolved", "--format", "csv").stdout.splitlines()

    assert [(row["measure"], row["value"]) for row in csv.DictReader(lines)] == [
        ("cases_opened", "2"),
        ("cases_resolved", "1"),
    ]
