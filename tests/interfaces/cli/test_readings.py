from pathlib import Path

import pytest
import time_machine
from openpyxl import load_workbook

from tests.factories.organisation import Person
from tests.factories.readings import AT, Office, ReadingBatch, in_force, make_office
from tests.interfaces.cli.conftest import Terminal

pytestmark = [pytest.mark.django_db, pytest.mark.spec("P2.1")]


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def office() -> Office:
    return make_office()


def number(person: int) -> str:
    return Person.objects.get(pk=person).staff_number


def written(folder: Path, *rows: str) -> str:
    path = folder / "may.csv"
    path.write_text("\n".join(["工号,数值", *rows]), encoding="gb18030")
    return str(path)


def test_from_the_template_to_readings_that_count(terminal: Terminal, office: Office, tmp_path: Path):
    path = tmp_path / "may.xlsx"
    asked = terminal("readings", "template", "attendance", "--period", "2016-05", "--output", str(path))
    assert "with 3 rows to fill in" in asked.output
    book = load_workbook(path)
    book.worksheets[0]["C2"], book.worksheets[0]["C3"] = 95.5, "98%"
    book.save(path)
    by = ["--by", number(office.importer)]
    sent = terminal("readings", "import", "attendance", str(path), "--period", "2016-05", *by, "--yes")
    assert sent.exit_code == 0
    assert "3 rows, 2 readings read, 0 errors." in sent.output
    assert "Rows without a value, left out: 1." in sent.output
    batch = str(ReadingBatch.objects.get().pk)
    again = terminal("readings", "confirm", batch, *by)
    assert (again.exit_code, "You handed these readings in yourself" in again.output) == (1, True)
    assert terminal("readings", "confirm", batch, "--by", number(office.second)).exit_code == 0
    assert [value for _person, value in in_force()] == [95.5, 98.0]
    assert "2016-05-01 – 2016-05-31" in terminal("readings", "list").output
    assert "confirmed" in terminal("readings", "list", "attendance").output


def test_a_file_with_errors_is_refused_and_given_back(terminal: Terminal, office: Office, tmp_path: Path):
    marked = tmp_path / "mend.xlsx"
    words = ["--period", "2016-05", "--by", number(office.importer), "--errors", str(marked)]
    sent = terminal("readings", "import", "attendance", written(tmp_path, "A1,95", "A77,很好"), *words)
    assert sent.exit_code == 1
    assert "Nobody has the staff number “A77”." in sent.output
    assert "Errors in the file: 2." in sent.output
    assert not ReadingBatch.objects.exists()
    rows = list(load_workbook(marked).worksheets[0].iter_rows(values_only=True))
    assert (rows[0][-1], rows[1][-1]) == ("What is wrong", None)


def test_nothing_is_handed_in_before_it_was_said(terminal: Terminal, office: Office, tmp_path: Path):
    words = ["--period", "2016-05", "--by", number(office.importer)]
    assert terminal("readings", "import", "attendance", written(tmp_path, "A1,95"), *words).exit_code == 1
    assert not ReadingBatch.objects.exists()


def test_a_batch_is_rejected_or_withdrawn_with_its_reason(terminal: Terminal, office: Office):
    first, second = office.propose(("A1", "95")), office.confirmed(("A2", "95"))
    by = ["--by", number(office.second)]
    assert terminal("readings", "confirm", str(first), *by, "--reject", "应出勤天数有误").exit_code == 0
    assert terminal("readings", "withdraw", str(second), *by, "--reason", "考勤机坏了").exit_code == 0
    states = dict(ReadingBatch.objects.values_list("pk", "state"))
    assert states == {first: "rejected", second: "withdrawn"}
    assert in_force() == []


def test_a_shipped_example_is_defined_by_somebody(terminal: Terminal, office: Office):
    by = ["--by", number(office.importer)]
    assert terminal("readings", "define", "hourly_rate", *by).exit_code == 0
    assert "Hourly cost rate" in terminal("readings", "list").output
    refused = terminal("readings", "define", "happiness", *by)
    assert "attendance_rate, sales_amount, inspection_score, hourly_rate" in refused.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("template", "nothing", "--period", "2016-05"), "There is no such external measure."),
        (("template", "attendance", "--period", "all"), "all"),
        (("template", "attendance", "--period", "2016-13"), "2016-13"),
    ],
)
@pytest.mark.usefixtures("office")
def test_what_is_not_there_is_said(terminal: Terminal, tmp_path: Path, words: tuple[str, ...], said: str):
    asked = terminal("readings", *words, "--output", str(tmp_path / "x.xlsx"))
    assert (asked.exit_code, said in asked.output) == (1, True)


@pytest.mark.usefixtures("office")
def test_in_chinese_it_is_chinese(chinese_terminal: Terminal):
    assert "出勤率" in chinese_terminal("readings", "list").output


def test_a_stranger_and_a_missing_file_are_refused(terminal: Terminal, office: Office, tmp_path: Path):
    path = written(tmp_path, "A1,95")
    words = ["--period", "2016-05", "--yes"]
    stranger = terminal("readings", "import", "attendance", path, *words, "--by", "A1")
    assert "Only HR of the whole organisation and the director" in stranger.output
    gone = terminal("readings", "import", "attendance", f"{path}x", *words, "--by", number(office.importer))
    assert gone.exit_code == 1
    unknown = terminal("readings", "import", "attendance", path, *words, "--by", "nobody")
    assert unknown.exit_code == 1
