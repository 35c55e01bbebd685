"""`liuxin score` as it is typed."""

import csv
import io
import json
from pathlib import Path

import pytest
import time_machine

from tests.factories.indicators import SOLVED, draft, example, line
from tests.factories.organisation import make_person, make_position
from tests.factories.work import APRIL, AT, Work, on_record
from tests.interfaces.cli.conftest import Terminal

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("home", "_now"),
    pytest.mark.spec("P4.2"),
]


@pytest.fixture
def _now():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def position() -> int:
    return make_position("desk", name_en="Desk agent")


@pytest.fixture
def busy(position: int) -> int:
    """Keeps 45 of 60 promises in March and has a set for months."""
    example(position_id=position)
    person = make_person(name_en="Li Wei", name_zh="李伟", position=position)
    on_record(Work(person, cases=60, kept=45, reopened=3))
    return person


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_scores_are_shown_as_of_now_until_they_are_frozen(terminal: Terminal, busy: int):
    live = terminal("score", "show", "--period", "2016-03")
    assert live.exit_code == 0
    assert "Li Wei" in live.stdout
    assert "75.0% · 90.0" in live.stdout
    assert "As of 2016-06-01 16:00, not frozen." in live.stdout
    assert "example that nobody has agreed to" in live.stdout
    done = terminal("score", "freeze", "--period", "2016-03")
    assert done.exit_code == 0
    assert "Frozen: 1 people, 0 of them in place of an earlier result, 0 without a total." in done.stdout
    assert "Results of 1 people, frozen" in terminal("score", "show").stdout


def test_csv_and_json_hold_every_line_and_the_total(terminal: Terminal, busy: int, tmp_path: Path):
    terminal("score", "freeze", "--period", "2016-03")
    printed = terminal("score", "show", "--period", "2016-03", "--format", "csv").stdout
    found = {row["measure"]: row for row in rows(printed)}
    assert list(found) == ["promises_kept", "reopened_within_14_days", "cases_resolved", "total"]
    assert (found["promises_kept"]["value"], found["promises_kept"]["score"]) == ("75.0", "90.0")
    assert found["total"]["state"] == "total"
    file = tmp_path / "march.json"
    assert terminal("score", "show", "--period", "2016-03", "--output", str(file)).exit_code == 0
    written = json.loads(file.read_text(encoding="utf-8"))
    assert [row["score"] for row in written] == [float(row["score"]) for row in found.values()]
    sheet = tmp_path / "march.csv"
    terminal("score", "show", "--period", "2016-03", "--output", str(sheet))
    assert sheet.read_bytes().startswith(b"\xef\xbb\xbf")
    assert rows(sheet.read_text(encoding="utf-8-sig")) == rows(printed)


def test_freezing_again_needs_a_reason(terminal: Terminal, busy: int):
    terminal("score", "freeze", "--period", "2016-03")
    refused = terminal("score", "freeze", "--period", "2016-03")
    assert refused.exit_code == 1
    assert "Freezing again needs a reason." in refused.stderr
    again = terminal("score", "freeze", "--period", "2016-03", "--reason", "cases came late")
    assert "1 of them in place of an earlier result" in again.stdout


def test_a_line_without_enough_cases_says_why_it_has_no_score(terminal: Terminal, position: int, busy: int):
    idle = make_person(position=position)
    on_record(Work(idle, cases=5, kept=5), calendar=False)
    shown = terminal("score", "show", "--period", "2016-03", "--person", str(idle)).stdout
    assert "100.0% · too few, not scored" in shown
    assert "no total: under half of the weight" in shown


def test_it_speaks_chinese_where_the_terminal_does(chinese_terminal: Terminal, busy: int):
    shown = chinese_terminal("score", "show", "--period", "2016-03").stdout
    assert "李伟" in shown
    assert "这套指标只是示例，没有任何人同意过。" in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "--period", "2016-02"), "there is no result to show"),
        (("show", "--period", "someday"), "someday"),
        (("show", "--set", "404"), "There is no indicator set 404."),
        (("freeze", "--period", "2016-Q1"), "meant for one whole month"),
        (("freeze", "--period", "2016-06"), "cannot be frozen yet"),
        (("propose", "nobody"), "There is no position with the code “nobody”. There are: desk."),
        (("propose", "desk"), "at least 20"),
    ],
)
def test_what_cannot_be_done_is_said_with_exit_code_1(terminal: Terminal, busy: int, words: tuple[str, ...], said: str):
    answer = terminal("score", *words)
    assert answer.exit_code == 1
    assert said in answer.stderr


def test_without_a_set_it_says_how_to_get_one(terminal: Terminal):
    answer = terminal("score", "show")
    assert answer.exit_code == 1
    assert "liuxin score propose POSITION --write" in answer.stderr


def test_several_sets_in_force_must_be_told_apart(terminal: Terminal):
    keys = (example(), example())
    answer = terminal("score", "show")
    assert answer.exit_code == 1
    assert f"({keys[0]}, {keys[1]})" in answer.stderr


def test_sets_are_listed_with_who_agreed(terminal: Terminal, position: int):
    example(position_id=position)
    draft(line("cases_resolved", "70", SOLVED), position_id=position)
    shown = terminal("score", "sets").stdout
    assert "example (agreed by nobody)" in shown
    assert "draft" in shown
    assert "70%" in shown


def test_a_proposal_is_printed_and_written_where_that_is_wanted(terminal: Terminal, position: int):
    works = [
        Work(make_person(position=position), cases=60 + number, kept=30 + number, reopened=number % 4)
        for number in range(22)
    ]
    on_record(*works, Work(make_person(), cases=1, kept=1, period=APRIL))
    shown = terminal("score", "propose", "desk", "--grain", "month")
    assert shown.exit_code == 0
    assert "(50%)" in shown.stdout
    assert "not a decision" in shown.stdout
    assert "No indicator set is in force" in terminal("score", "show").stderr
    assert "is now in force" in terminal("score", "propose", "desk", "--grain", "month", "--write").stdout
    assert "example (agreed by nobody)" in terminal("score", "sets").stdout


@pytest.mark.parametrize("words", [(), ("show",), ("propose",), ("freeze",)])
def test_every_help_has_examples(terminal: Terminal, words: tuple[str, ...]):
    shown = terminal("score", *words, "--help")
    assert shown.exit_code == 0
    assert "Examples:" in shown.stdout
    assert "liuxin score " in shown.stdout
