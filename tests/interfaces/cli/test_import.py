from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pytest_django import Settings

from liuxin.interfaces.cli.main import liuxin
from tests.factories import imports as record
from tests.interfaces.imports.logs import MAPPING, life, line, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C")
    settings.SEAL_KEY = "the key of the tests"
    (tmp_path / "map.toml").write_text(MAPPING)
    write(tmp_path / "good.csv", life("A"))
    write(tmp_path / "bad.csv", [*life("A"), line("B", "1/3/2016 09:00", "Solved")])


def run(*arguments: str) -> Result:
    return CliRunner().invoke(liuxin, ["import", *arguments], prog_name="liuxin")


def test_a_log_is_imported_and_counted() -> None:
    done = run("good.csv", "--mapping", "map.toml")
    assert (done.exit_code, record.case_codes()) == (0, ["A"])
    assert "rows recorded" in done.output
    assert "Every row is in the record" in done.output


def test_bad_lines_end_with_exit_code_1_and_the_file_that_holds_them() -> None:
    done = run("bad.csv", "--mapping", "map.toml")
    assert (done.exit_code, record.case_codes()) == (1, ["A"])
    assert "1 rows were not imported; they are in bad.csv.quarantine.csv" in done.output
    assert "Solved" in Path("bad.csv.quarantine.csv").read_text(encoding="utf-8-sig")
    assert 'for example "Solved" = "open"' in " ".join(done.output.split())


def test_a_check_writes_nothing() -> None:
    done = run("bad.csv", "--mapping", "map.toml", "--check")
    assert (done.exit_code, record.case_codes()) == (1, [])
    assert not Path("bad.csv.quarantine.csv").exists()
    assert run("good.csv", "--mapping", "map.toml", "--check").exit_code == 0


def test_a_report_is_written() -> None:
    done = run("good.csv", "--mapping", "map.toml", "--report", "report.csv")
    assert done.exit_code == 0
    assert "import.count.rows_read" in Path("report.csv").read_text(encoding="utf-8-sig")


def test_a_look_prints_columns_and_a_mapping() -> None:
    done = run("good.csv", "--look")
    assert (done.exit_code, record.case_codes()) == (0, [])
    assert 'layout = "events"' in done.output


def test_a_look_writes_a_mapping_and_never_over_one() -> None:
    assert run("good.csv", "--look", "--mapping", "draft.toml").exit_code == 0
    assert 'layout = "events"' in Path("draft.toml").read_text(encoding="utf-8")
    again = run("good.csv", "--look", "--mapping", "draft.toml")
    assert again.exit_code == 1
    assert "draft.toml is there already" in again.output


def test_without_a_mapping_the_way_is_told() -> None:
    done = run("good.csv")
    assert done.exit_code == 2
    assert "--look" in done.output


def test_a_mapping_that_does_not_fit_is_told_in_a_sentence() -> None:
    done = run("good.csv", "--mapping", "servicenow")
    assert done.exit_code == 1
    assert "columns.case: the file has no column “number”" in done.output


def test_it_speaks_chinese_where_the_terminal_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "每一行都已在记录中" in run("good.csv", "--mapping", "map.toml").output


def test_help_shows_examples() -> None:
    done = run("--help")
    assert done.exit_code == 0
    assert "liuxin import log.csv --look" in done.output
