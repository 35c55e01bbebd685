"""What other systems need of the files that `liuxin measure` writes: codes they know, instants with their zone."""

import csv
import io
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import time_machine

from tests.factories.organisation import make_person, make_team
from tests.factories.work import AT, ZONE, Work, on_record
from tests.interfaces.cli.conftest import Terminal

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("home", "_now", "_worked")]
MOMENT = pa.timestamp("ms", tz=ZONE)
CASES = ("measure", "cases_resolved", "--cases")


@pytest.fixture
def _now():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def _worked() -> None:
    team = make_team("gate")
    on_record(Work(make_person(name_en="Li Wei", staff_number="10023"), cases=2, kept=2, team=team))


def test_numbers_of_people_and_teams_carry_the_codes_that_others_know(terminal: Terminal):
    asked = terminal("measure", "cases_resolved", "--by", "person,team", "--format", "csv").stdout

    found = list(csv.DictReader(io.StringIO(asked)))

    assert [(row["staff_number"], row["team_code"], row["value"]) for row in found] == [("10023", "gate", "2")]


def test_cases_carry_them_too_and_say_when_to_the_second_and_in_which_zone(terminal: Terminal):
    found = list(csv.DictReader(io.StringIO(terminal(*CASES, "--format", "csv").stdout)))

    assert {(row["staff_number"], row["team_code"]) for row in found} == {("10023", "gate")}
    assert {row["at"] for row in found} == {"2016-03-02T05:00:00+08:00"}


def test_parquet_holds_instants(terminal: Terminal, tmp_path: Path):
    numbers, cases = tmp_path / "numbers.parquet", tmp_path / "cases.parquet"
    assert terminal("measure", "cases_resolved", "--by", "month", "--output", str(numbers)).exit_code == 0
    assert terminal(*CASES, "--output", str(cases)).exit_code == 0

    months, rows = pq.read_table(numbers), pq.read_table(cases)

    assert {months.schema.field(name).type for name in ("period_start", "period_end")} == {MOMENT}
    assert rows.schema.field("at").type == MOMENT
    # The month is not whole: it ends where the record does.
    assert months["period_start"].to_pylist() == [datetime(2016, 3, 2, tzinfo=ZoneInfo(ZONE))]
    assert set(rows["at"].to_pylist()) == {datetime(2016, 3, 2, 5, tzinfo=ZoneInfo(ZONE))}


def test_the_terminal_shows_minutes(terminal: Terminal):
    assert "2016-03-02 05:00 " in terminal(*CASES).stdout
